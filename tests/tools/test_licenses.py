"""Every package that is installed for the program or its tests has a license that permits that."""

from __future__ import annotations

import re

from tools.licenses import DEVELOPMENT, PAGE, PROGRAM, license_of, pinned

ROWS = re.findall(
    r"^\| \[([^]]+)\]\S+ \| (\S+) \| (.+) \| (program|development) \|$",
    PAGE.read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_package_is_listed_at_its_version() -> None:
    assert pinned(DEVELOPMENT).items() <= {name: version for name, version, *_ in ROWS}.items()
    assert {name for name, *_, used in ROWS if used == "program"} >= pinned(PROGRAM).keys()


def test_every_license_is_known_and_those_of_the_program_permit_every_use() -> None:
    assert [name for name, _, told, _ in ROWS if told == "not told"] == []
    bound = [name for name, _, told, used in ROWS if used == "program" and "GPL" in told.upper()]
    assert bound == []
    assert "MIT" in license_of("openpyxl")


def test_every_pinned_package_has_its_hash() -> None:
    for lock in (DEVELOPMENT, PROGRAM):
        text = lock.read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\w)", text)[1:]
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
        assert "://" not in text
