"""The methods and properties that Swift classes offer to storyboards and XIBs → Connection facts, with who else uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Connection
from prodlint.languages.swift.bodies import bound_values
from prodlint.languages.swift.owners import Owner, type_owners
from prodlint.languages.swift.reading import Reading

_ATTRIBUTE = re.compile(r"@(\w+)")
_FORCED = "!"
_FARTHEST = 6
_SELF = re.compile(rb"\b(?:self|super|[A-Z]\w*)[?!]?\.$")
_LONGEST_RECEIVER = 40
_SET = re.compile(rb"\s*[?!]?\s*=(?!=)")


def connection_facts(reading: Reading) -> Iterator[Connection]:
    """A Connection fact for each method and property of the file that is marked for a design."""
    owners = type_owners(reading.tree)
    text = reading.uncommented
    yield from _actions(reading, owners, text)
    yield from _outlets(reading, owners, text)


def _actions(reading: Reading, owners: dict[int, Owner], text: bytes) -> Iterator[Connection]:
    tree, marks = reading.tree, reading.vocabulary.words("action-marks")
    for node in tree.of("function_declaration"):
        name = tree.child(node, "simple_identifier")
        if name < 0 or marks.isdisjoint(_attributes(reading, node)):
            continue
        called = tree.slice(name).strip("`")
        if called in reading.vocabulary.words("system-actions"):
            continue
        yield Connection(
            start=tree.starts[name],
            end=tree.ends[name],
            region=reading.region_of(node),
            side="code",
            form="action",
            name=called,
            owner=_owner(reading, node, owners),
            takes=sum(tree.kinds[child] == "parameter" for child in tree.children(node)),
            uses=sum(_is_own(text, found.start()) for found in _mentions(called, text)) - 1,
        )


def _outlets(reading: Reading, owners: dict[int, Owner], text: bytes) -> Iterator[Connection]:
    tree, marks = reading.tree, reading.vocabulary.words("outlet-marks")
    for node in tree.of("property_declaration"):
        if marks.isdisjoint(_attributes(reading, node)):
            continue
        for pattern, value in bound_values(reading, node):
            called = tree.slice(pattern).strip("`")
            # What stands in its own declaration runs only once it is set.
            mentions = [each for each in _mentions(called, text) if not tree.starts[node] <= each.start() < tree.ends[node]]
            is_set = value >= 0 or any(_SET.match(text, each.end()) for each in mentions)
            yield Connection(
                start=tree.starts[pattern],
                end=tree.ends[pattern],
                region=reading.region_of(node),
                side="code",
                form="outlet",
                name=called,
                owner=_owner(reading, node, owners),
                uses=len(mentions),
                needed=_is_forced(reading, node) and bool(mentions) and not is_set,
            )


def _is_forced(reading: Reading, node: int) -> bool:
    annotation = reading.tree.child(node, "type_annotation")
    return annotation >= 0 and reading.tree.slice(annotation).rstrip().endswith(_FORCED)


def _attributes(reading: Reading, node: int) -> list[str]:
    modifiers = reading.tree.child(node, "modifiers")
    return _ATTRIBUTE.findall(reading.tree.slice(modifiers)) if modifiers >= 0 else []


def _owner(reading: Reading, node: int, owners: dict[int, Owner]) -> str:
    around = reading.tree.ancestors(node, _FARTHEST)
    return next((owners[outer].name for outer in around if outer in owners), "")


def _mentions(name: str, text: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(rb"\b" + re.escape(name.encode()) + rb"\b", text))


def _is_own(text: bytes, start: int) -> bool:
    """Whether a mention is not that of another object's member."""
    before = text[max(0, start - _LONGEST_RECEIVER) : start]
    return not before.endswith(b".") or _SELF.search(before) is not None
