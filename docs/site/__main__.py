"""Build the site: ``python -m docs.site build/site``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from docs.site.building import build

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.knowledge.ontology import standard_ontology


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path) -> None:
    """Write the site into FOLDER, and follow its links."""
    try:
        links = build(folder, standard_ontology(), ontology_dir() / "backbone.ttl")
    except BackboneError as error:
        raise click.ClickException(str(error)) from error
    for problem in links.broken:
        click.echo(problem, err=True)
    click.echo(
        f"{links.pages} pages, {links.inside} links inside, {len(links.broken)} broken, "
        f"{len(links.outside)} addresses elsewhere: {(folder / 'index.html').resolve()}"
    )
    sys.exit(1 if links.broken else 0)


if __name__ == "__main__":
    main()
