import datetime
import re
from collections.abc import Iterator

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from backbone_kg.base.cells import CellValue, FormulaError, UncalculatedFormula
from backbone_kg.base.value_kinds import Kind
from backbone_kg.reading import Trouble, Value, diagnose, parse, text_of

BLANK = "leave it blank if it is not known"
LARGEST = "1" + 308 * "0"

# rdflib knows no lexical forms of years and months and lets exponents pass in a decimal.
LEXICAL_FORMS = {
    "string": r".+",
    "decimal": r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?",
    "integer": r"-?(0|[1-9][0-9]*)",
    "date": r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]",
    "gYearMonth": r"[12][0-9]{3}-(0[1-9]|1[0-2])",
    "gYear": r"[12][0-9]{3}",
    "boolean": r"true|false",
    "anyURI": r"https?://[^\s/]+\.[^\s/]+(/\S*)?",
}

numbers = st.integers(0, 40).map(str) | st.integers(0, 3100).map(str)
pieces = st.sampled_from([*",.-/ %e+½':", "00", "x", "March", "Apr", "st", "yes", "www", "org"])
cells = (
    st.none()
    | st.text()
    | st.lists(numbers | pieces, max_size=6).map("".join)
    | st.integers(900, 3100)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
)


class TestTextOf:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (3.0, "3"),
            (0.1, "0.1"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (1e308, "1E+308"),
            (float("nan"), "nan"),
            (7, "7"),
            (True, "yes"),
            (False, "no"),
            (datetime.date(2021, 1, 5), "2021-01-05"),
            (datetime.datetime(2021, 1, 5), "2021-01-05"),
            (datetime.datetime(2021, 1, 5, 10, 30), "2021-01-05 10:30:00"),
            (datetime.date(33, 4, 3), "0033-04-03"),
            ("  A\u00a0 b\u200b ", "A b"),
            ("one \r\n\n two", "one\ntwo"),
            (FormulaError("#REF!"), "#REF!"),
        ],
    )
    def test_is_what_a_person_sees(self, value: CellValue, text: str) -> None:
        assert text_of(value) == text

    def test_writes_out_a_whole_number_of_any_length(self) -> None:
        assert text_of(10**5000) == "1" + 5000 * "0"


class TestEveryKind:
    @pytest.mark.parametrize("kind", list(Kind))
    @pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "\u200b\ufeff", "\n"])
    def test_a_cell_with_nothing_to_see_is_empty(self, value: CellValue, kind: Kind) -> None:
        assert parse(value, kind) is None

    @pytest.mark.parametrize("kind", list(Kind))
    def test_a_formula_without_result_is_a_trouble(self, kind: Kind) -> None:
        assert parse(FormulaError("#REF!"), kind) == Trouble("#REF!", "formula-error")
        assert parse(UncalculatedFormula("=A2+1"), kind) == Trouble("=A2+1", "not-calculated")

    @given(cells, st.sampled_from(Kind))
    @example("1e999999999", Kind.NUMBER)
    @example(5e-324, Kind.INTEGER)
    @example("9" * 5000, Kind.INTEGER)
    @example(10**5000, Kind.INTEGER)
    @example("\ud800", Kind.TEXT)
    def test_every_value_is_valid_for_its_datatype(self, cell: CellValue, kind: Kind) -> None:
        result = parse(cell, kind)
        if isinstance(result, Value):
            datatype = rdflib.URIRef(rdflib.XSD + result.datatype)
            literal = rdflib.Literal(result.lexical, datatype=datatype, normalize=False)
            assert str(literal) == result.lexical
            assert not literal.ill_typed
            assert re.fullmatch(LEXICAL_FORMS[result.datatype], result.lexical, re.DOTALL)
            assert str(literal).encode()

    @given(cells, st.sampled_from(Kind))
    def test_the_text_of_a_trouble_is_the_text_of_the_cell(
        self, cell: CellValue, kind: Kind
    ) -> None:
        result = parse(cell, kind)
        if isinstance(result, Trouble):
            assert result.text == " ".join(text_of(cell).split())

    @given(cells, st.sampled_from([Kind.NUMBER, Kind.DATE]))
    @example("1,500", Kind.NUMBER)
    @example("30/2/2021", Kind.DATE)
    @example(datetime.date(2021, 1, 2), Kind.NUMBER)
    def test_a_suggestion_can_be_typed_in_as_it_stands(self, cell: CellValue, kind: Kind) -> None:
        result = parse(cell, kind)
        if isinstance(result, Trouble) and result.suggestion and "blank" not in result.suggestion:
            for likely in result.suggestion.split(" or "):
                value = parse(likely, kind)
                assert isinstance(value, Value)
                assert value.lexical == likely

    @given(st.text(), st.sampled_from(Kind))
    def test_diagnose_gives_the_trouble_alone(self, text: str, kind: Kind) -> None:
        result = parse(text, kind)
        assert diagnose(text, kind) == (result if isinstance(result, Trouble) else None)


