"""Reading what somebody wrote by hand: a folder, a text, Turtle; each problem in plain words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph

from backbone_kg.base.errors import CannotReadError
from backbone_kg.graph.turtle import graph_from_quads, read_turtle
from backbone_kg.knowledge.ontology_files import mapping_files, nothing_in, turtle_files

_POSITION = re.compile(r"^Parser error (?:at|between) line \d+ .*?: |\s+$", re.DOTALL)


def require_folder(path: Path, remedy: str) -> None:
    """Make sure that a path is a folder.

    Parameters
    ----------
    path
        As the user named it.
    remedy
        Which folder to name, as a sentence.

    Raises
    ------
    CannotReadError
        If it is not there, or is something else.
    """
    if not path.is_dir():
        what = "It is not a folder." if path.exists() else "There is no such folder."
        raise CannotReadError(path, what, remedy)


def files_of_ontology(directory: Path) -> tuple[Path, ...]:
    """Return the Turtle files and mapping sets of a folder and of the folders in it, by name.

    Raises
    ------
    CannotReadError
        If there is no such folder, or none of these files in it.
    """
    turtle = turtle_files(directory)
    if not turtle:
        raise nothing_in(directory)
    return tuple(sorted([*turtle, *mapping_files(directory)]))


def text_of(path: Path) -> str:
    """Return the text of a file, byte-order mark included.

    Raises
    ------
    CannotReadError
        If it cannot be opened or is not in UTF-8; it says in which line.
    """
    try:
        content = path.read_bytes()
    except IsADirectoryError as error:
        what = f"It is a folder, and its name ends in {path.suffix} like that of a file."
        raise CannotReadError(path, what, "Give the folder another name.") from error
    except OSError as error:
        what = f"It cannot be opened: {error.strerror or 'no reason given'}."
        raise CannotReadError(path, what, "Check that it is there and that you may read it.") from (
            error
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"It is not in UTF-8, first in line {line}."
        raise CannotReadError(path, what, "Save it as UTF-8.") from error


def graph_of(path: Path, text: str) -> Graph:
    """Return the triples of a Turtle file.

    Parameters
    ----------
    path
        The file.
    text
        What stands in it, as :func:`text_of` returns it.

    Raises
    ------
    CannotReadError
        If it is not Turtle; it says where.
    """
    import pyoxigraph as ox

    content = text.removeprefix("\ufeff").encode()
    try:
        return graph_from_quads(
            ox.parse(input=content, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        )
    except SyntaxError as error:
        raise not_turtle(path, error) from error


def graph_of_files(paths: Iterable[Path]) -> Graph:
    """Return one graph of the triples of several Turtle files.

    Raises
    ------
    CannotReadError
        If one cannot be opened or is not Turtle; it says which and where.
    """
    with told_which_file():
        return read_turtle(*paths)


@contextlib.contextmanager
def told_which_file() -> Iterator[None]:
    """Tell of a file that a Turtle parser cannot read, and where in it the mistake is."""
    try:
        yield
    except SyntaxError as error:
        raise not_turtle(Path(str(error.filename)), error) from error
    except OSError as error:
        what = f"It cannot be opened: {error.strerror or error}."
        raise CannotReadError(error.filename or "The ontology", what) from error


def not_turtle(path: Path, error: SyntaxError) -> CannotReadError:
    """Return the error for a file that is not Turtle, with the line if it is known."""
    where = f", in line {error.lineno}" if error.lineno else ""
    what = _POSITION.sub("", error.msg).rstrip(".")
    return CannotReadError(path, f"It is not Turtle{where}: {what}.", "Mend it, then try again.")
