"""The command that tells how to cite something: cite."""

from __future__ import annotations

import click

from backbone_kg.cli.options import formats_option, tell, tell_programs, width


@click.command()
@click.argument("what", metavar="CONCEPT|CLAIM|QUESTION|FILE", nargs=-1, required=True)
@formats_option(
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