class TestText:
    def test_keeps_the_lines_of_a_note(self) -> None:
        note = Value("First line\nsecond line", "string")
        assert parse(" First\u00a0 line \r\n\nsecond line\n", Kind.TEXT) == note

    @given(cells)
    def test_is_the_text_of_the_cell(self, cell: CellValue) -> None:
        text = text_of(cell)
        assert parse(cell, Kind.TEXT) == (Value(text, "string") if text else None)


class TestNumber:
    @pytest.mark.parametrize(
        ("cell", "lexical"),
        [(1, "1"), (0.5, "0.5"), (-2.0, "-2"), (-0.0, "0"), (0.1, "0.1"), (1e308, LARGEST)],
    )
    def test_a_number_cell_is_exact(self, cell: float, lexical: str) -> None:
        assert parse(cell, Kind.NUMBER) == Value(lexical, "decimal")

    @pytest.mark.parametrize(
        ("cell", "lexical"),
        [
            (" 0.5\u00a0", "0.5"),
            ("0,5", "0.5"),
            ("\u22120,5", "-0.5"),
            ("+ 3", "3"),
            (".5", "0.5"),
            ("007", "7"),
            ("1 000", "1000"),
            ("1\u00a0000,5", "1000.5"),
            ("1'000", "1000"),
            ("1,000,000", "1000000"),
            ("1,000.50", "1000.5"),
            ("1.000,5", "1000.5"),
            ("1.000.000", "1000000"),
            ("0,500", "0.5"),
            ("1234,567", "1234.567"),
            ("50%", "0.5"),
            ("12,5 %", "0.125"),
            ("½", "0.5"),
            ("1 ½", "1.5"),
            ("⅛", "0.125"),
            ("1e308", LARGEST),
            ("1.5E-3", "0.0015"),
            ("0e9999", "0"),
            ("0." + 40 * "1", "0." + 40 * "1"),
            (40 * "1" + "%", 38 * "1" + ".11"),
        ],
    )
    def test_a_number_that_stands_as_text_is_forgiven(self, cell: str, lexical: str) -> None:
        assert parse(cell, Kind.NUMBER) == Value(lexical, "decimal", "text-number")

    @pytest.mark.parametrize(
        ("cell", "suggestion"),
        [
            ("1,000", "1000 or 1"),
            ("-1,500", "-1500 or -1.5"),
            ("1,000%", "10 or 0.01"),
            ("half", "0.5"),
            ("Full-time", "1"),
            ("1/2", "0.5"),
            ("1/3", "0.333"),
            ("0.5 FTE", "0.5"),
            ("$500", "500"),
            ("50% of a post", "0.5"),
            ("⅓", ""),
            ("1.2.3", ""),
            ("3/2", ""),
            ("0/0", ""),
            ("1e9999", ""),
            ("nan", ""),
            ("Infinity", ""),
            ("٣", ""),
            ("?", BLANK),
            ("unknown", BLANK),
            (float("nan"), ""),
            (float("-inf"), ""),
            (True, ""),
            (datetime.date(2024, 1, 2), "0.5"),
            (datetime.datetime(2024, 4, 3), "0.75"),
            (datetime.date(2024, 7, 9), ""),
        ],
    )
    def test_anything_else_is_a_trouble(self, cell: CellValue, suggestion: str) -> None:
        assert parse(cell, Kind.NUMBER) == Trouble(text_of(cell), "not-a-number", suggestion)

    @pytest.mark.parametrize(
        ("cell", "share"),
        [
            ("8 hrs/wk", "0.2"),
            ("8 hours per week", "0.2"),
            ("20h", "0.5"),
            ("2 days/week", "0.4"),
            ("one day a week", "0.2"),
            ("half a day per week", "0.1"),
            ("1 day a month", "0.046"),
            ("4 hours a day", "0.5"),
            ("10 hours monthly", "0.058"),
        ],
    )
    def test_hours_and_days_are_told_as_a_share_of_full_time(self, cell: str, share: str) -> None:
        trouble = parse(cell, Kind.NUMBER)
        assert isinstance(trouble, Trouble)
        assert (trouble.code, trouble.suggestion) == ("time-share", share)
        assert trouble.what in {"40 hours", "5 days"}

    @pytest.mark.parametrize(
        ("cell", "first", "last"),
        [("1-2", "1", "2"), ("0.5 to 1", "0.5", "1"), ("10–20%", "10", "")],
    )
    def test_two_numbers_are_never_one(self, cell: str, first: str, last: str) -> None:
        trouble = parse(cell, Kind.NUMBER)
        assert isinstance(trouble, Trouble)
        assert trouble.suggestion == ""
        if last:
            assert (trouble.code, trouble.first, trouble.last) == ("number-range", first, last)

    @pytest.mark.parametrize("cell", ["8 cookies", "room 8", "8 hrs or so on Mondays", "3 of 5"])
    def test_a_number_beside_other_words_is_not_offered_alone(self, cell: str) -> None:
        assert parse(cell, Kind.NUMBER) == Trouble(cell, "not-a-number", "")

    @given(st.integers(-(10**300), 10**300) | st.floats(allow_nan=False, allow_infinity=False))
    def test_comes_back_from_its_text(self, number: float) -> None:
        read, again = parse(number, Kind.NUMBER), parse(text_of(number), Kind.NUMBER)
        assert isinstance(read, Value)
        assert type(number)(read.lexical) == number
        assert again == Value(read.lexical, "decimal", "text-number")


