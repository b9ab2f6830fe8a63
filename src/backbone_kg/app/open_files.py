"""The files that are open: each with its versions, so that everything typed can be taken back.

A version is a file of its own in a folder of its own, under the name by which the user knows it.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, NamedTuple

from backbone_kg.app.task_processes import Work
from backbone_kg.base.errors import BackboneError

MOST_BYTES: Final = 64 * 1024 * 1024
"""How large the files that are dropped at a time may be, together."""
MOST_FILES: Final = 500
"""How many files can be open at a time."""
MOST_RESULTS: Final = 100
"""How much of what tasks said of a version is kept."""
TABLES: Final = frozenset({".csv", ".tsv"})
"""Endings of files that are one sheet each; those of a folder are one data file."""


class Edit(NamedTuple):
    """What a cell is to say, "" for nothing."""

    sheet: str
    cell: str
    text: str


class OutdatedError(BackboneError):
    """The page shows a version that is no longer the one at hand."""


@dataclass(frozen=True)
class Version:
    """A file as it stood after some edits.

    Parameters
    ----------
    folder, name
        Where it is, and under which name in there.
    edits
        All that differs from its base.
    base
        What it was mended from; None for what was opened or taken over as it is.
    results
        What tasks said of it, by task and arguments.
    """

    folder: Path
    name: str
    edits: tuple[Edit, ...] = ()
    base: Version | None = None
    results: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.name


@dataclass
class OpenFile:
    """A file that is open.

    Parameters
    ----------
    key
        What addresses call it.
    name
        What the user calls it.
    folder
        Where its versions are.
    versions
        In the order in which they were made; what was taken back is kept until something else is
        typed.
    at
        Which of them is at hand.
    source, stamp
        Where it was read from, if it was named when the program was started, and how it was then.
    logo
        The file of a logo for reports; "" for none.
    framework, corrections
        If it is not in the template: whose roles are meant, and what the user says that entries of
        the map (section, entry) are to be taken for.
    """

    key: str
    name: str
    folder: Path
    versions: list[Version]
    at: int = 0
    source: Path | None = None
    stamp: int = 0
    logo: str = ""
    framework: str = ""
    corrections: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """What the user calls it, without folders and ending."""
        return PurePosixPath(self.name).stem

    @property
    def version(self) -> Version:
        """The version that is at hand."""
        return self.versions[self.at]

    @property
    def replaced(self) -> bool:
        """Whether the file that it was read from is another one by now, or gone."""
        return self.source is not None and self.stamp != stamp_of(self.source)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return self.at + 1 < len(self.versions)


class Desk:
    """The files that are open, in a folder that nobody else reads.

    Parameters
    ----------
    folder
        Where they are kept.
    work
        Does what is to be done with them.
    """

    def __init__(self, folder: Path, work: Work) -> None:
        self._folder = folder
        self._work = work
        self.files: dict[str, OpenFile] = {}

    def open_path(self, path: Path) -> OpenFile:
        """Open a copy of a file or folder of this computer; the file itself is never written."""
        stamp = stamp_of(path)
        opened = self._new(path.resolve().name, shown=path.as_posix())
        if path.is_dir():
            (opened.version.path).mkdir()
            for each in sorted(path.iterdir()):
                if each.suffix.lower() in TABLES and each.is_file():
                    shutil.copyfile(each, opened.version.path / each.name)
        else:
            shutil.copyfile(path, opened.version.path)
        opened.source, opened.stamp = path, stamp
        return opened

    def open_dropped(self, files: Mapping[str, bytes]) -> list[OpenFile]:
        """Open what was dropped: each workbook, and the csv files of each folder together.

        Raises
        ------
        BackboneError
            If it is nothing, or too much.
        """
        if not files:
            raise BackboneError("No file was dropped.")
        if sum(map(len, files.values())) > MOST_BYTES:
            raise BackboneError(f"That is more than {MOST_BYTES >> 20} MB, which are the most.")
        groups: dict[PurePosixPath, dict[str, bytes]] = {}
        for name, content in files.items():
            path = PurePosixPath(name.replace("\\", "/"))
            together = path.suffix.lower() in TABLES and (len(files) > 1 or len(path.parts) > 1)
            groups.setdefault(path.parent if together else path, {})[path.name] = content
        if len(self.files) + len(groups) > MOST_FILES:
            raise BackboneError(f"{MOST_FILES} files can be open at a time. Close some first.")
        return [self._open_group(where, group) for where, group in groups.items()]

    def _open_group(self, where: PurePosixPath, group: Mapping[str, bytes]) -> OpenFile:
        if where.name in group:
            opened = self._new(where.name, shown=where.as_posix())
            opened.version.path.write_bytes(group[where.name])
            return opened
        opened = self._new(where.name or "csv files", shown=where.as_posix())
        opened.version.path.mkdir()
        for name, content in group.items():
            (opened.version.path / _plain(name)).write_bytes(content)
        return opened

    def close(self, key: str) -> None:
        """Close a file and remove what was kept of it."""
        shutil.rmtree(self.files.pop(key).folder, ignore_errors=True)

    async def edit(self, opened: OpenFile, edits: Iterable[Edit], *, of: int) -> None:
        """Let cells say something else.

        Parameters
        ----------
        opened
            The file.
        edits
            What they are to say.
        of
            The version that the page showed.

        Raises
        ------
        OutdatedError
            If it is no longer the one at hand.
        BackboneError
            If a cell cannot say that.
        """
        _check_at_hand(opened, of)
        said = {(one.sheet, one.cell): one.text for one in (*opened.version.edits, *edits)}
        texts = tuple(Edit(*where, text) for where, text in said.items())
        base = opened.version.base or opened.version
        name = base.name if base.path.suffix.lower() in {".xlsx", ".xlsm"} else f"{base.name}.xlsx"
        await self._make(
            opened, Version(self._folder_in(opened), name, texts, base), of, "mend", texts=texts
        )

    async def take_over(self, opened: OpenFile, *, of: int) -> None:
        """Let a file that was never in the template become a workbook in it.

        Raises
        ------
        OutdatedError
            If the version is no longer the one at hand.
        BackboneError
            If nothing can be taken from it.
        """
        _check_at_hand(opened, of)
        made = Version(self._folder_in(opened), f"{opened.stem}.xlsx")
        await self._make(opened, made, of, "take_over", **self.said(opened))

    @staticmethod
    def said(opened: OpenFile) -> dict[str, Any]:
        """Return what the user said of a file that is not in the template, as tasks take it."""
        corrections = [[*where, value] for where, value in opened.corrections.items()]
        return {"framework": opened.framework, "corrections": corrections}

    async def _make(
        self, opened: OpenFile, made: Version, of: int, task: str, **arguments: Any
    ) -> None:
        """Make a version by a task, and let it be the one at hand."""
        base = made.base or opened.version
        await self._work.do(task, base.folder, name=base.name, out=str(made.path), **arguments)
        _check_at_hand(opened, of)  # another tab may have typed meanwhile
        del opened.versions[opened.at + 1 :]
        opened.versions.append(made)
        opened.at += 1

    @staticmethod
    def step(opened: OpenFile, by: Literal[-1, 1], *, of: int) -> None:
        """Take the last edits back (-1), or do again what was taken back (1)."""
        _check_at_hand(opened, of)
        opened.at = min(max(0, opened.at + by), len(opened.versions) - 1)

    async def told(self, version: Version, task: str, **arguments: Any) -> dict[str, Any]:
        """Return what a task says of a version; it is done once."""
        key = f"{task} {sorted(arguments.items())}"
        if key not in version.results:
            told = await self.do(version, task, **arguments)
            while len(version.results) >= MOST_RESULTS:
                del version.results[next(iter(version.results))]
            version.results[key] = told
        return version.results[key]

    async def do(self, version: Version, task: str, **arguments: Any) -> dict[str, Any]:
        """Do a task on a version."""
        return await self._work.do(task, version.folder, name=version.name, **arguments)

    @staticmethod
    def _folder_in(opened: OpenFile) -> Path:
        folder = opened.folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        return folder

    def _new(self, name: str, *, shown: str) -> OpenFile:
        key = secrets.token_hex(6)
        folder = self._folder / key
        first = folder / "first"
        first.mkdir(parents=True, mode=0o700)
        # Of a path the last parts tell files apart; names of one's own folders are nobody's matter.
        called = "/".join(part for part in shown.split("/")[-2:] if part not in {"", ".", ".."})
        opened = OpenFile(key, called or name, folder, [Version(first, _plain(name))])
        self.files[key] = opened
        return opened


def _check_at_hand(opened: OpenFile, of: int) -> None:
    if of != opened.at:
        raise OutdatedError(
            "This file was changed in another tab meanwhile. What you typed was not taken over; "
            "the page shows the file as it is."
        )


def _plain(name: str) -> str:
    """Return a name that a file can have on this computer."""
    kept = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|').strip(" .")
    return kept[-120:] or "file"


def stamp_of(path: Path) -> int:
    """Return a number that is another one when a file, or one in a folder, is another one."""
    try:
        parts: Sequence[Path] = sorted(path.iterdir()) if path.is_dir() else [path]
        return hash(
            tuple((each.name, each.stat().st_mtime_ns, each.stat().st_size) for each in parts)
        )
    except OSError:
        return 0
