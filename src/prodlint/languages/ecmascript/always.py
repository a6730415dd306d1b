"""Assertions that hold whatever the product does."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import arguments, last_name, unwrapped, words
from prodlint.vocabulary import Vocabulary

LITERAL_SHAPES = frozenset({"string", "number", "true", "false", "nil"})
AT_LEAST, CONTAINS = "toBeGreaterThanOrEqual", "toContain"
STATUS = (".status", ".statusCode", ".status_code")
SUBSTITUTION = b"${"
OF_ONE_VALUE = frozenset({"expect", "assert", "ok"})
"""Bare functions of test libraries that take the value alone; `expectRow("Ann")` is a helper with its own assertions."""


def is_tautology(site: Site, vocabulary: Vocabulary, *, itself: bool) -> bool:
    """Whether an assertion compares literals only, or a name with `itself` where that says nothing.

    What a browser is asked to look for is no comparison.
    """
    given = [unwrapped(each) for each in site.given]
    is_driven = site.callee.partition(".")[0] in vocabulary.words("test_drivers")
    if is_driven or any(SUBSTITUTION in (each.text or b"") for each in given[:1]):
        return False
    matcher = matcher_of(site)
    if given and matcher is not None and _cannot_fail(given[0], matcher):
        return True
    if itself and given and _is_given_twice(given, site, matcher, vocabulary.words("equality_matchers")):
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


def _is_given_twice(given: list[Node], site: Site, matcher: Node | None, equals: frozenset[str]) -> bool:
    """`expect(total).toBe(total)`, `assert.equal(total, total)`."""
    function = matcher.child_by_field_name("function") if matcher is not None else None
    name = words(function) if function is not None else site.callee
    against = arguments(matcher) if matcher is not None else given[1:]
    if last_name(name) not in equals or ".not." in name or not against:
        return False
    return given[0].type == "identifier" and words(given[0]) == words(unwrapped(against[0]))


def matcher_of(site: Site) -> Node | None:
    """The call of the matcher: `.toBe(…)` of `expect(…).not.toBe(…)`."""
    if last_name(site.callee) != "expect":
        return None
    for frame in site.frame.climb(4):
        if frame.kind == "call_expression":
            return frame.node
        if frame.kind != "member_expression":
            return None
    return None
