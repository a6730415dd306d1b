"""Assertions by which nothing is asserted: no matcher, a matcher that is not called, or a promise that nobody waits for."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Assertion
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import last_name, words

STEPS = 24
"""Members and calls of a chain that are followed."""
MATCHER = re.compile(r"to[A-Z]\w*")
LOOKING = re.compile(r"\b(?:get|find)(?:All)?By[A-Z]|\bcy\.")
"""A look-up that fails by itself where there is nothing."""
SETTLING = frozenset({"resolves", "rejects", "eventually"})
HANDLED = frozenset({"then", "catch", "finally", "notify"})
ASKED_LATER = frozenset({"expect.poll", "expect.element"})
"""Expectations that are always answered later."""
SEARCHED = re.compile(r"find(?:All)?By[A-Z]\w*")


def unfinished(reading: Reading) -> list[Assertion]:
    """The unfinished assertions of a file, in source order."""
    judge = _Judge(reading)
    return [
        Assertion(start=site.start, end=site.end, region=reading.region(site.start), name=name, flaw=flaw)
        for site in reading.sites
        for name, flaw in judge.flaws(site)
    ]


class _Judge:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        words_of = reading.vocabulary.words
        self._expectations = words_of("expectations")
        self._later = words_of("promising_assertions")
        self._finders = words_of("promising_searches")
        self._links = words_of("links_of_assertions")
        self._called = words_of("called_matchers")
        imported = words_of("browser_runners")
        modules = {module.encode() for module in imported}
        self._awaited = words_of("awaited_matchers") if any(module in reading.text for module in modules) else frozenset()
        self._searches = b"@testing-library/" in reading.text

    def flaws(self, site: Site) -> list[tuple[str, str]]:
        """(name, flaw) of a call that begins an assertion; none when it is in order or begins none."""
        flaw = self._flaw(site)
        return [(site.callee.lstrip("."), flaw)] if flaw else []

    def _flaw(self, site: Site) -> str:
        if site.callee in self._later:
            return "not-awaited" if _is_statement(site.frame) else ""
        if self._searches and (last_name(site.callee) in self._finders or SEARCHED.fullmatch(last_name(site.callee))):
            return "not-awaited" if _is_statement(site.frame) and "cy" not in site.callee.split(".") else ""
        if site.callee not in self._expectations or not site.given:
            return ""
        names, is_called, outside = _chain(site)
        if outside is None or outside.kind not in ("expression_statement", "await_expression"):
            return ""
        return self._of_chain(site, names, is_called=is_called, is_awaited=outside.kind == "await_expression")

    def _of_chain(self, site: Site, names: list[str], *, is_called: bool, is_awaited: bool) -> str:
        if not names:
            return "" if any(map(self._fails_itself, site.given)) else "incomplete"
        if not is_called:
            if MATCHER.fullmatch(names[-1]) or names[-1] in self._called:
                return "uncalled"
            return "incomplete" if self._links.issuperset(names) else ""
        if is_awaited or HANDLED.intersection(names):
            return ""
        is_later = SETTLING.intersection(names) or site.callee in ASKED_LATER or names[-1] in self._awaited
        return "not-awaited" if is_later else ""

    def _fails_itself(self, given: Node) -> bool:
        """Whether a look-up or a helper that asserts stands in what an expectation is given."""
        inside = self._reading.sites_in(given.start_byte, given.end_byte)
        return LOOKING.search(words(given)) is not None or any(each.effect == "assert" for each in inside)


def _is_statement(frame: Frame) -> bool:
    return frame.kind == "expression_statement"


def _chain(site: Site) -> tuple[list[str], bool, Frame | None]:
    """The members behind a call, whether the last of them is called, and what is around the whole chain."""
    names: list[str] = []
    is_called = True
    for frame in site.frame.climb(STEPS):
        if frame.kind == "member_expression":
            member = frame.node.child_by_field_name("property")
            names.append(words(member) if member is not None else "")
            is_called = False
        elif frame.kind == "call_expression" and not is_called:
            is_called = True
        else:
            return names, is_called, frame
    return names, is_called, None
