"""Commands on the knowledge base: frameworks, show, history, crosswalk, types, positions."""

from __future__ import annotations

import click

from backbone_kg.cli.options import as_json, format_option, tell, width


@click.group(invoke_without_command=True)
@format_option
@click.pass_context
def frameworks(context: click.Context, form: str) -> None:
    """List the frameworks of the literature.

    A framework is a published list of what a backbone does, or should be like. To see all of one:
    `backbone-kg frameworks show SLUG`.
    """
    if context.invoked_subcommand is not None:
        return
    from backbone_kg.knowledge.frameworks_text import list_text
    from backbone_kg.knowledge.ontology import standard_ontology

    found = standard_ontology().frameworks()
    if form == "json":
        _tell(as_json({"frameworks": [framework.to_dict() for framework in found]}))
    else:
        _tell(list_text(found, width=width()))


@frameworks.command("show")
@click.argument("name", metavar="SLUG...", nargs=-1, required=True)
@format_option
def show_framework(name: tuple[str, ...], form: str) -> None:
    """Tell what is in a framework, what it means, and where that stands.

    SLUG is its short name, such as fsg-2012-07, or its title.
    """
    from backbone_kg.knowledge.frameworks_text import framework_text
    from backbone_kg.knowledge.ontology import standard_ontology

    ontology = standard_ontology()
    framework = ontology.framework(" ".join(name))
    claims = ontology.claims(about=str(framework.concept.iri))
    history = ontology.history(framework.slug)
    if form == "json":
        told = [claim.to_dict() for claim in claims]
        changes = [change.to_dict() for change in history.into(framework)]
        _tell(as_json({**framework.to_dict(), "claims": told, "changes": changes}))
    else:
        _tell(framework_text(framework, claims=claims, history=history, width=width()))


@click.command()
@click.argument("term", metavar="TERM...", nargs=-1, required=True)
@format_option
def show(term: tuple[str, ...], form: str) -> None:
    """Tell all about a concept, term, claim or document.

    TERM is what it is called ("Build trust"), its short name (build-trust), the short name with
    that of its framework (mathematica:build-trust), or its web address. If several things go by
    one name, all are shown.
    """
    from backbone_kg.knowledge.lookup_text import entries_text
    from backbone_kg.knowledge.ontology import standard_ontology

    name = " ".join(term)
    entries = standard_ontology().find(name)
    if form == "json":
        _tell(as_json({"term": name, "entries": [entry.to_dict() for entry in entries]}))
    else:
        _tell(entries_text(name, entries, width=width()))


@click.command()
@click.argument("name", metavar="NAME...", nargs=-1, required=True)
@format_option
def history(name: tuple[str, ...], form: str) -> None:
    """Tell what changed between the editions of a framework, and why.

    NAME is what the short names of the editions begin with, such as fsg, or any name of one.
    """
    from backbone_kg.knowledge.frameworks_text import history_text
    from backbone_kg.knowledge.ontology import standard_ontology

    found = standard_ontology().history(" ".join(name))
    _tell(as_json(found.to_dict()) if form == "json" else history_text(found, width=width()))


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "sssom"]),
    default="table",
    show_default=True,
    help="For people, for spreadsheets, for programs, or as a set of mappings.",
)
def crosswalk(source: str, target: str, form: str) -> None:
    """Compare two frameworks, concept by concept.

    What is the same, close, broader or narrower, and why; what has no counterpart; what nobody has
    compared yet.
    """
    from backbone_kg.knowledge import crosswalk_text
    from backbone_kg.knowledge.ontology import standard_ontology

    found = standard_ontology().crosswalk(source, target)
    if form == "table":
        _tell(crosswalk_text.to_table(found, width=width()))
        return
    write = {
        "csv": crosswalk_text.to_csv,
        "json": crosswalk_text.to_json,
        "sssom": crosswalk_text.to_sssom,
    }
    _tell(write[form](found))


@click.command()
@click.argument("name", metavar="[TYPE]...", nargs=-1)
@format_option
def types(name: tuple[str, ...], form: str) -> None:
    """Tell what is said for and against kinds of organization.

    Without TYPE it lists the kinds. With one: potential benefits and challenges, the capacities it
    could hold, and where each of that is said.
    """
    from backbone_kg.knowledge import types_text
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.knowledge.types import other_kinds

    ontology = standard_ontology()
    if name:
        kind = ontology.type(" ".join(name))
        _tell(
            as_json(kind.to_dict()) if form == "json" else types_text.type_text(kind, width=width())
        )
        return
    kinds, others = ontology.types(), other_kinds(ontology)
    if form == "json":
        _tell(
            as_json(
                {"types": [k.to_dict() for k in kinds], "others": [o.to_dict() for o in others]}
            )
        )
    else:
        _tell(types_text.list_text(kinds, others, width=width()))


@click.command()
@click.argument("question", metavar="[QUESTION]...", nargs=-1)
@format_option
def positions(question: tuple[str, ...], form: str) -> None:
    """Show on what the literature does not agree, side by side.

    Who holds each position, where, what supports it and what disputes it. QUESTION is the number
    of a question or a few words of it, to see that one alone.
    """
    from backbone_kg.knowledge.claims import asked
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.knowledge.positions_text import positions_text

    found = asked(standard_ontology().positions(), " ".join(question))
    if form == "json":
        _tell(as_json({"questions": [one.to_dict() for one in found.values()]}))
    else:
        _tell(positions_text(found, width=width()))


def _tell(text: str) -> None:
    tell(text, None, force=False)


COMMANDS = (frameworks, show, history, crosswalk, types, positions)
"""In the order in which one comes to need them."""
