"""Calls of HTTP clients that libraries make (`axios.get(…)`, `api.post(…)`) → Request facts."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Request
from prodlint.languages.ecmascript.addresses import OWN, Asked, asked_of, base_of, module_of, written
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.routes import pairs_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import dotted, unwrapped, words
from prodlint.webpaths import base_in, joined, path_on_own_server


def client_requests(reading: Reading) -> Iterator[Request]:
    """One fact for each request by a client whose address is known to be the project's own, or may be."""
    methods = reading.vocabulary.words("client-methods")
    clients = reading.vocabulary.words("request-clients")
    for site in reading.sites:
        head, dot, method = site.callee.rpartition(".")
        if dot and method in methods and site.given:
            asked = _asked(reading, site, head, clients)
        elif site.callee in clients and site.given:
            method, asked = _configured(reading, site)
        else:
            continue
        if asked.path:
            yield _request(reading, site, method, asked)


def _asked(reading: Reading, site: Site, head: str, clients: frozenset[str]) -> Asked:
    closure = site.frame.closure
    address = asked_of(reading, site.given[0], closure)
    if head in clients or head in reading.vocabulary.words("clients-with-methods"):
        return address
    made = reading.value_of(head, -1) if "." not in head else None
    if made is not None and unwrapped(made).type == "call_expression":
        return _below(_base_of_client(reading, unwrapped(made)), written(site.given[0]), address)
    module = module_of(reading, head) if "." not in head else ""
    path = written(site.given[0])
    return Asked(path, f"{module}#{head}") if module.startswith(OWN) and path else Asked()


def _below(base: str | None, path: str, address: Asked) -> Asked:
    """The path below the base of a client; an address with a host of its own leaves the base out."""
    if base is None or not path:
        return address if address.path and not path else Asked()
    return Asked(path_on_own_server(joined(base, path)) or "")


def _base_of_client(reading: Reading, call: Node) -> str | None:
    """The base of `axios.create({ baseURL: … })`, "" where it has none, None where it may be anywhere or this is no client."""
    function = call.child_by_field_name("function")
    if function is None or dotted(function) not in reading.vocabulary.words("clients-made"):
        return None
    holder = call.child_by_field_name("arguments")
    settings = next((each for each in holder.named_children if each.type == "object"), None) if holder is not None else None
    if settings is None:
        return "" if holder is not None and not holder.named_child_count else None
    if any(child.type == "spread_element" for child in settings.named_children):
        return None
    value = next((value for key, value in pairs_of(settings).items() if key in reading.vocabulary.words("base-keys")), None)
    if value is None:
        return ""
    base, origin = base_of(reading, value, -1)
    return None if origin else base if base is not None else base_in(words(value))


def _configured(reading: Reading, site: Site) -> tuple[str, Asked]:
    """Method and address of `axios({ method, url })`."""
    given = site.given[0]
    if given.type != "object":
        return "get" if len(site.given) == 1 else "", asked_of(reading, given, site.frame.closure)
    pairs = pairs_of(given)
    if "url" not in pairs or "baseURL" in pairs:
        return "", Asked()
    told = pairs.get("method") or pairs.get("type")
    method = literal_text(unwrapped(told)) if told is not None else "get"
    return method, asked_of(reading, pairs["url"], site.frame.closure)


def _request(reading: Reading, site: Site, method: str, asked: Asked) -> Request:
    known = reading.vocabulary.words("http-methods")
    return Request(
        start=site.start,
        end=site.own.children[0].end_byte,
        region=reading.region(site.start),
        callee=site.callee,
        method=method.upper() if method.lower() in known else "",
        url=literal_text(unwrapped(site.given[0])),
        response="raises",
        guarded=True,
        path=asked.path,
        base=asked.base,
    )
