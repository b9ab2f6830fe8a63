"""A corrected map, read back; what cannot be meant is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from backbone_kg.base.cells import cell_position, column_letters
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import clean, key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.importing.column_guesses import USES
from backbone_kg.importing.import_map import LEFT_OUT, SEVERAL, Decision, ImportMap, TablePlan
from backbone_kg.importing.kumu import BY_NAME
from backbone_kg.importing.map_writing import UNSURE
from backbone_kg.importing.meanings_of_marks import MEANINGS
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.reading.cell_values import Trouble, parse

_KINDS: Final = ("matrix", "raci", "list", "elements", "connections", LEFT_OUT)
_ELEMENTS: Final = ("partner", "role", BY_NAME, LEFT_OUT)
_ABOUT: Final = ("name", "community", "as of", "listing")
_SECTIONS: Final = (
    "framework", "partnership", "tables", "marks", "elements", "roles", "partners", "kinds",
    "dates", "names",
)  # fmt: skip
_COLUMNS: Final = (*USES, "element", "label")
_ROWS: Final = ("section", "total", "note", "heading", "role", "partner", *USES)
_ROW_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_COLUMN_RANGE = re.compile(r"([A-Z]{1,3})(?:\s*[-–]\s*([A-Z]{1,3}))?")


def read_map(path: Path, ontology: Ontology) -> ImportMap:
    """Read a map that the user may have corrected.

    Parameters
    ----------
    path
        The YAML file.
    ontology
        Which frameworks and kinds of organization there are.

    Raises
    ------
    CannotReadError
        If it cannot be read, is no YAML, or says something that cannot be meant; the message
        gives the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotReadError(path, "The map cannot be read.", "Check its name.") from problem
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as problem:
        at = getattr(problem, "problem_mark", None)
        where = f"Line {at.line + 1}: this" if at else "This"
        raise CannotReadError(
            path,
            f"{where} is not how a map is written.",
            "Keep the form “name: value”, and put a text with a colon or # in quotes.",
        ) from problem
    return _Reading(path, ontology).read(root)


