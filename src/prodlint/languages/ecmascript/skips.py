"""Whether a test or suite is skipped by its options or by a call in it: `{ skip: true }`, `this.skip()`, `test.fixme()`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tree_sitter import Node

from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import is_function, unwrapped, words

Skip = tuple[str, str]
"""`Test.skipped` and `Test.reason`."""
NO_SKIP: Skip = ("", "")
CONDITION = frozenset(
    {"identifier", "member_expression", "binary_expression", "unary_expression", "call_expression", "ternary_expression"}
)


def skip_by_options(given: Sequence[Node], *, todos: frozenset[str]) -> Skip:
    """What the options of `test("pays", { skip: "no gateway" }, …)` say."""
    for options in (unwrapped(each) for each in given[1:]):
        if options.type != "object":
            continue
        for pair in options.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            name = words(key).strip("\"'") if key is not None else ""
            if value is not None and (name == "skip" or name in todos) and value.type != "false":
                text = literal_text(unwrapped(value))
                always = bool(text) or value.type == "true"
                return ("todo" if name in todos else "always") if always else "conditional", text or ""
    return NO_SKIP


def skip_by_hook(reading: Reading, closure: Closure | None, inside: Sequence[Site]) -> Skip:
    """What a hook of a suite says for all of its tests: `beforeEach(function () { this.skip(); })`."""
    hooks = reading.vocabulary.words("test_hooks")
    for site in inside if closure is not None else ():
        function = next((unwrapped(each) for each in site.given if is_function(unwrapped(each))), None)
        if closure is not None and function is not None and site.callee in hooks and site.frame.closure == closure.number:
            found = skip_inside(reading, reading.closure_of(function), reading.sites_in(function.start_byte, function.end_byte))
            if found[0] == "always":
                return found
    return NO_SKIP


def skip_inside(reading: Reading, closure: Closure | None, inside: Iterable[Site]) -> Skip:
    """What a call in a test's own body says: always where it is a statement of the body that nothing decides about."""
    if closure is None:
        return NO_SKIP
    calls = reading.vocabulary.words("skip_calls")
    for site in inside:
        if site.frame.closure != closure.number:
            continue
        if site.callee in calls and not any(is_function(unwrapped(each)) for each in site.given):
            first = unwrapped(site.given[0]) if site.given else None
            decided = first is not None and first.type in CONDITION
            body = closure.node.child_by_field_name("body")
            outer = site.frame.outer
            is_own = site.frame.kind == "expression_statement" and outer is not None and outer.node == body
            reason = literal_text(first) if first is not None else ""
            return "always" if is_own and not decided else "conditional", reason or ""
    return NO_SKIP
