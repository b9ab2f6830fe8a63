"""Which kind of organization somebody's own words, or a partner's name, may mean.

Never more than a proposal.
"""

from __future__ import annotations

import re
from typing import Final

from backbone_kg.base.names import key
from backbone_kg.knowledge.likely_roles import Likely
from backbone_kg.knowledge.ontology import Ontology

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SAME = ("same as", "close to")
_PERSONS = "director coordinator chair manager facilitator superintendent mayor staff officer"
_EVERYDAY: Final = {
    # What stands first wins: a college's foundation is a foundation.
    "Steering committee": "steering committee, steering cmte, executive committee",
    "Local foundation": "community foundation",
    "Foundation": "foundation, fdn, philanthropies, charitable trust",
    "Funder": "funders, united way, united fund, fund, bank, donors",
    "Employer": "chamber, employers, business and industry",
    "Child care provider": "child care, childcare, daycare, day care, head start, early learning",
    "Preschool": "preschool, pre-k",
    "K-12 school district": "isd, usd, school district, school districts, schools, school, k-12, "
    "unified, academy, high school, elementary",
    "Higher education institution": "college, university, univ, cc, higher ed, postsecondary",
    "Research institution": "research, evaluator, institute",
    "Think tank": "think tank, policy center",
    "City government": "city of, city, town of, municipal, mayor's office",
    "State government": "state of, state department, state agency",
    "Government agency": "county, department, dept, government, govt, public library, library, "
    "health district, housing authority, public health, tribe, nation",
    "Workforce organization": "workforce, workforce board, career center, wioa",
    "Local journalism/media nonprofit": "media, newspaper, radio, news",
    "Policy/advocacy liaison": "advocacy, advocates, policy",
    "Board": "board, trustees",
    "Working group or network": "committee, cmte, coalition, network, task force, alliance, "
    "work group, working group, workgroup, action team, council, collaborative, consortium",
    "Direct service provider": "provider, service provider, clinic, shelter, food bank",
    "Community-based organization": "nonprofit, non-profit, cbo, ngo, ymca, ywca, boys & girls "
    "club, community center, community organization, grassroots, association, society",
    "Consultant": "consultant, consulting, consultants",
    "For-profit company": "inc, llc, company, corp, business, ltd",
    "Parents or residents": "parents, parent, pta, residents, families, youth council, students",
    "Individual": _PERSONS.replace(" ", ", ") + ", individual, person",
    "Other stakeholder": "church, faith, faith-based, union, hospital, health system, health care, "
    "healthcare, health",
    "Backbone organization": "backbone, backbone team, backbone organization",
}
"""Words of everyday for a kind of the merged list, where the list's other names lack them."""


class KindWords:
    """What can be asked of the merged list of kinds of organization.

    Examples
    --------
    >>> from backbone_kg.knowledge.ontology import standard_ontology
    >>> words = KindWords(standard_ontology())
    >>> found = words.likely("Millbrook ISD")
    >>> found.concept.label, found.how_sure
    ('K-12 school district', 'possible')
    """

    def __init__(self, ontology: Ontology) -> None:
        listed = ontology.organization_types
        self._by_label = {one.label: one for one in listed}
        self._by_name = {
            key(name): one.concept
            for one in ontology.types()
            for name in (source.concept.label for source in one.names if source.how in _SAME)
        }
        self._by_name |= {
            key(name): one for one in listed for name in (one.name, one.iri, *one.aliases)
        }
        self._by_name |= {key(one.label): one for one in listed}
        self._words = [
            (_words(name), self._by_label[label])
            for label, names in _EVERYDAY.items()
            if label in self._by_label
            for name in names.split(", ")
        ]
        self._words += [
            (_words(name), one)
            for one in ontology.organization_types
            for name in (one.label, *one.aliases)
        ]
        # Of two that fit, the one of more words says more; else the one that stands first.
        self._words.sort(key=lambda one: -len(one[0]))
        self._known: dict[str, Likely | None] = {}

    def likely(self, text: str) -> Likely | None:
        """Return the kind that a text means or that the words of a partner's name point to.

        ``certain``: the words are a name of it; ``likely``: all of the words are an everyday name
        for it; ``possible``: it is only one of the words, as in a partner's name.
        """
        said = key(text)
        if said not in self._known:
            named = self._by_name.get(said)
            self._known[said] = (
                Likely(named, "certain", "that is a name of it")
                if named
                else self._worded(_words(said))
            )
        return self._known[said]

    def _worded(self, said: tuple[str, ...]) -> Likely | None:
        for words, kind in self._words:
            size = len(words)
            if any(said[at : at + size] == words for at in range(len(said) - size + 1)):
                why = f"of the word{'s' if size > 1 else ''} “{' '.join(words)}”"
                return Likely(kind, "likely" if said == words else "possible", why)
        return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(key(text)))
