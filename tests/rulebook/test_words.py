from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from prodlint.analyse import Analyser
from prodlint.clues import Lines
from prodlint.config import Config
from prodlint.examples import LANGUAGE, SUFFIXES, marked
from prodlint.finding import Problem
from prodlint.languages import FAMILIES
from prodlint.match import match_file
from prodlint.read import source_of
from prodlint.roles import role_of
from prodlint.rulebook.alternatives import alternatives_of
from prodlint.rulebook.book import load_book
from prodlint.rulebook.model import Example, Rule
from prodlint.rulebook.words import words_of_regex
from prodlint.skim import Skim
from prodlint.source import Source

PLAIN = some.text("abMOя", min_size=1, max_size=4)
CLASSES = some.sampled_from(["[ab]", "[^a]", "[a-o]", "[aM]", r"\w", r"\s", ".", "[яM]", r"\d"])
ANCHORS = some.sampled_from(["^", "$", r"\b", r"\A", r"\Z"])
COUNTS = some.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0}", "{0,2}", "*?", "+?", "??"])
GROUPS = some.sampled_from(["(", "(?:", "(?i:", "(?=", "(?!", "(?<!"])
HEADS = some.sampled_from(["", "(?i)", "(?x)", "(?ix)", "(?m)"])
TEXTS = some.text("abmoMOяЯ \n1", max_size=14)


def grown(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    """Patterns one step larger: one after another, one or another, repeated, in a group."""
    return some.one_of(
        some.builds("{}{}".format, inner, inner),
        some.builds("(?:{}|{})".format, inner, inner),
        some.builds("(?:{}){}".format, inner, COUNTS),
        some.builds("{}{})".format, GROUPS, inner),
    )


PATTERNS = some.builds("{}{}".format, HEADS, some.recursive(some.one_of(PLAIN, CLASSES, ANCHORS), grown, max_leaves=6))


def compiled(pattern: str) -> re.Pattern[str]:
    """The regex of a generated pattern; one that `re` refuses (a lookbehind of no fixed width) is no example."""
    try:
        return re.compile(pattern)
    except re.error:
        assume(False)
        raise


def passes(pattern: str, line: str) -> bool:
    """Whether a line has all words of an alternative of the pattern, and what that matches when it is loosened."""
    raw = line.encode()
    return any(
        any(word in line.lower() for word in each.words or {""}) and Lines(raw).fit((0, len(raw)), each)
        for each in alternatives_of(pattern)
    )


def sequence(*parts: str) -> some.SearchStrategy[str]:
    return some.lists(some.sampled_from(parts), min_size=1, max_size=5).map("".join)


@given(PATTERNS, TEXTS)
def test_a_text_that_matches_has_one_of_the_words(pattern: str, text: str) -> None:
    assume(compiled(pattern).search(text))
    words = words_of_regex(pattern)
    assert not words or any(word in text.lower() for word in words)


@given(PATTERNS, TEXTS)
def test_the_loosened_pattern_matches_what_the_pattern_matches(pattern: str, text: str) -> None:
    assume(compiled(pattern).search(text))
    assert passes(pattern, text)


@given(sequence("mock", "Data", "(?:fake|dummy)", "[sS]ample", "(?:ed)?", "x+", r"\s*", "(?:ab){2}"), some.data())
def test_a_text_made_from_the_pattern_has_one_of_the_words(pattern: str, data: some.DataObject) -> None:
    text = data.draw(some.from_regex(pattern))
    words = words_of_regex(pattern)
    assert not words or any(word in text.lower() for word in words)


@given(sequence("mock", "^", "$", r"\bdata\b", "(?:^|_)fake", "(?:done$|open)", "[sS]", ".*", r"\s*"), some.data())
def test_the_loosened_pattern_matches_a_text_made_from_the_pattern(pattern: str, data: some.DataObject) -> None:
    text = data.draw(some.from_regex(pattern))
    assert passes(pattern, text)


@given(PATTERNS)
def test_no_word_is_shorter_than_three_bytes(pattern: str) -> None:
    compiled(pattern)
    assert all(len(word.encode()) >= 3 for word in words_of_regex(pattern))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("mock", {"mock"}),
        ("(?i)Mock", {"mock"}),
        ("mock|fake", {"mock", "fake"}),
        ("mock|.*", set()),
        ("mock(data)?", {"mock"}),
        ("(mock)?data", {"data"}),
        ("(mock)*", set()),
        ("(mock)+", {"mock"}),
        ("[mM]ock", {"mock"}),
        ("mo[ck]k", {"mock", "mokk"}),
        ("moc[^x]data", {"data"}),
        ("x{3}", {"xxx"}),
        ("x{3,}", {"xxx"}),
        ("x{2}", set()),
        ("ab", set()),
        ("", set()),
        (r"\bTODO\b", {"todo"}),
        (r"sample.{0,9}placeholder", {"placeholder"}),
        ("(?:lorem|ipsum)dolor", {"loremdolor", "ipsumdolor"}),
        ("(?x) mock  data  # a remark", {"mockdata"}),
        ("(?=mock)", set()),
        ("(?!mock)dummy", {"dummy"}),
        ("(?<!no )dummy", {"dummy"}),
        ("заглушка", {"заглушка"}),
        ("模拟", {"模拟"}),
        (r"hello \{\}", {"hello "}),
    ],
)
def test_words_of_a_pattern(pattern: str, words: set[str]) -> None:
    assert words_of_regex(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("^mock", 'name = "mock"'),
        ("mock$", "mock = 1"),
        ("^(mock|fake)$", "a fake one"),
        ("(^|_)mock", "xmock"),
        (r"\Amock\Z", " mock "),
        ("(?:a|^)(?:mock$)+", "a mock."),
        ("mock(?!$)", "mock data"),
        ("mock(?! data$)", "mock datasets"),
        ("(?<!^)mock", "a mock"),
        ("(?<!^a )mock", "in a mock"),
        ("(?i)^MOCK", "a Mock"),
        (r"^(?!.*\{\})mock$", "<View style={{}}>mock</View>"),
        (r"^mock for \{\}$", 'Text("mock for \\(item)")'),
    ],
)
def test_a_line_that_has_what_the_pattern_matches_passes_the_loosened_one(pattern: str, line: str) -> None:
    assert passes(pattern, line)


