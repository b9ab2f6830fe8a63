"""Commands on the documents that the ontology speaks of: sources verify, show, find."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, problems_as, tell, tell_programs, width
from backbone_kg.cli.streams import tell_in_bold

if TYPE_CHECKING:
    from backbone_kg.knowledge.entries import Entry

documents_option = click.option(
    "--documents",
    type=options.Folder(),
    metavar="DIR",
    envvar="BACKBONE_KG_DOCUMENTS",
    show_envvar=True,
    help="Folder with the plain texts of the documents. They are known by what they hold, so their"
    " names do not matter.",
)


@click.group()
def sources() -> None:
    """Compare the ontology with the documents it speaks of."""


@sources.command()
@documents_option
@options.text_or_json
def verify(documents: Path | None, form: str) -> None:
    """Check that each passage stands in its document.

    The range must be inside the text, and a quote must equal the text letter by letter.
    Exit status: 0 all fits, 1 a passage does not, 2 a document is not there
    unchanged.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.showing.sources_text import as_text

    with problems_as(form):
        verification = standard_ontology().verify(documents)
    found = verification.to_dict()
    tell(as_json(found) if form == "json" else as_text(verification, width=width()))
    sys.exit(verification.status)


@sources.command()
@click.argument("term", metavar="TERM...", nargs=-1, required=True)
@documents_option
@options.text_or_json
def show(term: tuple[str, ...], documents: Path | None, form: str) -> None:
    """Show where the documents speak of TERM, in the paragraph.

    TERM is a name such as build-trust or "Build trust", a prefixed name or an IRI.
    Exit status: 2 if a passage cannot be shown.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.knowledge.passage_context import passages_in_context
    from backbone_kg.showing.sources_text import BOLD, MARKS, context_text

    name = " ".join(term)
    with problems_as(form):
        entries = [entry for entry in standard_ontology().find(name) if entry.concept.passages]
        if not entries:
            raise BackboneError(f"The ontology knows “{name}”, and gives no passage for it.")
        if documents is None and form != "json":
            raise BackboneError(_without_documents(entries))
        shown = [
            (entry, passages_in_context(entry.concept.passages, documents)) for entry in entries
        ]
    if form == "json":
        things = [
            {
                "iri": str(entry.concept.iri),
                "label": entry.label,
                "passages": [one.to_dict() for one in found],
            }
            for entry, found in shown
        ]
        tell(as_json({"term": name, "things": things}))
    else:
        bold = on_terminal()
        parts = []
        for entry, found in shown:
            heading = f"{entry.label} ({', '.join(filter(None, (entry.kind, entry.home)))})"
            marks = BOLD if bold else MARKS
            parts.append(context_text(heading, found, width=width(), marks=marks))
        text = "\n".join(parts)
        if bold:
            tell_in_bold(text, BOLD)
        else:
            tell(text)
    sys.exit(2 if any(one.reason for _, found in shown for one in found) else 0)


@sources.command("find")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@documents_option
def find_words(words: tuple[str, ...], documents: Path | None) -> None:
    """Find where WORDS stand in the documents, as passages in Turtle.

    Case and line breaks do not matter. Copy the passage into a file of the ontology, and point to
    it with bkg:quotedFrom or bkg:paraphrasedFrom.
    Exit status: 1 if the words stand nowhere.
    """
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.knowledge.passage_finding import find_passages, in_turtle

    if documents is None:
        raise BackboneError("Name the folder that holds the documents with --documents DIR.")
    found = find_passages(standard_ontology(), " ".join(words), documents)
    if not found:
        click.echo(f"{documents}: “{' '.join(words)}” stands in no text here.", err=True)
        sys.exit(1)
    tell_programs(in_turtle(found))


def on_terminal() -> bool:
    """Return whether what is printed is shown on a terminal, which knows bold letters."""
    return sys.stdout.isatty()


def _without_documents(entries: list[Entry]) -> str:
    places = {
        f"{passage.document.title}, {passage.locator} (characters {passage.start}–{passage.end})"
        for entry in entries
        for passage in entry.concept.passages
    }
    return (
        "Without the documents the words cannot be shown. They stand in:\n"
        + "".join(f"  {place}\n" for place in sorted(places))
        + "Name the folder that holds the documents with --documents DIR."
    )
