"""The layout of a Turtle file: lines, indents and blank lines, for statements in a given order.

A statement stands on one line if it fits into 100 characters. Otherwise each predicate has a line,
but for ``a``, which stands behind the subject. Objects stand on one line if they fit, else each on
its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.ontology.statements import File, Node, Properties, Statement, objects

WIDTH = 100
"""Characters that a line has at most, unless one term alone is longer."""

_INDENT = "    "


def written(file: File) -> str:
    """Return the text of a file, with those of the prefixes that it uses, by name."""
    used = set(
        _prefixes_in(part for one in file.sections for said in one.statements for part in said)
    )
    prefixes = [
        f"@prefix {name}: <{space}> ."
        for name, space in sorted(file.prefixes.items())
        if name in used
    ]
    blocks = [*file.header, "\n".join(prefixes)]
    for heading, statements in file.sections:
        blocks += [heading, *_blocks(statements)]
    text = "\n\n".join(filter(None, blocks))
    return f"{text}\n" if text else ""


def _blocks(statements: Sequence[Statement]) -> Iterator[str]:
    """Return what stands between blank lines: a statement with its own, or several short ones."""
    block: list[str] = []
    owned: list[str] = []
    short = False
    for subject, properties in statements:
        line = f"{subject} {_flat_properties(properties)} ."
        fits = len(line) <= WIDTH and "\n" not in line
        text = line if fits else f"{subject}{_properties(properties, _INDENT, first=' ')} ."
        belongs = subject in owned
        if block and not (belongs or (short and fits)):
            yield "\n".join(block)
            block = []
        block.append(text)
        if not belongs:
            owned, short = objects(properties, "oa:hasSelector"), fits
    if block:
        yield "\n".join(block)


def _prefixes_in(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, dict):
            yield from _prefixes_in(node)
            yield from _prefixes_in(one for some in node.values() for one in some)
        elif isinstance(node, list):
            yield from _prefixes_in(node)
        elif node.startswith('"'):
            yield from _prefixes_in(node[node.rindex('"') :].split("^^")[1:])
        elif not node.startswith("<") and ":" in node:
            yield node.partition(":")[0]


def flat(node: Node) -> str:
    """Return a node on one line."""
    if isinstance(node, dict):
        return f"[ {_flat_properties(node)} ]" if node else "[]"
    if isinstance(node, list):
        return f"( {' '.join(map(flat, node))} )" if node else "()"
    return node


def _flat_properties(properties: Properties) -> str:
    return " ; ".join(f"{name} {', '.join(map(flat, some))}" for name, some in properties.items())


def _properties(properties: Properties, indent: str, *, first: str) -> str:
    """Return properties a line each; the first stands behind ``first`` if it is a type."""
    lines = [
        (first if number == 0 and name == "a" else f"\n{indent}") + _property(name, some, indent)
        for number, (name, some) in enumerate(properties.items())
    ]
    return " ;".join(lines)


def _property(name: str, some: list[Node], indent: str) -> str:
    line = f"{name} {', '.join(map(flat, some))}"
    if "\n" not in line and len(indent) + len(line) + 2 <= WIDTH:
        return line
    deeper = indent + _INDENT
    text = f"{name} {_node(some[0], indent, len(indent) + len(name) + 1)}"
    for node in some[1:]:
        # What takes several lines begins where its first line does, so that brackets stand in line.
        several = not isinstance(node, str) and "\n" in _node(node, "", len(deeper))
        at = indent if several else deeper
        text += f",\n{at}{_node(node, at, len(at))}"
    return text


def _node(node: Node, indent: str, column: int) -> str:
    """Return a node that begins at a column, on one line or on several with an indent."""
    line = flat(node)
    if isinstance(node, str) or (column + len(line) + 2 <= WIDTH and "\n" not in line):
        return line
    deeper = indent + _INDENT
    if isinstance(node, dict):
        return f"[{_properties(node, deeper, first=' ')}\n{indent}]"
    items = "".join(f"\n{deeper}{_node(item, deeper, len(deeper))}" for item in node)
    return f"({items}\n{indent})"
