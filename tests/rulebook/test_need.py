from __future__ import annotations

import re
from typing import Any

import pytest

from prodlint.rulebook.book import load_book
from prodlint.rulebook.model import FAMILIES, Match
from prodlint.rulebook.need import Need, need_of
from prodlint.skim import Skim
from prodlint.vocabulary import ControlWord, Vocabulary, VocabularyFile

BUTTON = ControlWord(name="Button", kind="button")
SHORT = ControlWord(name="a", kind="link")


def need(
    on: str,
    where: dict[str, Any] | None = None,
    confirm: tuple[str, ...] = (),
    **vocabulary: Any,
) -> Need:
    """The need of one match, with a vocabulary of one file."""
    file = VocabularyFile(title="Ours", languages=("python",), **vocabulary)
    return need_of(Match(on=on, where=where or {}, confirm=confirm), Vocabulary("python", [file]))


def lives(need: Need, code: str, definitions: str = "") -> bool:
    return bool(Skim({"a#0": need}, re.compile(definitions.encode()) if definitions else None).live(code.encode()))


def test_a_match_of_which_nothing_is_known_needs_nothing() -> None:
    assert need("text") == Need()


@pytest.mark.parametrize(
    ("field", "test", "words"),
    [
        ("value", "Coming soon", {"coming soon"}),
        ("value", ["mock", "fake"], {"mock", "fake"}),
        ("callee", "asyncio.sleep", {"sleep"}),
        ("callee", {"matches": r"^requests\.(get|delete)$"}, {"requests"}),
        ("callee", ["time.Sleep", "wait"], {"sleep", "wait"}),
        ("name", {"words": ["mock", "Fake"]}, {"mock", "fake"}),
        ("name", {"begins": ["save", "send"]}, {"save", "send"}),
        ("value", {"matches": "(?i)mock|fake"}, {"mock", "fake"}),
        ("name", {"any": ["mock"]}, {"mock"}),
    ],
)
def test_what_a_field_must_be_stands_in_the_file(field: str, test: Any, words: set[str]) -> None:
    on = "call" if field == "callee" else "text"
    assert frozenset(words) in need(on, {field: test}).sets


@pytest.mark.parametrize(
    ("field", "test"),
    [
        ("role", "shown"),
        ("role", ["shown", "value"]),
        ("value", {"not_matches": "mock"}),
        ("name", {"no_words": ["mock"]}),
        ("value", {"matches": ".*"}),
        ("value", "ab"),
        ("value", ["mock", "ab"]),
        ("value", ["mock", ""]),
        ("name", {"words": ["mock", "id"]}),
        ("joined", True),
    ],
)
def test_what_does_not_stand_in_every_such_file_is_not_needed(field: str, test: Any) -> None:
    assert need("text", {field: test}).sets == ()


def test_every_field_adds_its_own_words() -> None:
    found = need("call", {"callee": "time.sleep", "region": "debug"}, anchors={"call": ("time", "wait")})
    assert set(found.sets) == {frozenset({"sleep"}), frozenset({"time", "wait"})}


def test_a_kind_needs_its_anchors() -> None:
    assert need("catch", anchors={"catch": ("Except", "suppress")}).sets == (frozenset({"except", "suppress"}),)


def test_a_control_needs_the_name_of_one() -> None:
    assert need("control", control=(BUTTON,)).sets == (frozenset({"button"}),)


def test_a_control_of_markup_needs_its_bracket() -> None:
    assert need("control", control=(BUTTON,), words={"before-a-control": ("<",)}).sets == (frozenset({"<button"}),)


def test_a_short_name_of_a_control_needs_its_end() -> None:
    words = {"before-a-control": ("<",)}
    found = need("control", control=(SHORT,), words=words)
    assert lives(found, '<a href="#">')
    assert lives(found, "<a\n  href='#'>")
    assert lives(found, "<a>")
    assert not lives(found, "<article>")


def test_a_body_that_only_logs_needs_something_that_logs() -> None:
    effects = {"log": ("print",), "notify": ("alert",), "io": ("open",)}
    assert need("function", {"body": "log-only"}, effects=effects).sets == (frozenset({"print"}),)
    assert need("function", {"body": "notify-only"}, effects=effects).sets == (frozenset({"print", "alert"}),)


