"""A RACI chart: a matrix whose marks say who is responsible, accountable, consulted, informed.

Of each role exactly one is accountable and at least one responsible; rows where that is not so are
told. Consulted and informed are no holders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from backbone_kg.base.names import key
from backbone_kg.importing import matrix
from backbone_kg.importing.import_map import Decision, Likeness
from backbone_kg.importing.meanings_of_marks import is_raci, letters_of
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words


def recognize(outline: Outline, words: Words) -> Likeness | None:
    """Return how a table can be read as a RACI chart, or None."""
    found = matrix.recognize(outline, words)
    if found is None or not is_raci(matrix.marks_in(outline, found.plan).elements()):
        return None
    kind = Decision("raci", "certain", "its marks are R, A, C and I")
    return Likeness(found.score + 0.1, replace(found.plan, kind=kind))


def broken_rules(marks: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield where the rules of a RACI chart are broken: role, rule, and how many there are.

    Parameters
    ----------
    marks
        The marks of each role.

    Examples
    --------
    >>> list(broken_rules({"Raise money": ["R", "A", "A"], "Vision": ["A/R"], "Policy": ["C"]}))
    [('Raise money', 'accountable', 2), ('Policy', 'accountable', 0), ('Policy', 'responsible', 0)]
    """
    for role, said in marks.items():
        letters = [letter for mark in said for letter in letters_of(key(mark))]
        if letters.count("a") != 1:
            yield role, "accountable", letters.count("a")
        if "r" not in letters:
            yield role, "responsible", 0
