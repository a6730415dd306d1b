"""Text facts: every string with the place it stands in, found by looking outwards from the string."""

from __future__ import annotations

from typing import NamedTuple

from prodlint.fact import Text
from prodlint.languages.python.bodies import is_statement
from prodlint.languages.python.literals import STRINGS, arguments_of, interpolates, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import REACH, Item

_THROUGH = frozenset({"parenthesized_expression", "list", "tuple", "set", "expression_list", "await", "dictionary_splat"})
_NAMED_VALUES = frozenset({"default_parameter", "typed_default_parameter"})


class Standing(NamedTuple):
    """Role and bindings of a string, as Text writes them."""

    role: str
    name: str = ""
    callee: str = ""
    default: bool = False
    joined: bool = False


def text_facts(reading: Reading) -> list[Text]:
    """One fact for each string literal that is not a docstring; adjacent strings are one."""
    facts = []
    for item in reading.tree.of_kinds(*STRINGS):
        if item.parent.kind != "concatenated_string":
            if item.parent.kind in ("block", "module") and is_statement(item):
                continue
            facts.append(_text(reading, item))
    return facts


def _text(reading: Reading, item: Item) -> Text:
    standing = _Outlook(reading, item).standing()
    interpolated = item.stop > item.index + 1 and interpolates(item.node)
    return Text(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        value=string_value(reading.tree, item.node),
        role=standing.role,
        name=standing.name,
        callee=standing.callee,
        default=standing.default,
        joined=standing.joined or interpolated,
    )


class _Outlook:
    """Looks outwards from a string until something says what it is for."""

    def __init__(self, reading: Reading, item: Item) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._string = item
        self._name = ""
        self._default = False
        self._joined = False

    def standing(self) -> Standing:
        inner, outer = self._string, self._string.parent
        for _ in range(REACH):
            found = self._at(inner, outer)
            if found is not None:
                return found
            inner, outer = outer, outer.parent
        return self._as("value")

    def _as(self, role: str, name: str = "", callee: str = "") -> Standing:
        return Standing(role, self._name or name, callee, self._default, self._joined)

    def _at(self, inner: Item, outer: Item) -> Standing | None:
        kind = outer.kind
        if kind in _THROUGH:
            return None
        if kind == "call":
            return self._in_call(inner, outer)
        if kind == "keyword_argument":
            return self._keyword(inner, outer)
        if kind == "pair":
            return self._in_pair(inner, outer)
        if kind == "assignment" or kind == "augmented_assignment" or kind == "named_expression":
            return self._assigned(inner, outer)
        if kind == "comparison_operator" or kind == "case_clause":
            return self._as("compared") if inner.kind != "block" else self._as("value")
        return self._at_operator(inner, outer, kind)

    def _at_operator(self, inner: Item, outer: Item, kind: str) -> Standing | None:
        if kind == "binary_operator":
            self._joined = True
            return None
        if kind == "boolean_operator":
            self._default = self._default or inner.start > outer.start
            return None
        if kind == "dictionary" or kind == "conditional_expression":
            return None
        if kind == "subscript":
            return self._as("value") if inner.start == outer.start else self._as("key")
        if kind in _NAMED_VALUES:
            return self._parameter(inner, outer)
        if kind == "type":
            return self._as("key")
        if kind == "function_definition" or kind == "class_definition" or kind == "decorator":
            return self._as("key")
        if kind == "assert_statement":
            return self._as("error")
        return self._as("error" if kind == "raise_statement" else "value", "return" if kind == "return_statement" else "")

    def _parameter(self, inner: Item, outer: Item) -> Standing:
        if inner.kind == "type":
            return self._as("key")
        self._default = True
        name = outer.node.child_by_field_name("name")
        return self._as("value", self._tree.of(name) if name is not None else "")

    def _in_pair(self, inner: Item, outer: Item) -> Standing | None:
        key = outer.node.child_by_field_name("key")
        if key is not None and inner.start < key.end_byte:
            return self._as("key")
        if not self._name and key is not None:
            self._name = string_value(self._tree, key) if key.type in STRINGS else self._tree.of(key)[:80]
        return None

    def _assigned(self, inner: Item, outer: Item) -> Standing:
        target = target_of(self._tree, outer) if outer.kind != "named_expression" else ""
        if inner.start < outer.start + len(target) and inner.start == outer.start:
            return self._as("key")
        last = target.rpartition(".")[2]
        if last in self._reading.vocabulary.words("name-lists"):
            return self._as("key")
        of_another = "." in target and not target.startswith("self.")
        role = self._reading.vocabulary.label_role(last) if of_another else ""
        return self._as(role or "value", _subscript_name(last))

    def _keyword(self, inner: Item, outer: Item) -> Standing | None:
        name = outer.node.child_by_field_name("name")
        label = self._tree.of(name) if name is not None else ""
        self._name = self._name or label
        call = outer.parent
        if call.kind != "call":
            return self._as("key")
        callee = self._reading.names.callee(call)
        role = self._reading.vocabulary.label_role(label) or self._reading.vocabulary.role(callee)
        if not role and self._is_raised(call):
            role = "error"
        if not role and call.parent.kind == "decorator":
            role = "key"
        return self._as(role or "value", callee=callee)

    def _in_call(self, inner: Item, call: Item) -> Standing | None:
        if inner.start == call.start:
            self._joined = True
            return None
        callee = self._reading.names.callee(call)
        vocabulary = self._reading.vocabulary
        if self._is_look_up(callee):
            return self._looked_up(inner, call, callee)
        role = vocabulary.role(callee)
        if role:
            return self._as(role, callee=callee)
        if call.parent.kind == "decorator":
            return self._as("key", callee=callee)
        if self._is_raised(call):
            return self._as("error", callee=callee)
        if callee.rpartition(".")[2] in vocabulary.words("wrappers") and call.parent.kind == "call":
            return None
        return self._as("value", callee=callee)

    def _is_raised(self, call: Item) -> bool:
        return call.parent.kind == "raise_statement"

    def _is_look_up(self, callee: str) -> bool:
        """`.get("key")` of a mapping, but not the get of a web client."""
        words = self._reading.vocabulary.words("lookups")
        if callee in words:
            return True
        head, _, last = callee.rpartition(".")
        if f".{last}" not in words or (not head and not callee.startswith(".")):
            return False
        return self._reading.vocabulary.effect(callee) != "io" and not self._string_is_path()

    def _string_is_path(self) -> bool:
        opening = self._tree.text[self._string.start : self._string.start + 12].lstrip(b"frbFRB\"'")
        return opening.startswith((b"/", b"http", b"{"))

    def _looked_up(self, inner: Item, call: Item, callee: str) -> Standing:
        arguments = arguments_of(call.node)
        key = 1 if callee == "getattr" else 0
        if len(arguments) > key + 1 and inner.start >= arguments[key + 1].start_byte:
            self._default = True
            name = arguments[key]
            return self._as("value", string_value(self._tree, name) if name.type in STRINGS else "", callee)
        return self._as("key", callee=callee)


def _subscript_name(target: str) -> str:
    """`row["name"]` → name; plain names stay."""
    head, bracket, key = target.partition("[")
    key = key.rstrip("]").strip("'\"")
    return key if bracket and key.isidentifier() else head
