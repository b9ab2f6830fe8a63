"""Commands on the knowledge base: frameworks, show, history, crosswalk, types, positions, cite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.cli import completing, options
from backbone_kg.cli.printing import as_json, tell, tell_programs, tell_result, width


class _FittingError(BackboneError):
    """An error whose lines fit the window."""


class _Told:
    """What commands on the knowledge base have in common: their errors fit the window."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; lines of an error that are too long are broken."""
        try:
            # Mixed into a click command or group, whose invoke this is.
            return super().invoke(context)  # type: ignore[misc]
        except _FittingError:
            raise
        except BackboneError as error:
            lines = "backbone-kg: ", *str(error).split("\n")
            told = wrapped("".join(lines[:2]), width())
            told += [part for line in lines[2:] for part in wrapped(line, width(), "  ")]
            raise _FittingError("\n".join(told).removeprefix(lines[0].rstrip()).lstrip()) from None


class _Command(_Told, click.Command):
    """A command on the knowledge base."""


class _Group(_Told, click.Group):
    """Commands of which one goes without saying."""

    command_class = _Command
    usual = "show"

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, which is the usual one where none is named."""
        known = not args or args[0].startswith("-") or args[0] in self.commands
        return super().resolve_command(ctx, args if known else [self.usual, *args])


@click.group(
    cls=_Group,
    invoke_without_command=True,
    # Older clicks write it as if a command had to follow.
    subcommand_metavar="[COMMAND] [ARGS]...",
)
@options.text_or_json
@click.pass_context
def frameworks(context: click.Context, form: str) -> None:
    """List the frameworks of the literature.

    A framework is a published list of what a backbone does, or should be like. To see all of one:
    `backbone-kg frameworks show SLUG`, or without the `show`.
    """
    if context.invoked_subcommand is not None:
        return
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.frameworks_text import list_text

    found = standard_ontology().frameworks()
    told = {"frameworks": [framework.to_dict() for framework in found]}
    tell(as_json(told) if form == "json" else list_text(found, width=width()))


@frameworks.command("show")
@click.argument(
    "name", metavar="SLUG...", nargs=-1, required=True, shell_complete=completing.framework
)
@options.text_or_json
def show_framework(name: tuple[str, ...], form: str) -> None:
    """Tell what is in a framework, what it means, and where that stands.

    SLUG is its short name, such as fsg-2012-07, or its title.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.frameworks_text import framework_text

    ontology = standard_ontology()
    framework = ontology.framework(" ".join(name))
    claims = ontology.claims(about=str(framework.concept.iri))
    history = ontology.history(framework.slug)
    if form == "json":
        told = [claim.to_dict() for claim in claims]
        changes = [change.to_dict() for change in history.into(framework)]
        tell(as_json({**framework.to_dict(), "claims": told, "changes": changes}))
    else:
        tell(framework_text(framework, claims=claims, history=history, width=width()))


@click.command(cls=_Command)
@click.argument("term", metavar="TERM...", nargs=-1, required=True)
@options.text_or_json
def show(term: tuple[str, ...], form: str) -> None:
    """Tell all about a concept, term, claim or document.

    TERM is what it is called ("Build trust"), its short name (build-trust), the short name with
    that of its framework (mathematica:build-trust), or its web address. If several things go by
    one name, all are shown.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.lookup_text import entries_text

    name = " ".join(term)
    entries = standard_ontology().find(name)
    told = {"term": name, "entries": [entry.to_dict() for entry in entries]}
    tell(as_json(told) if form == "json" else entries_text(name, entries, width=width()))


@click.command(cls=_Command)
@click.argument(
    "name", metavar="NAME...", nargs=-1, required=True, shell_complete=completing.framework
)
@options.text_or_json
def history(name: tuple[str, ...], form: str) -> None:
    """Tell what changed between the editions of a framework, and why.

    NAME is what the short names of the editions begin with, such as fsg, or any name of one.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.frameworks_text import history_text

    found = standard_ontology().history(" ".join(name))
    tell_result(found, form, lambda: history_text(found, width=width()))


