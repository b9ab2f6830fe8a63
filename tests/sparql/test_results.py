"""Results as Python values, as pandas and polars data frames."""

from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pandas
import polars
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg import BackboneError, Results
from backbone_kg.sparql import value_of

XSD = "http://www.w3.org/2001/XMLSchema#"
PARTNER = ox.NamedNode("http://example.org/partner")


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def answered(query: str) -> Results:
    return Results.of(ox.Store().query(query))


def column(*terms: ox.NamedNode | ox.Literal | None) -> Results:
    return Results("select", ("it",), tuple((term,) for term in terms))


# --- what a term is in Python -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ox.Literal("x"), "x"),
        (ox.Literal("x", language="en"), "x"),
        (typed("007", "integer"), 7),
        (typed("+3", "nonNegativeInteger"), 3),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("1e3", "double"), 1000.0),
        (typed("-INF", "double"), float("-inf")),
        (typed("1", "boolean"), True),
        (typed("false", "boolean"), False),
        (typed("2025-09-30", "date"), datetime.date(2025, 9, 30)),
        (
            typed("2025-09-30T12:00:00Z", "dateTime"),
            datetime.datetime(2025, 9, 30, 12, tzinfo=datetime.UTC),
        ),
        (typed("2025-09", "gYearMonth"), "2025-09"),
        (PARTNER, "http://example.org/partner"),
        (ox.BlankNode("b"), "_:b"),
        (None, None),
    ],
)
def test_a_term_becomes_what_python_has_for_it(term: ox.Literal, value: Any) -> None:
    assert value_of(term) == value
    assert type(value_of(term)) is type(value)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        *[("many", "integer"), ("1_000", "integer"), ("1.5", "integer"), ("٣", "integer")],
        *[("NaN", "decimal"), ("1e3", "decimal"), ("infinity", "double"), ("yes", "boolean")],
        *[("2025-02-31", "date"), ("20250930", "date"), ("2025-W01-1", "date")],
        ("2025-09-30", "dateTime"),
    ],
)
def test_what_is_not_written_as_its_datatype_wants_stays_the_text_that_it_is(
    text: str, datatype: str
) -> None:
    assert value_of(typed(text, datatype)) == text


# --- the three kinds ----------------------------------------------------------------------------


def test_rows() -> None:
    found = answered("SELECT ?a ?b { VALUES (?a ?b) { (1 'x') (2 UNDEF) } }")
    assert (found.kind, found.columns, len(found), bool(found)) == ("select", ("a", "b"), 2, True)
    assert found.to_rows() == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert list(found) == found.to_rows()
    assert repr(found) == "<Results: 2 rows>"


def test_no_rows() -> None:
    found = answered("SELECT ?a { VALUES ?a {} }")
    assert (found.columns, len(found), bool(found), found.to_rows()) == (("a",), 0, False, [])


@pytest.mark.parametrize("answer", [True, False])
def test_yes_or_no(answer: bool) -> None:
    found = answered(f"ASK {{ FILTER({str(answer).lower()}) }}")
    assert (found.kind, found.answer, bool(found)) == ("ask", answer, answer)
    assert found.to_rows() == [{"answer": answer}]
    assert repr(found) == f"<Results: {'yes' if answer else 'no'}>"


def test_triples() -> None:
    found = answered("CONSTRUCT { <http://a> <http://b> 1, 2 } {}")
    assert (found.kind, len(found), bool(found)) == ("graph", 2, True)
    assert {(row["subject"], row["predicate"], row["object"]) for row in found} == {
        ("http://a", "http://b", 1),
        ("http://a", "http://b", 2),
    }
    assert repr(found) == "<Results: 2 triples>"


def test_iris_are_told_once_in_the_order_of_the_rows() -> None:
    other = ox.NamedNode("http://example.org/a")
    assert column(PARTNER, other, None, PARTNER, ox.Literal("x")).iris == (
        PARTNER.value,
        other.value,
    )


def test_labels_are_for_showing_and_change_no_value() -> None:
    found = column(PARTNER)
    labeled = found.labeled({PARTNER.value: "The partner"})
    assert "The partner" in str(labeled)
    assert "The partner" not in str(found)
    assert labeled == found
    assert labeled.to_rows() == found.to_rows()


# --- pandas and polars --------------------------------------------------------------------------

WHOLE = column(typed("1", "integer"), None, typed("3", "int"))
DECIMALS = column(typed("1.5", "decimal"), typed("2", "integer"))
YES_NO = column(ox.Literal(True), None)
DAYS = column(typed("2025-09-30", "date"), None)
MOMENTS = column(
    typed("2025-09-30T12:00:00+02:00", "dateTime"), typed("2025-09-30T10:00:00", "dateTime")
)
TEXTS = column(PARTNER, ox.Literal("x"), None)
MIXED = column(typed("1", "integer"), ox.Literal("x"), ox.Literal(True), None)
HUGE = column(typed(str(2**70), "integer"))
NOTHING = column(None, None)


