"""Commands that ask the graph: queries, query."""

from __future__ import annotations

import contextlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.cli import completing, options
from backbone_kg.cli.printing import as_json, progress, tell, tell_programs, width
from backbone_kg.cli.streams import READABLE

if TYPE_CHECKING:
    from backbone_kg.sparql.library import LibraryQuery

FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "jsonld")
_FOR_PEOPLE = ("table", "md")


@click.command()
@click.argument("name", metavar="[NAME]", required=False, shell_complete=completing.question)
@click.option("--tag", metavar="TAG", help="Only questions that belong to it, such as ontology.")
@click.option(
    "--search", default="", metavar="WORDS", help="Only questions that words such as “gap” lead to."
)
@options.text_or_json
def queries(name: str | None, tag: str | None, search: str, form: str) -> None:
    """List the questions that can be asked by name.

    With NAME it tells all about one: what can be set, and what it answers with. To ask it:
    `backbone-kg query NAME`.
    """
    from backbone_kg.asking import queries as listed
    from backbone_kg.asking.questions import list_text, question_text, to_dict
    from backbone_kg.sparql.library import find_query

    if name is not None and (tag is not None or search):
        raise click.UsageError("NAME excludes --tag and --search.")
    found = listed(tag, search=search) if name is None else (find_query(name),)
    if form == "json":
        text = as_json({"questions": [to_dict(question) for question in found]})
    elif search and not found:
        text = f"No question is found by “{search}”. “backbone-kg queries” lists them all.\n"
    elif name is None:
        text = list_text(found, width=width())
    else:
        text = question_text(found[0], width=width())
    tell(text)


