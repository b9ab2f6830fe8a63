"""LibreOffice without a window: what it makes of a file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.programs import LIBREOFFICE

CSV_WITH_FORMULAS = "CSV:44,34,76,1,,0,false,true,false,false,true,-1,true"
"""How to read csv: commas, UTF-8, spaces before a text dropped, formulas evaluated."""


def converted(folder: Path, target: str, *files: Path, infilter: str = "") -> list[Path]:
    """Return files as LibreOffice writes them in another format, in a new folder in ``folder``."""
    assert LIBREOFFICE.path
    profile = (folder / "profile").as_uri()
    outcome = folder / target
    subprocess.run(
        [
            *(LIBREOFFICE.path, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *([f"--infilter={infilter}"] if infilter else []),
            *("--convert-to", target, "--outdir", str(outcome), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return [outcome / f"{file.stem}.{target}" for file in files]
