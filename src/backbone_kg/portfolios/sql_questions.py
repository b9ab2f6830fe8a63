"""Questions in SQL, asked of the tables of a portfolio: of DuckDB as written, of Spark translated.

A question can come from somebody else: it reads what is in the portfolio alone, on either.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from backbone_kg.base.errors import BackboneError, CannotReadError
from backbone_kg.portfolios.columns import sheet_tables
from backbone_kg.portfolios.figures_of_day import Figures
from backbone_kg.portfolios.kept_tables import ROSTER
from backbone_kg.portfolios.opened_portfolio import Portfolio
from backbone_kg.portfolios.table_engines import ENGINES

if TYPE_CHECKING:
    import pyarrow as pa

FIGURES: Final = ("coverage", "states", "loads", "sole_roles", "worst_departures", "lapses")
"""What can be asked for by name, as tables; and ``results``."""


def answer_in_sql(portfolio: Portfolio, figures: Figures, path: Path) -> pa.Table:
    """Return the answer to a question in a text file, in the SQL of DuckDB.

    Raises
    ------
    CannotReadError
        If the file cannot be read.
    BackboneError
        If the question is none, or cannot be answered.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotReadError(
            path, f"It cannot be read ({problem}).", "Name a text file."
        ) from None
    connection = portfolio.connection
    on_spark = connection.name != ENGINES[0]
    kept = ("files", *ROSTER, "told", *(t.name for t in sheet_tables(portfolio.layout)))
    asked = _for_spark(path, text, {*kept, *FIGURES, "results"}) if on_spark else text
    for name in kept:
        portfolio.table(name)
    for name in FIGURES:
        if name in text.lower():
            connection.create_view(name, getattr(figures, name), overwrite=True)
    connection.create_view("results", portfolio.results, overwrite=True)
    if on_spark:
        found: pa.Table = connection.answer(asked)
        return found
    return _of_duckdb(portfolio, path, asked)


def _of_duckdb(portfolio: Portfolio, path: Path, text: str) -> pa.Table:
    from duckdb import Error

    # A question reads what is in the portfolio alone, and no variable of this program.
    readable = ", ".join(
        "'{}'".format(str(Path(folder).resolve()).replace("'", "''"))
        for folder in (portfolio.folder, portfolio.aside)
    )
    duckdb = portfolio.connection.con
    duckdb.execute(f"SET allowed_directories = [{readable}]")
    duckdb.execute("SET enable_external_access = false")
    duckdb.execute("SET python_enable_replacements = false")
    try:
        statements = duckdb.extract_statements(text)
        if [statement.type.name for statement in statements] != ["SELECT"]:
            raise _not_one_select(path)
        found: pa.Table = duckdb.execute(statements[0]).to_arrow_table()
        return found
    except Error as problem:
        raise BackboneError(f"{path}: the question cannot be answered. {problem}") from problem


def _for_spark(path: Path, text: str, tables: set[str]) -> str:
    """Return a question in the SQL of Spark.

    Spark reads any file that stands in the place of a table, and runs code that functions name: so
    tables must be those of the portfolio, and functions those whose translation is known.
    """
    from sqlglot import exp, parse
    from sqlglot.errors import SqlglotError

    try:
        statements = parse(text, read="duckdb")
        if len(statements) != 1 or not isinstance(question := statements[0], exp.Query):
            raise _not_one_select(path)
        known = tables | {each.alias_or_name.lower() for each in question.find_all(exp.CTE)}
        for table in question.find_all(exp.Table):
            named = isinstance(table.this, exp.Identifier) and not table.db
            if not named or table.name.lower() not in known:
                raise BackboneError(f"{path}: there is no table “{table.sql('duckdb')}” here.")
        for function in question.find_all(exp.Anonymous):
            raise BackboneError(
                f"{path}: how Spark calls the function “{function.name}” is not known. Ask "
                "without it, or with --engine duckdb."
            )
        return question.sql("spark")
    except SqlglotError as problem:
        raise BackboneError(f"{path}: the question cannot be understood. {problem}") from problem


def _not_one_select(path: Path) -> BackboneError:
    return BackboneError(f"{path}: a question is one SELECT, and nothing else.")