class _Crosswalks(_Group):
    """Commands on comparisons of frameworks; `between` goes without saying."""

    usual = "between"

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the frameworks that a word begins, else the commands."""
        frameworks = self.commands[self.usual].params[0].shell_complete(ctx, incomplete)
        return frameworks or super().shell_complete(ctx, incomplete)


@click.group(
    cls=_Crosswalks, invoke_without_command=True, subcommand_metavar="FROM TO | scaffold SLUG"
)
@click.pass_context
def crosswalk(context: click.Context) -> None:
    """Compare two frameworks, concept by concept.

    `backbone-kg crosswalk FROM TO` goes without the word between.
    """
    if context.invoked_subcommand is None:
        raise click.UsageError("Missing argument 'FROM'.")


@crosswalk.command("between")
@click.argument("source", metavar="FROM", shell_complete=completing.framework)
@click.argument("target", metavar="TO", shell_complete=completing.framework)
@options.formats(
    *("table", "csv", "json", "sssom"),
    about="For people, for spreadsheets, for programs, or as a set of mappings.",
)
def between(source: str, target: str, form: str) -> None:
    """Tell how two frameworks compare, concept by concept.

    What is the same, close, broader or narrower, and why; what has no counterpart; what nobody has
    compared yet.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing import crosswalk_text

    found = standard_ontology().crosswalk(source, target)
    if form == "table":
        tell(crosswalk_text.to_table(found, width=width()))
    elif form == "json":
        tell(as_json(found.to_dict()))
    elif form == "csv":
        tell_programs(crosswalk_text.to_csv(found))
    else:
        tell_programs(crosswalk_text.to_sssom(found))


@crosswalk.command("scaffold")
@click.argument("framework", metavar="SLUG", shell_complete=completing.framework)
@click.option(
    "--with",
    "others",
    metavar="SLUG",
    multiple=True,
    shell_complete=completing.framework,
    help="Compare it with this framework. Can be given again for another. By default with each with"
    " which it is not compared yet.",
)
@options.output("FILE", "Write them to a file, such as my-frameworks/mine.sssom.tsv.")
@options.force
def scaffold_rows(
    framework: str, others: tuple[str, ...], output: Path | None, force: bool
) -> None:
    """Write the rows to compare a framework with others, for a person to judge.

    Each proposes what the words resemble and how sure that is. How the two compare is left
    empty: fill in predicate_id (skos:exactMatch, closeMatch, broadMatch, narrowMatch,
    relatedMatch, or skos:mappingRelation for no counterpart) and say why in the comment.
    """
    from backbone_kg.knowledge.crosswalk_scaffold import scaffold
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.crosswalk_text import scaffold_to_sssom

    rows = scaffold(standard_ontology(), framework, others)
    if not rows:
        click.echo("Everything is compared already.", err=True)
    elif output is not None:
        from backbone_kg.base.files import write_file

        write_file(output, scaffold_to_sssom(rows).encode(), force=force)
        click.echo(f"{output} written. Judge each of its {len(rows)} rows.", err=True)
    else:
        tell_programs(scaffold_to_sssom(rows))


@click.command(cls=_Command)
@click.argument("name", metavar="[TYPE]...", nargs=-1)
@options.text_or_json
def types(name: tuple[str, ...], form: str) -> None:
    """Tell what is said for and against kinds of organization.

    Without TYPE it lists the kinds. With one: potential benefits and challenges, the capacities it
    could hold, and where each of that is said.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing import types_text

    ontology = standard_ontology()
    if name:
        kind = ontology.type(" ".join(name))
        text = types_text.type_text(kind, width=width())
        tell(as_json(kind.to_dict()) if form == "json" else text)
        return
    kinds, others = ontology.types(), ontology.other_types()
    if form == "json":
        told = {"types": kinds, "others": others}
        tell(as_json({name: [one.to_dict() for one in some] for name, some in told.items()}))
    else:
        tell(types_text.list_text(kinds, others, width=width()))


@click.command(cls=_Command)
@click.argument("question", metavar="[QUESTION]...", nargs=-1)
@options.text_or_json
def positions(question: tuple[str, ...], form: str) -> None:
    """Show on what the literature does not agree, side by side.

    Who holds each position, where, what supports it and what disputes it. QUESTION is the number
    of a question, or a few words of it or of one of its positions, to see that one alone.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.positions_text import positions_text

    ontology = standard_ontology()
    chosen = ontology.positions(" ".join(question))
    found = {n: one for n, one in enumerate(ontology.positions(), start=1) if one in chosen}
    told = {"questions": [one.to_dict() for one in found.values()]}
    tell(as_json(told) if form == "json" else positions_text(found, width=width()))


@click.command()
@click.argument("what", metavar="CONCEPT|CLAIM|QUESTION|FILE", nargs=-1, required=True)
@options.formats(
    *("text", "bibtex", "csl", "trig"),
    about="For people; for reference managers (BibTeX, CSL-JSON); or, of one claim, as a"
    " nanopublication.",
)
def cite(what: tuple[str, ...], form: str) -> None:
    """Tell how to cite something: who says it, work, place, version, address.

    Name it as `show` takes it ("Build trust", mathematica:build-trust, "Edmondson 2013"), or name a
    question of the library, or a data file.
    """
    from backbone_kg.showing.citations import cite as cited

    text = cited(" ".join(what), form, width=width())  # type: ignore[arg-type]  # click has checked it
    if form == "text":
        tell(text)
    else:
        tell_programs(text)
