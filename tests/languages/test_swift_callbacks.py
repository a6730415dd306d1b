"""What becomes of the handlers that a view takes."""

from __future__ import annotations

import pytest
from test_swift import facts

from prodlint.fact import Callback

VIEW = "struct Row: View {{\n    {property}\n    var body: some View {{ {body} }}\n}}\n"


def taken(stored: str, body: str, after: str = "") -> dict[str, str]:
    """Handler → what becomes of it, in a file with one view."""
    return {fact.name: fact.used for fact in facts(VIEW.format(property=stored, body=body) + after, Callback)}


@pytest.mark.parametrize(
    ("stored", "body", "expected"),
    [
        ("let go: () -> Void", 'Text("a")', {"go": "dropped"}),
        ("var go: () -> Void", 'Text("a")', {"go": "dropped"}),
        ("let go: @MainActor (Int) -> Void", 'Text("a")', {"go": "dropped"}),
        ("let go: () -> Void", 'Button("a", action: go)', {"go": "used"}),
        ("let go: () -> Void", "Other(go: go)", {"go": "used"}),
        ("let go: () -> Void", "Other(go: dark ? go : stop)", {"go": "used"}),
        ("let go: () -> Void", 'Text("a") // go()', {"go": "dropped"}),
        ("let go: () -> Void = {}", 'Text("a")', {}),
        ("let go: (() -> Void)?", 'Text("a")', {}),
        ("let go: () -> String", 'Text("a")', {}),
        ("let go: Int", 'Text("a")', {}),
        ("var go: () -> Void { { run() } }", 'Text("a")', {}),
    ],
)
def test_a_view_uses_or_drops_the_handlers_it_must_be_given(stored: str, body: str, expected: dict[str, str]) -> None:
    assert taken(stored, body) == expected


def test_an_initialiser_only_keeps_what_it_is_given() -> None:
    stored = "let go: () -> Void\n    init(go: @escaping () -> Void) { self.go = go }"
    assert taken(stored, 'Text("a")') == {"go": "dropped"}


def test_an_extension_may_call_it() -> None:
    assert taken("let go: () -> Void", "row", "extension Row { var row: some View { Button { go() } } }") == {"go": "used"}


def test_a_type_that_is_no_view_is_not_asked() -> None:
    assert facts("struct Box { let go: () -> Void }", Callback) == []
