"""`test`, `it`, `describe` and their kin → Test facts: skipped or focused, and how much they assert."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Test
from prodlint.languages.ecmascript.bodies import body_of_callback
from prodlint.languages.ecmascript.flaws import flaw_of
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.own_literals import OwnLiterals
from prodlint.languages.ecmascript.reading import Reading, Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import arguments, dotted, is_function, last_name, unwrapped, words
from prodlint.languages.ecmascript.values import shape_of

LITERAL_SHAPES = frozenset({"string", "number", "true", "false", "nil"})
AT_LEAST, CONTAINS = "toBeGreaterThanOrEqual", "toContain"
STATUS = (".status", ".statusCode", ".status_code")
SUBSTITUTION = b"${"
OF_ONE_VALUE = frozenset({"expect", "assert", "ok"})
"""Bare functions of test libraries that take the value alone; `expectRow("Ann")` is a helper with its own assertions."""


def tests(reading: Reading) -> list[Test]:
    """All test cases and suites of a file, in source order."""
    reader = _Tests(reading)
    return [test for site in reading.sites if (test := reader.test(site)) is not None]


class _Tests:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        vocabulary = reading.vocabulary
        self._cases = vocabulary.words("test_cases")
        self._suites = vocabulary.words("test_suites")
        self._skips = vocabulary.words("test_skips")
        self._todos = vocabulary.words("test_todos")
        self._focuses = vocabulary.words("test_focuses")
        self._conditions = vocabulary.words("test_conditions_of_skips")
        self._hooks = vocabulary.words("test_hooks")
        self._tables = vocabulary.words("test_tables")
        self._heads = self._cases | self._suites
        modifiers = vocabulary.words("test_modifiers") | self._skips | self._todos | self._focuses | self._conditions
        self._known = self._heads | modifiers

    def test(self, site: Site) -> Test | None:
        """The test a call defines, None when it defines none."""
        if site.callee and site.callee.partition(".")[0] not in self._heads:
            return None
        parts, condition = self._parts(site)
        if not parts or parts[0] not in self._heads or not self._known.issuperset(parts):
            return None
        given = site.given
        callback = next((unwrapped(each) for each in given[::-1] if is_function(unwrapped(each))), None)
        name = literal_text(unwrapped(given[0])) if given else ""
        todo = any(part in self._todos for part in parts)
        idle = todo or any(part in self._skips for part in parts)
        if not given or (callback is None and not idle):
            return None
        if not name and unwrapped(given[0]).type not in ("identifier", "member_expression", "binary_expression"):
            return None
        return self._fact(site, parts, condition, name, callback)

    def _parts(self, site: Site) -> tuple[list[str], str]:
        """The dotted parts of a test's callee, and the condition of `skipIf(condition)(…)`."""
        if site.callee:
            return site.callee.split("."), ""
        function = site.node.child_by_field_name("function")
        if function is None or function.type != "call_expression":
            return [], ""
        target = function.child_by_field_name("function")
        given = arguments(function)
        return dotted(target).split(".") if target is not None else [], words(given[0])[:80] if given else ""

    def _fact(self, site: Site, parts: list[str], condition: str, name: str, callback: Node | None) -> Test:
        reading = self._reading
        inside = reading.sites_in(callback.start_byte, callback.end_byte) if callback is not None else []
        assertions = [each for each in inside if _asserts(each)]
        conditional = any(part in self._conditions for part in parts)
        closure = reading.closure_of(callback) if callback is not None else None
        suite = any(part in self._suites for part in parts)
        drivers = reading.vocabulary.words("test_drivers")
        own = OwnLiterals(callback.child_by_field_name("body") if callback is not None else None, reading.text, assertions)
        return Test(
            start=site.start,
            end=callback.start_byte if callback is not None else site.end,
            region=reading.region(site.start),
            name=name,
            framework="jest",
            kind="suite" if suite else "case",
            skipped=self._skipped(parts, conditional),
            reason=condition if conditional else "",
            focused=any(part in self._focuses for part in parts),
            assertions=len(assertions),
            tautologies=sum(_is_tautology(each, drivers) or own.holds(each, _matcher(each)) for each in assertions),
            flaw=flaw_of(reading, callback, assertions) if callback is not None else "",
            body=body_of_callback(reading, closure).state if closure is not None else "absent",
            calls=tuple(dict.fromkeys(each.callee for each in inside if each.callee and not _asserts(each))),
            cases=self._cases_in(inside, closure, parts) if suite else -1,
        )

    def _cases_in(self, inside: list[Site], closure: Closure | None, parts: list[str]) -> int:
        """How many calls a suite makes itself, hooks aside: each may define a test; -1 where a table says how many."""
        if closure is None or self._tables.intersection(parts):
            return -1
        return sum(each.frame.closure == closure.number and each.callee not in self._hooks for each in inside)

    def _skipped(self, parts: list[str], conditional: bool) -> str:
        if any(part in self._todos for part in parts):
            return "todo"
        if any(part in self._skips for part in parts):
            return "always"
        return "conditional" if conditional else ""


def _asserts(site: Site) -> bool:
    return site.effect == "assert" or ".should." in site.callee


def _is_tautology(site: Site, drivers: frozenset[str]) -> bool:
    """Whether an assertion compares literals only; what a browser is asked to look for is no comparison."""
    given = [unwrapped(each) for each in site.given]
    if site.callee.partition(".")[0] in drivers or any(SUBSTITUTION in (each.text or b"") for each in given[:1]):
        return False
    matcher = _matcher(site)
    if given and matcher is not None and _cannot_fail(given[0], matcher):
        return True
    if not given or shape_of(given[0])[0] not in LITERAL_SHAPES:
        return False
    if matcher is None:
        if site.callee.startswith("."):  # what stands before the dot is what is looked at
            return False
        spoken = "." not in site.callee or shape_of(given[0])[0] == "string"  # a message, or what is looked for
        if len(given) == 1 and spoken and site.callee not in OF_ONE_VALUE:
            return False
        return all(shape_of(each)[0] in LITERAL_SHAPES for each in given[1:])
    expected = [unwrapped(each) for each in arguments(matcher)]
    if not expected:
        return True
    return shape_of(expected[0]) == shape_of(given[0])


def _cannot_fail(looked: Node, matcher: Node) -> bool:
    """`expect(rows.length).toBeGreaterThanOrEqual(0)`, `expect([200, 500]).toContain(status)`."""
    function = matcher.child_by_field_name("function")
    member = function.child_by_field_name("property") if function is not None else None
    name = words(member) if member is not None else ""
    expected = [unwrapped(each) for each in arguments(matcher)]
    if name == AT_LEAST:
        return words(looked).endswith(".length") and [words(each) for each in expected] == ["0"]
    if name != CONTAINS or looked.type != "array" or not words(expected[0] if expected else looked).endswith(STATUS):
        return False
    codes = {words(each)[:1] for each in looked.named_children if each.type == "number" and len(words(each)) == len("200")}
    return {"2", "5"} <= codes


def _matcher(site: Site) -> Node | None:
    """The call of the matcher: `.toBe(…)` of `expect(…).not.toBe(…)`."""
    if last_name(site.callee) != "expect":
        return None
    for frame in site.frame.climb(4):
        if frame.kind == "call_expression":
            return frame.node
        if frame.kind != "member_expression":
            return None
    return None
