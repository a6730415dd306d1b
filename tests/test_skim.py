from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prodlint.clues import LONGEST_LINE
from prodlint.rulebook.need import Need
from prodlint.rulebook.words import words_of_regex
from prodlint.skim import Skim


def words(*sets: set[str]) -> Need:
    return Need(tuple(frozenset(each) for each in sets))


def located(evidence: str) -> Need:
    words = words_of_regex(evidence)
    return Need((words,), words, evidence)


def test_a_shape_lives_where_one_of_its_words_stands() -> None:
    assert Skim({"delay#0": words({"sleep", "wait"})}).live(b"time.sleep(1)") == {"delay#0"}


def test_a_shape_without_its_words_is_dead() -> None:
    assert Skim({"delay#0": words({"sleep"})}).live(b"x = 1") == frozenset()


def test_each_set_must_have_a_word() -> None:
    skim = Skim({"both#0": words({"sleep"}, {"mock"})})
    assert skim.live(b"sleep") == frozenset()
    assert skim.live(b"sleep mock") == {"both#0"}


def test_a_shape_of_which_nothing_is_known_always_lives() -> None:
    assert Skim({"any#0": Need()}).live(b"") == {"any#0"}


def test_no_shapes_live_nowhere() -> None:
    assert Skim({}).live(b"x") == frozenset()


def test_case_does_not_matter() -> None:
    assert Skim({"a#0": words({"mock"})}).live(b"class MOCKService") == {"a#0"}


@pytest.mark.parametrize("spelling", ["заглушка", "Заглушка", "ЗАГЛУШКА"])
def test_case_does_not_matter_in_other_scripts(spelling: str) -> None:
    assert Skim({"a#0": words({"заглушка"})}).live(spelling.encode()) == {"a#0"}


def test_overlapping_words_all_count() -> None:
    skim = Skim({"a#0": words({"sampledata"}), "b#0": words({"dataset"}), "c#0": words({"data"})})
    assert skim.live(b"sampledataset") == {"a#0", "b#0", "c#0"}


def test_evidence_is_looked_for_on_the_line_of_the_word() -> None:
    skim = Skim({"todo#0": located("TODO: .*implement")})
    assert skim.live(b"implement\nTODO: \n") == frozenset()
    assert skim.live(b"one\n# TODO: implement it\n") == {"todo#0"}


def test_evidence_on_any_line_of_the_word_counts() -> None:
    assert Skim({"todo#0": located("TODO: .*implement")}).live(b"TODO: \nimplement\nTODO: implement") == {"todo#0"}


def test_evidence_is_found_far_along_a_long_line() -> None:
    line = b"x" * (5 * LONGEST_LINE) + b"TODO: implement" + b"x" * (5 * LONGEST_LINE)
    assert Skim({"todo#0": located("TODO: .*implement")}).live(line) == {"todo#0"}


def test_evidence_is_found_at_both_ends_of_a_long_line() -> None:
    line = b"TODO: implement" + b"implement" * LONGEST_LINE + b"TODO: now"
    skim = Skim({"begin#0": located("TODO: .*implement"), "end#0": located("TODO: .*now")})
    assert skim.live(line) == {"begin#0", "end#0"}


def test_the_shape_of_the_text_must_be_there() -> None:
    need = Need((frozenset({"save"}),), shapes=(r"\{\s*\}",))
    assert Skim({"empty#0": need}).live(b"func save() { run() }") == frozenset()
    assert Skim({"empty#0": need}).live(b"func save() {\n}") == {"empty#0"}


@given(
    some.dictionaries(
        some.text("abC", min_size=1, max_size=4), some.sets(some.text("abC", min_size=1, max_size=4)), max_size=6
    ),
    some.text("abcABC ", max_size=40),
)
def test_it_finds_what_a_plain_search_finds(wanted: dict[str, set[str]], text: str) -> None:
    skim = Skim({name: words({word.lower() for word in each}) for name, each in wanted.items() if each})
    expected = {name for name, each in wanted.items() if any(word.lower() in text.lower() for word in each)}
    assert skim.live(text.encode()) == expected
