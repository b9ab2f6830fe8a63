"""What became of building a portfolio, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.portfolios.building import Built, NotKept

_FILES_NAMED: Final = 12


def built_text(built: Built) -> str:
    """Say what became of building a portfolio."""
    lines = [
        f"{plural(built.files, 'file')} in the portfolio: {built.read:,} read now, "
        f"{built.unchanged:,} unchanged, {built.removed:,} gone."
    ]
    lines += not_read(built.not_kept)
    if built.passed_over:
        lines.append(f"{plural(len(built.passed_over), 'other file')} passed over, such as:")
        lines += [f"  {one.file}: {one.reason}" for one in built.passed_over[:_FILES_NAMED]]
    return "".join(f"{line}\n" for line in lines)


def not_read(files: Sequence[NotKept]) -> Iterator[str]:
    """Return which files could not be read, and why: the first of them."""
    if files:
        yield f"{plural(len(files), 'file')} could not be read, and no figure counts them:"
        yield from files_named(files)


def files_named(files: Sequence[NotKept]) -> Iterator[str]:
    """Return the first of files, each with what is wrong and what to do."""
    for one in files[:_FILES_NAMED]:
        yield f"  {one.file}: {one.problem} {one.remedy}".rstrip()
    if len(files) > _FILES_NAMED:
        yield f"  and {len(files) - _FILES_NAMED:,} more."
