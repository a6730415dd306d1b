"""The handlers that views take from whoever uses them → Callback facts: used, or never mentioned again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prodlint.fact import Callback
from prodlint.languages.swift.bodies import bound_values
from prodlint.languages.swift.owners import Owner, type_owners
from prodlint.languages.swift.reading import Reading

_REQUIRED = re.compile(r":\s*(?:@\w+\s+)*\([^?]*->\s*(?:Void|\(\))\s*")


def callback_facts(reading: Reading) -> Iterator[Callback]:
    """A Callback fact for each handler that a view of the file has to be given: a stored function without a value."""
    tree = reading.tree
    owned = type_owners(tree)
    owners = {_members(reading, node): owner for node, owner in owned.items() if _is_view(reading, owner)}
    text = _spoken(reading) if owners else b""
    for node in tree.of("property_declaration"):
        owner = owners.get(tree.parents[node])
        pattern = _handler(reading, node) if owner is not None else -1
        if owner is None or pattern < 0:
            continue
        name = tree.slice(pattern).strip("`")
        spans = [(tree.starts[kin], tree.ends[kin]) for kin, each in owned.items() if each.name == owner.name]
        yield Callback(
            start=tree.starts[pattern],
            end=tree.ends[pattern],
            region=reading.region_of(node),
            name=name,
            owner=owner.name,
            used="used" if _is_used(text, name, spans) else "dropped",
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


def _is_used(text: bytes, name: str, types: Sequence[tuple[int, int]]) -> bool:
    """Whether a text mentions the handler: by its bare name inside the types that have it, or as the member of something.

    `name:` is its declaration, or how it is given.
    """
    mentions = (found.start() for found in re.finditer(rb"\b" + re.escape(name.encode()) + rb"\b(?!:)", text))
    return any(text[at - 1 : at] == b"." or any(start <= at < end for start, end in types) for at in mentions)


def _spoken(reading: Reading) -> bytes:
    """The file's text, blank where comments and initialisers stand, which only keep what they are given."""
    tree = reading.tree
    text = bytearray(tree.text)
    for node in tree.of("comment", "multiline_comment", "init_declaration"):
        text[tree.starts[node] : tree.ends[node]] = b" " * (tree.ends[node] - tree.starts[node])
    return bytes(text)
