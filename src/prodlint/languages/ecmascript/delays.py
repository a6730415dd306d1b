"""setTimeout, setInterval, sleeping promises and sleep helpers → Delay facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from tree_sitter import Node

from prodlint.fact import Delay
from prodlint.languages.ecmascript.functions import parameter_names
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.sites import Change, Site
from prodlint.languages.ecmascript.tree import arguments, is_function, last_name, unwrapped, words
from prodlint.languages.ecmascript.values import Grader, first_parameter

AFTER = 200
"""How many calls, assignments and returns after a wait are looked at."""

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
EFFECT_CLIMB = 16
"""How many nodes around a wait are searched for the hook that it stands in."""
PRODUCT = re.compile(r"^[\d_.]+(?:\s*\*\s*[\d_.]+)+$")
THE_TIME = re.compile(rb"\(*(?:new\s+Date\(\)|Date\.now\(\)|performance\.now\(\))")
"""What a value begins with that a clock shows."""


def delays(reading: Reading) -> list[Delay]:
    """Every wait of a file.  A sleep's own promise and timer are one fact; a sleep helper's body is none."""
    timers = reading.vocabulary.words("timers")
    helpers = _helpers(reading)
    found: list[Delay] = []
    for site in reading.sites:
        if last_name(site.callee) in timers and site.callee.partition(".")[0] in (*timers, "window", "globalThis", "global"):
            delay = _timer(reading, site, helpers)
        elif site.effect == "sleep" or site.callee in helpers:
            delay = _sleep(reading, site, site.node, site.node)
        else:
            continue
        if delay is not None:
            found.append(delay)
    return found


def _helpers(reading: Reading) -> frozenset[str]:
    """The names of functions of this file that only sleep for as long as their parameter says."""
    names = set()
    for closure in reading.functions:
        sites = reading.sites_by_function.get(closure.index, ())
        if 2 <= len(sites) <= 4 and any(_sleeps_for_parameter(closure, site) for site in sites):
            names.add(closure.name)
    return frozenset(names)


def _sleeps_for_parameter(closure: Closure, site: Site) -> bool:
    given = site.given
    if last_name(site.callee) != "setTimeout" or len(given) < 2:
        return False
    length = words(given[1])[:80]
    return any(name in length for name in parameter_names(closure.node))


def _timer(reading: Reading, site: Site, helpers: frozenset[str]) -> Delay | None:
    given = site.given
    if not given:
        return None
    promise = _promise_around(reading, site)
    callback = unwrapped(given[0])
    length = given[1] if len(given) > 1 else None
    if promise is not None and _resolves_only(reading, callback, promise):
        helper = reading.inner(promise.frame)
        if helper >= 0 and reading.functions[helper].name in helpers:
            return None
        return _sleep(reading, site, promise.node, length, promise)
    if site.frame.kind == "await_expression" and not is_function(callback):
        return _sleep(reading, site, site.node, site.node)
    if is_function(callback):
        return _callback(reading, site, callback, length)
    name = words(callback) if callback.type == "identifier" else ""
    closure = reading.function_named(name, site.frame.closure) if name else None
    if closure is not None:
        return _callback(reading, site, closure.node, length)
    return _delay(reading, site, site.node, "callback", length, [], [], literal=False, calls=(shape_of(callback)[1],))


def _promise_around(reading: Reading, site: Site) -> Site | None:
    """The `new Promise(...)` in whose executor a timer is set."""
    for frame in site.frame.climb(8):
        if frame.kind == "new_expression":
            promise = reading.site_of(frame.node)
            return promise if promise is not None and promise.callee == "Promise" else None
        if frame.kind in ("function_declaration", "method_definition"):
            return None
    return None


def _resolves_only(reading: Reading, callback: Node, promise: Site) -> bool:
    """Whether a timer's callback does nothing but resolve the promise with nothing."""
    given = promise.given
    resolve = first_parameter(unwrapped(given[0])) if given else ""
    if not resolve:
        return False
    if callback.type == "identifier":
        return words(callback) == resolve
    if not is_function(callback):
        return False
    sites = reading.sites_in(callback.start_byte, callback.end_byte)
    return len(sites) == 1 and sites[0].callee == resolve and not arguments(sites[0].node)


def _sleep(reading: Reading, site: Site, at: Node, length: Node | None, promise: Site | None = None) -> Delay | None:
    """A wait after which the same function goes on."""
    outer = promise.frame if promise is not None else site.frame
    if length is site.node:
        given = site.given
        length = given[0] if given else None
    end = _end_of_closure(reading, outer)
    # In a loop, what comes after a wait begins with the next round.
    loop = _loop_around(outer)
    start = loop.node.start_byte if loop is not None else at.end_byte
    sites = [after for after in reading.sites_in(start, end)[:AFTER] if after.effect != "sleep" and after.callee != "Promise"]
    changes = reading.changes_in(start, end)[:AFTER]
    literal = _leaves_literal(reading, outer, sites, changes, at.end_byte)
    return _delay(reading, site, at, "await", length, sites, changes, literal=literal, frame=outer)