@pytest.mark.parametrize(
    ("pattern", "line"), [("^mock", "fake"), (r"\bmock\b", "mocked"), ("mock(?=ed)", "mock"), ("^a|b$", "c")]
)
def test_the_loosened_pattern_still_asks_for_the_rest(pattern: str, line: str) -> None:
    assert not passes(pattern, line)


@pytest.mark.parametrize(
    ("pattern", "line"), [("mock|fake data", "mock"), ("(?i)mock|fake", "FAKE"), ("would .* here|fake", "would go here")]
)
def test_one_alternative_with_all_its_words_is_enough(pattern: str, line: str) -> None:
    assert passes(pattern, line)


def test_an_alternative_knows_the_words_of_all_its_parts() -> None:
    (alternative,) = alternatives_of(r"would\s+go.{0,9}(here|it)\b")
    assert alternative.words == {"would"}
    assert alternative.others == [(b"go",), (b"here", b"it")]


def test_an_anchor_that_all_alternatives_begin_with_takes_none_of_them_together() -> None:
    assert [each.words for each in alternatives_of(r"\bmock data|\bfake")] == [{"mock data"}, {"fake"}]


@pytest.mark.parametrize("literal", ['"\\nComing soon"', '"\\tComing soon"', '"Coming\\nsoon"', '"Coming soon\\n"'])
def test_an_escape_beside_a_word_hides_nothing(literal: str) -> None:
    code = f"struct Screen: View {{ var body: some View {{\n Text({literal})\n }} }}\n"
    result = analyser().check_source(Source("App/Screen.swift", code.encode()), "swift")
    assert [candidate.rule for candidate in result.candidates] == ["placeholder-text"]


@lru_cache(maxsize=1)
def analyser() -> Analyser:
    return Analyser(load_book(), Config())


CASES = [(rule, number, example) for rule in load_book().rules for number, example in enumerate(rule.examples, start=1)]
every_bad_one = pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.id}-{number}-{example.language}")
        for rule, number, example in CASES
        if example.bad
    ],
)


def read(example: Example) -> tuple[Source, str]:
    language = LANGUAGE.get(example.language, example.language)
    code, _ = marked(example.bad)
    source = source_of(example.path or f"src/app{SUFFIXES[example.language]}", code.encode(), language)
    assert not isinstance(source, Problem)
    return source, language


@every_bad_one
def test_no_shape_of_a_rule_that_matches_is_skimmed_away(rule: Rule, example: Example) -> None:
    source, language = read(example)
    family, role = FAMILIES[language], role_of(source.path, source.text, Config())
    book = analyser().book
    asked = book.names(family, role)
    skim = Skim(book.needs(family), book.vocabulary(family).bytes_pattern("definitions"))
    live = skim.live(source.text, asked)
    matching = {
        name
        for name in asked
        for shapes in [book.shapes([name])]
        if match_file(analyser().read(source, language, role), shapes)
    }
    assert matching
    assert matching <= live
