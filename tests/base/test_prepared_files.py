"""What was prepared of source files counts as long as they are the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from backbone_kg.base.prepared_files import fingerprint, load_prepared, prepared
from backbone_kg.base.value_kinds import Kind


@dataclass(frozen=True)
class Shelf:
    name: str
    books: tuple[str, ...] = ()
    above: Shelf | None = None
    kind: Kind | None = None
    _how: str = "not kept"


CLASSES = {"Shelf": Shelf, "Kind": Kind}
SHELVES = (Shelf("A", ("x", "“ü”\n")), Shelf("B", above=Shelf("A"), kind=Kind.DATE))


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text(prepared("0" * 16, {"shelves": SHELVES, "pairs": [("a", 1)]}), encoding="utf-8")
    found = load_prepared(path, "0" * 16, CLASSES)
    assert found is not None
    assert (found["shelves"], found["pairs"]) == (SHELVES, (("a", 1),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        prepared("1" * 16, {"shelves": SHELVES}),
        prepared("0" * 16, {"shelves": SHELVES})[:-20],
        prepared("0" * 16, {"shelves": SHELVES}).replace('["A", ', '["A", 1, 2, 3, 4, 5, '),
    ],
    ids=["empty", "no JSON", "of other files", "cut off", "other fields"],
)
def test_what_is_not_whole_or_of_other_files_is_passed_over(text: str, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    assert load_prepared(path, "0" * 16, CLASSES) is None
    assert load_prepared(tmp_path / "nowhere.json", "0" * 16, CLASSES) is None


def test_a_fingerprint_is_of_names_and_contents(tmp_path: Path) -> None:
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    one.write_text("ab")
    other.write_text("c")
    before = fingerprint(tmp_path, [one, other])
    assert fingerprint(tmp_path, [other, one]) == before
    assert fingerprint(tmp_path, [one]) != before
    other.write_text("d")
    assert fingerprint(tmp_path, [one, other]) != before
    other.rename(tmp_path / "another.ttl")
    (tmp_path / "another.ttl").write_text("c")
    assert fingerprint(tmp_path, [one, tmp_path / "another.ttl"]) != before
