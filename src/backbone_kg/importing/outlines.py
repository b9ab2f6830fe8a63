"""Where the parts of a table stand: titles, headings of one or two lines, the body, the legend."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from backbone_kg.base.cells import column_letters
from backbone_kg.base.names import key
from backbone_kg.importing.column_guesses import use_of
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.importing.import_map import Decision, TablePlan
from backbone_kg.importing.meanings_of_marks import Meaning, is_mark, legend_of, legend_rows

ROWS_SEARCHED = 25
"""How many rows from the top a heading row is looked for in."""

_NEARLY_ALL = 0.7
"""The share of the widest row's texts that the heading row has at least."""

_HEAD = re.compile(
    r"(?:project|partnership|initiative|coalition|collaborative|network|program) (?:title|name)"
    r"|prepared by|[\w ]{3,30}:"
)
"""What stands first in a row over a table that says something of the whole."""

_TAG = re.compile(r"#[a-z]+\d*(?:[+_][a-z_+]+)*")
_NUMBER = re.compile(r"[\d.,%]+")


@dataclass(slots=True)
class Outline:
    """The parts of a table.

    Parameters
    ----------
    table
        The table.
    first, last
        The heading rows, from 0; both -1 if there are none.
    headings
        The heading of each column, lines of two joined where they are one name.
    groups
        What stands over several headings, by column; "" where nothing does.
    above
        Texts over the headings with row and column: titles and notes.
    legend
        What marks mean, as the table itself says.
    tags
        Tags of a hashtag row below the headings, by column.
    legend_rows
        Rows below the headings, from 0, that say what a mark means.
    """

    table: ForeignTable
    first: int
    last: int
    headings: list[str]
    groups: list[str]
    above: list[tuple[int, int, str]] = field(default_factory=list)
    legend: dict[str, Meaning] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    legend_rows: frozenset[int] = frozenset()

    @property
    def body(self) -> range:
        """The rows below the headings, from 0."""
        return range(self.last + 1 + bool(self.tags), len(self.table.texts))

    @property
    def title(self) -> str:
        """The first text over the headings, or ""."""
        return self.above[0][2] if self.above else ""

    def repeats_headings(self, row: int) -> bool:
        """Return whether a row, from 0, says the headings again."""
        cells = self.table.texts[row]
        return sum(text == self.headings[i] for i, text in enumerate(cells) if text) >= 2

    def plan(
        self, kind: Decision, columns: Mapping[int, Decision], across: Decision | None = None
    ) -> TablePlan:
        """Return a plan of the table that takes its columns, from 0, for what is said."""
        return TablePlan(
            self.table.file,
            self.table.sheet,
            kind,
            (self.first + 1, self.last + 1),
            {column_letters(index): use for index, use in sorted(columns.items())},
            across=across or Decision(""),
        )

    def places(self, plan: TablePlan, use: str) -> list[int]:
        """Return the columns, from 0, that a plan takes for something."""
        named = {letters for letters, one in plan.columns.items() if one.value == use}
        return [index for index in range(self.table.width) if column_letters(index) in named]

    def column(self, index: int, without: Container[int] = ()) -> list[str]:
        """Return what stands in a column below the headings, empty cells left out.

        Parameters
        ----------
        index
            The column, from 0.
        without
            Rows to leave out, from 0.
        """
        texts, legend = self.table.texts, self.legend_rows
        rows = (r for r in self.body if r not in legend and r not in without)
        return [texts[r][index] for r in rows if texts[r][index]]


def outline(
    table: ForeignTable,
    is_kind: Callable[[str], bool] = lambda _: False,
    rows: tuple[int, int] = (0, 0),
) -> Outline:
    """Find the headings of a table and what stands around them.

    Parameters
    ----------
    table
        The table.
    is_kind
        Whether a text names a kind of organization; such a line over names is a group.
    rows
        First and last row of the headings, from 1, if that is known.
    """
    texts = table.texts
    if table.row_names:
        rows = (1, 1)  # what was no table has the names of its fields first
    legend = legend_of(text for row in texts for text in row if "=" in text or "→" in text)
    counts = [_names_in(row, legend) for row in texts[:ROWS_SEARCHED]]
    most = max(counts, default=0)
    if most < 2:  # names as short as marks
        counts = [len(set(filter(None, row))) for row in texts[:ROWS_SEARCHED]]
        most = max(counts, default=0)
    if rows[0]:
        return _around(table, legend, rows[0] - 1, min(rows[1], len(texts)) - 1, is_kind)
    if most < 2:
        return Outline(table, -1, -1, [""] * table.width, [""] * table.width, legend=legend)
    last = next(row for row, count in enumerate(counts) if count >= max(2, _NEARLY_ALL * most))
    last = next((row for row in range(last) if _heads_holders(texts[row])), last)
    first = last
    while last + 1 < len(texts) and _goes_on(texts, last, legend):
        last += 1
    while first > 0 and not _is_of_the_whole(texts[first - 1]):
        first -= 1
    return _around(table, legend, first, last, is_kind)


