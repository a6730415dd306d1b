"""Test facts: pytest functions and unittest methods, with their assertions, tautologies and skips."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Test
from prodlint.languages.python.bodies import body_of
from prodlint.languages.python.classes import bases_of, decorator_items, decorators_of, name_of, owner_of
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, is_literal, labelled, string_value
from prodlint.languages.python.own_literals import looks_at_own, own_literals
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, Tree

_CONDITIONAL = re.compile(r"(skip_?if|skip_?unless|xfail)$", re.IGNORECASE)
_SKIP = re.compile(r"(^|\.)(skip|SkipTest)$")


def case_facts(reading: Reading) -> list[Test]:
    """One fact for each test case of a file, and one for each skipped test class; a generator is a helper, not a test."""
    facts = []
    generators = {each.scope for each in reading.tree.of_kinds("yield")}
    for item in reading.tree.of_kinds("function_definition", "class_definition"):
        if item.kind == "function_definition" and item.scope in generators:
            continue
        fact = _case(reading, item) if item.kind == "function_definition" else _suite(reading, item)
        if fact is not None:
            facts.append(fact)
    return facts


def _case(reading: Reading, item: Item) -> Test | None:
    tree, words = reading.tree, reading.vocabulary.words
    name = name_of(tree, item)
    if not name.startswith("test"):
        return None
    decorators = decorators_of(tree, item)
    owner, block = owner_of(item), tree.block(item)
    framework = _framework(reading, item, owner, name)
    if not framework or block is None or any(word.rpartition(".")[2] in words("no-tests") for word in decorators):
        return None
    skipped, reason = _skip_of(reading, item)
    if not skipped:
        skipped, reason = _skip_in(reading, block)
    assertions, tautologies, calls = _assertions(reading, block)
    return Test(
        start=item.start,
        end=_head_end(tree, item, block),
        region=reading.region(item),
        name=name,
        framework=framework,
        skipped=skipped,
        reason=reason,
        assertions=assertions,
        tautologies=tautologies,
        body=body_of(reading, block).state,
        calls=calls,
    )


def _suite(reading: Reading, item: Item) -> Test | None:
    skipped, reason = _skip_of(reading, item)
    if not skipped:
        return None
    tree = reading.tree
    name = name_of(tree, item)
    framework = "unittest" if _is_unittest(tree, item) else "pytest"
    end = item.node.child_by_field_name("name")
    return Test(
        start=item.start,
        end=end.end_byte if end is not None else item.start + len("class"),
        region=reading.region(item),
        name=name,
        framework=framework,
        kind="suite",
        skipped=skipped,
        reason=reason,
    )


def _framework(reading: Reading, item: Item, owner: Item | None, name: str) -> str:
    if owner is None:
        return "pytest" if item.parent.kind == "module" and name.startswith("test_") else ""
    if _is_unittest(reading.tree, owner):
        return "unittest"
    return "pytest" if name_of(reading.tree, owner).startswith("Test") and name.startswith("test_") else ""


def _is_unittest(tree: Tree, owner: Item) -> bool:
    return any(base.endswith(("TestCase", "Tests", "TestBase")) for base in bases_of(tree, owner))


def _head_end(tree: Tree, item: Item, block: Item) -> int:
    parameters = item.node.child_by_field_name("parameters")
    start = parameters.end_byte if parameters is not None else item.start
    colon = tree.text.find(b":", start, block.start)
    return colon + 1 if colon >= 0 else start


def _skip_of(reading: Reading, item: Item) -> tuple[str, str]:
    """("always" | "conditional" | "", reason) by the decorators of a definition."""
    tree = reading.tree
    for decorator in decorator_items(tree, item):
        inside = decorator.node.named_children
        call = inside[0] if inside and inside[0].type == "call" else None
        name = tree.of((call.child_by_field_name("function") or call) if call else inside[0]) if inside else ""
        reason = _reason(reading, call) if call is not None else ""
        if _CONDITIONAL.search(name):
            return "conditional", reason
        if _SKIP.search(name):
            return "always", reason
    return "", ""


def _reason(reading: Reading, call: Node) -> str:
    for argument in arguments_of(call):
        label, value = labelled(reading.tree, argument)
        if value.type in STRINGS and label in ("", "reason", "msg"):
            return string_value(reading.tree, value)
    return ""


def _skip_in(reading: Reading, block: Item) -> tuple[str, str]:
    """A skip call in the body: always when it is the first thing done, conditional further in."""
    first = next((child for child in reading.tree.children(block) if child.kind not in (*STRINGS, "comment")), None)
    for item in reading.tree.own(block):
        raised = item.kind == "call" and reading.effect(item) == "skip"
        if raised:
            always = item is first or (item.parent is first and first is not None and first.kind == "raise_statement")
            return ("always" if always else "conditional"), _reason(reading, item.node)
    return "", ""


def _assertions(reading: Reading, block: Item) -> tuple[int, int, tuple[str, ...]]:
    """(assertions, tautologies, other callees)."""
    assertions = tautologies = 0
    calls: dict[str, None] = {}
    own = own_literals(reading.tree, block, [item for item in reading.tree.own(block) if item.kind == "assert_statement"])
    for item in reading.tree.own(block):
        if item.kind == "assert_statement":
            assertions += 1
            tautologies += _holds_always(reading, item, own)
        elif item.kind == "call":
            callee = reading.names.callee(item)
            if reading.vocabulary.effect(callee) == "assert":
                assertions += 1
                tautologies += _call_holds_always(reading, item, callee)
            elif callee:
                calls[callee] = None
    return assertions, tautologies, tuple(calls)


def _holds_always(reading: Reading, item: Item, own: frozenset[str]) -> bool:
    """`assert True`, `assert 1 == 1`, `assert "text"`, and what the test wrote itself against a literal."""
    condition = bare(item.node.named_children[0]) if item.node.named_children else None
    if condition is None:
        return False
    if looks_at_own(reading.tree, condition, own):
        return True
    if condition.type == "comparison_operator":
        sides = [bare(side) for side in condition.named_children]
        operator = next((child.type for child in condition.children if not child.is_named), "")
        equal = len(sides) == 2 and reading.tree.of(sides[0]) == reading.tree.of(sides[1])
        return equal and operator in ("==", "is", ">=", "<=") and is_literal(sides[0])
    if condition.type == "true" or condition.type in STRINGS:
        return True
    return condition.type == "integer" and reading.tree.of(condition) != "0"


def _call_holds_always(reading: Reading, item: Item, callee: str) -> bool:
    values = [value for label, value in (labelled(reading.tree, node) for node in arguments_of(item.node)) if not label]
    last = callee.rpartition(".")[2]
    if last in reading.vocabulary.words("assert-true") and values:
        return bare(values[0]).type == "true"
    if last in reading.vocabulary.words("assert-false") and values:
        return bare(values[0]).type == "false"
    if last in reading.vocabulary.words("assert-equal") and len(values) > 1:
        first, second = bare(values[0]), bare(values[1])
        return is_literal(first) and reading.tree.of(first) == reading.tree.of(second)
    return False
