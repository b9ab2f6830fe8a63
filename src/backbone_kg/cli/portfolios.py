"""The commands on portfolios: many partnerships as tables."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import (
    as_json,
    check_output,
    progress,
    tell,
    tell_programs,
    tell_result,
    width,
)

if TYPE_CHECKING:
    import pyarrow as pa

portfolio_argument = click.argument("folder", metavar="PORTFOLIO", type=str)
readers_option = options.jobs("How many processes read files. By default one for each processor.")
by_option = click.option(
    "--by",
    type=click.Choice(["framework", "listing", "community", "state", "kind", "year"]),
    help="Tell the coverage of each group, too. The state is what follows the last comma of the "
    "community; the kind is that of the backbone organization.",
)
since_option = click.option(
    "--since", metavar="DATE", help="Tell what changed since an earlier day, too."
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What computes: this machine, or Spark.",
)
connect_option = click.option(
    "--connect",
    "address",
    metavar="sc://HOST:PORT",
    help="Where Spark is. By default what SPARK_REMOTE in the environment says, else this machine.",
)
date_option = click.option(
    "--date",
    "as_of",
    metavar="DATE",
    help="Of each partnership the newest file of this day or an earlier one. By default the newest "
    "of all, each at its own date.",
)


@click.group("portfolio")
def portfolio_command() -> None:
    """Many partnerships at once: build tables of their files, then check and analyze them."""


@portfolio_command.command("build")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=options.data_path)
@click.option(
    "--tables",
    type=options.data_path,
    metavar="DIR",
    multiple=True,
    help="A folder of tables of many partnerships, .csv or .parquet. Can be given again.",
)
@options.output("PORTFOLIO", "The folder to make.", required=True)
@readers_option
@click.option("--anew", is_flag=True, help="Read everything again, not only what has changed.")
def build(
    paths: tuple[Path, ...],
    tables: tuple[Path, ...],
    output: Path,
    jobs: int | None,
    anew: bool,
) -> None:
    """Make a portfolio of data files; again, and only what changed is read.

    PATH is a data file, a folder that holds some, at any depth, or a store that load made. All of
    them together are what the portfolio will hold. Tables (--tables) have a file for each sheet,
    such as partners.parquet, and in it a column File, which says of which partnership a row is.

    Exit status: 0 all files are in it, 1 some could not be read, 2 nothing was made.
    """
    from backbone_kg.portfolios import build as run
    from backbone_kg.showing.portfolio.built_text import built_text

    if not paths and not tables:
        raise click.UsageError("Name data files, folders that hold some, or --tables DIR.")
    made = run(
        *paths,
        output=output,
        tables=tables,
        jobs=jobs,
        anew=anew,
        progress=partial(progress, label="Reading"),
    )
    tell(built_text(made))
    sys.exit(1 if made.not_kept else 0)


@portfolio_command.command("validate")
@portfolio_argument
@engine_option
@connect_option
@options.formats(
    *("table", "csv", "json", "sarif"),
    about="How often each rule is broken (table), or each finding in words.",
)
@options.as_of
@readers_option
def validate(
    folder: str,
    engine: str,
    address: str | None,
    form: str,
    as_of: str | None,
    jobs: int | None,
) -> None:
    """Check all files of a portfolio.

    With Spark, PORTFOLIO may be the address of a folder in a store of objects: s3a://…

    The table counts. The other formats read the files concerned again and tell each finding as the
    file alone would.

    Exit status: 0 nothing must be mended, 1 something must, 2 the portfolio cannot be read.
    """
    from backbone_kg.portfolios import portfolio
    from backbone_kg.portfolios.checking import check_summary, checks_in_words
    from backbone_kg.showing.checks_csv import checks_csv
    from backbone_kg.showing.checks_sarif import checks_sarif
    from backbone_kg.showing.portfolio.check_text import check_section
    from backbone_kg.showing.sections import as_text

    opened = portfolio(folder, engine=engine, address=address)
    if form == "table":
        summary = check_summary(opened)
        tell(as_text([check_section(summary)], width=width()))
        sys.exit(0 if summary.ok else 1)
    checks = checks_in_words(
        opened, date=as_of, jobs=jobs, progress=partial(progress, label="Checking")
    )
    if form == "sarif":
        tell_programs(as_json(checks_sarif(checks)))
    elif form == "json":
        tell_programs(as_json(checks.to_dict()))
    else:
        tell_programs(checks_csv(checks))
    sys.exit(0 if checks.ok else 1)


@portfolio_command.command("analyze")
@portfolio_argument
@engine_option
@connect_option
@date_option
@since_option
@by_option
@options.text_or_json
@options.output(
    "FIGURES.parquet", "Write the figures of each partnership, one a row: .parquet or .csv."
)
@options.force
def analyze(
    folder: str,
    engine: str,
    address: str | None,
    as_of: str | None,
    since: str | None,
    by: str | None,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """Tell how the partnerships of a portfolio stand, and how sure that is.

    With Spark, PORTFOLIO may be the address of a folder in a store of objects: s3a://…
    """
    from backbone_kg.portfolios import portfolio
    from backbone_kg.portfolios.analyzing import analyze_portfolio
    from backbone_kg.portfolios.exporting import write_figures
    from backbone_kg.showing.portfolio.summary_text import summary_sections
    from backbone_kg.showing.sections import as_text

    check_output(output, force=force)
    opened = portfolio(folder, engine=engine, address=address)
    summary = analyze_portfolio(opened, date=as_of, by=by, since=since)
    tell_result(summary, form, lambda: as_text(summary_sections(summary), width=width()))
    if output is not None:
        write_figures(opened.on(as_of), output, force=force)
        click.echo(f"{output} written.", err=True)


@portfolio_command.command("report")
@portfolio_argument
@engine_option
@connect_option
@options.output("OUT.html", "Where to.", required=True)
@date_option
@since_option
@by_option
@click.option("--title", default="Portfolio", show_default=True, help="What it is called.")
@click.option("--without-names", is_flag=True, help="Name no organization.")
@click.option(
    "--fewest",
    type=click.IntRange(min=1),
    default=1,
    metavar="K",
    help="Leave out what fewer than K partnerships have in common.",
)
@options.force
def report(
    folder: str,
    engine: str,
    address: str | None,
    output: Path,
    as_of: str | None,
    since: str | None,
    by: str | None,
    title: str,
    without_names: bool,
    fewest: int,
    force: bool,
) -> None:
    """Write a page on all partnerships of a portfolio, to read or to print.

    With Spark, PORTFOLIO may be the address of a folder in a store of objects: s3a://…
    """
    from backbone_kg.portfolios import portfolio
    from backbone_kg.portfolios.analyzing import analyze_portfolio
    from backbone_kg.portfolios.checking import check_summary
    from backbone_kg.showing.hidden_names import Discretion
    from backbone_kg.showing.portfolio.page import summary_page

    check_output(output, force=force)
    opened = portfolio(folder, engine=engine, address=address)
    page = summary_page(
        analyze_portfolio(opened, date=as_of, by=by, since=since),
        check_summary(opened),
        title=title,
        discretion=Discretion(names=not without_names, fewest=fewest),
    )
    tell(page, output, force=force)
    click.echo(f"{output} written.", err=True)


@portfolio_command.command("query")
@click.argument("question", metavar="NAME|FILE.sql|FILE.rq", type=str)
@portfolio_argument
@engine_option
@connect_option
@date_option
@click.option(
    "--only",
    metavar="PATTERN",
    multiple=True,
    help="In SPARQL, ask only files with such a path, as '*tacoma*'. Can be given again.",
)
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    metavar="N",
    help="How many files may be read again for a question in SPARQL.",
)
@options.output("FILE", "Write .csv or .parquet.")
@options.force
def query(
    question: str,
    folder: str,
    engine: str,
    address: str | None,
    as_of: str | None,
    only: tuple[str, ...],
    at_most: int,
    output: Path | None,
    force: bool,
) -> None:
    """Get a table of figures by NAME, or ask in SQL or SPARQL.

    NAME: coverage, states, loads, sole-roles, worst-departures, lapses, results. FILE.sql may ask
    these (with _ for -), and the tables that are kept: files, partners, roles, assignments,
    memberships, told, and sheet_ with the name of a sheet. It is in the SQL of DuckDB; Spark gets
    it translated.

    FILE.rq is asked of the triples of the files, as backbone-kg query asks a store. They are made
    at the first question and kept in PORTFOLIO/triples; of chosen files (--only) they are not kept.
    """
    from backbone_kg.portfolios import portfolio
    from backbone_kg.portfolios.exporting import as_csv, ask, write_table

    check_output(output, force=force)
    if question.lower().endswith(".rq"):
        if as_of is not None:
            raise click.UsageError("--date is for tables. A question in SPARQL has its own dates.")
        if engine != "duckdb" or address is not None:
            raise click.UsageError(
                "--engine and --connect are for tables. A question in SPARQL is asked of triples, "
                "which are on this machine."
            )
        table = _in_sparql(question, folder, only, at_most)
    elif only:
        raise click.UsageError("--only is for questions in SPARQL.")
    else:
        table = ask(portfolio(folder, engine=engine, address=address), question, date=as_of)
    if output is None:
        tell_programs(as_csv(table))
    else:
        write_table(table, output, force=force)


def _in_sparql(question: str, folder: str, only: tuple[str, ...], at_most: int) -> pa.Table:
    from backbone_kg.asking import answered
    from backbone_kg.asking.ask import check, question_of
    from backbone_kg.asking.portfolio_triples import store_of
    from backbone_kg.batch import processors
    from backbone_kg.portfolios import portfolio
    from backbone_kg.showing.portfolio.exported_text import exported_text

    asked = question_of(Path(question))
    check(asked, ())
    making = store_of(
        portfolio(folder),
        only=only,
        at_most=at_most,
        processes=processors(),
        progress=_making_triples,
    )
    with making as (store, made):
        click.echo(exported_text(made), err=True, nl=False)
        results = answered(asked, store, settings={})
    if results.incomplete:
        click.echo(results.incomplete, err=True)
    return results.to_arrow()


@contextlib.contextmanager
def _making_triples(files: int) -> Iterator[Callable[[], None]]:
    """Say what making triples costs before it begins."""
    from backbone_kg.showing.portfolio.exported_text import cost_text

    if files:
        click.echo(cost_text(files), err=True)
    with progress(files, "Making triples") as advance:
        yield advance


@portfolio_command.command("export")
@portfolio_argument
@click.option("--store", type=options.data_path, metavar="DIR", help="Into the folder of a store.")
@click.option("--endpoint", metavar="URL", help="Into a SPARQL service.")
@click.option("--nt", type=options.data_path, metavar="DIR", help="As N-Triples in a new folder.")
@readers_option
def export(
    folder: str, store: Path | None, endpoint: str | None, nt: Path | None, jobs: int | None
) -> None:
    """Put the triples of all files where triples are needed.

    They are those that backbone-kg load makes of the files, which are read again.

    Exit status: 0 all files are there, 1 some are not, 2 nothing was written.
    """
    from backbone_kg.asking.portfolio_triples import export as run
    from backbone_kg.batch import processors
    from backbone_kg.portfolios import portfolio
    from backbone_kg.showing.portfolio.exported_text import exported_text

    if sum(place is not None for place in (store, endpoint, nt)) != 1:
        raise click.UsageError("Name one of --store DIR, --endpoint URL and --nt DIR.")
    made = run(
        portfolio(folder),
        store=store,
        endpoint=endpoint,
        folder=nt,
        processes=jobs or processors(),
        progress=_making_triples,
    )
    tell(exported_text(made))
    sys.exit(1 if made.others else 0)
