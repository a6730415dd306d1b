"""Records facts: literal collections of record-shaped values, and single records bound to a name."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import Records
from prodlint.languages.python.classes import owner_of
from prodlint.languages.python.leaves import leaves_of
from prodlint.languages.python.literals import (
    SEQUENCES,
    STRINGS,
    arguments_of,
    bare,
    callee_text,
    is_number,
    is_prose,
    labelled,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, Tree

_COLLECTIONS = frozenset({"list", "tuple", "set", "dictionary"})
_THROUGH = frozenset({"parenthesized_expression", "await", "expression_list", "conditional_expression", "boolean_operator"})
_MOST_VALUES = 24
_MOST_ELEMENTS = 2000


class Holder(NamedTuple):
    """What a collection is bound to, as Records writes it."""

    name: str
    holder: str
    exported: bool = False


def records_facts(reading: Reading) -> list[Records]:
    """One fact for each outermost collection literal (or constructor call bound to a name) that holds records."""
    facts = []
    stop = 0
    for item in reading.tree.of_kinds(*_COLLECTIONS):
        if item.index < stop:
            continue
        fact = _records(reading, item)
        if fact is not None:
            facts.append(fact)
            stop = item.stop
    return facts


def _records(reading: Reading, item: Item) -> Records | None:
    elements = [child for child in item.node.named_children if child.type != "comment"][:_MOST_ELEMENTS]
    if not elements:
        return None
    shape, inner = _shape(reading.tree, item, elements)
    if not shape:
        return None
    holder = holder_of(reading, item)
    if holder is None or (shape == "record" and not holder.name):
        return None
    count = _rows(inner) if shape == "records" and item.kind == "dictionary" and _is_table(item) else len(elements)
    leaves = leaves_of(reading, [item.node])
    return Records(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        name=holder.name,
        shape=shape,
        count=1 if shape == "record" else count,
        constructor=_constructor(reading, elements) if shape == "calls" else "",
        fields=_fields(reading.tree, shape, elements, inner),
        values=tuple(text[:120] for text in leaves.texts[:_MOST_VALUES]),
        literal_share=round(leaves.literal / leaves.seen(), 3) if leaves.seen() else 0.0,
        holder=holder.holder,
        exported=holder.exported,
    )


def _shape(tree: Tree, item: Item, elements: list[Node]) -> tuple[str, list[Node]]:
    """(shape, the nodes that carry the fields)."""
    if item.kind == "dictionary":
        values = [bare(value) for pair in elements if (value := pair.child_by_field_name("value")) is not None]
        if len(values) > 1 and all(value.type == "dictionary" and value.named_children for value in values):
            return "records", values
        if _is_table(item):
            return "records", values
        return "record", values
    return _sequence_shape(tree, [bare(element) for element in elements])


def _sequence_shape(tree: Tree, elements: list[Node]) -> tuple[str, list[Node]]:
    kinds = {element.type for element in elements}
    if kinds == {"dictionary"}:
        return ("records" if len(elements) > 1 else "record"), elements
    if len(elements) > 1 and kinds <= {"tuple", "list"} and all(len(row.named_children) > 1 for row in elements):
        return "tuples", elements
    if len(elements) > 1 and kinds == {"call"} and all(_constructs(tree, element) for element in elements):
        return "calls", elements
    if len(elements) > 2 and kinds <= STRINGS:
        prose = sum(is_prose(string_value(tree, element)) for element in elements)
        return ("texts" if prose > 2 and 2 * prose >= len(elements) else ""), elements
    if len(elements) > 3 and all(is_number(element) for element in elements):
        return "numbers", elements
    return "", elements


def _constructs(tree: Tree, call: Node) -> bool:
    function = call.child_by_field_name("function")
    name = callee_text(tree, function).rpartition(".")[2] if function is not None else ""
    return (name[:1].isupper() and not name.isupper()) or name == "dict"


def _constructor(reading: Reading, elements: list[Node]) -> str:
    function = bare(elements[0]).child_by_field_name("function")
    return reading.names.resolve(callee_text(reading.tree, function)) if function is not None else ""


def _is_table(item: Item) -> bool:
    """The only argument of a data frame: columns of literal lists."""
    call = item.parent
    if call.kind != "call" or not item.node.named_children:
        return False
    function = (call.node.child_by_field_name("function") or call.node).text or b""
    return function.rpartition(b".")[2] == b"DataFrame" and item.node.named_children[0].type == "pair"


def _rows(columns: list[Node]) -> int:
    return max((column.named_child_count for column in columns if column.type in SEQUENCES), default=1)


def _fields(tree: Tree, shape: str, elements: list[Node], inner: list[Node]) -> tuple[str, ...]:
    if shape == "calls":
        return tuple(sorted({labelled(tree, node)[0] for call in inner for node in arguments_of(bare(call))} - {""}))
    if shape == "record":
        pairs = [
            pair for element in elements for pair in (element.named_children if element.type == "dictionary" else [element])
        ]
    elif shape == "records" and elements[0].type == "pair" and inner and inner[0].type != "dictionary":
        pairs = elements
    elif shape == "records":
        pairs = [pair for record in inner for pair in record.named_children]
    else:
        return ()
    keys = [key for pair in pairs if (key := pair.child_by_field_name("key")) is not None]
    return tuple(sorted({string_value(tree, key) if key.type in STRINGS else tree.of(key)[:80] for key in keys}))


def holder_of(reading: Reading, item: Item) -> Holder | None:
    """What a collection is bound to, None when it only stands in an expression."""
    inner, outer = item, item.parent
    for _ in range(6):
        kind = outer.kind
        if kind == "assignment":
            return _assigned(reading, inner, outer)
        if kind == "return_statement" or kind == "yield":
            return Holder("return", "return")
        if kind == "call":
            return _argument(reading, inner, outer)
        if kind in ("keyword_argument", "default_parameter", "typed_default_parameter"):
            name = outer.node.child_by_field_name("name")
            text = reading.tree.of(name) if name is not None else ""
            return Holder(text, "argument" if kind == "keyword_argument" else "parameter")
        if kind == "pair":
            key = outer.node.child_by_field_name("key")
            return Holder(string_value(reading.tree, key) if key is not None and key.type in STRINGS else "", "local")
        if kind in ("for_statement", "list_comprehension", "generator_expression"):
            return Holder("", "local")
        if kind not in _THROUGH and kind not in _COLLECTIONS:
            return None
        inner, outer = outer, outer.parent
    return None


def _assigned(reading: Reading, inner: Item, outer: Item) -> Holder | None:
    target = target_of(reading.tree, outer)
    if inner.start == outer.start:
        return None
    owner, _, name = target.partition("[")[0].rpartition(".")
    if "session_state" in target:
        name = target.rpartition(".")[2] if "[" not in target else target.partition("[")[2].strip("]'\"")
        return Holder(name, "state")
    if owner:
        return Holder(name, "property", not name.startswith("_"))
    if owner_of(outer) is not None:
        return Holder(name, "property", not name.startswith("_"))
    if outer.scope < 0:
        return Holder(name, "module", not name.startswith("_"))
    return Holder(name, "local")


def _argument(reading: Reading, inner: Item, call: Item) -> Holder | None:
    if inner.start == call.start:
        return None
    callee = reading.names.callee(call)
    owner, _, last = callee.rpartition(".")
    if last in reading.vocabulary.words("fillers"):
        return Holder(owner.rpartition(".")[2], "argument")
    if last == "DataFrame" or last in reading.vocabulary.words("wrappers"):
        return holder_of(reading, call) or Holder("", "argument")
    return Holder("", "argument")
