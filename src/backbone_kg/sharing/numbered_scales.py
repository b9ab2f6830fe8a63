"""Scales of words as scales of numbers: a word could be anybody's, and only its place counts."""

from __future__ import annotations

from dataclasses import replace

from backbone_kg.graph.namespaces import CRITERION, RATING
from backbone_kg.model import properties
from backbone_kg.model.ratings import rank_of, scale_of
from backbone_kg.model.records import Record, Records, Value


def with_numbered_scales(records: Records) -> Records:
    """Return records in which every scale that is understood goes from one number to another.

    A scale of numbers keeps them, one of words becomes ``0 to n - 1``, and ratings keep their
    places. What is not understood, or not on its scale, stays as it is.
    """
    scales = {row.thing: scale_of(row.text(properties.SCALE)) for row in records.of(CRITERION)}
    if not scales:
        return records
    return replace(records, rows=[_numbered(row, scales) for row in records.rows])


def _numbered(row: Record, scales: dict[str, tuple[str, ...]]) -> Record:
    if row.sheet.target == CRITERION and row.text(properties.SCALE) and scales[row.thing]:
        numbers = _numbers(scales[row.thing])
        return _with(row, properties.SCALE, f"{numbers[0]} to {numbers[-1]}")
    if row.sheet.target == RATING:
        scale = scales.get(row.thing_named(properties.CRITERION), ())
        rank = rank_of(row.text(properties.RATING), scale)
        if rank is not None:
            return _with(row, properties.RATING, _numbers(scale)[rank])
    return row


def _numbers(scale: tuple[str, ...]) -> tuple[str, ...]:
    first = int(scale[0]) if scale[0].lstrip("-").isdecimal() else 0
    in_a_row = tuple(str(first + n) for n in range(len(scale)))
    return scale if scale == in_a_row else tuple(str(n) for n in range(len(scale)))


def _with(row: Record, path: str, text: str) -> Record:
    return replace(row, values={**row.values, path: Value(text)})
