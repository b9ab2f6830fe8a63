"""A crosswalk as text: for people, for spreadsheets, and as an SSSOM file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import yaml

from backbone_kg.base.formulas import marked_csv
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.knowledge.concepts import Concept, Framework
from backbone_kg.knowledge.crosswalk import Crosswalk
from backbone_kg.knowledge.crosswalk_scaffold import ProposedRow
from backbone_kg.knowledge.mapping_relations import PREDICATES, How
from backbone_kg.knowledge.sssom import BUILT_IN, MANUAL, NO_TERM_FOUND

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_COUNTED: Final[dict[How, tuple[str, str]]] = {
    "same as": ("is the same", "are the same"),
    "close to": ("is close", "are close"),
    "part of the broader": ("is part of something broader", "are part of something broader"),
    "broader than": ("is broader", "are broader"),
    "related to": ("is related", "are related"),
    "opposite of": ("is the opposite", "are opposites"),
    "no counterpart": ("has no counterpart", "have no counterpart"),
}
"""What is said of one comparison, and of several."""
_CSV_COLUMNS: Final = (
    "source_id",
    "source",
    "how",
    "predicate",
    "target_id",
    "target",
    "comment",
)
_TO_QUOTE: Final = frozenset('"\t\r\n')
_SSSOM_COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "subject_source",
    "object_source",
    "comment",
)


def to_table(crosswalk: Crosswalk, *, width: int = 100) -> str:
    """Return a crosswalk for a terminal: each concept, what it compares with, and why.

    Parameters
    ----------
    crosswalk
        What to tell.
    width
        Characters in a line, at least 40.
    """
    width = max(width, 40)
    source, target = crosswalk.source.title, crosswalk.target.title
    lines = [
        *wrapped(source, width, "From: "),
        *wrapped(target, width, "To:   "),
        "",
        *wrapped(_counts(crosswalk), width),
    ]
    concept = None
    for row in crosswalk.rows:
        if row.source is None:
            continue
        if row.source != concept:
            concept = row.source
            lines += ["", *wrapped(concept.label, width)]
        lines += _row_lines(row.how, row.target, row.comment, width)
    alone = [row for row in crosswalk.rows if row.source is None]
    if alone:
        lines += ["", *wrapped(f"Only in {target}", width)]
        for row in alone:
            lines += _row_lines("", row.target, row.comment, width)
    if crosswalk.not_compared:
        lines += ["", "Not compared yet"]
        for one in crosswalk.not_compared:
            lines += wrapped(one.label, width, "  ", "    ")
    return "\n".join(lines) + "\n"


def _counts(crosswalk: Crosswalk) -> str:
    counted = Counter(row.how for row in crosswalk.rows)
    said = [plural(counted[how], *words) for how, words in _COUNTED.items() if counted[how]]
    if crosswalk.not_compared:
        rest = len(crosswalk.not_compared)
        said.append(plural(rest, "is not compared yet", "are not compared yet"))
    if not crosswalk.rows:
        return f"Nothing is compared. {crosswalk.why_nothing}".rstrip()
    return f"{', '.join(said)}."


def _row_lines(words: str, concept: Concept | None, comment: str, width: int) -> Iterator[str]:
    label = "" if concept is None else concept.label
    yield from wrapped(": ".join(filter(None, (words, label))), width, "  ", "    ")
    yield from wrapped(comment, width, "      ")


def to_csv(crosswalk: Crosswalk) -> str:
    """Return a crosswalk as comma-separated values, one line a row.

    The column "how" stands between source and target: source "broader than" target. "predicate" is
    the property that says the same. What is not compared has "not compared" there, and no
    predicate.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for row in crosswalk.rows:
        said = (row.how, row.predicate)
        writer.writerow((*_cells(row.source), *said, *_cells(row.target), row.comment))
    ours = crosswalk.source.concepts
    for concept in crosswalk.not_compared:
        cells, none = _cells(concept), ("", "")
        sides = (cells, none) if concept in ours else (none, cells)
        writer.writerow((*sides[0], "not compared", "", *sides[1], ""))
    return marked_csv(text.getvalue())


def _cells(concept: Concept | None) -> tuple[str, str]:
    return ("", "") if concept is None else (str(concept.iri), concept.label)


