"""Assertions by which nothing is asserted."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import Assertion
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary(family: str) -> Vocabulary:
    return Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))


def flaws(source: str, language: str, family: str) -> list[str]:
    """The flaws of the assertions in a file, in source order."""
    found = front_end(language).parse(source.encode(), vocabulary(family)).facts("assertion")
    return [each.flaw for each in found if isinstance(each, Assertion)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("expect(total);", ["incomplete"]),
        ("await expect(total);", ["incomplete"]),
        ("expect(total).not;", ["incomplete"]),
        ("expect(total).toBeDefined;", ["uncalled"]),
        ("expect(pay(3)).resolves.toBe(3);", ["not-awaited"]),
        ("Promise.all([expect(pay(3)).resolves.toBe(3)]);", []),
        ("void expect(pay(3)).resolves.toBe(3);", []),
        ("expect(total).toBe(3);", []),
        ("expect();", []),
        ("expect.hasAssertions();", []),
        ("const told = expect(pay(3)).rejects;", []),
        ("expect(screen.getByText('3'));", []),
        ("expect(assertPaid(cart));", []),
        ("expect(total).to.be.a('number');", []),
        ("request(app).get('/cart').expect(200);", []),
    ],
)
def test_scripts(source: str, expected: list[str]) -> None:
    assert flaws(source, "typescript", "ecmascript") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert (total, 3)", ["tuple"]),
        ("assert (total == 3, 'paid'), 'message'", ["tuple"]),
        ("assert ()", []),
        ("assert (total == 3)", []),
        ("total == 3", ["compared"]),
        ("total < 3", []),
        ("send.assert_called", ["uncalled"]),
        ("send.assert_called()", []),
        ("check = send.assert_called", []),
        ("assert send.called_once_with(3)", ["made-up"]),
        ("assert send.called", []),
        ("with raises(TypeError):\n        total == 3", []),
    ],
)
def test_python(body: str, expected: list[str]) -> None:
    assert flaws(f"def test_pays(send, total):\n    {body}\n", "python", "python") == expected


def test_a_comparison_outside_of_tests_is_none_of_a_test() -> None:
    assert flaws("def shown(total):\n    total == 3\n", "python", "python") == []


def test_prose_of_a_text_that_does_not_end_is_no_comparison() -> None:
    source = 'def test_pays(send):\n    """Pay.\n\n    send : bool\n        DESCRIPTION. The default is None.\n'
    assert flaws(source, "python", "python") == []
