"""The command merge: several files of one partnership into one."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import tell_result, width


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.data_path)
@options.output("OUT.xlsx", "Where to write the merged workbook.", required=True)
@click.option(
    "--base",
    type=options.data_path,
    metavar="OLD",
    help="The earlier file that all of them were made from: what one of them changed or deleted is "
    "taken then.",
)
@click.option(
    "--leave-out",
    is_flag=True,
    help="Merge even if a file holds what has no place in OUT, such as comments (it is told what).",
)
@options.text_or_json
@options.force
def merge(
    files: tuple[Path, ...],
    output: Path,
    base: Path | None,
    leave_out: bool,
    form: str,
    force: bool,
) -> None:
    """Merge files of one partnership, such as copies that several people filled in.

    What they say differently is not decided: it is told with both cells and who wrote which file,
    and stands on a sheet of OUT. The order of the files does not matter. Exit status 1: something
    is left to decide.
    """
    from backbone_kg.base.files import check_free
    from backbone_kg.merging import merge as run
    from backbone_kg.showing.merge_text import sections
    from backbone_kg.showing.sections import as_text

    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output}: the name of the merged workbook must end in .xlsx.")
    check_free(output, force=force)
    merged = run(files, base, leave_out=leave_out)
    merged.save(output, force=force)
    tell_result(merged, form, lambda: as_text(sections(merged), width=width()))
    then = f"backbone-kg validate {shlex.quote(str(output))}"
    click.echo(f"{output} written. Then: {then}", err=True)
    sys.exit(0 if merged.ok else 1)
