"""Types, variables, properties and parameter defaults → Declaration facts."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Declaration
from prodlint.languages.ecmascript.functions import bases_of, is_exported, type_name
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.tree import is_function, words

NAME_FIELDS = ("name", "property", "left", "pattern", "key")


def declarations(reading: Reading) -> list[Declaration]:
    """All declarations of a file that give a value, and its types."""
    spots = reading.outline.spots
    exported = _exported_names(reading)
    found = [_type(reading, node, frame) for node, frame in spots["type"]]
    for node, frame in spots["declarator"]:
        kind = "constant" if (frame.node.text or b"")[:5] == b"const" else "variable"
        _add(found, reading, node, frame, kind, exported)
    for group, kind in (("field", "property"), ("default", "parameter")):
        for node, frame in spots[group]:
            _add(found, reading, node, frame, kind, exported)
    for node, frame in spots["pair"]:
        value = node.child_by_field_name("value")
        if value is not None and value.type in ("true", "false"):
            _add(found, reading, node, frame, "property", exported)
    return [declaration for declaration in found if declaration.name]


def _exported_names(reading: Reading) -> frozenset[str]:
    """The names in `export { … }` clauses."""
    return frozenset(
        words(name)
        for node, _ in reading.outline.spots["exports"]
        for specifier in node.named_children
        if (name := specifier.child_by_field_name("name")) is not None
    )


def _add(found: list[Declaration], reading: Reading, node: Node, frame: Frame, kind: str, exported: frozenset[str]) -> None:
    value = node.child_by_field_name("value") or node.child_by_field_name("right")
    if value is None or is_function(value):
        return
    name_node = _name_node(node)
    if name_node is None or (name_node.type.endswith("_pattern") and name_node.type[:9] != "shorthand"):
        return
    name = words(name_node).strip("\"'")
    shape, text = shape_of(value)
    if shape == "other":
        return
    annotation = node.child_by_field_name("type")
    found.append(
        Declaration(
            start=node.start_byte,
            end=node.end_byte if node.end_byte - node.start_byte < 200 else name_node.end_byte,
            region=reading.region(node.start_byte),
            name=name,
            kind=kind,
            bases=(words(annotation).lstrip(": ")[:120],) if annotation is not None else (),
            shape=shape,
            value=text[:400],
            exported=name in exported or is_exported(frame, 2),
        )
    )


def _name_node(node: Node) -> Node | None:
    for field in NAME_FIELDS:
        child = node.child_by_field_name(field)
        if child is not None:
            return child
    return None


def _type(reading: Reading, node: Node, frame: Frame) -> Declaration:
    body = node.child_by_field_name("body")
    end = body.start_byte if body is not None else min(node.end_byte, node.start_byte + 200)
    return Declaration(
        start=node.start_byte,
        end=end,
        region=reading.region(node.start_byte),
        name=type_name(node),
        kind="type",
        bases=bases_of(node),
        exported=is_exported(frame, 2),
    )
