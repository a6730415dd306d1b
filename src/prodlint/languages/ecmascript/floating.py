"""Promises whose failure nobody hears of → Floating facts: chains that stand alone, and waits that leave a screen busy."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Floating
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import last_name, unwrapped, words

LINKS = ("then", "finally")
"""What a chain goes on with that handles no failure."""
PATTERNS = ("object_pattern", "array_pattern")
LONGEST_CHAIN = 20
BUSY = re.compile(rb"\bset(\w+)\(\s*true\s*\)|\b(\w+)(?:\.value)?\s*=\s*true\b")
STEPS = 60
"""How many nodes around a wait are looked at for a `try`."""
HOOK = re.compile(rb"use[A-Z]\w*\s*[(<]")


def floating(reading: Reading) -> list[Floating]:
    """One fact for each chain that stands alone, and for the first wait of each function that leaves it busy."""
    found = [fact for site in reading.sites if (fact := _chain(reading, site)) is not None]
    seen: set[int] = set()
    for site in reading.sites:
        if site.frame.kind == "await_expression" and site.frame.closure >= 0 and site.frame.closure not in seen:
            fact = _wait(reading, site)
            if fact is not None:
                seen.add(site.frame.closure)
                found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


def _chain(reading: Reading, site: Site) -> Floating | None:
    if site.frame.kind != "expression_statement" or site.frame.closure < 0 or last_name(site.callee) not in LINKS:
        return None
    node = site.node
    for _ in range(LONGEST_CHAIN):
        target = node.child_by_field_name("function")
        member = target.child_by_field_name("property") if target is not None else None
        inner = target.child_by_field_name("object") if target is not None else None
        if member is None or inner is None or words(member) not in LINKS:
            break
        linked = reading.site_of(node)
        if linked is None or len(linked.given) > 1:
            return None
        node = unwrapped(inner)
    root = reading.site_of(node)
    if root is None or root is site or not root.callee:
        return None
    return _fact(reading, root, "chain", "")


def _wait(reading: Reading, site: Site) -> Floating | None:
    root = _root(reading, site)
    if root is None or not root.callee or _is_guarded(site.frame):
        return None
    closure = reading.closures[site.frame.closure]
    if _is_caught_outside(reading, closure.name):
        return None
    body = closure.node
    busy = _busy(reading, reading.text[body.start_byte : site.start], reading.text[site.end : body.end_byte])
    return _fact(reading, root, "await", busy) if busy else None


def _root(reading: Reading, site: Site) -> Site | None:
    """The call that a chain begins with; None where the chain has a handler of failures."""
    node: Node = site.node
    for _ in range(LONGEST_CHAIN):
        target = node.child_by_field_name("function")
        inner = target.child_by_field_name("object") if target is not None and target.type == "member_expression" else None
        inner = unwrapped(inner) if inner is not None else None
        if inner is None or inner.type != "call_expression":
            return reading.site_of(node)
        linked = reading.site_of(node)
        if linked is None or last_name(linked.callee) == "catch" or len(linked.given) > 1:
            return None
        node = inner
    return None


def _is_guarded(frame: Frame) -> bool:
    """Whether a wait stands in a `try` of its own function."""
    return any(outer.kind == "try_statement" for outer in frame.climb(STEPS) if outer.closure == frame.closure)


def _is_caught_outside(reading: Reading, name: str) -> bool:
    """Whether the file waits for a function of this name, or catches what it throws."""
    if not name:
        return False
    called = re.escape(name.encode())
    return (
        re.search(
            rb"\bawait\s+" + called + rb"\(|\breturn\s+" + called + rb"\(|\b" + called + rb"\([^;\n]{0,200}\)\s*\.catch\b",
            reading.text,
        )
        is not None
    )


def _busy(reading: Reading, before: bytes, behind: bytes) -> str:
    """The state that is switched on before and off behind, "" where there is none."""
    for found in BUSY.finditer(before):
        name = (found[1] or found[2]).decode("utf-8", "replace")
        if not reading.vocabulary.pattern("ends-loading").search(name):
            continue
        off = re.escape(name.encode())
        if re.search(rb"\bset" + off + rb"\(\s*false\s*\)|\b" + off + rb"(?:\.value)?\s*=\s*false\b", behind):
            return name
    return ""


def _fact(reading: Reading, root: Site, style: str, busy: str) -> Floating:
    return Floating(
        start=root.start,
        end=root.own.children[0].end_byte,
        region=reading.region(root.start),
        style=style,
        callee=root.callee,
        name=last_name(root.callee),
        busy=busy,
        module=_module(reading, root),
    )


def _module(reading: Reading, root: Site) -> str:
    """Floating.module."""
    head = root.callee.partition(".")[0]
    for node, _ in reading.outline.spots["import"]:
        source = node.child_by_field_name("source")
        if source is not None and re.search(rf"\b{re.escape(head)}\b", words(node).partition(" from ")[0]):
            return words(source).strip("\"'`")
    if reading.function_named(head, root.frame.closure):
        return "."
    value = reading.value_of(head, root.frame.closure) or _taken_from(reading, head)
    return "hook" if value is not None and HOOK.match(value.text or b"") else ""


def _taken_from(reading: Reading, name: str) -> Node | None:
    """The value that a name is taken out of: `const { getEvent } = useEvents()`."""
    for node, _ in reading.outline.spots["declarator"]:
        pattern = node.child_by_field_name("name")
        text = pattern.text or b"" if pattern is not None and pattern.type in PATTERNS else b""
        if re.search(rb"\b" + re.escape(name.encode()) + rb"\b", text):
            return node.child_by_field_name("value")
    return None
