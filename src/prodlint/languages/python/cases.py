"""Test facts: pytest functions and unittest methods, with their assertions, tautologies and skips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Test
from prodlint.languages.python.always import Always
from prodlint.languages.python.bodies import body_of
from prodlint.languages.python.classes import bases_of, decorator_items, decorators_of, name_of, owner_of
from prodlint.languages.python.flaws import flaw_of
from prodlint.languages.python.literals import STRINGS, arguments_of, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, Tree

_CONDITIONAL = re.compile(r"(skip_?if|skip_?unless|xfail)$", re.IGNORECASE)
_IDLE = re.compile(
    r"""\A[\w.]*(?: skip_?if\(\s*True\b | skip_?unless\(\s*False\b | xfail\((?:.*[(,])?\s*run\s*=\s*False\b )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""A condition that is none."""
_MARK = re.compile(r"pytestmark\s*=\s*\[?\s*(?:pytest\.)?mark\.skip\b(?!if)")
_RAISED = re.compile(r"pytest\.skip\(.*allow_module_level\s*=\s*True|raise\s+(?:unittest\.)?SkipTest\b", re.DOTALL)
_QUOTED = re.compile(r"""["']([^"'\n]*)["']""")
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
    return [*facts, *_skips_of_the_file(reading)]


def _skips_of_the_file(reading: Reading) -> Iterator[Test]:
    """`pytestmark = pytest.mark.skip(…)` and skips that are raised when the file is imported, whatever the platform is."""
    tree = reading.tree
    for item in tree.of_kinds("assignment", "call", "raise_statement"):
        if item.parent.kind != "module":
            continue
        text = tree.slice(item.start, item.end)
        if _MARK.match(text) or (item.kind != "assignment" and _RAISED.match(text)):
            reason = _QUOTED.search(text)
            yield Test(
                start=item.start,
                end=item.end,
                region=reading.region(item),
                name="",
                framework="pytest",
                kind="suite",
                skipped="always",
                reason=reason[1] if reason else "",
            )


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
    asserting, calls = _assertions(reading, block)
    always = Always(reading, item, block, asserting)
    return Test(
        start=item.start,
        end=_head_end(tree, item, block),
        region=reading.region(item),
        name=name,
        framework=framework,
        skipped=skipped,
        reason=reason,
        assertions=len(asserting),
        tautologies=sum(always.holds(each) for each in asserting),
        flaw=flaw_of(reading, item, block, asserting),
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
            return "always" if call is not None and _IDLE.search(tree.of(call)) else "conditional", reason
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


def _assertions(reading: Reading, block: Item) -> tuple[list[Item], tuple[str, ...]]:
    """(what asserts, other callees)."""
    asserting: list[Item] = []
    calls: dict[str, None] = {}
    for item in reading.tree.own(block):
        if item.kind == "assert_statement" or (item.kind == "call" and reading.effect(item) == "assert"):
            asserting.append(item)
        elif item.kind == "call" and (callee := reading.names.callee(item)):
            calls[callee] = None
    return asserting, tuple(calls)
