"""The command that answers SPARQL over HTTP: serve."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from backbone_kg.cli.options import data_path
from backbone_kg.errors import BackboneError


@click.command()
@click.argument("data", metavar="[DATA]...", nargs=-1, type=data_path)
@click.option("--store", type=data_path, metavar="DIR", help="Serve a store on disk.")
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
    help="Stop a query after so many seconds.",
)
@click.option(
    "--allow-service",
    metavar="URL",
    multiple=True,
    help="An address that SERVICE in a query may call. By default none is called.",
)
@click.option(
    "--allow-origin",
    metavar="ORIGIN",
    multiple=True,
    default=("*",),
    show_default=True,
    help="A web site whose pages may ask, such as https://example.org.",
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
        from backbone_kg.endpoint.serving import serve as run
    except ModuleNotFoundError as missing:
        raise BackboneError(
            f"To serve, {missing.name} must be installed: pip install 'backbone-kg[serve]'"
        ) from missing
    from backbone_kg.endpoint.limits import Limits

    with contextlib.suppress(ValueError):  # only the main thread may say what a signal does
        # While data are read, as later: the temporary store must not stay behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
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
    from backbone_kg.api import load

    with tempfile.TemporaryDirectory(prefix="backbone-kg-") as folder:
        path = Path(folder) / "store"
        loaded = load(*data, store=path, processes=os.cpu_count() or 1)
        if loaded.unreadable:
            raise BackboneError("\n".join(map(str, loaded.unreadable)))
        yield path
