"""Waiting in Swift: sleeps, `asyncAfter` and timers, how long they last and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.fact import Delay
from prodlint.languages.swift.bodies import Summary, doings
from prodlint.languages.swift.functions import Functions
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.returns import worth
from prodlint.languages.swift.tree import CALLS
from prodlint.languages.swift.values import Locals, data_arguments, is_constructor, literal_text, weigh

_LOOPS = frozenset({"for_statement", "while_statement", "repeat_while_statement"})
_FUNCTIONS = frozenset({"function_declaration", "init_declaration", "computed_property", "computed_getter"})
_UNITS = {"seconds": 1.0, "milliseconds": 1e-3, "microseconds": 1e-6, "nanoseconds": 1e-9}
_LENGTH = re.compile(r"\.(seconds|milliseconds|microseconds|nanoseconds)\((.+)\)\s*$", re.DOTALL)
_SINCE_NOW = re.compile(r"^[\w.]*\bnow\s*(?:\(\s*\))?\s*\+\s*(.+)$", re.DOTALL)
_CAST = re.compile(r"^(?:UInt64|UInt32|Int|Double|TimeInterval)\((.*)\)$", re.DOTALL)
_PER_SECOND = {"NSEC_PER_SEC": 1e9, "USEC_PER_SEC": 1e6, "NSEC_PER_MSEC": 1e6}
_STATES = frozenset({"true", "false", "nil", "0", "0.0", ""})
_FARTHEST = 200
_MOST_EVENTS = 1000
"""How much of a body is looked at, so that nested waits in machine-made input stay cheap."""


class _Scope(NamedTuple):
    """What a body or callback does besides waiting, and where it sets literals (nodes in source order)."""

    calls: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    inventions: tuple[int, ...] = ()


def delay_facts(reading: Reading, functions: Functions) -> Iterator[Delay]:
    """The Delay facts of a file, in source order."""
    scopes: dict[int, _Scope] = {-1: _Scope()}
    for call in reading.calls:
        callee = reading.callees[call]
        if callee and reading.effect_of(callee) == "sleep":
            arguments = reading.arguments(call)
            callback = _callback(reading, call, arguments)
            scope = callback if callback >= 0 else _enclosing(reading, call)
            summary = _summary_around(reading, call, functions)
            if scope not in scopes:
                scopes[scope] = _scope(reading, scope, summary)
            yield _fact(reading, call, arguments, callback, scopes[scope], summary.local)


def _summary_around(reading: Reading, call: int, functions: Functions) -> Summary:
    function = reading.site_of(call)
    return functions.summary(function) if function >= 0 else Summary("real")


def _scope(reading: Reading, scope: int, summary: Summary) -> _Scope:
    nodes = reading.tree.within(reading.tree.events, scope)[:_MOST_EVENTS]
    doing = (node for node in nodes if node not in reading.callees or reading.effect(node) != "sleep")
    calls, effects = doings(reading, doing, summary.bound)
    inventions = tuple(node for node in nodes if _sets_literal(reading, node, summary.local))
    return _Scope(calls, effects, inventions)


def _fact(reading: Reading, call: int, arguments: list[Passed], callback: int, scope: _Scope, local: Locals) -> Delay:
    tree = reading.tree
    callee = reading.callees[call]
    is_callback = callback >= 0 or callee in reading.vocabulary.words("timer_calls")
    style = "callback" if is_callback else ("await" if "await" in _prefix(reading, call) else "block")
    following = callback if callback >= 0 else tree.after[call]
    return Delay(
        start=tree.starts[call],
        end=tree.ends[call] if callback < 0 else max(tree.starts[callback], tree.ends[call + 1]),
        region=reading.region_of(call),
        style=style,
        callee=callee,
        seconds=_seconds(reading, callee, arguments, local),
        loop=_repeats(reading, arguments) or _in_loop(reading, call),
        effects=scope.effects,
        calls=scope.calls,
        literal=bool(scope.inventions) and scope.inventions[-1] >= following,
        random_length=_is_random(reading, arguments, local),
    )


def _prefix(reading: Reading, call: int) -> list[str]:
    outer = reading.tree.wrapped(call)
    return reading.tree.text[reading.tree.starts[outer] : reading.tree.starts[call]].decode("utf-8", "replace").split()


def _callback(reading: Reading, call: int, arguments: list[Passed]) -> int:
    """The closure that runs after the wait: the call's own, or that of a `.sink` on a timer publisher; -1 without."""
    tree = reading.tree
    for passed in reversed(arguments):
        if tree.kinds[passed.value] == "lambda_literal":
            return passed.value
    for outer in tree.ancestors(call, 12):
        if tree.kinds[outer] not in ("navigation_expression", "call_expression"):
            return -1
        if outer in reading.callees:
            closures = [passed.value for passed in reading.arguments(outer) if tree.kinds[passed.value] == "lambda_literal"]
            if closures:
                return closures[-1]
    return -1


