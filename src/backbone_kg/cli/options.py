"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import completing

if TYPE_CHECKING:
    from click.decorators import FC

data_path = click.Path(path_type=Path)

as_of = click.option(
    "--as-of",
    metavar="DATE",
    help="The date to ask for: 2025, 2025-09 or 2025-09-30. By default the file's own, else today.",
)
force = click.option("--force", is_flag=True, help="Replace what is there.")


def formats(*known: str, about: str) -> Callable[[FC], FC]:
    """Return the option that says in which of some formats; by default in the first."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(known),
        default=known[0],
        show_default=True,
        help=about,
    )


text_or_json = formats("text", "json", about="For people or for programs.")


def output(metavar: str, about: str, *, required: bool = False) -> Callable[[FC], FC]:
    """Return the option that says into which file or folder."""
    return click.option(
        "-o", "--output", type=data_path, required=required, metavar=metavar, help=about
    )


def jobs(about: str) -> Callable[[FC], FC]:
    """Return the option that says how many processes work."""
    return click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=about)


def framework(name: str, about: str) -> Callable[[FC], FC]:
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
