"""What can be asked: the questions of the library as a list for people and for programs."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import Any

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.html import Markup, table
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.terminal_table import table as terminal_table
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.sparql.library import LibraryQuery, all_queries
from backbone_kg.sparql.parameters import Parameter


class Questions(tuple[LibraryQuery, ...]):
    """Questions; a notebook shows them as a table."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{plural(len(self), 'question')}: {', '.join(one.name for one in self)}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                Markup(f"<code>{escape(one.name)}</code>"),
                one.summary,
                Markup("<br>".join(map(_parameter_html, one.parameters))),
                ", ".join(one.tags),
            )
            for one in self
        ]
        head = ("name", "question", "what can be set", "tags")
        return f"{table(head, rows)}<p>{plural(len(self), 'question')}.</p>"


def _parameter_html(one: Parameter) -> str:
    return f"<code>{escape(_form(one))}</code> {escape(_told(one))}"


def questions(tag: str | None = None) -> Questions:
    """Return the questions of the library, by name.

    Parameters
    ----------
    tag
        Only those that belong to it; None for all.

    Raises
    ------
    UnknownNameError
        If no question has the tag; the message names a near one.
    """
    every = all_queries()
    if tag is None:
        return Questions(every)
    found = Questions(one for one in every if key(tag) in map(key, one.tags))
    if not found:
        tags = sorted({each for one in every for each in one.tags})
        raise UnknownNameError(
            f"No question has the tag “{tag}”.{did_you_mean(tag, tags)} "
            f"There are: {', '.join(tags)}."
        )
    return found


def to_dict(question: LibraryQuery) -> dict[str, Any]:
    """Return a question as plain data, ready for JSON."""
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "tags": list(question.tags),
        "parameters": [
            {
                "name": one.name,
                "title": one.title or one.name,
                "type": one.type,
                "description": one.description,
                "default": one.default,
                "allowed": list(one.allowed),
            }
            for one in question.parameters
        ],
        "columns": [{"name": one.name, "description": one.description} for one in question.columns],
    }


def choices_of(parameter: Parameter) -> dict[str, str]:
    """Return the values to choose from, and what each is called; none where a value is typed.

    They are the allowed ones, or those that the knowledge base has: a framework goes by its slug,
    as everywhere, and shows its title.
    """
    from backbone_kg.knowledge.ontology import standard_ontology

    if parameter.allowed:
        return {value: value for value in parameter.allowed}
    if parameter.type == "framework":
        return {one.slug: one.title for one in standard_ontology().frameworks()}
    if parameter.type == "kind of organization":
        return {kind.label: kind.label for kind in standard_ontology().organization_types}
    return {}


def list_text(questions: Collection[LibraryQuery], *, width: int) -> str:
    """Return questions for a terminal: the name, what is asked, and the names of its settings."""
    rows = [
        (one.name, one.summary, ", ".join(each.name for each in one.parameters))
        for one in questions
    ]
    return "\n".join(
        (
            terminal_table(("Name", "Question", "What can be set"), rows, width=width),
            f"{plural(len(questions), 'question')}. More about one: backbone-kg queries NAME",
            "To ask it: backbone-kg query NAME",
            "",
        )
    )


def question_text(question: LibraryQuery, *, width: int) -> str:
    """Return everything about a question for a terminal."""
    lines = [*wrapped(question.summary, width), ""]
    if question.description:
        lines += [*wrapped(question.description, width), ""]
    if question.parameters:
        rows = [(f"--set {_form(one)}", _told(one)) for one in question.parameters]
        lines.append(terminal_table(("What can be set", "What it does"), rows, width=width))
    if question.columns:
        rows = [(one.name, one.description) for one in question.columns]
        lines.append(terminal_table(("What it answers with", "What that is"), rows, width=width))
    if question.tags:
        lines += wrapped(", ".join(question.tags), width, "Tags: ")
    data = " DATA" if question.needs_data else ""
    return "\n".join((*lines, f"To ask it: backbone-kg query {question.name}{data}", ""))


def _form(one: Parameter) -> str:
    return f"{one.name}={'|'.join(one.allowed) or one.type.upper()}"


def _told(one: Parameter) -> str:
    return f"{one.description} (default: {one.default})" if one.default else one.description
