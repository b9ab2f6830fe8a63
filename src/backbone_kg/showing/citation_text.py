"""Citations as text, as BibTeX, and as CSL-JSON, which reference managers read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.citing import Citation, Edition
from backbone_kg.knowledge.concepts import Agent, SourceDocument
from backbone_kg.showing.knowledge_text import ended, fields

_TEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
DATA_FILE: Final = "data file"
_PART_OF = {"most": "most of", "some": "some of", "one": "one of"}
NOT_SAID = "not known who says it"


def as_text(citations: Sequence[Citation], *, width: int = 100) -> str:
    """Return citations for people: a sentence to copy, then what it is made of.

    Parameters
    ----------
    citations
        What to cite.
    width
        Characters in a line, at least 40.
    """
    lines: list[str] = []
    for number, one in enumerate(citations):
        lines += [""] if number else []
        lines += [*wrapped(sentence(one), width), ""]
        lines += fields(
            (
                ("Who says it", "" if one.kind == DATA_FILE else _speakers(one)),
                ("Work", " ".join(_ended(work.citation or work.title) for work in one.works)),
                ("Reported in", " ".join(_ended(d.citation or d.title) for d in one.reported_in)),
                ("Place", "; ".join(one.places) or ("" if one.known_from else "no place is known")),
                ("Known from", one.known_from),
                ("Version", one.edition.label),
                ("Address", one.iri),
            ),
            width,
        )
    return "\n".join(lines) + "\n"


def sentence(one: Citation) -> str:
    """Return a citation as one text, such as a footnote."""
    works = " ".join(_ended(work.citation or work.title) for work in one.works)
    if _is_work(one):
        return f"{works} {one.iri} (in {made_by(one.edition)[:-1]})."
    if one.kind == DATA_FILE:
        named = one.label or "A partnership without a name"
        return f"{named} (data file). {one.known_from}."
    reported = " ".join(_ended(work.citation or work.title) for work in one.reported_in)
    parts = [
        f"“{one.label}” ({one.kind}).",
        f"{_first_big(_speakers(one))}.",
        works,
        f"Reported in: {reported}" if reported else "",
        f"{_first_big('; '.join(one.places))}." if one.places else "",
        f"In: {made_by(one.edition)}",
        one.iri,
    ]
    return " ".join(filter(None, parts))


def made_by(edition: Edition) -> str:
    """Return how to cite the knowledge base itself, such as before the address of a thing in it."""
    who = joined([maker.name for maker in edition.makers])
    return f"{who} ({edition.year or 'n.d.'}). {edition.label}."


def _speakers(one: Citation) -> str:
    if not one.said_by:
        return NOT_SAID
    return " ".join(
        filter(None, (_PART_OF.get(one.held_by), joined([who.name for who in one.said_by])))
    )


def _first_big(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if re.search(r"https?://\S+$", text) else ended(text)


# --- for reference managers ----------------------------------------------------------------------


def as_bibtex(citations: Sequence[Citation]) -> str:
    """Return citations as BibTeX in UTF-8: an entry for each thing, and one for each work."""
    entries = [_bibtex_of_thing(one) for one in citations if not _is_work(one)]
    entries += [_bibtex_of_work(work) for work in _works(citations)]
    return "\n".join(entries)


def _bibtex_of_thing(one: Citation) -> str:
    edition = one.edition
    note = [
        f"{_PART_OF[one.held_by]} those named".capitalize() if one.held_by in _PART_OF else "",
        "; ".join(filter(None, (work.citation or work.title for work in one.works))),
        "; ".join(one.places),
        one.known_from,
    ]
    return _entry(
        "incollection",
        _key(one.iri),
        author=_bibtex_names(one.said_by),
        title=f"{{{_tex(one.label)}}}",
        booktitle=_tex(edition.label),
        editor=_bibtex_names(edition.makers),
        publisher=_tex(joined([maker.name for maker in edition.makers])),
        year=edition.year,
        note=_tex(". ".join(part.rstrip(".") for part in note if part)),
        url=one.iri,
    )


def _bibtex_of_work(work: SourceDocument) -> str:
    return _entry(
        "misc",
        _key(str(work.iri)),
        author=_bibtex_names(work.creators or work.publishers),
        title=f"{{{_tex(work.title)}}}",
        howpublished=_tex(joined([one.name for one in work.publishers])),
        year=work.issued[:4],
        note=_tex(work.citation),
    )


def _entry(kind: str, name: str, **parts: str) -> str:
    width = max(len(part) for part, value in parts.items() if value)
    lines = [f"  {part:<{width}} = {{{value}}}" for part, value in parts.items() if value]
    return f"@{kind}{{{name},\n" + ",\n".join(lines) + "\n}\n"


def _key(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", iri.partition("backbone-kg/")[2] or iri).strip("-")


def _bibtex_names(agents: Iterable[Agent]) -> str:
    # In braces, the name of an organization is not taken apart at its spaces.
    return " and ".join(
        _tex(one.name) if one.is_person else f"{{{_tex(one.name)}}}" for one in agents
    )


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)


def as_csl(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """Return citations as CSL-JSON: an item for each thing, and one for each work."""
    things = [_csl_of_thing(one) for one in citations if not _is_work(one)]
    return [*things, *map(_csl_of_work, _works(citations))]


def _csl_of_thing(one: Citation) -> dict[str, Any]:
    edition = one.edition
    return _filled(
        {
            "id": one.iri,
            "type": "entry",
            "title": one.label,
            "author": list(map(_csl_name, one.said_by)),
            "container-title": edition.title,
            "version": edition.version,
            "editor": list(map(_csl_name, edition.makers)),
            "issued": _csl_date(edition.year),
            "URL": one.iri,
            "abstract": one.meaning,
            "genre": one.kind,
            "references": "; ".join(work.citation or work.title for work in one.works),
            "note": ". ".join(
                filter(None, (_PART_OF.get(one.held_by), "; ".join(one.places), one.known_from))
            ),
        }
    )


def _csl_of_work(work: SourceDocument) -> dict[str, Any]:
    return _filled(
        {
            "id": str(work.iri),
            "type": "document",
            "title": work.title,
            "author": list(map(_csl_name, work.creators)),
            "publisher": joined([one.name for one in work.publishers]),
            "issued": _csl_date(work.issued),
            "note": work.citation,
        }
    )


def _csl_name(agent: Agent) -> dict[str, str]:
    given, _, family = agent.name.rpartition(" ")
    if agent.is_person and given:
        return {"family": family, "given": given}
    return {"literal": agent.name}


def _csl_date(issued: str) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in issued.split("-")]]} if issued else None


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


def _is_work(one: Citation) -> bool:
    # Somebody who cites a document cites it, and not what the knowledge base says of it.
    return one.iri in (str(work.iri) for work in one.works)


def _works(citations: Iterable[Citation]) -> Iterator[SourceDocument]:
    documents = (work for one in citations for work in (*one.works, *one.reported_in))
    yield from dict.fromkeys(documents)
