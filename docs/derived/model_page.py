"""The pictures and the terms of the model that “Ask the graph” begins with, from the ontology.

What a box stands for and which property an arrow is are named here, with their places. What they
are called and mean stands in ``ontology/backbone.ttl``, or is a column of the data file. A test
asks the graph for something that each arrow leads from and to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from rdflib import Graph, URIRef

from backbone_kg.graph.rdflib_terms import USAGE_NOTE, term
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.sparql.library import all_queries

WIDTH: Final = 408
_BOX_WIDTH, _BOX_HEIGHT, _PITCH, _MARGIN = 124, 46, 92, 6
_INK, _SOFT, _LINE = "#1a1a1a", "#4a4a4a", "#00507d"
_OF_RDF: Final = {
    "sssom:NoTermFound": "Stands in a comparison where the other list has no counterpart.",
    "rdfs:label": "What a claim, position, study, class or property is called.",
    "rdfs:comment": "Why two concepts were compared so.",
    "rdfs:subClassOf": "The wider kind of thing.",
    "owl:annotatedSource": "The concept that a comparison starts from.",
    "owl:annotatedProperty": "How a comparison says that the two correspond.",
    "owl:annotatedTarget": "The concept that a comparison leads to.",
}
"""Terms of RDF, OWL and SSSOM that are used, of which the ontology itself has nothing to say."""
_NAME = re.compile(r"\b[a-z]+:[A-Za-z_]+\b")
_NO_TERM = re.compile(r"\"[^\"]*\"|<[^>]*>|^\s*#.*$|^PREFIX.*$", re.MULTILINE)


@dataclass(frozen=True)
class Box:
    """A kind of thing: its class, its place, what it is called, whether it follows from a file."""

    kind: str
    column: int
    row: int
    called: str = ""
    derived: bool = False

    @property
    def x(self) -> float:
        """Its left edge."""
        return _MARGIN + self.column * (WIDTH - 2 * _MARGIN - _BOX_WIDTH)

    @property
    def y(self) -> float:
        """Its upper edge."""
        return _MARGIN + self.row * _PITCH

    @property
    def center(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + _BOX_WIDTH / 2, self.y + _BOX_HEIGHT / 2


@dataclass(frozen=True)
class Arrow:
    """A property, from one kind of thing to another, by their classes."""

    start: str
    by: str
    end: str


@dataclass(frozen=True)
class Picture:
    """What one picture shows."""

    name: str
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def box(self, kind: str) -> Box:
        """Return the box of a class."""
        return next(box for box in self.boxes if box.kind == kind)


LITERATURE: Final = Picture(
    "model-literature",
    "What the literature says",
    (
        Box("bkg:Framework", 0, 0),
        Box("prov:Entity", 1, 0, "document"),
        Box("bkg:Function", 0, 1),
        Box("oa:SpecificResource", 1, 1, "passage"),
        Box("bkg:Capacity", 0, 2),
        Box("prov:Agent", 1, 2, "speaker"),
        Box("bkg:Claim", 0, 3),
        Box("bkg:ClaimReading", 1, 3),
        Box("bkg:OrganizationType", 0, 4),
        Box("bkg:ContestedPosition", 1, 4),
        Box("bkg:Question", 1, 5),
    ),
    (
        Arrow("bkg:Function", "skos:inScheme", "bkg:Framework"),
        Arrow("bkg:Function", "bkg:quotedFrom", "oa:SpecificResource"),
        Arrow("oa:SpecificResource", "oa:hasSource", "prov:Entity"),
        Arrow("bkg:Function", "bkg:requiresCapacity", "bkg:Capacity"),
        Arrow("bkg:Claim", "bkg:aboutCapacity", "bkg:Capacity"),
        Arrow("bkg:Claim", "prov:wasAttributedTo", "prov:Agent"),
        Arrow("bkg:Claim", "bkg:suggestsType", "bkg:OrganizationType"),
        Arrow("bkg:ClaimReading", "bkg:ofClaim", "bkg:Claim"),
        Arrow("bkg:ClaimReading", "bkg:takesPosition", "bkg:ContestedPosition"),
        Arrow("bkg:ContestedPosition", "bkg:answers", "bkg:Question"),
    ),
)
PARTNERSHIPS: Final = Picture(
    "model-partnerships",
    "What a data file says, and what follows from it (dashed)",
    (
        Box("bkg:OrganizationType", 0, 0),
        Box("bkg:Snapshot", 1, 0, derived=True),
        Box("bkg:Partner", 0, 1),
        Box("bkg:Partnership", 1, 1),
        Box("bkg:Holding", 0, 2, derived=True),
        Box("bkg:DerivedPost", 1, 2, derived=True),
        Box("bkg:Assignment", 0, 3),
        Box("bkg:RoleState", 1, 3, derived=True),
        Box("bkg:Assignable", 0, 4, "function, capacity …"),
    ),
    (
        Arrow("bkg:Partner", "org:classification", "bkg:OrganizationType"),
        Arrow("bkg:Snapshot", "bkg:snapshotOf", "bkg:Partnership"),
        Arrow("bkg:Partner", "org:memberOf", "bkg:Partnership"),
        Arrow("bkg:Holding", "bkg:partner", "bkg:Partner"),
        Arrow("bkg:Holding", "bkg:ofPost", "bkg:DerivedPost"),
        Arrow("bkg:Holding", "bkg:statedBy", "bkg:Assignment"),
        Arrow("bkg:DerivedPost", "bkg:hasState", "bkg:RoleState"),
        Arrow("bkg:Assignment", "bkg:role", "bkg:Assignable"),
        Arrow("bkg:DerivedPost", "bkg:role", "bkg:Assignable"),
    ),
)
PICTURES: Final = (LITERATURE, PARTNERSHIPS)


# --- drawing --------------------------------------------------------------------------------------


def drawn(picture: Picture) -> str:
    """Return a picture as SVG that can be read on a phone, and in print."""
    graph = standard_ontology().names
    height = 2 * _MARGIN + _BOX_HEIGHT + _PITCH * max(box.row for box in picture.boxes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" role="img" '
        'font-family="Helvetica, Arial, Liberation Sans, sans-serif">',
        f"<title>{escape(picture.title)}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{_LINE}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
    ]
    for arrow in picture.arrows:
        parts += _arrow(picture.box(arrow.start), picture.box(arrow.end), arrow.by)
    for box in picture.boxes:
        parts += _box(box, graph)
    return "\n".join([*parts, "</svg>", ""])


def _box(box: Box, graph: Graph) -> Iterator[str]:
    dashes = ' stroke-dasharray="4 3"' if box.derived else ""
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5" '
        f'fill="#f3f7fa" stroke="{_LINE}"{dashes}/>'
    )
    middle, center = box.center
    yield _text(middle, center - 4, box.called or _label(graph, box.kind), bold=True)
    yield _text(middle, center + 13, box.kind, color=_SOFT)


def _arrow(start: Box, end: Box, by: str) -> Iterator[str]:
    (one, y_one), (other, y_other) = start.center, end.center
    half = _BOX_WIDTH / 2
    if start.column == end.column:
        down = 1 if end.row > start.row else -1
        line = [(one, y_one + down * _BOX_HEIGHT / 2), (other, y_other - down * _BOX_HEIGHT / 2)]
        beside = 5 if start.column == 0 else -5
        place, anchor = (one + beside, (y_one + y_other) / 2 + 4), "start" if beside > 0 else "end"
    elif start.row == end.row:
        right = 1 if end.column > start.column else -1
        line = [(one + right * half, y_one), (other - right * half, y_other)]
        place, anchor = (WIDTH / 2, y_one - 6), "middle"
    else:
        # Around the corner, along the box that it starts from, so that its name has room.
        right = 1 if end.column > start.column else -1
        leave = y_one + (12 if end.row > start.row else -12)
        turn = one + right * (half + 40)
        line = [(one + right * half, leave), (turn, leave), (turn, y_other)]
        line.append((other - right * half, y_other))
        place, anchor = ((turn + other - right * half) / 2, y_other - 6), "middle"
    points = " ".join(f"{x:g},{y:g}" for x, y in line)
    yield f'<polyline points="{points}" fill="none" stroke="{_LINE}" marker-end="url(#tip)"/>'
    yield _text(*place, by, anchor=anchor)


def _text(
    x: float, y: float, said: str, *, bold: bool = False, color: str = _INK, anchor: str = "middle"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    size = 12 if bold else 11
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{color}"'
        f"{weight}>{escape(said)}</text>"
    )


# --- the terms ------------------------------------------------------------------------------------


def told_in_words(picture: Picture) -> str:
    """Return what a picture shows, for whoever does not see it."""
    graph = standard_ontology().names
    names = {box.kind: box.called or _label(graph, box.kind) for box in picture.boxes}
    arrows = [f"{names[one.start]} – {one.by} – {names[one.end]}" for one in picture.arrows]
    return f"{picture.title}: {'; '.join(arrows)}."


def terms_page() -> str:
    """Return the pictures, and tables of the terms that the questions of the library use."""
    graph = standard_ontology().names
    used = sorted({name for query in all_queries() for name in _NAME.findall(_bare(query.text))})
    shown = {name for one in PICTURES for arrow in one.arrows for name in (arrow.by,)}
    shown |= {box.kind for one in PICTURES for box in one.boxes}
    names = sorted({*used, *shown}, key=str.lower)
    kinds = [name for name in names if name.partition(":")[2][:1].isupper()]
    others = [name for name in names if name not in kinds and not name.startswith("bkg:")]
    own = [name for name in names if name.startswith("bkg:") and name not in kinds]
    on_files = [name for name in own if not _in_literature(name)]
    parts: list[str] = []
    for picture in PICTURES:
        parts += [f"![{told_in_words(picture)}](images/{picture.name}.svg)", ""]
    for heading, some in (
        ("Kinds of thing", kinds),
        ("What is said of the literature", [name for name in own if name not in on_files]),
        ("What is said of partnerships", on_files),
        ("Terms of other vocabularies, and what they say here", others),
    ):
        parts += [f"**{heading}**", "", "| Term | What it says |", "|---|---|"]
        parts += [f"| `{name}` | {_meaning(graph, name)} |" for name in some]
        parts.append("")
    return "\n".join(parts)


def _bare(text: str) -> str:
    return _NO_TERM.sub("", text)


def _in_literature(name: str) -> bool:
    """Whether a property is used in the knowledge base itself, and not in data files alone."""
    return (None, term(name), None) in standard_ontology().graph


def _meaning(graph: Graph, name: str) -> str:
    said = graph.value(term(name), term("skos:definition")) or graph.value(term(name), USAGE_NOTE)
    columns = (column for sheet in standard_layout().sheets for column in sheet.columns)
    described = (one.description for one in columns if one.path == str(term(name)))
    found = str(said or next(described, "") or _OF_RDF.get(name, ""))
    if not found:
        raise ValueError(f"{name}: ontology/backbone.ttl says nothing of what it means here.")
    ends = [_end(graph, name, end) for end in ("rdfs:domain", "rdfs:range")]
    told = f"*{' → '.join(ends)}:* " if all(ends) else f"*{ends[0]}:* " if ends[0] else ""
    return told + found.replace("|", "\\|").replace("\n", " ")


def _end(graph: Graph, name: str, end: str) -> str:
    kind = graph.value(term(name), term(end))
    if not isinstance(kind, URIRef) or not (label := graph.value(kind, term("rdfs:label"))):
        return ""
    return str(label)


def _label(graph: Graph, kind: str) -> str:
    return str(graph.value(term(kind), term("rdfs:label")) or kind)


def with_terms_page(page: str) -> str:
    """Return “Ask the graph” with what is derived between its two marks."""
    start, end = "<!-- derived: the model -->\n", "<!-- end of what is derived -->"
    before, _, rest = page.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{terms_page()}\n{end}{after}"
