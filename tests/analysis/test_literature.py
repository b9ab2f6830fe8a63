"""What sources name as possible holders, measured like a partnership, and said to be none."""

from __future__ import annotations

import datetime
import json

import pytest
from tests.cli.running import run
from tests.published import as_published

from backbone_kg import Analysis, BackboneError
from backbone_kg.analysis import literature_on
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.showing import pictures
from backbone_kg.showing.analysis_text import as_text

DAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def table_1() -> Analysis:
    return literature_on("mathematica", as_of=DAY)


def test_table_1_of_mathematica_has_its_known_figures(table_1: Analysis) -> None:
    assert (len(table_1.partners), len(table_1.roles), len(table_1.holdings)) == (9, 23, 35)
    assert [kind.assignments for kind in table_1.partners] == [12, 6, 4, 4, 3, 2, 2, 1, 1]
    assert (table_1.coverage.covered, table_1.coverage.wanted) == (23, 23)
    assert sum(role.sole_holder is not None for role in table_1.roles) == 17
    most = table_1.partners[0]
    assert (most.name, most.type, len(most.sole_roles)) == (
        *("Backbone organization", "Backbone organization", 12),
    )
    assert table_1.concentration is not None
    assert table_1.concentration.hold_half == 2


def test_more_than_half_of_table_1_hangs_on_one_kind_and_five_have_to_stay(
    table_1: Analysis,
) -> None:
    found = table_1.resilience
    assert found is not None
    half, no_gap = found.half, found.no_gap
    assert half is not None
    assert no_gap is not None
    assert (half.departures.at_least, half.departures.at_most) == (1, 1)
    assert half.partners == ("Backbone organization",)
    assert (no_gap.size.at_least, no_gap.size.at_most) == (5, 5)


def test_each_holding_says_where_the_source_names_the_kind(table_1: Analysis) -> None:
    assert all(holding.evidence[0].startswith("Closter, Table 1") for holding in table_1.holdings)


def test_what_no_source_speaks_of_is_left_out(table_1: Analysis) -> None:
    assert (table_1.staffing, table_1.lapses, table_1.bounds, table_1.fit) == (None, None, None, ())
    assert table_1.basis.without_begin == 0


def test_that_kinds_are_no_organizations_is_said_first_everywhere(table_1: Analysis) -> None:
    caveat = table_1.basis.caveat
    assert caveat.startswith("This is no partnership")
    text = " ".join(as_text(table_1, width=100).split())
    assert text.index(caveat) < text.index("23 of 23")
    document = as_published(table_1)
    assert list(document)[:2] == ["schema", "basis"]
    assert next(iter(document["basis"].items())) == ("caveat", caveat)
    assert pictures.draw("load", table_1).description.startswith(caveat)


def test_a_framework_for_whose_roles_no_source_names_kinds_is_refused() -> None:
    with pytest.raises(BackboneError, match=r"roles of policylink\. Sources do so for mathematica"):
        literature_on("policylink")
    with pytest.raises(UnknownNameError, match="Did you mean “mathematica”"):
        literature_on("mathematika")


def test_the_command_tells_it_as_text_and_as_json() -> None:
    told = run("analyze", "--literature", "mathematica")
    assert (told.status, told.err) == (0, "")
    assert "This is no partnership" in told.out
    document = json.loads(run("analyze", "--literature", "mathematica", "--format", "json").out)
    assert document["framework"]["slug"] == "mathematica"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("data.xlsx", "--literature", "mathematica"),
        ("--literature", "mathematica", "--format", "ttl"),
        ("--literature", "mathematica", "--as-framework", "policylink"),
    ],
)
def test_a_file_or_a_framework_is_asked_for_never_both(arguments: tuple[str, ...]) -> None:
    done = run("analyze", *arguments)
    assert done.status == 2
    assert "--literature" in done.err
