"""What a function gives back: literals, records, a choice of prepared texts, or something computed."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.languages.python.leaves import Leaves, Locals, leaves_of
from prodlint.languages.python.literals import (
    SEQUENCES,
    STRINGS,
    arguments_of,
    bare,
    interpolates,
    is_literal,
    is_number,
    is_prose,
    labelled,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item

_MOST_TEXTS = 8
_DEPTH = 6


class Returns(NamedTuple):
    """`kind` as `Function.returns`, the first returned literal texts, and how many literals reach a return."""

    kind: str
    texts: tuple[str, ...]
    literals: int


def returns_of(reading: Reading, block: Item, returned: list[Item]) -> Returns:
    """Judges all values that the return statements of a function give back."""
    values = [inside[0] for item in returned if (inside := item.node.named_children) and inside[0].type != "none"]
    values = [value for value in values if value.type != "comment"]
    if not values:
        return Returns("", (), 0)
    judge = _Judge(reading, block)
    kinds = [judge.kind(value, 0) for value in values]
    leaves = judge.leaves
    return Returns(_together(kinds, judge.prose), tuple(leaves.texts[:_MOST_TEXTS]), leaves.literal)


def _together(kinds: list[str], prose: set[str]) -> str:
    if len(prose) > 2 and 5 * kinds.count("computed") <= 2 * len(kinds):
        return "choice"
    if "computed" in kinds:
        return "computed"
    if "choice" in kinds or (len(prose) > 1 and "record" not in kinds):
        return "choice"
    if "mixed" in kinds:
        return "mixed"
    return "record" if "record" in kinds else "literal"


class _Judge:
    """Judges one returned expression after the other and gathers the literals that reach a return."""

    def __init__(self, reading: Reading, block: Item) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._block = block
        self._names: Locals | None = None
        self.leaves = Leaves()
        self.prose: set[str] = set()

    @property
    def _locals(self) -> Locals:
        if self._names is None:
            self._names = Locals(self._reading, self._block)
        return self._names

    def kind(self, node: Node, depth: int) -> str:
        """literal, record, choice, mixed or computed."""
        node = bare(node)
        kind = node.type
        if depth > _DEPTH:
            return "computed"
        if kind in STRINGS:
            return self._string(node)
        if is_literal(node):
            self.leaves.literal += kind != "none"
            return "literal"
        if kind == "expression_list":
            return self._several(node, depth)
        if kind in SEQUENCES or kind == "dictionary":
            return self._collection(node)
        if kind == "call":
            return self._call(node, depth)
        if kind == "identifier":
            return self._name(self._tree.of(node), depth)
        return self._operation(node, kind, depth)

    def _string(self, node: Node) -> str:
        value = string_value(self._tree, node)
        if is_prose(value):
            self.prose.add(value)
        self.leaves.literal += 1
        if value:
            self.leaves.texts.append(value)
        return "mixed" if interpolates(node) else "literal"

    def _several(self, node: Node, depth: int) -> str:
        """`return body, 404`: a status beside what is returned is no part of it."""
        parts = [part for part in node.named_children if not is_number(bare(part))]
        if len(parts) == 1:
            return self.kind(parts[0], depth + 1)
        return self._collection(node)

    def _collection(self, node: Node) -> str:
        if not node.named_children:
            return "literal"
        mine = leaves_of(self._reading, [node], self._locals)
        self.leaves.texts.extend(mine.texts)
        self.leaves.literal += mine.literal
        if not mine.computed and not mine.mixed:
            return "record"
        if mine.literal + mine.mixed > 1 and mine.literal + mine.mixed >= mine.computed:
            return "mixed"
        return "computed"

    def _call(self, node: Node, depth: int) -> str:
        function = node.child_by_field_name("function")
        if function is None:
            return "computed"
        callee, words = self._callee(function), self._reading.vocabulary.words
        arguments = [labelled(self._tree, argument) for argument in arguments_of(node)]
        last = callee.rpartition(".")[2]
        holder = function.child_by_field_name("object")
        if self._reading.vocabulary.effect(callee) == "random":
            return self._draw(arguments, depth)
        if holder is not None and last in words("text-methods") and bare(holder).type in STRINGS:
            return "mixed" if last in words("interpolators") and self.kind(holder, depth + 1) else self.kind(holder, depth + 1)
        if holder is not None and last == "get" and len(arguments) > 1:
            return self._looked_up(holder, depth)
        if last in words("wrappers") and arguments:
            positional = [value for label, value in arguments if not label or label in words("wrapped-keywords")]
            return self.kind(positional[0], depth + 1) if positional else self._collection(node)
        if last[:1].isupper() and not last.isupper() and arguments:
            return self._constructed(node)
        return "computed"

    def _callee(self, function: Node) -> str:
        text = self._tree.of(function)
        return self._reading.names.resolve(text) if text.replace(".", "_").isidentifier() else text.rpartition(".")[2]

    def _constructed(self, node: Node) -> str:
        return "record" if self._collection(node) == "record" else "computed"

    def _draw(self, arguments: list[tuple[str, Node]], depth: int) -> str:
        """A random choice: a choice when what it draws from are literals."""
        if not arguments:
            return "computed"
        drawn = self._value(bare(arguments[0][1]))
        if drawn is None or drawn.type not in SEQUENCES:
            return "computed"
        return "choice" if self._collection(drawn) in ("record", "mixed") else "computed"

    def _looked_up(self, holder: Node, depth: int) -> str:
        table = self._value(bare(holder))
        if table is None or table.type != "dictionary":
            return "computed"
        return "choice" if self._collection(table) in ("record", "mixed") else "computed"

    def _value(self, node: Node) -> Node | None:
        """A collection literal, or the one a local or module-level name is given."""
        if node.type != "identifier":
            return node
        name = self._tree.of(node)
        values = self._locals.values.get(name) or module_values(self._reading).get(name, [])
        return bare(values[0]) if len(values) == 1 and name not in self._locals.filled else None

    def _name(self, name: str, depth: int) -> str:
        values = self._locals.values.get(name, [])
        if not values or len(values) > 12 or name in self._locals.filled:
            return "computed"
        kinds = {self.kind(value, depth + 1) for value in values}
        for kind in ("computed", "choice", "mixed", "record"):
            if kind in kinds:
                return kind
        return "literal"

    def _operation(self, node: Node, kind: str, depth: int) -> str:
        if kind == "conditional_expression":
            parts = node.named_children
            kinds = {self.kind(part, depth + 1) for part in (parts[0], parts[-1])} if len(parts) > 2 else {"computed"}
            return _together(sorted(kinds), set())
        if kind == "binary_operator":
            sides = [bare(side) for side in node.named_children]
            if any(side.type in STRINGS or side.type == "binary_operator" for side in sides):
                kinds = {self.kind(side, depth + 1) for side in sides if side.type in (*STRINGS, "binary_operator")}
                return "mixed" if kinds & {"literal", "mixed"} else "computed"
        if kind == "subscript":
            holder = node.child_by_field_name("value")
            return self._looked_up(holder, depth) if holder is not None else "computed"
        return "computed"


def module_values(reading: Reading) -> dict[str, list[Node]]:
    """The module-level names of a file and the values they are given."""
    known = reading.module_values
    if known is None:
        known = reading.module_values = {}
        for item in reading.tree.children(reading.tree.items[0]):
            value = item.node.child_by_field_name("right") if item.kind == "assignment" else None
            if value is not None:
                known.setdefault(target_of(reading.tree, item), []).append(value)
    return known
