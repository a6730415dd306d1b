"""Addresses that Swift code asks (URLSession, Alamofire) → Request facts, where they may lead to a server of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.fact import Request
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.strings import interpolations, string_value
from prodlint.languages.swift.tree import STRINGS
from prodlint.webpaths import COMPUTED, path_on_own_server

ANYWHERE = "*"
"""The module of a base that may be declared in any file of the project."""
_DEEPEST = 6
_METHOD_SET = re.compile(rb'\bhttpMethod\s*=\s*(?:"(\w+)"|[\w.]*\.(\w+))')
_ASKS = re.compile(rb"\.(?:data|dataTask|dataTaskPublisher|bytes|download)\s*\(\s*(?:from|with|for)\s*:")
_MAKES = re.compile(rb"\bURLRequest\s*\(")


class _Address(NamedTuple):
    """A literal address, or a path with the name of what stands before it."""

    text: str
    base: str = ""


def request_facts(reading: Reading) -> Iterator[Request]:
    """One fact for each address of which the path is known, in source order."""
    reader = _Reader(reading)
    for call in reading.calls:
        address = reader.address_of(call)
        if address is not None and reader.is_outermost(call):
            found = reader.request(call, address)
            if found.path:
                yield found


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._words = reading.vocabulary.words
        self._bases = reading.vocabulary.pattern("name-of-a-base")
        self._methods: dict[int, str] = {}

    def address_of(self, call: int, depth: int = 0) -> _Address | None:
        """The address that a call makes or asks for; None for any other call."""
        callee = self._reading.callees[call]
        last = callee.rpartition(".")[2]
        given = self._reading.arguments(call)
        if callee in self._words("addresses-made"):
            first = next((passed.value for passed in given if passed.label in ("", "string")), -1)
            below = next((passed.value for passed in given if passed.label == "relativeTo"), -1)
            return self._joined(below, first, depth) if below >= 0 else self._written(first, depth)
        if last in self._words("adds-to-an-address") and self._tree.kinds[call + 1] == "navigation_expression":
            first = next((passed.value for passed in given if passed.label in ("", "path", "component")), -1)
            return self._joined(call + 2, first, depth)
        if callee in self._words("request-clients") and given and not given[0].label:
            return self._written(given[0].value, depth)
        return None

    def is_outermost(self, call: int) -> bool:
        """Whether the address is not one of which another call makes a longer one."""
        for around in self._tree.ancestors(call, 5):
            if around in self._reading.callees and self.address_of(around) is not None:
                return False
        return True

    def _written(self, node: int, depth: int) -> _Address | None:
        """The address that an expression stands for."""
        if node < 0 or depth > _DEEPEST:
            return None
        tree = self._tree
        node = tree.unwrapped(node)
        kind = tree.kinds[node]
        if kind in STRINGS:
            return self._literal(node, depth)
        if kind == "additive_expression":
            parts = tree.parts(node)
            return self._joined(parts[0], parts[1], depth, slash="") if len(parts) == 2 else None
        if node in self._reading.callees:
            return self.address_of(node, depth + 1)
        name = tree.dotted(node)
        bound = self._bound(node, name) if name and "." not in name else -1
        if bound >= 0:
            return self._written(bound, depth + 1)
        return _Address("", name.rpartition(".")[2]) if self._bases.search(name) else None

    def _literal(self, node: int, depth: int) -> _Address | None:
        """`"http://localhost:8080/orders"`, `"\\(base)/orders/\\(id)"`."""
        tree = self._tree
        value, holes = string_value(tree, node), interpolations(tree, node)
        if not value.startswith(COMPUTED) or not holes:
            return _Address(value)
        inner = tree.children(holes[0])
        before = self._written(inner[0], depth + 1) if inner else None
        return before and _Address(before.text + value.removeprefix(COMPUTED), before.base)

    def _joined(self, before: int, behind: int, depth: int, slash: str = "/") -> _Address | None:
        base = self._written(before, depth + 1)
        if base is None:
            return None
        added = self._plain(behind)
        return _Address(base.text.rstrip("/") + "/" + added.lstrip("/") if slash else base.text + added, base.base)

    def _plain(self, node: int) -> str:
        """A part of a path, with `{}` for what is computed."""
        if node < 0:
            return COMPUTED
        node = self._tree.unwrapped(node)
        if self._tree.kinds[node] == "additive_expression":
            return "".join(map(self._plain, self._tree.parts(node)))
        return string_value(self._tree, node) if self._tree.kinds[node] in STRINGS else COMPUTED

    def _bound(self, node: int, name: str) -> int:
        """The expression that a constant of the same function is bound to, -1 without one."""
        tree = self._tree
        function = next((each for each in tree.ancestors(node) if tree.kinds[each] == "function_declaration"), -1)
        if function < 0:
            return -1
        for declared in tree.within(tree.of("property_declaration"), function):
            pattern = tree.child(declared, "pattern")
            parts = tree.parts(declared)
            if pattern >= 0 and tree.slice(pattern) == name and parts[-1] != pattern and not self._is_inside(node, declared):
                return parts[-1]
        return -1

    def _is_inside(self, node: int, outer: int) -> bool:
        return outer <= node < self._tree.after[outer]

    def request(self, call: int, address: _Address) -> Request:
        """The fact; its path is "" where the address may lead to somebody else."""
        tree = self._tree
        path = path_on_own_server(address.text) if not address.base else _behind_a_base(address.text)
        return Request(
            start=tree.starts[call],
            end=tree.ends[call + 1],
            region=self._reading.region_of(call),
            callee=self._reading.callees[call],
            method=self._method(call),
            url=address.text,
            path=path or "",
            base=f"{ANYWHERE}#{address.base}" if address.base else "",
        )

    def _method(self, call: int) -> str:
        """The HTTP method, "" where it is not said near the address."""
        tree = self._tree
        for passed in self._reading.arguments(call):
            if passed.label == "method":
                return tree.slice(passed.value).rpartition(".")[2].upper()
        if self._reading.callees[call] in self._words("request-clients"):
            return "GET"
        function = next((each for each in tree.ancestors(call) if tree.kinds[each] == "function_declaration"), -1)
        if function not in self._methods:
            self._methods[function] = _method_in(
                tree.text[tree.starts[function] : tree.ends[function]] if function >= 0 else b""
            )
        return self._methods[function]


def _method_in(text: bytes) -> str:
    """The HTTP method of the one request that a function makes, "" where it is not known."""
    named: set[str] = {(quoted or member).decode().upper() for quoted, member in _METHOD_SET.findall(text)}
    if len(named) == 1:
        return named.pop()
    return "GET" if not named and _ASKS.search(text) and not _MAKES.search(text) else ""


def _behind_a_base(text: str) -> str:
    """What stands behind a base, without query, with a slash before it."""
    path = path_on_own_server("/" + text.lstrip("/"))
    return path if path and path != "/" else ""
