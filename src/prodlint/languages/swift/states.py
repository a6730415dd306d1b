"""The state that SwiftUI views hold, who looks at it and who sets it: the State facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prodlint.fact import State
from prodlint.languages.swift.bodies import bound_values
from prodlint.languages.swift.mentions import ANYTHING, Ground, Mention
from prodlint.languages.swift.owners import Owner, type_owners
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS
from prodlint.languages.swift.values import shape

_ATTRIBUTE = re.compile(r"@(\w+)")
_PRIVATE = re.compile(r"\b(?:file)?private\b(?!\s*\(set\))")
_MEMBERS = frozenset({"class_body"})
_FARTHEST = 6
_PRESENTED = ("sheet", "cover", "popover", "alert", "dialog", "drawer")
"""Kinds of Presentation that a state shows; the vocabulary lists the modifiers of each."""


class Binding(NamedTuple):
    """A call that is given `$name`: the call, the control or modifier, and the argument's label."""

    call: int
    tag: str
    label: str
    is_control: bool


class Held(NamedTuple):
    """A state of a view: its fact, its mentions, and whether nothing outside its file can name it."""

    fact: State
    mentions: tuple[Mention, ...]
    is_private: bool


def state_facts(reading: Reading) -> Iterator[State]:
    """The State facts of a file."""
    return (held.fact for held in held_states(reading, bindings(reading)))


def bindings(reading: Reading) -> dict[int, Binding]:
    """Where `$name` is given to a control or to what shows a sheet or dialog: its offset → what it is given to."""
    tree, controls, shown = reading.tree, reading.vocabulary.controls, presenting(reading)
    found: dict[int, Binding] = {}
    for call in reading.calls:
        tag = reading.callees[call]
        tag = tag if tag in controls else tag[tag.rfind(".") :] if "." in tag else ""
        is_control = tag in controls
        if not is_control and tag not in shown:
            continue
        for passed in reading.arguments(call):
            start = tree.starts[passed.value]
            if tree.text[start : start + 1] == b"$":
                found[start] = Binding(call, tag, passed.label, is_control)
    return found


def presenting(reading: Reading) -> dict[str, str]:
    """Each modifier that shows something over a screen → the kind of Presentation that it makes."""
    return {tag: kind for kind in _PRESENTED for tag in reading.vocabulary.words(f"presenting_{kind}")}


def held_states(reading: Reading, given: Mapping[int, Binding]) -> list[Held]:
    """The states that the types of a file declare, in source order."""
    tree = reading.tree
    kinds = reading.vocabulary.words("owned_state")
    declared = [node for node in tree.of("property_declaration") if tree.kind_above(node) in _MEMBERS]
    stateful = [(node, kind) for node in declared if (kind := _kind(reading, node)) in kinds]
    if not stateful:
        return []
    owners, ground = type_owners(tree), Ground(reading)
    return [
        held
        for node, kind in stateful
        if (owner := _owner(reading, node, owners)).name
        for held in _states(reading, node, kind, _Type(owner, owners, ground, given))
    ]


class _Type(NamedTuple):
    """What is known around a state: its type, all types of the file, the text, and who is given bindings."""

    owner: Owner
    owners: Mapping[int, Owner]
    ground: Ground
    given: Mapping[int, Binding]


def _kind(reading: Reading, node: int) -> str:
    modifiers = reading.tree.child(node, "modifiers")
    found = _ATTRIBUTE.search(reading.tree.slice(modifiers)) if modifiers >= 0 else None
    return found[1] if found else ""


def _owner(reading: Reading, node: int, owners: Mapping[int, Owner]) -> Owner:
    around = reading.tree.ancestors(node, _FARTHEST)
    return next((owners[outer] for outer in around if outer in owners), Owner())


def _states(reading: Reading, node: int, kind: str, around: _Type) -> Iterator[Held]:
    tree = reading.tree
    is_private = bool(_PRIVATE.search(tree.slice(tree.child(node, "modifiers"))))
    for pattern, value in bound_values(reading, node):
        name = tree.slice(pattern).strip("`")
        mentions = tuple(_mentions(reading, node, name, around))
        given, text = shape(reading, value) if value >= 0 else ("", "")
        bound = [around.given[each.start] for each in mentions if each.start in around.given]
        writes = [each for each in mentions if each.does == "write"]
        fact = State(
            start=tree.starts[pattern],
            end=tree.ends[pattern],
            region=reading.region_of(node),
            name=name,
            kind=f"@{kind}",
            owner=around.owner.name,
            initial=text if given in ("true", "false", "nil", "string", "number") else "",
            shape=given,
            reads=sum(each.does == "read" for each in mentions) + sum(not each.is_control for each in bound),
            writes=len(writes),
            written=tuple(sorted({each.value for each in writes})),
            bound=tuple(dict.fromkeys(_label(reading, each) for each in bound if each.is_control)),
            escapes=_is_persisted(reading, kind) or any(_escapes(each, around) for each in mentions),
        )
        yield Held(fact, mentions, is_private)


def _mentions(reading: Reading, node: int, name: str, around: _Type) -> Iterator[Mention]:
    """The mentions in the type and its extensions in this file, but for the declaration itself."""
    tree = reading.tree
    for outer, owner in around.owners.items():
        if owner.name == around.owner.name:
            for mention in around.ground.mentions(name, tree.starts[outer], tree.ends[outer]):
                if not tree.starts[node] <= mention.start < tree.ends[node]:
                    yield mention


def _escapes(mention: Mention, around: _Type) -> bool:
    return mention.does == "escape" or (mention.does == "bind" and mention.start not in around.given)


def _is_persisted(reading: Reading, kind: str) -> bool:
    return kind in reading.vocabulary.words("persisted_state")


def _label(reading: Reading, binding: Binding) -> str:
    tree = reading.tree
    values = [tree.unwrapped(passed.value) for passed in reading.arguments(binding.call)[:1]]
    return next((string_value(tree, value) for value in values if tree.kinds[value] in STRINGS), binding.tag)


def is_only_written(held: Held, values: frozenset[str]) -> bool:
    """Whether all that is ever written to a state is among some literals."""
    return all(value in values and value != ANYTHING for value in held.fact.written)
