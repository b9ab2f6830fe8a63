"""What a portfolio's tables are asked of: DuckDB in this process, or Spark."""

from __future__ import annotations

import os
from typing import Any, Final

from backbone_kg.base.errors import BackboneError, UnknownNameError

ENGINES: Final = ("duckdb", "spark")
"""The first is taken where nothing is said."""

ADDRESS_OF_SPARK: Final = "SPARK_REMOTE"
"""The variable of the environment that Spark's own clients look at."""


def connection_to(engine: str = ENGINES[0], address: str | None = None) -> Any:
    """Return an engine as a connection of Ibis.

    Parameters
    ----------
    engine
        One of :data:`ENGINES`.
    address
        Of a server that speaks Spark Connect, ``sc://HOST:PORT``. By default that of
        :data:`ADDRESS_OF_SPARK`; without one, Spark as its settings say: on this machine, or on the
        cluster to which ``spark-submit`` sends the program.

    Raises
    ------
    BackboneError
        If its libraries are not installed, or no server answers.
    UnknownNameError
        If there is no such engine.
    """
    if engine not in ENGINES:
        raise UnknownNameError(f"There is no engine “{engine}”. There are: {', '.join(ENGINES)}.")
    if engine == "duckdb":
        if address is not None:
            raise BackboneError("DuckDB has no address: it runs in this process.")
        return _duckdb()
    try:
        from backbone_kg.portfolios.spark import connect
    except ImportError:
        raise BackboneError(
            'Spark needs more libraries: pip install "backbone-kg[spark]"'
        ) from None
    return connect(address or os.environ.get(ADDRESS_OF_SPARK) or None)


def _duckdb() -> Any:
    try:
        import ibis

        return ibis.duckdb.connect()
    except ImportError:
        raise BackboneError(
            'Portfolios need more libraries: pip install "backbone-kg[portfolio]"'
        ) from None
