"""Commands on what the work costs and who could be the backbone: budget, candidates."""

from __future__ import annotations

from pathlib import Path

import click

from backbone_kg.cli import options
from backbone_kg.cli.printing import tell_result, width


@click.command()
@click.argument("path", type=options.data_path)
@click.option("--years", type=int, default=3, show_default=True, help="How many years to show.")
@click.option(
    "--growth",
    default="3",
    show_default=True,
    metavar="PERCENT",
    help="How much costs grow from one year to the next.",
)
@options.as_of
@options.text_or_json
def budget(path: Path, years: int, growth: str, as_of: str | None, form: str) -> None:
    """Tell what the work costs, and what the gaps would.

    By holder and by function, from “Cost per FTE” on the sheet Partners, FTE on Assignments and
    “FTE needed” on Roles. What is not given is listed and never guessed.
    """
    from backbone_kg.analysis.choice.budget import budget as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import answer_text
    from backbone_kg.showing.budget_text import budget_sections

    found = run(read(path), years, growth, as_of=as_of)
    tell_result(found, form, lambda: answer_text(found, budget_sections(found), width=width()))


@click.command()
@click.argument("path", type=options.data_path)
@click.option(
    "--only", multiple=True, metavar="NAME", help="Compare this candidate; give it several times."
)
@options.as_of
@options.text_or_json
def candidates(path: Path, only: tuple[str, ...], as_of: str | None, form: str) -> None:
    """Tell who could be the backbone.

    From the sheets Candidates, Criteria and Ratings (backbone-kg new OUT.xlsx --candidates): who is
    beaten, who is not, what decides; what each has that another lacks; who could do it together.
    """
    from backbone_kg.analysis.choice.candidates import candidates as run
    from backbone_kg.reading import read
    from backbone_kg.showing.analysis_text import answer_text
    from backbone_kg.showing.candidates_text import candidates_sections

    found = run(read(path), only=only, as_of=as_of)
    tell_result(found, form, lambda: answer_text(found, candidates_sections(found), width=width()))
