"""Takes the pictures of the page in the guides, from an example with a few mistakes put in.

Run by hand when the screens have changed: ``python -m docs.app_pictures``. It needs Chromium.
"""

from __future__ import annotations

import base64
import contextlib
import io
import tempfile
from pathlib import Path

from PIL import Image
from tests.app.running import running
from tests.endpoint.chromium import Page, chromium

from backbone_kg.base.shipped import examples

IMAGES = Path(__file__).parent / "images"
EXAMPLE = "graduate-tacoma-2025-09"
WIDTH = 1100
COLORS = 64


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = _with_mistakes(folder / "our-partnership.xlsx")
        with (
            contextlib.chdir(folder),
            running(Path(file.name)) as app,
            chromium(folder / "profile") as browser,
        ):
            page = browser.page(WIDTH, 960)
            page.open(app.address, "document.querySelector('#grid td[data-row]')")
            page.click("#next")
            _save(page, "app-mend")
            file_address = page.evaluate("location.href").rpartition("/")[0]
            page.open(f"{file_address}/who", "document.querySelector('.boxes')")
            _save(page, "app-who")
            asked = "what=leaves&partner=Greentrike"
            page.open(f"{file_address}/whatif?{asked}", "document.querySelector('#supposed')")
            _save(page, "app-whatif")
        with running() as app, chromium(folder / "other") as browser:
            page = browser.page(WIDTH, 720)
            page.open(app.address, "document.querySelector('#drop')")
            _save(page, "app-start")


def _with_mistakes(path: Path) -> Path:
    from openpyxl import load_workbook

    book = load_workbook(examples()[EXAMPLE])
    book["Assignments"]["A7"] = "Greentrke"
    book["Partners"]["B6"] = "Local fundation"
    book.save(path)
    return path


def _save(page: Page, name: str) -> None:
    page.send("Emulation.setScrollbarsHidden", hidden=True)
    page.evaluate("window.scrollTo(0, 0)")
    page.wait(0.5)
    shot = base64.b64decode(page.send("Page.captureScreenshot")["data"])
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    picture.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
