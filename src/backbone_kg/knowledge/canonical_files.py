"""The ontology's Turtle files on disk: finding those not in their one form, and mending them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backbone_kg.errors import BackboneError, CannotReadError
from backbone_kg.files import write_file
from backbone_kg.knowledge.canonical import canonical


def unformatted(directory: Path) -> dict[Path, str]:
    """Return the Turtle files below a folder that are not in canonical form, each with that form.

    Raises
    ------
    CannotReadError
        If the folder has no Turtle file, or one cannot be read; it says which and where.
    """
    paths = sorted(directory.rglob("*.ttl"))
    if not paths:
        raise CannotReadError(
            directory,
            "There is no Turtle file here." if directory.is_dir() else "There is no such folder.",
            "Name the folder that holds the ontology's files.",
        )
    found = {}
    for path in paths:
        try:
            content = path.read_bytes()
            text = canonical(content.decode())
        except SyntaxError as error:
            where = f" in line {error.lineno}" if error.lineno else ""
            raise CannotReadError(
                path, f"This is not Turtle{where}: {error.msg}", "Mend it, then try again."
            ) from error
        except BackboneError as error:
            raise BackboneError(f"{path}: {error}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise CannotReadError(path, f"The file cannot be read: {error}") from error
        if text.encode() != content:
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
