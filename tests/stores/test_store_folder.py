"""A store without a database is empty only if it never had one."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from backbone_kg.base.errors import CannotReadError
from backbone_kg.isolation import Worker
from backbone_kg.stores import MARK, make_folder, opened

BEGUN = ("LOCK", "LOG", "LOG.old.17", "IDENTITY", "MANIFEST-000001", "000001.dbtmp", ".0.part")


@pytest.mark.parametrize("names", [(), BEGUN])
def test_one_that_was_hardly_begun_is_empty(tmp_path: Path, names: tuple[str, ...]) -> None:
    make_folder(tmp_path)
    for name in names:
        (tmp_path / name).touch()
    assert len(opened(tmp_path, read_only=True)) == 0


@pytest.mark.parametrize("name", ["000012.sst", "000010.log", "MANIFEST-000005", "OPTIONS-000007"])
@pytest.mark.parametrize("read_only", [True, False])
def test_one_that_lost_its_database_is_told(tmp_path: Path, name: str, read_only: bool) -> None:
    make_folder(tmp_path)
    (tmp_path / name).touch()
    with pytest.raises(CannotReadError, match="The database of this store is not there"):
        opened(tmp_path, read_only=read_only)
    assert {each.name for each in tmp_path.iterdir()} == {MARK, name}


def test_so_is_one_that_is_gone(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone"):
        with pytest.raises(CannotReadError, match="The database of this store is not there"):
            opened(path, read_only=True)
        with (
            contextlib.closing(Worker(path)) as worker,
            pytest.raises(CannotReadError, match="is not there"),
        ):
            worker.start()
