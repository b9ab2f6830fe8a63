"""The command that answers SPARQL over HTTP: serve."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterator
from pathlib import Path

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import options


def _number(_: click.Context, __: click.Parameter, seconds: float) -> float:
    """Return seconds that can be counted: nan is in every range."""
    if math.isnan(seconds):
        raise click.BadParameter("nan is not a number of seconds.")
    return seconds


@click.command()
@click.argument("data", metavar="[DATA]...", nargs=-1, type=options.data_path)
@click.option("--store", type=options.data_path, metavar="DIR", help="Serve a store on disk.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. By default only this machine can ask.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7878,
    show_default=True,
    metavar="N",
    help="At which port; 0 for any that is free.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    default=30,
    show_default=True,
    metavar="S",
    callback=_number,
    help="Stop a query after so many seconds.",
)
@click.option(
    "--allow-service",
    metavar="URL",
    callback=options.service_addresses,
    multiple=True,
    help="An address that SERVICE in a query may call. By default none is called.",
)
@click.option(
    "--allow-origin",
    metavar="ORIGIN",
    multiple=True,
    help="A web site whose pages may ask in a browser, such as https://example.org; "
    "'*' for all. By default none but the page at /.",
)
def serve(
    data: tuple[Path, ...],
    store: Path | None,
    host: str,
    port: int,
    timeout: float,
    allow_service: tuple[str, ...],
    allow_origin: tuple[str, ...],
) -> None:
    """Answer SPARQL over HTTP, at /sparql, and show a page to ask from, at /.

    What is asked is the knowledge base, with DATA, as validate takes them, or a store made with
    load. It only answers: nothing can be changed. Ctrl+C ends it when what is running is done.
    """
    if data and store is not None:
        raise click.UsageError("DATA and --store exclude one another: load DATA into the store.")
    try:
        from backbone_kg.endpoint.http_server import serve as run
        from backbone_kg.endpoint.sockets import listening
    except ModuleNotFoundError as missing:
        raise BackboneError(
            f"To serve, {missing.name} must be installed: pip install 'backbone-kg[serve]'"
        ) from missing
    from backbone_kg.endpoint.limits import Limits

    # Who has to wait for data to be read should not learn after it that the port is taken.
    with listening(host, port):
        pass
    with _served_store(data, store) as path:
        run(
            path,
            host=host,
            port=port,
            limits=Limits(timeout=timeout),
            allow_service=allow_service,
            allow_origins=allow_origin,
            tell=lambda text: click.echo(text, err=True),
        )


@contextlib.contextmanager
def _served_store(data: tuple[Path, ...], store: Path | None) -> Iterator[Path]:
    """Give the store to serve; that of data files lasts as long as it is served."""
    if store is not None:
        yield store
        return
    from backbone_kg.asking.loading import load
    from backbone_kg.base.temporary_folders import passing_folder

    with passing_folder() as folder:
        path = folder / "store"
        loaded = load(*data, store=path, processes=os.cpu_count() or 1)
        if loaded.unreadable:
            raise BackboneError("\n".join(map(str, loaded.unreadable)))
        yield path
