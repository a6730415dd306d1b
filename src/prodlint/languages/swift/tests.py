"""XCTest and Swift Testing cases: what they assert, and whether they are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Function, Test
from prodlint.languages.swift.functions import Functions, Site
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS
from prodlint.languages.swift.values import Locals, literal_text

_TAG_CALL = re.compile(r"\.(disabled|enabled)\b")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TRUE = {"true": "true", "!false": "true"}


def test_facts(reading: Reading, functions: Functions) -> Iterator[Test]:
    """The Test facts of a file."""
    for index, site in enumerate(functions.sites):
        if site.kind in ("method", "function") and site.body >= 0:
            framework = _framework(reading, functions.fact(index), site)
            if framework:
                yield _fact(reading, functions, index, framework)


def _framework(reading: Reading, function: Function, site: Site) -> str:
    if "Test" in function.decorators:
        return "swift-testing"
    words = reading.vocabulary.words("test_case_types")
    is_case = any(base.rpartition(".")[2].endswith(tuple(sorted(words))) for base in function.bases) if words else False
    return "xctest" if is_case and site.name.startswith("test") and not function.parameters else ""


def _fact(reading: Reading, functions: Functions, index: int, framework: str) -> Test:
    function, site, summary = functions.fact(index), functions.sites[index], functions.summary(index)
    calls = reading.calls_within(site.node)
    asserting = [call for call in calls if reading.effect(call) == "assert"]
    skipped, reason = _skip(reading, site, calls)
    return Test(
        start=function.start,
        end=function.end,
        region=function.region,
        name=site.name,
        framework=framework,
        skipped=skipped,
        reason=reason,
        assertions=len(asserting) + _counting(reading, calls),
        tautologies=sum(_is_tautology(reading, site, call, summary.local) for call in asserting),
        body=function.body,
        calls=tuple(name for name in summary.calls if reading.effect_of(name) != "assert"),
    )


def _counting(reading: Reading, calls: list[int]) -> int:
    """Waiting for expectations asserts that they are met; measuring asserts a baseline, unless it only starts a task."""
    words = reading.vocabulary.words("asserting_waits")
    waits = [call for call in calls if reading.callees[call].rpartition(".")[2] in words]
    return sum(not _only_starts_task(reading, call) for call in waits)


def _only_starts_task(reading: Reading, call: int) -> bool:
    tree = reading.tree
    for passed in reading.arguments(call):
        statements = tree.statements(passed.value) if tree.kinds[passed.value] == "lambda_literal" else []
        if len(statements) == 1 and reading.callees.get(statements[0], "") in reading.vocabulary.words("transparent_calls"):
            return True
    return False


def _skip(reading: Reading, site: Site, calls: list[int]) -> tuple[str, str]:
    tree = reading.tree
    modifiers = tree.child(site.head, "modifiers")
    trait = _TAG_CALL.search(tree.slice(modifiers)) if modifiers >= 0 else None
    if trait:
        text = tree.slice(modifiers)[trait.start() :]
        reason = _QUOTED.search(text)
        conditional = trait[1] == "enabled" or "if:" in text
        return ("conditional" if conditional else "always"), reason[1] if reason else ""
    for call in calls:
        if reading.effect(call) == "skip":
            return _skip_call(reading, site, call)
    return "", ""


def _skip_call(reading: Reading, site: Site, call: int) -> tuple[str, str]:
    tree = reading.tree
    arguments = reading.arguments(call)
    reason = next((string_value(tree, passed.value) for passed in arguments if tree.kinds[passed.value] in STRINGS), "")
    first = tree.slice(arguments[0].value) if arguments else ""
    if reading.callees[call] in reading.vocabulary.words("conditional_skips"):
        always = first in ("true", "false")
        return ("always" if always else "conditional"), reason
    thrower = tree.parents[tree.wrapped(call)]
    statements = tree.parents[thrower] if thrower >= 0 else -1
    is_top = statements >= 0 and tree.parents[statements] == site.body and not _on_some_platforms(reading, site, call)
    return ("always" if is_top else "conditional"), reason


def _on_some_platforms(reading: Reading, site: Site, call: int) -> bool:
    """Whether a call stands under an `#if` inside the test that is not about debugging or the simulator."""
    tree = reading.tree
    before = [node for node in tree.within(tree.of("directive"), site.node) if node < call]
    words = [tree.slice(node) for node in before]
    opened = sum(word.startswith("#if") for word in words) - sum(word.startswith("#endif") for word in words)
    return opened > 0 and not reading.region_of(call)


def _is_tautology(reading: Reading, site: Site, call: int, local: Locals) -> bool:
    tree = reading.tree
    vocabulary = reading.vocabulary
    arguments = reading.arguments(call)
    callee = reading.callees[call]
    texts = [_constant(reading, passed) for passed in arguments[:2]]
    if callee in vocabulary.words("true_assertions"):
        return texts[:1] == ["true"] or (callee.startswith("#") and _compares_itself(reading, arguments))
    if callee in vocabulary.words("false_assertions"):
        return texts[:1] == ["false"]
    if callee in vocabulary.words("equal_assertions"):
        return len(texts) == 2 and texts[0] is not None and texts[0] == texts[1]
    if callee in vocabulary.words("not_nil_assertions") and arguments:
        return _cannot_be_nil(reading, site, arguments[0].value, local)
    if callee in vocabulary.words("nil_assertions") and arguments:
        return _was_just_cleared(reading, call, tree.dotted(arguments[0].value))
    return False


def _cannot_be_nil(reading: Reading, site: Site, subject: int, local: Locals) -> bool:
    """Whether a value was just made, or is used without `?` beside the assertion, so that nil would not get there."""
    tree = reading.tree
    if tree.kinds[subject] != "simple_identifier":
        return False
    name = tree.slice(subject)
    value = local.get(name, -1)
    if value >= 0:
        is_made = value in reading.callees and reading.callees[value][:1].isupper()
        return is_made and not _may_fail(reading, value)
    used = re.compile(rb"(?<![\w.?])" + re.escape(name.encode()) + rb"\.\w")
    return used.search(tree.text, tree.starts[site.body], tree.ends[site.body]) is not None


def _was_just_cleared(reading: Reading, call: int, name: str) -> bool:
    """Whether the last thing given to a variable before the assertion is nil."""
    tree = reading.tree
    before = [node for node in tree.of("assignment") if node < call and tree.slice(node + 1) == name]
    parts = tree.parts(before[-1]) if before and reading.site_of(before[-1]) == reading.site_of(call) else []
    return len(parts) == 2 and literal_text(reading, parts[1]) == "nil"


def _may_fail(reading: Reading, call: int) -> bool:
    """Whether an initialiser of the system's may give nil: `URL(string:)`, `Int("x")`."""
    return reading.vocabulary.effect(reading.callees[call]) != "unknown"


def _constant(reading: Reading, passed: Passed) -> str | None:
    text = literal_text(reading, passed.value)
    return text if text is not None else _TRUE.get(reading.tree.slice(passed.value)[:10])


def _compares_itself(reading: Reading, arguments: list[Passed]) -> bool:
    tree = reading.tree
    if not arguments or tree.kinds[arguments[0].value] != "equality_expression":
        return False
    sides = [literal_text(reading, part) for part in tree.parts(arguments[0].value)]
    return len(sides) == 2 and sides[0] is not None and sides[0] == sides[1] and "!=" not in tree.slice(arguments[0].value)
