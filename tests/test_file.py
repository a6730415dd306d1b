"""A file's facts, and the look-ups that confirm functions share."""

from __future__ import annotations

import pytest

from prodlint.fact import Call, Control, Function
from prodlint.file import File
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary


def file_of(text: str, language: str, family: str) -> File:
    vocabulary = Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))
    parsed = front_end(language).parse(text.encode(), vocabulary)
    return File(Source("src/app", text.encode()), "product", family, parsed, vocabulary)


@pytest.mark.parametrize(
    ("language", "family", "text"),
    [
        ("swift", "swift", "func a() { func b() { one() }; two() }\nthree()\n"),
        ("typescript", "ecmascript", "function a() { const b = () => { one(); }; two(); }\nthree();\n"),
        ("python", "python", "def a():\n    def b():\n        one()\n    two()\nthree()\n"),
    ],
)
def test_a_fact_knows_the_innermost_function_around_it(language: str, family: str, text: str) -> None:
    file = file_of(text, language, family)
    around = {call.callee: file.function_of(call) for call in file.all(Call)}
    named = {callee: function.name if function else "" for callee, function in around.items()}
    assert named == {"one": "b", "two": "a", "three": ""}


def test_a_function_stands_in_the_one_around_it() -> None:
    file = file_of("def a():\n    def b():\n        pass\n", "python", "python")
    outer, inner = file.all(Function)
    assert (file.function_of(inner), file.function_of(outer)) == (outer, None)


@pytest.mark.parametrize(
    ("language", "family", "text", "unread"),
    [
        ("swift", "swift", 'struct X: View { var body: some View { Button("x") {\n', True),
        ("swift", "swift", 'struct X: View { var body: some View { Button("x") { @@ ## }\n}\n}\n', True),
        ("swift", "swift", 'struct X: View { var body: some View { Button("x") { save(); let = ; }\n}\n}\n', False),
        ("swift", "swift", 'struct X: View { var body: some View { Button("x") { }\n}\n}\nlet = ;\n', False),
        ("python", "python", 'import tkinter as tk\ntk.Button(root, text="x", command=lambda: None).pack()\nx = = 3\n', False),
    ],
)
def test_a_control_is_unread_where_an_error_stands_in_what_it_seems_not_to_do(
    language: str, family: str, text: str, unread: bool
) -> None:
    file = file_of(text, language, family)
    (control,) = file.all(Control)
    assert file.errors
    assert file.is_unread(control) is unread


def test_a_function_is_unread_where_an_error_stands_in_a_body_that_seems_idle() -> None:
    file = file_of("class A {\n  func save() { @@ ## }\n  func load() { }\n}\n", "swift", "swift")
    assert [(each.name, file.is_unread(each)) for each in file.all(Function)] == [("save", True), ("load", False)]
