from __future__ import annotations

from typing import Any

import pytest

from prodlint.errors import UserError
from prodlint.fact import Catch, Comment, Control, Fact, Function, Records, Text
from prodlint.fact import Test as Case
from prodlint.rulebook.where import LONGEST_TEXT, check_where, compile_regex, compile_test, compile_where


def holds(fact: Fact, **where: Any) -> bool:
    check_where(str(type(fact).__struct_config__.tag), where, "rules/a.toml:1")
    return compile_where(where)(fact)


def text(value: str, **fields: Any) -> Text:
    return Text(start=0, end=1, value=value, **fields)


def function(name: str = "save", **fields: Any) -> Function:
    return Function(start=0, end=1, name=name, **fields)


def wrong(kind: str, where: dict[str, Any]) -> UserError:
    with pytest.raises(UserError) as raised:
        check_where(kind, where, "rules/a.toml:7")
    return raised.value


def test_a_match_without_tests_holds_for_every_fact() -> None:
    assert holds(text("anything"))


def test_a_value_must_be_equal() -> None:
    assert holds(function(body="empty"), body="empty")
    assert not holds(function(body="real"), body="empty")


@pytest.mark.parametrize(
    ("fact", "where"),
    [
        (text("a", joined=True), {"joined": True}),
        (text("a"), {"joined": False}),
        (function(literals=3), {"literals": 3}),
        (Records(start=0, end=1, name="a", shape="records", count=2, literal_share=0.5), {"literal_share": 0.5}),
        (text("a"), {"name": ""}),
        (text("a"), {"region": ""}),
    ],
)
def test_switches_numbers_and_empty_texts_are_compared_too(fact: Fact, where: dict[str, Any]) -> None:
    assert holds(fact, **where)


def test_a_list_holds_for_one_of_its_values() -> None:
    assert holds(function(body="log-only"), body=["empty", "log-only"])
    assert not holds(function(body="real"), body=["empty", "log-only"])


def test_all_fields_must_hold() -> None:
    assert holds(function("save", body="empty"), name="save", body="empty")
    assert not holds(function("load", body="empty"), name="save", body="empty")


def test_all_operators_of_a_field_must_hold() -> None:
    wanted = {"matches": "mock", "not_matches": "mockup"}
    assert holds(text("a mock"), value=wanted)
    assert not holds(text("a mockup"), value=wanted)


@pytest.mark.parametrize(
    ("value", "test", "expected"),
    [
        ("a mock here", {"matches": "mock"}, True),
        ("a mock here", {"matches": "^mock"}, False),
        (("fetch", "mockFetch"), {"matches": "^mock"}, True),
        (("fetch", "load"), {"matches": "^mock"}, False),
        ((), {"matches": "mock"}, False),
        ("", {"matches": "^$"}, True),
        ("a mock here", {"not_matches": "mock"}, False),
        ("all real", {"not_matches": "mock"}, True),
        (("fetch", "mockFetch"), {"not_matches": "mock"}, False),
        ((), {"not_matches": "mock"}, True),
        (("io", "log"), {"any": ["io", "state"]}, True),
        (("log",), {"any": ["io", "state"]}, False),
        ((), {"any": ["io"]}, False),
        (("io", "log"), {"none": ["io"]}, False),
        (("log",), {"none": ["io"]}, True),
        ((), {"none": ["io"]}, True),
        (("log", "pure"), {"only": ["log", "pure", "sleep"]}, True),
        (("log", "io"), {"only": ["log", "pure"]}, False),
        ((), {"only": ["log"]}, True),
        ("getMockUsers", {"words": ["mock", "fake"]}, True),
        ("getMocking", {"words": ["mock"]}, False),
        ("MOCK_USERS", {"words": ["mock"]}, True),
        (("id", "mockName"), {"words": ["mock"]}, True),
        ("", {"words": ["mock"]}, False),
        ("getMockUsers", {"no_words": ["mock"]}, False),
        ("getUsers", {"no_words": ["mock"]}, True),
        ("", {"no_words": ["mock"]}, True),
        ("saveAll", {"begins": ["save", "send"]}, True),
        ("autoSave", {"begins": ["save"]}, False),
        ("savepoint", {"begins": ["save"]}, False),
        ("", {"begins": ["save"]}, False),
        (3, {"at_least": 3}, True),
        (2, {"at_least": 3}, False),
        (0.9, {"at_least": 0.9}, True),
        (("a", "b"), {"at_least": 2}, True),
        ("ab", {"at_least": 3}, False),
        (3, {"at_most": 3}, True),
        (4, {"at_most": 3}, False),
        ((), {"at_most": 0}, True),
        (-1.0, {"at_most": 0}, True),
    ],
)
def test_what_the_operators_say(value: Any, test: dict[str, Any], expected: bool) -> None:
    assert compile_test("field", test)(value) is expected