def test_a_body_that_may_also_be_empty_needs_nothing() -> None:
    assert need("function", {"body": ["log-only", "empty"]}, effects={"log": ("print",)}).sets == ()


def test_a_body_needs_the_anchors_of_its_value() -> None:
    anchors = {"function.body=unimplemented": ("NotImplemented", "TODO")}
    assert need("function", {"body": "unimplemented"}, anchors=anchors).sets == (frozenset({"notimplemented", "todo"}),)


def test_effects_need_the_words_of_what_has_them() -> None:
    effects = {"io": ("requests.get",), "random": ("random.choice",)}
    assert need("delay", {"effects": {"any": ["io", "random"]}}, effects=effects).sets == (frozenset({"get", "choice"}),)
    assert need("delay", {"effects": {"any": ["io", "unknown"]}}, effects=effects).sets == ()
    assert need("delay", {"effects": {"none": ["io"]}}, effects=effects).sets == ()
    assert need("delay", {"effects": {"only": ["io"]}}, effects=effects).sets == ()


def test_a_confirm_function_needs_one_of_its_fields_as_it_is_written() -> None:
    found = need("records", confirm=("looks_like_live_records",), words={"live-fields": ("amount",)})
    assert lives(found, "{'amount': 3}")
    assert lives(found, '{"amount": 3}')
    assert lives(found, "{amount: 3}")
    assert lives(found, "Row(amount=3)")
    assert not lives(found, "amount is three")


@pytest.mark.parametrize(
    ("on", "field"),
    [
        ("text", "value"),
        ("text", "name"),
        ("comment", "text"),
        ("declaration", "name"),
        ("call", "callee"),
        ("import", "module"),
    ],
)
def test_a_pattern_is_looked_for_on_the_line_of_its_word(on: str, field: str) -> None:
    found = need(on, {field: {"matches": "^mock .* data$"}})
    assert found.located == {" data"} or found.located == {"mock "}
    assert lives(found, "x = 'mock of data'")
    assert not lives(found, "x = 'mock of'\ny = 'data'")


def test_a_pattern_without_a_word_has_no_evidence() -> None:
    found = need("text", {"value": {"matches": "^.{3,9}$"}})
    assert (found.located, found.evidence) == (frozenset(), "")
    assert lives(found, "")


def test_a_function_is_looked_for_among_the_names_that_a_file_defines() -> None:
    found = need("function", {"name": {"begins": ["save"]}})
    assert lives(found, "def saveAll(): ...", r"def (\w+)")
    assert not lives(found, "def load(): save()", r"def (\w+)")


def test_names_do_not_tell_where_definitions_are_unknown() -> None:
    assert lives(need("function", {"name": {"begins": ["save"]}}), "save()")


def test_a_value_needs_what_it_looks_like() -> None:
    evidence = {"function.body=empty": r"\bpass\b", "function.body=comment-only": r"#[^\n]*$"}
    found = need("function", {"body": ["empty", "comment-only"]}, evidence=evidence)
    assert lives(found, "def f(): pass")
    assert lives(found, "def f():\n    # nothing\n    return")
    assert not lives(found, "def f(): return 1")


def test_a_value_that_can_look_like_anything_needs_nothing() -> None:
    found = need("function", {"body": ["empty", "constant"]}, evidence={"function.body=empty": r"\bpass\b"})
    assert found.shapes == ()


@pytest.mark.parametrize(("test", "count"), [({"any": ["IBAction"]}, 1), ({"matches": "Slot$"}, 1), ({"none": ["abc"]}, 0)])
def test_a_field_needs_what_it_looks_like_only_where_it_must_have_something(test: dict[str, Any], count: int) -> None:
    found = need("function", {"decorators": test}, evidence={"function.decorators": "@"})
    assert len(found.shapes) == count


@pytest.mark.parametrize("family", FAMILIES)
def test_most_bundled_shapes_need_something(family: str) -> None:
    needs = load_book().needs(family)
    free = [name for name, each in needs.items() if not each.sets and not each.shapes and each.names is None]
    assert len(free) <= len(needs) // 4


def test_a_file_must_hold_what_a_shape_says_is_written_there() -> None:
    match = Match(on="text", where={"value": {"matches": r"^\d+ %$"}}, written=r"\d\s?%")
    assert need_of(match, Vocabulary("swift", [])).shapes == (r"\d\s?%",)
