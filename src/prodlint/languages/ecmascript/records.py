"""Literal collections and literal objects bound to a name → Records facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from prodlint.fact import Records
from prodlint.languages.ecmascript.functions import is_exported
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.tree import WRAPPERS, first_child, is_function, last_name, unwrapped, words
from prodlint.languages.ecmascript.values import prose

LITERALS = frozenset({"string", "number", "true", "false", "nil"})
NODES = 400
"""How many nodes of a collection are looked at for its values."""

VALUES = 24
RECORD_PARENTS = frozenset(
    {
        "variable_declarator",
        "return_statement",
        "public_field_definition",
        "field_definition",
        "assignment_expression",
        "assignment_pattern",
        "pair",
    }
)


@dataclass(slots=True)
class Binding:
    """What a collection is bound to: Records.name, holder and exported."""

    name: str
    holder: str
    exported: bool = False
    start: int = -1


@dataclass(slots=True)
class Leaves:
    """The values in a collection: how many are literal, their texts, and the names of the fields."""

    literal: int = 0
    total: int = 0
    values: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)


def records(reading: Reading) -> list[Records]:
    """The outermost literal collections of a file, in source order."""
    spots = sorted(reading.outline.spots["array"] + reading.outline.spots["object"], key=lambda spot: spot[0].start_byte)
    found: list[Records] = []
    covered = 0
    for node, frame in spots:
        if node.start_byte < covered or node.named_child_count == 0:
            continue
        record = _collection(reading, node, frame) if node.type == "array" else _record(reading, node, frame)
        if record is not None:
            covered = node.end_byte
            found.append(record)
    return found


def _collection(reading: Reading, node: Node, frame: Frame) -> Records | None:
    elements = [unwrapped(child) for child in node.named_children if child.type != "comment"]
    shape, constructor = _shape(elements)
    if not shape:
        return None
    binding = _binding(reading, node, frame)
    if binding is None:
        return None
    fact = _fact(reading, node, frame, binding, shape, constructor, len(elements))
    # One object in a list is how requests are written; it is data only where something keeps it or it says enough.
    passing = shape == "record" and binding.holder in ("property", "argument", "return") and len(fact.values) < 3
    return None if passing else fact


def _shape(elements: list[Node]) -> tuple[str, str]:
    """(Records.shape, constructor) of a list of elements, ("", "") when they are not data."""
    kinds = {element.type for element in elements}
    if kinds == {"object"} and any(element.named_child_count for element in elements):
        return ("records" if len(elements) > 1 else "record"), ""
    if kinds == {"array"} and len(elements) > 1 and all(element.named_child_count > 1 for element in elements):
        return "tuples", ""
    if kinds == {"new_expression"} and len(elements) > 1:
        names = {shape_of(element)[1] for element in elements}
        return ("calls", names.pop()) if len(names) == 1 else ("", "")
    if kinds <= {"string", "template_string"} and len(elements) >= 3:
        texts = [shape_of(element)[1] for element in elements]
        return ("texts", "") if sum(prose(text) or " " in text for text in texts) * 2 > len(texts) else ("", "")
    if kinds <= {"number", "unary_expression"} and len(elements) >= 4:
        return "numbers", ""
    return "", ""


def _record(reading: Reading, node: Node, frame: Frame) -> Records | None:
    if frame.kind == "arguments":
        around = frame.outer
        site = reading.site_of(around.node) if around is not None else None
        if site is None or not _is_state(reading, site.callee):
            return None
    elif (frame.kind == "pair" and node.named_child_count < 3) or (
        frame.kind not in RECORD_PARENTS and frame.kind not in WRAPPERS
    ):
        return None
    binding = _binding(reading, node, frame)
    if binding is None:
        return None
    fact = _fact(reading, node, frame, binding, "record", "", 1)
    return fact if len(fact.values) >= 3 and fact.literal_share >= 0.3 else None


def _fact(reading: Reading, node: Node, frame: Frame, binding: Binding, shape: str, constructor: str, count: int) -> Records:
    leaves = _leaves(node)
    start = binding.start if binding.start >= 0 else node.start_byte
    return Records(
        start=start,
        end=max(node.end_byte, start + 1),
        region=reading.region(start),
        name=binding.name,
        shape=shape,
        count=count,
        constructor=constructor,
        fields=tuple(sorted(leaves.fields)[:40]),
        values=tuple(leaves.values),
        literal_share=leaves.literal / leaves.total if leaves.total else 1.0,
        holder=binding.holder,
        exported=binding.exported,
    )


def _leaves(node: Node) -> Leaves:
    leaves = Leaves()
    stack = [node]
    budget = NODES
    while stack and budget:
        budget -= 1
        part = unwrapped(stack.pop())
        kind = part.type
        if kind in ("object", "array"):
            stack.extend(reversed(part.named_children))
        elif kind == "pair":
            leaves.fields.add(words_of_field(part, "key"))
            value = part.child_by_field_name("value")
            stack += [value] if value is not None else []
        elif kind == "new_expression":
            holder = part.child_by_field_name("arguments")
            leaves.total += holder is None or not holder.named_child_count
            stack.extend(reversed(holder.named_children if holder is not None else []))
        elif kind != "comment":
            _count(leaves, part)
    return leaves


def _count(leaves: Leaves, part: Node) -> None:
    if part.type == "shorthand_property_identifier":
        leaves.fields.add(words(part))
    leaves.total += 1
    shape, text = shape_of(part)
    if shape not in LITERALS:
        return
    leaves.literal += 1
    if len(leaves.values) < VALUES:
        leaves.values.append(text[:200] if shape in ("string", "number") else shape)


def _is_state(reading: Reading, callee: str) -> bool:
    if last_name(callee) in reading.vocabulary.words("state_hooks"):
        return True
    return reading.vocabulary.effect(callee) == "state"


def _binding(reading: Reading, node: Node, frame: Frame) -> Binding | None:
    """What a collection is bound to, None when it is bound to nothing that keeps it."""
    inner = node
    for around in frame.climb(8):
        kind = around.kind
        if kind == "variable_declarator":
            return _of_declarator(reading, around)
        if kind in ("public_field_definition", "field_definition"):
            name = words_of_field(around.node, "name") or words_of_field(around.node, "property")
            return Binding(name, "property", start=around.node.start_byte)
        if kind == "pair":
            key = words_of_field(around.node, "key")
            return Binding(key, "property", start=around.node.start_byte)
        if kind in ("assignment_pattern", "object_assignment_pattern", "required_parameter"):
            name = words_of_field(around.node, "left") or words_of_field(around.node, "pattern")
            return Binding(name[:80], "parameter")
        if kind == "assignment_expression":
            left = around.node.child_by_field_name("left")
            name = last_name(words(left)) if left is not None else ""
            return Binding(name[:80], "property" if "." in words_of_field(around.node, "left") else "local")
        if kind == "return_statement" or is_function(around.node):
            return Binding("return", "return") if kind == "return_statement" or inner.type != "formal_parameters" else None
        if kind == "call_expression":
            return _of_call(reading, around)
        if kind == "jsx_attribute":
            return Binding(words(around.node.named_children[0]), "argument")
        if kind == "export_statement":
            return Binding("default", "module", exported=True)
        if kind not in WRAPPERS and kind not in ("arguments", "binary_expression", "jsx_expression", "ternary_expression"):
            return None
        inner = around.node
    return None


def _of_declarator(reading: Reading, frame: Frame) -> Binding:
    pattern = frame.node.child_by_field_name("name")
    name = words(pattern) if pattern is not None and pattern.type == "identifier" else ""
    exported = is_exported(frame, 3)
    return Binding(name, "local" if reading.inner(frame) >= 0 else "module", exported, frame.node.start_byte)


def _of_call(reading: Reading, frame: Frame) -> Binding | None:
    site = reading.site_of(frame.node)
    callee = site.callee if site is not None else ""
    if last_name(callee) in reading.vocabulary.words("state_hooks"):
        return Binding(_state_name(frame), "state")
    if reading.vocabulary.effect(callee) == "state":
        return Binding(callee, "state", start=frame.node.start_byte)
    return Binding(callee, "argument") if callee else None


def _state_name(frame: Frame) -> str:
    """The first name of `const [value, setValue] = useState(…)`."""
    for around in frame.climb(5):
        if around.kind == "variable_declarator":
            pattern = around.node.child_by_field_name("name")
            first = first_child(pattern) if pattern is not None and pattern.type == "array_pattern" else pattern
            return words(first) if first is not None else ""
    return ""
