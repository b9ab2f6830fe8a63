"""What a column holds, by the words over it and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from backbone_kg.base.names import key
from backbone_kg.importing.import_map import Decision
from backbone_kg.model import properties
from backbone_kg.model.shipped_layout import standard_layout

USES: Final[dict[str, str]] = {
    "partner": "the partner's name",
    "role": "what the partner does, or the name of the role",
    "kind": "the kind of organization",
    "part": "lead or support",
    "lead": "the partner that leads",
    "support": "partners that support",
    "holder": "partners that do it",
    "from": "since when the partner holds the role",
    "to": "until when",
    "joined": "since when it is a partner",
    "left": "until when it was one",
    "fte": "full-time staff for the role",
    "fte available": "full-time staff the partner can give",
    "identifier": "a registration number",
    "backbone": "whether it is the backbone",
    "anchor entity": "whether the backbone staff are housed there",
    "fiscal agent": "whether it holds the money",
    "steering committee": "whether it sits on the steering committee",
    "evidence": "where it says so",
    "notes": "kept in Notes",
    "section": "a heading over several roles",
    "marks": "marks: who does it",
    "total": "a sum; left out",
    "contact": "persons, e-mail, phone; left out",
    "-": "left out",
}
"""What a map can call a column, with what it means."""

FLAGS: Final = {
    "backbone": properties.IS_BACKBONE,
    "anchor entity": properties.IS_ANCHOR_ENTITY,
    "fiscal agent": properties.IS_FISCAL_AGENT,
    "steering committee": properties.ON_STEERING_COMMITTEE,
}
"""Uses of columns that say yes or no of a partner, with the properties of the template."""

OF_PARTNER: Final = {
    "kind": properties.KIND,
    "joined": properties.JOINED,
    "left": properties.LEFT,
    "fte available": properties.FTE_AVAILABLE,
    "identifier": properties.IDENTIFIER,
    **FLAGS,
}
"""Uses of columns that say something of a partner, with the properties of the template."""

_OF_THE_LAYOUT: Final = (
    ("partner", "Partners", properties.NAME),
    ("partner", "Assignments", properties.PARTNER),
    ("role", "Assignments", properties.ROLE),
    ("kind", "Partners", properties.KIND),
    ("part", "Assignments", properties.PART),
    ("identifier", "Partners", properties.IDENTIFIER),
    ("evidence", "Assignments", properties.EVIDENCE),
    ("notes", "Partners", properties.NOTES),
    *((flag, "Partners", path) for flag, path in FLAGS.items()),
)
"""The columns of the template whose headings, in all their words, say what a column is."""

_ALSO: Final = {
    "partner": "who, company, affiliation, grantee, #org, label, organización",
    "role": "functions, tasks, activity, activities, what they do, what they do for us, duties, "
    "contribution, contributions, does what, services, work, deliverable, deliverables, "
    "decision, decisions, workstream, strategy, strategies, backbone role, backbone function",
    "kind": "industry, cluster, sector/cluster, #sector",
    "part": "level of involvement",
    "lead": "lead, leads, lead partner, lead agency, lead organization, led by, owner, accountable",
    "support": "support, supporting, supporting partners, supported by, supports",
    "holder": "responsible, partners involved, who does it, done by, assigned to, partner(s)",
    "from": "from, start, started, start date, begin, date started, active since",
    "joined": "joined, member since, partner since, date joined, year joined, join date",
    "to": "to, until, end, ended, end date, through",
    "left": "left, date left, member until",
    "fte": "fte, fte assigned, staff fte",
    "fte available": "fte available, available fte",
    "notes": "description, details",
    "total": "total, totals, sum, count",
    "contact": "contact, contacts, contact name, contact person, email, e-mail, e-mail address, "
    "email address, phone, phone number, telephone, mobile, fax, first name, last name",
}
"""Headings of people's own tables that no column of the template goes by."""

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (r"\be-?mails?\b|\bphone\b|\btel\b|\btelephone\b|\bmobile\b|\bfax\b|\bcontacts?\b", "contact"),
    (r"\b(?:first|last|given|family) ?name\b|\bsurname\b|\bpersons?\b|\bsalutation\b", "contact"),
    (r"\bjob title\b|\bposition\b|^title$", "contact"),
    (r"\brepresentatives?\b|\bliaison\b|\bdelegate\b|\bstaff lead\b", "contact"),
    (r"\bstreet\b|\bmailing\b|\bzip\b|\bpost(?:al )?code\b|#contact\b", "contact"),
    (r"^(?:grand |sub)?totals?\b|^# ?of\b|^number of\b", "total"),
    (r"\b(?:contributing|supporting|assisting)\b.*\b(?:organi|partner|agenc|member)", "support"),
    (r"\b(?:involved|responsible)\b.*\b(?:organi|partner|agenc|member)", "holder"),
    (r"\bcommittees?\b|\bteams?\b|\bwork(?:ing)? ?groups?\b|\bhours\b", "notes"),
    (r"\bweb\b|\bwebsite\b|\burl\b|\blogo\b", "notes"),
    (r"\b(?:sector|type|kind|category)\b", "kind"),
    (r"\bjoined\b|\b(?:member|partner) since\b", "joined"),
    (r"^since\b", "since"),
    (r"\bstart(?:ed)?\b", "from"),
    (r"\bended\b|\bend date\b", "to"),
    (r"\bfte\b", "fte"),
    (r"\b(?:ein|tax id|registration)\b", "identifier"),
    (r"^lead\b|\bled by\b", "lead"),
    (r"^support(?:ing|ed|s)?\b", "support"),
    (r"\b(?:responsib|function|capacit|task|activit|contribut|duties|roles?\b|do(?:es)? for\b)",
     "role"),
    (r"\b(?:organi[sz]ation|partner|agency|member|institution|company|affiliation|stakeholder)s?\b",
     "partner"),
    (r"\bnotes?\b|\bcomments?\b", "notes"),
)  # fmt: skip

