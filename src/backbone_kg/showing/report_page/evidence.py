"""The evidence that a file gives: numbered where a role is told, in full at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.base.names import shortened

LONGEST: Final = 60
"""Characters of words that stand beside a role; all of them stand in the list."""

# What ends a sentence is none of the address, nor is a parenthesis that opened before it.
_ADDRESS: Final = re.compile(r"https?://(?:[^\s<>\"()]|\([^\s<>\"()]*\))*(?<![.,;:!?])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an evidence: words, or a web address with what stands for it in short."""

    text: str
    short: str
    link: str = ""


def numbers(analysis: Analysis) -> dict[str, int]:
    """Return a number for each evidence, from 1 in the order of the roles and their holders."""
    said = dict.fromkeys(text for holding in analysis.holdings for text in holding.evidence)
    return {text: number for number, text in enumerate(said, start=1)}


def pieces(text: str) -> tuple[Piece, ...]:
    """Return an evidence piece by piece: its words, and the web addresses that may be followed."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for found in _ADDRESS.finditer(text):
        yield from _words(text[end : found.start()])
        address, end = found.group(), found.end()
        yield Piece(address, _host(address), address)
    yield from _words(text[end:])


def _words(text: str) -> Iterator[Piece]:
    if text.strip():
        yield Piece(text, shortened(text, LONGEST))


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return shortened((host or address).removeprefix("www."), LONGEST)
