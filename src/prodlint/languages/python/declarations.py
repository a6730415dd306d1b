"""Declaration facts: classes, variables, properties and parameter defaults that are given something."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Declaration
from prodlint.languages.python.classes import bases_of, decorators_of, name_of, owner_of
from prodlint.languages.python.literals import shape_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import REACH, Item

_PARAMETERS = frozenset({"default_parameter", "typed_default_parameter"})
_LONGEST = 200


def declaration_facts(reading: Reading) -> list[Declaration]:
    """Everything in a file that is named and given a value, and every class."""
    facts = []
    for item in reading.tree.of_kinds("assignment", "class_definition", *_PARAMETERS):
        if item.kind == "assignment":
            fact = _variable(reading, item)
        elif item.kind == "class_definition":
            fact = _type(reading, item)
        else:
            fact = _parameter(reading, item)
        if fact is not None:
            facts.append(fact)
    return facts


def _type(reading: Reading, item: Item) -> Declaration:
    tree = reading.tree
    name = name_of(tree, item)
    node = item.node.child_by_field_name("superclasses") or item.node.child_by_field_name("name")
    return Declaration(
        start=item.start,
        end=node.end_byte if node is not None else item.start + len("class"),
        region=reading.region(item),
        name=name,
        kind="type",
        bases=bases_of(tree, item),
        decorators=decorators_of(tree, item),
        exported=item.scope < 0 and not name.startswith("_"),
    )


def _variable(reading: Reading, item: Item) -> Declaration | None:
    tree = reading.tree
    target = target_of(tree, item)
    owner, _, name = target.rpartition(".")
    if not name.isidentifier() or (owner and not owner.replace(".", "_").isidentifier()):
        return None
    in_class = owner_of(item) is not None
    kind = "property" if owner or in_class else "constant" if name.isupper() else "variable"
    value = item.node.child_by_field_name("right")
    for _ in range(REACH):
        if value is None or value.type != "assignment":
            break
        value = value.child_by_field_name("right")
    annotation = item.node.child_by_field_name("type")
    shape, text = _given(reading, value)
    return Declaration(
        start=item.start,
        end=min(item.end, value.end_byte) if value is not None else item.end,
        region=reading.region(item),
        name=name,
        kind=kind,
        bases=(tree.of(annotation),) if annotation is not None else (),
        exported=not name.startswith("_") and (item.scope < 0 or bool(owner)),
        shape=shape,
        value=text,
    )


def _parameter(reading: Reading, item: Item) -> Declaration:
    tree = reading.tree
    name, annotation = item.node.child_by_field_name("name"), item.node.child_by_field_name("type")
    text = tree.of(name) if name is not None else ""
    shape, given = _given(reading, item.node.child_by_field_name("value"))
    return Declaration(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        name=text,
        kind="parameter",
        bases=(tree.of(annotation),) if annotation is not None else (),
        exported=not text.startswith("_"),
        shape=shape,
        value=given,
    )


def _given(reading: Reading, value: Node | None) -> tuple[str, str]:
    """(shape, value) of what is given."""
    if value is None:
        return "", ""
    shape, text = shape_of(reading.tree, value)
    if shape == "call" or shape == "name":
        text = reading.names.resolve(text)
    return shape, text[:_LONGEST]
