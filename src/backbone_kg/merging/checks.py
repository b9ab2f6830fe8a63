"""Whether files can be merged at all, and what a person should know of them before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.names import key, quoted
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.same_organization import alike_names
from backbone_kg.merging.file_to_merge import Side, identified
from backbone_kg.merging.matching_rows import Thing
from backbone_kg.model.identity import is_identifier
from backbone_kg.model.properties import AS_OF, COMMUNITY, IDENTIFIER, NAME
from backbone_kg.writing.sheet_tables import chosen_framework


def check_same(sides: Sequence[Side], base: int | None) -> None:
    """Make sure that files are of one partnership and go by one framework.

    Raises
    ------
    BackboneError
        If they are not.

    Notes
    -----
    Files are of one partnership if they give one identifier; if none differs from another's, by
    the same name and community. One of these two may have been changed since the base.
    """
    said = {
        path: {number: _head(side, path) for number, side in enumerate(sides)}
        for path in (IDENTIFIER, NAME, COMMUNITY)
    }
    identifiers = {key(text) for text in said[IDENTIFIER].values() if is_identifier(text)}
    everywhere = all(map(is_identifier, said[IDENTIFIER].values()))
    if len(identifiers) > 1 or not (everywhere or _same_by_name(said, base)):
        named = [
            f"{side.file}: {quoted(_head(side, NAME) or 'no name')} "
            f"({_head(side, IDENTIFIER) or _head(side, COMMUNITY) or 'no community given'})"
            for side in sides
        ]
        raise BackboneError(
            f"These files are of different partnerships. {'; '.join(named)}. Merge files of one "
            "partnership; if they are of one, write its name and community alike in all of them."
        )
    frameworks = {side.file: chosen_framework(side.partnership) for side in sides}
    if len({one.slug if one else "" for one in frameworks.values()}) > 1:
        named = [
            f"{file}: {quoted(one.title) if one else 'not known, mend it there'}"
            for file, one in frameworks.items()
        ]
        raise BackboneError(
            f"These files go by different frameworks, whose roles cannot be merged. "
            f"{'; '.join(named)}. Bring all to one first: backbone-kg new OUT.xlsx --from FILE "
            "--framework SLUG"
        )


def _same_by_name(said: dict[str, dict[int, str]], base: int | None) -> bool:
    if base is None:
        return all(
            len({key(text) for text in said[path].values() if text}) < 2
            for path in (NAME, COMMUNITY)
        )
    return all(
        not text or key(text) == key(said[NAME][base])
        or key(said[COMMUNITY][number]) == key(said[COMMUNITY][base])
        for number, text in said[NAME].items()
    )  # fmt: skip


def _head(side: Side, path: str) -> str:
    for sheet in side.partnership.layout.sheets:
        if sheet.link is None and (rows := side.rows(sheet)):
            return rows[0].text(path)
    return ""


def as_of(side: Side) -> str:
    """Return the date that a file speaks of, as it gives it."""
    return _head(side, AS_OF)


def doubts(sides: Sequence[Side], base: int | None, things: Sequence[Thing]) -> Iterator[str]:
    """Return what a person should look at before relying on what was merged."""
    others = [(n, side) for n, side in enumerate(sides) if n != base]
    dated = [(side.file, as_of(side)) for _, side in others if as_of(side)]
    if len({day for _, day in dated}) > 1:
        told = joined([f"{file} of {day}" for file, day in dated])
        yield (
            f"The files speak of different days: {told}. What held then and what holds at another "
            "day are two things; to see what changed: backbone-kg compare."
        )
    names = {sheet.name for side in sides for sheet in side.partnership.layout.sheets}
    for side in sides:
        for name in sorted(names - side.sheets.keys()):
            if any(name in other.sheets for other in sides):
                yield f"{side.file} has no sheet “{name}”: of what stands there it says nothing."
    if base is not None:
        yield from _perhaps_renamed(others, base, things)


def _perhaps_renamed(
    sides: Sequence[tuple[int, Side]], base: int, things: Sequence[Thing]
) -> Iterator[str]:
    """Ask of rows that one file lacks and that it has in addition whether they are one."""
    named = [one for one in things if len(one.sheet.identifying) == 1]
    for number, side in sides:
        gone = [one for one in named if base in one.rows and number not in one.rows]
        new = [one for one in named if base not in one.rows and number in one.rows]
        before = [identified(one.sheet, one.rows[base]) for one in gone]
        after = [identified(one.sheet, one.rows[number]) for one in new]
        places = {(one.sheet.name, one.rows[number].position): n for n, one in enumerate(new)}
        pairs = [
            (m, places[one.sheet.name, one.rows[base].position])
            for m, one in enumerate(gone)
            if (one.sheet.name, one.rows[base].position) in places
        ]
        pairs += [
            (m, n - len(before))
            for m, n, _ in alike_names([*before, *after])
            if m < len(before) <= n and gone[m].sheet == new[n - len(before)].sheet
        ]
        for m, n in sorted({(m, n) for m, n in pairs if before[m] and after[n]}):
            yield (
                f"{side.file} lacks {quoted(before[m])} ({gone[m].sheet.name}) and has "
                f"{quoted(after[n])}, which was taken for another. If it was only renamed, give "
                "both the same identifier, or write the old name under “Also known as”, and merge "
                "again."
            )
