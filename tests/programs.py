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
    """A program, what it may be called, and the Debian package or the target of make for it."""

    name: str
    commands: tuple[str, ...]
    package: str = ""
    target: str = ""

    @property
    def path(self) -> str | None:
        """Where it is, if it is installed."""
        return next(filter(None, map(shutil.which, self.commands)), None)

    @property
    def remedy(self) -> str:
        """How to get it."""
        return f"apt install {self.package}" if self.package else f"make {self.target}"


CHROMIUM = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
FIREFOX = Program("Firefox", ("firefox-esr", "firefox"), "firefox-esr")
PDFTOTEXT = Program("poppler's pdftotext", ("pdftotext",), "poppler-utils")
JAVA_OF_HOME = str(Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java")
JAVA = Program("Java", ("java", JAVA_OF_HOME), "default-jre-headless")
LIBREOFFICE = Program("LibreOffice", ("soffice",), "libreoffice-calc")
CURL = Program("curl", ("curl",), "curl")
_ENVIRONMENT = Path(__file__).resolve().parents[1] / "build" / "sssom"
SSSOM = Program("sssom-py", (str(_ENVIRONMENT / "bin" / "python"),), target="build/sssom/.ready")

NEEDED_BY = {
    "browser": (CHROMIUM, FIREFOX, PDFTOTEXT),
    "java": (JAVA,),
    "office": (LIBREOFFICE,),
    "curl": (CURL,),
    "sssom": (SSSOM,),
}


def missing(marker: str) -> list[Program]:
    """Return what a test with this marker needs and this machine lacks."""
    return [program for program in NEEDED_BY[marker] if program.path is None]


if __name__ == "__main__":
    lacking = (program for marker in NEEDED_BY for program in missing(marker))
    print(*(program.package for program in lacking if program.package))  # noqa: T201
