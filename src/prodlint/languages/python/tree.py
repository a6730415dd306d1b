"""Grammar and skeleton: bytes → the nodes that facts are made of, in source order, each knowing what is around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import tree_sitter_python
from tree_sitter import Language, Node, Parser, Query, QueryCursor

_NODE_TYPES = """
call string comment function_definition class_definition lambda decorator assignment augmented_assignment
return_statement raise_statement pass_statement if_statement elif_clause else_clause for_statement while_statement
with_statement try_statement except_clause finally_clause keyword_argument pair default_parameter
typed_default_parameter comparison_operator boolean_operator not_operator conditional_expression binary_operator
subscript import_statement import_from_statement dictionary list tuple set expression_list await yield
assert_statement match_statement case_clause list_comprehension set_comprehension dictionary_comprehension
generator_expression named_expression parenthesized_expression continue_statement break_statement delete_statement
global_statement nonlocal_statement concatenated_string interpolation block ellipsis type ERROR
"""

FUNCTIONS = frozenset({"function_definition", "lambda"})
LOOPS = frozenset({"for_statement", "while_statement"})
MODULE = "module"
REACH = 24
"""How many steps outwards any look at the surroundings goes, so that deep nesting stays linear."""


class Item(msgspec.Struct, gc=False, eq=False):
    """A captured node.  Its descendants are `items[index + 1:stop]`.

    `scope` counts the innermost function around (-1 outside), for a function itself its own number.  `callee` and `target`
    are filled in when somebody asks for them.  Items point outwards only, so the garbage collector need not look at them.
    """

    kind: str
    start: int
    end: int
    index: int
    stop: int
    scope: int
    node: Node
    parent: Item = None  # type: ignore[assignment]  # only the module has none, and nobody looks beyond it
    callee: str | None = None
    target: str | None = None


class Tree:
    """A file's text and its items; `items[0]` is the module, `kinds` the items of each kind in source order."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        root = _parser().parse(text).root_node
        self.has_errors = root.has_error
        self.kinds: dict[str, list[Item]] = {kind: [] for kind in _node_types()}
        self.items, self.functions = _skeleton(root, len(text), self.kinds)

    def of_kinds(self, *kinds: str) -> list[Item]:
        """All items of some kinds, in source order."""
        found = [item for kind in kinds for item in self.kinds[kind]]
        found.sort(key=_index)
        return found

    def slice(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.text[start:end].decode("utf-8", "replace")

    def of(self, node: Node) -> str:
        """A node's text."""
        return self.text[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def inside(self, item: Item) -> list[Item]:
        """All items inside an item, in source order."""
        return self.items[item.index + 1 : item.stop]

    def children(self, item: Item) -> Iterator[Item]:
        """The outermost items inside an item."""
        index, stop = item.index + 1, item.stop
        while index < stop:
            child = self.items[index]
            yield child
            index = child.stop

    def own(self, item: Item) -> Iterator[Item]:
        """The items inside an item without the contents of functions and classes defined there."""
        index, stop, items = item.index + 1, item.stop, self.items
        while index < stop:
            inner = items[index]
            yield inner
            nested = inner.kind in ("function_definition", "class_definition")
            index = inner.stop if nested else index + 1

    def block(self, item: Item) -> Item | None:
        """The body of a compound statement or clause."""
        index, stop, items = item.index + 1, item.stop, self.items
        while index < stop:
            child = items[index]
            if child.kind == "block":
                return child
            index = child.stop
        return None

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self.text.rfind(b"\n", 0, offset) + 1


def around(item: Item) -> Iterator[Item]:
    """The items around an item, innermost first, at most REACH of them and never the module."""
    for _ in range(REACH):
        if item.kind == MODULE or item.parent.kind == MODULE:
            return
        item = item.parent
        yield item


def _index(item: Item) -> int:
    return item.index


@cache
def _node_types() -> tuple[str, ...]:
    return tuple(_NODE_TYPES.split())


@cache
def _language() -> Language:
    return Language(tree_sitter_python.language())


@cache
def _parser() -> Parser:
    return Parser(_language())


@cache
def _query() -> Query:
    """One pattern a type: a flat query compiles in milliseconds, and a pattern's number is the type for free."""
    return Query(_language(), "\n".join(f"({name}) @n" for name in _node_types()))


def _skeleton(root: Node, length: int, kinds: dict[str, list[Item]]) -> tuple[list[Item], list[Item]]:
    """All items in source order, and those of them that are functions; `kinds` is filled.

    `matches` gives nodes outside in and in order, so one sweep with a stack of open ends finds every parent.
    """
    module = top = Item(MODULE, 0, length + 1, 0, 1, -1, root)
    items: list[Item] = [module]
    functions: list[Item] = []
    types = _node_types()
    fill = [kinds[kind].append for kind in types]
    function, closure = types.index("function_definition"), types.index("lambda")
    for index, (pattern, captured) in enumerate(QueryCursor(_query()).matches(root), 1):
        node = captured["n"][0]
        start = node.start_byte
        while top.end <= start:
            top.stop = index
            top = top.parent
        item = Item(types[pattern], start, node.end_byte, index, index + 1, top.scope, node, top)
        if pattern == function or (pattern == closure and top.kind == "assignment"):
            item.scope = len(functions)
            functions.append(item)
        items.append(item)
        fill[pattern](item)
        top = item
    while top is not module:
        top.stop = len(items)
        top = top.parent
    module.stop = len(items)
    return items, functions
