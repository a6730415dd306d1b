"""Observers, sockets and subscriptions that a component opens → Resource facts: whether something closes them."""

from __future__ import annotations

import re

from prodlint.fact import Resource
from prodlint.languages.ecmascript.lifetimes import is_drawn_with, resource_at
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.reading import Reading, Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import chain_root, dotted, last_name, words

ENDS = rb"\s*[?!]?\.\s*(?:disconnect|unobserve|close|unsubscribe|terminate|destroy|removeAllListeners)\b"
END = re.compile(rb"\." + ENDS.removeprefix(rb"\s*[?!]?\.") + rb"\s*\(")
TAKEN_OFF = re.compile(rb"socket[\w.]*[?!]?\.\s*(?:off|removeListener|removeAllListeners|disconnect|close)\b")
ENDING_OPERATORS = re.compile(r"\b(?:takeUntil\w*|take|first|takeWhile|untilDestroyed|toPromise)\(")


def observer_at(reading: Reading, site: Site) -> Resource | None:
    """The observer, socket or subscription that a call or `new` begins, None for any other call."""
    words_for = reading.vocabulary.words
    if site.node.type == "new_expression":
        if site.callee not in words_for("observing-types"):
            return None
        return resource_at(reading, site, "observer", site.callee, "", _fate(reading, site))
    if last_name(site.callee) == "on" and site.callee.split(".")[-2:-1] == ["socket"]:
        return _of_a_socket(reading, site)
    if site.callee in words_for("requesting-calls"):
        return _asked_at_each_drawing(reading, site)
    if site.callee in words_for("subscribing-calls") or _is_endless(reading, site):
        return resource_at(reading, site, "observer", site.callee.lstrip("."), "", _fate_of_subscription(reading, site))
    return None


def _of_a_socket(reading: Reading, site: Site) -> Resource | None:
    """`socket.on("message", show)` where nothing takes it off or closes the socket."""
    given = site.given
    if len(given) < 2 or site.frame.kind != "expression_statement":
        return None
    target, event = site.callee.rpartition(".")[0], literal_text(given[0])
    return resource_at(reading, site, "listener", target, event, "released" if TAKEN_OFF.search(reading.text) else "never")


def _asked_at_each_drawing(reading: Reading, site: Site) -> Resource | None:
    """A request in what a component does at each drawing; a component of a server waits for it and is drawn once."""
    if not is_drawn_with(reading, site.frame):
        return None
    drawing = reading.closures[site.frame.closure].node
    waits = (drawing.text or b"").lstrip().startswith(b"async")
    return None if waits else resource_at(reading, site, "request", site.callee, "", "never")


def _fate(reading: Reading, site: Site) -> str:
    if END.search(site.node.text or b""):
        return "released"
    frame = site.frame
    if frame.kind == "variable_declarator":
        return _closed(reading, words_of_field(frame.node, "name"))
    if frame.kind == "assignment_expression":
        target = frame.node.child_by_field_name("left")
        return _closed(reading, dotted(target) if target is not None else "")
    if frame.kind == "expression_statement" or (frame.kind == "member_expression" and _is_dropped(site)):
        return "never"
    return "unknown"


def _closed(reading: Reading, handle: str) -> str:
    """Whether what is kept under a name is closed, handed on, or only used."""
    name = handle if handle.endswith(".current") else last_name(handle)
    if not name:
        return "unknown"
    word = rb"(?<![\w$/\"'`-])" + re.escape(name.encode()).replace(rb"\.", rb"[?!]?\.") + rb"(?![\w$])"
    if re.search(word + ENDS, reading.text):
        return "released"
    mentions = len(re.findall(word, reading.text))
    used = len(re.findall(word + rb"\s*(?:[?!]?\.\s*\w+|=(?![=>])|:\s*\w+\s*[|;=])", reading.text))
    return "never" if mentions == used else "unknown"


def _is_dropped(site: Site) -> bool:
    """`new Observer(run).observe(element);`"""
    around = [frame.kind for frame in site.frame.climb(3)]
    return around[1:] == ["call_expression", "expression_statement"]


def _is_endless(reading: Reading, site: Site) -> bool:
    """`interval(1000).subscribe(…)`: an observable that never ends by itself."""
    if last_name(site.callee) != "subscribe" or site.callee == "subscribe":
        return False
    target = site.node.child_by_field_name("function")
    if target is None or chain_root(target) not in reading.vocabulary.words("endless-observables"):
        return False
    return ENDING_OPERATORS.search(words(target)) is None and b"rxjs" in reading.text


def _fate_of_subscription(reading: Reading, site: Site) -> str:
    frame = site.frame
    if frame.kind == "expression_statement":
        return "never"
    name = words_of_field(frame.node, "name").encode() if frame.kind == "variable_declarator" else b""
    if re.fullmatch(rb"[\w$]+", name):
        mentions = re.findall(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", reading.text)
        return "never" if len(mentions) == 1 else "unknown"
    return "unknown"
