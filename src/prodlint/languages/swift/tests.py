"""XCTest and Swift Testing cases: what they assert, and whether they are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Function, Test
from prodlint.languages.swift.always import holds_always, types_made
from prodlint.languages.swift.functions import Functions, Site
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS

QUICK = b"import Quick"
_TAG_CALL = re.compile(r"\.(disabled|enabled)\b")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def test_facts(reading: Reading, functions: Functions) -> Iterator[Test]:
    """The Test facts of a file."""
    for index, site in enumerate(functions.sites):
        if site.kind in ("method", "function") and site.body >= 0:
            framework = _framework(reading, functions.fact(index), site)
            if framework:
                yield _fact(reading, functions, index, framework)
    if QUICK in reading.tree.text:
        yield from _quick(reading)


def _quick(reading: Reading) -> Iterator[Test]:
    """The focused and pending blocks of a specification: `fit("pays") { … }`, `xdescribe("cart") { … }`."""
    words = reading.vocabulary.words
    for call, callee in sorted(reading.callees.items()):
        focused, pending = callee in words("focused_blocks"), callee in words("pending_blocks")
        arguments = reading.arguments(call) if focused or pending else []
        if arguments and reading.tree.kinds[arguments[0].value] in STRINGS:
            yield Test(
                start=reading.tree.starts[call],
                end=reading.tree.starts[call] + len(callee),
                region=reading.region_of(call),
                name=string_value(reading.tree, arguments[0].value),
                framework="quick",
                kind="suite",
                skipped="always" if pending else "",
                focused=focused,
            )


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
    waits = reading.vocabulary.words("asserting_waits")
    return Test(
        start=function.start,
        end=function.end,
        region=function.region,
        name=site.name,
        framework=framework,
        skipped=skipped,
        reason=reason,
        assertions=len(asserting) + _counting(reading, calls),
        tautologies=sum(holds_always(reading, site, call, summary.local) for call in asserting),
        reach=types_made(reading, asserting, summary.local),
        body=function.body,
        calls=tuple(name for name in summary.calls if reading.effect_of(name) != "assert" and name not in waits),
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
