"""setInterval, addEventListener and observers → Resource facts: where they begin, and whether they end."""

from __future__ import annotations

import re

from prodlint.fact import Resource
from prodlint.languages.ecmascript.handles import Handle, handle_of, holder_of
from prodlint.languages.ecmascript.lifetimes import is_effect_callback, resource_at
from prodlint.languages.ecmascript.observers import observer_at
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.removals import listener_at
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import last_name


def resources(reading: Reading) -> list[Resource]:
    """Every repeating timer, and every listener on something that outlives a component, in source order."""
    makers = {"setInterval": _timer, "addEventListener": listener_at}
    found: list[Resource] = []
    for site in reading.sites:
        resource = makers.get(last_name(site.callee), observer_at)(reading, site)
        if resource is not None:
            found.append(resource)
    return found


def _timer(reading: Reading, site: Site) -> Resource | None:
    if site.callee.rpartition(".")[0] not in ("", "window", "globalThis", "self", "global"):
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
    if b"clearInterval" in (site.node.text or b""):
        return "released"
    holder = holder_of(site.frame)
    handle = handle_of(reading, holder)
    if handle is not None:
        return _cleared(reading, handle)
    if holder.kind == "arrow_function" and holder.node.child_by_field_name("body") == site.node:
        return "never" if is_effect_callback(reading, holder) else "unknown"
    return "never" if holder.kind == "expression_statement" else "unknown"


def _cleared(reading: Reading, handle: Handle) -> str:
    """Whether a handle that is kept under a name is cleared, handed on, or forgotten."""
    if not handle.name:
        return "unknown"
    name = re.escape(handle.name.encode())
    clears = re.compile(rb"clear(?:Interval|Timeout)\s*\(\s*[\w$.?!]*" + name + rb"(?![\w$])")
    if clears.search(handle.text):
        return "released"
    if handle.elsewhere and clears.search(reading.text):
        return "unknown"
    return "never" if len(re.findall(rb"(?<![\w$])" + name + rb"(?![\w$])", handle.text)) == 1 else "unknown"
