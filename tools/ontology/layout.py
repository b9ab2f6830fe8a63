"""The layout of a Turtle file: lines, indents and blank lines, for statements in a given order.

A statement stands on one line if it fits into 100 characters. Otherwise each predicate has a line,
but for ``a``, which stands behind the subject. Objects stand on one line if they fit, else each on
its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.ontology.syntax_tree import (
    Blank,
    Collection,
    Document,
    Node,
    Prefix,
    Property,
    Remark,
    Statement,
)

WIDTH = 100
"""Characters that a line has at most, unless one term alone is longer."""

_INDENT = "    "


def written(document: Document, parts: list[Statement | Remark]) -> str:
    """Return the text of a file.

    Parameters
    ----------
    document
        The file; of its prefixes those that are used are written, by name.
    parts
        Its statements and remarks, in the order in which they are to stand.
    """
    names = set(_names(parts))
    kept = sorted((p for p in document.prefixes if p.name in names), key=lambda p: p.name)
    blocks = ["\n".join(remark.lines) for remark in document.header]
    orphaned = [
        comment
        for prefix in document.prefixes
        if prefix.name not in names
        for comment in (*prefix.before, *prefix.after)
    ]
    if orphaned:
        blocks.append("\n".join(orphaned))
    if kept:
        blocks.append("\n".join(map(_prefix, kept)))
    leader: Statement | None = None
    short = False
    for part in parts:
        if isinstance(part, Remark):
            blocks.append("\n".join(part.lines))
            leader, short = None, False
            continue
        line = _on_one_line(part)
        text = _statement(part) if line is None else line
        belongs = leader is not None and _mentions(leader, part)
        if belongs or (short and line is not None):
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
        if not belongs:
            leader, short = part, line is not None
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _prefix(prefix: Prefix) -> str:
    return "\n".join([*prefix.before, f"@prefix {prefix.name}: <{prefix.iri}> ."]) + _behind(
        prefix.after
    )


def _behind(comments: list[str]) -> str:
    """Return the comment that stands behind something, if there is one."""
    return "".join(f"  {comment}" for comment in comments)


def _mentions(statement: Statement, other: Statement) -> bool:
    return isinstance(other.subject, str) and other.subject in statement.objects("oa:hasSelector")


def _names(parts: list[Statement | Remark]) -> Iterator[str]:
    """Return the prefixes that are used."""

    def of_node(node: Node) -> Iterator[str]:
        if isinstance(node, Blank):
            for each in node.properties:
                yield from of_property(each)
        elif isinstance(node, Collection):
            for item in node.items:
                yield from of_node(item.node)
        elif node.startswith(('"', "'")):
            _, datatype, name = node[node.rindex(node[0]) :].partition("^^")
            if datatype:
                yield from of_node(name)
        elif not node.startswith("<") and ":" in node:
            yield node.partition(":")[0]

    def of_property(each: Property) -> Iterator[str]:
        yield from of_node(each.predicate)
        for item in each.objects:
            yield from of_node(item.node)

    for part in parts:
        if isinstance(part, Statement):
            yield from of_node(part.subject)
            for each in part.properties:
                yield from of_property(each)


def _commented(properties: list[Property]) -> bool:
    """Return whether there is a comment anywhere inside."""
    return any(
        each.before or any(i.before or i.after or _has_comment(i.node) for i in each.objects)
        for each in properties
    )


def _has_comment(node: Node) -> bool:
    if isinstance(node, Blank):
        return _commented(node.properties)
    if isinstance(node, Collection):
        return any(item.before or item.after or _has_comment(item.node) for item in node.items)
    return False


def flat(node: Node) -> str:
    """Return a node on one line, without its comments."""
    if isinstance(node, Blank):
        return f"[ {_flat_properties(node.properties)} ]" if node.properties else "[]"
    if isinstance(node, Collection):
        return f"( {' '.join(flat(item.node) for item in node.items)} )" if node.items else "()"
    return node


def _flat_properties(properties: list[Property]) -> str:
    return " ; ".join(
        f"{each.predicate} {', '.join(flat(item.node) for item in each.objects)}"
        for each in properties
    )


def _on_one_line(statement: Statement) -> str | None:
    """Return a statement on one line, or None if it does not fit or has comments inside."""
    inside = _has_comment(statement.subject) or _commented(statement.properties)
    if inside or statement.before:
        return None
    line = f"{flat(statement.subject)} {_flat_properties(statement.properties)}".rstrip() + " ."
    return None if len(line) > WIDTH or "\n" in line else line + _behind(statement.after)


def _statement(statement: Statement) -> str:
    text = _node(statement.subject, "", 0)
    if statement.properties:
        text += _properties(statement.properties, _INDENT, first=" ")
    return "\n".join([*statement.before, f"{text} .{_behind(statement.after)}"])


def _properties(properties: list[Property], indent: str, *, first: str) -> str:
    """Return properties, the first behind ``first`` if it is a type without comment above it."""
    text = ""
    for number, each in enumerate(properties):
        inline = number == 0 and each.predicate == "a" and not each.before
        text += first if inline else "".join(f"\n{indent}{line}" for line in [*each.before, ""])
        after = each.objects[-1].after
        last = number == len(properties) - 1
        text += _property(each, indent) + ("" if last else " ;") + _behind(after)
    return text


def _property(each: Property, indent: str) -> str:
    line = f"{each.predicate} {', '.join(flat(item.node) for item in each.objects)}"
    plain = not any(_has_comment(item.node) or item.before for item in each.objects) and not any(
        item.after for item in each.objects[:-1]
    )
    if plain and "\n" not in line and len(indent) + len(line) + 2 <= WIDTH:
        return line
    deeper = indent + _INDENT
    text = each.predicate
    for number, item in enumerate(each.objects):
        # What takes several lines begins where its first line does, so that brackets stand in line.
        if number == 0:
            text += f" {_node(item.node, indent, len(indent) + len(each.predicate) + 1)}"
        else:
            several = not isinstance(item.node, str) and "\n" in _node(item.node, "", len(deeper))
            at = indent if several else deeper
            text += "".join(f"\n{at}{line}" for line in [*item.before, ""])
            text += _node(item.node, at, len(at))
        if number < len(each.objects) - 1:
            text += "," + _behind(item.after)
    return text


def _node(node: Node, indent: str, column: int) -> str:
    """Return a node that begins at a column, on one line or on several with an indent."""
    line = flat(node)
    fits = column + len(line) + 2 <= WIDTH and "\n" not in line and not _has_comment(node)
    if isinstance(node, str) or fits:
        return line
    deeper = indent + _INDENT
    if isinstance(node, Blank):
        return f"[{_properties(node.properties, deeper, first=' ')}\n{indent}]"
    items = "".join(
        "".join(f"\n{deeper}{line}" for line in item.before)
        + f"\n{deeper}{_node(item.node, deeper, len(deeper))}{_behind(item.after)}"
        for item in node.items
    )
    return f"({items}\n{indent})"
