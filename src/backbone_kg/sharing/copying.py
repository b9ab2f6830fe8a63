"""From a data file to its shared copy and the key, with the proof before anything is in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from backbone_kg.analysis.basis_of_figures import caveat_of
from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.base.files import already_there, check_apart, check_free, write_file
from backbone_kg.base.folders import write_folder
from backbone_kg.base.names import key as compared
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import listed
from backbone_kg.base.temporary_folders import passing_folder
from backbone_kg.model import properties
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Records
from backbone_kg.model.roster_from_records import framework_of
from backbone_kg.sharing.changed_results import changed_results
from backbone_kg.sharing.kept_columns import Keeping, keeping
from backbone_kg.sharing.key_files import key_bytes, read_key
from backbone_kg.sharing.made_up import made_up
from backbone_kg.sharing.name_search import (
    Search,
    folded,
    forms_of,
    only_in_first,
    parts_of,
    without,
    words_of,
)
from backbone_kg.sharing.names_in_texts import NamesInTexts
from backbone_kg.sharing.numbered_scales import with_numbered_scales
from backbone_kg.sharing.recognizable import recognition
from backbone_kg.sharing.replacements import (
    IDENTIFIER,
    ORGANIZATIONS,
    Entry,
    Replacements,
    replacements,
)
from backbone_kg.sharing.rewriting import NOT_READABLE, Rewritten, originals, rewritten
from backbone_kg.sharing.share_results import LeftOut, Replaced, Shared
from backbone_kg.writing import write
from backbone_kg.writing.losses import unconvertible

MOST_WORDS = 20
"""Words left in kept texts that are named: those that our own words do not hold come first."""


def copied(
    partnership: Partnership,
    out: Path,
    key: Path,
    *,
    keep: tuple[str, ...],
    dates: str,
    force: bool,
) -> Shared:
    """Write a copy and its key; see :func:`backbone_kg.sharing.share`."""
    partnership.refuse_foreign()
    if any(note.code.startswith("open-conflict") for note in partnership.notes):
        raise BackboneError(
            f"{partnership.file}: differences between merged files are not decided, and a copy "
            "would not say so. Decide them first: the sheet Conflicts lists them."
        )
    kept = keeping(partnership.layout, keep, dates)
    _check_places(Path(partnership.file), out, key, force=force)
    known = read_key(key)
    making = _Making(partnership, kept, known)
    files = _written(making.copy.partnership, out)
    making.prove(files, out)
    told = making.told(out, key)
    content = key_bytes(making.replaced.key)
    if read_key(key) != known:
        raise CannotWriteError(f"{key}: this key was changed meanwhile. Run the command again.")
    _put_in_place(files, out, content, key, making.grown, force=force)
    return told


# --- where ---------------------------------------------------------------------------------------


def _check_places(source: Path, out: Path, key: Path, *, force: bool) -> None:
    place, its_key = out.resolve(), key.resolve()
    if key.suffix.lower() != ".xlsx":
        raise CannotWriteError(f"{key}: the name of the key must end in .xlsx.")
    if its_key == place or place in its_key.parents:
        raise CannotWriteError(
            f"{key}: the key would be given away with the copy. Choose a place outside {out}."
        )
    for made in (out, key):
        check_apart(made, [source])
    if out.is_dir():
        entries = sorted(out.iterdir())
        if entries and not force:
            raise already_there(out)
    elif out.suffix:
        check_free(out, force=force)
    elif out.exists():
        raise already_there(out)


def _put_in_place(
    files: Mapping[str, bytes],
    out: Path,
    key_content: bytes,
    key: Path,
    grown: bool,
    *,
    force: bool,
) -> None:
    """Write key and copy, the key first: a copy without its key could never be told again."""
    new = not key.exists()
    if grown or new:
        write_file(key, key_content, force=True, private=True)
    try:
        if out.suffix and not out.is_dir():
            write_file(out, files[out.absolute().name], force=force)
        else:
            others = [e.name for e in out.iterdir() if e.name not in files] if out.exists() else []
            if others:
                raise CannotWriteError(
                    f"{out}: other files are in this folder and would be given away with the copy: "
                    f"{listed(others, most=5)}. Choose another name."
                )
            write_folder(out, files, force=force)
    except BaseException:
        if new:
            key.unlink(missing_ok=True)
        raise


# --- what ----------------------------------------------------------------------------------------


class _Making:
    """The state of one making of a copy."""

    def __init__(self, partnership: Partnership, kept: Keeping, known: tuple[Entry, ...]) -> None:
        self.source = partnership
        self.kept = kept
        self.records = with_numbered_scales(partnership.records)
        self.wanted = originals(partnership, self.records, kept)
        self.replaced: Replacements = replacements(known, self.wanted)
        self.grown = self.replaced.key != known
        self.names = self._names()
        in_texts = NamesInTexts(self.names) if kept.columns else None
        self.in_texts: Callable[[str], str] = in_texts.replaced_in if in_texts else str
        self.copy = self._copy(self.records, self.replaced.by_text)

    def _names(self) -> list[tuple[str, str]]:
        """Return the names of this file and of the key, each with what stands for it."""
        kinds = {
            column.when_shared
            for sheet in self.source.layout.sheets
            for column in sheet.columns
            if column.names_somebody and not self.kept.keeps(column)
        }
        found: list[tuple[str, str]] = []
        for entry in self.replaced.key:
            if entry.kind not in kinds:
                continue
            names = [entry.original, *filter(str.strip, entry.other_names.split(";"))]
            # As in the address of a web page: “millfund.org”.
            names += ["".join(folded(name).split()) for name in names]
            found += [(name, entry.replacement) for name in names]
            if entry.kind == IDENTIFIER:
                found += [(form, entry.replacement) for form in forms_of(entry.original)]
        return found

    def _copy(self, records: Records, by_text: Mapping[tuple[str, str], str]) -> Rewritten:
        def replaced(kind: str, text: str) -> str:
            return by_text[kind, compared(text)]

        return rewritten(self.source, records, self.kept, replaced, self.in_texts)

    # --- proof ---------------------------------------------------------------------------------

    def prove(self, files: Mapping[str, bytes], out: Path) -> None:
        """Make sure that no name stands in the files of the copy.

        Raises
        ------
        CannotWriteError
            If one does; the message says which and where.
        """
        twin = made_up(self.source, self.records)
        made = self._copy(twin.records, twin.by_text(self.replaced.by_text))
        twin_files = _written(made.partnership, out)
        if self.kept.columns:
            # What stands for a name may hold a word that is somebody's name, such as “Partner”.
            used = set(self.replaced.by_text.values())
            self.parts = {n: without(used, text) for n, text in parts_of(files).items()}
            self.twin = {n: without(used, text) for n, text in parts_of(twin_files).items()}
            texts = [name for name, _ in self.names]
        else:
            self.parts, self.twin = parts_of(files), parts_of(twin_files)
            texts = [form for text in twin.texts for form in forms_of(text)]
            texts += words_of(name for name, _ in self.names)
        found = only_in_first(texts, self.parts, self.twin)
        if found:
            said = [f"“{shortened(text)}” in {part}" for text, part in found]
            raise CannotWriteError(
                f"{out}: nothing was written, since a name was found in the copy: "
                f"{listed(said, most=5)}."
            )
        if not self.kept.columns and files != twin_files:
            parts = [n for n, text in self.parts.items() if text != self.twin.get(n)]
            raise CannotWriteError(
                f"{out}: nothing was written, since the copy depends on the words of the file: "
                f"{listed(parts, most=5) or 'its parts'}."
            )

    # --- what is told --------------------------------------------------------------------------

    def told(self, out: Path, key: Path) -> Shared:
        """Return what is to be said of the copy."""
        source, copy = self.source, self.copy.partnership
        replaced = Counter(one.kind for one in self.wanted)
        unread = replaced.pop(NOT_READABLE, 0)
        framework = framework_of(copy.records, copy.ontology)
        head = copy.records.head
        # What was read from tables has a cell.
        lost = tuple(unconvertible(source, "tables.ttl" if source.is_table else ""))
        words = self._words_left()
        own = {(column.sheet, column.heading) for column in self.records.own_columns}
        kinds = {str(kind.iri): kind.label for kind in source.ontology.organization_types}
        by_replacement = {
            self.replaced.by_text[one.kind, compared(one.original)]: one.original
            for one in self.wanted
            if one.kind in ORGANIZATIONS
        }
        return Shared(
            assignments=source.roster.not_read.of_assignments,
            assignments_not_read=source.roster.not_read.assignments,
            taken_by_default=caveat_of(source),
            out=str(out),
            key=str(key),
            replaced=tuple(Replaced(kind, n) for kind, n in replaced.items()),
            kept=self.kept.words,
            years_only=self.kept.years_only,
            left_out=tuple(
                LeftOut(sheet, "" if (sheet, heading) in own else heading, heading, n)
                for (sheet, heading), n in self.copy.left_out.most_common()
                if n
            ),
            not_carried=lost,
            not_carried_count=len(lost),
            not_readable=unread,
            hidden_rows=sum(
                len(note.details["all"].split(","))
                for note in source.notes
                if note.code == "hidden-rows"
            ),
            words_left=tuple(words[:MOST_WORDS]),
            words_left_count=len(words),
            web_addresses_kept=sum("://" in text for text in self.copy.kept),
            words_in_file_name=self._words_in(out.stem),
            framework=framework.slug if framework else "",
            as_of=head.text(properties.AS_OF) if head else "",
            currency=copy.roster.currency,
            recognition=recognition(copy.roster, kinds, by_replacement),
            results=changed_results(source, copy, self.copy.things),
        )

    def _words_left(self) -> list[str]:
        if not self.kept.columns:
            return []
        words = words_of(name for name, _ in self.names)
        left = dict.fromkeys(text for text, _ in only_in_first(words, self.parts, self.twin))
        ours = Search(left).counts(self.twin)
        everyday = {word for word, _ in ours}
        return sorted(left, key=lambda word: (word in everyday, word))

    def _words_in(self, file_name: str) -> tuple[str, ...]:
        words = words_of(name for name, _ in self.names)
        return tuple(word for word in folded(file_name).split() if word in words)


def _written(partnership: Partnership, out: Path) -> dict[str, bytes]:
    """Return the files that a partnership is written to, by name."""
    with passing_folder() as folder:
        place = folder / out.absolute().name
        if out.is_dir():
            place.mkdir()
        try:
            write(partnership, place)
        except CannotWriteError as error:
            raise CannotWriteError(str(error).replace(str(place), str(out))) from error
        if place.is_dir():
            return {file.name: file.read_bytes() for file in sorted(place.iterdir())}
        return {place.name: place.read_bytes()}
