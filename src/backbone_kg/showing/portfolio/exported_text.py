"""What making triples of a portfolio costs, and what became of it, in words."""

from __future__ import annotations

from typing import Final

from backbone_kg.asking.portfolio_triples import Exported
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.showing.portfolio.built_text import files_named

_SECONDS_A_FILE: Final = 0.1
_MEGABYTES_A_FILE: Final = 0.4


def cost_text(files: int) -> str:
    """Say about how long triples of so many files take to be made, and how much room."""
    seconds, megabytes = files * _SECONDS_A_FILE, files * _MEGABYTES_A_FILE
    time = plural(round(seconds / 60), "minute")
    if seconds < 90:
        time = plural(max(1, round(seconds)), "second")
    room = f"{megabytes / 1000:.1f} GB" if megabytes > 1000 else f"{max(1, round(megabytes))} MB"
    return f"Making triples of {plural(files, 'file')}: about {time} and {room}."


def exported_text(made: Exported) -> str:
    """Say of which files triples were made, and of which not."""
    lines = [f"Triples of {plural(made.files, 'file')}."]
    if made.others:
        lines.append(f"{plural(len(made.others), 'file')} not among them:")
        lines += files_named(made.others)
    return "".join(f"{line}\n" for line in lines)
