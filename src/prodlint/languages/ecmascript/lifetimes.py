"""Where something begins that goes on: how often that is, by the functions around it."""

from __future__ import annotations

import re

from prodlint.fact import Resource
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import dotted, last_name

HOOK = re.compile(r"use[A-Z]")
SETS_UP = re.compile(
    rb"import\s*\{[^}]*\b(?:ref|reactive|computed|watch|watchEffect|onMounted|onUnmounted|onBeforeUnmount)\b[^}]*\}\s*from\s*[\"']vue[\"']"
)
DECIDED = frozenset(
    {"if_statement", "ternary_expression", "binary_expression", "switch_case", "try_statement", "for_statement"}
)


def _is_set_up_for_each(reading: Reading) -> bool:
    """Whether the file's own statements run for each instance: those of `<script setup>`, which gives out nothing."""
    return b"export " not in reading.text and SETS_UP.search(reading.text) is not None


def resource_at(reading: Reading, site: Site, kind: str, target: str, event: str, released: str) -> Resource:
    """The fact about what a call begins."""
    return Resource(
        start=site.start,
        end=site.own.children[0].end_byte,
        region=reading.region(site.start),
        kind=kind,
        target=target,
        event=event,
        place=_place(reading, site.frame),
        released=released,
    )


def _place(reading: Reading, frame: Frame) -> str:
    """Resource.place, from the functions around."""
    words_for = reading.vocabulary.words
    if is_drawn_with(reading, frame):
        return "render"
    for number in reading.chain(frame.closure):
        if number < 0:
            return "mount" if _is_set_up_for_each(reading) else "module"
        closure = reading.closures[number]
        hook = _called_with(closure.frame)
        if last_name(hook) in words_for("mount_hooks"):
            return "mount"
        if closure.name in words_for("mount_methods") and closure.fact_kind in ("method", "initializer"):
            return "mount" if _runs_for_each(reading, closure) else "function"
        if closure.name in words_for("render_methods") and closure.fact_kind == "method":
            return "render"
        if closure.fact_kind in ("function", "closure", "method") and not _is_run_where_it_is_made(reading, closure):
            return "function"
    return "function"


def _is_run_where_it_is_made(reading: Reading, closure: Closure) -> bool:
    """Whether an effect runs a function that it has just made: `const begin = async () => …; begin();`."""
    number = closure.frame.closure
    if number < 0 or last_name(_called_with(reading.closures[number].frame)) not in reading.vocabulary.words("mount_hooks"):
        return False
    around = reading.closures[number].node
    calls = reading.sites_in(around.start_byte, around.end_byte)
    return any(site.callee == closure.name and site.frame.closure == number for site in calls)


def _runs_for_each(reading: Reading, closure: Closure) -> bool:
    """Whether a method that may begin an instance does so: a constructor of a component, or what Vue calls."""
    if closure.name == "setup":
        return re.search(rb"from\s*[\"']vue[\"']|defineComponent", reading.text) is not None
    return closure.name != "constructor" or _is_component(reading, closure.frame)


def _is_component(reading: Reading, frame: Frame) -> bool:
    """Whether a member stands in a class that draws something."""
    if b"@Component(" in reading.text:
        return True
    for around in frame.climb(4):
        if around.kind == "class_body":
            return re.search(rb"\brender\s*[(=]", around.node.text or b"") is not None
    return False


def _called_with(frame: Frame) -> str:
    """The callee of the call that a function value is an argument of, "" when it is none."""
    if frame.kind != "arguments" or frame.outer is None or frame.outer.kind != "call_expression":
        return ""
    return dotted(frame.outer.children[0]) if frame.outer.children else ""


def hook_around(reading: Reading, frame: Frame) -> int:
    """The closure of the effect or mounted hook that code stands in, -1 outside of them."""
    hooks = reading.vocabulary.words("mount_hooks")
    numbers = (number for number in reading.chain(frame.closure) if number >= 0)
    return next((each for each in numbers if last_name(_called_with(reading.closures[each].frame)) in hooks), -1)


def is_effect_callback(reading: Reading, frame: Frame) -> bool:
    """`useEffect(() => setInterval(…))`: the handle is returned where a cleanup is expected."""
    return frame.outer is not None and last_name(_called_with(frame.outer)) in reading.vocabulary.words("mount_hooks")


def is_drawn_with(reading: Reading, frame: Frame) -> bool:
    """Whether code is what a function component or hook runs each time it draws, whatever its state is."""
    if frame.closure < 0:
        return False
    closure = reading.closures[frame.closure]
    if closure.fact_kind not in ("function", "closure") or not _draws(reading, closure):
        return False
    inside = (around.kind for around in frame.climb(8) if around.closure == frame.closure)
    return not any(kind in DECIDED for kind in inside)


def _draws(reading: Reading, closure: Closure) -> bool:
    """Whether a function is a component, which gives out elements, or a hook that uses others."""
    if closure.name[:1].isupper():
        return any(
            returned.type.startswith(("jsx", "parenthesized")) for returned in reading.returns.get(closure.number, ())
        ) and bool(reading.elements_in(closure.node.start_byte, closure.node.end_byte))
    if not HOOK.match(closure.name):
        return False
    sites = reading.sites_in(closure.node.start_byte, closure.node.end_byte)
    return any(site.frame.closure == closure.number and HOOK.match(last_name(site.callee)) for site in sites)