class TestInteger:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            (2, Value("2", "integer")),
            (2.0, Value("2", "integer")),
            ("2", Value("2", "integer", "text-number")),
            ("2,0", Value("2", "integer", "text-number")),
            (1e308, Value(LARGEST, "integer")),
        ],
    )
    def test_a_whole_number_is_one_however_it_stands(self, cell: CellValue, value: Value) -> None:
        assert parse(cell, Kind.INTEGER) == value

    @pytest.mark.parametrize(
        ("cell", "suggestion"),
        [
            (2.5, "2 or 3"),
            ("-2.5", "-3 or -2"),
            (5e-324, "0 or 1"),
            ("half", ""),
            ("two", "2"),
            ("1,500", "1500"),
            ("1,000", "1000 or 1"),
            ("?", BLANK),
            (True, ""),
            (datetime.date(2024, 1, 2), ""),
        ],
    )
    def test_anything_else_is_a_trouble(self, cell: CellValue, suggestion: str) -> None:
        assert parse(cell, Kind.INTEGER) == Trouble(text_of(cell), "not-a-whole-number", suggestion)


class TestDate:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            (datetime.date(2021, 1, 5), Value("2021-01-05", "date")),
            (datetime.datetime(2021, 1, 5, 10, 30), Value("2021-01-05", "date")),
            (2019, Value("2019", "gYear")),
            (2019.0, Value("2019", "gYear")),
            (" 2019-06 ", Value("2019-06", "gYearMonth")),
            ("1 March\n2015", Value("2015-03-01", "date", "written-date")),
        ],
    )
    def test_is_read(self, cell: CellValue, value: Value) -> None:
        assert parse(cell, Kind.DATE) == value

    @pytest.mark.parametrize(
        ("cell", "trouble"),
        [
            (44197, Trouble("44197", "not-a-date", "2021-01-01")),
            (44197.5, Trouble("44197.5", "not-a-date", "2021-01-01")),
            (2019.5, Trouble("2019.5", "not-a-date")),
            (5, Trouble("5", "not-a-date")),
            (3000, Trouble("3000", "impossible-date")),
            (float("inf"), Trouble("inf", "not-a-date")),
            (True, Trouble("yes", "not-a-date")),
            (datetime.date(999, 12, 31), Trouble("0999-12-31", "impossible-date")),
            (datetime.date(3000, 1, 1), Trouble("3000-01-01", "impossible-date")),
        ],
    )
    def test_is_not_read(self, cell: CellValue, trouble: Trouble) -> None:
        assert parse(cell, Kind.DATE) == trouble


