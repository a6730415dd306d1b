"""Calls that a loop waits for in each of its rounds → LoopWait facts."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import LoopWait
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import WRAPPERS, words

CHAIN = 8
"""How many links of `(await fetch(a)).json()` or `await fetch(a).then(read)` are looked at."""
DEEPEST = 16
"""How many nodes around a wait are searched for its loop."""
LINKS = frozenset({"member_expression", "call_expression", *WRAPPERS} - {"await_expression"})
NAME = re.compile(r"[A-Za-z_$][\w$]*")
COUNTER = re.compile(r"(?:let|var|const)?\s*([\w$]+)\s*=")
LOOPS = ("for_in_statement", "for_statement")


def loop_waits(reading: Reading) -> list[LoopWait]:
    """One fact for each call that a `for` loop waits for, in source order."""
    return [fact for site in reading.sites if site.callee and (fact := _wait(reading, site)) is not None]


def _wait(reading: Reading, site: Site) -> LoopWait | None:
    awaited = _await_of(site)
    loop = next((each for each in _outwards(awaited) if each.kind in LOOPS), None) if awaited is not None else None
    body = loop.node.child_by_field_name("body") if loop is not None else None
    if loop is None or body is None or not body.start_byte <= site.start < body.end_byte:
        return None
    if (loop.node.text or b"")[:12].split()[:2] == [b"for", b"await"]:
        return None
    over, names = _heads(loop.node)
    return LoopWait(
        start=site.start,
        end=site.end,
        region=reading.region(site.start),
        callee=site.callee,
        over=over,
        names=names,
        body_start=body.start_byte,
        body_end=body.end_byte,
    )


def _await_of(site: Site) -> Frame | None:
    """The frame of the `await` that waits for a call, or for what is made of its promise."""
    for frame in site.frame.climb(CHAIN):
        if frame.kind == "await_expression":
            return frame
        if frame.kind not in LINKS:
            return None
    return None


def _outwards(frame: Frame) -> list[Frame]:
    """The frames of the same function around one, innermost first."""
    return [each for each in frame.climb(DEEPEST) if each.closure == frame.closure]


def _heads(loop: Node) -> tuple[str, tuple[str, ...]]:
    """(what a loop goes through, the names of a round)."""
    if loop.type == "for_in_statement":
        left, right = loop.child_by_field_name("left"), loop.child_by_field_name("right")
        return words(right) if right is not None else "", tuple(NAME.findall(words(left))) if left is not None else ()
    first, until = loop.child_by_field_name("initializer"), loop.child_by_field_name("condition")
    counter = COUNTER.match(words(first)) if first is not None else None
    return words(until) if until is not None else "", (counter[1],) if counter is not None else ()
