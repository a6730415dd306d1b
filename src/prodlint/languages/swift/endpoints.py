"""What Vapor is told to serve → Endpoint facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.fact import Endpoint
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS
from prodlint.webpaths import COMPUTED

_CHAIN = 12
_TYPES = ("class_declaration", "protocol_declaration")
_FUNCTIONS = ("function_declaration", "init_declaration")
_MEMBER = re.compile(r"\w+$")
_EXTENDED = re.compile(rb"\bextension\s+([\w.]+)")
_CLOSURE_PARAMETER = re.compile(rb"\{\s*(?:\[[^\]]*\]\s*)?\(?\s*(\w+)[^{}\n]*?\bin\b")


class _Root(NamedTuple):
    """The router that a chain of calls begins with, and what `grouped` puts before its paths."""

    router: str
    path: str = ""


def endpoint_facts(reading: Reading) -> Iterator[Endpoint]:
    """One fact for each route, mount, group and server, in source order."""
    reader = _Reader(reading)
    yield from reader.given()
    for call in reading.calls:
        yield from reader.of_call(call)


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._words = reading.vocabulary.words
        self._routers: set[str] = set()

    def given(self) -> Iterator[Endpoint]:
        """The servers and routers that functions are handed."""
        tree, says = self._tree, self._reading.vocabulary.pattern
        for node in tree.of("parameter"):
            before, _, declared = tree.slice(node).partition(":")
            form = "app" if says("server-type").search(declared) else "router" if says("router-type").search(declared) else ""
            names = before.split()
            if form and names:
                router = self._key(node, names[-1])
                self._routers.add(router)
                yield self._fact(node, form=form, router=router)

    def of_call(self, call: int) -> Iterator[Endpoint]:
        """What one call says: it answers a path, groups routes or has a collection served."""
        method = self._method(call)
        if self._reading.callees[call] in self._words("servers-made"):
            yield from self._bound(call, "app", "")
        elif method in self._words("groups-routes"):
            yield from self._grouped(call, method)
        elif method in self._words("http-methods") or method == "on":
            yield from self._route(call, method)
        elif method == "register":
            yield from self._registered(call)
        elif method in self._words("serves-unseen"):
            root = self._root(call)
            if root is not None:
                yield self._fact(call, form="open", router=root.router, path=root.path)

    def _route(self, call: int, method: str) -> Iterator[Endpoint]:
        root = self._root(call)
        if root is None:
            return
        given = [passed for passed in self._reading.arguments(call) if not passed.label and not passed.trailing]
        verb = method.upper()
        if method == "on":
            verb = self._tree.slice(given[0].value).rpartition(".")[2].upper() if given else ""
            given = given[1:]
        yield self._fact(call, form="route", router=root.router, method=verb, path=self._path(root.path, given))

    def _grouped(self, call: int, method: str) -> Iterator[Endpoint]:
        """`let orders = routes.grouped("orders")`, `routes.group("orders") { orders in … }`."""
        root = self._root(call)
        if root is None:
            return
        given = self._reading.arguments(call)
        path = self._path(root.path, [passed for passed in given if not passed.trailing and self._is_part(passed)])
        if method == "grouped":
            yield from self._bound(call, "router", path, root.router)
            return
        closure = next((passed.value for passed in given if self._tree.kinds[passed.value] == "lambda_literal"), -1)
        named = _CLOSURE_PARAMETER.match(self._tree.text, self._tree.starts[closure]) if closure >= 0 else None
        if named is not None:
            yield from self._below(call, root.router, path, self._key(call, named[1].decode()))

    def _registered(self, call: int) -> Iterator[Endpoint]:
        """`routes.register(collection: Orders())`: what the type's `boot` serves, anything where that is not seen."""
        root = self._root(call)
        given = next((passed for passed in self._reading.arguments(call) if passed.label == "collection"), None)
        if root is None or given is None:
            return
        made = self._reading.callees.get(self._tree.unwrapped(given.value), "")
        is_type = made[:1].isupper()
        form, target = ("mount", f"#{made.rpartition('.')[2]}") if is_type else ("open", "")
        yield self._fact(call, form=form, router=root.router, path=root.path, target=target)

    def _bound(self, call: int, form: str, path: str, above: str = "") -> Iterator[Endpoint]:
        """A server or group that a variable is bound to."""
        tree = self._tree
        holder = tree.parents[tree.wrapped(call)]
        pattern = tree.child(holder, "pattern") if holder >= 0 and tree.kinds[holder] == "property_declaration" else -1
        if pattern < 0:
            return
        router = self._key(call, tree.slice(pattern))
        if form == "router":
            yield from self._below(call, above, path, router)
            return
        self._routers.add(router)
        yield self._fact(call, form=form, router=router)

    def _below(self, call: int, above: str, path: str, router: str) -> Iterator[Endpoint]:
        self._routers.add(router)
        if router != above:
            yield self._fact(call, form="router", router=router)
            yield self._fact(call, form="mount", router=above, path=path, target=f"#{router}")

    def _root(self, call: int) -> _Root | None:
        """What a chain is called on; None where that is no router."""
        tree, paths = self._tree, ""
        node = call + 1
        for _ in range(_CHAIN):
            kind = tree.kinds[node] if node < tree.after[call] else ""
            if kind == "navigation_expression":
                node += 1
            elif kind == "call_expression" and self._method(node) == "grouped":
                parts = [passed for passed in self._reading.arguments(node) if self._is_part(passed)]
                paths = self._path("", parts) + paths
                node += 1
            elif kind == "simple_identifier":
                router = self._key(call, tree.slice(node))
                return _Root(router, paths) if router in self._routers else None
            else:
                return None
        return None

    def _method(self, call: int) -> str:
        tree = self._tree
        if tree.after[call] == call + 1 or tree.kinds[call + 1] != "navigation_expression":
            return ""
        found = _MEMBER.search(tree.slice(call + 1))
        return found.group() if found else ""

    def _is_part(self, passed: Passed) -> bool:
        """Whether an argument of a group is a part of a path, and no middleware."""
        return not passed.label and (
            self._tree.kinds[passed.value] in STRINGS or self._tree.kinds[passed.value] == "prefix_expression"
        )

    def _path(self, before: str, given: list[Passed]) -> str:
        return before + "".join(f"/{self._part(passed.value)}" for passed in given)

    def _part(self, node: int) -> str:
        """One part of a path as written: `"orders"`, `":id"`, `.constant("orders")`, `.catchall`."""
        tree = self._tree
        if tree.kinds[node] in STRINGS:
            return string_value(tree, node)
        text = tree.slice(node)
        return {".anything": "*any", ".catchall": "**"}.get(text, COMPUTED)

    def _key(self, node: int, name: str) -> str:
        """A router's name with the type and function it is known in; that of a collection is its type's."""
        tree = self._tree
        around = list(tree.ancestors(node))
        function = next((each for each in around if tree.kinds[each] in _FUNCTIONS), -1)
        owner = next((self._name(each) for each in around if tree.kinds[each] in _TYPES), "")
        called = self._name(function) if function >= 0 else ""
        if called == "boot" and function >= 0 and self._is_parameter(function, name):
            return owner
        return f"{owner}.{called}.{name}"

    def _is_parameter(self, function: int, name: str) -> bool:
        tree = self._tree
        return any(
            tree.kinds[child] == "parameter" and tree.slice(child).partition(":")[0].split()[-1:] == [name]
            for child in tree.children(function)
        )

    def _name(self, node: int) -> str:
        tree = self._tree
        child = tree.child(node, "type_identifier", "simple_identifier")
        if child >= 0:
            return tree.slice(child)
        extended = _EXTENDED.search(tree.text, tree.starts[node], tree.ends[node])
        return extended[1].decode() if extended else ""

    def _fact(self, node: int, *, form: str, router: str, method: str = "", path: str = "", target: str = "") -> Endpoint:
        tree = self._tree
        is_call = node in self._reading.callees
        return Endpoint(
            start=tree.starts[node],
            end=tree.ends[node + 1] if is_call and tree.after[node] > node + 1 else tree.ends[node],
            region=self._reading.region_of(node),
            form=form,
            router=router,
            method=method,
            path=path,
            target=target,
        )