class TestYesNo:
    @pytest.mark.parametrize(
        ("cell", "lexical"), [(True, "true"), ("yes", "true"), ("TRUE", "true"), (False, "false")]
    )
    def test_says_yes_or_no(self, cell: CellValue, lexical: str) -> None:
        assert parse(cell, Kind.YES_NO) == Value(lexical, "boolean")

    @pytest.mark.parametrize("cell", ["Y", "x", " X ", "1", 1, 1.0, "✓", "✔\ufe0f"])
    def test_a_mark_is_a_yes_and_is_told(self, cell: CellValue) -> None:
        assert parse(cell, Kind.YES_NO) == Value("true", "boolean", "name-variant")

    @pytest.mark.parametrize("cell", ["N", "0", 0, -0.0])
    def test_so_is_a_zero_for_no(self, cell: CellValue) -> None:
        assert parse(cell, Kind.YES_NO) == Value("false", "boolean", "name-variant")

    @pytest.mark.parametrize(
        ("cell", "suggestion"),
        [
            ("yess", "yes"),
            ("Yep", "yes"),
            ("yes, since 2015", "yes"),
            ("none", "no"),
            ("no longer", "no"),
            ("maybe", ""),
            (",", ""),
            ("✗", ""),
            (2, ""),
            ("?", BLANK),
            (datetime.date(2021, 1, 5), ""),
        ],
    )
    def test_says_neither(self, cell: CellValue, suggestion: str) -> None:
        assert parse(cell, Kind.YES_NO) == Trouble(text_of(cell), "not-yes-or-no", suggestion)


class TestWebAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "https://x.org",
            "HTTP://X.org:8080/a?b=c?d#e/f?g",
            "https://münchen.de/straße?q=ü#ä",
            "https://x.org/~/(a)'s,b;c=d%20e.pdf",
        ],
    )
    def test_a_whole_address_is_kept(self, address: str) -> None:
        assert parse(address, Kind.WEB_ADDRESS) == Value(address, "anyURI")

    @pytest.mark.parametrize("address", ["www.x.org/about", "x.org", "x.org/report.pdf"])
    def test_a_missing_beginning_is_added(self, address: str) -> None:
        completed = Value(f"https://{address}", "anyURI", "web-address-completed")
        assert parse(address, Kind.WEB_ADDRESS) == completed

    @pytest.mark.parametrize(
        ("cell", "suggestion"),
        [
            ("see www.x.org.", "https://www.x.org"),
            ("<https://x.org>", "https://x.org"),
            ("https:/x.org", "https://x.org"),
            ("htttp//x.org/a", "https://x.org/a"),
            ("//x.org", "https://x.org"),
            ("doi:10.1000/abc", "https://doi.org/10.1000/abc"),
            ("https://x.org/a|b", "https://x.org/a%7Cb"),
            ("https://x.org/a[1]", "https://x.org/a%5B1%5D"),
            ("our web site", ""),
            ("nodot", ""),
            ("http://localhost", ""),
            ("x..org", ""),
            ("e.g.", ""),
            ("report.PDF", ""),
            ("3.14", ""),
            (3.14, ""),
            ("someone@x.org", ""),
            ("https://someone:secret@x.org", ""),
            ("https://x.org/50%", ""),
            ("javascript:alert(1)", ""),
            ("https://x.org/" + 4000 * "a", ""),
            ("?", BLANK),
        ],
    )
    def test_anything_else_is_a_trouble(self, cell: CellValue, suggestion: str) -> None:
        trouble = Trouble(text_of(cell), "not-a-web-address", suggestion)
        assert parse(cell, Kind.WEB_ADDRESS) == trouble

    @pytest.mark.parametrize("character", '<>"{}|\\^`')
    def test_a_character_that_no_iri_admits_is_a_trouble(self, character: str) -> None:
        assert diagnose(f"https://x.org/a{character}b", Kind.WEB_ADDRESS)
        assert diagnose(f"https://x{character}y.org/a", Kind.WEB_ADDRESS)

    @given(st.text(), st.sampled_from(["", "https://", "www.x.org/", "https://x.org/?#", "x.org#"]))
    def test_every_value_and_every_suggestion_is_a_valid_iri(self, text: str, start: str) -> None:
        for address in addresses(parse(start + text, Kind.WEB_ADDRESS)):
            assert NamedNode(address).value == address


def addresses(result: Value | Trouble | None) -> Iterator[str]:
    if isinstance(result, Value):
        yield result.lexical
    elif result and result.suggestion not in ("", BLANK):
        yield result.suggestion
