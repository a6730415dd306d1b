"""Calls that a loop waits for, in each language."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import LoopWait
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary(family: str) -> Vocabulary:
    return Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))


def waits(source: str, language: str, family: str) -> list[tuple[str, str, tuple[str, ...]]]:
    facts = front_end(language).parse(source.encode(), vocabulary(family)).facts("loop-wait")
    return [(fact.callee, fact.over, fact.names) for fact in facts if isinstance(fact, LoopWait)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("for (const x of xs) { await fetch(x); }", [("fetch", "xs", ("x",))]),
        (
            "for (const [k, v] of all()) await fetch(k).then(read);",
            [(".then", "all()", ("k", "v")), ("fetch", "all()", ("k", "v"))],
        ),
        ("for (let i = 0; i < n; i++) { (await fetch(i)).json(); }", [("fetch", "i < n", ("i",))]),
        ("for await (const x of xs) { await fetch(x); }", []),
        ("for (const x of await fetch(xs)) { read(x); }", []),
        ("for (const x of xs) { later(async () => { await fetch(x); }); }", []),
        ("while (more) { await fetch(x); }", []),
    ],
)
def test_what_a_loop_of_ecmascript_waits_for(body: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert waits(f"async function run() {{ {body} }}", "typescript", "ecmascript") == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("for x in xs:\n        await client.get(x)", [("client.get", "xs", ("x",))]),
        ("for x in xs:\n        async with client.get(x) as r:\n            pass", [("client.get", "xs", ("x",))]),
        ("async for x in xs:\n        await client.get(x)", []),
        ("for x in xs:\n        client.get(x)", []),
    ],
)
def test_what_a_loop_of_python_waits_for(body: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert waits(f"async def run(xs):\n    {body}\n", "python", "python") == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("for x in xs { _ = try await load(x) }", [("load", "xs", ("x",))]),
        ("for try await x in xs { _ = try await load(x) }", []),
        ("for x in xs { Task { try await load(x) } }", []),
    ],
)
def test_what_a_loop_of_swift_waits_for(body: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert waits(f"func run() async throws {{ {body} }}", "swift", "swift") == found
