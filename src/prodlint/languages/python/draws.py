"""Random numbers → Draw facts: what becomes of each, and what it is called then."""

from __future__ import annotations

from prodlint.fact import Draw
from prodlint.languages.python.classes import name_of
from prodlint.languages.python.literals import STRINGS, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import REACH, Item

_ENDS = frozenset({"block", "module", "class_definition", "if_statement", "while_statement", "for_statement", "lambda"})


def draw_facts(reading: Reading) -> list[Draw]:
    """A fact for every call that draws a random number, in source order."""
    wanted = reading.vocabulary.words("random_numbers")
    return [_draw(reading, item) for item in reading.tree.kinds["call"] if reading.names.callee(item) in wanted]


def _draw(reading: Reading, item: Item) -> Draw:
    use, name = _Climb(reading).outwards(item)
    return Draw(
        start=item.start, end=item.end, region=reading.region(item), callee=reading.names.callee(item), use=use, name=name
    )


class _Climb:
    """Goes outwards from a number until something says what it is."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._decides = False

    def outwards(self, item: Item) -> tuple[str, str]:
        """(use, name) of the number that a call draws."""
        inner, outer = item, item.parent
        for _ in range(REACH):
            if outer.kind in _ENDS:
                break
            found = self._at(inner, outer)
            if found is not None:
                use, name = found
                return ("decision" if self._decides else use), name
            inner, outer = outer, outer.parent
        return ("decision" if self._decides else "other"), ""

    def _at(self, inner: Item, outer: Item) -> tuple[str, str] | None:
        kind = outer.kind
        if kind in ("assignment", "augmented_assignment"):
            target = target_of(self._tree, outer).rpartition(".")[2]
            return "bound", target.partition("[")[2].strip("]'\"") or target
        if kind == "comparison_operator":
            self._decides = True
            return None
        if kind in ("keyword_argument", "pair", "default_parameter", "typed_default_parameter"):
            return "bound", self._label(outer)
        if kind == "return_statement":
            return "returned", self._function_around(outer)
        if kind == "subscript":
            return ("element", "") if inner.start > outer.start else None
        if kind in ("interpolation", "concatenated_string") or kind in STRINGS:
            return "text", ""
        return self._in_call(inner, outer) if kind == "call" else None

    def _label(self, outer: Item) -> str:
        node = outer.node.child_by_field_name("name") or outer.node.child_by_field_name("key")
        if node is None:
            return ""
        return string_value(self._tree, node) if node.type in STRINGS else self._tree.of(node)[:60]

    def _function_around(self, item: Item) -> str:
        return name_of(self._tree, self._tree.functions[item.scope]) if item.scope >= 0 else ""

    def _in_call(self, inner: Item, call: Item) -> tuple[str, str] | None:
        if inner.start == call.start:
            return None
        callee = self._reading.names.callee(call)
        words = self._reading.vocabulary.words
        if callee.rpartition(".")[2] in words("number_wrappers"):
            return None
        head, _, last = callee.rpartition(".")
        return "argument", head.rpartition(".")[2] if last in words("number_collectors") else last
