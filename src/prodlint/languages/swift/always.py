"""Assertions that hold whatever the product does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prodlint.languages.swift.functions import Site
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.values import Locals, literal_text
from prodlint.names import words_of

_TRUE = {"true": "true", "!false": "true"}
BRANCHES = {"switch_entry": "switch_statement", "catch_block": "do_statement"}
"""Where a test says what is to hold for one outcome, and the statement that tells the outcomes apart."""
FAILING = re.compile(rb"\bXCTFail\b|\bIssue\s*\.\s*record\b|\bthrow\b|\bfatalError\b|\bXCTSkip\b")
BOUND = re.compile(r"\b(?:let|var)\s+(\w+)")
STEPS = 6
"""Nodes around an assertion among which its branch is looked for."""


def holds_always(reading: Reading, site: Site, call: int, local: Locals) -> bool:
    """Whether an assertion of a test can never fail; `local` are the values of the test's own constants."""
    tree = reading.tree
    vocabulary = reading.vocabulary
    if _takes_any_outcome(reading, site, call):
        return True
    arguments = reading.arguments(call)
    callee = reading.callees[call]
    texts = [_constant(reading, passed) for passed in arguments[:2]]
    if callee in vocabulary.words("true_assertions"):
        return texts[:1] == ["true"] or (callee.startswith("#") and _compares_itself(reading, site, arguments))
    if callee in vocabulary.words("false_assertions"):
        return texts[:1] == ["false"]
    if callee in vocabulary.words("equal_assertions"):
        same = len(texts) == 2 and texts[0] is not None and texts[0] == texts[1]
        return same or (len(arguments) > 1 and _is_one_name(reading, site, [each.value for each in arguments[:2]]))
    if callee in vocabulary.words("not_nil_assertions") and arguments:
        return _cannot_be_nil(reading, site, arguments[0].value, local)
    if callee in vocabulary.words("nil_assertions") and arguments:
        return _was_just_cleared(reading, call, tree.dotted(arguments[0].value))
    return False


def _cannot_be_nil(reading: Reading, site: Site, subject: int, local: Locals) -> bool:
    """Whether a value was just made, or is used without `?` beside the assertion, so that nil would not get there."""
    tree = reading.tree
    if tree.kinds[subject] != "simple_identifier":
        return _is_asked_for_truth(reading, site, subject)
    name = tree.slice(subject)
    value = local.get(name, -1)
    if value >= 0 and value in reading.callees:
        if reading.callees[value].rpartition(".")[2][:1].isupper() and not _may_fail(reading, value):
            return True
    elif value >= 0:
        return False
    used = re.compile(rb"(?<![\w.?])" + re.escape(name.encode()) + rb"\.(?!(?:map|flatMap|some|none)\b)\w")
    return used.search(tree.text, tree.starts[site.body], tree.ends[site.body]) is not None


def types_made(reading: Reading, asserting: Iterable[int], local: Locals) -> tuple[str, ...]:
    """The types whose new instance is bound to a constant of a test and asserted to be there, sorted."""
    found: set[str] = set()
    for call in asserting:
        arguments = reading.arguments(call)
        if reading.callees[call] in reading.vocabulary.words("not_nil_assertions") and arguments:
            value = local.get(reading.tree.slice(arguments[0].value), -1)
            found.add(reading.callees.get(value, "").rpartition(".")[2])
    return tuple(sorted(found - {""}))


def _was_just_cleared(reading: Reading, call: int, name: str) -> bool:
    """Whether the last thing given to a variable before the assertion is nil."""
    tree = reading.tree
    before = [node for node in tree.of("assignment") if node < call and tree.slice(node + 1) == name]
    parts = tree.parts(before[-1]) if before and reading.site_of(before[-1]) == reading.site_of(call) else []
    return len(parts) == 2 and literal_text(reading, parts[1]) == "nil"


