"""setInterval, addEventListener and observers → Resource facts: where they begin, and whether they end."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Resource
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading, Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import chain_root, dotted, is_function, last_name, unwrapped, words

KEPT = ("return_statement", "arrow_function", "arguments", "pair", "array", "object")
"""What takes a handle out of sight."""


def resources(reading: Reading) -> list[Resource]:
    """Every repeating timer, and every listener on something that outlives a component, in source order."""
    makers = {"setInterval": _timer, "addEventListener": _listener}
    found: list[Resource] = []
    for site in reading.sites:
        make = makers.get(last_name(site.callee))
        resource = make(reading, site) if make is not None else None
        if resource is not None:
            found.append(resource)
    return found


def _timer(reading: Reading, site: Site) -> Resource | None:
    if site.callee.rpartition(".")[0] not in ("", "window", "globalThis", "self"):
        return None
    return _resource(reading, site, "timer", "", "", _fate_of_timer(reading, site))


def _fate_of_timer(reading: Reading, site: Site) -> str:
    if b"clearInterval" in reading.text and _clears_itself(site):
        return "released"
    frame = site.frame
    if frame.kind == "variable_declarator":
        return _cleared(reading, words_of_field(frame.node, "name"))
    if frame.kind in ("assignment_expression", "augmented_assignment_expression"):
        target = frame.node.child_by_field_name("left")
        return _cleared(reading, dotted(target) if target is not None else "")
    if frame.kind == "arrow_function" and frame.node.child_by_field_name("body") == site.node:
        return "never" if _is_effect_callback(reading, frame) else "unknown"
    return "never" if frame.kind == "expression_statement" else "unknown"


def _cleared(reading: Reading, handle: str) -> str:
    """Whether a handle that is kept under a name is cleared, handed on, or forgotten."""
    name = handle.rpartition(".")[2] if not handle.endswith(".current") else handle
    if not name:
        return "unknown"
    uses = len(re.findall(rb"(?<![\w$])" + re.escape(name.encode()) + rb"(?![\w$])", reading.text))
    if re.search(rb"clear(?:Interval|Timeout)\s*\(\s*[\w$.?!]*" + re.escape(name.encode()) + rb"(?![\w$])", reading.text):
        return "released"
    return "never" if uses == 1 else "unknown"


def _clears_itself(site: Site) -> bool:
    return b"clearInterval" in (site.node.text or b"")


def _listener(reading: Reading, site: Site) -> Resource | None:
    member = site.node.child_by_field_name("function")
    target = member.child_by_field_name("object") if member is not None and member.type == "member_expression" else None
    given = site.given
    if target is None and (site.callee != "addEventListener" or len(given) > 3 or _is_taken_from_elsewhere(reading)):
        return None
    name = dotted(target) if target is not None else "window"
    if len(given) < 2 or is_function(unwrapped(given[0])) or name not in reading.vocabulary.words("lasting_targets"):
        return None
    event = literal_text(given[0]) if given[0].type in ("string", "template_string") else dotted(given[0])
    return _resource(reading, site, "listener", name, event, _fate_of_listener(reading, given, event))


def _is_taken_from_elsewhere(reading: Reading) -> bool:
    """Whether the file's `addEventListener` is not the platform's."""
    return any(b"addEventListener" in (node.text or b"") for node, _ in reading.outline.spots["import"])


def _fate_of_listener(reading: Reading, given: list[Node], event: str) -> str:
    options = (given[2].text or b"") if len(given) > 2 else b""
    if b"signal" in options or b"once" in options or (options and given[2].type == "identifier"):
        return "released"
    removals = [
        site.given[1]
        for site in reading.sites
        if last_name(site.callee) == "removeEventListener"
        and len(site.given) > 1
        and (literal_text(site.given[0]) or dotted(site.given[0])) in (event, "")
    ]
    handler = unwrapped(given[1])
    if is_function(handler) or _is_made_anew(handler):
        return "other-reference" if removals else "never"
    name = words(handler).replace("?", "").replace("!", "")
    if any(words(unwrapped(removed)).replace("?", "").replace("!", "") == name for removed in removals):
        return "released"
    if not removals:
        return "never" if b"removeEventListener" not in reading.text else "unknown"
    return "other-reference" if all(is_function(removed) or _is_made_anew(removed) for removed in removals) else "unknown"


def _is_made_anew(handler: Node) -> bool:
    """`this.run.bind(this)` is another function each time."""
    if handler.type != "call_expression":
        return False
    target = handler.child_by_field_name("function")
    return target is not None and last_name(dotted(target)) == "bind" and chain_root(target) != ""


def _resource(reading: Reading, site: Site, kind: str, target: str, event: str, released: str) -> Resource:
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
    for number in reading.chain(frame.closure):
        if number < 0:
            return "module"
        closure = reading.closures[number]
        hook = _called_with(closure.frame)
        if last_name(hook) in words_for("mount_hooks"):
            return "mount"
        if closure.name in words_for("mount_methods") and closure.fact_kind in ("method", "initializer"):
            return "mount" if closure.name != "constructor" or _is_component(reading, closure.frame) else "function"
        if closure.name in words_for("render_methods") and closure.fact_kind == "method":
            return "render"
        if closure.fact_kind in ("function", "closure", "method"):
            return "function"
    return "function"


def _is_component(reading: Reading, frame: Frame) -> bool:
    """Whether a member stands in a class that draws something."""
    for around in frame.climb(4):
        if around.kind == "class_body":
            return re.search(rb"\brender\s*[(=]", around.node.text or b"") is not None
    return False


def _called_with(frame: Frame) -> str:
    """The callee of the call that a function value is an argument of, "" when it is none."""
    if frame.kind != "arguments" or frame.outer is None or frame.outer.kind != "call_expression":
        return ""
    return dotted(frame.outer.children[0]) if frame.outer.children else ""


def _is_effect_callback(reading: Reading, frame: Frame) -> bool:
    """`useEffect(() => setInterval(…))`: the handle is returned where a cleanup is expected."""
    return frame.outer is not None and last_name(_called_with(frame.outer)) in reading.vocabulary.words("mount_hooks")
