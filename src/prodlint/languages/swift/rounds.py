"""Calls that a loop waits for in each of its rounds → LoopWait facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import LoopWait
from prodlint.languages.swift.reading import Reading

_NAME = re.compile(r"[A-Za-z_]\w*")
_WAITS = re.compile(rb"for\s+(?:try\s+)?await\b")
_FARTHEST = 16
_BETWEEN = frozenset({"for_statement", "while_statement", "repeat_while_statement", "lambda_literal", "function_declaration"})


def loop_wait_facts(reading: Reading) -> Iterator[LoopWait]:
    """One fact for each call that a `for` loop waits for."""
    tree = reading.tree
    for node in tree.of("call_expression"):
        callee = reading.callees.get(node, "")
        if callee and tree.kinds[tree.parents[node]] == "await_expression":
            yield from _wait(reading, node, callee)


def _wait(reading: Reading, call: int, callee: str) -> Iterator[LoopWait]:
    tree = reading.tree
    loop = next((node for node in tree.ancestors(call, _FARTHEST) if tree.kinds[node] in _BETWEEN), -1)
    if loop < 0 or tree.kinds[loop] != "for_statement" or _WAITS.match(tree.text, tree.starts[loop]):
        return
    pattern, body = tree.child(loop, "pattern"), tree.child(loop, "statements")
    if pattern < 0 or body < 0 or tree.starts[call] < tree.starts[body]:
        return
    yield LoopWait(
        start=tree.starts[call],
        end=tree.ends[call],
        region=reading.region_of(call),
        callee=callee,
        over=tree.text[tree.ends[pattern] : tree.starts[body]]
        .decode("utf-8", "replace")
        .strip()
        .removeprefix("in")
        .strip(" {"),
        names=tuple(_NAME.findall(tree.slice(pattern))),
        body_start=tree.starts[body],
        body_end=tree.ends[body],
    )
