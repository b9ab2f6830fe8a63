"""What a query answers: rows, yes or no, or triples; and the same for Python, pandas and polars."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.sparql.oxigraph_terms import Term, value_of
from backbone_kg.sparql.result_table import count_line, notebook_table, text_table

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Kind: TypeAlias = Literal["select", "ask", "graph"]

TRIPLE_COLUMNS = ("subject", "predicate", "object")
ANSWER_COLUMN = "answer"


@dataclass(frozen=True, repr=False)
class Results:
    """What a query answers.

    Parameters
    ----------
    kind
        ``select`` (rows), ``ask`` (yes or no) or ``graph`` (triples).
    columns
        Names of the columns of a ``select``.
    rows
        Its rows: a term, or None where there is none, for each column.
    answer
        Of an ``ask``.
    triples
        Of a ``graph``.
    labels
        What IRIs are called; a table shows that in their place.
    knowledge_base
        IRI of the version of the knowledge base that was asked; "" if it is not known, None where
        none was asked.
    incomplete
        That the answer rests on files of which something could not be read, in a sentence; or "".
    """

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[ox.Triple, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    knowledge_base: str | None = field(default=None, compare=False)
    incomplete: str = field(default="", compare=False)

    @classmethod
    def of(cls, answered: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Results:
        """Return what Oxigraph answers, read to its end."""
        if isinstance(answered, ox.QueryBoolean):
            return cls("ask", answer=bool(answered))
        if isinstance(answered, ox.QueryTriples):
            return cls("graph", triples=tuple(answered))
        columns = tuple(variable.value for variable in answered.variables)
        return cls("select", columns, tuple(map(tuple, answered)))

    @classmethod
    def read(cls, content: bytes, *, triples: bool) -> Results:
        """Return the results that are written in SPARQL's JSON, or as N-Triples."""
        if triples:
            quads = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
            return cls("graph", triples=tuple(quad.triple for quad in quads))
        return cls.of(ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON))

    # --- as a table of terms --------------------------------------------------------------------

    @property
    def headings(self) -> tuple[str, ...]:
        """Names of the columns, whatever the kind."""
        if self.kind == "select":
            return self.columns
        return (ANSWER_COLUMN,) if self.kind == "ask" else TRIPLE_COLUMNS

    @property
    def cells(self) -> tuple[tuple[Term | None, ...], ...]:
        """Rows of terms, whatever the kind: a triple is a row of three, an answer a row of one."""
        if self.kind == "select":
            return self.rows
        if self.kind == "ask":
            return ((ox.Literal(bool(self.answer)),),)
        return tuple((each.subject, each.predicate, each.object) for each in self.triples)

    @property
    def iris(self) -> tuple[str, ...]:
        """Every IRI in a cell, once, in the order of the rows."""
        terms = (term for row in self.cells for term in row)
        return tuple(dict.fromkeys(one.value for one in terms if isinstance(one, ox.NamedNode)))

    @property
    def named_terms(self) -> Iterator[dict[str, Any]]:
        """The rows of a ``select`` as terms, or None, by the names of the columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def labeled(self, labels: Mapping[str, str]) -> Results:
        """Return the same results, whose tables show labels in the place of IRIs."""
        return replace(self, labels={**self.labels, **labels})

    def in_order(self, columns: Iterable[str]) -> Results:
        """Return the same results with some columns first, in the order given."""
        first = [name for name in dict.fromkeys(columns) if name in self.columns]
        names = (*first, *(name for name in self.columns if name not in first))
        if names == self.columns:
            return self
        places = [self.columns.index(name) for name in names]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return replace(self, columns=names, rows=rows)

    # --- for Python -----------------------------------------------------------------------------

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of Python values; IRIs are texts."""
        names = self.headings
        return [dict(zip(names, map(value_of, row), strict=True)) for row in self.cells]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas data frame.

        Whole numbers, numbers, yes or no, dates, moments and texts get pandas' own types, which
        keep what is missing. Exact decimals become floating-point numbers, with which pandas can
        compute; a moment without a time zone is taken as UTC. A column without any value is of
        the type ``object``: answers to one question can be put together with ``pandas.concat``,
        and ``convert_dtypes()`` then gives such a column the type of its values.

        Raises
        ------
        BackboneError
            If pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise _missing("pandas") from None
        types = {
            bool: "boolean",
            int: "Int64",
            float: "Float64",
            datetime.date: "datetime64[s]",
            datetime.datetime: "datetime64[us, UTC]",
            str: "str",
        }
        frame = {
            name: pandas.Series(values, dtype=types.get(kind, "object") if kind else "object")
            for name, kind, values in self._typed_columns()
        }
        return pandas.DataFrame(frame, columns=list(self.headings))

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a polars data frame.

        As :meth:`to_pandas`; where a column holds values of several kinds, all become texts. A
        column without any value is of the type ``Null``: answers to one question can be put
        together with ``polars.concat(frames, how="vertical_relaxed")``.

        Raises
        ------
        BackboneError
            If polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise _missing("polars") from None
        types: dict[type, Any] = {
            bool: polars.Boolean,
            int: polars.Int64,
            float: polars.Float64,
            datetime.date: polars.Date,
            datetime.datetime: polars.Datetime("us", "UTC"),
            NoneType: polars.Null,
        }
        return polars.DataFrame(
            [
                polars.Series(name, values, dtype=types[kind])
                if kind in types
                else polars.Series(name, [_text(value) for value in values], dtype=polars.String)
                for name, kind, values in self._typed_columns()
            ]
        )

    def to_arrow(self) -> pyarrow.Table:
        """Return the rows as a table of Arrow; what is said of :meth:`to_polars` holds.

        Raises
        ------
        BackboneError
            If pyarrow is not installed.
        """
        try:
            import pyarrow
        except ImportError:
            raise _missing("pyarrow") from None
        return pyarrow.table(
            {
                name: pyarrow.array(values if kind else list(map(_text, values)))
                for name, kind, values in self._typed_columns()
            }
        )

    def _typed_columns(self) -> Iterator[tuple[str, type | None, list[Any]]]:
        rows = [tuple(map(value_of, row)) for row in self.cells]
        for index, name in enumerate(self.headings):
            yield (name, *_typed([row[index] for row in rows]))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_rows())

    def __len__(self) -> int:
        return len(self.rows) if self.kind == "select" else len(self.cells)

    def __bool__(self) -> bool:
        """Tell whether the answer is yes, or whether there is any row or triple."""
        return bool(self.answer) if self.kind == "ask" else len(self) > 0

    # --- for people -----------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"<Results: {count_line(self)}>"

    def __str__(self) -> str:
        return text_table(self)

    def _repr_html_(self) -> str:
        return notebook_table(self)


def _typed(values: list[Any]) -> tuple[type | None, list[Any]]:
    """Return the type that all values of a column have, and the values in it; None: no one type.

    The type of a column without values is that of None.
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int} and not _fit_in_64_bits(values):
        return None, values
    if kinds == {datetime.datetime}:
        return datetime.datetime, [value and _in_utc(value) for value in values]
    if len(kinds) == 1 and kinds <= {bool, int, float, datetime.date, str}:
        return kinds.pop(), values
    if kinds and kinds <= {int, float, Decimal}:
        return float, [None if value is None else float(value) for value in values]
    return (None if kinds else NoneType), values


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC)


def _fit_in_64_bits(values: Iterable[int | None]) -> bool:
    return all(value is None or -(2**63) <= value < 2**63 for value in values)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return None if value is None else str(value)


def _missing(library: str) -> BackboneError:
    return BackboneError(
        f"{library} is not installed. Install it (pip install {library}), or take the rows as "
        "they are: to_rows()."
    )
