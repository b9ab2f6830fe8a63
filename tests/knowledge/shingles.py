"""Runs of words that the project shares with the documents, found with or without the documents.

``shingles.txt`` holds the hashes of runs of 8 words of the documents, one starting at every fifth
word. Each run of 12 words of a document has exactly one of them in it, so a file without any shares
no run of 12 words. Five words are new from one to the next: too many to guess the text from the
hashes.

To write the file again, when a document is added::

    python -m tests.knowledge.shingles DIR
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORED = Path(__file__).parent / "shingles.txt"

RUN = 12
"""Words; no file shares a run of so many with a document."""

SHINGLE, STEP = 8, 5
"""Words in a stored run, and from the start of one to the next. Their sum is ``RUN`` + 1."""

_WORD = re.compile("[a-z0-9]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_TAG = re.compile("<[^>]*>")
_MARKUP = {".html", ".htm", ".svg", ".xml"}
_PASSED_OVER = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis", ".mypy_cache"} | {
    ".pytest_cache",
    ".ruff_cache",
}

Words = tuple[str, ...]


def words(text: str) -> Words:
    """Return the words of a text as they are compared: letters and digits, lower case, no accents.

    Examples
    --------
    >>> words("The “Backbone’s” rôle")
    ('the', 'backbone', 's', 'role')
    """
    return tuple(_WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text).lower())))


def runs(text: Words, length: int, step: int = 1) -> Iterator[Words]:
    """Return the runs of so many words, one starting at every ``step``-th word."""
    for start in range(0, len(text) - length + 1, step):
        yield text[start : start + length]


def digest(run: Words) -> str:
    """Return 8 bytes of the hash of a run, in hexadecimal."""
    return hashlib.blake2b(" ".join(run).encode(), digest_size=8).hexdigest()


def stored() -> frozenset[str]:
    """Return the hashes in the file."""
    return frozenset(STORED.read_text(encoding="ascii").split())


def hashes_of(documents: Iterable[str], length: int = SHINGLE, step: int = STEP) -> frozenset[str]:
    """Return the hashes of the runs of documents; by default those that the file must hold."""
    return frozenset(digest(run) for text in documents for run in runs(words(text), length, step))


@dataclass(frozen=True, slots=True)
class Shared:
    """A run of words that a file shares with a document, or very likely shares."""

    file: str
    run: Words

    def __str__(self) -> str:
        return f"{self.file}: “{' '.join(self.run)}”"


def shared(
    file: str, text: Words, known: frozenset[str], length: int, allowed: Sequence[Words]
) -> list[Shared]:
    """Return the known runs in a text, but those that allowed phrases make up word by word.

    Parameters
    ----------
    file
        What the text is told by.
    text
        Its words.
    known
        Hashes of runs of the documents.
    length
        Words in a run.
    allowed
        Phrases that may stand anywhere, also one after the other.
    """
    hits = [start for start, run in enumerate(runs(text, length)) if digest(run) in known]
    if not hits:
        return []
    covered = _covered(text, allowed)
    return [
        Shared(file, text[start : start + length])
        for start in hits
        if not all(covered[start : start + length])
    ]


def _covered(text: Words, phrases: Sequence[Words]) -> list[bool]:
    by_first: dict[str, list[Words]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    covered = [False] * len(text)
    for start, word in enumerate(text):
        for phrase in by_first.get(word, ()):
            end = start + len(phrase)
            if text[start:end] == phrase:
                covered[start:end] = [True] * len(phrase)
    return covered


def project_files() -> Iterator[tuple[str, Words]]:
    """Return every text of the project, tracked or about to be, with its words."""
    for path in _paths():
        name = path.relative_to(ROOT).as_posix()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    text = archive.read(member).decode("utf-8", "ignore")
                    yield f"{name}/{member}", words(_TAG.sub(" ", text))
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield name, words(_TAG.sub(" ", text) if path.suffix in _MARKUP else text)


def _paths() -> list[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        # A source archive has no repository; there is nothing in it but the project.
        found = [p for p in ROOT.rglob("*") if not _PASSED_OVER & set(p.relative_to(ROOT).parts)]
    else:
        found = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return sorted(path for path in found if path.is_file())


def main() -> None:
    """Write the file for the documents of a folder."""
    from backbone_kg.knowledge import standard_ontology

    documents = standard_ontology().verify(Path(sys.argv[1])).documents
    texts = [check.file.read_text(encoding="utf-8") for check in documents if check.file]
    if len(texts) < len(documents):
        sys.exit(f"{len(documents) - len(texts)} documents are not in {sys.argv[1]}.")
    STORED.write_text("\n".join(sorted(hashes_of(texts))) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
