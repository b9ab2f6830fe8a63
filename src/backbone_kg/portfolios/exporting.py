"""Tables of a portfolio for other programs: by name, in SQL, as files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.files import write_file
from backbone_kg.portfolios.figures_of_day import Figures
from backbone_kg.portfolios.opened_portfolio import Portfolio
from backbone_kg.portfolios.sql_questions import FIGURES, answer_in_sql

if TYPE_CHECKING:
    import pyarrow as pa

_ORDER: Final = ("file", "sheet", "row", "role", "partner", "shape", "component")
"""What rows of tables are told apart by."""


def ask(portfolio: Portfolio, question: str, *, date: str | None = None) -> pa.Table:
    """Return a table of figures, or the answer to a question in SQL.

    Parameters
    ----------
    portfolio
        Which.
    question
        One of :data:`FIGURES`, ``results``, or the name of a file that ends in ``.sql``.
    date
        As for :meth:`Portfolio.on`.

    Raises
    ------
    BackboneError
        If there is nothing of that name, or the question cannot be answered.
    """
    figures = portfolio.on(date)
    name = question.replace("-", "_")
    if name in FIGURES:
        return _in_order(_named(portfolio, getattr(figures, name)))
    if name == "results":
        return _in_order(portfolio.results)
    if not question.lower().endswith(".sql"):
        names = ", ".join(each.replace("_", "-") for each in (*FIGURES, "results"))
        raise UnknownNameError(
            f"There is no table “{question}”. There are: {names}. A question of your own is a file "
            "whose name ends in .sql."
        )
    return answer_in_sql(portfolio, figures, Path(question))


def _in_order(table: Any) -> pa.Table:
    """Return the rows of a table in an order that does not depend on what computed it."""
    return table.order_by(*(name for name in _ORDER if name in table.columns)).to_pyarrow()


def _named(portfolio: Portfolio, table: Any) -> Any:
    """Return a table with names beside numbers, and how many assignments a file leaves open."""
    if "partner" in table.columns:
        partners = portfolio.partners.select("file", "partner", "iri", partner_name="name")
        table = table.join(partners, ["file", "partner"])
    if "path" not in table.columns:
        of_files = portfolio.files.select("file", "path", "assignments_not_read")
        table = of_files.join(table, "file")
    return table


def write_figures(figures: Figures, path: Path, *, force: bool) -> None:
    """Write the figures of each partnership, one a row, as .parquet or .csv.

    Raises
    ------
    BackboneError
        If it is to be another kind of file, or cannot be written.
    """
    write_table(_figures_of_each(figures).to_pyarrow(), path, force=force)


def _figures_of_each(figures: Figures) -> Any:
    lost = figures.worst_departures.drop("held")
    lapsing = figures.lapsing.drop("held")
    table = figures.coverage
    for more in (lost, lapsing):
        table = table.left_join(more, "file").drop("file_right")
    return table.order_by("partnership", "file")


def write_table(table: pa.Table, path: Path, *, force: bool) -> None:
    """Write a table as .parquet or .csv.

    Raises
    ------
    BackboneError
        If it is to be another kind of file, or cannot be written.
    """
    import pyarrow.parquet as pq

    kind = path.suffix.lower()
    if kind not in {".parquet", ".csv"}:
        raise BackboneError(f"{path}: the name of a table's file ends in .parquet or .csv.")
    if kind == ".csv":
        write_file(path, as_csv(table).encode(), force=force)
        return
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd")
    write_file(path, content.getvalue(), force=force)


def as_csv(table: pa.Table) -> str:
    """Return a table as CSV, formulas of spreadsheets made plain text."""
    import csv

    from backbone_kg.base.formulas import marked

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.column_names)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow([marked(v) if isinstance(v, str) else v for v in row])
    return text.getvalue()
