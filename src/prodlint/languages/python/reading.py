"""What every maker of facts needs to know about the file at hand."""

from __future__ import annotations

from functools import cached_property

from tree_sitter import Node

from prodlint.languages.python.classes import name_of
from prodlint.languages.python.mentions import Mentions
from prodlint.languages.python.names import Names
from prodlint.languages.python.regions import regions_of
from prodlint.languages.python.tree import Item, Tree
from prodlint.vocabulary import Vocabulary


class Effects(dict[str, str]):
    """Callee → effect, asked of the vocabulary once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, callee: str) -> str:
        effect = self[callee] = self._vocabulary.effect(callee)
        return effect


class Reading:
    """One file being read: its tree, what its names stand for, the words of its frameworks, and its regions."""

    def __init__(self, text: bytes, vocabulary: Vocabulary) -> None:
        self.tree = Tree(text)
        self.names = Names(self.tree)
        self.vocabulary = vocabulary
        self.effects = Effects(vocabulary)
        self.regions, self._scopes = regions_of(self.tree, vocabulary)
        self.module_values: dict[str, list[Node]] | None = None
        self.answered: dict[str, bool] = {}

    @cached_property
    def _functions_by_name(self) -> dict[str, list[Item]]:
        by_name: dict[str, list[Item]] = {}
        for item in self.tree.functions:
            if item.kind == "function_definition":
                by_name.setdefault(name_of(self.tree, item), []).append(item)
        return by_name

    @cached_property
    def calls_by_callee(self) -> dict[str, list[Item]]:
        """The calls of the file by what they call, each in source order."""
        calls: dict[str, list[Item]] = {}
        for item in self.tree.kinds["call"]:
            calls.setdefault(self.names.callee(item), []).append(item)
        return calls

    @cached_property
    def mentions(self) -> Mentions:
        """Where each name stands."""
        return Mentions(self.tree)

    def functions_named(self, name: str) -> list[Item]:
        """The definitions of this name in the file."""
        return self._functions_by_name.get(name, [])

    def function_named(self, name: str) -> Item | None:
        """The only definition of this name in the file."""
        found = self.functions_named(name)
        return found[0] if len(found) == 1 else None

    def region(self, item: Item) -> str:
        """The name of the innermost region around an item that never ships, "" when it ships."""
        if not self.regions:
            return ""
        index = self._scopes.innermost(item.start)
        return self.regions[index].name if index >= 0 else ""

    def effect(self, call: Item) -> str:
        """The effect of a call item."""
        return self.effects[self.names.callee(call)]
