"""``explain``: the page on a finding, without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import assert_prints, refused, run

from backbone_kg.base.findings import PAGES
from backbone_kg.validation import finding_codes

PRINTED = [
    "ambiguous-date",
    "merged-cells",
    "several-values",
    "import-mark-not-taken",
    "unknown-property",
]


@pytest.mark.parametrize("code", PRINTED)
def test_what_is_printed(code: str) -> None:
    assert_prints(f"explain-{code}.txt", "explain", code)


def test_every_finding_is_explained_in_a_narrow_window_too() -> None:
    for code in finding_codes():
        done = run("explain", code, columns=60)
        assert done.status == 0
        assert PAGES + code in done.out
        for line in done.out.splitlines():
            # Words are never broken: a long one, as in Turtle, reaches beyond.
            assert len(line) <= 60 or max(map(len, line.split())) > 40, (code, line)


def test_all_kinds_are_listed_those_that_must_be_mended_first() -> None:
    done = run("explain")
    listed = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ")]
    assert sorted(set(listed) & set(finding_codes())) == list(finding_codes())
    assert listed.index("unknown-role") < listed.index("unknown-sheet") < listed.index("total-row")


def test_brackets_may_be_typed_along() -> None:
    assert run("explain", "[too-small]").out == run("explain", "too-small").out


def test_an_unknown_code_is_told_with_the_one_that_was_meant() -> None:
    assert refused("explain", "unknown-partners") == (
        "backbone-kg: There is no finding “unknown-partners”. Did you mean “unknown-partner”? "
        "All of them: backbone-kg explain\n"
    )


def test_the_files_of_an_example_can_be_tried(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    done = run("explain", "unknown-role", "--files", folder)
    assert done.status == 0
    assert "before written." in done.err
    before, after = (run("validate", folder / side) for side in ("before", "after"))
    assert (before.status, after.status) == (1, 0)
    assert "B4" in before.out
    assert "Name a folder that is new." in refused("explain", "unknown-role", "--files", folder)


def test_files_need_a_code_that_has_an_example(tmp_path: Path) -> None:
    assert run("explain", "--files", tmp_path / "a").status == 2
    done = run("explain", "wrong-form", "--files", tmp_path / "a")
    assert (done.status, done.err) == (2, "backbone-kg: There is no example of wrong-form.\n")
    assert not (tmp_path / "a").exists()
