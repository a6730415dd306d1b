"""Requests by functions, classes and hooks that a project wraps around a client (`apiFetch("/orders")`) → Request facts.

What stands before their paths is seldom said where they are called: the fact names who knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Request
from prodlint.languages.ecmascript.addresses import OWN, module_of, written
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import string_value
from prodlint.languages.ecmascript.tree import is_function, unwrapped, words

HERE = "."
"""Stands for the module of what the file itself declares."""
EXTENDS = re.compile(r"\bclass\b[^{]*?\bextends\s+([\w.]+)")
METHOD = re.compile(rb"\bmethod\s*:\s*[\"'`](\w+)[\"'`]")
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
CLIMB = 60


def wrapped_requests(reading: Reading) -> Iterator[Request]:
    """One fact for each call with a path that a function, class or hook of the project takes."""
    names = reading.vocabulary.pattern("asks-by-name")
    for site in reading.sites:
        if site.frame.kind == "decorator":
            continue
        if site.given and site.callee.count(".") < 2 and names.search(site.callee):
            found = _of_function(reading, site)
        elif site.callee in reading.vocabulary.words("keyed-requests") and site.given:
            found = _of_key(reading, site)
        elif site.callee.startswith("this.") and site.callee[5:] in reading.vocabulary.words("client-methods") and site.given:
            found = _of_class(reading, site)
        else:
            continue
        if found is not None:
            yield found


def _of_function(reading: Reading, site: Site) -> Request | None:
    """`apiFetch("/orders", { method: "POST" })`, `apiRequest("POST", "/orders")`."""
    given = list(site.given)
    first = unwrapped(given[0])
    verb = string_value(first).upper() if first.type == "string" else ""
    if verb in METHODS and len(given) > 1:
        given = given[1:]
    else:
        told = next((found[1].decode().upper() for each in given[1:] if (found := METHOD.search(each.text or b""))), "")
        verb = told if told in METHODS else ""
    path = _path(given[0])
    origin = _home(reading, site) if path else ""
    return _request(reading, site, verb, path, origin) if origin else None


def _home(reading: Reading, site: Site) -> str:
    """Module and name of the function that is called, "" for one that is not the project's own."""
    head, dot, _ = site.callee.partition(".")
    module = module_of(reading, head)
    if module or dot:
        return f"{module or HERE}#{site.callee}" if module.startswith(OWN) or head[:1].isupper() else ""
    if reading.function_named(site.callee, site.frame.closure) is not None:
        return f"{HERE}#{site.callee}"
    return _of_hook(reading, site.callee)


def _of_hook(reading: Reading, name: str) -> str:
    """Module and name of `const { get } = useApi()`, where the hook is the project's own."""
    taken = re.compile(rb"\{[^{};]{0,400}\b" + re.escape(name.encode()) + rb"\b[^{};]{0,400}\}\s*=\s*(use[A-Z]\w*)\s*\(")
    found = taken.search(reading.text)
    module = module_of(reading, found[1].decode()) if found else ""
    return f"{module}#{found[1].decode()}.{name}" if found and module.startswith(OWN) else ""


def _of_key(reading: Reading, site: Site) -> Request | None:
    """`useSWR("/api/orders", fetcher)`: the key is what the fetcher is given."""
    path = _path(site.given[0])
    if not path:
        return None
    fetcher = unwrapped(site.given[1]) if len(site.given) > 1 else None
    if fetcher is None or fetcher.type == "object":
        return _request(reading, site, "", path, f"{HERE}#{site.callee}")
    name = words(fetcher) if fetcher.type == "identifier" else ""
    module = module_of(reading, name) if name else ""
    if module:
        return _request(reading, site, "", path, f"{module}#{name}") if module.startswith(OWN) else None
    closure = reading.function_named(name, site.frame.closure) if name else None
    function = closure.node if closure is not None else fetcher
    return _request(reading, site, "", path, "" if _asks_as_given(reading, function) else f"{HERE}#{name or site.callee}")


def _asks_as_given(reading: Reading, function: Node) -> bool:
    """Whether a function asks for the very address that it is given."""
    return is_function(function) and reading.vocabulary.pattern("asks-as-given").search(words(function)) is not None


def _of_class(reading: Reading, site: Site) -> Request | None:
    """`this.get("/api/orders")` in a class that extends one of another file."""
    path = _path(site.given[0])
    around = next((each for each in site.frame.climb(CLIMB) if each.kind.startswith("class_decl")), None) if path else None
    extended = EXTENDS.search(words(around.node)[:400]) if around is not None else None
    module = module_of(reading, extended[1]) if extended else ""
    if not extended or not module.startswith(OWN):
        return None
    return _request(reading, site, site.callee[5:].upper(), path, f"{module}#{extended[1]}")


def _path(node: Node) -> str:
    """A path that is written with a slash before it, "" for anything else."""
    node = unwrapped(node)
    text = node.text or b""
    return written(node) if text[1:2] == b"/" else ""


def _request(reading: Reading, site: Site, method: str, path: str, base: str) -> Request:
    return Request(
        start=site.start,
        end=site.own.children[0].end_byte,
        region=reading.region(site.start),
        callee=site.callee,
        method=method,
        url=path,
        response="passed",
        guarded=True,
        path=path,
        base=base,
    )