def _enclosing(reading: Reading, call: int) -> int:
    """The body that waits: the function around, or inside a view the closure passed to it."""
    tree, wrappers = reading.tree, reading.vocabulary.words("transparent_calls")
    closure = -1
    for outer in tree.ancestors(call, _FARTHEST):
        kind = tree.kinds[outer]
        if kind in ("function_declaration", "init_declaration"):
            return outer
        if kind in _FUNCTIONS:
            return closure if closure >= 0 else outer
        if kind == "lambda_literal" and closure < 0 and not _is_passed_to(reading, outer, wrappers):
            closure = outer
    return closure


def _is_passed_to(reading: Reading, closure: int, names: frozenset[str]) -> bool:
    return any(reading.callees.get(outer) in names for outer in reading.tree.ancestors(closure, 4))


def _in_loop(reading: Reading, call: int) -> bool:
    for outer in reading.tree.ancestors(call, _FARTHEST):
        if reading.tree.kinds[outer] in _LOOPS:
            return True
        if reading.tree.kinds[outer] in _FUNCTIONS:
            return False
    return False


def _repeats(reading: Reading, arguments: list[Passed]) -> bool:
    return any(passed.label == "repeats" and reading.tree.slice(passed.value) == "true" for passed in arguments)


def _seconds(reading: Reading, callee: str, arguments: list[Passed], local: Locals) -> float:
    if not arguments:
        return -1.0
    passed = arguments[0]
    value = local.get(reading.tree.dotted(passed.value), passed.value)
    text = reading.tree.slice(value)[:120].strip()
    since_now = _SINCE_NOW.match(text)
    text = since_now[1].strip() if since_now else text
    length = _LENGTH.search(text)
    if length:
        return _product(length[2], _UNITS[length[1]])
    words = reading.vocabulary.words
    for unit, factor in _UNITS.items():
        if passed.label in words(f"{unit}_labels") or (not passed.label and callee in words(f"{unit}_calls")):
            return _product(text, factor)
    return _product(text, 1.0)


def _product(text: str, factor: float) -> float:
    """The value of a product of numbers such as `UInt64(1.5 * 1_000_000_000)`, -1.0 for anything else."""
    cast = _CAST.match(text.strip())
    product = factor
    for part in (cast[1] if cast else text).split("*"):
        word = part.strip().strip("()").replace("_", "") if "PER" not in part else part.strip()
        try:
            product *= _PER_SECOND.get(word) or float(word)
        except ValueError:
            return -1.0
    return round(product, 9)


def _is_random(reading: Reading, arguments: list[Passed], local: Locals) -> bool:
    tree = reading.tree
    for passed in arguments[:1]:
        nodes = range(passed.value, tree.after[passed.value])
        names = [local.get(tree.slice(node), -1) for node in nodes if tree.kinds[node] == "simple_identifier"]
        for start in (passed.value, *(node for node in names if node >= 0)):
            calls = [start, *reading.calls_within(start)]
            if any(reading.effect(node) == "random" for node in calls if node in reading.callees):
                return True
    return False


def _sets_literal(reading: Reading, node: int, local: Locals) -> bool:
    """Whether a node assigns, returns or hands over a text, a number that is no mere reset, or a record of literals."""
    tree = reading.tree
    kind = tree.kinds[node]
    parts = tree.parts(node) if kind in ("assignment", "control_transfer_statement") else []
    if kind == "assignment" and len(parts) == 2 and b"=" in tree.text[tree.ends[parts[0]] : tree.starts[parts[1]]][:3]:
        return _is_invention(reading, parts[1], local)
    if kind == "control_transfer_statement" and tree.text.startswith(b"return", tree.starts[node]) and parts:
        return _is_invention(reading, parts[0], local)
    if kind in CALLS and reading.effect(node) == "state":
        return any(_is_invention(reading, passed.value, local) for passed in data_arguments(reading, node))
    return False


def _is_invention(reading: Reading, value: int, local: Locals) -> bool:
    tree = reading.tree
    value = tree.unwrapped(value)
    value = tree.unwrapped(local.get(tree.dotted(value), value))
    text = literal_text(reading, value)
    if text is not None:
        return text not in _STATES
    if tree.kinds[value] in CALLS and is_constructor(reading, value):
        weight = weigh(reading, value, local)
        return worth(reading, value, local).kind in ("record", "mixed") and set(weight.texts) - _STATES != set()
    if tree.kinds[value] in ("array_literal", "dictionary_literal"):
        return weigh(reading, value, local).literals > 0
    return False
