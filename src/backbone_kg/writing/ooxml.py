"""The package an .xlsx workbook is: parts in a zip, the relations between them, their types.

Parts that nobody puts anew are written back byte for byte. Namespaces are taken from the file
itself, so that the transitional and the strict form of the standard both work.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from backbone_kg.base.cells import column_index
from backbone_kg.reading.packages import DAMAGE, Parts

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML cannot hold."""

Position: TypeAlias = tuple[int, int]
"""Row and column of a cell, both from 0."""

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relationship:
    """That one part refers to another.

    Parameters
    ----------
    id
        By what name the referring part calls it, such as ``rId1``.
    kind
        The last word of its type in lower case, such as ``worksheet`` or ``comments``.
    target
        The name of the part it leads to, without a leading slash.
    """

    id: str
    kind: str
    target: str


class Package:
    """The parts of an .xlsx workbook by name; names are compared without regard to case.

    Parameters
    ----------
    data
        The bytes of the file.

    Attributes
    ----------
    workbook
        The name of the part that lists the sheets.
    relationship_namespace
        The namespace of the attribute ``r:id``, with which the types of relationships begin too.

    Raises
    ------
    ValueError
        If the bytes are not an .xlsx workbook that can be read.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE_SIGNATURE):
            raise ValueError(
                "This is not an .xlsx workbook that can be read: it is protected with a password "
                "or in the older .xls format."
            )
        self._entries: dict[str, tuple[zipfile.ZipInfo, bytes]] = {}
        try:
            parts = Parts("the workbook", data)
            for info in parts.entries:
                self._entries[_key(info.filename)] = (info, parts.read(info.filename.lower()))
        except DAMAGE as problem:
            raise ValueError(
                f"This is not an .xlsx workbook that can be read: {problem}."
            ) from problem
        workbooks = self.related("", "officedocument")
        if not self.has(_CONTENT_TYPES) or not workbooks:
            raise ValueError("This is not an .xlsx workbook.")
        self.workbook = workbooks[0]
        root = self.xml(self.workbook) if self.workbook.lower().endswith(".xml") else None
        if root is None or local_name(root) != "workbook":
            raise ValueError("This is not an .xlsx workbook.")
        strict = "purl.oclc.org" in (etree.QName(root).namespace or "")
        self.relationship_namespace = _STRICT_KINDS if strict else _KINDS

    def names(self) -> list[str]:
        """Return the names of all parts in the order in which the file holds them."""
        return [info.filename for info, _ in self._entries.values()]

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises
        ------
        ValueError
            If there is no such part.
        """
        if not self.has(name):
            raise ValueError(f"The workbook is damaged: its part {name} is missing.")
        return self._entries[_key(name)][1]

    def put(self, name: str, data: bytes) -> None:
        """Replace a part, or add it after all others."""
        if self.has(name):
            info = self._entries[_key(name)][0]
        else:
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # otherwise it would depend on the machine
        self._entries[_key(name)] = (info, data)

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part's XML.

        Raises
        ------
        ValueError
            If there is no such part, or it is not the XML that the standard allows.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as problem:
            raise ValueError(
                f"The workbook is damaged: its part {name} is not XML ({problem})."
            ) from problem
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError(f"The workbook's part {name} has a DTD, which .xlsx does not allow.")
        return root

    def put_xml(self, name: str, root: etree._Element) -> None:
        """Replace or add a part that is XML."""
        tree = root.getroottree()
        data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.put(name, data)

    def free_name(self, pattern: str) -> str:
        """Return the first name that no part has.

        Parameters
        ----------
        pattern
            The name with ``{}`` for a number, from 1.
        """
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relationships(self, part: str) -> list[Relationship]:
        """Return what a part refers to within the package ("" for the package itself)."""
        source = _relationships_part(part)
        if not self.has(source):
            return []
        found = []
        for element in self.xml(source):
            if local_name(element) != "Relationship" or element.get("TargetMode") == "External":
                continue
            target = self._resolve(part, element.get("Target", ""))
            kind = element.get("Type", "").rpartition("/")[2].lower()
            found.append(Relationship(element.get("Id", ""), kind, target))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of one kind that a part refers to and that are there."""
        found = (one.target for one in self.relationships(part) if one.kind == kind)
        return list(filter(self.has, found))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another.

        Parameters
        ----------
        part, target
            The names of the two parts.
        kind
            The last word of the relationship's type, such as ``comments``.

        Returns
        -------
        str
            The identifier of the relationship.
        """
        source = _relationships_part(part)
        if self.has(source):
            root = self.xml(source)
        else:
            root = new_root(_RELATIONSHIPS_NAMESPACE, "Relationships")
        taken = {element.get("Id") for element in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        said = {
            "Id": f"rId{number}",
            "Type": f"{self.relationship_namespace}/{kind}",
            "Target": posixpath.relpath("/" + target, "/" + posixpath.dirname(part)),
        }
        add_child(root, "Relationship", said)
        self.put_xml(source, root)
        return f"rId{number}"

    def drop(self, part: str, relation: Relationship) -> None:
        """Remove what a part refers to, that it does, and what is said of its type."""
        about = f"/{relation.target}".lower()
        for source in (_relationships_part(part), _CONTENT_TYPES):
            root = self.xml(source)
            for element in list(root):
                if element.get("Id") == relation.id or element.get("PartName", "").lower() == about:
                    root.remove(element)
            self.put_xml(source, root)
        del self._entries[_key(relation.target)]

    def set_content_type(self, name: str, content_type: str, *, by_ending: bool = False) -> None:
        """Say of what type a part is, unless the package says so already.

        Parameters
        ----------
        name
            The part.
        content_type
            Its type.
        by_ending
            Say it of all parts with the same ending, if nothing else is said of them.
        """
        root = self.xml(_CONTENT_TYPES)
        ending = name.rpartition(".")[2].lower()
        # Endings have no slash before them, as the names of parts do.
        said_of = {(e.get("PartName", "") or e.get("Extension", "")).lower(): e for e in root}
        of_ending = said_of.get(ending)
        if f"/{name}".lower() in said_of:
            said_of[f"/{name}".lower()].set("ContentType", content_type)
        elif of_ending is not None and of_ending.get("ContentType") == content_type:
            return
        elif by_ending and of_ending is None:
            said = {"Extension": ending, "ContentType": content_type}
            add_child(root, "Default", said, followers=frozenset(("Default", "Override")))
        else:
            add_child(root, "Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.put_xml(_CONTENT_TYPES, root)

    def to_bytes(self) -> bytes:
        """Return the file. The same parts give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for info, data in self._entries.values():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = info.compress_type
                entry.create_system = info.create_system
                entry.external_attr = info.external_attr
                entry.comment = info.comment
                archive.writestr(entry, data)
        return buffer.getvalue()

    def _resolve(self, part: str, target: str) -> str:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))
        name = path.lstrip("/")
        return name if self.has(name) else unquote(name)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for a comment and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of that name, whatever their namespace."""
    return parent.findall(f"{{*}}{name}")


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of that name, if there is one."""
    return parent.find(f"{{*}}{name}")


def child_or_new(
    parent: etree._Element, name: str, followers: frozenset[str] = frozenset()
) -> etree._Element:
    """Return the first child of that name, added before what must follow it if there is none."""
    found = child(parent, name)
    return add_child(parent, name, followers=followers) if found is None else found


def add_child(
    parent: etree._Element,
    name: str,
    attributes: Mapping[str, str] | None = None,
    *,
    followers: frozenset[str] = frozenset(),
    prefixes: Mapping[str, str] | None = None,
) -> etree._Element:
    """Add a child in the namespace of its parent.

    Parameters
    ----------
    parent
        Where to add it.
    name
        Its name.
    attributes
        Its attributes.
    followers
        The names of the children that the schema wants after it; it goes before the first of
        them. A child that is a choice between markup versions counts as what the choice is about.
    prefixes
        The namespaces of its attributes, by the prefixes to use.

    Returns
    -------
    element
        The child.
    """
    namespace = etree.QName(parent).namespace
    behind = None
    for element in reversed(parent) if followers else ():
        if local_name(element) and not followers.intersection(_meant_names(element)):
            break
        behind = element
    tag = f"{{{namespace}}}{name}" if namespace else name
    added = etree.SubElement(parent, tag, dict(attributes or {}), nsmap=prefixes)
    if behind is not None:
        behind.addprevious(added)
    return added


def new_root(namespace: str | None, name: str) -> etree._Element:
    """Return the root of a part that there was not yet."""
    return etree.fromstring(f'<{name} xmlns="{namespace or ""}"/>')


def numbered(parent: etree._Element, name: str) -> list[tuple[int, etree._Element]]:
    """Return the rows of a sheet, or the cells of a row, with their places from 0.

    One without a reference (``r``) stands right after the one before it.

    Parameters
    ----------
    parent
        The ``sheetData``, or a ``row``.
    name
        ``row`` or ``c``.

    Returns
    -------
    list of (int, element)
        Sorted by place.
    """
    found = []
    place = -1
    for element in children(parent, name):
        reference = element.get("r", "")
        if name == "row":
            place = int(reference) - 1 if reference.isdigit() else place + 1
        else:
            letters = reference.rstrip("0123456789")
            place = column_index(letters) if letters else place + 1
        found.append((place, element))
    return sorted(found, key=lambda pair: pair[0])


def is_on(value: str | None) -> bool:
    """Read an XML truth value; what is not said is false."""
    return value in ("1", "true", "on")


def _meant_names(element: etree._Element) -> Iterator[str]:
    name = local_name(element)
    if name != "AlternateContent":
        yield name
        return
    for choice in element:
        yield from (local_name(inner) for inner in choice)


def _relationships_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
