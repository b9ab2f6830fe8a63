"""Who can be told from a copy, worked out by hand."""

from __future__ import annotations

from pathlib import Path

from tests.small_files import MONEY, POLICY, TRUST, file_of, read_sheets

from backbone_kg import Shared, share
from backbone_kg.sharing import read_key


def told(tmp_path: Path, **rest: object) -> tuple[Shared, dict[str, str]]:
    """Return what is told of six partners, and who they are by what stands for them."""
    sheets = file_of(
        *(["U", TRUST], ["U", POLICY], ["A", TRUST], ["B", TRUST], ["C", TRUST], ["C", POLICY]),
        ["D", MONEY],
        partners=[
            ["U", 1, None, None, None, "Local foundation"],
            ["A", 1, "2019", None, None, "Consultant"],
            ["B", 1, "2019", None, None, "Consultant"],
            ["C", 2, "2019", "2020", None, "Consultant"],
            ["D", None, None, None, None, "Consultant"],
            ["E", None, None, None, None, ""],
        ],
    )
    sheets["Partners"][6][5] = None
    sheets["Partners"][0].append("Backbone")
    sheets["Partners"][1].append("yes")
    found = share(read_sheets(sheets), tmp_path / "copy", key=tmp_path / "key.xlsx")
    return found, {e.replacement: e.original for e in read_key(tmp_path / "key.xlsx")}


def test_k_is_how_many_partners_the_copy_shows_alike(tmp_path: Path) -> None:
    found, _ = told(tmp_path)
    traits = {t.name: (t.smallest, t.alone, t.not_said) for t in found.recognition.traits}
    assert traits == {
        "kind": (1, 1, 1),  # 1 foundation, 4 consultants; E does not say
        "tasks": (1, 1, 5),  # U is the backbone
        "kind and number of roles": (1, 2, 1),  # U; C of 2; A, B, D of 1
        "kind and roles": (1, 3, 1),  # U; C; D; A and B alike
        "joined and left": (1, 1, 3),  # A and B in 2019; C
        "FTE and cost": (1, 1, 2),  # U, A, B have 1; C has 2
        "all of it together": (1, 4, 0),  # only A and B are alike
    }
    assert (found.recognition.partners, found.recognition.smallest) == (6, 1)


def test_who_is_the_only_one_is_told_in_words_the_easiest_first(tmp_path: Path) -> None:
    found, names = told(tmp_path)
    assert [
        (names[one.partner], one.original, one.sentences) for one in found.recognition.recognizable
    ] == [
        ("U", "U", ("the only Local foundation", "the only one that is backbone")),
        (
            "C",
            "C",
            (
                "the only Consultant with 2 roles",
                "the only one that joined 2019 and left 2020",
                "the only one with 2 FTE",
            ),
        ),
        ("D", "D", ("the only Consultant with just: Mobilize resources",)),
    ]
    assert "original" not in str(found.to_dict())


def test_the_smallest_k_is_that_of_the_least_hidden(tmp_path: Path) -> None:
    twins = [["A", TRUST], ["B", TRUST], ["C", POLICY], ["D", POLICY], ["E", POLICY]]
    found = share(read_sheets(file_of(*twins)), tmp_path / "copy", key=tmp_path / "key.xlsx")
    assert (found.recognition.smallest, found.recognition.recognizable) == (2, ())
