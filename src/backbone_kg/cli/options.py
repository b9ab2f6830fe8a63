"""Options that several commands share, and how they write."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.invisible_characters import escaped_in_json, visible
from backbone_kg.base.progress import watched
from backbone_kg.cli import completing
from backbone_kg.cli.streams import READABLE, for_progress, takes_every_character

if TYPE_CHECKING:
    from click.decorators import FC

FEW_ROWS = 5_000
"""Fewer than so many are read in about a second, for which nobody needs a bar."""

data_path = click.Path(path_type=Path)

as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="The date to ask for: 2025, 2025-09 or 2025-09-30. By default the file's own, else today.",
)
force_option = click.option("--force", is_flag=True, help="Replace what is there.")


def formats_option(*formats: str, about: str) -> Callable[[FC], FC]:
    """Return the option that says in which of some formats; by default in the first."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=about,
    )


format_option = formats_option("text", "json", about="For people or for programs.")


def output_option(metavar: str, about: str, *, required: bool = False) -> Callable[[FC], FC]:
    """Return the option that says into which file or folder."""
    return click.option(
        "-o", "--output", type=data_path, required=required, metavar=metavar, help=about
    )


def jobs_option(about: str) -> Callable[[FC], FC]:
    """Return the option that says how many processes work."""
    return click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=about)


def framework_option(name: str, about: str) -> Callable[[FC], FC]:
    """Return an option that takes the short name of a framework."""
    return click.option(name, metavar="SLUG", shell_complete=completing.framework, help=about)


class Folder(click.Path):
    """A folder by its name; no name at all is a mistake, and not the folder one is in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail("The name of the folder is empty; “.” is the one you are in.", param, ctx)
        return super().convert(value, param, ctx)


def service_addresses(
    _: click.Context, __: click.Parameter, urls: tuple[str, ...]
) -> tuple[str, ...]:
    """Return addresses of SPARQL services; an empty one, as of an unset variable, is none."""
    if not urls:
        return urls
    from backbone_kg.stores.connection import Credentials, check_address

    for url in urls:
        try:
            check_address(url, Credentials())
        except BackboneError as problem:
            raise click.BadParameter(str(problem)) from problem
    return urls


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
