"""A portfolio finds and says of each file what is found and said of it alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from backbone_kg import Partnership, Portfolio, read
from backbone_kg.analysis import (
    day_coverage,
    figures,
    lapses_of,
    loads,
    sole_roles,
    worst_departures,
)
from backbone_kg.model import DayRoster, date_of
from backbone_kg.validation import engine

DAYS = [None, "2029-11-15", "2031"]


def rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


@pytest.fixture(scope="module")
def alone(opened: Portfolio) -> dict[int, Partnership]:
    """Return each file that was read, as it is read alone, by its number."""
    files = opened.files.filter(opened.files.problem.isnull())
    return {row["file"]: read(row["path"]) for row in rows(files)}


def test_it_holds_what_can_be_read(opened: Portfolio, alone: dict[int, Partnership]) -> None:
    not_read = rows(opened.files.filter(opened.files.problem.notnull()))
    assert len(alone) >= 25
    assert any("broken.xlsx" in row["path"] for row in not_read)
    assert all(row["problem"] for row in not_read)


def test_the_same_breaks_the_same_rules(opened: Portfolio, alone: dict[int, Partnership]) -> None:
    """Set for set: file, sheet, row, shape, component and severity are those of pySHACL."""
    fields = ("file", "sheet", "row", "shape", "component", "severity")
    found = Counter(tuple(row[name] for name in fields) for row in rows(opened.results))
    wanted: Counter[tuple[Any, ...]] = Counter()
    for number, partnership in alone.items():
        places = {record.thing: record.row or record.number for record in partnership.records.rows}
        for result in engine("pyshacl")(partnership):
            known = partnership.layout.column_of(result.shape)
            assert known is not None
            said = str(result.shape), result.component, result.severity
            wanted[number, known[0].name, places.get(str(result.focus)), *said] += 1
    assert sum(wanted.values()) > 100
    assert found == wanted


@pytest.mark.parametrize("day", DAYS)
def test_the_same_figures(
    day: str | None, opened: Portfolio, alone: dict[int, Partnership]
) -> None:
    standing = opened.on(day)
    by_file = {row["file"]: row for row in rows(standing.coverage)}
    states = _by_file(rows(standing.states))
    carried = _by_file(rows(standing.loads.join(opened.partners, ["file", "partner"])))
    sole = _by_file(rows(standing.sole_roles))
    worst = {row["file"]: row for row in rows(standing.worst_departures)}
    lapsed = _by_file(rows(standing.lapses))
    lapsing = {row["file"]: row for row in rows(standing.lapsing)}
    assert by_file.keys() <= alone.keys()
    assert len(by_file) > 10
    for number, told in by_file.items():
        partnership = alone[number]
        coverage = day_coverage(partnership, as_of=day)
        assert (told["covered"], told["wanted"], told["share"], told["at_least"]) == (
            coverage.coverage.covered,
            coverage.coverage.wanted,
            coverage.coverage.share,
            coverage.at_least,
        )
        roster = partnership.roster.at(date_of(partnership, day)[0])
        assert [
            (r["state"], r["holders"], r["met"]) for r in _in_order(states[number], "role")
        ] == [
            (str(roster.state(role)), len(roster.holders(role)), roster.is_met(role))
            for role in roster.roles
        ]
        assert _loads_of(carried[number]) == {
            iri: (load.roles, load.verdict.value, load.fte_assigned, load.fte_complete)
            for iri, load in loads(roster)[0].items()
        }
        names = [partner.iri for partner in partnership.roster.partners]
        assert Counter(names[row["partner"]] for row in sole[number]) == {
            iri: len(roles) for iri, roles in sole_roles(roster).items()
        }
        lost = [each.lost for each in worst_departures(roster)[:2]]
        said = worst.get(number, {})
        given = [said.get("lost_with_one"), said.get("lost_with_two")]
        assert [one for one in given if one is not None] == lost
        assert Counter(
            (roster.roles[r["role"]].iri, r["earliest"], r["latest"], r["certain"], r["last"])
            for r in lapsed[number]
        ) == Counter(
            (each.role, each.earliest, each.latest, each.certain, each.last)
            for each in lapses_of(roster).roles
        )
        assert _lapsing(lapsing.get(number)) == _share_that_lapses(roster)


def test_load_is_the_same_number(opened: Portfolio, alone: dict[int, Partnership]) -> None:
    compared = 0
    for row in rows(opened.on().loads.join(opened.partners, ["file", "partner"])):
        partnership = alone[row["file"]]
        roster = partnership.roster.at(date_of(partnership, None)[0])
        load = loads(roster)[0][row["iri"]].load
        if load is None or math.isinf(load):
            assert row["load"] is None
        else:
            compared += 1
            assert row["load"] == pytest.approx(load, rel=1e-12)
    assert compared > 20


def _by_file(found: list[dict[str, Any]]) -> defaultdict[int, list[dict[str, Any]]]:
    grouped: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        grouped[row["file"]].append(row)
    return grouped


def _in_order(found: list[dict[str, Any]], by: str) -> Iterator[dict[str, Any]]:
    yield from sorted(found, key=lambda row: row[by])


def _loads_of(found: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    return {
        row["iri"]: (
            row["roles"],
            row["verdict"],
            _number(row["fte_assigned"]),
            row["fte_complete"],
        )
        for row in found
    }


def _share_that_lapses(roster: DayRoster) -> tuple[Any, ...] | None:
    found = [figure for figure in figures(roster) if figure.metric == "lapsing-roles"]
    return (found[0].value, found[0].of, found[0].at_least) if found else None


def _lapsing(told: dict[str, Any] | None) -> tuple[Any, ...] | None:
    if told is None:
        return None
    share = None if told["lapsing"] is None else told["lapsing"] / told["held"]
    return share, told["held"], told["lapsing_at_least"]


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
