"""Calls that lead to a scene, segue, cell or document by its literal name, and links by a value → Navigation facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Navigation
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS

PLACES = ("segue", "scene", "cell", "nib", "storyboard")
"""Kinds of places that have names: the vocabulary lists the calls that ask for each."""
_INTERPOLATED = "{}"
_TYPED = re.compile(r"(?:\w+\.)*?([A-Z]\w*)(?:\(|(\.[a-z]\w*)(?:\(|$))")


def navigation_facts(reading: Reading) -> Iterator[Navigation]:
    """The Navigation facts of a file."""
    asked = {name: place for place in PLACES for name in reading.vocabulary.words(f"asks-{place}")}
    linking = reading.vocabulary.words("links-by-value")
    for call in reading.calls:
        callee = reading.callees[call]
        last = callee.rpartition(".")[2]
        if last in asked:
            yield from _named(reading, call, asked[last])
        elif callee in linking:
            yield from _by_value(reading, call)


def _named(reading: Reading, call: int, place: str) -> Iterator[Navigation]:
    tree, arguments = reading.tree, reading.arguments(call)
    named = next(iter(arguments), None)
    if named is None or named.label not in reading.vocabulary.words("name-labels") or _is_elsewhere(reading, arguments):
        return
    value = tree.unwrapped(named.value)
    name = string_value(tree, value) if tree.kinds[value] in STRINGS else ""
    if name and _INTERPOLATED not in name:
        yield Navigation(
            start=tree.starts[value],
            end=tree.ends[value],
            region=reading.region_of(call),
            target=name,
            form="name",
            via=reading.callees[call].rpartition(".")[2],
            framework=place,
        )


def _is_elsewhere(reading: Reading, arguments: list[Passed]) -> bool:
    """Whether another bundle than the app's own is asked."""
    own = reading.vocabulary.words("own-bundles")
    return any(passed.label == "bundle" and reading.tree.slice(passed.value) not in own for passed in arguments)


def _by_value(reading: Reading, call: int) -> Iterator[Navigation]:
    tree = reading.tree
    value = next((passed.value for passed in reading.arguments(call) if passed.label == "value"), -1)
    found = _TYPED.match(tree.slice(value)) if value >= 0 else None
    if found is not None:
        yield Navigation(
            start=tree.starts[value],
            end=tree.ends[value],
            region=reading.region_of(call),
            target=found[1],
            form="name",
            via=reading.callees[call],
            framework="case" if found[2] else "value",
        )