@click.command()
@click.argument("question", metavar="NAME|FILE.rq|-", shell_complete=completing.question_or_file)
@click.argument("data", metavar="[DATA]...", nargs=-1, type=options.data_path)
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help="Set a parameter of the question. Can be given again for another.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help=(
        "table and md are for people and show labels; csv, tsv, json and xml are the formats of "
        "SPARQL 1.1; ttl and jsonld are for CONSTRUCT and DESCRIBE. By default table in a "
        "terminal, csv in a pipe, and ttl for triples; in a file what its ending says."
    ),
)
@options.output("FILE", "Write the answer to a file, such as answer.csv.")
@click.option(
    "--bom",
    is_flag=True,
    help="Begin csv with a byte-order mark, by which Excel knows that it is in UTF-8.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Write csv for programs, to the letter. Without it, what a spreadsheet program would take "
    "for a formula has an apostrophe before it.",
)
@click.option("--store", type=options.data_path, metavar="DIR", help="Ask a store on disk.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL service.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Stop the query after so many seconds. By default it may take as long as it takes.",
)
@click.option(
    "--allow-service",
    metavar="URL",
    callback=options.service_addresses,
    multiple=True,
    help="An address that SERVICE in the query may call. By default none is called.",
)
@options.force
def query(
    question: str,
    data: tuple[Path, ...],
    settings: tuple[str, ...],
    form: str | None,
    output: Path | None,
    bom: bool,
    exact: bool,
    store: Path | None,
    endpoint: str | None,
    timeout: float | None,
    allow_service: tuple[str, ...],
    force: bool,
) -> None:
    """Ask the graph: the knowledge base, or it and data files.

    NAME is a question of the library (`backbone-kg queries` lists them), FILE.rq a query of your
    own in SPARQL, and - one that is typed or piped in. DATA are data files, as validate takes
    them.
    """
    from backbone_kg.asking import answered, asked_store, check_timeout
    from backbone_kg.asking.ask import check
    from backbone_kg.asking.empty_answers import why_nothing
    from backbone_kg.base.files import check_free
    from backbone_kg.base.findings import Severity
    from backbone_kg.base.formulas import marked_csv
    from backbone_kg.reading.data_files import data_files
    from backbone_kg.sparql.csv_description import description, description_path
    from backbone_kg.sparql.result_formats import (
        check_fits,
        kind_of_form,
        results_text,
        usual_format,
    )

    if sum((bool(data), store is not None, endpoint is not None)) > 1:
        raise click.UsageError("DATA, --store and --endpoint exclude one another.")
    check_timeout(timeout)
    given = _settings(settings)
    asked = _question(question)
    kind = kind_of_form(check(asked, allow_service))
    form = form or _form_of(output) or usual_format(kind, terminal=sys.stdout.isatty())
    check_fits(kind, form)
    described = form in ("csv", "tsv")
    if bom and form != "csv":
        raise click.UsageError(f"--bom is for csv, not for {form}.")
    if output is not None:
        for path in (output, description_path(output))[: 1 + described]:
            check_free(path, force=force, inputs=[*data, store or Path(question), Path(question)])
    asked.bindings(given)
    people = form in _FOR_PEOPLE
    with contextlib.ExitStack() as while_asking:
        with progress(len(data_files(data)), "Reading") as advance:
            opened = while_asking.enter_context(
                asked_store(data, store=store, endpoint=endpoint, told=advance)
            )
        results = answered(
            asked,
            opened,
            settings=given,
            timeout=timeout,
            allow_service=allow_service,
            labels=people,
        )
        records = () if store is None else opened.records()
        faulty = sum(1 for record in records if record.findings.get(Severity.ERROR))
        reason = ""
        if not len(results):
            named = bool(data) or store is not None or endpoint is not None
            limit = None if endpoint is None else timeout
            reason = why_nothing(
                asked, opened, called=question, settings=given, has_data=named, timeout=limit
            )
    # Unlike a text, a table is better for every column of the terminal.
    text = results_text(results, form, width=shutil.get_terminal_size((100, 24)).columns)
    if form == "csv":
        text = "\ufeff" * bom + (text if exact else marked_csv(text))
    beside = description(output, results, asked, given) if output and described else ""
    if results.incomplete and not people:
        click.echo(results.incomplete, err=True)
    _hand_over(text, output, people=people, force=force, beside=beside)
    if not len(results) and not people:
        click.echo("No answers.", err=True)
    if reason:
        click.echo(reason, err=True)
    if faulty:
        click.echo(
            f"Something must be mended in {plural(faulty, 'file')} of this store. To see it: "
            f"backbone-kg store {store} --findings",
            err=True,
        )


def _question(name: str) -> LibraryQuery:
    from backbone_kg.sparql.library import find_query, query_from_text

    if name != "-":
        return find_query(name)
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BackboneError("What was piped in is not text in UTF-8.") from None
    if not text.strip():
        raise BackboneError("Nothing was typed or piped in that could be asked.")
    return query_from_text(text)


def _hand_over(
    text: str, output: Path | None, *, people: bool, force: bool, beside: str = ""
) -> None:
    """Print an answer, or write it to a file, with what describes it beside it, and say so."""
    if output is not None and not people:
        from backbone_kg.base.files import write_file
        from backbone_kg.sparql.csv_description import description_path

        write_file(output, text.encode(errors=READABLE), force=force)
        if beside:
            write_file(description_path(output), beside.encode(), force=force)
    elif people:
        tell(text, output, force=force)
    else:
        tell_programs(text)
    if output is not None:
        what = f", and what it was asked of in {description_path(output).name}" if beside else ""
        click.echo(f"{output} written{what}.", err=True)


def _form_of(output: Path | None) -> str | None:
    """Return the format that the ending of a file names; None where there is no file."""
    if output is None:
        return None
    form = output.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise click.UsageError(
            f"{output}: this ending names no format. End it in one of "
            f"{', '.join(f'.{one}' for one in FORMATS if one != 'table')}, or say --format."
        )
    return form


def _settings(given: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--set {one}: write it as name=value.")
        if name.strip() in found:
            raise click.UsageError(f"--set {one}: “{name.strip()}” is set twice.")
        found[name.strip()] = value
    return found
