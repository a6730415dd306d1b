"""The handlers that views take from whoever uses them → Callback facts: used, or never mentioned again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Callback
from prodlint.languages.swift.bodies import bound_values
from prodlint.languages.swift.functions import Owner, type_owners
from prodlint.languages.swift.reading import Reading

_REQUIRED = re.compile(r":\s*(?:@\w+\s+)*\([^?]*->\s*(?:Void|\(\))\s*")


def callback_facts(reading: Reading) -> Iterator[Callback]:
    """A Callback fact for each handler that a view of the file has to be given: a stored function without a value."""
    tree = reading.tree
    owners = {_members(reading, node): owner for node, owner in type_owners(tree).items() if _is_view(reading, owner)}
    text = _spoken(reading) if owners else ""
    for node in tree.of("property_declaration"):
        owner = owners.get(tree.parents[node])
        pattern = _handler(reading, node) if owner is not None else -1
        if owner is None or pattern < 0:
            continue
        name = tree.slice(pattern).strip("`")
        # One mention is the declaration; `name:` is how it is given.
        mentions = len(re.findall(rf"\b{re.escape(name)}\b(?!:)", text))
        yield Callback(
            start=tree.starts[pattern],
            end=tree.ends[pattern],
            region=reading.region_of(node),
            name=name,
            owner=owner.name,
            used="used" if mentions else "dropped",
        )


def _members(reading: Reading, node: int) -> int:
    return reading.tree.child(node, "class_body")


def _is_view(reading: Reading, owner: Owner) -> bool:
    return not reading.vocabulary.words("view_types").isdisjoint(owner.bases)


def _handler(reading: Reading, node: int) -> int:
    """The name of a stored handler that has to be given, -1 for any other property."""
    tree = reading.tree
    annotation = tree.child(node, "type_annotation")
    if annotation < 0 or tree.child(node, "computed_property") >= 0 or not _REQUIRED.fullmatch(tree.slice(annotation)):
        return -1
    return next((pattern for pattern, value in bound_values(reading, node) if value < 0), -1)


def _spoken(reading: Reading) -> str:
    """The file's text without comments and initialisers, which only keep what they are given."""
    tree = reading.tree
    pieces: list[bytes] = []
    position = 0
    for node in tree.of("comment", "multiline_comment", "init_declaration"):
        if tree.starts[node] >= position:
            pieces.append(tree.text[position : tree.starts[node]])
            position = tree.ends[node]
    return b" ".join([*pieces, tree.text[position:]]).decode("utf-8", "replace")
