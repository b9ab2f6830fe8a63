"""Passages shown inside the paragraphs of their documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backbone_kg.knowledge.concepts import SourcePassage
from backbone_kg.knowledge.source_texts import Texts

NO_FOLDER = "No folder with the texts of the documents is named."


@dataclass(frozen=True, slots=True)
class PassageInContext:
    """A passage inside its paragraph: the line of the text, or the lines, that it stands in.

    Parameters
    ----------
    passage
        The passage.
    before, words, after
        The paragraph, in three parts; all empty if the passage cannot be shown.
    reason
        Why it cannot be shown, as a sentence; "" if it can.
    """

    passage: SourcePassage
    before: str = ""
    words: str = ""
    after: str = ""
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the passage for a program."""
        return {
            "passage": str(self.passage.iri),
            "document": str(self.passage.document.iri),
            "title": self.passage.document.title,
            "locator": self.passage.locator,
            "start": self.passage.start,
            "end": self.passage.end,
            "before": self.before,
            "words": self.words,
            "after": self.after,
            "reason": self.reason or None,
        }


def passages_in_context(
    passages: Iterable[SourcePassage], folder: Path | None
) -> tuple[PassageInContext, ...]:
    """Return passages inside their paragraphs.

    Parameters
    ----------
    passages
        Such as those of a concept.
    folder
        Where the texts of the documents are, under any names; None if there are none.

    Returns
    -------
    tuple of PassageInContext
        One for each passage, in their order; one that cannot be shown says why.

    Raises
    ------
    CannotReadError
        If there is no such folder.
    """
    texts = Texts(folder)
    return tuple(_in_context(passage, texts) for passage in passages)


def _in_context(passage: SourcePassage, texts: Texts) -> PassageInContext:
    found = texts.find(passage.document.sha256)
    if found is None:
        reason = "The text of the document is not in the folder."
        return PassageInContext(passage, reason=NO_FOLDER if texts.folder is None else reason)
    path, text = found
    if not 0 <= passage.start < passage.end <= len(text):
        return PassageInContext(passage, reason=f"The range is not inside the text of {path.name}.")
    start, end = passage.start, passage.end
    first = text.rfind("\n", 0, start) + 1
    last = end if text[end - 1] == "\n" else text.find("\n", end)
    return PassageInContext(
        passage,
        before=text[first:start],
        words=text[start:end],
        after=text[end:last] if last >= 0 else text[end:],
    )
