"""How commands print: text for people, JSON for programs, and how far a long one is."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.invisible_characters import escaped_in_json, visible
from backbone_kg.base.numbers_and_lists import some_of
from backbone_kg.base.progress import watched
from backbone_kg.cli.streams import READABLE, for_progress, takes_every_character

FEW_ROWS = 5_000
"""Fewer than so many are read in about a second, for which nobody needs a bar."""


def width() -> int:
    """Return how many characters a line of text may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def as_json(value: dict[str, Any]) -> str:
    """Return a document as JSON text, with escapes for what the output could not hold or show."""
    text = json.dumps(value, indent=2, ensure_ascii=not takes_every_character())
    return escaped_in_json(text) + "\n"


def check_output(output: Path | None, *inputs: Path | None, force: bool) -> None:
    """Make sure that what is named may be written and is no input, before the work is done."""
    if output is None:
        return
    from backbone_kg.base.files import check_free

    check_free(output, force=force, inputs=[one for one in inputs if one is not None])


def tell(text: str, output: Path | None = None, *, force: bool = False) -> None:
    """Print a text, or write it to a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    from backbone_kg.base.files import write_file

    write_file(output, visible(text).encode(errors=READABLE), force=force)


def tell_result(found: Any, form: str, text: Callable[[], str]) -> None:
    """Print a result as JSON for programs, or as text for people."""
    tell(as_json(found.to_dict()) if form == "json" else text())


def tell_programs(text: str) -> None:
    """Print a text in a format that programs read, character for character.

    Formats of the web are in UTF-8, whatever the console has; a terminal is for people.
    """
    click.echo(text if sys.stdout.isatty() else text.encode(errors=READABLE), nl=False)


def tell_left_out(lost: Sequence[str]) -> None:
    """Tell beside the output what a file could not take over, if anything."""
    for sentence in some_of(lost):
        click.echo(f"Left out: {sentence}", err=True)


@contextlib.contextmanager
def problems_as(form: str) -> Iterator[None]:
    """Print what the user can mend as a document if that is the form, and end with status 2."""
    try:
        yield
    except BackboneError as error:
        if form != "json":
            raise
        tell(as_json({"ok": False, "error": str(error)}))
        sys.exit(2)


@contextlib.contextmanager
def progress(count: int, label: str) -> Iterator[Callable[[], None]]:
    """Show how far one is with several files and how fast, if somebody is there to see it.

    Parameters
    ----------
    count
        How many files; of one or two nothing is shown.
    label
        What is done with them, such as ``Loading``.

    Yields
    ------
    callable
        To be called after each file.
    """
    hidden = count < 3 or not sys.stderr.isatty()
    began = time.monotonic()
    shown: Any = click.progressbar(
        length=count,
        label=label,
        file=for_progress(),
        hidden=hidden,
        show_pos=True,
        item_show_func=lambda rate: rate,
    )
    with shown as bar, contextlib.nullcontext() if hidden else watched(None):  # one bar at a time

        def another() -> None:
            rate = (bar.pos + 1) / max(time.monotonic() - began, 0.001)
            bar.update(1, f"{rate:,.1f} a second")

        yield another


@contextlib.contextmanager
def rows_shown() -> Iterator[None]:
    """Show how far one is with the rows of one large file, if somebody is there to see it."""
    if not sys.stderr.isatty():
        yield
        return
    with contextlib.ExitStack() as shown:
        bar: Any = None

        def watch(done: int, total: int) -> None:
            nonlocal bar
            if total < FEW_ROWS:
                return
            if bar is None:
                bar = click.progressbar(length=total, label="Reading rows", file=for_progress())
                shown.enter_context(bar)
            bar.update(done - bar.pos)
            if done >= total:
                shown.close()
                bar = None

        with watched(watch):
            yield
