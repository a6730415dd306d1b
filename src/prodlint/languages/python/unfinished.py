"""Assertions by which nothing is asserted: tuples, comparisons that stand alone, and what is written and never called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Assertion
from prodlint.languages.python.classes import name_of
from prodlint.languages.python.literals import bare
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, around

UNCALLED = re.compile(rb"^[ \t]++[\w.\[\]\"'() ]*\.assert(?:_[a-z]|[A-Z])\w*[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
"""A line that ends in the name of an assertion."""
STATEMENT = "expression_statement"
GUARDS = frozenset({"with_statement", "try_statement", "lambda"})
"""Where a comparison may be written to see whether it fails."""
ASYNC_BROWSER = b"playwright.async_api"
MATCHER = re.compile(r"(?:not_)?to_[a-z]\w*")


def unfinished_facts(reading: Reading) -> list[Assertion]:
    """The unfinished assertions of a file."""
    found = [*_asserted(reading), *_compared(reading), *_uncalled(reading), *_not_awaited(reading)]
    return sorted(found, key=lambda fact: fact.start)


def _fact(reading: Reading, node: Node, name: str, flaw: str) -> Assertion:
    return Assertion(start=node.start_byte, end=node.end_byte, name=name[:80], flaw=flaw)


def _asserted(reading: Reading) -> Iterator[Assertion]:
    """`assert (total, 3)`, `assert send.called_once_with(3)`."""
    made_up = reading.vocabulary.words("nearly-assertions")
    for item in reading.tree.kinds["assert_statement"]:
        inside = item.node.named_children
        value = bare(inside[0]) if inside else item.node
        target = value.child_by_field_name("function") if value.type == "call" else value
        text = reading.tree.of(target) if target is not None else ""
        if value.type == "tuple" and value.named_children:
            yield _fact(reading, item.node, reading.tree.of(value), "tuple")
        elif "." in text and text.rpartition(".")[2] in made_up:
            yield _fact(reading, item.node, text, "made-up")


def _compared(reading: Reading) -> Iterator[Assertion]:
    """`total == 3` as a statement of a test."""
    for item in reading.tree.kinds["comparison_operator"]:
        parent = item.node.parent
        equal = any(child.type in ("==", "!=", "in", "is") for child in item.node.children)
        is_statement = parent is not None and parent.type == STATEMENT and not parent.has_error
        if is_statement and equal and _in_a_plain_test(reading, item):
            yield _fact(reading, item.node, reading.tree.of(item.node), "compared")


def _in_a_plain_test(reading: Reading, item: Item) -> bool:
    for outer in around(item):
        if outer.kind in GUARDS:
            return False
        if outer.kind == "function_definition":
            return name_of(reading.tree, outer).startswith("test")
    return False


def _uncalled(reading: Reading) -> Iterator[Assertion]:
    root = reading.tree.items[0].node
    for found in UNCALLED.finditer(reading.tree.text):
        end = found.start() + len(found[0].split(b"#")[0].rstrip())
        node = root.named_descendant_for_byte_range(end - 1, end)
        attribute = node.parent if node is not None else None
        around_it = attribute.parent if attribute is not None else None
        if attribute is not None and attribute.type == "attribute" and around_it is not None and around_it.type == STATEMENT:
            yield _fact(reading, attribute, reading.tree.of(attribute), "uncalled")


def _not_awaited(reading: Reading) -> Iterator[Assertion]:
    """`expect(page).to_have_title("Cart")` of a browser that answers later."""
    if ASYNC_BROWSER not in reading.tree.text:
        return
    for item in reading.tree.kinds["call"]:
        target = item.node.child_by_field_name("function")
        parent = item.node.parent
        if target is None or parent is None or parent.type != STATEMENT or target.type != "attribute":
            continue
        text = reading.tree.of(target)
        if text.startswith("expect(") and MATCHER.fullmatch(text.rpartition(".")[2]):
            yield _fact(reading, item.node, text, "not-awaited")