class _Reading:
    """The reading of one map."""

    def __init__(self, path: Path, ontology: Ontology) -> None:
        self.path, self.ontology = path, ontology

    def wrong(self, node: Node, what: str, remedy: str = "") -> CannotReadError:
        return CannotReadError(self.path, f"Line {node.start_mark.line + 1}: {what}", remedy)

    def read(self, root: Node | None) -> ImportMap:
        sections = dict(self._pairs(root, _SECTIONS, "a part of a map"))
        framework = sections.get("framework")
        if framework is None:
            raise CannotReadError(
                self.path, "The map does not say which framework it is for.", "Add framework: SLUG."
            )
        found = ImportMap(self.ontology.framework(self._text(framework)).slug)
        kinds = {one.label for one in self.ontology.organization_types}
        readers: dict[str, Callable[[Node, str], None]] = {
            "marks": self._among(MEANINGS, "a meaning of a mark"),
            "elements": self._among(_ELEMENTS, "what an element can be"),
            "kinds": self._among((*kinds, LEFT_OUT, ""), "a kind of organization"),
            "dates": self._date,
        }
        for name in ("marks", "elements", "roles", "kinds", "partners", "dates", "names"):
            if name in sections:
                check = readers.get(name)
                if name == "partners":
                    words = (*kinds, *found.kinds, LEFT_OUT, "")
                    check = self._among(words, "a kind of organization, nor explained under kinds")
                setattr(found, name, self._entries(sections[name], check))
        if "partnership" in sections:
            found.partnership = self._entries(sections["partnership"], None, _ABOUT)
        if "tables" in sections:
            found.tables = [self._table(node) for node in self._items(sections["tables"])]
        return found

    # --- parts ---------------------------------------------------------------------------------

    def _pairs(
        self, node: Node | None, known: Iterable[str] = (), what: str = ""
    ) -> list[tuple[str, Node]]:
        """Return the entries of a mapping; an empty text is an empty one."""
        if node is None or (isinstance(node, ScalarNode) and not node.value):
            return []
        if not isinstance(node, MappingNode):
            raise self.wrong(node, "here entries of the form “name: value” are expected.")
        names = list(known)
        found: dict[str, Node] = {}
        for name_node, value in node.value:
            name = self._text(name_node)
            if names and name not in names:
                raise self.wrong(
                    name_node, f"“{name}” is not {what}.{did_you_mean(name, names)}",
                    f"Use {', '.join(names)}.",
                )  # fmt: skip
            if key(name) in map(key, found):
                raise self.wrong(name_node, f"“{name}” stands here twice.", "Keep one of the two.")
            found[name] = value
        return list(found.items())

    def _items(self, node: Node) -> list[Node]:
        if isinstance(node, ScalarNode) and not node.value:
            return []
        if not isinstance(node, SequenceNode):
            raise self.wrong(node, "here entries that begin with “- ” are expected.")
        return list(node.value)

    def _text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            raise self.wrong(node, "here one text is expected.", "Put it in quotes.")
        return clean(node.value)

    def _decision(self, node: Node) -> Decision:
        if isinstance(node, SequenceNode):
            return Decision(SEVERAL.join(map(self._text, node.value)), "said")
        text = self._text(node)
        if text == UNSURE:
            return Decision("", "possible")
        if text.endswith(f" {UNSURE}"):
            return Decision(text[:-1].strip(), "possible")
        return Decision("" if text in ("~", "null") else text, "said")

    def _entries(
        self,
        node: Node,
        check: Callable[[Node, str], None] | None,
        known: Iterable[str] = (),
    ) -> dict[str, Decision]:
        found = {}
        for name, value in self._pairs(node, known, "what a partnership has"):
            decision = self._decision(value)
            if check is not None:
                check(value, decision.value)
            found[name] = decision
        return found

    def _among(self, choices: Iterable[str], what: str) -> Callable[[Node, str], None]:
        known = list(choices)
        by_key = {key(one) for one in known}

        def check(node: Node, value: str) -> None:
            if key(value) not in by_key:
                near = did_you_mean(value, known)
                raise self.wrong(node, f"“{value}” is not {what}.{near}")

        return check

    def _date(self, node: Node, value: str) -> None:
        if value in ("", LEFT_OUT):
            return
        read = parse(value, Kind.DATE)
        if read is None or isinstance(read, Trouble) or read.lexical != value:
            raise self.wrong(
                node, f"“{value}” is not a date.", "Write 2019, 2019-06 or 2019-06-15; ? for none."
            )

    # --- tables --------------------------------------------------------------------------------

    def _table(self, node: Node) -> TablePlan:
        known = ("file", "sheet", "as", "headings", "across", "columns", "rows")
        parts = dict(self._pairs(node, known, "a part of a table"))
        for needed in ("file", "as"):
            if needed not in parts:
                raise self.wrong(node, f"this table does not say “{needed}”.")
        kind = self._checked(parts["as"], _KINDS, "a kind of table")
        sheet = self._text(parts["sheet"]) if "sheet" in parts else ""
        plan = TablePlan(self._text(parts["file"]), sheet, kind)
        if "headings" in parts:
            plan.headings = self._range(parts["headings"])
        if "across" in parts:
            plan.across = self._checked(parts["across"], ("partners", "roles"), "a side")
        for name, value in self._pairs(parts.get("columns")):
            decision = self._checked(value, _COLUMNS, "what a column can be")
            for letters in self._letters(name, value):
                plan.columns[letters] = decision
        for name, value in self._pairs(parts.get("rows")):
            if not name.isdigit():
                raise self.wrong(value, f"“{name}” is not the number of a row.")
            plan.rows[int(name)] = self._checked(value, _ROWS, "what a row can be")
        return plan

    def _checked(self, node: Node, choices: Iterable[str], what: str) -> Decision:
        decision = self._decision(node)
        self._among(choices, what)(node, decision.value)
        return replace(decision, value=key(decision.value))

    def _range(self, node: Node) -> tuple[int, int]:
        found = _ROW_RANGE.fullmatch(self._text(node))
        if not found or int(found[1]) < 1 or int(found[2] or found[1]) < int(found[1]):
            raise self.wrong(node, "headings are rows such as 1 or 4-5.")
        return int(found[1]), int(found[2] or found[1])

    def _letters(self, name: str, node: Node) -> list[str]:
        found = _COLUMN_RANGE.fullmatch(name.upper())
        if not found:
            raise self.wrong(node, f"“{name}” is not a column: write B, or B-G.")
        first = cell_position(f"{found[1]}1")[1]
        last = cell_position(f"{found[2] or found[1]}1")[1]
        return [column_letters(index) for index in range(first, last + 1)]
