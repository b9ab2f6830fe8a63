"""Commands on data files: new, validate, convert."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.findings import FailOn
from backbone_kg.base.numbers_and_lists import some_of
from backbone_kg.cli import options
from backbone_kg.cli.printing import (
    as_json,
    check_output,
    progress,
    tell,
    tell_left_out,
    tell_programs,
    width,
)

if TYPE_CHECKING:
    from backbone_kg.base.findings import Findings
    from backbone_kg.batch.check_results import FileChecks
    from backbone_kg.knowledge.concepts import Framework


@click.command()
@click.argument("out", metavar="OUT.xlsx", type=options.data_path)
@options.framework(
    "--framework", "Whose list of roles to start from. By default mathematica, or that of OLD."
)
@click.option(
    "--from",
    "old",
    type=options.data_path,
    metavar="OLD",
    help="Carry over the data of a file, such as one of an earlier template.",
)
@click.option(
    "--leave-out",
    is_flag=True,
    help="Write it even if some of OLD has no place in it, such as comments (it is told what).",
)
@click.option(
    "--candidates",
    is_flag=True,
    help="With sheets to compare candidates for the backbone: Candidates, Criteria, Ratings.",
)
@options.force
def new(
    out: Path,
    framework: str | None,
    old: Path | None,
    leave_out: bool,
    candidates: bool,
    force: bool,
) -> None:
    """Write a workbook to fill in.

    It has drop-downs, help on each heading, an example row on each sheet that is never counted, and
    a sheet that says how to go about it and where to stop.
    """
    from backbone_kg.base.files import check_free, write_file
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.model.shipped_layout import standard_layout
    from backbone_kg.writing.template import new_workbook

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out}: the name of the new workbook must end in .xlsx.")
    ontology = standard_ontology()
    chosen = ontology.framework(framework) if framework else None
    check_free(out, force=force)
    if old is None:
        chosen = chosen or ontology.framework("mathematica")
        content = new_workbook(standard_layout(), ontology, chosen, candidates=candidates)
    else:
        content = _renewed(old, chosen, candidates, leave_out)
    write_file(out, content, force=force)
    click.echo(f"{out} is ready to fill in. Then: backbone-kg validate {out}")


def _renewed(old: Path, chosen: Framework | None, candidates: bool, leave_out: bool) -> bytes:
    """Return a workbook with the data of a file, after telling what it does not take over."""
    from backbone_kg.reading import read
    from backbone_kg.writing.beside_the_data import beside_the_data
    from backbone_kg.writing.losses import unconvertible
    from backbone_kg.writing.renewing import renewed_workbook

    partnership = read(old)
    partnership.refuse_foreign()
    lost = [*unconvertible(partnership), *beside_the_data(partnership)]
    if lost and not leave_out:
        raise BackboneError(
            f"{old}: not all of it has a place in the new workbook. {' '.join(some_of(lost))} "
            "Nothing was written. To carry over the rest: --leave-out"
        )
    content, told = renewed_workbook(partnership, chosen, candidates=candidates)
    tell_left_out(lost)
    for sentence in told:
        click.echo(sentence, err=True)
    return content


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=options.data_path)
@options.as_of
@options.formats(
    *("text", "json", "sarif", "junit", "html"),
    about="For people (text, html), for programs (json), for services that run checks.",
)
@click.option(
    "--output", type=options.data_path, metavar="FILE", help="Write the findings to a file."
)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in FailOn]),
    default=FailOn.MUST.value,
    show_default=True,
    help="From which findings on the status is 1: what must be mended, should, could (notes too).",
)
@click.option(
    "--strict", "fail_on", flag_value=FailOn.SHOULD.value, help="The same as --fail-on should."
)
@options.jobs("How many processes check several files. By default one for each processor.")
@click.option(
    "--annotate",
    type=options.data_path,
    metavar="OUT.xlsx",
    help="Write a copy of the workbook with each faulty cell colored and explained.",
)
@click.option(
    "--engine",
    type=click.Choice(["pyshacl", "shacl"]),
    default="pyshacl",
    show_default=True,
    help="What checks the file: the reference, or a faster one (an extra install).",
)
@options.force
def validate(
    paths: tuple[Path, ...],
    as_of: str | None,
    form: str,
    output: Path | None,
    fail_on: str,
    jobs: int | None,
    annotate: Path | None,
    engine: str,
    force: bool,
) -> None:
    """Check data files: what to mend, and at which cell.

    PATH is a workbook (.xlsx, .xlsm, .ods), a folder of .csv files or a .zip of them, a .ttl or
    .jsonld file, or a folder that holds such files, at any depth. Of several, one that cannot be
    read never stops the rest.

    Exit status: 0 nothing must be mended, 1 something must (or what --fail-on says), 2 a file
    cannot be read.
    """
    from backbone_kg.batch import validate_files
    from backbone_kg.batch.check_results import FileCheck, FileChecks
    from backbone_kg.reading.data_files import find_data_files

    found = find_data_files(paths)
    if annotate is not None and len(found.files) != 1:
        raise click.UsageError("--annotate takes one file at a time.")
    for out in (output, annotate):
        check_output(out, *found.files, force=force)
    if len(found.files) == 1 and form == "text":
        # What is only told of several is not computed, and what keeps it from being read is raised.
        from backbone_kg.reading import read
        from backbone_kg.validation import validate as run

        findings = run(read(found.files[0]), engine=engine, as_of=as_of)
        checks = FileChecks((FileCheck(findings.file, findings),), found.passed_over)
    else:
        with progress(len(found.files), "Checking") as advance:
            checks = validate_files(*paths, engine=engine, as_of=as_of, jobs=jobs, done=advance)
    not_annotated = ""
    if annotate is not None and checks[0].findings is not None:
        not_annotated = _annotate(found.files[0], checks[0].findings, annotate, force)
    # Some versions of click leave the default out where two options set one value.
    threshold = FailOn(fail_on or FailOn.MUST)
    text = _as(form, checks, threshold)
    if output is None and form not in {"text", "json"}:
        tell_programs(text)
    else:
        tell(text, output, force=force)
    if not_annotated:
        click.echo(f"backbone-kg: {not_annotated}", err=True)
    if not_annotated or checks.unreadable:
        sys.exit(2)
    sys.exit(1 if any(check.fails(threshold) for check in checks) else 0)


def _as(form: str, checks: FileChecks, fail_on: FailOn) -> str:
    """Return the check of files in a format."""
    if form == "json":
        return as_json(checks.to_dict())
    if form == "sarif":
        from backbone_kg.showing.checks_sarif import checks_sarif

        return as_json(checks_sarif(checks))
    if form == "junit":
        from backbone_kg.showing.checks_junit import checks_junit

        return checks_junit(checks, fail_on)
    if form == "html":
        from backbone_kg.showing.checks_page import checks_page

        return checks_page(checks)
    from backbone_kg.showing.checks_text import as_text

    return as_text(checks, width=width())


def _annotate(path: Path, findings: Findings, out: Path, force: bool) -> str:
    """Write an annotated copy, or return why there is none: what was found is told all the same."""
    from backbone_kg.writing.annotated_copies import write_annotated

    try:
        lacks = write_annotated(path, findings, out, force=force)
    except BackboneError as error:
        return str(error)
    if lacks:
        click.echo(f"{out}: {lacks}", err=True)
    return ""


@click.command()
@click.argument("source", metavar="IN", type=options.data_path)
@click.argument("out", metavar="OUT", type=options.data_path)
@click.option(
    "--to",
    default="",
    metavar="FORMAT",
    help="Where the ending does not say it: kumu (.xlsx, .json or a folder), frictionless, csvw, "
    "ro-crate (folders).",
)
@click.option(
    "--leave-out",
    is_flag=True,
    help="Convert even if OUT cannot hold everything that IN holds (it is told what).",
)
@options.force
def convert(source: Path, out: Path, to: str, leave_out: bool, force: bool) -> None:
    """Write a data file in another format, also for other tools.

    The ending of OUT says which: .xlsx, .ttl, .jsonld; .gexf, .graphml or .cyjs for programs for
    networks. A name without an ending is a folder of .csv files. Mistakes are kept as they are.
    """
    from backbone_kg.base.files import check_apart
    from backbone_kg.reading import read
    from backbone_kg.writing import write
    from backbone_kg.writing.formats import format_of
    from backbone_kg.writing.losses import unconvertible

    format_of(out, to)
    check_apart(out, [source])
    partnership = read(source)
    partnership.refuse_foreign()
    lost = unconvertible(partnership, out, to)
    if lost and not leave_out:
        raise BackboneError(
            f"{source}: {' '.join(some_of(lost))} Nothing was written. To convert the rest: "
            "--leave-out"
        )
    write(partnership, out, to=to, force=force)
    tell_left_out(lost)
    click.echo(f"{out} written.", err=True)
