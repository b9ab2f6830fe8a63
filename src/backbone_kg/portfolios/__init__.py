"""Many partnerships as tables: built from data files, checked and analyzed by columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backbone_kg.portfolios.building import Built, NotKept, build
from backbone_kg.portfolios.opened import Portfolio

__all__ = ["Built", "NotKept", "Portfolio", "build", "portfolio"]


def portfolio(folder: str | Path, connection: Any = None) -> Portfolio:
    """Open a portfolio that was built.

    Parameters
    ----------
    folder, connection
        As for :class:`Portfolio`.

    Raises
    ------
    BackboneError
        If there is none, another version made it, or the libraries are not installed.
    """
    return Portfolio(folder, connection)
