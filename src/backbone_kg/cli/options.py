"""Options that several commands share, and how they write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click

data_path = click.Path(path_type=Path)

as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="The date to ask for: 2025, 2025-09 or 2025-09-30. By default the file's own, else today.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
force_option = click.option("--force", is_flag=True, help="Replace what is there.")


def width() -> int:
    """Return how many characters a line of text may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def as_json(value: dict[str, Any]) -> str:
    """Return a document as JSON text."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def tell(text: str, output: Path | None = None, *, force: bool = False) -> None:
    """Print a text, or write it to a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    from backbone_kg.files import write_file

    write_file(output, text.encode(), force=force)
