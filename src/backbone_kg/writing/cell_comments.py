"""Comments on the cells of one sheet of an .xlsx workbook.

A comment is kept twice: its text in a comments part, which is dealt with here, and its box in a
drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from backbone_kg.base.cells import LONGEST_TEXT, cell_name
from backbone_kg.writing.comment_boxes import draw_boxes
from backbone_kg.writing.help_texts import AUTHOR
from backbone_kg.writing.ooxml import (
    NOT_IN_XML,
    Package,
    Position,
    add_child,
    child,
    child_or_new,
    children,
    new_root,
)

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_comments(
    package: Package,
    sheet_part: str,
    sheet: etree._Element,
    texts: Mapping[Position, Sequence[str]],
) -> None:
    """Add texts to the comments of cells, and comments where there are none.

    Parameters
    ----------
    package
        The workbook; gets the changed comments and drawing.
    sheet_part
        The name of the sheet's part.
    sheet
        The root of that part; gets a reference to the drawing if it has none. To put it back is
        up to the caller.
    texts
        What to add to the comment of each cell. A text that the comment holds already is not
        added again.

    Notes
    -----
    A cell with a threaded comment but without the plain one that programs keep beside it gets
    none: a cell cannot have both a thread and a comment of its own.
    """
    existing = package.related(sheet_part, "comments")
    threads = map(package.xml, package.related(sheet_part, "threadedcomment"))
    threaded = {element.get("ref") for thread in threads for element in thread}
    if existing:
        part, root = existing[0], package.xml(existing[0])
    else:
        part = package.free_name("xl/comments{}.xml")
        namespace = etree.QName(sheet).namespace
        root = new_root(namespace, "comments")
    comments = _Comments(root)
    full_texts = {
        position: comments.add(cell_name(*position), parts)
        for position, parts in texts.items()
        if comments.has(cell_name(*position)) or cell_name(*position) not in threaded
    }
    if not full_texts:
        return
    package.put_xml(part, root)
    if not existing:
        package.relate(sheet_part, "comments", part)
        package.set_content_type(part, _COMMENTS_TYPE)
    draw_boxes(package, sheet_part, sheet, full_texts)


class _Comments:
    """The comments part of one sheet."""

    def __init__(self, root: etree._Element) -> None:
        self._authors = child_or_new(root, "authors", frozenset(("commentList", "extLst")))
        self._list = child_or_new(root, "commentList", frozenset(("extLst",)))
        self._by_cell = {c.get("ref", ""): c for c in reversed(children(self._list, "comment"))}

    def has(self, cell: str) -> bool:
        return cell in self._by_cell

    def add(self, cell: str, texts: Sequence[str]) -> str:
        """Add texts to the comment of a cell and return all that it says."""
        if cell not in self._by_cell:
            said_of = {"ref": cell, "authorId": str(self._author_index()), "shapeId": "0"}
            self._by_cell[cell] = add_child(self._list, "comment", said_of)
        text = child_or_new(self._by_cell[cell], "text", frozenset(("commentPr",)))
        pieces = [*children(text, "t"), *(t for r in children(text, "r") for t in children(r, "t"))]
        said = "".join(piece.text or "" for piece in pieces)
        before = said
        for addition in dict.fromkeys(_allowed(text) for text in texts):
            if f"\n\n{addition}\n\n" not in f"\n\n{said}\n\n":
                said += ("\n\n" if said else "") + addition
        if len(said) > LONGEST_TEXT:
            full = len(before) >= LONGEST_TEXT
            said = before if full else said[: LONGEST_TEXT - 1] + "…"
        if said != before:
            _add_run(text, said[len(before) :])
        return said

    def _author_index(self) -> int:
        authors = [element.text for element in children(self._authors, "author")]
        if AUTHOR not in authors:
            add_child(self._authors, "author").text = AUTHOR
            return len(authors)
        return authors.index(AUTHOR)


def _allowed(text: str) -> str:
    """Replace what XML cannot hold, as it may stand in a cell that a message quotes."""
    return NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _add_run(text: etree._Element, words: str) -> None:
    followers = frozenset(("rPh", "phoneticPr"))
    plain = child(text, "t")
    if plain is not None:  # a text is either plain or made of runs
        run = add_child(text, "r", followers=frozenset(("r", *followers)))
        run.append(plain)
    run = add_child(text, "r", followers=followers)
    look = add_child(run, "rPr")
    add_child(look, "sz", {"val": "9"})
    add_child(look, "color", {"indexed": "81"})
    add_child(look, "rFont", {"val": "Tahoma"})
    add_child(look, "family", {"val": "2"})
    added = add_child(run, "t")
    added.set(_SPACE, "preserve")
    added.text = words
