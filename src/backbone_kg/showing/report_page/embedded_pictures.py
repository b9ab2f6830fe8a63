"""Pictures in the page: an SVG is given its text alternative and kept from touching the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

# Pictures are drawn by this program, but a page that promises to fetch and run nothing keeps the
# promise whatever it is given.
UNWANTED = frozenset({"metadata", "script", "foreignObject"})
POINTERS = frozenset({"aria-labelledby", "aria-describedby"})
LOCAL_ADDRESS = re.compile(r"#|data:image/", re.IGNORECASE)
OUTSIDE_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"#\s]|data:image/)", re.IGNORECASE)
PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|in|cm|mm|)\s*$")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to stand in the report.

    Parameters
    ----------
    kind
        Short name of the kind of picture, such as ``coverage``.
    title
        What it shows, as a heading.
    svg
        One ``<svg>`` element.
    description
        The same in words, for those who cannot see it.
    """

    kind: str
    title: str
    svg: str
    description: str


def inline_svg(picture: Picture, prefix: str, described_by: str) -> str:
    """Return the picture's SVG, fit to stand in a page beside others.

    Parameters
    ----------
    picture
        The picture; an XML declaration and a document type before its ``<svg>`` are dropped.
    prefix
        Put before every id in it, so that two pictures in one page share none.
    described_by
        The id of the element that holds the description.

    Returns
    -------
    str
        An ``<svg>`` with a text alternative and without scripts, metadata and outside addresses.

    Raises
    ------
    ValueError
        When the text is no well-formed ``<svg>`` element.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(picture.svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"The picture {picture.kind!r} is not well-formed: {error}") from error
    if _local(root) != "svg":
        raise ValueError(f"The picture {picture.kind!r} is not an <svg> element.")
    for element in list(root.iter()):
        if _unwanted(element):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    ids = {value for element in root.iter() if (value := element.get("id"))}
    for element in root.iter():
        _localize(element, ids, prefix)
    root.set("role", "img")
    root.set("aria-label", picture.title)
    root.set("aria-describedby", described_by)
    if width := _width(root):
        style = root.get("style", "").strip().rstrip(";")
        root.set("style", f"{style};--width:{width}px".lstrip(";"))
    # Its own size is in --width and the viewBox; without them the page decides.
    if root.get("viewBox"):
        for name in ("width", "height"):
            if name in root.attrib:
                del root.attrib[name]
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _unwanted(element: etree._Element) -> bool:
    name = _local(element)
    styled = (
        name == "style" and OUTSIDE_STYLE.search("".join(map(str, element.itertext()))) is not None
    )
    return not name or name in UNWANTED or styled


def _localize(element: etree._Element, ids: set[str], prefix: str) -> None:
    """Drop what runs or fetches from an element and rename the ids it has and points to."""

    def renamed(match: re.Match[str]) -> str:
        return f"#{prefix}{match[1]}" if match[1] in ids else match[0]

    def in_style(text: str) -> str:
        return re.sub(r"#([\w.:-]+)", renamed, text)

    for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
        name = etree.QName(key).localname
        fetches = name == "href" and not LOCAL_ADDRESS.match(value.strip())
        if fetches or name.lower().startswith("on") or OUTSIDE_STYLE.search(value):
            del element.attrib[key]
        elif name == "id":
            element.set(key, prefix + value)
        elif name in POINTERS:
            element.set(key, " ".join(prefix + v if v in ids else v for v in value.split()))
        elif name == "href" or "url(" in value:
            element.set(key, in_style(value))
    if _local(element) == "style" and element.text:
        element.text = in_style(element.text)


def _width(root: etree._Element) -> int:
    """Return the picture's own width in CSS pixels, 0 when it says none."""
    if match := LENGTH.match(root.get("width", "")):
        return round(float(match[1]) * PIXELS[match[2]])
    box = root.get("viewBox", "").replace(",", " ").split()
    return round(float(box[2])) if len(box) == 4 else 0
