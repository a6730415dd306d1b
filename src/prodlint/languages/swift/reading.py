"""One Swift file while it is read: its tree, the words for it, and what every kind of fact asks about calls and places."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from prodlint.languages.swift.regions import Span, find_regions
from prodlint.languages.swift.tree import CALLS, COMMENTS, STRINGS, Tree
from prodlint.scopes import Scopes
from prodlint.vocabulary import Vocabulary


class Passed(NamedTuple):
    """One argument of a call: its label ("" if none), its expression, and whether it is a trailing closure."""

    label: str
    value: int
    trailing: bool = False


_SUFFIXES = ("call_suffix", "constructor_suffix")


def label_before(tree: Tree, start: int, end: int) -> str:
    """The argument label that stands in a range of bytes, "" without one."""
    label, colon, _ = tree.text[start:end].partition(b":")
    return label.strip().decode("utf-8", "replace") if colon else ""


class Reading:
    """A tree with the callee of each call, the regions that never ship, and the functions once they are found."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self.tree = tree
        self.vocabulary = vocabulary
        self.calls = tree.of(*CALLS)
        self.callees = {call: tree.callee(call) for call in self.calls}
        self.regions: list[Span] = find_regions(tree, vocabulary, self.callees)
        self._region_scopes = Scopes((span.start, span.end, index) for index, span in enumerate(self.regions))
        self._function_of: list[int] = [-1] * len(tree.kinds)
        self._effects: dict[str, str] = {}
        self.function_names_in_order: list[str] = []
        self.finder: Callable[[], object] | None = None
        """Finds the functions; called when somebody first asks where one is."""

    def region_of(self, node: int) -> str:
        """The never-shipping region around a node, "" when the code ships."""
        if not self.regions:
            return ""
        index = self._region_scopes.innermost(self.tree.starts[node])
        return self.regions[index].name if index >= 0 else ""

    def site_of(self, node: int) -> int:
        """The place of the innermost function around a node among all that were found, -1 outside."""
        if self.finder is not None:
            finder, self.finder = self.finder, None
            finder()
        return self._function_of[node] if node >= 0 else -1

    def claim(self, node: int, function: int) -> None:
        """Say that a subtree belongs to a function; outer functions claim before inner ones."""
        end = self.tree.after[node]
        self._function_of[node:end] = [function] * (end - node)

    def effect(self, call: int) -> str:
        """The effect of a call: constructors and implicit members that no vocabulary names only compute."""
        callee = self.callees[call]
        known = self.effect_of(callee)
        if known == "unknown" and callee[:1] == "." and self.tree.kinds[call + 1] == "prefix_expression":
            return "pure"
        return known

    def effect_of(self, callee: str) -> str:
        """The effect of calling something by name."""
        known = self._effects.get(callee)
        if known is None:
            known = self._effects[callee] = self._judge(callee)
        return known

    def _judge(self, callee: str) -> str:
        if not callee:
            return "pure"
        known = self.vocabulary.effect(callee)
        if known != "unknown":
            return known
        last = callee.rpartition(".")[2]
        only_computes = last[:1].isupper() or callee.startswith(("#", "super.")) or last == "init"
        return "pure" if only_computes else "unknown"

    def arguments(self, call: int) -> list[Passed]:
        """The arguments of a call in source order, trailing closures last."""
        tree, passed, label = self.tree, [], ""
        kinds, after = tree.kinds, tree.after
        suffix, end = call + 1, after[call]
        while suffix < end and kinds[suffix] not in _SUFFIXES:
            suffix = after[suffix]
        child = suffix + 1
        while child < end:
            kind = kinds[child]
            if kind == "value_arguments":
                passed.extend(self._labelled(child))
            elif kind == "lambda_literal":
                passed.append(Passed(label, child, True))
                label = ""
            elif kind == "simple_identifier":
                label = tree.slice(child)
            child = after[child]
        outer = self.outer(call)
        return passed + self.arguments(outer) if outer >= 0 else passed

    def outer(self, call: int) -> int:
        """The node that gives a call its trailing closure where the grammar takes them apart, -1 for most calls.

        `f(x) { [weak self] in … }` is `f(x)`, called with the closure, in the grammar's eyes.
        """
        tree = self.tree
        above = tree.parents[call]
        if above != call - 1 or above < 0 or tree.kinds[above] != "call_expression" or tree.kinds[call] != "call_expression":
            return -1
        suffix = tree.after[call]
        is_apart = (
            suffix < tree.after[above] and tree.kinds[suffix] == "call_suffix" and tree.kinds[suffix + 1] == "lambda_literal"
        )
        return above if is_apart else -1

    def _labelled(self, holder: int) -> list[Passed]:
        tree, found = self.tree, []
        kinds, after, starts = tree.kinds, tree.after, tree.starts
        argument, end = holder + 1, after[holder]
        while argument < end:
            value, behind = argument + 1, after[argument]
            while value < behind and kinds[value] in COMMENTS:
                value += 1
            if value < behind and kinds[argument] == "value_argument":
                start = starts[argument]
                label = "" if starts[value] == start else label_before(tree, start, starts[value])
                found.append(Passed(label, value))
            argument = behind
        return found

    def calls_within(self, node: int) -> list[int]:
        """The calls inside a node, in source order."""
        return self.tree.within(self.calls, node)

    @cached_property
    def uncommented(self) -> bytes:
        """The file's text with spaces where its comments stand."""
        tree, text = self.tree, bytearray(self.tree.text)
        for node in tree.comments:
            text[tree.starts[node] : tree.ends[node]] = b" " * (tree.ends[node] - tree.starts[node])
        return bytes(text)

    @cached_property
    def wordless(self) -> bytes:
        """The same, also without what stands in texts that hold no code."""
        tree, text = self.tree, bytearray(self.uncommented)
        for node in tree.of(*STRINGS):
            if tree.after[node] == node + 1:
                text[tree.starts[node] + 1 : tree.ends[node] - 1] = b" " * (tree.ends[node] - tree.starts[node] - 2)
        return bytes(text)

    @cached_property
    def function_names(self) -> dict[str, list[int]]:
        """The name of each function declared with `func` → its declarations."""
        names: dict[str, list[int]] = {}
        for node in self.tree.of("function_declaration"):
            name = self.tree.child(node, "simple_identifier")
            if name >= 0:
                names.setdefault(self.tree.slice(name), []).append(node)
        return names

    @cached_property
    def function_values(self) -> frozenset[str]:
        """The names of properties and parameters that hold functions: `let onTap: () -> Void`."""
        tree = self.tree
        names: set[str] = set()
        for node in tree.of("property_declaration"):
            annotation, pattern = tree.child(node, "type_annotation"), tree.child(node, "pattern")
            if annotation >= 0 and pattern >= 0 and "->" in tree.slice(annotation):
                names.add(tree.slice(pattern))
        for node in tree.of("parameter"):
            text = tree.slice(node)
            if "->" in text:
                names.update(text.partition(":")[0].split()[-1:])
        return frozenset(names)
