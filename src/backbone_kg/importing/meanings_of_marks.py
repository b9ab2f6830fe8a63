"""What a mark in a table means: x, ✓, L/S, R/A/C/I, Yes/No, a number, a year.

A mark is read by the table's own legend, else as such marks are commonly used. One that can mean
two things, or stands for less than holding a role, is asked about and never taken as a holding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

from backbone_kg.base.names import key
from backbone_kg.importing.import_map import Decision
from backbone_kg.reading.cell_results import says_unknown

Meaning = Literal["lead", "support", "holds", "fte", "since", "no", "unknown", "note", "ask"]
MEANINGS: Final[tuple[str, ...]] = get_args(Meaning)
"""What a mark can be taken for.

``holds``: a holder, whether it leads is not said; ``fte``: a holder, with the number as FTE;
``since``: a holder, with the mark as the date from which; ``no``: no holder; ``unknown``: not known
whether; ``note``: something else, kept in Notes; ``ask``: to be said by the user, kept in Notes.
"""

HOLDING: Final = frozenset({"lead", "support", "holds", "fte", "since"})

_STRONGEST: Final = ("lead", "support", "holds")

_SIGNS: Final = "x ✓ ✔ ✅ ☑ ● • ■ ◉ ⬤ * y yes true"
_COMMON: Final[tuple[tuple[str, Meaning], ...]] = (
    (_SIGNS, "holds"),
    ("l lead leads leader primary owner lead_agency", "lead"),
    ("s support supports supporting secondary", "support"),
    ("n no none false 0 - ✗ ✘ ❌ ☐ □ ○", "no"),
    ("? ?? unknown not_sure unsure tbd", "unknown"),
    ("consulted informed consult inform", "note"),
    ("involved participates participating active does holds performs provides", "holds"),
)
_PLAIN: Final[dict[str, Meaning]] = {
    word.replace("_", " "): meaning for words, meaning in _COMMON for word in words.split()
}
_RACI: Final[dict[str, Meaning]] = {
    "r": "support",
    "responsible": "support",
    "a": "lead",
    "accountable": "lead",
    "s": "support",
    "c": "note",
    "consulted": "note",
    "i": "note",
    "informed": "note",
}
_WHY_RACI: Final = {
    "r": "responsible: does the work",
    "a": "accountable: answers for it",
    "s": "supports",
    "c": "consulted, which is not holding the role",
    "i": "informed, which is not holding the role",
}
_ASKED: Final = frozenset(
    ["p", "partial", "partially", "partly", "some", "planned", "maybe", "possible", "future"]
)
_BY_LEGEND: Final[tuple[tuple[str, Meaning], ...]] = (
    (r"\bnot? (?:sure|known)\b|\bunknown\b|\bunsure\b|\btbd\b|\?", "unknown"),
    (r"^no\b|\bnone\b|\bnot (?:involved|active|applicable)\b", "no"),
    (r"\bpart(?:ial|ly)|\bplanned\b|\bfuture\b|\bpropos|\binterested\b|\bpotential", "ask"),
    (r"\blead|\bprimary\b|\baccountable\b|\bowner\b|\bin charge\b|\bdriver\b", "lead"),
    (r"\bconsult|\binform", "note"),
    (r"\bsupport|\bsecondary\b|\bassist|\bhelp|\bcontribut|\bresponsible\b", "support"),
    (r"\binvolved\b|\bparticipa|\bactive\b|\byes\b|\bholds?\b|\bdoes\b|\bpartner\b", "holds"),
)
_PAIR = re.compile(
    r"(?:^|[;,.|/(]|\s{2,})\s*([^\s;,=:]{1,12})\s*(?:=|:|→|\bmeans\b)\s*([^\s/;,=:|][^;,=:|]*)"
)
_PARTS = re.compile(r"\s*[/,;+&]\s*|\s+and\s+|\s+")
_YEAR = re.compile(r"(?:19[89]\d|20[0-4]\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_LEADING_MARK = re.compile(r"([xX✓✔●•■LSRA])(\*+|\s*[(:,–-].*|\s+.*)", re.DOTALL)
_LONGEST_MARK, _LONGEST_IN_LEGEND = 14, 3
_LARGEST_MARK = 10


def is_mark(text: str, legend: Mapping[str, Meaning] | None = None) -> bool:
    """Return whether a text looks like a mark rather than like a name or a sentence.

    Examples
    --------
    >>> is_mark("x"), is_mark("A/R"), is_mark("0.25"), is_mark("Build trust"), is_mark("VT")
    (True, True, True, False, False)
    """
    said = key(text)
    if not said or len(said) > 2 * _LONGEST_MARK:
        return False
    if (
        len(said) == 1
        or said in _PLAIN
        or said in _RACI
        or said in _ASKED
        or said in (legend or {})
    ):
        return True
    if _NUMBER.fullmatch(said) or _PERCENT.fullmatch(said) or says_unknown(text):
        return True
    inside = said.strip("()[]?*")
    if inside != said and (inside in _PLAIN or inside in _RACI or inside in _ASKED):
        return True
    parts = _parts(said)
    if len(parts) > 1 and all(is_mark(part, legend) for part in parts):
        return True
    return len(said) > 1 and bool(_LEADING_MARK.fullmatch(text))


def is_small_number(text: str) -> bool:
    """Return whether a text is a number as marks are: up to ten, or a year.

    Examples
    --------
    >>> is_small_number("3"), is_small_number("2019"), is_small_number("250"), is_small_number("x")
    (True, True, False, False)
    """
    said = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) or (said.startswith("0") and said[1:2].isdigit()):
        return False
    return float(said) <= _LARGEST_MARK or bool(_YEAR.fullmatch(text))


def is_raci(marks: Iterable[str]) -> bool:
    """Return whether marks are those of a RACI chart: R and A, with C, I, S or none.

    Examples
    --------
    >>> is_raci(["R", "A/R", "C"]), is_raci(["x", "L", "S"]), is_raci(["A", "B", "C"])
    (True, False, False)
    """
    found = Counter(part for mark in marks for part in _parts(key(mark)))
    letters = {part[:1] for part in found if part in _RACI}
    fitting = sum(count for part, count in found.items() if part in _RACI)
    return {"r", "a"} <= letters and fitting >= 0.8 * found.total()


def legend_of(texts: Iterable[str]) -> dict[str, Meaning]:
    """Return what a table says its marks mean: ``x = involved, L = lead``.

    Examples
    --------
    >>> legend_of(["updated by staff; x = involved, L = lead, ? = not sure"])
    {'x': 'holds', 'l': 'lead', '?': 'unknown'}
    """
    found: dict[str, Meaning] = {}
    for text in texts:
        for mark, words in _PAIR.findall(text):
            meaning = _by_legend(words)
            if meaning is not None and (len(mark) <= _LONGEST_IN_LEGEND or is_mark(mark)):
                found[key(mark)] = meaning
    return found


def legend_rows(
    texts: Sequence[Sequence[str]], first: int
) -> tuple[frozenset[int], dict[str, Meaning]]:
    """Return the rows that say in cells side by side what a mark means, and what they say.

    Parameters
    ----------
    texts
        The rows of a table.
    first
        The first row below its headings.

    Examples
    --------
    >>> legend_rows([["Task", "Acme"], ["Vision", "R"], ["R", "Responsible", "does it"]], 1)
    (frozenset({2}), {'r': 'support'})
    """
    rows, meanings = set(), {}
    for number in range(first, len(texts)):
        filled = [index for index, text in enumerate(texts[number]) if text]
        if not 2 <= len(filled) <= 3 or filled[1] != filled[0] + 1:
            continue
        mark, words = (texts[number][index] for index in filled[:2])
        meaning = _by_legend(words) if len(words) > len(mark) + 2 else None
        if meaning is not None and len(mark) <= _LONGEST_IN_LEGEND and is_mark(mark):
            rows.add(number)
            meanings[key(mark)] = meaning
    return frozenset(rows), meanings


def _by_legend(words: str) -> Meaning | None:
    said = key(words)
    return next((meaning for pattern, meaning in _BY_LEGEND if re.search(pattern, said)), None)


def propose_marks(
    counts: Mapping[str, int], legend: Mapping[str, Meaning], *, raci: bool
) -> dict[str, Decision]:
    """Return what each mark of a table is taken for.

    Parameters
    ----------
    counts
        How often each mark stands in the table.
    legend
        What the table says they mean.
    raci
        Whether it is a RACI chart.
    """
    numbers = [one for one in counts if _NUMBER.fullmatch(one) and key(one) not in legend]
    known = _of_numbers(numbers) | _primary_and_secondary(counts, legend)
    return {mark: known.get(mark) or _decided(mark, legend, raci=raci) for mark in counts}


def _primary_and_secondary(
    marks: Iterable[str], legend: Mapping[str, Meaning]
) -> dict[str, Decision]:
    """Return what P is taken for beside S: alone it may be partner or planned, too."""
    said = {key(mark): mark for mark in marks}
    if not {"p", "s"} <= said.keys() or "l" in said or "p" in legend:
        return {}
    return {said["p"]: Decision("lead", "likely", "primary, beside S for secondary")}


def _decided(mark: str, legend: Mapping[str, Meaning], *, raci: bool) -> Decision:
    said = key(mark)
    if said in legend:
        return Decision(legend[said], "certain", "as the legend says")
    if raci and said in _RACI:
        return Decision(_RACI[said], "certain", _WHY_RACI[said[0]])
    parts = _parts(said)
    marked = _LEADING_MARK.fullmatch(mark)
    if known := _commonly(mark, said):
        decision = known
    elif len(parts) > 1 and all(is_mark(part, legend) for part in parts):
        meanings = {_decided(part, legend, raci=raci).value for part in parts}
        strongest = next((one for one in _STRONGEST if one in meanings), "")
        decision = Decision("ask", "possible", "parts of it do not go together")
        if strongest and not meanings & {"ask", "unknown", "no"}:
            decision = Decision(strongest, "likely", "of both, what says more")
    elif said.startswith(("(", "[")) or said.endswith("?"):
        decision = Decision("ask", "possible", "brackets or ? leave open whether it holds the role")
    elif marked:
        first = _decided(marked[1], legend, raci=raci)
        why = f"it begins with “{marked[1]}”; the rest is noted"
        decision = Decision(first.value, "possible", why)
    elif meaning := _by_legend(mark):
        decision = Decision(meaning, "possible", "by its words")
    else:
        decision = Decision("ask", "possible", "what does it mean?")
    return decision


def _commonly(mark: str, said: str) -> Decision | None:
    """Return what a mark is taken for wherever nothing else is said of it, or None."""
    if said in _ASKED:
        why = "is that holding the role (holds, support) or not (no)?"
        if said == "p":
            why = "primary, partner or planned: which?"
        return Decision("ask", "possible", why)
    if said in _PLAIN:
        return Decision(_PLAIN[said], "likely", "as such marks are used")
    if says_unknown(mark):
        return Decision("unknown", "likely", "it says that it is not known")
    if _PERCENT.fullmatch(said):
        return Decision("ask", "possible", "a share of what? fte takes a full week as 100%")
    return None


def _of_numbers(numbers: list[str]) -> dict[str, Decision]:
    """Return what numbers are taken for, all of a table together."""
    values = {number: float(number.replace(",", ".")) for number in numbers}
    if not values:
        return {}
    if set(values.values()) <= {0, 1}:
        one = Decision("holds", "likely", "1 and 0 stand for yes and no")
    elif all(_YEAR.fullmatch(number) for number, value in values.items() if value):
        one = Decision("since", "likely", "a year: since when")
    elif max(values.values()) <= 1:
        one = Decision("fte", "possible", "a part of a full-time position? else write holds")
    else:
        one = Decision("ask", "possible", "a number of what? holds, lead, support, fte or no")
    none = Decision("no", "likely", "nothing")
    return {number: one if value else none for number, value in values.items()}


def letters_of(said: str) -> list[str]:
    """Return the letters of R, A, C, I and S that a mark of a RACI chart stands for.

    Examples
    --------
    >>> letters_of("a/r"), letters_of("accountable"), letters_of("see note")
    (['a', 'r'], ['a'], [])
    """
    return [part[0] for part in _parts(said) if part in _RACI]


def rest_of(mark: str) -> str:
    """Return what stands behind a mark in its cell, or "".

    Examples
    --------
    >>> rest_of("x (since May)"), rest_of("x"), rest_of("A, R")
    ('(since May)', '', '')
    """
    parts = _parts(key(mark))
    if len(parts) > 1 and all(map(is_mark, parts)):
        return ""
    found = _LEADING_MARK.fullmatch(mark)
    return found[2].strip(" ,:–-") if found else ""


def _parts(said: str) -> list[str]:
    letters = len(said) in (2, 3) and set(said) <= set("raci") and len(set(said)) == len(said)
    return list(said) if letters else [part for part in _PARTS.split(said) if part]