def _end_of_closure(reading: Reading, frame: Frame) -> int:
    if frame.closure < 0:
        return len(reading.text)
    return reading.outline.closures[frame.closure].node.end_byte


def _callback(reading: Reading, site: Site, callback: Node, length: Node | None) -> Delay:
    sites = reading.sites_in(callback.start_byte, callback.end_byte)
    changes = reading.changes_in(callback.start_byte, callback.end_byte)
    closure = reading.closure_of(callback)
    again = unwrapped(site.given[0])
    periodic = again.type == "identifier" and any(each.given[:1] and words(each.given[0]) == words(again) for each in sites)
    literal = _sets_literal(reading, site.frame, sites, changes, clock=last_name(site.callee) == "setInterval")
    if closure is not None and not literal:
        values = reading.returns.get(closure.number, [])
        literal = _is_literal(reading, site.frame, values)
    return _delay(reading, site, site.node, "callback", length, sites, changes, literal=literal, periodic=periodic)


def _leaves_literal(reading: Reading, frame: Frame, sites: Iterable[Site], changes: Iterable[Change], after: int) -> bool:
    returned = reading.returns.get(frame.closure, [])
    values = returned[bisect_left(returned, after, key=lambda value: value.start_byte) :]
    return _is_literal(reading, frame, values[:AFTER]) or _sets_literal(reading, frame, sites, changes)


def _sets_literal(
    reading: Reading, frame: Frame, sites: Iterable[Site], changes: Iterable[Change], *, clock: bool = False
) -> bool:
    """Whether a setter, a resolve or an assignment is given a literal that is more than a reset; a clock is set to the time."""
    values: list[Node] = []
    finishing = reading.vocabulary.words("settle_names")
    for site in sites:
        if site.effect == "state" or site.callee in finishing:
            values += site.given[:1]
    values += [right for change in changes if (right := change.node.child_by_field_name("right")) is not None]
    return any(_is_literal(reading, frame, [value]) for value in values if not (clock and THE_TIME.match(value.text or b"")))


def _is_literal(reading: Reading, frame: Frame, values: list[Node]) -> bool:
    values = [value for value in values if not _is_reset(unwrapped(value))]
    if not values:
        return False
    grade = Grader(reading, frame.closure).grade(values)
    if grade.computed:
        return grade.collection and grade.literals > grade.computed
    return grade.literals + grade.fillers > 0


def _is_reset(value: Node) -> bool:
    return value.type in ("false", "null", "undefined") or words(value)[:4] in ('""', "''", "0", "[]", "{}", "``")


def _delay(
    reading: Reading,
    site: Site,
    at: Node,
    style: str,
    length: Node | None,
    sites: Iterable[Site],
    changes: Iterable[Change],
    *,
    literal: bool,
    frame: Frame | None = None,
    calls: tuple[str, ...] = (),
    periodic: bool = False,
) -> Delay:
    frame = frame or site.frame
    sites = list(sites)
    effects = {each.effect for each in sites} | {change.effect for change in changes}
    return Delay(
        start=at.start_byte,
        end=at.end_byte,
        region=reading.region(at.start_byte),
        style=style,
        callee=site.callee,
        seconds=_seconds(length),
        loop=periodic or _loop_around(frame) is not None,
        effects=tuple(sorted(effects)),
        calls=calls or tuple(dict.fromkeys(each.callee for each in sites if each.callee)),
        literal=literal,
        random_length=length is not None and b"random" in (length.text or b"")[:200].lower(),
        reacts=_reacts(reading, frame),
    )


def _reacts(reading: Reading, frame: Frame) -> bool:
    """Whether a frame stands in a hook that runs again when one of the values in its list changes."""
    hooks = reading.vocabulary.words("mount_hooks")
    for around in frame.climb(EFFECT_CLIMB):
        call = reading.site_of(around.node) if around.kind == "call_expression" else None
        if call is not None and last_name(call.callee) in hooks:
            listed = call.given[1] if len(call.given) > 1 else None
            return listed is not None and listed.type == "array" and bool(listed.named_children)
    return False


def _seconds(length: Node | None) -> float:
    """A literal length in milliseconds as seconds, -1.0 when it is not literal."""
    if length is None:
        return -1.0
    text = words(length).replace("_", "")
    if length.type != "number" and not PRODUCT.match(text):
        return -1.0
    product = 1.0
    for factor in text.split("*"):
        try:
            product *= float(factor)
        except ValueError:
            return -1.0
    return product / 1000.0


def _loop_around(frame: Frame) -> Frame | None:
    """The innermost loop of the same closure around a frame."""
    for around in frame.climb(16):
        if around.closure != frame.closure:
            return None
        if around.kind in LOOPS:
            return around
    return None
