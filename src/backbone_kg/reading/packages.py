"""The parts of a workbook, which is a zip archive: unpacked within one limit, as plain XML.

Nothing that an archive says of itself is trusted: sizes are counted, a name that stands twice is
damage, and what python-calamine gets is packed anew from the parts that were looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from xml.parsers import expat

from backbone_kg.base.errors import CannotReadError

if TYPE_CHECKING:
    from lxml import etree

MOST_UNPACKED = 200 * 2**20
"""How many bytes of one file are unpacked at most; parts that nobody asks for do not count."""

DAMAGE = (CannotReadError, zipfile.BadZipFile, RuntimeError, EOFError, OSError, zlib.error)
"""What unpacking a part that is damaged or too large can raise."""
MOST_TAGS = 15_000_000
"""How many tags a part may have: each takes memory and time, however short it is."""
_PIECE = 1 << 16
_DEEP = 5
_DECLARATION = re.compile(rb"\s*<\?xml\s[^<>]*\?>")
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml\s[^<>]*\?>\s*+)?<[^\s<>/=\"']++"
    rb"(?:\s++[^\s<>/=\"']++\s*+=\s*+(?:\"[^<\"]*+\"|'[^<']*+'))*+\s*+/?>"
)
_COUNTS = re.compile(rb"\s(?:count|uniqueCount)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class Parts:
    """The parts of a package by their names in lower case, each unpacked when it is asked for.

    Parameters
    ----------
    path
        The workbook, for messages.
    data
        Its bytes.

    Raises
    ------
    zipfile.BadZipFile
        If it is no archive.

    Attributes
    ----------
    entries
        What the archive says of each part, in its order.
    is_encrypted
        Whether a part is.
    has_one_twice
        Whether two parts have one name, so that it is not sure which of them is meant.
    """

    def __init__(self, path: object, data: bytes) -> None:
        self._path = path
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.entries: Sequence[zipfile.ZipInfo] = self._archive.infolist()
        self._entries = {entry.filename.lower(): entry for entry in self.entries}
        self._left = MOST_UNPACKED
        self.is_encrypted = any(entry.flag_bits & 1 for entry in self.entries)
        self.has_one_twice = len(self._entries) < len(self.entries)

    @property
    def names(self) -> Iterable[str]:
        """The names of all parts, in lower case."""
        return self._entries.keys()

    def read(self, name: str) -> bytes:
        """Return a part; b"" if there is none of this name.

        Raises
        ------
        CannotReadError
            If more would be unpacked than is allowed.
        zipfile.BadZipFile
            If it is not what its checksum says.
        """
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.file_size > self._left:
            raise CannotReadError(
                self._path,
                f"The file is too large: it unpacks to more than {MOST_UNPACKED // 2**20} MB.",
                "Copy the sheets that are needed to a new workbook, and give that.",
            )
        with self._archive.open(entry) as part:
            # Not more than the archive says that there is; the checksum tells if it lied.
            content = part.read(entry.file_size + 1)
        self._left -= len(content)
        return content

    def xml(self, name: str) -> bytes:
        """Return a part as plain XML; see :func:`plain_xml`.

        Raises
        ------
        CannotReadError
            If it is larger than is allowed, or has more tags.
        """
        content = self.read(name)
        if content.count(b"<") > MOST_TAGS:
            raise CannotReadError(
                self._path,
                f"One of its parts holds more than {MOST_TAGS:,} tags, which are too many to read.",
                "Copy the sheets that are needed to a new workbook, and give that.",
            )
        return plain_xml(content)


def plain_xml(part: bytes) -> bytes:
    """Return XML in UTF-8 that says the same without comments, CDATA, entities and instructions.

    Readers differ in what they make of these. Most parts have none, and stay as they are.

    Raises
    ------
    lxml.etree.XMLSyntaxError, ValueError
        If it is not well-formed, or its entities expand without end or are not in the file.

    Examples
    --------
    >>> plain_xml(b"<a>1<!-- <b> -->2<![CDATA[<]]></a>")
    b'<a>12&lt;</a>'
    """
    declared = _DECLARATION.match(part)
    instructions = part.count(b"<?")
    said = declared[0].lower() if declared else b"utf-8"
    if (
        instructions <= (declared is not None)
        and b"<!" not in part
        and b"\0" not in part
        and (b"encoding" not in said or b"utf-8" in said)
    ):
        return part
    from lxml import etree

    root = etree.fromstring(part, careful_parser())
    if next(root.iter(etree.Entity), None) is not None:
        raise ValueError("an entity that is not in the file")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def elements(part: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Go through the elements of plain XML, but for those of a fifth level and below.

    Yields
    ------
    tuple of str and mapping
        Where an element stands below the root, by names without prefixes, and its attributes.

    Raises
    ------
    xml.parsers.expat.ExpatError
        If it is not well-formed.

    Examples
    --------
    >>> list(elements(b'<x:a xmlns:x="u"><x:b><x:c d="1"/></x:b></x:a>'))
    [('', {'xmlns:x': 'u'}), ('b', {}), ('b/c', {'d': '1'})]
    """
    above: list[str] = []
    met: list[tuple[str, Mapping[str, str]]] = []

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        above.append(name.rpartition(":")[2])
        if len(above) < _DEEP:  # a path of each level would take the square of their number
            met.append(("/".join(above[1:]), attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: above.pop()
    for at in range(0, len(part) + 1, _PIECE):
        parser.Parse(part[at : at + _PIECE], at + _PIECE > len(part))
        yield from met
        met.clear()


def without_counts(strings: bytes) -> bytes:
    """Return the part of the shared texts without what it says of their number.

    python-calamine sets aside room for as many, and nothing else needs it.

    Raises
    ------
    ValueError
        If it is not well-formed where it begins.

    Examples
    --------
    >>> without_counts(b'<sst count="9" uniqueCount="2000000000"><si><t>a count="1"</t></si></sst>')
    b'<sst><si><t>a count="1"</t></si></sst>'
    """
    root = _ROOT.match(strings)
    if root is None:
        raise ValueError("no element to begin with")
    return _COUNTS.sub(b"", root[0]) + strings[root.end() :]


def careful_parser() -> etree.XMLParser:
    """Return a parser that reaches for nothing outside the file and expands within limits."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know no such value
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive, by their names, without compressing them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
