"""Folders that a command takes, and what it says in JSON when one is not as it should be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli.options import as_json, tell


class Folder(click.Path):
    """A folder by its name; no name at all is a mistake, and not the folder one is in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail("The name of the folder is empty; “.” is the one you are in.", param, ctx)
        return super().convert(value, param, ctx)


@contextmanager
def problems_as(form: str) -> Iterator[None]:
    """Print what the user can mend as a document if that is the form, and end with status 2."""
    try:
        yield
    except BackboneError as error:
        if form != "json":
            raise
        tell(as_json({"ok": False, "error": str(error)}))
        sys.exit(2)
