"""Commands on stores: load, store."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backbone_kg.base.numbers_and_lists import joined, plural
from backbone_kg.cli import options
from backbone_kg.cli.printing import as_json, progress

if TYPE_CHECKING:
    from backbone_kg.base.findings import Finding
    from backbone_kg.stores.provenance import LoadRecord, State


@click.command()
@click.argument("data", metavar="DATA...", nargs=-1, required=True, type=options.data_path)
@click.option("--store", type=options.data_path, metavar="DIR", help="The folder of the store.")
@click.option("--endpoint", metavar="URL", help="Or the address of a SPARQL service.")
@options.text_or_json
def load(data: tuple[Path, ...], store: Path | None, endpoint: str | None, form: str) -> None:
    """Put data files into a store, to ask many of them at once.

    Each file becomes a graph of its own, with a record of where it came from and how many
    mistakes are in it. A file that is loaded again replaces its graph. DATA is a data file, as
    validate takes them, or a folder that holds some.
    """
    from backbone_kg.asking.loading import load as run
    from backbone_kg.reading.data_files import data_files

    if (store is None) == (endpoint is None):
        raise click.UsageError("Name either --store DIR or --endpoint URL.")
    with progress(len(data_files(data)), "Loading") as advance:
        done = run(
            *data,
            store=store,
            endpoint=endpoint,
            processes=min(os.cpu_count() or 1, 8),
            told=lambda _: advance(),
        )
    if form == "json":
        value = {
            "ok": done.ok,
            "loaded": [record.to_dict() for record in done.records],
            "unreadable": [
                {"file": e.path, "reason": f"{e.problem} {e.remedy}".strip()}
                for e in done.unreadable
            ],
            "collisions": [
                {"files": list(each.files), "message": each.message} for each in done.collisions
            ],
        }
        click.echo(as_json(value), nl=False)
    else:
        for record in done.records:
            click.echo(f"{record.source}: {plural(record.triples, 'triple')}, {_findings(record)}")
        for error in done.unreadable:
            click.echo(f"backbone-kg: {error}", err=True)
        for collision in done.collisions:
            click.echo(f"backbone-kg: {collision.message}", err=True)
        if len(done.records) + len(done.unreadable) > 1:
            left = f", {len(done.unreadable)} not" if done.unreadable else ""
            click.echo(f"{len(done.records)} loaded{left}.")
    sys.exit(0 if done.ok else 1 if done.records else 2)


@click.command(name="store")
@click.argument("folder", metavar="[DIR]", required=False, type=options.data_path)
@click.option("--endpoint", metavar="URL", help="The address of a SPARQL service instead.")
@click.option("--ontology", is_flag=True, help="List the graphs of the knowledge base one by one.")
@click.option(
    "--findings", "detailed", is_flag=True, help="Tell what is to be mended in each file."
)
@click.option(
    "--remove",
    metavar="FILE",
    multiple=True,
    help="Take a file out, named as it is listed. Can be given again for another.",
)
@options.text_or_json
def store_command(
    folder: Path | None,
    endpoint: str | None,
    ontology: bool,
    detailed: bool,
    remove: tuple[str, ...],
    form: str,
) -> None:
    """Tell which files are in a store.

    Of each: when it was loaded, its hash, how many mistakes are in it, and whether it has
    changed since.
    """
    from backbone_kg.stores.contents import findings_by_file, remove_file
    from backbone_kg.stores.named_store import open_store

    if (folder is None) == (endpoint is None):
        raise click.UsageError("Name either DIR or --endpoint URL.")
    with contextlib.closing(open_store(folder, endpoint, read_only=not remove)) as opened:
        for name in remove:
            remove_file(opened, name)
        records = opened.records()
        found = findings_by_file(opened) if detailed else {}
    records = tuple(sorted(records, key=lambda record: (record.of_ontology, record.source)))
    shown = [(record, _state(record), found.get(record.graph, ())) for record in records]
    if form == "json":
        listed = [
            {**record.to_dict(), "state": state}
            | ({"details": [each.to_dict() for each in details]} if detailed else {})
            for record, state, details in shown
        ]
        click.echo(as_json({"store": str(folder or endpoint), "graphs": listed}), nl=False)
        return
    data = [each for each in shown if not each[0].of_ontology]
    base = [each for each in shown if each[0].of_ontology]
    for record, state, details in [*data, *(base if ontology else [])]:
        click.echo("\n".join(_lines(record, state, details)))
    if base and not ontology:
        total = sum(record.triples for record, *_ in base)
        versions = joined(sorted({record.version for record, *_ in base}))
        old = "" if all(state == "unchanged" for _, state, _ in base) else _OTHER
        click.echo(f"The knowledge base of version {versions}: {plural(total, 'triple')}{old}")
    if not data:
        where = f"--endpoint {endpoint}" if folder is None else f"--store {folder}"
        click.echo(f"No data file is in this store. To put some in: backbone-kg load DATA {where}")


_OTHER = "; it is another than this version has, and comes up to date with the next load"
_SAID = {
    "unchanged": "not changed since",
    "changed": "CHANGED since: load it again",
    "gone": "no longer there (to take it out: --remove)",
    "unknown": "not known whether it has changed",
}


def _lines(record: LoadRecord, state: State, details: Sequence[Finding]) -> list[str]:
    """Return what is said of one graph."""
    more = sum(record.findings.values()) - len(details) if details else 0
    said = f"  {plural(record.triples, 'triple')}"
    if record.findings:
        said += f", {_findings(record)}"
    return [
        record.source,
        said,
        f"  loaded {record.loaded} by version {record.version}; {_SAID[state]}",
        f"  sha256 {record.sha256}",
        f"  graph  {record.graph}",
        *(_detail(finding) for finding in details),
        *([f"    and {more} more"] if more else []),
        "",
    ]


def _detail(finding: Finding) -> str:
    place = f"{finding.place}: " if finding.place else ""
    return f"    {finding.severity.value}: {place}{finding.message} {finding.remedy}".rstrip()


def _state(record: LoadRecord) -> State:
    from backbone_kg.base.shipped import ontology_dir
    from backbone_kg.stores.graphs import MetricDefinitions
    from backbone_kg.stores.provenance import file_of, state

    metrics = MetricDefinitions()
    if record.graph == metrics.graph:  # which are said by the program, and in no file
        return "unchanged" if record.sha256 == metrics.sha256 else "changed"
    if record.of_ontology and not record.location:
        return state(record, ontology_dir() / record.source)
    return state(record, file_of(record))


def _findings(record: LoadRecord) -> str:
    """Return how many findings there are, in words."""
    from backbone_kg.base.findings import Severity

    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [plural(count, names[severity]) for severity, count in record.findings.items() if count]
    return joined(parts) or "nothing to mend"
