"""Observers, sockets and subscriptions that a component opens → Resource facts: whether something closes them."""

from __future__ import annotations

import re

from prodlint.fact import Resource
from prodlint.languages.ecmascript.handles import Handle, handle_of, holder_of
from prodlint.languages.ecmascript.lifetimes import is_drawn_with, resource_at
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import chain_root, is_function, last_name, unwrapped, words

ENDS = rb"\s*[?!]?\.\s*(?:disconnect|unobserve|close|unsubscribe|terminate|destroy|removeAllListeners)\b"
END = re.compile(rb"\." + ENDS.removeprefix(rb"\s*[?!]?\.") + rb"\s*\(")
TAKEN_OFF = re.compile(rb"socket[\w.]*[?!]?\.\s*(?:off|removeListener)\b")
TAKES_OFF = re.compile(r"socket[\w.]*\.(?:off|removeListener)$")
CLOSED = re.compile(rb"socket[\w.]*[?!]?\.\s*(?:removeAllListeners|disconnect|close)\b")
ENDING_OPERATORS = re.compile(r"\b(?:takeUntil\w*|take|first|takeWhile|untilDestroyed|toPromise)\(")

TOLD_ONCE = re.compile(r"timer\(\s*[^,()]*\)")


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
    return resource_at(reading, site, "listener", target, event, _fate_on_a_socket(reading, site, event))


def _fate_on_a_socket(reading: Reading, site: Site, event: str) -> str:
    """Whether the socket is closed, or this listener, or all of its event, or of a computed one, are taken off."""
    if CLOSED.search(reading.text) or not event:
        return "released"
    sites = [each for each in reading.sites if TAKES_OFF.search(each.callee)]
    if len(sites) < len(TAKEN_OFF.findall(reading.text)):
        return "released"
    fitting = [each for each in sites if not each.given or literal_text(each.given[0]) in (event, "")]
    if not fitting:
        return "never"
    anew = [len(each.given) > 1 and is_function(unwrapped(each.given[1])) for each in fitting]
    return "other-reference" if all(anew) else "released"


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
    holder = holder_of(site.frame)
    handle = handle_of(reading, holder)
    if handle is not None:
        return _closed(reading, handle)
    if holder.kind == "expression_statement" or (holder.kind == "member_expression" and _is_dropped(site)):
        return "never"
    return "unknown"


def _closed(reading: Reading, handle: Handle) -> str:
    """Whether what is kept under a name is closed, handed on, or only used."""
    if not handle.name:
        return "unknown"
    word = rb"(?<![\w$/\"'`-])" + re.escape(handle.name.encode()).replace(rb"\.", rb"[?!]?\.") + rb"(?![\w$])"
    if re.search(word + ENDS, handle.text):
        return "released"
    if handle.elsewhere and re.search(word + ENDS, reading.text):
        return "unknown"
    mentions = len(re.findall(word, handle.text))
    used = len(re.findall(word + rb"\s*(?:[?!]?\.\s*\w+|=(?![=>])|:\s*\w+\s*[|;=])", handle.text))
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
    chain = words(target)
    return ENDING_OPERATORS.search(chain) is None and TOLD_ONCE.match(chain) is None and b"rxjs" in reading.text


def _fate_of_subscription(reading: Reading, site: Site) -> str:
    frame = site.frame
    if frame.kind == "expression_statement":
        return "never"
    name = words_of_field(frame.node, "name").encode() if frame.kind == "variable_declarator" else b""
    if re.fullmatch(rb"[\w$]+", name):
        mentions = re.findall(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", reading.text)
        return "never" if len(mentions) == 1 else "unknown"
    return "unknown"