@pytest.mark.parametrize(
    ("found", "pandas_type", "polars_type"),
    [
        (WHOLE, "Int64", "Int64"),
        (DECIMALS, "Float64", "Float64"),
        (YES_NO, "boolean", "Boolean"),
        (DAYS, "datetime64[s]", "Date"),
        (MOMENTS, "datetime64[us, UTC]", "Datetime(time_unit='us', time_zone='UTC')"),
        (TEXTS, "str", "String"),
        (MIXED, "object", "String"),
        (HUGE, "object", "String"),
        (NOTHING, "object", "Null"),
    ],
    ids=["whole", "decimals", "yes-no", "days", "moments", "texts", "mixed", "huge", "nothing"],
)
def test_a_column_gets_the_type_of_its_values(
    found: Results, pandas_type: str, polars_type: str
) -> None:
    assert str(found.to_pandas()["it"].dtype) == pandas_type
    assert str(found.to_polars()["it"].dtype) == polars_type


def test_values_come_through() -> None:
    assert DECIMALS.to_pandas()["it"].tolist() == [1.5, 2.0]
    assert DECIMALS.to_polars()["it"].to_list() == [1.5, 2.0]
    assert WHOLE.to_pandas()["it"].sum() == 4
    assert WHOLE.to_polars()["it"].to_list() == [1, None, 3]
    assert MIXED.to_polars()["it"].to_list() == ["1", "x", "true", None]
    assert HUGE.to_pandas()["it"][0] == 2**70
    assert DAYS.to_polars()["it"].to_list() == [datetime.date(2025, 9, 30), None]
    ten = datetime.datetime(2025, 9, 30, 10, tzinfo=datetime.UTC)
    assert MOMENTS.to_polars()["it"].to_list() == [ten, ten]
    assert [each.to_pydatetime() for each in MOMENTS.to_pandas()["it"]] == [ten, ten]


@pytest.mark.parametrize("found", [WHOLE, DECIMALS, YES_NO, DAYS, MOMENTS, TEXTS, MIXED])
def test_answers_of_which_one_has_no_values_are_put_together(found: Results) -> None:
    for parts in ([found, NOTHING], [NOTHING, found], [column(), found]):
        values = [value for part in parts for value in part.to_polars()["it"].to_list()]
        joined = polars.concat([part.to_polars() for part in parts], how="vertical_relaxed")
        assert joined["it"].to_list() == values
        assert joined["it"].dtype == found.to_polars()["it"].dtype
        frame = pandas.concat([part.to_pandas() for part in parts])
        assert frame["it"].isna().tolist() == [value is None for value in values]
        if found is not MIXED:
            assert frame.convert_dtypes()["it"].count() == sum(
                value is not None for value in values
            )


def test_answers_with_whole_and_with_other_numbers_are_put_together() -> None:
    numbers = [1.0, None, 3.0, None, None, 1.5, 2.0]
    parts = [WHOLE, NOTHING, DECIMALS]
    joined = polars.concat([part.to_polars() for part in parts], how="vertical_relaxed")
    assert joined["it"].to_list() == numbers
    assert joined["it"].dtype == polars.Float64
    frame = pandas.concat([part.to_pandas() for part in parts]).convert_dtypes()
    assert frame["it"].sum() == 7.5


def test_columns_come_in_the_order_that_is_wanted() -> None:
    found = answered("SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1 2 3) } }")
    assert found.in_order(["c", "nothing", "a", "c"]).to_rows() == [{"c": 3, "a": 1, "b": 2}]
    assert found.in_order(["c"]).columns == ("c", "a", "b")
    assert found.in_order([]) is found


def test_a_frame_without_rows_has_its_columns() -> None:
    found = Results("select", ("a", "b"))
    assert list(found.to_pandas().columns) == ["a", "b"]
    assert found.to_polars().columns == ["a", "b"]


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.integers(),
            st.booleans(),
            st.floats(allow_nan=False),
            st.text(),
            st.dates(datetime.date(1700, 1, 1)),
        )
    )
)
def test_nothing_is_lost_whatever_a_column_mixes(values: list[Any]) -> None:
    def literal(value: Any) -> ox.Literal | None:
        if isinstance(value, datetime.date):
            return typed(value.isoformat(), "date")
        return None if value is None else ox.Literal(value)

    found = column(*map(literal, values))
    assert [row["it"] for row in found] == values
    assert found.to_pandas()["it"].isna().tolist() == [value is None for value in values]
    assert found.to_polars()["it"].is_null().to_list() == [value is None for value in values]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(BackboneError, match=f"pip install {library}"):
        getattr(WHOLE, f"to_{library}")()


def test_results_alone_bring_neither() -> None:
    code = (
        "import sys, backbone_kg.sparql.query_results, backbone_kg.sparql.result_formats;"
        "print({'pandas', 'polars', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
