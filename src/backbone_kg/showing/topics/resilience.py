"""What would be left with nobody if partners left, in words for a steering committee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.departures import WorstDepartures
from backbone_kg.analysis.functions_at_risk import FunctionAtRisk
from backbone_kg.analysis.keep_set import NoGap
from backbone_kg.analysis.resilience import Resilience
from backbone_kg.base.groups import grouped
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import (
    joined,
    listed,
    number,
    out_of,
    plural,
    sentence,
    verb,
)
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.sections import Section, Table

TITLE: Final = "What if partners left?"
MOST_PAIRS: Final = 20
"""How many pairs are told one by one; JSON has all."""
_COUNTS: Final = {1: "one", 2: "two", 3: "three"}
_ORDINALS: Final = {2: "second", 3: "third"}


def section(analysis: Analysis) -> Section | None:
    """Return what departures would do; None where nothing is known."""
    found = analysis.resilience
    if found is None:
        return None
    words = Words(found, partial=bool(of_the_known(analysis)))
    if not found.held:
        return Section("resilience", TITLE, lead=words.nothing_held(), remarks=words.empty())
    return Section(
        "resilience",
        TITLE,
        caveats=of_the_known(analysis),
        lead=words.said(words.headline()),
        items=tuple(map(words.said, words.items())),
        tables=tuple(words.tables()),
        remarks=(*words.empty(), words.said(_ONLY)),
    )


_ONLY: Final = (
    "only who holds a role is counted here: not what a partner gives besides, nor whether another "
    "could take the role over"
)


class Words(NamedTuple):
    """Says what departures would do; where holders may not be known, each sentence says so.

    Parameters
    ----------
    found
        What is said.
    partial
        Whether some holders may not be known.
    """

    found: Resilience
    partial: bool

    def said(self, text: str) -> str:
        """Return a text without a full stop as a sentence that tells whose departures it means."""
        return sentence(f"of the holders that are known, {text}" if self.partial else text)

    @property
    def nobody(self) -> str:
        """What a role would have."""
        return "no known holder" if self.partial else "nobody"

    @property
    def holders(self) -> str:
        """How many partners hold a role, as what follows “of”."""
        return plural(self.found.active, "partner that holds a role", "partners that hold roles")

    def nothing_held(self) -> str:
        """Say why there are no figures."""
        if not self.found.empty:
            return "No role is wanted, so no departure could leave one with nobody."
        none = "No holder is known" if self.partial else "No role is held"
        return f"{none}, so nothing can be said of departures."

    def empty(self) -> tuple[str, ...]:
        """Say how many roles are not counted, since they have nobody already."""
        count = self.found.empty
        if not count:
            return ()
        return (
            f"{plural(count, 'role that is', 'roles that are')} wanted {verb(count, 'has', 'have')}"
            f" {self.nobody} already and {verb(count, 'is', 'are')} not counted here.",
        )

    def headline(self) -> str:
        """Return the answer; to be given to :meth:`said`."""
        one = self.found.worst[0]
        left = f"{out_of(one.lost, self.found.held, 'held role')} with {self.nobody}"
        if not one.lost:
            left = f"no held role with {self.nobody}"
        return (
            f"one departure would at worst leave {left}; for more than half of them, "
            f"{self.half()} of {self.holders} would have to leave"
        )

    def items(self) -> Iterator[str]:
        """Return whom it is about, each a text to be given to :meth:`said`."""
        yield from self._worst()
        yield from self._to_lose_half()
        yield from self._no_gap()
        yield from self._shares()
        yield from self._functions()

    def half(self) -> str:
        """Return how many would have to leave before more than half had nobody."""
        half = self.found.half
        assert half is not None
        least = "at least " if self.partial and half.departures.proven else ""
        return f"{least}{half.departures}"

    def _worst(self) -> Iterator[str]:
        worst = self.found.worst
        if not worst[-1].lost:
            counts = joined([_COUNTS[one.departures] for one in worst], "or")
            yield (
                f"no {counts} {'departure' if len(worst) == 1 else 'departures'} would leave a "
                f"role with {self.nobody}"
            )
            return
        before: WorstDepartures | None = None
        for one in worst:
            if not one.lost:
                yield f"no single departure would leave a role with {self.nobody}"
            elif before is not None and one.lost == before.lost:
                nth = _ORDINALS[one.departures]
                yield f"a {nth} departure would at worst leave no role more with {self.nobody}"
            else:
                yield self._of(one, before)
            before = one

    def _of(self, worst: WorstDepartures, before: WorstDepartures | None) -> str:
        told = set(before.roles) if before else set()
        these = "these and " if told and told < set(worst.roles) else ""
        roles = [role for role in worst.roles if not (these and role in told)]
        average = number(worst.average) if worst.average else "none"
        return (
            f"if {_names(worst.partners)} left, {plural(worst.lost, 'role')} would have "
            f"{self.nobody}{'' if worst.unique else ' (others would leave as many)'}, against "
            f"{average} on average for any {_COUNTS[worst.departures]}: {these}{_roles(roles)}"
        )

    def _to_lose_half(self) -> Iterator[str]:
        half, at_random = self.found.half, self.found.random_half
        assert half is not None
        who = listed([shortened(name, 80) for name in half.partners])
        if not half.departures.proven:
            who = f"; {len(half.partners):,} that would do are, for example, {who}"
        else:
            who = f": {who}" if half.unique else f", for example {who}"
        yield (
            f"before more than half of {plural(self.found.held, 'held role')} had {self.nobody}, "
            f"{self.half()} of {self.holders} would have to leave{who}"
        )
        if at_random is not None and self.found.active > 1:
            yield (
                "if they left in no particular order, it would on average take "
                f"{plural(at_random, 'departure')}"
            )

    def _no_gap(self) -> Iterator[str]:
        keep, active = self.found.no_gap, self.found.active
        assert keep is not None
        if not keep.could_leave:
            none = "the one" if active == 1 else f"none of the {active:,}"
            could = "holds a role could not" if active == 1 else "hold a role could"
            yield f"{none} that {could} leave without a gap"
            return
        if keep.must_stay:
            count = len(keep.must_stay)
            these = "this partner" if count == 1 else f"any of these {count:,}"
            stay = listed([shortened(name, 80) for name in keep.must_stay], 10)
            yield f"if {these} left, a role would have fewer holders than it needs: {stay}"
        yield (
            f"{keep.size} of {self.holders} would have to stay for every held role to keep the "
            f"holders that it needs, or those that it has{self._example(keep)}"
        )
        gone = listed([shortened(name, 80) for name in keep.could_leave], 10)
        count = len(keep.could_leave)
        yield (
            f"beside these, {'the other one' if count == 1 else f'the other {count:,}'} could "
            f"leave without a gap{'' if count == 1 else ', even all at once'}: {gone}"
        )

    def _example(self, keep: NoGap) -> str:
        if keep.unique:
            return ""
        stay = set(keep.must_stay)
        more = listed([shortened(name, 80) for name in keep.partners if name not in stay], 10)
        return f", for example {'those named and ' if stay else ''}{more}"

    def _shares(self) -> Iterator[str]:
        values = self.found.irreplaceability
        if len(values) > 1 and values[0].value > values[-1].value:
            most = [f"{shortened(one.partner, 80)} ({number(one.value)})" for one in values[:3]]
            yield (
                f"with each role shared out equally among its holders, most of "
                f"{plural(self.found.held, 'held role')} rests with {'; '.join(most)}"
            )

    def _functions(self) -> Iterator[str]:
        few = [each for each in self.found.functions if each.departures <= 2]
        on_few = grouped((each.partners, each.function) for each in few)
        for names, functions in on_few.items():
            same = "the same two, " if len(names) == 2 and len(functions) > 1 else ""
            alone = " alone" if len(names) == 1 else ""
            of = joined([f"“{function}”" for function in functions])
            yield f"all that is held of {of} hangs on {same}{_names(names)}{alone}"

    def tables(self) -> Iterator[Table]:
        """Return the roles that hang on two, and how few each function hangs on."""
        if pairs := self.found.pairs:
            caption = self.said("these two alone hold these roles")
            if more := len(pairs) - len(pairs[:MOST_PAIRS]):
                caption += f" {plural(more, 'more pair is', 'more pairs are')} in the JSON."
            rows = tuple((_names(pair.partners), _roles(pair.roles)) for pair in pairs[:MOST_PAIRS])
            yield Table(caption, ("Partners", "Roles"), rows)
        if len(self.found.functions) > 1:
            headings = (
                "Function",
                "Roles held",
                f"Departures until over half of these has {self.nobody}",
                "Departures until all have",
            )
            yield Table(
                self.said("so few departures a function hangs on, at worst"),
                headings,
                tuple(map(_row, self.found.functions)),
                numeric=(1, 2, 3),
            )


def _names(partners: Sequence[str]) -> str:
    return joined([shortened(name, 80) for name in partners])


def _roles(roles: Sequence[str]) -> str:
    return listed([shortened(role, 120) for role in roles], 8)


def _row(function: FunctionAtRisk) -> tuple[str, ...]:
    half = function.departures_to_lose_half
    return (function.function, f"{function.held:,}", str(half), f"{function.departures:,}")
