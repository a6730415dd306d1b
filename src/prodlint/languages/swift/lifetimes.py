"""The type around something that goes on: whether its objects go away, and what closures hold of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from prodlint.fact import Resource
from prodlint.languages.swift.owners import Owner, type_owners
from prodlint.languages.swift.reading import Reading

_SHARED = re.compile(
    rb"\bstatic\s+(?:private\s+)?(?:let|var)\s+(?:shared|instance|`?default`?|sharedInstance|current|main|standard)\b"
)
_WEAK = re.compile(rb"\{\s*(?:@\w+\s*)*\[[^\]\n]*\b(?:weak|unowned)(?:\(\w+\))?\s+(?:self|\w+\s*=\s*self)\b")
_SELF = re.compile(rb"\bself\b")
_FARTHEST = 60


class Home(NamedTuple):
    """A type around a node: its declaration's node and span (bytes), -1 for none, and what it is."""

    node: int = -1
    owner: Owner = Owner()
    start: int = 0
    end: int = 0


class Homes:
    """The types of a file, asked for the one around a node."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._owners: Mapping[int, Owner] = type_owners(reading.tree)
        self._declared = {owner.name: owner for owner in self._owners.values() if owner.kind != "extension"}
        self._shared: dict[int, bool] = {}

    def around(self, node: int) -> Home:
        """The innermost type around a node; an extension has the kind and bases that the file declares."""
        tree = self._reading.tree
        found = next((outer for outer in tree.ancestors(node, _FARTHEST) if outer in self._owners), -1)
        if found < 0:
            return Home()
        owner = self._owners[found]
        declared = self._declared.get(owner.name, owner)
        return Home(found, declared, tree.starts[found], tree.ends[found])

    def is_lasting(self, home: Home) -> bool:
        """Whether the type has one object, which lives as long as the program."""
        words = self._reading.vocabulary.words
        named = home.owner.name.endswith(tuple(words("lasting-names")))
        based = any(base in words("lasting-bases") for base in home.owner.bases)
        if home.node not in self._shared:
            self._shared[home.node] = _SHARED.search(self._reading.tree.text[home.start : home.end]) is not None
        return named or based or self._shared[home.node]

    def goes_away(self, home: Home) -> bool:
        """Whether the type's objects come and go with a screen."""
        endings = tuple(self._reading.vocabulary.words("passing-types"))
        names = (home.owner.name, *home.owner.bases)
        return home.node >= 0 and not self.is_lasting(home) and any(name.endswith(endings) for name in names)

    def held_strongly(self, closure: int) -> bool:
        """Whether a closure holds the object that it is written in, and none around it holds it weakly."""
        tree, text = self._reading.tree, self._reading.wordless
        around = (closure, *(node for node in tree.ancestors(closure, _FARTHEST) if tree.kinds[node] == "lambda_literal"))
        if any(_WEAK.match(text, tree.starts[node], tree.ends[node]) for node in around):
            return False
        inner = [node for node in tree.within(tree.of("lambda_literal"), closure) if _WEAK.match(text, tree.starts[node])]
        spans = [(tree.starts[node], tree.ends[node]) for node in inner]
        mentions = (found.start() for found in _SELF.finditer(text, tree.starts[closure], tree.ends[closure]))
        return any(not any(start <= at < end for start, end in spans) for at in mentions)


def resource_at(reading: Reading, node: int, kind: str, target: str, released: str, end: int = -1) -> Resource:
    """The fact about what a node begins."""
    tree = reading.tree
    return Resource(
        start=tree.starts[node],
        end=end if end >= 0 else tree.ends[node],
        region=reading.region_of(node),
        kind=kind,
        target=target,
        place="mount",
        released=released,
    )
