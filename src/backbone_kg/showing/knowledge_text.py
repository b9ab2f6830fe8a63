"""Words and lines that all texts about the knowledge base share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import joined, plural
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.attribution import Attribution
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.concepts import (
    Agent,
    SourceDocument,
    SourcePassage,
)


def item(text: str, width: int, indent: int = 2) -> list[str]:
    """Return a text as an item of a list."""
    return wrapped(text, width, " " * indent + "- ")


def fields(pairs: Iterable[tuple[str, str]], width: int, indent: int = 2) -> list[str]:
    """Return headings with texts beside them; those without a text are left out."""
    told = [(heading, text) for heading, text in pairs if text]
    longest = max((len(heading) for heading, _ in told), default=0)
    lines: list[str] = []
    for heading, text in told:
        first = f"{' ' * indent}{heading:<{longest}}  "
        if len(first) + max(map(len, text.split())) > width:
            # A word that has no room beside the headings has more below its own.
            lines += [*wrapped(heading, width, " " * indent), *wrapped(text, width, " " * 6)]
        else:
            lines += wrapped(text, width, first)
    return lines


def section(title: str, lines: Iterable[str]) -> list[str]:
    """Return lines under a title, with a blank line before; nothing if there are none."""
    found = list(lines)
    return ["", title, *found] if found else []


def beside(blocks: Sequence[Sequence[str]], column: int, gap: str = "  │  ") -> list[str]:
    """Return blocks of lines side by side, each in a column of a width."""
    return [
        gap.join(f"{cell:<{column}}" for cell in row).rstrip()
        for row in zip_longest(*blocks, fillvalue="")
    ]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with the word for what is counted; "" for none.

    Examples
    --------
    >>> counted(1, "quality", "qualities"), counted(7, "quality", "qualities"), counted(0, "step")
    ('1 quality', '7 qualities', '')
    """
    return plural(number, one, many) if number else ""


def who(agents: Sequence[Agent], told: Attribution, works: Sequence[SourceDocument] = ()) -> str:
    """Return who says something, and whom we know it from if not from themselves.

    Parameters
    ----------
    agents
        Who says it.
    told
        Which of them a document only reports.
    works
        The works that such a document refers to.
    """
    if not agents:
        return "nobody is named"
    reporters = joined([_named(document) for document in told.reported_in])
    sources = joined([_work(work) for work in works if work not in told.reported_in])
    first = joined([agent.name for agent in told.first_hand])
    second = joined([agent.name for agent in told.second_hand])
    behind = f"from {sources}" if sources else ""
    if not second:
        return f"{first} ({behind})" if behind else first
    behind = ", ".join(filter(None, (f"as reported by {reporters}" if reporters else "", behind)))
    return "; ".join(filter(None, (first, f"{second} ({behind})" if behind else second)))


def _named(document: SourceDocument) -> str:
    return document.short or "a document that is not named"


def _work(work: SourceDocument) -> str:
    # Who brought out an undated work is mostly whom it is cited for.
    return work.short if work.issued else f"“{work.title}”"


def said_by(claim: Claim) -> str:
    """Return who makes a claim, and whom we know it from."""
    return claim.part_of(who(claim.attributed_to, claim.attribution, claim.primary_sources))


def places(passages: Iterable[SourcePassage], besides: SourceDocument | None = None) -> str:
    """Return where something stands: documents, and the places in each.

    Parameters
    ----------
    passages
        In the order of the text.
    besides
        A document that goes without saying.
    """
    by_document: dict[SourceDocument, dict[str, None]] = {}
    for passage in passages:
        by_document.setdefault(passage.document, {})[passage.locator] = None
    told = []
    for document, locators in by_document.items():
        where = "; ".join(filter(None, locators))
        name = _named(document)
        told.append(where if where and document == besides else _with(name, where))
    return "; ".join(told) or "no passage is given"


def _with(name: str, where: str) -> str:
    return f"{name} ({where})" if where else name


def said(claim: Claim) -> str:
    """Return who makes a claim and where it stands."""
    told, where = claim.attribution, places(claim.passages)
    documents = {passage.document.short for passage in claim.passages}
    speaks = joined([agent.short for agent in told.first_hand])
    if not told.second_hand and not claim.primary_sources and {speaks} == documents:
        return where  # an author’s own document tells already who speaks
    return f"{said_by(claim)}; {where}"


def ended(text: str) -> str:
    """Return a text with a full stop at its end, unless it has an end of its own."""
    return text if not text or text[-1] in ".?!…" else f"{text}."


def in_full(claim: Claim, label: str = "") -> str:
    """Return a claim in short and in full; its label may be given in other words."""
    texts = [label or claim.label] if claim.label != claim.statement else []
    return " ".join(map(ended, filter(None, (*texts, claim.statement))))


def claim_lines(claim: Claim, width: int, indent: int = 2, number: str = "- ") -> list[str]:
    """Return a claim: in short and in full, then who makes it and where."""
    lines = wrapped(in_full(claim), width, " " * indent + number)
    spaces = " " * (indent + len(number))
    if claim.sides:
        lines += wrapped(" ↔ ".join(claim.sides), width, spaces)
    return lines + wrapped(f"[{said(claim)}]", width, spaces)


_PLAIN = {
    "suitability claim": "could hold",
    "membership claim": "should sit on",
    "candidacy claim": "can be the backbone",
}


def in_plain_words(kind: str) -> str:
    """Return what a kind of claims says, or what it is called."""
    return _PLAIN.get(kind, kind)


def titled(kind: str, number: int) -> str:
    """Return a kind of claims as a title over so many of them, in plain words.

    Examples
    --------
    >>> titled("benefit", 2), titled("suitability claim", 2)
    ('Benefits', 'Could hold')
    """
    words = _PLAIN.get(kind) or f"{kind}{'s' * (number > 1)}"
    return f"{words[:1].upper()}{words[1:]}"


def claims_by_kind(claims: Iterable[Claim], width: int, indent: int = 2) -> Iterator[str]:
    """Return claims under their kinds, those of one kind in the order of the source."""
    for kind, some in grouped((claim.kind, claim) for claim in claims).items():
        studies = dict.fromkeys(study.label for claim in some for study in claim.evidence)
        title = titled(kind, len(some))
        title += f" (evidence: {joined(list(studies))})" if studies else ""
        yield from wrapped(title, width, " " * indent)
        for claim in some:
            number = f"{claim.position}. " if claim.position else "- "
            yield from claim_lines(claim, width, indent + 2, number)
