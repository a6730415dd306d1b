"""Why the assertions of a test cannot fail: their failure is caught, or they look only at what its own mocks give back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from prodlint.languages.python.classes import decorator_items
from prodlint.languages.python.literals import arguments_of, bare, callee_text, is_literal, labelled
from prodlint.languages.python.patched import asks_patched_only
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, around

FAILURES = frozenset({"Exception", "BaseException"})
"""What an `except` names that catches a failed assertion, too; who names `AssertionError` itself tests assertions."""
ANSWERING = frozenset({"raise_statement", "return_statement", "yield", "assignment", "augmented_assignment"})
"""Statements in an error handler by which the failure goes on, or may: a script can count what fails."""
MOST_NODES = 400


def flaw_of(reading: Reading, function: Item, block: Item, asserting: Sequence[Item]) -> str:
    """`Test.flaw` of a test with these assertions."""
    if not asserting:
        return ""
    places = [(item, _catching(item, block)) for item in asserting]
    tried = any(catching is not None and catching.kind == "try_statement" for _, catching in places)
    if tried and all(_is_caught(reading, item, catching) for item, catching in places):
        handled = all(catching is not None and catching.kind == "except_clause" for _, catching in places)
        return "in-handler" if handled else "any-outcome"
    mocked = _asks_mocks_only(reading, function, block, asserting) or asks_patched_only(reading, function, block)
    return "own-mock" if mocked else ""


def _catching(item: Item, block: Item) -> Item | None:
    """The innermost `try` in whose body an assertion of a test stands, or handler that it stands in."""
    inner = item
    for outer in around(item):
        if outer is block:
            return None
        if outer.kind == "except_clause" or (outer.kind == "try_statement" and inner.kind == "block"):
            return outer
        inner = outer
    return None


def _is_caught(reading: Reading, item: Item, catching: Item | None) -> bool:
    """Whether a failure of an assertion ends in a handler that goes on, or it only says that something was caught."""
    if catching is None:
        return False
    if catching.kind == "except_clause":
        return _looks_at_error(reading, item, catching)
    return _swallows(reading, catching)


def _swallows(reading: Reading, attempt: Item) -> bool:
    """Whether the first handler that a failed assertion gets into lets the test go on."""
    for clause in reading.tree.children(attempt):
        if clause.kind == "except_clause" and _takes_failures(reading, clause):
            return not any(_answers(reading, inner, clause) for inner in reading.tree.own(clause))
    return False


def _takes_failures(reading: Reading, clause: Item) -> bool:
    types = clause.node.child_by_field_name("value")
    if types is None:
        return True
    return any(node.type == "identifier" and reading.tree.of(node) in FAILURES for node in _nodes(types))


def _answers(reading: Reading, inner: Item, clause: Item) -> bool:
    """Whether a part of a handler lets the failure be known, or may."""
    if inner.kind in ANSWERING:
        return True
    if inner.kind == "assert_statement":
        return not _looks_at_error(reading, inner, clause)
    if inner.kind != "call":
        return False
    if reading.effect(inner) == "assert":
        return not _looks_at_error(reading, inner, clause)
    plain = reading.names.callee(inner) in reading.vocabulary.words("plain-builtins")
    return not plain and reading.effect(inner) != "log"


def _looks_at_error(reading: Reading, item: Item, clause: Item) -> bool:
    """Whether an assertion in a handler looks at nothing but whether there is an error: `assert str(error)`."""
    bound = _bound(reading, clause)
    if not bound or any(_says_more(node) for node in _nodes(item.node)):
        return False
    names = {reading.tree.of(node) for node in _nodes(item.node) if node.type == "identifier" and not _is_attribute(node)}
    return bound in names and names <= {bound, *FAILURES, *reading.vocabulary.words("plain-builtins"), "self"}


def _says_more(node: Node) -> bool:
    """A comparison with something, or a literal that an assertion is given."""
    if node.type == "comparison_operator":
        return not any(side.type == "none" for side in node.named_children)
    return node.parent is not None and node.parent.type == "argument_list" and is_literal(node)


def _bound(reading: Reading, clause: Item) -> str:
    pattern = clause.node.child_by_field_name("value")
    alias = pattern.child_by_field_name("alias") if pattern is not None and pattern.type == "as_pattern" else None
    return reading.tree.of(alias) if alias is not None else ""


def _asks_mocks_only(reading: Reading, function: Item, block: Item, asserting: Sequence[Item]) -> bool:
    """Whether a test calls nothing but its own mocks, and its assertions look at nothing else."""
    mocks = _mocks(reading, function, block)
    if not mocks:
        return False
    for call in reading.tree.own(block):
        if call.kind == "call" and not _is_of_mocks(reading, call, mocks):
            return False
    roots = [root for item in asserting for root in _roots(reading, item.node)]
    return any(root in mocks for root in roots) and all(_is_plain(reading, root, mocks) for root in roots)


def _mocks(reading: Reading, function: Item, block: Item) -> set[str]:
    """The names in a test that stand for mocks it made, and for what these gave back."""
    makers = reading.vocabulary.words("mock-makers")
    names: set[str] = set()
    for item in reading.tree.own(block):
        if item.kind != "assignment":
            continue
        left, right = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
        if left is None or right is None or left.type != "identifier":
            continue
        value = bare(right)
        value = bare(value.named_children[0]) if value.type == "await" and value.named_children else value
        callee = _callee(reading, value)
        if callee.rpartition(".")[2] in makers or callee.partition(".")[0] in names:
            names.add(reading.tree.of(left))
    return names if not any(True for _ in decorator_items(reading.tree, function)) else set()


def _callee(reading: Reading, node: Node) -> str:
    target = node.child_by_field_name("function") if node.type == "call" else None
    return callee_text(reading.tree, target) if target is not None else ""


def _is_of_mocks(reading: Reading, call: Item, mocks: set[str]) -> bool:
    callee = _callee(reading, call.node)
    root, last = callee.partition(".")[0], callee.rpartition(".")[2]
    if last in reading.vocabulary.words("plain-assertions") or last in reading.vocabulary.words("mock-makers"):
        return all(_is_plain(reading, name, mocks) for _, value in _given(reading, call) for name in _roots(reading, value))
    return root in mocks or root in reading.vocabulary.words("plain-builtins")


def _given(reading: Reading, call: Item) -> list[tuple[str, Node]]:
    return [labelled(reading.tree, argument) for argument in arguments_of(call.node)]


def _is_plain(reading: Reading, root: str, mocks: set[str]) -> bool:
    return root in mocks or root == "self" or root in reading.vocabulary.words("plain-builtins")


def _roots(reading: Reading, node: Node) -> Iterator[str]:
    """The names from which the values in an expression come."""
    for inner in _nodes(node):
        if inner.type == "identifier" and not _is_attribute(inner):
            yield reading.tree.of(inner)


def _is_attribute(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    named = {"attribute": "attribute", "keyword_argument": "name"}.get(parent.type)
    return named is not None and parent.child_by_field_name(named) == node


def _nodes(node: Node) -> Iterator[Node]:
    """A node and what is in it, at most MOST_NODES."""
    pending = [node]
    for _ in range(MOST_NODES):
        if not pending:
            return
        inner = pending.pop()
        yield inner
        pending += inner.named_children
