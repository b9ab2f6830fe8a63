"""A matrix: partners one way, roles the other, marks where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from backbone_kg.base.names import key
from backbone_kg.importing.body_rows import rows_without_data
from backbone_kg.importing.column_guesses import FLAGS, use_of
from backbone_kg.importing.import_map import Decision, Likeness, TablePlan
from backbone_kg.importing.meanings_of_marks import is_mark, is_small_number
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.role_words import Words

_MARKED = 0.6
"""The share of a column's cells that are marks where the column is one of marks."""

_SIDE = {"partners": "partner", "roles": "role"}
_ASIDE = frozenset({"contact", "total", "notes"})
_OF_PARTNERS = frozenset({"kind", "joined", "left", "identifier", "notes", "contact"})
_NEVER_MARKS = _ASIDE | {"from", "to", "since", "joined", "left", "fte", "fte available"}
_SAMPLE = 60
"""How many names of each side are compared with the ontology's to tell the sides apart."""


def recognize(outline: Outline, words: Words) -> Likeness | None:
    """Return how a table can be read as a matrix, or None."""
    if outline.last < 0:
        return None
    aside = _rows_of_partners(outline) | set(filter(outline.repeats_headings, outline.body))
    columns = {i: outline.column(i, aside) for i in range(outline.table.width)}
    uses = {i: use_of(outline.headings[i], columns[i]) for i in columns}
    marks = [i for i in columns if _is_of_marks(outline, columns[i], uses[i])]
    if len(marks) < 2:
        return None
    marks = _with_blank_ones(outline, marks, columns, uses)
    labels = [i for i in columns if i not in marks and columns[i]]
    labels = [i for i in labels if (u := uses[i]) is None or u.value not in _ASIDE]
    if not labels:
        return None
    label = max(labels, key=lambda i: (len(set(columns[i])), -i))
    across = _across(outline, label, marks, words)
    rows_are = "roles" if across.value == "partners" else "partners"
    taken: dict[int, Decision] = {}
    for index, use in uses.items():
        decided = use
        if index == label:
            decided = Decision(_SIDE[rows_are], "certain", "the names of the rows")
        elif index in marks and rows_are == "partners" and use and use.value in FLAGS:
            decided = use
        elif index in marks:
            decided = Decision("marks", "certain", "marks stand in it")
        elif rows_are == "roles" and index < label and (use is None or use.value != "notes"):
            decided = Decision("section", "likely", "it stands before the names of the rows")
        elif use is None or use.value in {"partner", "role", "since", "lead", "support", "holder"}:
            since = use is not None and use.value == "since" and rows_are == "partners"
            decided = Decision("joined" if since else "notes", "likely", "by its heading")
        if decided is not None and (columns[index] or index in marks):
            taken[index] = decided
    kind = Decision("matrix", "likely", f"{len(marks)} columns of marks")
    plan = outline.plan(kind, taken, across)
    plan.rows = rows_without_data(outline, label, marks, words, of_roles=rows_are == "roles")
    known = [i for i in columns if columns[i] and i not in marks and uses[i] is not None]
    counted = [i for i in columns if columns[i] and i not in known and i != label]
    return Likeness(len(marks) / max(1, len({*counted, *marks})), plan)


def _with_blank_ones(
    outline: Outline,
    marks: Sequence[int],
    columns: Mapping[int, Sequence[str]],
    uses: Mapping[int, Decision | None],
) -> list[int]:
    """Return the columns of marks with those among and beside them that nothing is marked in."""
    blank = {i for i in columns if not columns[i] and outline.headings[i]}
    found = {*marks, *(blank & set(range(marks[0], marks[-1])))}
    for beyond in (range(marks[-1] + 1, len(columns)), range(marks[0] - 1, -1, -1)):
        found.update(takewhile(lambda i: i in blank and uses[i] is None, beyond))
    return sorted(found)


def _rows_of_partners(outline: Outline) -> frozenset[int]:
    """Return the rows that may say of the partners in the headings what they are: Type, Joined."""
    texts = outline.table.texts
    found = set()
    for row in outline.body:
        use = use_of(next(filter(None, texts[row]), ""))
        if use is not None and use.how_sure == "certain" and use.value in _OF_PARTNERS:
            found.add(row)
    return frozenset(found)


def marks_in(outline: Outline, plan: TablePlan) -> Counter[str]:
    """Return the marks of a table with how often each stands there."""
    texts = outline.table.texts
    columns = outline.places(plan, "marks")
    rows = (texts[row] for row in outline.body if row + 1 not in plan.rows)
    return Counter(cells[index] for cells in rows for index in columns if cells[index])


def _is_of_marks(outline: Outline, values: Sequence[str], use: Decision | None) -> bool:
    # A partner's name can hold such a word, too: then the marks below it tell.
    sure = use is not None and (use.how_sure == "certain" or all(t[:1].isdigit() for t in values))
    if not values or (sure and use is not None and use.value in _NEVER_MARKS):
        return False
    counts = Counter(values)
    marks = sum(
        n
        for text, n in counts.items()
        if is_mark(text, outline.legend) and (not text.isdigit() or is_small_number(text))
    )
    return marks >= _MARKED * len(values)


def _across(outline: Outline, label: int, marks: Sequence[int], words: Words) -> Decision:
    """Return whether partners or roles stand in the headings."""
    corner = use_of(outline.headings[label])
    if corner is not None and corner.value in {"role", "partner"} and corner.how_sure == "certain":
        value = "partners" if corner.value == "role" else "roles"
        return Decision(value, "certain", f"the rows are headed “{outline.headings[label]}”")
    down = [key(text) for text in outline.column(label)]
    heads = [outline.headings[index] for index in marks]
    roles_down, roles_across = _share(down, words.names_role), _share(heads, words.names_role)
    kinds_down, kinds_across = _share(down, _kind(words)), _share(heads, _kind(words))
    balance = (roles_down - roles_across) + (kinds_across - kinds_down)
    if abs(balance) > 0.1:
        value = "partners" if balance > 0 else "roles"
        return Decision(value, "likely", "by the names of roles and kinds of organization")
    if corner is not None and corner.value in {"role", "partner"}:
        value = "partners" if corner.value == "role" else "roles"
        return Decision(value, "likely", f"the rows are headed “{outline.headings[label]}”")
    return Decision("partners", "possible", "neither side has names known here", ("roles",))


def _kind(words: Words) -> Callable[[str], bool]:
    return lambda text: words.kinds.likely(text) is not None


def _share(names: Sequence[str], test: Callable[[str], bool]) -> float:
    some = list(dict.fromkeys(filter(None, names)))[:_SAMPLE]
    return sum(map(test, some)) / len(some) if some else 0.0
