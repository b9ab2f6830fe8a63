"""Whether what was written as XML is XML: it has no place for some characters and names.

Oxigraph writes them all the same: a control character as it is, a property or kind whose IRI does
not end in a name (``http://example.org/1``) as a tag without one.
"""

from __future__ import annotations

from xml.parsers import expat

from backbone_kg.sparql.query_errors import QueryError


class XmlCheck:
    r"""Looks through XML while its bytes go by.

    Examples
    --------
    >>> XmlCheck().add(b"<results><result/>")
    >>> XmlCheck().add(b"<results>\x01")
    Traceback (most recent call last):
    ...
    backbone_kg.sparql.query_errors.QueryError: The result cannot be written as XML: ...
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate("utf-8", " ")

    def add(self, chunk: bytes) -> None:
        """Look through the next bytes.

        Raises
        ------
        QueryError
            ``not-acceptable``, if no reader of XML would take them.
        """
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            raise QueryError(
                "not-acceptable",
                "The result cannot be written as XML: it holds a control character, or a property"
                " or kind whose IRI does not end in a name. Ask for JSON, or for Turtle.",
            ) from None