def _may_fail(reading: Reading, call: int) -> bool:
    """Whether an initialiser may give nil: `URL(string:)`, `Int("x")`, `Cart(json: text)`, one that the file says may."""
    arguments = reading.arguments(call)
    converts = bool(arguments) and arguments[0].label in reading.vocabulary.words("labels_of_conversions") | {""}
    return converts or reading.vocabulary.effect(reading.callees[call]) != "unknown" or b"init?(" in reading.tree.text


def _constant(reading: Reading, passed: Passed) -> str | None:
    text = literal_text(reading, passed.value)
    return text if text is not None else _TRUE.get(reading.tree.slice(passed.value)[:10])


def _compares_itself(reading: Reading, site: Site, arguments: list[Passed]) -> bool:
    tree = reading.tree
    if not arguments or tree.kinds[arguments[0].value] != "equality_expression" or "!=" in tree.slice(arguments[0].value):
        return False
    parts = tree.parts(arguments[0].value)
    sides = [literal_text(reading, part) for part in parts]
    return len(sides) == 2 and ((sides[0] is not None and sides[0] == sides[1]) or _is_one_name(reading, site, parts))


def _is_one_name(reading: Reading, site: Site, sides: list[int]) -> bool:
    """Whether a name is compared with itself, in a test that is not about equality."""
    tree = reading.tree
    if reading.vocabulary.words("equality-words") & set(words_of(site.name)):
        return False
    return all(tree.kinds[side] == "simple_identifier" for side in sides) and len({tree.slice(side) for side in sides}) == 1


def _takes_any_outcome(reading: Reading, site: Site, call: int) -> bool:
    """Whether a branch for success or for failure only says that it was reached, and no other branch lets the test fail."""
    tree = reading.tree
    branch = _branch(reading, site, call)
    if branch < 0:
        return False
    whole = branch
    for _ in range(STEPS):
        whole = tree.parents[whole]
        if whole < 0 or tree.kinds[whole] == BRANCHES[tree.kinds[branch]]:
            break
    if whole < 0 or FAILING.search(tree.text, tree.starts[whole], tree.ends[whole]):
        return False
    text = tree.slice(whole)
    if tree.kinds[branch] == "switch_entry" and not (".success" in text and ".failure" in text):
        return False
    return _only_says_so(reading, call, _names_bound(reading, branch))


def _branch(reading: Reading, site: Site, call: int) -> int:
    """The branch that an assertion stands in itself, -1 for none."""
    tree = reading.tree
    node = tree.parents[call]
    for _ in range(STEPS):
        if node < 0 or node == site.node:
            return -1
        if tree.kinds[node] in BRANCHES:
            return node
        node = tree.parents[node]
    return -1


def _names_bound(reading: Reading, branch: int) -> set[str]:
    head = reading.tree.slice(branch).partition(":" if reading.tree.kinds[branch] == "switch_entry" else "{")[0]
    return {*BOUND.findall(head), *(["error"] if reading.tree.kinds[branch] == "catch_block" else [])}


def _only_says_so(reading: Reading, call: int, bound: set[str]) -> bool:
    """`XCTAssertNotNil(error)`, `XCTAssertTrue(error is ScanError)`: of a name that the branch itself binds."""
    words = reading.vocabulary.words
    arguments = reading.arguments(call)
    looked = reading.tree.slice(arguments[0].value) if arguments else ""
    if reading.callees[call] in words("not_nil_assertions"):
        return looked in bound
    name, _, rest = looked.partition(" ")
    return reading.callees[call] in words("true_assertions") and name in bound and rest.startswith(("is ", "!= nil"))


def _is_asked_for_truth(reading: Reading, site: Site, subject: int) -> bool:
    """Whether the same value is asserted to be true or false in this test, which no optional can be."""
    asked = reading.vocabulary.words("false_assertions") | {"XCTAssertTrue", "XCTAssert"}
    text = reading.tree.slice(subject)
    return any(
        reading.callees[call] in asked and any(reading.tree.slice(each.value) == text for each in reading.arguments(call)[:1])
        for call in reading.calls_within(site.node)
    )
