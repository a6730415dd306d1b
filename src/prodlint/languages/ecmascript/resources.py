"""setInterval, addEventListener and observers → Resource facts: where they begin, and whether they end."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Resource
from prodlint.languages.ecmascript.lifetimes import is_effect_callback, resource_at
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.observers import observer_at
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
        resource = makers.get(last_name(site.callee), observer_at)(reading, site)
        if resource is not None:
            found.append(resource)
    return found


def _timer(reading: Reading, site: Site) -> Resource | None:
    if site.callee.rpartition(".")[0] not in ("", "window", "globalThis", "self"):
        return None
    released = _fate_of_timer(reading, site)
    if released == "released" and _cleanup_is_lost(reading, site):
        released = "never"
    return resource_at(reading, site, "timer", "", "", released)


def _cleanup_is_lost(reading: Reading, site: Site) -> bool:
    """Whether an asynchronous function gives back what clears the timer: a promise of it, which no effect takes."""
    if site.frame.closure < 0:
        return False
    maker = reading.closures[site.frame.closure]
    if not (maker.node.text or b"").startswith(b"async"):
        return False
    if maker.name and re.search(rb"(?:=|await|return)\s+" + re.escape(maker.name.encode()) + rb"\s*\(", reading.text):
        return False
    clears = [each for each in reading.sites if last_name(each.callee) == "clearInterval"]
    return bool(clears) and all(_is_given_back(reading, each, maker.number) for each in clears)


def _is_given_back(reading: Reading, clear: Site, maker: int) -> bool:
    """Whether a call stands in a function that another one returns."""
    if clear.frame.closure < 0:
        return False
    frame = reading.closures[clear.frame.closure].frame
    return frame.kind == "return_statement" and frame.closure == maker


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
        return "never" if is_effect_callback(reading, frame) else "unknown"
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
    return resource_at(reading, site, "listener", name, event, _fate_of_listener(reading, given, event))


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
