"""A folder of data files of every kind, some with mistakes, one broken."""

from __future__ import annotations

from pathlib import Path

from tests.generate import Sheets, good, put, write_csv, write_xlsx

import backbone_kg

FILES = ["bad 50%", "broken.xlsx", "good", "list.csv", "turtle.ttl", "unread", "warned.xlsx"]


def bad() -> Sheets:
    """Return sheets with one mistake in five cells, below a cell of several lines."""
    sheets = put(good(), "Partners!A2", "Riverside\nFoundation")
    sheets = put(sheets, "Assignments!A2", "Riverside\nFoundation")
    sheets["Partners"] += [[f"{letter} Group", "NGO"] for letter in "KLMNO"]
    return sheets


def make(folder: Path) -> Path:
    """Write the folder and return it."""
    folder.mkdir()
    write_csv(folder / "good", good())
    write_csv(folder / "bad 50%", bad())
    write_csv(folder / "unread", put(good(), "Assignments!A3", "Nobody {0} we [know](x)"))
    write_xlsx(folder / "warned.xlsx", put(good(), "Partners!G1", "Favorite color"))
    write_csv(folder / "wrong", put(good(), "Partners!C2", "-1"))
    backbone_kg.write(backbone_kg.read(folder / "wrong"), folder / "turtle.ttl")
    for file in (folder / "wrong").iterdir():
        file.unlink()
    (folder / "wrong").rmdir()
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    (folder / "list.csv").write_text("Organization,Role\nYMCA,Host\nLibrary,Data\n", "utf-8")
    (folder / "README.md").write_text("Our files.", "utf-8")
    (folder / "~$warned.xlsx").write_bytes(b"x")
    return folder
