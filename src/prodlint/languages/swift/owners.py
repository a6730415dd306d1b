"""The types of a Swift file, as the owners of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from prodlint.languages.swift.tree import Tree

_TYPES = frozenset({"class_declaration", "protocol_declaration"})
_HEADER = re.compile(r"\b(class|struct|enum|actor|extension|protocol)\s+([\w.]+)")
_FARTHEST = 400
"""How many nodes a function may lie below its type; a chain of modifiers takes two nodes a link."""


class Owner(NamedTuple):
    """A type around a function."""

    name: str = ""
    bases: tuple[str, ...] = ()
    kind: str = ""


def type_owners(tree: Tree) -> dict[int, Owner]:
    """Each type or extension in the tree by its node."""
    return {node: _owner(tree, node) for node in tree.of(*sorted(_TYPES))}


def with_declared_bases(owners: Mapping[int, Owner]) -> dict[int, Owner]:
    """The same, where the extensions of a type also have the bases that its declaration in this file names."""
    declared = {owner.name: owner.bases for owner in owners.values() if owner.kind != "extension"}
    return {
        node: owner._replace(bases=tuple(dict.fromkeys((*owner.bases, *declared.get(owner.name, ())))))
        if owner.kind == "extension"
        else owner
        for node, owner in owners.items()
    }


def _owner(tree: Tree, node: int) -> Owner:
    bases = tuple(tree.slice(child) for child in tree.children(node) if tree.kinds[child] == "inheritance_specifier")
    start = tree.starts[node]
    modifiers = tree.child(node, "modifiers")
    if modifiers >= 0:
        start = tree.ends[modifiers]
    header = _HEADER.search(tree.text[start : start + 400].decode("utf-8", "replace"))
    return Owner(header[2], bases, header[1]) if header else Owner("", bases, "")


def type_around(tree: Tree, node: int, owners: Mapping[int, Owner]) -> Owner:
    """The innermost type around a node; none beyond a bound that real code never reaches."""
    return next((owners[outer] for outer in tree.ancestors(node, _FARTHEST) if outer in owners), Owner())