E_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE: Final = re.compile(
    r"(?<![\w-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w-])"
)
_PART_WORDS: Final = frozenset(["lead", "leads", "support", "supports", "primary", "secondary"])
_LONGEST = 1_000
"""Longer texts are no headings: words are not looked for in them."""
_MOST = 0.6
"""The share of a column's cells that must be of a kind for the column to be."""


def use_of(heading: str, values: Sequence[str] = ()) -> Decision | None:
    """Return what a column is for, or None if neither its heading nor its cells tell.

    Parameters
    ----------
    heading
        The words over it.
    values
        What stands in it; empty cells left out.

    Examples
    --------
    >>> use_of("What they do for us").value, use_of("Since").value
    ('role', 'since')
    >>> use_of("Role", ["lead", "support", "lead"]).value
    'part'
    >>> use_of("Millbrook ISD") is None
    True
    """
    said = key(heading).strip(" *:?")
    if values and _share(values, lambda v: bool(E_MAIL.fullmatch(v) or PHONE.fullmatch(v))) > _MOST:
        return Decision("contact", "certain", "e-mail addresses or phone numbers stand in it")
    found = _by_words(said)
    if values and _share(values, lambda v: key(v) in _PART_WORDS) > _MOST:
        return Decision("part", "certain", "lead and support stand in it")
    return found


@cache
def _by_name() -> dict[str, str]:
    """Return the use of each heading, as headings are compared."""
    layout = standard_layout()
    found: dict[str, str] = {}
    for use, sheet, path in _OF_THE_LAYOUT:
        column = layout.sheet(sheet).column(path)
        names = (column.heading, *column.other_headings) if column else ()
        found |= {key(name): use for name in names}
    return found | {name: use for use, names in _ALSO.items() for name in names.split(", ")}


def _by_words(said: str) -> Decision | None:
    known = _by_name()
    if said in known:
        return Decision(known[said], "certain", "by its heading")
    tag = said.partition("+")[0]
    if tag.startswith("#") and tag in known:
        return Decision(known[tag], "certain", "by its tag")
    for pattern, use in _WORDS if len(said) <= _LONGEST else ():
        if re.search(pattern, said):
            return Decision(use, "likely", "by a word of its heading")
    return None


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)
