"""Branches of a list's drawing that no entry of the list takes: `if (href) return <Link/>; else return <button/>`; and those
that are taken only while what stands in them is disabled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from prodlint.languages.ecmascript.elements import Element
from prodlint.languages.ecmascript.functions import parameter_names
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.routes import pairs_of
from prodlint.languages.ecmascript.shapes import is_nothing
from prodlint.languages.ecmascript.tree import dotted, is_function, unwrapped, words

CLIMB = 40
"""How many nodes around an element are searched for the function that draws an entry."""
BRANCHING = ("ternary_expression", "if_statement")
CONDITIONS = ("condition", "left")
"""The fields of what a branch, and the right side of `&&`, hang on."""


def is_never_taken(reading: Reading, element: Element) -> bool:
    """Whether an element stands where entries without some key come, and every entry of the list, written out, has it."""
    asked = ""
    for around in element.frame.climb(CLIMB):
        if is_function(around.node):
            entries = _entries(reading, around) if asked else []
            return bool(entries) and all(_has(entry, asked) for entry in entries)
        if not asked and around.kind in BRANCHING:
            asked = _asked(around, element)
    return False


def _asked(branching: Frame, element: Element) -> str:
    """The key whose absence leads to the element: `href` of `href` and of `entry.href`; "" where its presence does."""
    condition = branching.node.child_by_field_name("condition")
    other = branching.node.child_by_field_name("alternative")
    if condition is None or other is None or not other.start_byte <= element.node.start_byte < other.end_byte:
        return ""
    return dotted(unwrapped(condition)).rpartition(".")[2]


def _entries(reading: Reading, function: Frame) -> list[Node]:
    """The entries of the list that is drawn by a function which is handed each of them, none where they are not known."""
    call = next((each for each in function.climb(3) if each.kind == "call_expression"), None)
    target = call.node.child_by_field_name("function") if call is not None else None
    name, _, last = dotted(target).rpartition(".") if target is not None else ("", "", "")
    if last != "map" or not parameter_names(function.node):
        return []
    value = reading.value_of(name, function.closure)
    entries = unwrapped(value).named_children if value is not None and unwrapped(value).type == "array" else []
    return entries if all(entry.type == "object" for entry in entries) else []


def _has(entry: Node, key: str) -> bool:
    pairs = pairs_of(entry)
    return key in pairs and not is_nothing(pairs[key]) and (pairs[key].text or b"").strip(b"\"'`") != b""


def is_off_where_it_stands(element: Element, names: Iterable[str]) -> bool:
    """Whether what disables an element is asked where it stands: `if (busy) return <button disabled={busy} />`."""
    values = [element.value(name) for name in names if name in element.attributes]
    disabling = [words(value) for value in values if value is not None]
    return bool(disabling) and any(text in condition for condition in _conditions(element) for text in disabling)


def _conditions(element: Element) -> Iterator[str]:
    """What holds, or not, wherever the element is shown, innermost first."""
    for around in element.frame.climb(CLIMB):
        if around.kind in (*BRANCHING, "binary_expression"):
            fields = (around.node.child_by_field_name(name) for name in CONDITIONS)
            yield from (words(field) for field in fields if field is not None and field.end_byte <= element.node.start_byte)
