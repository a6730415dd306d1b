from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prodlint.skim import CHUNK, Skim

TEXT = frozenset({"text"})
CALL = frozenset({"call"})


def test_a_word_asks_for_its_kinds() -> None:
    skim = Skim({"sleep": frozenset({"delay", "call"}), "mock": TEXT})
    assert skim.wanted(b"time.sleep(1)") == {"delay", "call"}


def test_a_text_without_words_asks_for_nothing() -> None:
    assert Skim({"sleep": TEXT}).wanted(b"x = 1") == frozenset()


def test_no_words_ask_for_nothing() -> None:
    assert Skim({}).wanted(b"x") == frozenset()


def test_case_does_not_matter() -> None:
    assert Skim({"Mock": TEXT}).wanted(b"class MOCKService") == TEXT


@pytest.mark.parametrize("spelling", ["заглушка", "Заглушка", "ЗАГЛУШКА"])
def test_case_does_not_matter_in_other_scripts(spelling: str) -> None:
    assert Skim({"заглушка": TEXT}).wanted(spelling.encode()) == TEXT


def test_a_word_that_begins_another_counts_too() -> None:
    assert Skim({"mock": TEXT, "mockingbird": CALL}).wanted(b"mockingbird") == {"text", "call"}


def test_a_word_inside_another_counts_too() -> None:
    assert Skim({"unmocked": TEXT, "mock": CALL}).wanted(b"unmocked") == {"text", "call"}


def test_overlapping_words_both_count() -> None:
    assert Skim({"sampledata": TEXT, "dataset": CALL}).wanted(b"sampledataset") == {"text", "call"}


def test_the_empty_word_is_everywhere() -> None:
    assert Skim({"": TEXT, "mock": CALL}).wanted(b"") == TEXT


def test_a_word_across_two_chunks_counts() -> None:
    skim = Skim({"mock": TEXT, "never": CALL})
    assert skim.wanted(b" " * (CHUNK - 2) + b"mock" + b" " * CHUNK) == TEXT


def test_a_word_after_many_chunks_counts() -> None:
    assert Skim({"mock": TEXT, "x": CALL}).wanted(b"x" * (5 * CHUNK) + b"mock") == {"text", "call"}


@given(
    some.dictionaries(some.text("abC", min_size=1, max_size=4), some.sampled_from([TEXT, CALL, TEXT | CALL]), max_size=6),
    some.text("abcABC ", max_size=40),
)
def test_it_finds_what_a_plain_search_finds(words: dict[str, frozenset[str]], text: str) -> None:
    expected = frozenset(kind for word, kinds in words.items() if word.lower() in text.lower() for kind in kinds)
    assert Skim(words).wanted(text.encode()) == expected
