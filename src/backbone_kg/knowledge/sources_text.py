"""How passages fit their documents, and how they stand in them, as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from backbone_kg.knowledge.source_context import PassageInContext
from backbone_kg.knowledge.sources import ChangedCopy, DocumentCheck, Failure, Verification

AROUND = 200
"""Characters of a paragraph that are shown on each side of a passage."""

EXCERPT = 60
"""Characters of a quote that are shown where it differs from the text."""

WITHOUT = (
    "Without the documents it cannot be told whether the passages stand in them."
    " Name the folder that holds them with --documents DIR."
)

# While a paragraph is broken into lines, characters that no text has stand for the marks.
_OPEN, _CLOSE = "\ue000", "\ue001"
MARKS = ("»", "«")
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
    lines = [f"Documents in {verification.folder}", ""]
    if verification.folder is None:
        lines = [*_wrapped([WITHOUT], "", width), ""]
    for check in verification.documents:
        lines += [f"  {check.name}", *_wrapped(_about(check), "    ", width), ""]
    for path, why in verification.unreadable:
        lines += [*_wrapped([f"{path.name} cannot be read: {why}."], "  ", width), ""]
    if verification.failures:
        lines += ["What does not fit", ""]
        for failure in verification.failures:
            lines += [*_failure(failure, width), ""]
    return "\n".join([*lines, *_wrapped([summary(verification)], "", width)]) + "\n"


def summary(verification: Verification) -> str:
    """Return how much was found and fits, in one or two sentences."""
    checks = verification.documents
    found = [check for check in checks if check.file]
    sentence = f"{len(found)} of {_count(len(checks), 'document')} found by their hash"
    if found:
        sentence += f"; in them {_passages(found)}"
    unfit = len({failure.passage for failure in verification.failures})
    unchecked = sum(check.passages for check in verification.missing)
    parts = [
        f"{_count(unfit, 'passage')} {'does' if unfit == 1 else 'do'} not fit" if unfit else "",
        f"{_count(unchecked, 'passage')} cannot be checked" if verification.missing else "",
    ]
    return f"{sentence}. {'; '.join(filter(None, parts)) or 'All fit'}."


def _passages(checks: Sequence[DocumentCheck]) -> str:
    passages = sum(check.passages for check in checks)
    inside = sum(check.inside for check in checks)
    quoted = sum(check.quoted for check in checks)
    equal = sum(check.equal for check in checks)
    only = sum(check.range_only for check in checks)
    return (
        f"{_count(passages, 'passage')}: {inside} of {_count(passages, 'range')} inside the text,"
        f" {equal} of {_count(quoted, 'quote')} equal letter by letter, {only} range-only"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _about(check: DocumentCheck) -> Iterator[str]:
    if check.file is not None:
        yield f"{check.file.name}: the hash matches."
        yield f"{_passages([check])}."
        return
    if check.document.sha256:
        yield f"Not there: no text has the SHA-256 {check.document.sha256[:16]}…."
    else:
        yield "The ontology gives no hash of its text."
    if check.changed_copy is not None:
        yield _copy(check.changed_copy)
    yield f"{_count(check.passages, 'passage')} cannot be checked."


def _copy(copy: ChangedCopy) -> str:
    if copy.changes:
        return (
            f"{copy.file.name} is this text but for {', '.join(copy.changes)}. The hash and the"
            " ranges need it as it was: UTF-8, no byte-order mark, LF line ends, nothing added."
        )
    return (
        f"{copy.file.name} seems to be a changed copy: {copy.somewhere} of"
        f" {_count(copy.quotes, 'longer quote')} {'stands' if copy.somewhere == 1 else 'stand'}"
        f" in it, {copy.in_place} at the right place."
    )


def _failure(failure: Failure, width: int) -> Iterator[str]:
    document = str(failure.document).rpartition("/")[2] or str(failure.passage)
    place = f"{failure.start}–{failure.end}" if failure.start is not None else str(failure.passage)
    head = ", ".join(filter(None, (document, failure.locator)))
    yield from _wrapped([f"{head} ({place})"], "  ", width)
    expected, found = failure.expected, failure.found
    if failure.difference is not None:
        place_in_quote = failure.difference - (failure.start or 0)
        expected, found = (f"“{_excerpt(text, place_in_quote)}”" for text in (expected, found))
    yield f"    expected  {expected}"
    yield f"    found     {found}"
    if failure.difference is not None:
        yield from _wrapped(_explained(failure), "    ", width)


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
    lines = [name]
    for one in found:
        passage = one.passage
        place = f"characters {passage.start}–{passage.end}"
        head = f"{passage.document.title}: {passage.locator} ({place})"
        lines += ["", *_wrapped([head], "  ", width)]
        lines += _wrapped([one.reason or _paragraph(one)], "    ", width)
    text = "\n".join(lines) + "\n"
    return text.replace(_OPEN, marks[0]).replace(_CLOSE, marks[1])


def _paragraph(one: PassageInContext) -> str:
    before, words, after = (_tidy(part) for part in (one.before, one.words, one.after))
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return f"{before.lstrip()}{_OPEN}{words}{_CLOSE}{after.rstrip()}"


def _tidy(text: str) -> str:
    """Return a part of a text for one paragraph: cells of a table apart, lines joined."""
    cells = text.replace("\t", " | ").replace("\n", " ")
    return "".join(c for c in cells if c.isprintable() or c.isspace())


def _wrapped(paragraphs: Sequence[str] | Iterator[str], indent: str, width: int) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from textwrap.wrap(
            paragraph,
            max(width, 40),
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
