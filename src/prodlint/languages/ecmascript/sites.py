"""What a file calls and changes: call sites with the effects of calling, and assignments that outlive their function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from tree_sitter import Node

from prodlint.languages.ecmascript.outline import Frame, Outline, Spot
from prodlint.languages.ecmascript.tree import LONGEST, dotted, unwrapped, words
from prodlint.vocabulary import Vocabulary


class Site(msgspec.Struct, gc=False):
    """A call or `new`, its own frame and the one around it, its callee through import aliases, and the effect of calling it."""

    node: Node
    own: Frame
    frame: Frame
    start: int
    end: int
    callee: str
    effect: str

    @property
    def given(self) -> list[Node]:
        """The arguments, without comments."""
        return [given for given in self.own.given if given.type != "comment"]


class Change:
    """An assignment that outlives the function: to a property, or to a variable declared further out."""

    __slots__ = ("effect", "frame", "node", "start")

    def __init__(self, node: Node, frame: Frame, effect: str) -> None:
        self.node = node
        self.frame = frame
        self.start = node.start_byte
        self.effect = effect


class Callees:
    """What is called in one file, under the name that it was exported by.

    `aliases` are the names that imports give, with those that they rename; `bindings` the declarators of variables.
    """

    def __init__(self, vocabulary: Vocabulary, aliases: Mapping[str, str], bindings: Mapping[str, list[Spot]]) -> None:
        self._vocabulary = vocabulary
        self._aliases = aliases
        self._bindings = bindings

    def of(self, target: Node) -> tuple[str, str]:
        """(callee, effect) of the thing that is called."""
        callee = dotted(target)
        head, dot, rest = callee.partition(".")
        if head in self._aliases:
            callee = self._aliases[head] + dot + rest
        effect = self._vocabulary.effect(callee) if callee else "unknown"
        if rest.rpartition(".")[2] in self._vocabulary.words("mutators") and (
            rest.count(".") if head == "this" else self._is_tracked(head)
        ):
            effect = "state"
        if effect == "navigate" and self._is_list(head):
            effect = "pure"
        return callee, effect

    def _is_tracked(self, name: str) -> bool:
        """Whether a variable holds what a screen follows: `rows.splice(…)` changes what is seen (`rows = $state([…])`)."""
        makers = self._vocabulary.words("tracking")
        values = (node.child_by_field_name("value") for node, _ in self._bindings.get(name, ()))
        calls = (value.child_by_field_name("function") for value in values if value is not None)
        return any(called is not None and dotted(called) in makers for called in calls)

    def _is_list(self, name: str) -> bool:
        """Whether a variable is a list: `history.push` navigates only where `history` is none."""
        values = [node.child_by_field_name("value") for node, _ in self._bindings.get(name, ())]
        return any(value is not None and value.type == "array" for value in values)


def call_sites(text: bytes, outline: Outline, callees: Callees) -> list[Site]:
    """All calls in source order."""
    sites: list[Site] = []
    known: dict[bytes, tuple[str, str]] = {}
    for node, own in outline.spots["call"]:
        if not own.children or own.outer is None:
            continue
        target = own.children[0]
        start, end = node.start_byte, node.end_byte
        written = text[start : target.end_byte] if target.end_byte - start < LONGEST else b""
        resolved = known.get(written)
        if resolved is None:
            resolved = callees.of(target)
            if written:
                known[written] = resolved
        sites.append(Site(node, own, own.outer, start, end, *resolved))
    return sites


def lasting_changes(outline: Outline, vocabulary: Vocabulary, is_outer: Callable[[str, Frame], bool]) -> list[Change]:
    """Assignments that outlive their function, in source order; `is_outer` tells so of the variable that is given a value."""
    found = []
    for node, frame in outline.spots["assignment"]:
        target = node.child_by_field_name("left") or node.child_by_field_name("argument")
        if target is None:
            continue
        target = unwrapped(target)
        if target.type == "identifier":
            if not is_outer(words(target), frame):
                continue
            effect = "state"
        else:
            effect = vocabulary.effect(dotted(target)) if b"location" in (target.text or b"") else "state"
        found.append(Change(node, frame, effect if effect == "navigate" else "state"))
    return found


def renamed_imports(outline: Outline) -> dict[str, str]:
    """Local name → imported name, for imports that rename."""
    renamed: dict[str, str] = {}
    for node, _ in outline.spots["import"]:
        if b" as " in (node.text or b""):
            renamed.update(_renamed(node))
    return renamed


def _renamed(statement: Node) -> dict[str, str]:
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    if clause is None:
        return {}
    renamed: dict[str, str] = {}
    for group in clause.named_children:
        if group.type != "named_imports":
            continue
        for specifier in group.named_children:
            alias = specifier.child_by_field_name("alias")
            name = specifier.child_by_field_name("name")
            if alias is not None and name is not None and words(name) != "default":
                renamed[words(alias)] = words(name)
    return renamed
