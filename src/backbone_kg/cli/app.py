"""The command that opens the page: app."""

from __future__ import annotations

from pathlib import Path

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import options


@click.command()
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=options.data_path)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="At which port of this machine; by default any that is free.",
)
@click.option("--no-browser", is_flag=True, help="Only tell the address, and open no browser.")
def app(paths: tuple[Path, ...], port: int, no_browser: bool) -> None:
    """Open a page in the browser: drop a file, mend it, leave with a report.

    Nothing leaves this computer: the page is served by this program to this machine alone. FILE is
    opened at once. Ctrl+C ends it.
    """
    for path in paths:
        if not path.exists():
            raise BackboneError(f"{path}: There is no such file or folder. Check the name.")
    try:
        from backbone_kg.app.page_server import run
    except ModuleNotFoundError as missing:
        raise BackboneError(
            f"For the page, {missing.name} must be installed: pip install 'backbone-kg[app]'"
        ) from missing
    run(paths, port=port, browser=not no_browser, tell=lambda text: click.echo(text, err=True))
