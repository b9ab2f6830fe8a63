"""A picture: a figure that says in words what it shows, in files, on pages and in a notebook."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import write_file
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.text_metrics import block_height, text_width

ENDINGS = (".png", ".svg", ".pdf")
DOTS_PER_INCH = 150
# Verdana was drawn with the same proportions, and is on the computers that lack DejaVu Sans.
FONTS = f"'{style.FAMILY}', Verdana, Geneva, sans-serif"
SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"

UNREADABLE = "letters-without-a-font"
"""Identifier of the remark about such letters; it does not hold for SVG, which names no glyphs."""


class Picture(Figure):
    """A figure that is drawn alike on every computer and knows its own text alternative.

    Parameters
    ----------
    width, height
        Points.
    title, description
        What it says, in words; a notebook shows them with the picture.
    fonts
        The fonts that its letters are in.
    """

    def __init__(
        self, width: float, height: float, *, title: str, description: str, fonts: Sequence[str]
    ) -> None:
        super().__init__(figsize=(width / 72, height / 72), facecolor=style.PAPER)
        FigureCanvasAgg(self)
        self.title, self.description, self.fonts = title, description, fonts

    def draw(self, renderer: Any) -> None:
        """Draw with this package's settings; letters without a glyph become boxes, silently.

        The picture itself says so in its small print.
        """
        with style.settings(self.fonts), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
            warnings.filterwarnings("ignore", message=r"Matplotlib currently does not support")
            super().draw(renderer)

    def block(
        self, y: float, lines: Sequence[str], size: float, *, gap: float = 4.0, **more: Any
    ) -> float:
        """Write lines from `y` points below the top down; return where they end."""
        width, height = (72 * inches for inches in self.get_size_inches())
        if lines:
            looks = {"va": "top", "linespacing": 1.3, "color": style.SOFT, **more}
            looks |= {"fontsize": size, "fontfamily": self.fonts}
            self.text(style.MARGIN / width, 1 - y / height, "\n".join(lines), **looks)
        return y + block_height(lines, size) + gap

    def _repr_html_(self) -> str:
        prefix = f"picture-{zlib.crc32((self.title + self.description).encode()):08x}-"
        return svg(self, prefix=prefix)


def save(picture: Picture, path: Path) -> None:
    """Write a picture to a file, whole or not at all; a file that is there is replaced.

    Its title and its text alternative are stored in the file, for programs that read pictures aloud
    or list them.

    Parameters
    ----------
    picture
        The picture.
    path
        Where to; the ending says which kind of file: ``.png``, ``.svg`` or ``.pdf``.

    Raises
    ------
    BackboneError
        The ending is another one.
    CannotWriteError
        The file cannot be written there.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise BackboneError(
            f"{path}: a picture cannot be written as {ending or 'a file without an ending'}. "
            f"End the name in {joined(ENDINGS, 'or')}."
        )
    title, words = picture.title, picture.description
    if ending == ".png":
        stored = {"Title": title, "Description": words, "Software": "backbone-kg"}
        content = _rendered(picture, "png", stored, dpi=DOTS_PER_INCH)
    elif ending == ".pdf":
        told = {"Title": title, "Subject": words, "Creator": "backbone-kg", "CreationDate": None}
        content = _rendered(picture, "pdf", told)
    else:
        root = _labelled(_drawing(picture), picture, prefix="")
        content = etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    write_file(path, content, force=True)


def svg(picture: Picture, *, prefix: str) -> str:
    """Return a picture as an ``<svg>`` element to put into a web page.

    Its text is text: it can be searched, copied and read aloud. Each line of text has the width it
    was laid out with, so that it does not run into its neighbors in another font.

    Parameters
    ----------
    picture
        The picture.
    prefix
        What every identifier in it begins with; give each picture of a page its own. It begins
        with a letter and has only letters, digits, ``-`` and ``_``.

    Returns
    -------
    str
        The element, as wide as what it stands in.

    Raises
    ------
    ValueError
        The prefix cannot begin an identifier.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", prefix):
        raise ValueError(f"{prefix!r} cannot begin an identifier")
    root = _labelled(_drawing(picture), picture, prefix)
    root.attrib.pop("height")
    root.set("width", "100%")
    return etree.tostring(root, encoding="unicode")


def _rendered(picture: Picture, kind: str, metadata: dict[str, Any], **options: Any) -> bytes:
    stream = io.BytesIO()
    with style.settings(picture.fonts):
        picture.savefig(stream, format=kind, metadata=metadata, **options)
    return stream.getvalue()


def _drawing(picture: Picture) -> etree._Element:
    """Return what matplotlib draws, without its remarks about itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(_rendered(picture, "svg", {"Date": None}), parser)
    unwanted = [
        *root.iter(f"{{{SVG}}}metadata"),
        # This rule would hold for the whole page that the picture stands in.
        *root.iter(f"{{{SVG}}}style"),
        *(e for e in root.iter(f"{{{SVG}}}g") if e.get("id") == UNREADABLE),
    ]
    for element in unwanted:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")
    for element in root.iter(f"{{{SVG}}}text"):
        _fix_width(element)
    return root


def _fix_width(element: etree._Element) -> None:
    """Give a line of text the width it was laid out with, whatever font it is shown in."""
    text = element.text or ""
    rules = {
        name.strip(): value.strip()
        for name, _, value in (rule.partition(":") for rule in element.get("style", "").split(";"))
        if name.strip()
    }
    size = float(rules.get("font-size", "10px").removesuffix("px"))
    bold = rules.get("font-weight") == "700"
    rules["font-family"] = FONTS
    element.set("style", "; ".join(f"{name}: {value}" for name, value in rules.items()))
    if all(ord(letter) in style.letters(style.FAMILY) for letter in text):
        element.set("textLength", f"{text_width(text, size, bold):.2f}")
        element.set("lengthAdjust", "spacingAndGlyphs")


def _labelled(root: etree._Element, picture: Picture, prefix: str) -> etree._Element:
    """Add the text alternative and put `prefix` before every identifier."""
    for element in root.iter():
        if (name := element.get("id")) is not None:
            element.set("id", prefix + name)
        if (target := element.get(XLINK)) is not None:
            del element.attrib[XLINK]
            element.set("href", target.replace("#", f"#{prefix}", 1))
        for attribute in ("style", "clip-path", "fill"):
            if "url(#" in (value := element.get(attribute, "")):
                element.set(attribute, value.replace("url(#", f"url(#{prefix}"))
    said = (("title", picture.title), ("desc", picture.description))
    for place, (tag, words) in enumerate(said):
        element = etree.Element(f"{{{SVG}}}{tag}", {"id": f"{prefix}{tag}"})
        element.text = words
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")
    etree.cleanup_namespaces(root)
    return root
