"""The query library: each question one ``.rq`` file, with a header that says what it answers.

The header is YAML in comment lines that begin with ``#+``, as grlc has it. What many questions
share, parameters and columns, is defined once in ``shared.yaml``; a header gives its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backbone_kg.base.errors import BackboneError, CannotReadError, UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import clean, key
from backbone_kg.base.shipped import queries_dir
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.parameters import PARAMETER_TYPES, Parameter
from backbone_kg.sparql.tokens import said_in

if TYPE_CHECKING:
    from backbone_kg.sparql.oxigraph_terms import Term

SUFFIX: Final = ".rq"
SHARED: Final = "shared.yaml"
"""The file of the library that defines what many questions share."""

_HEADER: Final = "#+"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_PARTS: Final = ("summary", "description", "tags", "parameters", "columns")
_PARAMETER_PARTS: Final = ("name", "title", "type", "description", "default", "allowed", "of")
_NO_TERM_BEHIND: Final = frozenset({"AS", "SELECT", "DISTINCT", "REDUCED", "VALUES"})


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

    @property
    def needs_data(self) -> bool:
        """Whether it is about partnerships, so that the knowledge base alone has no answer."""
        return not {"partnership", "partnerships"}.isdisjoint(self.tags)

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
        named = {key(parameter.name): parameter for parameter in self.parameters}
        given: dict[str, str] = {}
        for name, value in (settings or {}).items():
            if key(name) not in named:
                raise UnknownNameError(self._no_parameter(name))
            given[key(name)] = str(value)
        found = {}
        for name, parameter in named.items():
            value = given.get(name, parameter.default or "")
            if clean(value):
                found[parameter.variable] = parameter.term(value)
        return found

    def _no_parameter(self, name: str) -> str:
        names = [parameter.name for parameter in self.parameters]
        if not names:
            return f"This question has nothing to set, so no “{name}” either."
        there = ", ".join(names)
        near = did_you_mean(name, names)
        return f"This question has no “{name}”.{near} What can be set: {there}."


def all_queries(directory: Path | None = None) -> tuple[LibraryQuery, ...]:
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


def find_query(name: str, directory: Path | None = None) -> LibraryQuery:
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
    >>> find_query("capacities-by-function").summary
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
    likely = did_you_mean(name, stems) or did_you_mean(name.replace(" ", "-"), stems)
    raise UnknownNameError(
        f"The library has no question “{name}”.{likely} “backbone-kg queries” lists them; a file "
        "of your own must end in .rq."
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
    place = str(path or ("The query" if name == "-" else name))
    return _Header(text, place).query(name, path)


def _numbered_header(text: str) -> list[tuple[int, str]]:
    lines = (line.removeprefix("\ufeff") for line in text.splitlines())
    return [
        (number, line[len(_HEADER) :])
        for number, line in enumerate(lines, 1)
        if line.startswith(_HEADER)
    ]


def said_for() -> dict[str, str]:
    """Return what people also say for words of the questions, by the word."""
    return dict(_shared()["words"])


@lru_cache(maxsize=1)
def _shared() -> dict[str, dict[str, Any]]:
    """Return the parts of parameters, and the descriptions of columns, that questions share."""
    found: dict[str, dict[str, Any]] = _yaml((queries_dir() / SHARED).read_text(encoding="utf-8"))
    return found


def _yaml(text: str) -> Any:
    import yaml

    # Every value stays the text that it is: 2025-09 is not a date here, nor is no a boolean.
    return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


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
        parameters = tuple(self._parameter(one) for one in self._list("parameters"))
        self._check_places({f"?{one.variable}" for one in parameters})
        return LibraryQuery(
            name=name,
            text=self._text,
            summary=self._line("summary"),
            description=self._line("description"),
            tags=tuple(map(str, self._list("tags"))),
            parameters=parameters,
            columns=tuple(self._columns()),
            path=path,
        )

    def _wrong(self, problem: str) -> BackboneError:
        return BackboneError(f"{self._place}: in the lines that begin with #+, {problem}")

    def _read(self) -> dict[str, Any]:
        lines = _numbered_header(self._text)
        if not lines:
            return {}
        import yaml

        try:
            parts = _yaml("\n".join(line for _, line in lines))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = min(mark.line, len(lines) - 1) if mark else 0
            problem = getattr(error, "problem", None) or "it cannot be read"
            raise BackboneError(
                f"{self._place}, line {lines[at][0]}: the header is not YAML here, or just before "
                f"({problem}). A text that holds “: ”, or begins with a sign such as [ or *, "
                "stands in quotes, and parts of a part are indented alike."
            ) from error
        return self._known(parts, _PARTS, "the header")

    def _known(self, parts: object, names: tuple[str, ...], of: str) -> dict[str, Any]:
        if not isinstance(parts, dict):
            raise self._wrong(f"{of} must be “name: value” pairs.")
        for name in parts:
            if name not in names:
                raise self._wrong(
                    f"{of} has no part “{name}”.{did_you_mean(str(name), names)} "
                    f"There are: {', '.join(names)}."
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
        value = self._parts.get("columns") or []
        each = value.items() if isinstance(value, dict) else value
        if isinstance(each, str):
            raise self._wrong("“columns” must be a list of columns.")
        return [self._column(one) for one in each]

    def _column(self, given: object) -> Column:
        if isinstance(given, dict) and len(given) == 1:
            (given,) = given.items()
        if isinstance(given, tuple):
            return Column(str(given[0]), " ".join(str(given[1]).split()))
        described = _shared()["columns"]
        if not isinstance(given, str) or given not in described:
            raise self._wrong(
                f"the column “{given}” must be a “name: what stands in it” pair, or one that "
                f"all questions share.{did_you_mean(str(given), described)} "
                f"There are: {', '.join(described)}."
            )
        return Column(given, described[given])

    def _parameter(self, given: object) -> Parameter:
        shared = _shared()["parameters"]
        if isinstance(given, str):
            if given not in shared:
                raise self._wrong(
                    f"no parameter “{given}” is shared by all questions."
                    f"{did_you_mean(given, shared)} There are: {', '.join(shared)}. "
                    "One of the question's own is written as “name: value” pairs."
                )
            given = {"name": given}
        parts = self._known(given, _PARAMETER_PARTS, "a parameter")
        parts = {**shared.get(parts.get("name", ""), {}), **parts}
        name, kind = str(parts.get("name", "")), str(parts.get("type", "text"))
        if not _NAME.fullmatch(name) or "-" in name:
            raise self._wrong(f"“{name}” cannot be the name of a parameter; use small letters.")
        if kind not in PARAMETER_TYPES:
            raise self._wrong(
                f"“{kind}” is not a type of parameter.{did_you_mean(kind, PARAMETER_TYPES)} "
                f"There are: {', '.join(PARAMETER_TYPES)}."
            )
        return Parameter(
            name=name,
            type=kind,
            title=str(parts.get("title", "")),
            description=" ".join(str(parts.get("description", "")).split()),
            default=str(parts["default"]) if "default" in parts else None,
            allowed=self._texts(parts, "allowed", name),
            of=self._classes(parts, name, kind),
        )

    def _texts(self, parts: Mapping[str, Any], part: str, name: str) -> tuple[str, ...]:
        found = parts.get(part) or []
        if not isinstance(found, list):
            raise self._wrong(f"“{part}” of “{name}” must be a list.")
        return tuple(map(str, found))

    def _classes(self, parts: Mapping[str, Any], name: str, kind: str) -> tuple[str, ...]:
        found = self._texts(parts, "of", name)
        if found and kind != "thing":
            raise self._wrong(f"“of” is for a parameter of the type thing, and “{name}” is {kind}.")
        for one in found:
            if ":" not in one or one.partition(":")[0] not in PREFIXES:
                raise self._wrong(
                    f"“{one}” in “of” of “{name}” is not a class; write one such as prov:Agent, "
                    f"with one of these prefixes: {', '.join(PREFIXES)}."
                )
        return found

    def _check_places(self, parameters: Collection[str]) -> None:
        """Make sure that parameters stand where a value may be put in their place."""
        if not parameters:
            return
        code = said_in(self._text)
        for index, token in enumerate(code):
            variable = f"?{token.text[1:]}"
            if token.kind != "variable" or variable not in parameters:
                continue
            before = [one.text.upper() for one in code[max(0, index - 2) : index]]
            place = f"{self._place}, line {self._text.count(chr(10), 0, token.start) + 1}"
            if before == ["BOUND", "("]:
                raise BackboneError(
                    f"{place}: BOUND({variable}) cannot be asked, since a value stands in the "
                    f"place of {variable} once it is set. To let a condition count only then: "
                    f"FILTER(COALESCE(?x = {variable}, true))"
                )
            if before and before[-1] in _NO_TERM_BEHIND:
                raise BackboneError(
                    f"{place}: {variable} is a parameter, in whose place a value is put; behind "
                    f"{before[-1]} there must be a variable of another name."
                )
