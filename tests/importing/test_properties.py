"""A partnership laid out as a matrix, either way round, or as a list gives its holdings again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from tests.importing.own_files import csv_file, holdings, workbook

from backbone_kg import BackboneError, import_files, read, write
from backbone_kg.importing import KINDS
from backbone_kg.knowledge import standard_ontology
from backbone_kg.writing import lower

ROLES = [role.label for _, role in standard_ontology()["mathematica"].roles]
NAMES = st.lists(
    st.text("abcdefghij klmnoprstuvwyzÄñŁ'.-", min_size=4, max_size=16)
    .map(lambda text: f"Org {text}".strip())
    .filter(lambda text: text.isprintable()),
    min_size=2,
    max_size=6,
    unique_by=lambda text: " ".join(text.lower().split()),
)
PARTS = {"L": "lead", "S": "support", "x": None}
"""What each mark means in the tables below."""


@st.composite
def partnerships(draw: st.DrawFn) -> tuple[list[str], list[str], dict[tuple[int, int], str]]:
    """Return partners, roles, and marks by the places of both."""
    partners = [" ".join(name.split()) for name in draw(NAMES)]
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=2, max_size=6, unique=True))
    places = st.tuples(st.integers(0, len(partners) - 1), st.integers(0, len(roles) - 1))
    marks = draw(st.dictionaries(places, st.sampled_from(sorted(PARTS)), min_size=3))
    # Every partner and role has a mark, or it could not be told from a note.
    for number in range(max(len(partners), len(roles))):
        marks.setdefault((number % len(partners), number % len(roles)), "x")
    return partners, roles, marks


def expected(
    partners: list[str], roles: list[str], marks: dict[tuple[int, int], str]
) -> set[tuple[str, str, str | None]]:
    return {(partners[p], roles[r], PARTS[mark]) for (p, r), mark in marks.items()}


@given(partnerships(), st.booleans(), st.booleans())
def test_a_matrix(
    made: tuple[list[str], list[str], dict[tuple[int, int], str]], turned: bool, titled: bool
) -> None:
    partners, roles, marks = made
    table: list[list[str | None]] = [["Role", *partners]]
    table += [
        [role, *(marks.get((p, r)) for p in range(len(partners)))] for r, role in enumerate(roles)
    ]
    if turned:
        table = [list(row) for row in zip(*table, strict=True)]
        table[0][0] = "Organization"
    if titled:
        table = [["Who does what"], ["L = lead, S = support, x = involved"], [], *table]
    with tempfile.TemporaryDirectory() as folder:
        data = import_files([workbook(Path(folder, "own.xlsx"), table)]).partnership
        assert holdings(data) == expected(*made)
        write(data, Path(folder, "out.xlsx"))
        again = read(Path(folder, "out.xlsx"))
    assert set(again.graph) == set(data.graph)


@given(partnerships(), st.sampled_from([";", "\n", " | "]))
def test_a_list(
    made: tuple[list[str], list[str], dict[tuple[int, int], str]], separator: str
) -> None:
    partners, roles, marks = made
    rows = [["Organization", "Type", "Roles"]]
    rows += [
        [name, "Nonprofit", separator.join(roles[r] for p, r in sorted(marks) if p == number)]
        for number, name in enumerate(partners)
    ]
    with tempfile.TemporaryDirectory() as folder:
        data = import_files([csv_file(Path(folder, "own.csv"), rows)]).partnership
    held = {(partner, role) for partner, role, _ in holdings(data)}
    assert held == {(partner, role) for partner, role, _ in expected(*made)}


_WORDS = (
    "x L S ? R A A/R 1 0 0.5 2019 Total Acme Organization Role Type Since Notes From To TBD ISD"
)
_CELLS = st.one_of(
    st.sampled_from([*_WORDS.split(), "Build trust", "L = lead, x = in", "x\ny; z", "a@x.org", ""]),
    st.text(max_size=6),
)


_ROWS = st.lists(st.lists(_CELLS, max_size=6), max_size=9)
_HEADINGS = [["Organization", "Role"], ["Role", "Acme", "Mill"], ["Name", "Type", "Notes", "Role"]]
_LIKELY = st.tuples(st.sampled_from(_HEADINGS), partnerships(), _ROWS).map(
    lambda made: [made[0], *([*row, "x"] for row in zip(*made[1][:2], strict=False)), *made[2]]
)
"""Tables that begin as others do, and go on with anything."""


@given(_ROWS | _LIKELY, st.sampled_from([None, *KINDS]))
@example([["?"], ["x", "L"], ["x", "x", "Total"]], None)  # a title that names nothing
@example([["x", "L"], ["1", "Since"], ["x", "x", "x"]], None)  # a row on each partner
def test_any_table_comes_out_the_same_with_its_own_map_or_is_refused_plainly(
    rows: list[list[str]], kind: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, path = Path(folder, "own.csv"), Path(folder, "own.yaml")
        csv_file(file, [[text.encode(errors="ignore").decode() for text in row] for row in rows])
        try:
            imported = import_files([file], kind=kind)
        except BackboneError:
            return
        path.write_text(imported.map_text("backbone-kg import"), encoding="utf-8")
        again = import_files([file], map_path=path)
        assert [t.rows for t in lower(again.partnership)] == [
            t.rows for t in lower(imported.partnership)
        ]
        write(imported.partnership, Path(folder, "out.xlsx"))
