"""The command import: somebody's own file into the form of the template."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, tell, width


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=options.data_path)
@options.output("OUT.xlsx", "Where to write the data file.", required=True)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["matrix", "list", "raci", "kumu", "graph"]),
    help="What the files are. By default it is told from them.",
)
@click.option(
    "--map",
    "map_path",
    type=options.data_path,
    metavar="MAP.yaml",
    help="What is taken for what. If it is there, it is used; if not, it is written. By default it "
    "is written beside OUT.",
)
@options.framework("--framework", "Whose roles are meant. By default the map's, else mathematica.")
@click.option("--contacts", is_flag=True, help="Keep e-mail addresses and phone numbers in Notes.")
@options.text_or_json
@options.force
def import_command(
    files: tuple[Path, ...],
    output: Path,
    kind: str | None,
    map_path: Path | None,
    framework: str | None,
    contacts: bool,
    form: str,
    force: bool,
) -> None:
    """Bring a file of one's own into the form of the template.

    FILE is a matrix of partners and roles, a list of partners, a RACI chart (.xlsx, .ods, .csv), a
    network map of Kumu (.xlsx, .json) or a graph (.gexf, .graphml). What is taken for what is
    proposed, told and written to a map; correct it there and run the command again with --map.
    """
    from backbone_kg.base.files import check_apart, check_free, write_file
    from backbone_kg.base.findings import Findings, in_order
    from backbone_kg.base.invisible_characters import visible
    from backbone_kg.importing import import_files
    from backbone_kg.showing.findings_text import as_text, more_on
    from backbone_kg.showing.import_text import beyond_the_proposal, proposal_sections
    from backbone_kg.showing.sections import as_text as sections_text
    from backbone_kg.validation.explain import explain_note
    from backbone_kg.writing import write

    if output.suffix.lower() not in {".xlsx", ".ttl", ".jsonld", ""}:
        raise click.UsageError(f"{output}: the name of the data file must end in .xlsx.")
    check_apart(output, files)
    if output.suffix:
        check_free(output, force=force)
    given = map_path if map_path is not None and map_path.exists() else None
    proposed = None if given else map_path or output.with_suffix(".map.yaml")
    if proposed is not None:
        # A map may hold hand-made corrections: it is never replaced.
        _check_new(proposed)
    imported = import_files(
        files, kind=kind, map_path=given, framework=framework, contacts=contacts
    )
    write(imported.partnership, output, force=force)
    again = _again(files, output, given or proposed)
    if proposed is not None:
        write_file(proposed, imported.map_text(visible(again)).encode())
    facts = imported.partnership.counts
    found = [
        Findings(in_order(explain_note(note, file) for note in notes), file, facts=facts)
        for file, notes in imported.notes.items()
    ]
    if form == "json":
        files_told = [
            {"file": findings.file, "findings": [one.to_dict() for one in findings]}
            for findings in found
        ]
        questions = [
            {"section": section, "entry": name, "value": one.value, "why": one.why,
             "others": list(one.others)}
            for section, name, one in imported.proposal.map.questions()
        ]  # fmt: skip
        tell(as_json({"read": facts, "questions": questions, "files": files_told}))
    else:
        text = sections_text(proposal_sections(imported), width=width())
        rest = [
            Findings(tuple(beyond_the_proposal(findings)), findings.file, facts=facts)
            for findings in found
        ]
        text += "".join("\n" + as_text(findings, width=width()) for findings in rest)
        tell(text + ("\n" + more_on(rest, width=width()) if any(rest) else ""))
    click.echo(f"{output} written. Then: backbone-kg validate {shlex.quote(str(output))}", err=True)
    if proposed is not None:
        click.echo(f"{proposed} written: correct it, and run: {again}", err=True)


def _check_new(path: Path) -> None:
    from backbone_kg.base.errors import CannotWriteError

    if path.exists():
        raise CannotWriteError(
            f"{path}: this map is there already and may hold corrections. To use it: --map {path}. "
            "To begin anew, move it away."
        )


def _again(files: tuple[Path, ...], output: Path, map_path: Path | None) -> str:
    named = " ".join(shlex.quote(str(file)) for file in files)
    with_map = f" --map {shlex.quote(str(map_path))}" if map_path else ""
    return f"backbone-kg import {named} -o {shlex.quote(str(output))}{with_map} --force"