def test_the_lines_of_a_comment_have_their_own_ends() -> None:
    comment = Comment(start=0, end=1, text="# first\n# TODO: second")
    assert holds(comment, text={"matches": "^# TODO"})
    assert holds(comment, text={"matches": "first$"})


def test_the_lines_of_a_text_have_not() -> None:
    assert not holds(text("first\nsecond"), value={"matches": "^second"})


def test_a_regex_sees_only_the_beginning_of_an_endless_text() -> None:
    assert not holds(text("x" * LONGEST_TEXT + "mock"), value={"matches": "mock"})
    assert holds(text("x" * (LONGEST_TEXT - 4) + "mock"), value={"matches": "mock"})


@pytest.mark.parametrize(
    ("kind", "field", "near"),
    [
        ("function", "nmae", "name"),
        ("control", "handlers", "handler"),
        ("text", "roles", "role"),
        ("catch", "body_", "body"),
        ("test", "skiped", "skipped"),
    ],
)
def test_an_unknown_field_names_the_nearest(kind: str, field: str, near: str) -> None:
    error = wrong(kind, {field: "x"})
    assert str(error) == f"rules/a.toml:7: `{kind}` has no field `{field}` (did you mean `{near}`?)"


def test_a_field_of_another_kind_is_unknown() -> None:
    error = wrong("comment", {"handler": "empty"})
    assert error.wrong == "`comment` has no field `handler`"
    assert "attached" in error.remedy


@pytest.mark.parametrize(
    ("operator", "near"),
    [("match", "matches"), ("not_match", "not_matches"), ("word", "words"), ("atleast", "at_least"), ("begin", "begins")],
)
def test_an_unknown_operator_names_the_nearest(operator: str, near: str) -> None:
    error = wrong("function", {"name": {operator: "save"}})
    assert str(error) == f"rules/a.toml:7: unknown operator `{operator}` (did you mean `{near}`?)"


def test_an_operator_like_no_other_lists_what_is_known() -> None:
    assert "known: any, at_least, at_most, begins" in str(wrong("function", {"name": {"zzz": 1}}))


def test_a_regex_that_does_not_compile_is_quoted() -> None:
    error = wrong("text", {"value": {"matches": "(mock"}})
    assert error.where == "rules/a.toml:7"
    assert error.wrong.startswith("the regex does not compile: missing )")


@pytest.mark.parametrize("pattern", [1, ["mock"], True])
def test_a_regex_must_be_a_text(pattern: object) -> None:
    with pytest.raises(UserError, match="a regex must be a text"):
        compile_regex(pattern, "rules/a.toml:7")


@pytest.mark.parametrize(
    ("field", "test"),
    [
        ("effects", {"any": "io"}),
        ("effects", {"none": "io"}),
        ("effects", {"only": "io"}),
        ("name", {"words": "mock"}),
        ("name", {"no_words": "mock"}),
        ("name", {"begins": "save"}),
        ("effects", {"any": 3}),
        ("literals", {"at_least": "3"}),
        ("literals", {"at_most": ["3"]}),
    ],
)
def test_an_operator_that_gets_the_wrong_kind_of_value_is_refused(field: str, test: dict[str, Any]) -> None:
    assert wrong("function", {field: test}).where == "rules/a.toml:7"


@pytest.mark.parametrize(("field", "test"), [("name", {"at_least": 3}), ("effects", {"at_most": 0})])
def test_sizes_of_texts_and_lists_can_be_asked(field: str, test: dict[str, Any]) -> None:
    assert holds(function("save"), **{field: test})


@pytest.mark.parametrize(
    "fact",
    [
        Catch(start=0, end=1, style="except", body="empty", types=("OSError",)),
        Control(start=0, end=1, toolkit="swiftui", kind="button", tag="Button", handler="empty"),
        Case(start=0, end=1, name="a", framework="pytest", body="empty"),
    ],
)
def test_every_kind_of_fact_can_be_asked_about_its_region(fact: Fact) -> None:
    assert holds(fact, region="")
    assert not holds(fact, region=["preview"], start={"at_least": 1})
