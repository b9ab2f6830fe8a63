"""What a comparison of candidates for the backbone says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.analysis.choice.dominance import Answer
from backbone_kg.analysis.suggestions import Passage
from backbone_kg.base import html


@dataclass(frozen=True, slots=True)
class RatedCriterion:
    """What candidates are rated on.

    Parameters
    ----------
    name
        The criterion.
    scale
        The ratings that there are, the lowest first; empty if the scale is not understood.
    raters
        Who rates on it; "" for one without a name.
    named_in, passages
        Where a source names it, if one does, in a few words and in full.
    is_role
        Whether it asks how well a candidate could hold the role of that name.
    """

    name: str
    scale: tuple[str, ...]
    raters: tuple[str, ...]
    named_in: str
    passages: tuple[Passage, ...]
    is_role: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """How a candidate is rated on a criterion, over all raters.

    Parameters
    ----------
    criterion
        Its name.
    lowest, highest
        Ratings; the ends of the scale where a rating is not given, "" if the scale is not
        understood.
    place_lowest, place_highest
        Their places on the scale, from 0.
    not_rated_by
        Who gives no rating; "" for one without a name.
    not_rated
        Whether a rating is not given, so that it may be any.
    """

    criterion: str
    lowest: str
    highest: str
    place_lowest: int
    place_highest: int
    not_rated_by: tuple[str, ...]
    not_rated: bool


@dataclass(frozen=True, slots=True)
class Beating:
    """That another candidate is at least as good on all criteria and better on some.

    Parameters
    ----------
    by
        The other.
    on
        The criteria on which it is better.
    """

    by: str
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that is not known and decides whether a candidate is beaten.

    Parameters
    ----------
    candidate, criterion
        Whose rating on what.
    not_rated
        Whether a rating is not given; else the raters differ.
    not_rated_by
        Who gives none; "" for one without a name.
    """

    candidate: str
    criterion: str
    not_rated: bool
    not_rated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says.

    Parameters
    ----------
    kind
        ``benefit``, ``challenge``, ``tension`` or ``recommendation``.
    label, statement
        In short and in full.
    said_by
        Who says it.
    where, passages
        Where it stands, in a few words and in full.
    criteria
        The criteria that it is about.
    """

    kind: str
    label: str
    statement: str
    said_by: tuple[str, ...]
    where: str
    passages: tuple[Passage, ...]
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedRole:
    """A role that nobody is known to hold and for which a source names the candidate's kind.

    Parameters
    ----------
    role
        Its name.
    where, passage
        Where the source says so, in a few words and in full.
    """

    role: str
    where: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class ComparedCandidate:
    """One candidate among the others.

    Parameters
    ----------
    name
        The candidate.
    type
        Its kind of organization; "" if that is not known.
    is_partner, is_member
        Whether a partner has its name, and is a member on the day.
    ratings
        One for each criterion.
    answer
        Whether it is beaten.
    beaten_by, beaten_by_count
        Who beats it, at most ten, and how many do.
    may_be_beaten_by, may_be_beaten_by_count
        Who may beat it, at most ten, and how many may.
    undecided
        What decides whether the first of these do.
    holds
        The wanted roles that it holds on the day.
    could_hold, may_hold
        Those that by its ratings it could hold for sure, and perhaps.
    leaves, leaves_unheld
        The other wanted roles, and of these those without a known holder.
    suggested
        Of the unheld ones those for which a source suggests its kind. A question, not a finding.
    benefits, challenges
        What sources say for and against its kind as a backbone.
    """

    name: str
    type: str
    is_partner: bool
    is_member: bool
    ratings: tuple[Rated, ...]
    answer: Answer
    beaten_by: tuple[Beating, ...]
    beaten_by_count: int
    may_be_beaten_by: tuple[str, ...]
    may_be_beaten_by_count: int
    undecided: tuple[Undecided, ...]
    holds: tuple[str, ...]
    could_hold: tuple[str, ...]
    may_hold: tuple[str, ...]
    leaves: tuple[str, ...]
    leaves_unheld: tuple[str, ...]
    suggested: tuple[SuggestedRole, ...]
    benefits: tuple[Said, ...]
    challenges: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one candidate has that another lacks.

    Parameters
    ----------
    candidate, other
        Who has it, and who lacks it.
    higher
        Criteria on which it is rated higher for sure.
    may_be_higher
        Criteria on which it may be, which is not known.
    roles
        Roles that it holds or could hold and the other does not for sure.
    """

    candidate: str
    other: str
    higher: tuple[str, ...]
    may_be_higher: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Several candidates together, and what they leave uncovered.

    Parameters
    ----------
    members
        Their names.
    below_top
        Criteria on which no member can have the highest rating of the scale.
    may_be_below_top
        Criteria on which it is not known whether a member has it.
    leaves, leaves_unheld
        Wanted roles that no member holds or could hold for sure, and of these those without a
        known holder.
    """

    members: tuple[str, ...]
    below_top: tuple[str, ...]
    may_be_below_top: tuple[str, ...]
    leaves: tuple[str, ...]
    leaves_unheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combinations:
    """The combinations of one size that leave least: criteria first, then roles.

    Parameters
    ----------
    size
        How many members.
    best
        At most three of those that leave least.
    proven
        Whether no other leaves less; else they are the best that were found.
    """

    size: int
    best: tuple[Combination, ...]
    proven: bool


@dataclass(frozen=True)
class Candidates(OfADay):
    """Candidates for the backbone compared: beaten or not, pair by pair, and together.

    Parameters
    ----------
    not_read
        Rows and ratings on the sheets on candidates that could not be understood.
    criteria
        In the order of the file.
    candidates
        Those that are compared, in the order of the file.
    not_asked_for
        How many others the file names, which were not asked for.
    differences
        What each has that another lacks, for those that are not beaten, up to eight of them.
    not_compared
        How many that are not beaten are left out of ``differences``.
    together
        Combinations of up to three; a size at which another member adds nothing is left out.
    of_several
        What sources say for and against several organizations as the backbone.
    tensions, recommendations
        What sources say has to be balanced, by the criteria that it is about, and what they
        recommend.
    """

    not_read: int
    criteria: tuple[RatedCriterion, ...]
    candidates: tuple[ComparedCandidate, ...]
    not_asked_for: int
    differences: tuple[Difference, ...]
    not_compared: int
    together: tuple[Combinations, ...]
    of_several: tuple[Said, ...]
    tensions: tuple[Said, ...]
    recommendations: tuple[Said, ...]

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/candidates/1"

    def with_answer(self, answer: Answer) -> tuple[ComparedCandidate, ...]:
        """Return the candidates of which one thing follows."""
        return tuple(one for one in self.candidates if one.answer is answer)

    def __getitem__(self, name: str) -> ComparedCandidate:
        """Return a candidate by its name; a KeyError says that it is not compared."""
        found = [one for one in self.candidates if one.name == name]
        if not found:
            raise KeyError(name)
        return found[0]

    def _repr_html_(self) -> str:
        def said(rated: Rated) -> str:
            ends = dict.fromkeys((rated.lowest, rated.highest))
            return " to ".join(ends) + (" (not rated by all)" if rated.not_rated else "")

        headings = ("Candidate", "Answer", *(criterion.name for criterion in self.criteria))
        rows = [(c.name, str(c.answer), *map(said, c.ratings)) for c in self.candidates]
        return html.table(headings, rows, caption=f"{self.partnership} on {self.as_of}")
