"""The parts of a portfolio worked on where Spark has its machines, each by itself.

Nothing but the part's Parquet is read there, by the same functions as here. What is asked of a part
comes back as small tables, as Arrow writes them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from backbone_kg.base.version import __version__
from backbone_kg.portfolios.part_figures import PartFigures
from backbone_kg.portfolios.partnership_standing import Numbers
from backbone_kg.portfolios.storage import Part, paths_of

if TYPE_CHECKING:
    import pyarrow as pa

Task: TypeAlias = Callable[[PartFigures], "dict[str, pa.Table]"]
"""What is to be made of a part: tables by name. A function of a module, or a partial of one."""

ANSWER: Final = "place long, name string, content binary"
"""What comes back of each table, as Spark writes types."""

_DIFFER: Final = frozenset({"organization", "partnership", "path", "snapshot"})
"""Texts that are hardly ever the same in two rows, so that dictionaries would cost more."""


def rows_of(folder: str, parts: Sequence[Part], name: str, columns: Sequence[str]) -> pa.Table:
    """Return columns of a kept table of some parts, in its order; texts may be dictionaries.

    Parameters
    ----------
    folder
        The folder of the portfolio, or its address: Arrow reads the stores of objects that Spark
        does, by the same means of proving who asks.
    parts, name, columns
        Which.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    as_arrow_has_it = folder.removeprefix("file://").replace("s3a://", "s3://", 1)
    repeat = [column for column in columns if column not in _DIFFER]
    found = [
        pq.read_table(path, columns=list(columns), read_dictionary=repeat, partitioning=None)
        for path in paths_of(as_arrow_has_it, parts, name)
    ]
    return pa.concat_tables(found).unify_dictionaries()


def orders(groups: Iterable[Sequence[Part]], chosen: Numbers) -> pa.Table:
    """Return a row for each group of parts that is to be worked on, with the files that count."""
    import pyarrow as pa

    found = []
    for place, parts in enumerate(groups):
        spans = [np.searchsorted(chosen, (part.first, part.after)) for part in parts]
        own = [each for first, after in spans for each in chosen[first:after]]
        named = json.dumps([[part.number, part.files] for part in parts])
        found.append((place, named, np.array(own, np.int64).tobytes()))
    places, names, files = zip(*found, strict=True)
    return pa.table(
        {
            "place": pa.array(places, pa.int64()),
            "parts": pa.array(names, pa.string()),
            "chosen": pa.array(files, pa.binary()),
        }
    )


def carried_out(
    batches: Iterable[pa.RecordBatch],
    folder: str,
    day: datetime.date | None,
    task: Task,
    version: str,
) -> Iterator[pa.RecordBatch]:
    """Return what a task makes of the parts in some orders; on a machine of Spark.

    Raises
    ------
    RuntimeError
        If that machine has another version of this program.
    """
    import pyarrow as pa

    if version != __version__:
        raise RuntimeError(f"backbone-kg {version} asks, and Spark's machines have {__version__}")
    for batch in batches:
        for order in batch.to_pylist():
            parts = [Part(*one) for one in json.loads(order["parts"])]
            chosen = np.frombuffer(order["chosen"], np.int64)
            made = task(PartFigures(partial(rows_of, folder, parts), chosen, day))
            yield pa.record_batch(
                {
                    "place": pa.array([order["place"]] * len(made), pa.int64()),
                    "name": pa.array(list(made), pa.string()),
                    "content": pa.array(map(_written, made.values()), pa.binary()),
                }
            )


def answers(found: pa.Table) -> list[dict[str, pa.Table]]:
    """Return the tables that came back, in the order of the parts."""
    import pyarrow as pa

    tables: dict[int, dict[str, Any]] = {}
    for row in found.to_pylist():
        with pa.ipc.open_stream(row["content"]) as stream:
            tables.setdefault(row["place"], {})[row["name"]] = stream.read_all()
    return [tables[place] for place in sorted(tables)]


def _written(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content
