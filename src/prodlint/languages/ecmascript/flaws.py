"""Why the assertions of a test cannot fail: their failure is caught, or they look only at what its own mocks give back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import arguments, chain_root, unwrapped, words

STEPS = 30
"""Nodes around an assertion among which its `try` is looked for."""
MOST_NODES = 400
MOCK_SETTING = re.compile(r"mock[A-Z]|returns|resolves|rejects|calls|withArgs")
"""How calls begin that tell a mock what to do."""
FAILING = re.compile(
    rb"\bthrow\b|\bfail\w*\s*\(|\bdone\b|\breject\b|\bunreachable\b|\bexit\s*\(|\bskip\s*\(|\breturn\s+[^;\s}]"
)
"""What lets a failure be known in a handler, or may."""


def flaw_of(reading: Reading, callback: Node, asserting: Sequence[Site], mocked: frozenset[str]) -> str:
    """`Test.flaw` of a test with this body and these assertions; `mocked` are the names of what the file mocks whole."""
    if not asserting:
        return ""
    vocabulary = reading.vocabulary
    counted = any(site.callee in vocabulary.words("assertion_counts") for site in reading.sites_in(*_span(callback)))
    if not counted and all(_is_caught(reading, site, callback) for site in asserting):
        return "in-handler" if all(_is_in_handler(site, callback) for site in asserting) else "any-outcome"
    return "own-mock" if _asks_mocks_only(reading, callback, asserting, mocked) else ""


def _span(node: Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte


def _is_caught(reading: Reading, site: Site, callback: Node) -> bool:
    """Whether a failure of an assertion ends in a handler that goes on, or it only says that something was caught."""
    for frame in site.frame.climb(STEPS):
        if frame.node.start_byte <= callback.start_byte:
            return False
        if frame.kind == "try_statement":
            body, handler = frame.node.child_by_field_name("body"), frame.node.child_by_field_name("handler")
            if body is None or handler is None or not _goes_on(reading, handler):
                return False
            if site.start < body.end_byte:
                return True
            return site.start < handler.end_byte and not FAILING.search(body.text or b"")
    return False


def _is_in_handler(site: Site, callback: Node) -> bool:
    """Whether an assertion stands in a `catch` clause of the test."""
    frames = (frame for frame in site.frame.climb(STEPS) if frame.kind == "catch_clause")
    return any(frame.node.start_byte > callback.start_byte for frame in frames)


def _goes_on(reading: Reading, handler: Node) -> bool:
    """Whether a `catch` clause lets the test go on, whatever was thrown."""
    if FAILING.search(handler.text or b""):
        return False
    parameter = handler.child_by_field_name("parameter")
    error = words(parameter) if parameter is not None and parameter.type == "identifier" else ""
    inside = reading.sites_in(*_span(handler))
    return all(_only_looks_for(reading, each, error) for each in inside if each.effect == "assert")


def _only_looks_for(reading: Reading, site: Site, error: str) -> bool:
    """Whether an assertion asks no more than whether an error is there."""
    given = [unwrapped(each) for each in site.given]
    matcher = _chain(site)
    return bool(error and given) and words(given[0]) == error and matcher in reading.vocabulary.words("presence_matchers")


def _chain(site: Site) -> str:
    """The last matcher behind an assertion: `toBeDefined` of `expect(…).toBeDefined()`."""
    last = ""
    for frame in site.frame.climb(6):
        if frame.kind == "member_expression":
            name = frame.node.child_by_field_name("property")
            last = words(name) if name is not None else ""
        elif frame.kind != "call_expression":
            break
    return last


def _asks_mocks_only(reading: Reading, callback: Node, asserting: Sequence[Site], mocked: frozenset[str]) -> bool:
    """Whether a test calls nothing but its own mocks, and its assertions look at nothing else."""
    called = {_root(site) for site in reading.sites_in(*_span(callback)) if _calls_itself(site, mocked)} & mocked
    mocks = set(_mocks(reading, callback, called)) | called
    if not mocks:
        return False
    known = mocks | reading.vocabulary.words("mock_libraries")
    asked = {site.start for site in asserting}
    inside = reading.sites_in(*_span(callback))
    if any(_root(each) not in known for each in inside if each.start not in asked):
        return False
    roots = [root for site in asserting for node in _judged(site) for root in _roots(node)]
    return any(root in mocks for root in roots) and known.issuperset(roots)


def _calls_itself(site: Site, mocked: frozenset[str]) -> bool:
    """Whether a test calls what is mocked, and does not only tell it what to give back."""
    return not MOCK_SETTING.match(site.callee.rpartition(".")[2]) and site.callee.partition(".")[0] in mocked


def _mocks(reading: Reading, callback: Node, called: set[str]) -> Iterator[str]:
    """The names in a test that stand for mocks it made, for those of `called`, and for what these gave back."""
    makers = reading.vocabulary.words("mock_makers")
    found: set[str] = set(called)
    for site in reading.sites_in(*_span(callback)):
        if site.callee not in makers and _root(site) not in found:
            continue
        declarator = _declarator(site.frame)
        name = declarator.child_by_field_name("name") if declarator is not None else None
        if name is not None and name.type == "identifier":
            found.add(words(name))
    yield from found


def _declarator(frame: Frame) -> Node | None:
    """The declaration whose value is a call or a chain that begins with it."""
    for outer in frame.climb(8):
        if outer.kind == "variable_declarator":
            return outer.node
        if outer.kind not in ("member_expression", "call_expression", "await_expression", "parenthesized_expression"):
            return None
    return None


def _root(site: Site) -> str:
    target = site.node.child_by_field_name("function")
    return chain_root(target) if target is not None else ""


def _judged(site: Site) -> Iterator[Node]:
    """What an assertion looks at, and what it is held against."""
    yield from site.given
    for frame in site.frame.climb(6):
        if frame.kind not in ("member_expression", "call_expression"):
            return
        if frame.kind == "call_expression":
            yield from arguments(frame.node)


def _roots(node: Node) -> Iterator[str]:
    pending = [node]
    for _ in range(MOST_NODES):
        if not pending:
            return
        inner = pending.pop()
        if inner.type in ("identifier", "shorthand_property_identifier"):
            yield words(inner)
        pending += inner.named_children
