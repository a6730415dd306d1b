"""Random numbers → Draw facts: what becomes of each, and what it is called then."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.fact import Draw
from prodlint.languages.swift.reading import Reading, label_before
from prodlint.languages.swift.records import holder_of
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import CALLS, STRINGS

_HIGHEST = 24
_COMPARING = frozenset({"comparison_expression", "equality_expression"})
_BODIES = frozenset({"statements", "control_transfer_statement", "function_body", "computed_property", "computed_getter"})
_ENDS = frozenset({"if_statement", "while_statement", "guard_statement", "for_statement", "class_body", "switch_statement"})


def draw_facts(reading: Reading) -> Iterator[Draw]:
    """A fact for every call that draws a random number, in source order."""
    wanted = reading.vocabulary.words("random_numbers")
    for call in reading.calls:
        if reading.callees[call] in wanted:
            use, name = _Climb(reading).outwards(call)
            yield Draw(
                start=reading.tree.starts[call],
                end=reading.tree.ends[call],
                region=reading.region_of(call),
                callee=reading.callees[call],
                use=use,
                name=name,
            )


class _Climb:
    """Goes outwards from a number until something says what it is."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._decides = False

    def outwards(self, call: int) -> tuple[str, str]:
        """(use, name) of the number that a call draws."""
        node, above = call, self._tree.parents[call]
        for _ in range(_HIGHEST):
            if above < 0 or self._tree.kinds[above] in _ENDS:
                break
            found = self._at(node, above)
            if found is not None:
                use, name = found
                return ("decision" if self._decides else use), name
            node, above = above, self._tree.parents[above]
        return ("decision" if self._decides else "other"), ""

    def _at(self, node: int, above: int) -> tuple[str, str] | None:
        kind = self._tree.kinds[above]
        if kind in _COMPARING:
            self._decides = True
        if kind == "value_argument":
            return self._as_argument(node, above)
        if kind == "dictionary_literal":
            return "bound", self._key(node, above)
        if kind == "assignment":
            target = self._tree.slice(above + 1)[:80]
            return "bound", target.rpartition(".")[2].strip("?! ")
        if kind == "property_declaration":
            holder = holder_of(self._reading, node)
            return "bound", holder.name if holder is not None else ""
        if kind in ("interpolated_expression", "raw_str_interpolation") or kind in STRINGS:
            return "text", ""
        if kind in _BODIES:
            return self._returned(node)
        return None

    def _as_argument(self, node: int, argument: int) -> tuple[str, str] | None:
        tree = self._tree
        call = next((each for each in tree.ancestors(argument, 3) if tree.kinds[each] in CALLS), -1)
        callee = self._reading.callees.get(call, "")
        label = label_before(tree, tree.starts[argument], tree.starts[node])
        words = self._reading.vocabulary.words
        if call >= 0 and tree.is_subscript(call):
            return "element", ""
        if callee in words("number_wrappers") and not label:
            return None
        if label and label not in words("plain_labels"):
            return "bound", label
        head, _, last = callee.rpartition(".")
        return "argument", head.rpartition(".")[2] if last in words("number_collectors") else last

    def _key(self, node: int, dictionary: int) -> str:
        tree, key = self._tree, node - 1
        while key > dictionary and tree.parents[key] != dictionary:
            key = tree.parents[key]
        return string_value(tree, key) if tree.kinds[key] in STRINGS else tree.dotted(key).lstrip(".")

    def _returned(self, node: int) -> tuple[str, str] | None:
        function = self._reading.site_of(node)
        names = self._reading.function_names_in_order
        return ("returned", names[function]) if 0 <= function < len(names) else ("other", "")
