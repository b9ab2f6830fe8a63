"""Many partnerships as tables: built from data files, checked and analyzed by columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.portfolios.analyzing import analyze_portfolio
    from backbone_kg.portfolios.building import Built, NotKept, build
    from backbone_kg.portfolios.checking import check_summary
    from backbone_kg.portfolios.opened_portfolio import Portfolio
    from backbone_kg.portfolios.sql_questions import FIGURES
    from backbone_kg.portfolios.storage import MANIFEST
    from backbone_kg.portfolios.summaries import ChangeAcross, GroupCoverage, MoreOrLess, RoleAcross
    from backbone_kg.portfolios.table_engines import ADDRESS_OF_SPARK

__getattr__, __dir__ = face(__name__)

__all__ = ["Built", "NotKept", "Portfolio", "build", "portfolio"]


def portfolio(
    folder: str | Path, *, engine: str = "duckdb", address: str | None = None
) -> Portfolio:
    """Open a portfolio that was built.

    Parameters
    ----------
    folder
        As for :class:`Portfolio`.
    engine, address
        What is to be asked, as for :func:`~backbone_kg.portfolios.table_engines.connection_to`.

    Raises
    ------
    BackboneError
        If there is none, another version made it, libraries are not installed, or Spark does not
        answer.
    """
    from backbone_kg.portfolios.opened_portfolio import Portfolio
    from backbone_kg.portfolios.table_engines import connection_to

    return Portfolio(folder, connection_to(engine, address))
