"""What a random number is called, and what becomes of it, in each language."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import Draw
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary(family: str) -> Vocabulary:
    return Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))


def drawn(source: str, language: str, family: str) -> tuple[str, str]:
    (found,) = front_end(language).parse(source.encode(), vocabulary(family)).facts("draw")
    assert isinstance(found, Draw)
    return found.use, found.name


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const load = Math.round(Math.random() * 9);", ("bound", "load")),
        ("this.load = Math.random();", ("bound", "load")),
        ("const rows = { load: (Math.random() * 9).toFixed(1) };", ("bound", "load")),
        ("function load() { return 3 + Math.random(); }", ("returned", "load")),
        ("const load = () => Math.random();", ("returned", "load")),
        ("setLoad(Math.random());", ("argument", "setLoad")),
        ("loads.push(Math.random());", ("argument", "loads")),
        ("const loads = Array.from({ length: 9 }, () => Math.random());", ("bound", "loads")),
        ("const ok = Math.random() > 0.5;", ("decision", "ok")),
        ("if (Math.random() > 0.5) run();", ("decision", "")),
        ("const row = rows[Math.floor(Math.random() * 9)];", ("element", "")),
        ("const id = `row-${Math.random()}`;", ("text", "")),
        ("const id = Math.random().toString(36);", ("text", "")),
    ],
)
def test_javascript(source: str, expected: tuple[str, str]) -> None:
    assert drawn(source, "typescript", "ecmascript") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("load = round(random.random() * 9, 1)", ("bound", "load")),
        ("self.load = random.randint(1, 9)", ("bound", "load")),
        ("row['load'] = random.randint(1, 9)", ("bound", "load")),
        ("row = {'load': random.random()}", ("bound", "load")),
        ("show(load=random.random())", ("bound", "load")),
        ("loads.append(random.random())", ("argument", "loads")),
        ("def load():\n    return random.random()", ("returned", "load")),
        ("ok = random.random() > 0.5", ("decision", "ok")),
        ("row = rows[random.randint(0, 9)]", ("element", "")),
        ("name = f'row-{random.random()}'", ("text", "")),
    ],
)
def test_python(source: str, expected: tuple[str, str]) -> None:
    assert drawn(f"import random\n{source}\n", "python", "python") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("let load = Double.random(in: 0...1) * 9", ("bound", "load")),
        ("self.load = Int.random(in: 0...9)", ("bound", "load")),
        ("show(load: Double.random(in: 0...1))", ("bound", "load")),
        ("loads.append(Double.random(in: 0...1))", ("argument", "loads")),
        ("func load() -> Double { return Double.random(in: 0...1) }", ("returned", "load")),
        ("var load: Double { Double.random(in: 0...1) }", ("returned", "load")),
        ("let ok = Double.random(in: 0...1) < 0.9", ("decision", "ok")),
        ('let name = "row \\(Int.random(in: 0...9))"', ("text", "")),
        ("let row = rows[Int.random(in: 0..<9)]", ("element", "")),
    ],
)
def test_swift(source: str, expected: tuple[str, str]) -> None:
    assert drawn(source, "swift", "swift") == expected
