"""The programs beside Python that some tests need; the marker of a test names them.

Run as a program, this prints the Debian packages that are missing here.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program, what it may be called, and the Debian package that brings it."""

    name: str
    commands: tuple[str, ...]
    package: str

    @property
    def path(self) -> str | None:
        """Where it is, if it is installed."""
        return next(filter(None, map(shutil.which, self.commands)), None)


CHROMIUM = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
FIREFOX = Program("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
PDFTOTEXT = Program("poppler's pdftotext", ("pdftotext",), "poppler-utils")
JAVA_OF_HOME = str(Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java")
JAVA = Program("Java", ("java", JAVA_OF_HOME), "default-jre-headless")
LIBREOFFICE = Program("LibreOffice", ("soffice",), "libreoffice-calc")
CURL = Program("curl", ("curl",), "curl")

NEEDED_BY = {
    "browser": (CHROMIUM, FIREFOX, PDFTOTEXT),
    "java": (JAVA,),
    "office": (LIBREOFFICE,),
    "curl": (CURL,),
}


def missing(marker: str) -> list[Program]:
    """Return what a test with this marker needs and this machine lacks."""
    return [program for program in NEEDED_BY[marker] if program.path is None]


if __name__ == "__main__":
    print(*(program.package for marker in NEEDED_BY for program in missing(marker)))  # noqa: T201
