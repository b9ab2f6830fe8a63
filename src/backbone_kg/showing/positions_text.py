"""Contested questions as text for a terminal: the positions side by side where there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.positions import Position, Question
from backbone_kg.showing.knowledge_text import (
    beside,
    in_full,
    item,
    places,
    said,
    said_by,
    who,
)

_NARROWEST = 36
"""Fewest characters of a column that can still be read."""
_GAP = 5


def positions_text(questions: Mapping[int, Question], *, width: int = 100) -> str:
    """Return each question with its positions: who holds each, where, what supports it, what not.

    Parameters
    ----------
    questions
        What to tell, by number.
    width
        Characters in a line, at least 40. Positions stand one below the other if it does not give
        each a column of 36.
    """
    lines = wrapped(
        "Where the literature does not agree. No position is a fact: each is somebody’s.", width
    )
    for number, question in questions.items():
        lines += ["", "", *_question(number, question, width)]
    if len(questions) > 1:
        lines += ["", *wrapped("One question alone: backbone-kg positions NUMBER", width)]
    return "\n".join(lines).rstrip() + "\n"


def _question(number: int, question: Question, width: int) -> list[str]:
    lines = [
        *wrapped(question.concept.label, width, f"{number}. "),
        *wrapped(question.concept.definition, width, "   "),
        "",
    ]
    count = max(len(question.positions), 1)
    column = (width - _GAP * (count - 1)) // count
    if column >= _NARROWEST:
        parts = [_parts(position, question, column) for position in question.positions]
        for row in zip(*parts, strict=True):
            lines += beside(row, column)
        return lines + _also(question, width)
    for position in question.positions:
        for part in _parts(position, question, width - 2):
            lines += [f"  {line}".rstrip() for line in part]
    return lines + _also(question, width)


def _parts(position: Position, question: Question, width: int) -> list[list[str]]:
    """Return what there is to say of a position: the parts that stand level with one another."""
    claim = position.claim
    head = [
        *wrapped(claim.label.upper(), width),
        *wrapped(claim.statement, width),
        "",
        *wrapped(_held_by(position), width, "Held by: ", "  "),
        *wrapped(places(claim.passages), width, "Where: ", "  "),
        "",
    ]
    elsewhere = {
        other.iri for one in question.positions if one is not position for other in one.supported_by
    }
    against = [c for c in position.disputed_by if c.iri not in elsewhere]
    repeated = [c for c in position.disputed_by if c.iri in elsewhere]
    support = _arguments(question, "Supported by", position.supported_by, width)
    dispute = _arguments(question, "Disputed by", against, width, repeated)
    return [head, support, dispute]


def _held_by(position: Position) -> str:
    """Return who holds a position, and whom we know each from."""
    told = (
        who((*told.first_hand, *told.second_hand), told, works) for told, works in position.holders
    )
    return "; ".join(told) or "nobody is named"


def _arguments(
    question: Question,
    title: str,
    claims: Sequence[Claim],
    width: int,
    repeated: Sequence[Claim] = (),
) -> list[str]:
    if not claims and not repeated:
        return [*wrapped(f"{title}: nobody in these documents", width, "", "  "), ""]
    lines = [title]
    speaker = ""
    for claim in claims:
        if said_by(claim) != speaker:
            speaker = said_by(claim)
            lines += wrapped(f"{speaker}:", width, "", "  ")
        lines += item(
            f"{in_full(claim, question.label_of(claim))} [{places(claim.passages)}]", width, 0
        )
    if repeated:
        labels = "; ".join(map(question.label_of, repeated))
        lines += wrapped(f"What supports another position here: {labels}", width, "", "  ")
    return [*lines, ""]


def _also(question: Question, width: int) -> list[str]:
    if not question.also:
        return []
    lines = ["Also said of the question"]
    for claim in question.also:
        lines += item(f"{in_full(claim, question.label_of(claim))} [{said(claim)}]", width, 0)
    return lines
