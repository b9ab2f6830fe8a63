"""The ontology's Turtle files on disk: finding those not in their one form, and mending them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import write_file
from backbone_kg.knowledge.canonical import canonical
from backbone_kg.knowledge.turtle_files import files_of_ontology, graph_of, not_turtle, text_of


def unformatted(directory: Path) -> dict[Path, str]:
    """Return the Turtle files below a folder that are not in canonical form, each with that form.

    Raises
    ------
    CannotReadError
        If the folder has no Turtle file, or one cannot be read; it says which and where.
    """
    found = {}
    for path in files_of_ontology(directory):
        if path.suffix != ".ttl":
            continue
        content = text_of(path)
        graph_of(path, content)
        try:
            text = canonical(content)
        except SyntaxError as error:
            raise not_turtle(path, error) from error
        except BackboneError as error:
            raise BackboneError(f"{path}: {error}") from error
        if text != content:
            found[path] = text
    return found


def put_into_form(files: Mapping[Path, str]) -> None:
    """Write files, each whole or not at all.

    Raises
    ------
    CannotWriteError
        If one cannot be written.
    """
    for path, text in files.items():
        write_file(path, text.encode(), force=True)
