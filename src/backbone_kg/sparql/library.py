"""The query library: each question one ``.rq`` file, with a header that says what it answers.

The header is YAML in comment lines that begin with ``#+``, as grlc has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.data import queries_dir
from backbone_kg.errors import BackboneError, CannotReadError, UnknownNameError
from backbone_kg.names import key, nearest
from backbone_kg.sparql.parameters import TYPES, Parameter, bindings

if TYPE_CHECKING:
    from backbone_kg.sparql.results import Term

SUFFIX: Final = ".rq"
_HEADER: Final = "#+"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_PARTS: Final = ("summary", "description", "tags", "parameters", "columns")
_PARAMETER_PARTS: Final = ("name", "type", "description", "default", "allowed")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: its name, and what stands in it."""

    name: str
    description: str = ""


@dataclass(frozen=True)
class LibraryQuery:
    """A question, and how it is asked.

    Parameters
    ----------
    name
        What it is called: the name of its file.
    text
        The query in SPARQL, header and all.
    summary
        The question in plain words.
    description
        More about the answer.
    tags
        What it belongs to.
    parameters
        What can be set.
    columns
        The columns of the answer; none if the header names none.
    path
        Its file; None for a query that was not read from one.
    """

    name: str
    text: str = field(repr=False)
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    path: Path | None = None

    def bindings(self, settings: Mapping[str, str] | None = None) -> dict[str, Term]:
        """Return the term for each variable that is set, by its name without ``?``.

        Parameters
        ----------
        settings
            Values by the names of the parameters; what is not named has its default. An empty
            value unsets a default.

        Raises
        ------
        UnknownNameError
            If there is no such parameter, or a value names something that does not exist.
        BackboneError
            If a value is not one of its type or not allowed.
        """
        return bindings(self.parameters, settings or {})


def library(directory: Path | None = None) -> tuple[LibraryQuery, ...]:
    """Return the questions of a folder, by name.

    Parameters
    ----------
    directory
        Which folder; None for the library that comes with the program.

    Raises
    ------
    BackboneError
        If a file cannot be read or its header is not as it should be; the message says which.
    """
    folder = directory or queries_dir()
    return tuple(map(read_query, _files(folder)))


def find(name: str, directory: Path | None = None) -> LibraryQuery:
    """Return a question by its name in the library, or from a ``.rq`` file.

    Raises
    ------
    UnknownNameError
        If the library has no question of that name; the message names a near one.
    CannotReadError
        If the file cannot be read.
    BackboneError
        If its header is not as it should be.

    Examples
    --------
    >>> find("capacities-by-function").summary
    'Which capacities does each function require, and who could hold them?'
    """
    if name.lower().endswith(SUFFIX):
        return read_query(Path(name))
    folder = directory or queries_dir()
    names = {key(path.stem): path for path in _files(folder)}
    path = names.get(key(name).replace(" ", "-").replace("_", "-"))
    if path is not None:
        return read_query(path)
    stems = [path.stem for path in names.values()]
    near = nearest(name, stems) or nearest(name.replace(" ", "-"), stems)
    raise UnknownNameError(
        f"The library has no question “{name}”."
        + (f" Did you mean “{near}”?" if near else "")
        + " “backbone-kg queries” lists them; a file of your own must end in .rq."
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stem)


def read_query(path: Path) -> LibraryQuery:
    """Return the question that a file holds.

    Raises
    ------
    CannotReadError
        If the file cannot be read.
    BackboneError
        If its header is not as it should be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotReadError(path, "This is not text in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        problem = f"{error.strerror or error}."
        raise CannotReadError(path, problem, "Check the name, and that you may read it.") from error
    return query_from_text(text, path.stem, path)


def query_from_text(text: str, name: str = "-", path: Path | None = None) -> LibraryQuery:
    """Return the question that a text holds; one without a header has nothing but its text.

    Raises
    ------
    BackboneError
        If its header is not as it should be.
    """
    return _Header(text, str(path or name)).query(name, path)


def header_lines(text: str) -> list[str]:
    """Return the lines of a header, without what marks them."""
    lines = (line.removeprefix("\ufeff") for line in text.splitlines())
    return [line[len(_HEADER) :] for line in lines if line.startswith(_HEADER)]


class _Header:
    """The header of a question, checked as it is read.

    Parameters
    ----------
    text
        The question.
    place
        What to call it in messages.
    """

    def __init__(self, text: str, place: str) -> None:
        self._text = text
        self._place = place
        self._parts = self._read()

    def query(self, name: str, path: Path | None) -> LibraryQuery:
        return LibraryQuery(
            name=name,
            text=self._text,
            summary=self._line("summary"),
            description=self._line("description"),
            tags=tuple(map(str, self._list("tags"))),
            parameters=tuple(self._parameter(one) for one in self._list("parameters")),
            columns=tuple(self._columns()),
            path=path,
        )

    def _wrong(self, problem: str) -> BackboneError:
        return BackboneError(f"{self._place}: in the lines that begin with #+, {problem}")

    def _read(self) -> dict[str, Any]:
        lines = header_lines(self._text)
        if not lines:
            return {}
        import yaml

        # Every value stays the text that it is: 2025-09 is not a date here, nor is no a boolean.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            parts = yaml.load("\n".join(lines), loader)
        except yaml.YAMLError as error:
            told = " ".join(str(error).split())
            raise self._wrong(f"this is not YAML: {told}.") from error
        return self._known(parts, _PARTS, "the header")

    def _known(self, parts: object, names: tuple[str, ...], of: str) -> dict[str, Any]:
        if not isinstance(parts, dict):
            raise self._wrong(f"{of} must be “name: value” pairs.")
        for name in parts:
            if name not in names:
                near = nearest(str(name), names)
                meant = f" Did you mean “{near}”?" if near else ""
                raise self._wrong(
                    f"{of} has no part “{name}”.{meant} There are: {', '.join(names)}."
                )
        return parts

    def _line(self, name: str) -> str:
        value = self._parts.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(f"“{name}” must be a text.")
        return " ".join(value.split())

    def _list(self, name: str) -> list[Any]:
        value = self._parts.get(name) or []
        if not isinstance(value, list):
            raise self._wrong(f"“{name}” must be a list.")
        return value

    def _columns(self) -> list[Column]:
        value = self._parts.get("columns") or {}
        if not isinstance(value, dict):
            raise self._wrong("“columns” must be “column: what stands in it” pairs.")
        return [Column(name, " ".join(str(told).split())) for name, told in value.items()]

    def _parameter(self, given: object) -> Parameter:
        parts = self._known(given, _PARAMETER_PARTS, "a parameter")
        name, kind = str(parts.get("name", "")), str(parts.get("type", "text"))
        if not _NAME.fullmatch(name) or "-" in name:
            raise self._wrong(f"“{name}” cannot be the name of a parameter; use small letters.")
        if kind not in TYPES:
            near = nearest(kind, TYPES)
            meant = f" Did you mean “{near}”?" if near else ""
            raise self._wrong(
                f"“{kind}” is not a type of parameter.{meant} There are: {', '.join(TYPES)}."
            )
        allowed = parts.get("allowed") or []
        if not isinstance(allowed, list):
            raise self._wrong(f"“allowed” of “{name}” must be a list.")
        return Parameter(
            name=name,
            type=kind,
            description=" ".join(str(parts.get("description", "")).split()),
            default=str(parts["default"]) if "default" in parts else None,
            allowed=tuple(map(str, allowed)),
        )
