"""Errors that Swift code loses without a handler: thrown in a task that nobody waits for, or in a Result that is discarded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Catch
from prodlint.languages.swift.bodies import doings
from prodlint.languages.swift.catches import is_explained
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import CALLS

_THROWING = re.compile(rb"try(?!\s*[?!])")
_DISCARDED = re.compile(rb"_\s*=\s*(?:await\s+)?(?:self\.)?(\w+)\s*\(")
_RESULT = re.compile(r"->\s*Result\s*<[^{]*$")
_TASK = re.compile(r"->\s*(?:some\s+)?Task\b")
_FUNCTIONS = ("function_declaration", "init_declaration", "computed_property", "deinit_declaration")


def lost_errors(reading: Reading) -> Iterator[Catch]:
    """One fact for each task and each discarded Result."""
    throwing: dict[int, list[int]] = {}
    for node in reading.tree.of("try_expression"):
        task = _task_of(reading, node)
        if task >= 0:
            throwing.setdefault(task, []).extend(reading.calls_within(node))
    for task, calls in throwing.items():
        yield _lost(reading, task, "task", calls)
    for node in reading.tree.of("assignment"):
        if _discards_a_result(reading, node):
            yield _lost(reading, node, "discarded", reading.calls_within(node))


def _task_of(reading: Reading, node: int) -> int:
    """The task in which what is thrown here ends, -1 where somebody may hear of it."""
    tree = reading.tree
    if not _THROWING.match(tree.text, tree.starts[node]):
        return -1
    for around in tree.ancestors(node):
        kind = tree.kinds[around]
        if kind == "do_statement" and tree.child(around, "catch_block") >= 0:
            return -1
        if kind == "lambda_literal":
            return _unkept_task(reading, around)
        if kind in _FUNCTIONS:
            return -1
    return -1


def _unkept_task(reading: Reading, closure: int) -> int:
    """The `Task { … }` that a closure is given to, when its outcome is not kept; -1 for another closure."""
    tree = reading.tree
    call = next((above for above in tree.ancestors(closure, 4) if tree.kinds[above] in CALLS), -1)
    named = call + 1 if call >= 0 and tree.kinds[call + 1] == "call_expression" else call
    if call < 0 or reading.callees.get(named, "") not in reading.vocabulary.words("unwaited_tasks"):
        return -1
    return call if tree.kind_above(call) == "statements" and not _returns_the_task(reading, call) else -1


def _returns_the_task(reading: Reading, call: int) -> bool:
    """Whether the task is what the function around gives back: its only statement, or its type says so."""
    tree = reading.tree
    function = next((above for above in tree.ancestors(call) if tree.kinds[above] in _FUNCTIONS), -1)
    if function < 0:
        return False
    return _TASK.search(tree.text[tree.starts[function] : tree.starts[call]].decode("utf-8", "replace")) is not None


def _discards_a_result(reading: Reading, node: int) -> bool:
    tree = reading.tree
    found = _DISCARDED.match(tree.text, tree.starts[node])
    declared = reading.function_names.get(found[1].decode(), ()) if found else ()
    return bool(declared) and all(_gives_a_result(reading, each) for each in declared)


def _gives_a_result(reading: Reading, function: int) -> bool:
    tree = reading.tree
    body = tree.child(function, "function_body")
    head = tree.text[tree.starts[function] : tree.starts[body]] if body >= 0 else b""
    return _RESULT.search(head.decode("utf-8", "replace")) is not None


def _lost(reading: Reading, node: int, style: str, throwing: list[int]) -> Catch:
    tree = reading.tree
    start = tree.starts[node]
    calls, effects = doings(reading, throwing)
    brace = tree.text.find(b"{", start, tree.ends[node])
    return Catch(
        start=start,
        end=brace + 1 if style == "task" and brace >= 0 else tree.ends[node],
        region=reading.region_of(node),
        style=style,
        body="empty",
        calls=calls,
        effects=effects,
        explained=is_explained(reading, node),
    )
