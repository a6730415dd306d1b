"""`test`, `it`, `describe` and their kin → Test facts: skipped or focused, and how much they assert."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Test
from prodlint.languages.ecmascript.always import is_tautology, matcher_of
from prodlint.languages.ecmascript.bodies import body_of_callback
from prodlint.languages.ecmascript.flaws import flaw_of
from prodlint.languages.ecmascript.mocked import mocked_imports
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.own_literals import OwnLiterals
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.skips import Skip, skip_by_hook, skip_by_options, skip_inside
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import arguments, dotted, is_function, unwrapped, words
from prodlint.names import words_of


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
        self._mocked = mocked_imports(reading)
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
        if not given or (callback is None and not (name and self._may_be_idle(site, parts))):
            return None
        if not name and unwrapped(given[0]).type not in ("identifier", "member_expression", "binary_expression"):
            return None
        return self._fact(site, parts, condition, name, callback)

    def _may_be_idle(self, site: Site, parts: list[str]) -> bool:
        """Whether a test without a body is one that is skipped or announced: `it.skip("pays")`, `it("pays");`."""
        if any(part in self._todos or part in self._skips for part in parts):
            return True
        return (
            len(parts) == 1 and parts[0] in self._cases and len(site.given) == 1 and site.frame.kind == "expression_statement"
        )

    def _parts(self, site: Site) -> tuple[list[str], str]:
        """The dotted parts of a test's callee, and the condition of `skipIf(condition)(…)`."""
        if site.callee:
            return site.callee.split("."), ""
        function = site.node.child_by_field_name("function")
        if function is not None and function.type == "subscript_expression":
            return self._subscripted(function), ""
        if function is None or function.type != "call_expression":
            return [], ""
        target = function.child_by_field_name("function")
        given = arguments(function)
        return dotted(target).split(".") if target is not None else [], words(given[0])[:80] if given else ""

    def _subscripted(self, function: Node) -> list[str]:
        """`["it", "skip"]` of `it["skip"]`."""
        target, index = function.child_by_field_name("object"), function.child_by_field_name("index")
        name = literal_text(index) if index is not None else ""
        return [*dotted(target).split("."), name] if target is not None and name else []

    def _fact(self, site: Site, parts: list[str], condition: str, name: str, callback: Node | None) -> Test:
        reading = self._reading
        inside = reading.sites_in(callback.start_byte, callback.end_byte) if callback is not None else []
        assertions = [each for each in inside if _asserts(each)]
        closure = reading.closure_of(callback) if callback is not None else None
        suite = any(part in self._suites for part in parts)
        skipped, reason = self._skip(site, parts, condition, closure, inside)
        vocabulary = reading.vocabulary
        itself = not vocabulary.words("equality-words") & set(words_of(name))
        own = OwnLiterals(callback.child_by_field_name("body") if callback is not None else None, reading.text, assertions)
        return Test(
            start=site.start,
            end=callback.start_byte if callback is not None else site.end,
            region=reading.region(site.start),
            name=name,
            framework="jest",
            kind="suite" if suite else "case",
            skipped=skipped,
            reason=reason,
            focused=any(part in self._focuses for part in parts),
            assertions=len(assertions),
            tautologies=sum(
                is_tautology(each, vocabulary, itself=itself) or own.holds(each, matcher_of(each)) for each in assertions
            ),
            flaw=flaw_of(reading, callback, assertions, self._mocked) if callback is not None else "",
            body=body_of_callback(reading, closure).state if closure is not None else "absent",
            calls=tuple(dict.fromkeys(each.callee for each in inside if each.callee and not _asserts(each))),
            cases=self._cases_in(inside, closure, parts) if suite else -1,
        )

    def _cases_in(self, inside: list[Site], closure: Closure | None, parts: list[str]) -> int:
        """How many calls a suite makes itself, hooks aside: each may define a test; -1 where a table says how many."""
        if closure is None or self._tables.intersection(parts):
            return -1
        return sum(each.frame.closure == closure.number and each.callee not in self._hooks for each in inside)

    def _skip(self, site: Site, parts: list[str], condition: str, closure: Closure | None, inside: list[Site]) -> Skip:
        """How a test is skipped, and why: by its name, its options or a call in it."""
        if any(part in self._todos for part in parts) or (closure is None and not self._skips.intersection(parts)):
            return "todo", ""
        if any(part in self._skips for part in parts):
            return "always", ""
        if any(part in self._conditions for part in parts):
            return "conditional", condition
        by_options = skip_by_options(site.given, todos=self._todos)
        by_call = by_options if by_options[0] else skip_inside(self._reading, closure, inside)
        return by_call if by_call[0] else skip_by_hook(self._reading, closure, inside)


def _asserts(site: Site) -> bool:
    return site.effect == "assert" or ".should." in site.callee
