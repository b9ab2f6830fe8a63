"""Many partnerships as tables: built from data files, checked and analyzed by columns."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.portfolios.building import Built, NotKept, build
from backbone_kg.portfolios.engines import connection_to
from backbone_kg.portfolios.opened import Portfolio

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
        What is to be asked, as for :func:`~backbone_kg.portfolios.engines.connection_to`.

    Raises
    ------
    BackboneError
        If there is none, another version made it, libraries are not installed, or Spark does not
        answer.
    """
    return Portfolio(folder, connection_to(engine, address))
