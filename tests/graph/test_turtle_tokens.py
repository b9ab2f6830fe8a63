"""The line of each subject of a Turtle file, and the prefixes that the file declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import outline, read_turtle

FILES = sorted(ontology_dir().rglob("*.ttl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_subject_of_a_file_has_the_line_that_begins_with_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = outline(text)
    named = {str(node) for node in read_turtle(path).subjects() if isinstance(node, URIRef)}
    assert set(found.lines) == named
    lines = text.splitlines()
    for iri, line in found.lines.items():
        first = lines[line - 1].split()[0]
        prefix, _, name = first.partition(":")
        assert iri in (first[1:-1], found.prefixes.get(prefix, "") + name)


def test_what_only_looks_like_a_statement_is_none() -> None:
    text = """BASE <urn:base:>
PREFIX ex: <urn:x:>
# ex:no ex:p 1 .
<relative> ex:p 1 .
ex:a\\.b ex:p \"\"\"
ex:no ex:p 1 .
\"\"\", '# ex:no' ; ex:q [ ex:r ( ex:c
ex:d ) ] .
[] ex:p ex:e . _:blank ex:p ex:f .
ex:a.b ex:p 2 .
unknown:a ex:p 3 .
"""
    assert outline(text).lines == {"urn:x:a.b": 5}
    assert outline(text).prefixes == {"ex": "urn:x:"}


def test_what_is_no_token_is_told_with_its_line() -> None:
    with pytest.raises(SyntaxError, match="is not expected here") as caught:
        outline("<urn:a>\n<urn:b> § .")
    assert caught.value.lineno == 2