def _around(
    table: ForeignTable,
    legend: dict[str, Meaning],
    first: int,
    last: int,
    is_kind: Callable[[str], bool],
) -> Outline:
    texts = table.texts
    lines = [_filled(table, row, first, last) for row in range(first, last + 1)]
    headings, groups = _joined(lines, texts[first : last + 1], is_kind)
    above = [(r, c, t) for r in range(first) for c, t in enumerate(texts[r]) if t]
    rows, meanings = legend_rows(texts, last + 1)
    found = Outline(table, first, last, headings, groups, above, meanings | legend)
    found.legend_rows = rows
    if last + 1 < len(texts):
        below = {c: key(t) for c, t in enumerate(texts[last + 1]) if t}
        if below and all(map(_TAG.fullmatch, below.values())):
            found.tags = below
    return found


def _names_in(row: list[str], legend: dict[str, Meaning]) -> int:
    if _is_of_the_whole(row):
        return 0
    names = {text for text in row if text and not is_mark(text, legend)}
    return len({name for name in names if not _NUMBER.fullmatch(name)})


def _heads_holders(row: list[str]) -> bool:
    """Return whether a row is headings of who leads and supports, which are marks elsewhere."""
    decided = [use_of(text) for text in row if text]
    uses = {one.value for one in decided if one is not None and one.how_sure == "certain"}
    named = bool(uses & {"role", "partner"}) and bool(uses & {"lead", "support"})
    return named and 2 * len(uses) >= len(decided)


def _is_of_the_whole(row: list[str]) -> bool:
    """Return whether a row is blank, says one thing as a title does, or speaks of the whole."""
    first = next(filter(None, row), "")
    return len(set(filter(None, row))) < 2 or bool(_HEAD.fullmatch(key(first)))


def _goes_on(texts: list[list[str]], last: int, legend: dict[str, Meaning]) -> bool:
    """Return whether the row below a heading row is a second line of the headings."""
    upper, lower = texts[last], texts[last + 1]
    label = next((index for index, text in enumerate(upper) if text), 0)
    filled = [index for index, text in enumerate(lower) if text]
    if len(filled) < 2 or lower[label] or filled[0] < label:
        return False
    if any(is_mark(lower[index], legend) for index in filled):
        return False
    # A row of data below has marks or names in other columns; a second line is like the first.
    return all(index > label for index in filled) and not _looks_like_data(texts, last + 1)


def _looks_like_data(texts: list[list[str]], row: int) -> bool:
    """Return whether the rows that follow have texts of the same kind, as data would."""
    following = texts[row + 1 : row + 4]
    columns = [index for index, text in enumerate(texts[row]) if text]
    alike = sum(1 for other in following for index in columns if len(other[index]) > 3)
    return bool(following) and alike > len(columns) * len(following) / 2


def _filled(table: ForeignTable, row: int, first: int, last: int) -> list[str]:
    """Return a heading row with merged cells filled; without merged ones, groups reach rightwards.

    The lowest row of the headings stays as it is.
    """
    texts = list(table.texts[row])
    ranges = [(a, b) for a, b in table.merged if a[0] <= row <= b[0]]
    for (top, left), (_, right) in ranges:
        for column in range(left, min(right + 1, len(texts))):
            texts[column] = texts[column] or table.texts[top][left]
    merges_above = any(first <= a[0] <= last for a, _ in table.merged)
    if row < last and not merges_above:
        lowest = table.texts[last]
        for column in range(1, len(texts)):
            if not texts[column] and lowest[column] and texts[column - 1] and lowest[column - 1]:
                texts[column] = texts[column - 1]
    return texts


def _joined(
    lines: list[list[str]], written: list[list[str]], is_kind: Callable[[str], bool]
) -> tuple[list[str], list[str]]:
    """Return headings and groups: an upper line is a group over names, or the names' beginning.

    It is a group when it reaches over several columns, names kinds, or repeats itself; otherwise
    the two lines are one name.
    """
    lowest = lines[-1]
    headings, groups = list(lowest), [""] * len(lowest)
    for line, as_written in zip(lines[-2::-1], written[-2::-1], strict=True):
        beside = [i for i, text in enumerate(line) if text and headings[i] and text != headings[i]]
        said = [line[index] for index in beside]
        reaches = any(text and not as_written[i] for i, text in enumerate(line) if i)
        alone = any(i and text and not headings[i] for i, text in enumerate(line))
        repeats = any(line[i] == line[i - 1] for i in beside if i) and not alone
        kinds = sum(map(is_kind, said)) * 2 > len(said)
        is_group = reaches or repeats or kinds or len(said) == 1
        for index, text in enumerate(line):
            if not text or text == headings[index]:
                continue
            if not headings[index]:
                headings[index] = text
            elif is_group:
                groups[index] = text
            else:
                headings[index] = f"{text} {headings[index]}"
    return headings, groups
