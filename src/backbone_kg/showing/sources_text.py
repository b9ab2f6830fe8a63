"""How passages fit their documents, and how they stand in them, as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backbone_kg.base.numbers_and_lists import joined, out_of, plural, verb
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.passage_context import PassageInContext
from backbone_kg.knowledge.source_verification import DocumentCheck, Failure, Verification

AROUND = 200
"""Characters of a paragraph that are shown on each side of a passage."""

EXCERPT = 60
"""Characters of a quote that are shown where it differs from the text."""

MOST_NAMED = 5
"""How many files that are none of the documents are named."""

WITHOUT = (
    "Without the documents it cannot be told whether the passages stand in them."
    " Name the folder that holds them with --documents DIR."
)

INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "sub", "sup", "u"})
"""Tags inside a word or sentence; others stand between two."""

# While a paragraph is broken into lines, characters that no text has stand for the marks.
_OPEN, _CLOSE = "\ue000", "\ue001"
MARKS = ("»", "«")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
BOLD = ("\x1b[1m", "\x1b[0m")


def as_text(verification: Verification, *, width: int = 100) -> str:
    """Return a verification as text: document by document, then what does not fit.

    Parameters
    ----------
    verification
        What was found.
    width
        Characters in a line, at least 40.
    """
    width = max(width, 40)
    lines = [f"Documents in {verification.folder}", ""]
    if verification.folder is None:
        lines = [*wrapped(WITHOUT, width), ""]
    for check in verification.documents:
        about = (line for text in _about(check) for line in wrapped(text, width, "    "))
        lines += [f"  {check.name}", *about, ""]
    for text in _beside(verification):
        lines += [*wrapped(text, width, "  "), ""]
    if verification.failures:
        lines += ["What does not fit", ""]
        for failure in verification.failures:
            lines += [*_failure(failure, width), ""]
    return "\n".join([*lines, *wrapped(summary(verification), width)]) + "\n"


def summary(verification: Verification) -> str:
    """Return how much was found and fits, in one or two sentences."""
    checks = verification.documents
    found = [check for check in checks if check.file]
    sentence = f"{out_of(len(found), len(checks), 'document')} found by their hash"
    if found:
        sentence += f"; in them {_passages(found)}"
    unfit = len({failure.passage for failure in verification.failures})
    unchecked = sum(check.unchecked for check in checks)
    parts = [
        f"{plural(unfit, 'passage')} {verb(unfit, 'does', 'do')} not fit" if unfit else "",
        f"{plural(unchecked, 'passage')} cannot be checked" if unchecked else "",
    ]
    fit = "All that could be compared fit" if verification.by_place else "All fit"
    return f"{sentence}. {'; '.join(filter(None, parts)) or fit}."


def _passages(checks: Sequence[DocumentCheck]) -> str:
    passages = sum(check.passages for check in checks)
    inside = sum(check.inside for check in checks)
    quoted = sum(check.quoted for check in checks)
    equal = sum(check.equal for check in checks)
    only = sum(check.range_only for check in checks)
    return (
        f"{plural(passages, 'passage')}: {out_of(inside, passages, 'range')} inside the text,"
        f" {out_of(equal, quoted, 'quote')} equal letter by letter, {only} range-only"
    )


def _about(check: DocumentCheck) -> Iterator[str]:
    if check.file is not None:
        yield f"{check.file.name}: the hash matches."
        yield f"{_passages([check])}."
        return
    if check.document.sha256:
        yield f"Not there: no text has the SHA-256 {check.document.sha256[:16]}…."
    else:
        yield "The ontology gives no hash of its text."
    yield f"{plural(check.unchecked, 'passage')} cannot be checked."


def _beside(verification: Verification) -> Iterator[str]:
    """Say what else is in the folder, and what could not be compared."""
    others, count = verification.others, verification.by_place
    if verification.missing and others:
        names = joined([path.name for path in others[:MOST_NAMED]])
        more = f", and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        yield (
            f"None of the documents: {names}{more}. A copy that a program has changed (line ends,"
            " encoding, a word) has another hash, and the ranges do not fit it: put the unchanged"
            " text here."
        )
    if count:
        yield (
            f"{plural(count, 'passage')} {verb(count, 'names', 'name')} a place in works whose"
            " texts are not kept; nothing was there to compare with."
        )
    for path, why in verification.unreadable:
        yield f"{path.name} cannot be read: {why}."


def _failure(failure: Failure, width: int) -> Iterator[str]:
    document = str(failure.document).rpartition("/")[2] or str(failure.passage)
    place = f"{failure.start}–{failure.end}" if failure.start is not None else str(failure.passage)
    head = ", ".join(filter(None, (document, failure.locator)))
    yield from wrapped(f"{head} ({place})", width, "  ")
    expected, found = failure.expected, failure.found
    if failure.difference is not None:
        place_in_quote = failure.difference - (failure.start or 0)
        expected, found = (f"“{_excerpt(text, place_in_quote)}”" for text in (expected, found))
    yield f"    expected  {expected}"
    yield f"    found     {found}"
    if failure.difference is not None:
        for text in _explained(failure):
            yield from wrapped(text, width, "    ")


def _explained(failure: Failure) -> Iterator[str]:
    assert failure.difference is not None
    at = failure.difference - (failure.start or 0)
    wanted, there = _character(failure.expected, at), _character(failure.found, at)
    yield f"From character {failure.difference} on: {there} in the text, {wanted} in the quote."
    if failure.elsewhere is not None:
        end = failure.elsewhere + len(failure.expected)
        yield f"The quoted words stand at {failure.elsewhere}–{end}."


def _character(text: str, place: int) -> str:
    """Return a character with its number: characters that differ can look the same."""
    if place >= len(text):
        return "nothing more"
    character = text[place]
    number = f"U+{ord(character):04X}"
    return f"“{character}” ({number})" if character.isprintable() else number


def _excerpt(text: str, place: int) -> str:
    first = 0 if len(text) <= EXCERPT else max(0, min(place - EXCERPT // 2, len(text) - EXCERPT))
    part = _in_one_line(text[first : first + EXCERPT])
    return "…" * (first > 0) + part + "…" * (first + EXCERPT < len(text))


def _in_one_line(text: str) -> str:
    shown = text.replace("\n", "↵").replace("\t", "⇥")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown)


def context_text(
    name: str,
    found: Sequence[PassageInContext],
    *,
    width: int = 100,
    marks: tuple[str, str] = MARKS,
) -> str:
    """Return passages inside their paragraphs, with the words of each marked.

    Parameters
    ----------
    name
        What the passages speak of.
    found
        The passages; long paragraphs are shortened around the words.
    width
        Characters in a line, at least 40.
    marks
        What comes before and after the words: :data:`MARKS`, or :data:`BOLD` on a terminal.
    """
    width, lines = max(width, 40), [name]
    for one in found:
        passage = one.passage
        place = f"characters {passage.start}–{passage.end}"
        head = f"{passage.document.title}: {passage.locator} ({place})"
        lines += ["", *wrapped(head, width, "  ")]
        lines += wrapped(one.reason or _paragraph(one), width, "    ")
    text = "\n".join(lines) + "\n"
    return text.replace(_OPEN, marks[0]).replace(_CLOSE, marks[1])


def _paragraph(one: PassageInContext) -> str:
    parts = (re.sub(f"[{_OPEN}{_CLOSE}]", "", text) for text in (one.before, one.words, one.after))
    before, words, after = parts
    marked = _tidy(without_markup(f"{before}{_OPEN}{words}{_CLOSE}{after}"))
    before, _, rest = marked.partition(_OPEN)
    words, _, after = rest.partition(_CLOSE)
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return f"{before.lstrip()}{_OPEN}{words}{_CLOSE}{after.rstrip()}"


def _tidy(text: str) -> str:
    """Return a text for one paragraph: cells of a table apart, lines joined."""
    cells = text.replace("\t", " | ").replace("\n", " ")
    return "".join(c for c in cells if c.isprintable() or c.isspace() or c in (_OPEN, _CLOSE))


def without_markup(text: str) -> str:
    """Return a text without tags of HTML, which tables of some documents have in their cells.

    Examples
    --------
    >>> without_markup("<ul style='a'><li>Raise funds</li><li>Hear <b>all</b></li></ul>, 3 < 4")
    'Raise funds Hear all, 3 < 4'
    """

    def instead(tag: re.Match[str]) -> str:
        kept = "".join(c for c in tag[0] if c in (_OPEN, _CLOSE))
        return kept if tag[1].lower() in INLINE else f" {kept}"

    if not _TAG.search(text):
        return text
    text = re.sub(f"({_OPEN}) +", r" \1", _TAG.sub(instead, text))
    text = re.sub(f" +({_CLOSE})", r"\1 ", text)
    text = re.sub(r" +(?=[,.;:\t])|([ \t]) +", r"\1", text)
    return text.strip(" ")
