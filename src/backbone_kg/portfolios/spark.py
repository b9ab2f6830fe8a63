"""Spark, or a server that speaks its protocol, as what Ibis asks the tables of a portfolio of.

References
----------
Spark Connect: https://spark.apache.org/docs/latest/spark-connect-overview.html
"""

from __future__ import annotations

import datetime
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import ibis
from ibis.backends.pyspark import Backend
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.version import __version__
from backbone_kg.portfolios.parts_on_spark import ANSWER, Task, carried_out

if TYPE_CHECKING:
    import pyarrow as pa

_PORT = 15002
_PATIENCE = 10


class Spark(Backend):  # type: ignore[misc]  # Ibis has no types
    """The backend of Ibis for Spark, by way of Arrow alone.

    Notes
    -----
    Ibis takes tables in and out by way of pandas, in which whole numbers beside blanks lose digits,
    and keeps a table without those in memory that it is made of.
    """

    def read_parquet(self, paths: Any, /, *, table_name: str, **_: Any) -> Any:
        """Return the rows of several Parquet files as one table."""
        with _told_plainly():
            frame = self._session.read.parquet(*map(_address, paths))
            frame.createOrReplaceTempView(table_name)
        return self.table(table_name)

    def text(self, address: str) -> str | None:
        """Return what a text file holds, wherever Spark can read; None if there is none."""
        with _told_plainly():
            try:
                found = self._session.read.text(_address(address), wholetext=True).collect()
            except AnalysisException as problem:
                if "PATH_NOT_FOUND" in str(problem):
                    return None
                raise
        return str(found[0][0]) if found else None

    def work_on(
        self, work: pa.Table, folder: str, day: datetime.date | None, task: Task
    ) -> pa.Table:
        """Return what a task makes of parts, each worked on by one of Spark's machines."""
        address, version = _address(folder), __version__
        with _told_plainly():
            given = self._session.createDataFrame(work).repartition(len(work))
            answer = given.mapInArrow(
                lambda batches: carried_out(batches, address, day, task, version), ANSWER
            )
            return answer.toArrow()

    def to_pyarrow(
        self, expr: Any, /, *, params: Any = None, limit: Any = None, **_: Any
    ) -> pa.Table:
        """Return what an expression comes to."""
        table = expr.as_table()
        with _told_plainly():
            self._run_pre_execute_hooks(table)
            query = self.compile(table, params=params, limit=limit)
            found = self._session.sql(query).toArrow()
        return expr.__pyarrow_result__(found.cast(table.schema().to_pyarrow()))

    def create_view(self, name: str, obj: Any, /, **_: Any) -> Any:
        """Let a question name an expression as a table."""
        with _told_plainly():
            self._run_pre_execute_hooks(obj)
            self._session.sql(self.compile(obj)).createOrReplaceTempView(name)
        return self.table(name)

    def answer(self, question: str) -> pa.Table:
        """Return the answer to a question in the SQL of Spark."""
        with _told_plainly():
            return self._session.sql(question).toArrow()

    def _register_in_memory_table(self, op: Any) -> None:
        found = op.data.to_pyarrow(op.schema)
        self._session.createDataFrame(found).createOrReplaceTempView(op.name)

    def _create_cached_table(self, name: str, expr: Any) -> Any:
        with _told_plainly():
            self._run_pre_execute_hooks(expr)
            kept = self._session.sql(self.compile(expr)).cache()
            kept.createTempView(name)
        self._cached_dataframes[name] = kept
        return self.table(name)

    def _drop_cached_table(self, name: str) -> None:
        # That Spark then holds it no more is no matter to insist on: Sail never held it.
        self._session.catalog.dropTempView(name)
        self._cached_dataframes.pop(name).unpersist()


def connect(address: str | None) -> Spark:
    """Return Spark at an address, ``sc://HOST:PORT`` or ``local[N]``; without one, as settings say.

    Raises
    ------
    BackboneError
        If there is none.
    """
    if address is not None and not address.startswith("local"):
        _require_server(address)
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # set by spark-submit, which says it otherwise
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        builder = SparkSession.builder.appName("backbone-kg")
        session = (builder.remote(address) if address else builder).getOrCreate()
    except (PySparkException, RuntimeError, ImportError) as problem:
        raise BackboneError(
            f"Spark could not be started: {_reason(problem)} On this machine alone it needs "
            'Java and pip install "pyspark>=4.0,<4.1"; elsewhere give --connect sc://HOST:PORT.'
        ) from None
    assert ibis.pyspark.name == "pyspark"  # asked for, it sets the options that it looks at
    found: Spark = Spark().connect(session)
    return found


def _require_server(address: str) -> None:
    """Ask once: Spark's own client would go on asking for minutes."""
    try:
        parts = urlsplit(address)
        where = parts.hostname or "", parts.port or _PORT
    except ValueError:
        parts, where = urlsplit(""), ("", 0)
    if parts.scheme != "sc" or not where[0]:
        raise BackboneError("An address of Spark is sc://HOST:PORT, such as sc://localhost:15002.")
    try:
        socket.create_connection(where, _PATIENCE).close()
    except OSError as problem:
        raise BackboneError(
            f"sc://{where[0]}:{where[1]}: no Spark answers there ({problem})."
        ) from None


def _address(path: str) -> str:
    return path if "://" in path else f"file://{Path(path).absolute()}"


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except PySparkException as problem:
        raise BackboneError(f"Spark: {_reason(problem)}") from problem


def _reason(problem: BaseException) -> str:
    """Return what went wrong in one line; of Python on another machine, the line of its error."""
    before, mark, after = str(problem).strip().partition("Traceback (most recent call last):\n")
    lines = (after if mark else before).splitlines()
    return next((line for line in lines if line[:1].strip()), type(problem).__name__)
