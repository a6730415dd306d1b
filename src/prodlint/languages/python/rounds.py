"""Calls that a loop waits for in each of its rounds → LoopWait facts."""

from __future__ import annotations

import re

from prodlint.fact import LoopWait
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import FUNCTIONS, Item, around

_NAME = re.compile(r"[A-Za-z_]\w*")
_BETWEEN = frozenset({"for_statement", "while_statement", "class_definition"}) | FUNCTIONS


def loop_wait_facts(reading: Reading) -> list[LoopWait]:
    """One fact for each call that a `for` loop waits for: `await f(x)`, `async with f(x)`."""
    return [fact for item in reading.tree.kinds["call"] if _is_awaited(reading, item) and (fact := _wait(reading, item))]


def _is_awaited(reading: Reading, item: Item) -> bool:
    if item.parent.kind == "await":
        return True
    return item.parent.kind == "with_statement" and reading.tree.text.startswith(b"async", item.parent.start)


def _wait(reading: Reading, item: Item) -> LoopWait | None:
    tree = reading.tree
    loop = next((each for each in around(item) if each.kind in _BETWEEN), None)
    if loop is None or loop.kind != "for_statement" or tree.text.startswith(b"async", loop.start):
        return None
    left, right = loop.node.child_by_field_name("left"), loop.node.child_by_field_name("right")
    body = tree.block(loop)
    if left is None or right is None or body is None or item.start < body.start:
        return None
    return LoopWait(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        callee=reading.names.callee(item),
        over=tree.of(right),
        names=tuple(_NAME.findall(tree.of(left))),
        body_start=body.start,
        body_end=body.end,
    )
