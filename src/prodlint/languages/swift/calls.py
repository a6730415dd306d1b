"""Calls of a Swift file with the shapes of their arguments, and values used when another is absent."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.fact import Argument, Call, Fallback
from prodlint.languages.swift.bodies import implicit_values
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import STRINGS
from prodlint.languages.swift.values import shape

_TOLD = frozenset({"string", "number", "true", "false", "nil", "array", "record", "call", "name"})
_BODIES = frozenset({"function_body", "source_file", "for_statement", "while_statement", "if_statement", "guard_statement"})


def call_facts(reading: Reading) -> Iterator[Call]:
    """The Call facts of a file; subscripts are no calls."""
    tree = reading.tree
    starts, ends = tree.starts, tree.ends
    for call in reading.calls:
        callee = reading.callees[call]
        if not callee:
            continue
        outer = tree.wrapped(call)
        yield Call(
            start=starts[call] if callee[0] != "." else _name_start(reading, call),
            end=ends[call],
            region=reading.region_of(call),
            callee=callee,
            arguments=tuple([Argument(label, *shape(reading, value)) for label, value, _ in reading.arguments(call)]),
            awaited=outer != call and b"await" in tree.text[starts[outer] : starts[call]],
            used=_is_used(reading, outer),
        )


def _name_start(reading: Reading, call: int) -> int:
    tree = reading.tree
    dot = tree.text.rfind(b".", tree.starts[call], tree.ends[call + 1])
    return dot if dot >= 0 else tree.starts[call]


def _is_used(reading: Reading, expression: int) -> bool:
    tree = reading.tree
    above = tree.parents[expression]
    kind = tree.kinds[above] if above >= 0 else ""
    if kind == "assignment":
        return tree.slice(above + 1) != "_" if tree.ends[above + 1] - tree.starts[above + 1] == 1 else True
    if kind not in ("statements", "source_file"):
        return True
    if kind == "source_file" or tree.starts[above] != tree.starts[expression] or tree.ends[above] != tree.ends[expression]:
        return False
    return _gives_value(reading, above)


def _gives_value(reading: Reading, statements: int) -> bool:
    """Whether a lone expression is the value of the body around it."""
    tree = reading.tree
    around = tree.parents[statements]
    kind = tree.kinds[around]
    if kind == "function_body":
        function = tree.parents[around]
        return b"->" in tree.text[tree.starts[function] : tree.starts[around]]
    return kind in ("lambda_literal", "computed_property", "computed_getter", "switch_entry")


def fallback_facts(reading: Reading) -> Iterator[Fallback]:
    """The Fallback facts of a file: `a ?? b`, and guards and checks that return a value."""
    tree = reading.tree
    for node in tree.of("nil_coalescing_expression"):
        parts = tree.parts(node)
        if len(parts) == 2:
            yield _fallback(reading, node, "operator", parts[0], parts[1], tree.starts[node])
    for node in tree.of("guard_statement"):
        value = _returned_by(reading, node)
        if value >= 0:
            yield _fallback(reading, node, "guard", _guarded(reading, node), value, tree.starts[node])
    for node in tree.of("if_statement"):
        if _asks_for_absence(reading, node):
            value = _returned_by(reading, node)
            if value >= 0:
                yield _fallback(reading, node, "missing", _guarded(reading, node), value, tree.starts[node])


def _fallback(reading: Reading, node: int, style: str, subject: int, value: int, start: int) -> Fallback:
    tree = reading.tree
    kind, text = shape(reading, value)
    return Fallback(
        start=start,
        end=tree.ends[value],
        region=reading.region_of(node),
        style=style,
        subject=_named(reading, subject),
        shape=kind if kind in _TOLD else "other",
        value=text,
    )


def _named(reading: Reading, node: int) -> str:
    if node < 0:
        return ""
    tree = reading.tree
    node = tree.unwrapped(node)
    if tree.kinds[node] in STRINGS:
        return ""
    if node in reading.callees:
        return reading.callees[node] or tree.dotted(node + 1)
    return tree.dotted(node).removesuffix(".isEmpty")


def _returned_by(reading: Reading, node: int) -> int:
    """The value that the first branch of a guard or check returns as its last act, -1 without one."""
    tree = reading.tree
    statements = tree.statements(node)
    if not statements or tree.kinds[statements[-1]] != "control_transfer_statement":
        return -1
    parts = tree.parts(statements[-1])
    is_return = tree.text.startswith(b"return", tree.starts[statements[-1]])
    return next(implicit_values(reading, parts[0]), -1) if parts and is_return else -1


def _guarded(reading: Reading, node: int) -> int:
    """The first value that a condition looks at."""
    tree = reading.tree
    for part in tree.parts(node):
        kind = tree.kinds[part]
        if kind == "value_binding_pattern" or (kind == "simple_identifier" and tree.kinds[part - 1] == "value_binding_pattern"):
            continue
        while tree.kinds[part] in ("prefix_expression", "equality_expression", "conjunction_expression"):
            inner = tree.parts(part)
            if not inner or inner[0] == part:
                break
            part = inner[0]
        return part if kind != "statements" else -1
    return -1


def _asks_for_absence(reading: Reading, node: int) -> bool:
    """Whether an `if` asks `x == nil`, `x.isEmpty` or `!available`."""
    tree = reading.tree
    parts = tree.parts(node)
    if not parts or tree.ends[parts[0]] - tree.starts[parts[0]] > 200:
        return False
    condition = tree.slice(parts[0]).strip()
    return condition.endswith((".isEmpty", "== nil", '== ""')) or (condition.startswith("!") and "&&" not in condition)
