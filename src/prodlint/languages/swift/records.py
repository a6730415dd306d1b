"""Literal data: arrays of records, rows, texts or numbers, and single records bound to a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prodlint.fact import Records
from prodlint.languages.swift.reading import Reading, label_before
from prodlint.languages.swift.returns import is_prose
from prodlint.languages.swift.tree import CALLS, NUMBERS, STRINGS, WRAPPERS
from prodlint.languages.swift.values import data_arguments, is_constructor, literal_text, weigh

_MOST_VALUES = 24
_FEWEST_LITERALS = 3
_FEWEST_TEXTS = 3
_FEWEST_NUMBERS = 4
_LOWEST_SHARE = 0.3


class Holder(NamedTuple):
    """What binds a value: its name, `Records.holder`, and whether other files can use it."""

    name: str
    kind: str
    exported: bool = False


def records_facts(reading: Reading) -> Iterator[Records]:
    """The Records facts of a file, in source order; what lies inside another one is not told again."""
    tree = reading.tree
    candidates = sorted([*tree.of("array_literal", "dictionary_literal"), *reading.calls])
    behind = -1
    for node in candidates:
        if node < behind:
            continue
        fact = _fact(reading, node)
        if fact is not None:
            behind = tree.after[node]
            yield fact


def _fact(reading: Reading, node: int) -> Records | None:
    tree = reading.tree
    kind = tree.kinds[node]
    if kind in CALLS and (tree.after[node] - node < 2 * _FEWEST_LITERALS or not is_constructor(reading, node)):
        return None
    shape, elements = _shape(reading, node)
    if not shape:
        return None
    holder = holder_of(reading, node)
    if holder is None or (shape == "record" and holder.kind == "argument" and kind not in CALLS):
        return None
    weight = weigh(reading, node, {})
    if shape == "record" and weight.literals < _FEWEST_LITERALS and kind in CALLS:
        return None
    if weight.share < _LOWEST_SHARE or not weight.literals:
        return None
    return Records(
        start=tree.starts[node],
        end=tree.ends[node],
        region=reading.region_of(node),
        name=holder.name,
        shape=shape,
        count=1 if shape == "record" else len(elements),
        constructor=_constructor(reading, node, shape, elements),
        fields=_fields(reading, elements),
        values=tuple(text[:200] for text in weight.texts[:_MOST_VALUES]),
        literal_share=round(weight.share, 2),
        holder=holder.kind,
        exported=holder.exported,
    )


def _shape(reading: Reading, node: int) -> tuple[str, list[int]]:
    tree = reading.tree
    if tree.kinds[node] in CALLS:
        return "record", [node]
    parts = tree.parts(node)
    if tree.kinds[node] == "dictionary_literal":
        return ("record", [node]) if len(parts) >= 4 else ("", [])
    elements = [tree.unwrapped(part) for part in parts]
    kinds = {tree.kinds[element] for element in elements}
    if len(elements) < 2:
        return "", []
    if kinds == {"dictionary_literal"}:
        return "records", elements
    if kinds == {"tuple_expression"}:
        return "tuples", elements
    if kinds <= CALLS and all(is_constructor(reading, element) for element in elements):
        return "calls", elements
    if kinds <= STRINGS and len(elements) >= _FEWEST_TEXTS:
        texts = [literal_text(reading, element) or "" for element in elements]
        return ("texts", elements) if sum(map(is_prose, texts)) * 2 > len(texts) else ("", [])
    is_numbers = all(tree.kinds[element] in NUMBERS | {"prefix_expression"} for element in elements)
    return ("numbers", elements) if is_numbers and len(elements) >= _FEWEST_NUMBERS else ("", [])


def _constructor(reading: Reading, node: int, shape: str, elements: list[int]) -> str:
    if shape not in ("calls", "record") or not elements or reading.tree.kinds[elements[0]] not in CALLS:
        return ""
    callee = reading.callees[elements[0]]
    return callee if callee != ".init" else _annotated(reading, node)


def _annotated(reading: Reading, node: int) -> str:
    declaration = reading.tree.parents[node]
    if declaration < 0 or reading.tree.kinds[declaration] != "property_declaration":
        return ".init"
    annotation = reading.tree.child(declaration, "type_annotation")
    return reading.tree.slice(annotation).strip(": []?") if annotation >= 0 else ".init"


def _fields(reading: Reading, elements: list[int]) -> tuple[str, ...]:
    tree = reading.tree
    names: set[str] = set()
    for element in elements[:50]:
        if tree.kinds[element] in CALLS:
            names.update(passed.label for passed in data_arguments(reading, element) if passed.label)
        elif tree.kinds[element] == "dictionary_literal":
            keys = tree.parts(element)[::2]
            names.update(literal_text(reading, key) or tree.dotted(key).lstrip(".") for key in keys)
        elif tree.kinds[element] == "tuple_expression":
            names.update(_tuple_labels(reading, element))
    return tuple(sorted(name for name in names if name))


def _tuple_labels(reading: Reading, element: int) -> list[str]:
    tree = reading.tree
    values = set(tree.elements(element))
    return [tree.slice(part) for part in tree.parts(element) if part not in values]


def holder_of(reading: Reading, node: int) -> Holder | None:
    """What a value is bound to, None where it is part of something else."""
    tree = reading.tree
    value, above = node, tree.parents[node]
    while above >= 0 and (tree.kinds[above] in WRAPPERS or _is_only_element(reading, above, node)):
        value, above = above, tree.parents[above]
    if above < 0:
        return None
    kind = tree.kinds[above]
    if kind == "property_declaration":
        return _bound_holder(reading, above, value)
    if kind == "assignment":
        return _assigned_holder(reading, above)
    if kind == "control_transfer_statement":
        return Holder("return", "return") if tree.text.startswith(b"return", tree.starts[above]) else None
    if kind == "statements":
        is_lone = len(tree.parts(above)) == 1
        return Holder("return", "return") if is_lone and tree.kind_above(above) in _RETURNING else None
    if kind == "value_argument":
        return _argument_holder(reading, above, node)
    if kind in ("function_declaration", "init_declaration"):
        return Holder(_parameter_before(reading, above, value), "parameter")
    return None


def _is_only_element(reading: Reading, array: int, node: int) -> bool:
    tree = reading.tree
    return tree.kinds[array] == "array_literal" and tree.kinds[node] in CALLS and len(tree.parts(array)) == 1


_RETURNING = frozenset({"function_body", "computed_property", "computed_getter"})


def _bound_holder(reading: Reading, declaration: int, value: int) -> Holder:
    tree = reading.tree
    patterns = [part for part in tree.parts(declaration) if tree.kinds[part] == "pattern" and part < value]
    name = tree.slice(patterns[-1]) if patterns else ""
    modifiers = tree.child(declaration, "modifiers")
    words = tree.slice(modifiers) if modifiers >= 0 else ""
    attributes = {word.partition("(")[0] for word in words.split() if word.startswith("@")}
    hidden = "private" in words
    if attributes & {"@" + name for name in reading.vocabulary.words("state_attributes")}:
        return Holder(name, "state", not hidden)
    around = tree.kind_above(declaration)
    if around in ("class_body", "enum_class_body", "protocol_body"):
        return Holder(name, "property", not hidden)
    return Holder(name, "module", not hidden) if around == "source_file" else Holder(name, "local")


def _assigned_holder(reading: Reading, assignment: int) -> Holder:
    tree = reading.tree
    target = tree.slice(assignment + 1)[:80]
    return Holder(target.removeprefix("self."), "property" if target.startswith("self.") else "local")


def _argument_holder(reading: Reading, argument: int, node: int) -> Holder | None:
    """An argument: a collection under its label, a record only where it is put into something."""
    tree = reading.tree
    call = next((outer for outer in tree.ancestors(argument, 4) if outer in reading.callees), -1)
    callee = reading.callees.get(call, "")
    if tree.kinds[node] in CALLS:
        receiver, _, method = callee.rpartition(".")
        return Holder(receiver, "argument") if method in reading.vocabulary.words("adding_methods") else None
    label = label_before(tree, tree.starts[argument], tree.starts[argument + 1])
    return Holder(label or callee, "argument")


def _parameter_before(reading: Reading, function: int, value: int) -> str:
    tree = reading.tree
    before = [part for part in tree.parts(function) if tree.kinds[part] == "parameter" and part < value]
    words = tree.slice(before[-1]).partition(":")[0].split() if before else []
    return words[-1] if words else ""
