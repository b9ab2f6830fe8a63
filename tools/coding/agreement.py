"""How far two coders agree, beyond what chance alone would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders on the same units.

    Parameters
    ----------
    units
        How many units both coded.
    observed
        Share of them that both coded alike, 0 to 1.
    expected
        Share that would be alike if each coder drew codes at random, as often as they gave them.
    kappa
        Cohen's kappa, at most 1; None if both gave one and the same code throughout, so that chance
        alone explains everything.
    """

    units: int
    observed: float
    expected: float
    kappa: float | None


def cohens_kappa(codes: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement of two coders: (observed − expected) ÷ (1 − expected).

    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement, 20(1), 37–46.

    Parameters
    ----------
    codes
        For each unit the code of the one and of the other.

    Raises
    ------
    ValueError
        If there is no unit.

    Examples
    --------
    >>> cohens_kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")]).kappa
    0.5
    """
    if not codes:
        raise ValueError("There is nothing that both coded.")
    units = len(codes)
    ones, others = Counter(one for one, _ in codes), Counter(other for _, other in codes)
    observed = sum(one == other for one, other in codes) / units
    expected = sum(ones[code] * others[code] for code in ones) / units**2
    kappa = None if expected == 1 else (observed - expected) / (1 - expected)
    return Agreement(units, observed, expected, kappa)
