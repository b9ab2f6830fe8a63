"""The folder of a store on disk: what makes it one, who may open it, and its database."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from backbone_kg.base.errors import CannotReadError, CannotWriteError
from backbone_kg.base.files import full_disk, write_file

MARK: Final = "backbone-kg-store.json"
"""The file that makes a folder a store. Who has the store open holds a lock on it."""

FORMAT: Final = 5
"""How this version arranges a store and what it derives from data; others are refused."""

_BEFORE_ANY_DATA: Final = re.compile(
    rf"{re.escape(MARK)}|.*\.part|LOCK|LOG(\.old\.\d+)?|IDENTITY|MANIFEST-000001|\d+\.dbtmp"
)
"""What is in the folder of a store until it has a database, whenever its maker was killed."""


def make_folder(path: Path) -> None:
    """Make a folder a store, if it is empty or not there.

    Raises
    ------
    CannotReadError
        If something else is in it.
    CannotWriteError
        If it cannot be made.
    """
    if (path / MARK).exists():
        return
    try:
        path.mkdir(exist_ok=True)
        # What a killed program left of writing the mark does not count.
        if any(not each.name.endswith(".part") for each in path.iterdir()):
            raise _not_a_store(path)
    except FileExistsError:
        raise _not_a_store(path) from None
    except FileNotFoundError:
        raise CannotWriteError(
            f"{path}: the folder {path.parent} does not exist. Make it first, or choose another."
        ) from None
    except OSError as error:
        raise CannotWriteError(
            f"{path}: no store can be made here ({full_disk(error) or error.strerror})."
        ) from error
    content = json.dumps({"about": "A store of backbone-kg.", "format": FORMAT}) + "\n"
    write_file(path / MARK, content.encode(), force=True)


def check_is_store(path: Path) -> None:
    """Make sure that a folder is a store that this version can open.

    Raises
    ------
    CannotReadError
        If it is not.
    """
    if not path.exists():
        raise CannotReadError(path, "There is no such store.", "Make one: backbone-kg load.")
    try:
        mark = json.loads((path / MARK).read_text(encoding="utf-8"))
        found = mark["format"]
        if not isinstance(found, int):
            raise TypeError
    except (FileNotFoundError, NotADirectoryError):
        raise _not_a_store(path) from None
    except (ValueError, KeyError, TypeError):
        raise CannotReadError(
            path, f"The file {MARK} in this store is damaged.", "Load the data into a new store."
        ) from None
    except OSError as error:
        raise CannotReadError(path, f"It cannot be read ({error.strerror}).") from error
    if found != FORMAT:
        which = "A later" if found > FORMAT else "An earlier"
        raise CannotReadError(
            path,
            f"{which} version of backbone-kg made this store (its format is {found}; this version "
            f"knows {FORMAT}).",
            "Use that version, or load the data into a new store.",
        )


def _not_a_store(path: Path) -> CannotReadError:
    return CannotReadError(
        path,
        "This is not a store of backbone-kg.",
        "Name a store, or a folder that is empty or not there yet.",
    )


def locked(path: Path, *, shared: bool) -> IO[bytes]:
    """Return the open mark of a store, locked; the lock ends with the process.

    Raises
    ------
    CannotReadError
        If another process has the store.
    """
    stream = (path / MARK).open("rb")
    try:
        import fcntl
    except ImportError:
        # Windows: Oxigraph's own lock keeps two writers apart.
        return stream
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        raise _in_use(path) from None
    except OSError:
        # A file system without locks; Oxigraph's own may still work.
        return stream
    return stream


def opened(path: Path, *, read_only: bool) -> ox.Store:
    """Return the database of a store.

    Raises
    ------
    CannotReadError
        If it cannot be opened.
    CannotWriteError
        If it may only be read, and that is not enough.
    """
    try:
        if not _has_database(path):
            return ox.Store() if read_only else ox.Store(path)
        return ox.Store.read_only(str(path)) if read_only else ox.Store(path)
    except (OSError, RuntimeError) as error:
        told = str(error)
        if full := full_disk(error):
            raise CannotWriteError(
                f"{path}: {full}. Make room, or load into a store at another place."
            ) from error
        if "Permission denied" in told or "Read-only file system" in told:
            raise CannotWriteError(
                f"{path}: this store may only be read. Get the right to write to its folder, or "
                "load into another."
            ) from error
        if "LOCK" in told:
            raise _in_use(path) from error
        raise CannotReadError(
            path,
            f"The database of this store cannot be opened ({told}).",
            "Load the data into it again; if that does not help, into a new store.",
        ) from error


def _has_database(path: Path) -> bool:
    """Tell whether a store has a database; one that nothing was loaded into has none yet.

    Raises
    ------
    CannotReadError
        If it had one and lost it: what is left of it would pass for an empty store.
    """
    if (path / "CURRENT").exists():
        return True
    names = [each.name for each in path.iterdir()] if path.is_dir() else []
    if MARK in names and all(map(_BEFORE_ANY_DATA.fullmatch, names)):
        return False
    raise CannotReadError(
        path,
        "The database of this store is not there, or not all of it.",
        "Load the data into a new store.",
    )


def read_through(store: ox.Store, path: Path, seconds: float) -> None:
    """Read what is in a store, by subjects and by predicates, as far as that is done in time.

    Oxigraph counts and sorts on for ever behind a damaged place; reading alone ends there.

    Raises
    ------
    CannotReadError
        If something in it is damaged.
    """
    end = time.monotonic() + seconds
    predicates: set[ox.NamedNode] = set()
    try:
        for number, quad in enumerate(store):
            predicates.add(quad.predicate)
            if number % 1_000 == 0 and time.monotonic() > end:
                return
        for predicate in predicates:
            for number, _ in enumerate(store.quads_for_pattern(None, predicate, None)):
                if number % 1_000 == 0 and time.monotonic() > end:
                    return
    except (OSError, RuntimeError) as error:
        raise CannotReadError(
            path,
            f"The database of this store is damaged ({error}).",
            "Load the data into a new store.",
        ) from error


def _in_use(path: Path) -> CannotReadError:
    return CannotReadError(
        path,
        "This store is in use by another process.",
        "Wait until it has ended: one that loads has a store for itself.",
    )
