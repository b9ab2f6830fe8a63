"""The analysis next to reading, how it grows, and what it proves of large partnerships."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import backbone_kg
from backbone_kg.analysis.departures import departures_to_lose, worst_departures
from backbone_kg.analysis.keep_set import keep_set
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.partnership import date_of
from backbone_kg.model.roster import DayRoster
from benchmarks.contest import Sample, compete, ratio_line, timed, times_line, verdict
from benchmarks.workbooks import role_names, write_folder

READ = "read"
ANALYZE = "analyze"
TARGET = 1.5
GROWTH = ((50, 130), (100, 270), (200, 530), (500, 1_330))
"""Partners, and assignments of them: as many for each as in a workbook."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked of a large partnership.

    Parameters
    ----------
    name
        What is asked.
    answer
        Answers it, in words, for a day.
    limit
        How many seconds the answer may take; None where nothing is promised.
    """

    name: str
    answer: Callable[[DayRoster], str]
    limit: float | None = None


def _worst(roster: DayRoster) -> str:
    return joined([f"{worst.lost}" for worst in worst_departures(roster)]) + " roles lost"


def _half(roster: DayRoster) -> str:
    found = departures_to_lose(roster)
    return f"{found.departures} departures" if found else "nothing held"


def _keep(roster: DayRoster) -> str:
    found = keep_set(roster)
    return f"{found.size} partners" if found else "nothing held"


LARGE: dict[tuple[int, int, int], tuple[Question, ...]] = {
    (500, 200, 5_000): (
        Question("worst one, two and three departures", _worst, 1),
        Question("departures to lose more than half", _half),
        Question("keep-set", _keep, 10),
    ),
    (5_000, 23, 8_000): (
        Question("worst one, two and three departures", _worst, 1),
        Question("departures to lose more than half", _half),
        Question("keep-set", _keep, 10),
    ),
}
"""By the numbers of partners, roles and assignments, what is asked."""


def compare(paths: list[Path], *, quick: bool = False) -> list[str]:
    """Analyze workbooks next to reading them; then partnerships that grow; then large ones.

    Parameters
    ----------
    paths
        Workbooks of 30 partners and 80 assignments.
    quick
        Whether to leave out the large ones.

    Returns
    -------
    list of str
        Lines to print.
    """
    large = [] if quick else [line for size in LARGE for line in _of_large(*size)]
    return [*_next_to_reading(paths), *_growth(), *large]


def _next_to_reading(paths: list[Path]) -> list[str]:
    def read(number: int) -> Sample:
        return timed(lambda: backbone_kg.read(paths[number]))

    def analyze(number: int) -> Sample:
        partnership = backbone_kg.read(paths[number])
        return timed(lambda: backbone_kg.analyze(partnership))

    read(0), analyze(0)  # what is made once for all files
    contest = compete({READ: read, ANALYZE: analyze}, len(paths))
    ratio = contest.total_ratio(ANALYZE, READ)
    return [
        f"  {len(paths)} workbooks of 30 partners and 80 assignments, for each:",
        *(times_line(contest, name) for name in (READ, ANALYZE)),
        ratio_line(
            "analyze / read",
            ratio,
            contest.ratios(ANALYZE, READ),
            contest.cpu_ratio(ANALYZE, READ),
            verdict(ratio, at_most=TARGET),
        ),
    ]


def _growth() -> list[str]:
    lines = ["  23 roles, by partners and assignments:"]
    for partners, assignments in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            path = made_up(Path(folder), partners, 23, assignments)
            read = timed(partial(backbone_kg.read, path))
            partnership = backbone_kg.read(path)
            analyzed = timed(partial(backbone_kg.analyze, partnership))
        lines.append(
            f"    {partners:5,} × {assignments:5,}: read {1000 * read.wall:7.1f} ms, "
            f"analyze {1000 * analyzed.wall:7.1f} ms"
        )
    return lines


def _of_large(partners: int, roles: int, assignments: int) -> list[str]:
    lines = [f"  {partners:,} partners, {roles:,} roles, {assignments:,} assignments:"]
    with tempfile.TemporaryDirectory() as folder:
        partnership = backbone_kg.read(made_up(Path(folder), partners, roles, assignments))
    day, _ = date_of(partnership, None)
    for question in LARGE[partners, roles, assignments]:
        answers: list[str] = []
        # Each has a day of its own: what one computes is kept with its day.
        work = partial(_answer, question, partnership.roster.at(day), answers)
        taken = timed(work).wall
        met = "" if question.limit is None else f"  ({verdict(taken, at_most=question.limit)})"
        lines.append(f"    {question.name:36} {taken:6.2f} s: {answers[0]}{met}")
    return lines


def _answer(question: Question, roster: DayRoster, answers: list[str]) -> None:
    answers.append(question.answer(roster))


def made_up(folder: Path, partners: int, roles: int, assignments: int, seed: int = 1) -> Path:
    """Write a partnership whose assignments are drawn at random, and return its folder.

    Parameters
    ----------
    folder
        Where to.
    partners, roles, assignments
        How many of each; roles past those of the framework are its own.
    seed
        The same seed makes the same contents.
    """
    framework = standard_ontology().framework("mathematica")
    labels, own = role_names(roles)
    names = [f"Partner {number}" for number in range(partners)]
    pairs = random.Random(seed).sample(range(partners * roles), assignments)
    sheets = {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["Made-up Partnership", "Ohio", framework.title, "2025-09", "complete"],
        ],
        "Partners": [["Name", "Type"], *([name, "Consultant"] for name in names)],
        "Roles": [["Role"], *([role] for role in own)],
        "Assignments": [
            ["Partner", "Role", "From"],
            *([names[pair // roles], [*labels, *own][pair % roles], "2020"] for pair in pairs),
        ],
    }
    return write_folder(folder, sheets)