def to_sssom(crosswalk: Crosswalk) -> str:
    """Return a crosswalk as an SSSOM mapping set.

    What is not compared is not in it, since an SSSOM set says so by silence.
    """
    prefixes = _prefixes(
        (crosswalk.source, (row.source for row in crosswalk.rows)),
        (crosswalk.target, (row.target for row in crosswalk.rows)),
        predicates=(PREDICATES[row.how] for row in crosswalk.rows),
    )
    source, target = crosswalk.source, crosswalk.target
    lines = _header(
        prefixes,
        f"{PROJECT}crosswalk/{source.slug}/{target.slug}",
        f"{source.title} compared with {target.title}",
        mapping_set_source=[f"{PROJECT}crosswalk.sssom.tsv"],
    )
    curies = Curies(BUILT_IN | prefixes, any_local=True)
    for row in crosswalk.rows:
        concepts, how = (row.source, row.target), curies.shorten(PREDICATES[row.how])
        reason = (row.justification, row.comment)
        lines.append(_sssom_line(curies, concepts, how, (source, target), reason))
    return "\n".join(lines) + "\n"


def scaffold_to_sssom(rows: Sequence[ProposedRow]) -> str:
    """Return rows that are to be judged, in the form of a mapping set.

    ``predicate_id`` is empty: a set is read only when each row says how the two compare.

    Parameters
    ----------
    rows
        Of one framework; at least one.
    """
    own = rows[0].source
    prefixes = _prefixes(
        (own, (row.subject for row in rows)),
        *((row.target, (row.object,)) for row in rows),
        predicates=(),
    )
    title = f"{own.title} compared with others"
    curies = Curies(BUILT_IN | prefixes, any_local=True)
    lines = _header(prefixes, f"{PROJECT}crosswalk/{own.slug}.sssom.tsv", title)
    for one in rows:
        concepts, reason = (one.subject, one.object), (MANUAL, one.comment)
        lines.append(_sssom_line(curies, concepts, "", (own, one.target), reason))
    return "\n".join(lines) + "\n"


def _header(prefixes: dict[str, str], address: str, title: str, **more: list[str]) -> list[str]:
    header = {
        "curie_map": dict(sorted(prefixes.items())),
        "mapping_set_id": address,
        **more,
        "mapping_set_title": title,
        "license": LICENSE,
    }
    written = yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=10_000)
    return [*(f"#{line}" for line in written.splitlines()), "\t".join(_SSSOM_COLUMNS)]


def _quoted(field: str) -> str:
    # The csv module leaves a lone carriage return unquoted, and no reader takes it back then.
    return '"' + field.replace('"', '""') + '"' if _TO_QUOTE & {*field} else field


def _sssom_line(
    curies: Curies,
    concepts: tuple[Concept | None, Concept | None],
    predicate: str,
    frameworks: tuple[Framework, Framework],
    reason: tuple[str, str],
) -> str:
    """Return a row: two concepts of two frameworks, how they compare, and why."""
    justification, comment = reason
    subject, target = (
        (curies.shorten(one.iri), one.label) if one else (curies.shorten(NO_TERM_FOUND), "")
        for one in concepts
    )
    sources = (curies.shorten(one.concept.iri) for one in frameworks)
    fields = (*subject, predicate, *target, curies.shorten(justification), *sources, comment)
    return "\t".join(map(_quoted, fields))


def _prefixes(
    *sides: tuple[Framework, Iterable[Concept | None]], predicates: Iterable[str]
) -> dict[str, str]:
    """Return a prefix for each namespace in a mapping set: a framework's short name for its own."""
    wanted = [(concept.iri, one.slug) for one, some in sides for concept in some if concept]
    wanted += [(framework.concept.iri, "framework") for framework, _ in sides]
    wanted += [(predicate, "bkg") for predicate in predicates]
    found: dict[str, str] = {}
    for iri, name in wanted:
        namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        if namespace in (*found.values(), *BUILT_IN.values()):
            continue
        taken, number = name, 2
        while taken in found or taken in BUILT_IN:
            taken, number = f"{name}-{number}", number + 1
        found[taken] = namespace
    return found
