"""Every rule's examples, and what can be derived from them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import msgspec
import pytest

from derived import (
    Derived,
    Places,
    allowed,
    behind_an_emoji,
    below_an_emoji,
    in_a_comment,
    in_a_text,
    takes_a_comment_before,
    with_windows_line_ends,
)
from prodlint.analyse import Analyser
from prodlint.config import Config
from prodlint.examples import LANGUAGE, SUFFIXES, beside, declared_beside, failures, found_in, lacking
from prodlint.finding import Problem
from prodlint.judge import judge
from prodlint.project.model import Project
from prodlint.read import source_of
from prodlint.rulebook.book import load_book
from prodlint.rulebook.model import Example, Rule
from prodlint.suppress import apply

Case = tuple[Rule, Example]


@lru_cache(maxsize=1)
def analyser() -> Analyser:
    return Analyser(load_book(), Config())


RULES = load_book().rules
CASES = [(rule, number, example) for rule in RULES for number, example in enumerate(rule.examples, start=1)]


def named(case: tuple[Rule, int, Example]) -> object:
    rule, number, example = case
    return pytest.param(rule, example, id=f"{rule.id}-{number}-{example.language}")


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_example = pytest.mark.parametrize(("rule", "example"), [named(case) for case in CASES])
every_bad_one = pytest.mark.parametrize(("rule", "example"), [named(case) for case in CASES if case[2].bad])
bad_ones_off_comments = pytest.mark.parametrize(
    ("rule", "example"),
    [named(case) for case in CASES if case[2].bad and all(each.on != "comment" for each in case[0].matches)],
)
bad_ones_off_texts = pytest.mark.parametrize(
    ("rule", "example"), [named(case) for case in CASES if case[2].bad and all(each.on != "text" for each in case[0].matches)]
)
bad_ones_with_room = pytest.mark.parametrize(
    ("rule", "example"), [named(case) for case in CASES if case[2].bad and takes_a_comment_before(case[2])]
)


def places_in(code: str, rule: Rule, example: Example) -> Places:
    return [(each.place.line, each.place.column) for each in found_in(code, example, analyser()) if each.rule == rule.id]


def found_at(derived: Derived, rule: Rule, example: Example) -> Places:
    return places_in(derived.code, rule, example)


@every_rule
def test_a_rule_has_all_the_examples_it_needs(rule: Rule) -> None:
    assert lacking(rule) == []


@every_example
def test_a_bad_example_is_found_at_its_mark_and_a_good_one_is_silent_for_all_rules(rule: Rule, example: Example) -> None:
    alone = msgspec.structs.replace(rule, examples=(example,))
    assert [f"{each.kind}: {each.message}" for each in failures(alone, analyser())] == []


@bad_ones_off_comments
def test_code_in_a_comment_is_silent(rule: Rule, example: Example) -> None:
    assert places_in(in_a_comment(example), rule, example) == []


@bad_ones_off_texts
def test_code_in_a_string_is_silent(rule: Rule, example: Example) -> None:
    assert places_in(in_a_text(example), rule, example) == []


@every_bad_one
def test_emoji_above_move_the_place_by_lines_only(rule: Rule, example: Example) -> None:
    derived = below_an_emoji(example)
    assert found_at(derived, rule, example) == derived.places


@bad_ones_with_room
def test_emoji_before_the_place_count_as_characters(rule: Rule, example: Example) -> None:
    derived = behind_an_emoji(example)
    assert found_at(derived, rule, example) == derived.places


@every_bad_one
def test_windows_line_ends_leave_the_place(rule: Rule, example: Example) -> None:
    derived = with_windows_line_ends(example)
    assert found_at(derived, rule, example) == derived.places


@every_bad_one
def test_a_comment_above_the_place_allows_it(rule: Rule, example: Example) -> None:
    code = allowed(example, rule.id)
    path = example.path or f"src/app{SUFFIXES[example.language]}"
    language = LANGUAGE.get(example.language, example.language)
    source = source_of(path, code.encode(), language)
    assert not isinstance(source, Problem)
    result = analyser().check_source(source, language)
    rules = {each.id: each for each in RULES}
    own = judge(result, Project.of([result, *beside(example, analyser())], declared_beside(example)), rules, Config())
    findings = apply(own, result.suppressions, frozenset(rules), date(2025, 1, 1), path)
    mine = [finding for finding in findings if finding.rule == rule.id]
    assert mine
    assert [finding.suppressed for finding in mine] == ["decided on Monday"] * len(mine)
