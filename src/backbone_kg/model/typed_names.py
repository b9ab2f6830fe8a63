"""Partners and roles of a file by the names that people type, compared as the reader does."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.likely_names import meant, near_names
from backbone_kg.base.names import clean, key, quoted, typed
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.graph.namespaces import ROLE
from backbone_kg.model.holdings import Partner, Role
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.references import References
from backbone_kg.model.roster_from_records import MOST_FTE, framework_of


class Pair(NamedTuple):
    """A role and a partner, and as what and with how much FTE, where that is said."""

    role: Role
    partner: Partner
    fte: Decimal | None = None
    part: str = ""


class NamesInFile:
    """What names mean in one file on one day.

    Parameters
    ----------
    partnership
        Whose partners and roles.
    day
        On which a partner that is named must be a member.
    """

    def __init__(self, partnership: Partnership, day: datetime.date) -> None:
        self._file = partnership.file
        self._day = day
        self._partners: dict[str, list[Partner]] = {}
        for partner in partnership.roster.partners:
            for name in dict.fromkeys([key(partner.name), partner.iri]):
                self._partners.setdefault(name, []).append(partner)
        self._roles = {role.iri: role for role in partnership.roster.roles}
        framework = framework_of(partnership.records, partnership.ontology)
        self._references = References(partnership.ontology, framework)
        for role in self._roles.values():
            self._references.add(ROLE, role.label, role.iri)

    def partner(self, name: str) -> Partner:
        """Return the partner of a name that is a member on the day.

        Raises
        ------
        UnknownNameError
            If there is none, or several.
        BackboneError
            If it is not a member on the day.
        """
        # A name may look like an address in brackets; the file has the first word.
        found = self._partners.get(key(name), []) if isinstance(name, str) else []
        text = clean(name) if found else typed(name, "Harbor Schools")
        found = found or self._partners.get(text, [])
        if not found:
            names = {partner.name for each in self._partners.values() for partner in each}
            raise UnknownNameError(
                f"{self._file}: no partner is called {quoted(text)}."
                f"{meant(near_names(text, names))}"
            )
        if len(found) > 1:
            raise UnknownNameError(
                f"{self._file}: {plural(len(found), 'partner')} are called {quoted(text)}. "
                "Tell their names apart in the file."
            )
        if found[0].membership_on(self._day) is None:
            raise BackboneError(
                f"{self._file}: {quoted(found[0].name)} is not a partner on {self._day}"
                f"{next(_reasons(found[0], self._day), '')}."
            )
        return found[0]

    def role(self, name: str) -> Role:
        """Return the role of a name.

        Raises
        ------
        UnknownNameError
            If there is none.
        """
        found = self._find_role(clean(name)) if isinstance(name, str) else None
        text = clean(name) if found else typed(name, "Build trust")
        found = found or self._find_role(text)
        if found is None:
            names = [role.label for role in self._roles.values()]
            raise UnknownNameError(
                f"{self._file}: no role is called {quoted(text)}.{meant(near_names(text, names))}"
            )
        return found

    def pair(self, text: object, *, with_fte: bool = False) -> Pair:
        """Return the role and the partner of ``ROLE=NAME`` or ``ROLE=NAME:FTE``.

        Parameters
        ----------
        text
            Such a text, or a sequence of a role, a partner and, if wanted, a number of FTE.
        with_fte
            Whether FTE may be named.

        Raises
        ------
        UnknownNameError
            If it names what is not there.
        BackboneError
            If it is not of that form, or the partner is not a member on the day.
        """
        if not isinstance(text, str):
            return self._pair_of(text, with_fte)
        cuts = [number for number, letter in enumerate(text) if letter == "="]
        if not cuts:
            form = "ROLE=NAME:FTE” or “ROLE=NAME" if with_fte else "ROLE=NAME"
            raise BackboneError(f"{quoted(text)} is not of the form “{form}”.")
        # A name may hold the sign as well: the first reading in which both are known is meant.
        ways = [(text[:cut], text[cut + 1 :]) for cut in cuts]
        role, rest = next(
            ((role, rest) for role, rest in ways if self._find_role(clean(role))), ways[0]
        )
        name, fte = rest, ""
        if with_fte and key(rest) not in self._partners and ":" in rest:
            name, _, fte = rest.rpartition(":")
        return Pair(self.role(role), self.partner(name), _fte(fte) if fte else None)

    def _pair_of(self, parts: object, with_fte: bool) -> Pair:
        most = 3 if with_fte else 2
        if not isinstance(parts, tuple | list) or not 2 <= len(parts) <= most:
            raise BackboneError(
                f"{parts!r:.60} does not name a role and a partner"
                f"{', and FTE if wanted' if with_fte else ''}."
            )
        fte = parts[2] if len(parts) == most == 3 else None
        found = None if fte is None else _fte(str(fte))
        return Pair(self.role(parts[0]), self.partner(parts[1]), found)

    def _find_role(self, text: str) -> Role | None:
        found = self._references.find(ROLE, text)
        return self._roles.get(str(found)) or self._roles.get(text)


def _fte(text: str) -> Decimal:
    try:
        number = Decimal(clean(text))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= MOST_FTE:
        raise BackboneError(
            f"{quoted(text)} is not a number of FTE. Write one from 0 to {MOST_FTE}, such as 0.5."
        )
    return number


def _reasons(partner: Partner, day: datetime.date) -> Iterator[str]:
    """Say why a partner is none on a day: it left, or is still to join."""
    for span in partner.memberships:
        if span.last < day:
            yield f": it left by {span.last}"
        if span.first > day:
            yield f": it joins on {span.first}"
