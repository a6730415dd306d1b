"""Dialogs whose state a hook of a component library keeps, and whose opener nobody takes from it."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import string_value
from prodlint.languages.ecmascript.tree import arguments, words


def never_taken(reading: Reading, frame: Frame) -> list[bytes]:
    """What tells that a dialog is open (`isOpen`, `dialog.isOpen`), of each hook around whose opener is not taken."""
    hooks = _hooks(reading)
    around = set(reading.chain(frame.closure)) - {-1}
    found: list[bytes] = []
    for declarator, outer in reading.outline.spots["declarator"] if hooks else ():
        value, pattern = declarator.child_by_field_name("value"), declarator.child_by_field_name("name")
        if value is None or pattern is None or value.type != "call_expression" or outer.closure not in around:
            continue
        function = value.child_by_field_name("function")
        if function is not None and words(function) in hooks and not arguments(value):
            found += _shown(reading, pattern, reading.outline.closures[outer.closure].node)
    return found


def _hooks(reading: Reading) -> frozenset[str]:
    """The hooks that the file imports from a library that has them."""
    known, modules = reading.vocabulary.words("disclosure-hooks"), reading.vocabulary.words("disclosure-modules")
    statements = (node for node, _ in reading.outline.spots["import"])
    text = " ".join(words(node) for node in statements if _module(node) in modules)
    return frozenset(name for name in known if re.search(rf"\b{name}\b(?!\s+as\b)", text))


def _module(statement: Node) -> str:
    source = statement.child_by_field_name("source")
    return string_value(source) if source is not None else ""


def _shown(reading: Reading, pattern: Node, scope: Node) -> list[bytes]:
    """The names under which what a hook gives says that it is open, none where its opener is taken or it is handed on."""
    closers = reading.vocabulary.words("disclosure-closers")
    if pattern.type == "object_pattern":
        taken = {words(child).partition(":")[0].strip(): child for child in pattern.named_children}
        if any(child.type == "rest_pattern" for child in pattern.named_children) or not closers.issuperset(taken):
            return []
        shown = [words(child).rpartition(":")[2].strip() for name, child in taken.items() if not name.startswith("on")]
        return [name.encode() for name in shown]
    name = words(pattern)
    uses = re.findall(rb"(?<![\w$.])" + re.escape(name.encode()) + rb"(?![\w$])(?:\.(\w+))?", scope.text or b"")
    parts = {use.decode() for use in uses[1:]}
    return [f"{name}.{part}".encode() for part in parts if not part.startswith("on")] if parts <= closers else []
