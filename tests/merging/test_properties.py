"""Merging does not depend on the order of the files, loses nothing, and decides nothing itself."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generate import Cell, Sheets, write_csv
from tests.merging.copies import all_rows, at_issue, copies, merged
from tests.small_files import files, read_sheets

from backbone_kg import Partnership, merge, read

Copies = tuple[Sheets, list[Sheets]]


@settings(max_examples=6)
@given(files())
def test_a_file_merged_with_itself_is_itself_again(sheets: Sheets) -> None:
    for base in (None, sheets):
        again = merged(sheets, sheets, base=base)
        assert (again.conflicts, again.taken) == ((), ())
        assert all_rows(again.partnership) == all_rows(read_sheets(sheets, name="a"))


@settings(max_examples=10)
@given(copies(1))
def test_what_one_changed_in_the_base_is_taken(made: Copies) -> None:
    base, (one,) = made
    found = merged(one, base, base=base)
    expected = all_rows(read_sheets(one, name="a"))
    in_any_order = [
        {sheet: sorted(map(sorted, (row.items() for row in rows))) for sheet, rows in each.items()}
        for each in (all_rows(found.partnership), expected)
    ]
    gone = {row[0] for row in base["Partners"]} - {row[0] for row in one["Partners"]}
    follow = gone & {row[0] for row in one["Assignments"]}  # the new name, by the identifier
    if not found.conflicts and not follow:  # a deleted row that others name is left to decide
        assert in_any_order[0] == in_any_order[1]


@settings(max_examples=10)
@given(copies(), st.booleans(), st.randoms(use_true_random=False))
def test_nothing_that_was_typed_is_lost_and_the_order_of_the_files_does_not_matter(
    made: Copies, with_base: bool, rng: Random
) -> None:
    base, some = made
    shuffled = rng.sample(some, len(some))
    found, other = (merged(*each, base=base if with_base else None) for each in (some, shuffled))
    assert all_rows(found.partnership) == all_rows(other.partnership)
    assert at_issue(found) == at_issue(other)
    assert [one.where for one in found.conflicts] == [one.where for one in other.conflicts]
    told = {
        value
        for rows in all_rows(found.partnership).values() for row in rows for value in row.values()
    }  # fmt: skip
    said = " ".join(claim.value for one in found.conflicts for claim in one.claims)
    known = " ".join(f"{one.was} {one.value}" for one in found.taken) if with_base else ""
    for one in some:
        for rows in all_rows(read_sheets(one, name="a")).values():
            for row in rows:
                for value in row.values():
                    # Of a base, what others changed or deleted is told as what stood before.
                    assert value in told or value in said or value in known


@settings(max_examples=4)
@given(copies(3))
def test_merging_in_steps_comes_to_the_same(made: Copies) -> None:
    """Unless a file has several rows of one name, which are matched among all files."""
    _, some = made
    some = [{name: _once(rows) for name, rows in one.items()} for one in some]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        a, b, c = (write_csv(folder / "abc"[n], one) for n, one in enumerate(some))
        merge([a, b]).save(folder / "ab.xlsx")
        merge([b, c]).save(folder / "bc.xlsx")
        first, second = merge([folder / "ab.xlsx", c]), merge([a, folder / "bc.xlsx"])
        third = merge([a, b, c])
        for one in (second, third):
            assert at_issue(first) == at_issue(one)
            assert _unordered(first.partnership) == _unordered(one.partnership)
        first.save(folder / "abc.xlsx")
        assert all_rows(read(folder / "abc.xlsx")) == all_rows(first.partnership)


def _once(table: list[list[Cell]]) -> list[list[Cell]]:
    """Return a table with one row of each name; assignments are named by partner and role."""
    names = 2 if table[0][0] == "Partner" else 1
    found = {tuple(str(v).casefold() for v in row[:names]): row for row in table[1:]}
    return [table[0], *(row for row in found.values() if row[0] is not None)]


def _unordered(data: Partnership) -> dict[str, list[list[tuple[str, str]]]]:
    return {
        sheet: sorted(sorted(row.items()) for row in rows) for sheet, rows in all_rows(data).items()
    }
