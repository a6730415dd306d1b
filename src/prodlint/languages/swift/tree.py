"""Swift text → its syntax tree as flat lists in source order, and the small questions that are asked of a tree.

A node is an index.  Parents stand before their children, so a subtree is a range of indices.  One walk with a cursor costs
a third of parsing, no more than a query for all kinds of interest, and afterwards parents, children and ranges are free.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tree_sitter import Parser

from prodlint.languages.swift.grammar import kept_kinds, kinds_named, language

_WHOLE = kinds_named(
    """
    class_declaration protocol_declaration function_declaration init_declaration property_declaration statements
    class_body import_declaration comment multiline_comment call_expression
    """
)
COMMENTS = frozenset({"comment", "multiline_comment"})
STRINGS = frozenset({"line_string_literal", "multi_line_string_literal", "raw_string_literal"})
NUMBERS = frozenset({"integer_literal", "real_literal", "hex_literal", "bin_literal", "oct_literal"})
CALLS = frozenset({"call_expression", "constructor_expression", "macro_invocation"})
WRAPPERS = frozenset({"try_expression", "await_expression", "postfix_expression", "as_expression"})
_NOT_STATEMENTS = COMMENTS | {"directive"}
_INDEXED = (
    STRINGS
    | CALLS
    | COMMENTS
    | kinds_named(
        """
    class_declaration protocol_declaration function_declaration init_declaration deinit_declaration parameter
    protocol_function_declaration subscript_declaration property_declaration computed_property computed_getter
    computed_setter willset_didset_block didset_clause willset_clause assignment control_transfer_statement switch_entry
    catch_block interpolated_expression
    try_expression nil_coalescing_expression guard_statement if_statement array_literal dictionary_literal directive
    import_declaration lambda_literal ERROR pattern value_binding_pattern
    """
    )
)
_EVENTS = CALLS | kinds_named(
    """
    assignment control_transfer_statement property_declaration value_binding_pattern lambda_literal
    function_declaration init_declaration computed_property
    """
)
_PLAIN_NAME = re.compile(rb"[\w.?!$`\s\x80-\xff]+")
_NAME_NOISE = re.compile(rb"[?!`\s]+")
_FIRST_NAME = re.compile(rb"[\w.\x80-\xff]+")
_LONGEST_NAME = 120


class Tree:
    """One file's syntax: `kinds`, byte ranges `starts`..`ends`, `parents` (-1 at the top) and `after`, the index behind
    each node's subtree.  `events` are the nodes that tell what a body does, in source order."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parents: list[int] = []
        self.after: list[int] = []
        self._flatten()
        self._index: dict[str, list[int]] = {}
        for node in [node for node, kind in enumerate(self.kinds) if kind in _INDEXED]:
            self._index.setdefault(self.kinds[node], []).append(node)
        self.events = self.of(*_EVENTS)
        self.comments = self.of(*COMMENTS)

    def _flatten(self) -> None:
        cursor = Parser(language()).parse(self.text).walk()
        down, beside, up = cursor.goto_first_child, cursor.goto_next_sibling, cursor.goto_parent
        kept = kept_kinds()
        kinds, starts, ends, parents, after = self.kinds, self.starts, self.ends, self.parents, self.after
        outer: list[int] = []
        parent, count = -1, 0
        while True:
            node = cursor.node
            known = kept.get(node.kind_id) if node is not None else None
            if known is not None and node is not None:
                kinds.append(known[0])
                starts.append(node.start_byte)
                ends.append(node.end_byte)
                parents.append(parent)
                count += 1
                after.append(count)
                if known[1] and down():
                    outer.append(parent)
                    parent = count - 1
                    continue
            while not beside():
                if not outer:
                    return
                up()
                after[parent] = count
                parent = outer.pop()

    def of(self, *kinds: str) -> list[int]:
        """The nodes of these kinds, in source order."""
        if len(kinds) == 1:
            return self._index.get(kinds[0], [])
        return sorted(node for kind in kinds for node in self._index.get(kind, ()))

    def within(self, nodes: list[int], outer: int) -> list[int]:
        """Those of some nodes in source order that lie inside `outer`."""
        return nodes[bisect_left(nodes, outer + 1) : bisect_left(nodes, self.after[outer])]

    def children(self, node: int) -> list[int]:
        """The direct children that the tree keeps, comments included."""
        after, end, child = self.after, self.after[node], node + 1
        found = []
        while child < end:
            found.append(child)
            child = after[child]
        return found

    def parts(self, node: int) -> list[int]:
        """The direct children without comments and directives."""
        kinds, after, end, child = self.kinds, self.after, self.after[node], node + 1
        found = []
        while child < end:
            if kinds[child] not in _NOT_STATEMENTS:
                found.append(child)
            child = after[child]
        return found

    def elements(self, node: int) -> list[int]:
        """The elements of an array, tuple or range, without a tuple's labels."""
        parts = self.parts(node)
        if self.kinds[node] != "tuple_expression":
            return parts
        return [part for part in parts if self.kinds[part] != "simple_identifier" or not self._is_label(part)]

    def _is_label(self, node: int) -> bool:
        end = self.ends[node]
        return self.text[end : end + 8].lstrip().startswith(b":")

    def child(self, node: int, *kinds: str) -> int:
        """The first direct child of one of these kinds, -1 without one."""
        of_kind, after, end, child = self.kinds, self.after, self.after[node], node + 1
        while child < end:
            if of_kind[child] in kinds:
                return child
            child = after[child]
        return -1

    def slice(self, node: int) -> str:
        """The node's source text."""
        return self.text[self.starts[node] : self.ends[node]].decode("utf-8", "replace")

    def kind_above(self, node: int) -> str:
        """The kind of the node's parent, "" at the top."""
        parent = self.parents[node]
        return self.kinds[parent] if parent >= 0 else ""

    def ancestors(self, node: int, limit: int = 40) -> Iterator[int]:
        """The nodes around, innermost first, at most `limit` of them."""
        parent = self.parents[node]
        while parent >= 0 and limit:
            yield parent
            parent = self.parents[parent]
            limit -= 1

    def unwrapped(self, node: int) -> int:
        """The expression without `try`, `await`, `!`, `as T` and needless parentheses around it."""
        while True:
            kind = self.kinds[node]
            if kind not in WRAPPERS and kind != "tuple_expression":
                return node
            parts = self.elements(node)
            if not parts or (kind == "tuple_expression" and len(parts) > 1):
                return node
            node = parts[0]

    def wrapped(self, node: int) -> int:
        """The outermost `try`/`await`/`!`/`as T` around an expression, the expression itself without one."""
        parent = self.parents[node]
        while parent >= 0 and self.kinds[parent] in WRAPPERS:
            node, parent = parent, self.parents[parent]
        return node

    def statements(self, body: int) -> list[int]:
        """The statements of a body, closure, branch or getter, without comments."""
        holder = self.child(body, "statements")
        return self.parts(holder) if holder >= 0 else []

    def has_comment(self, body: int) -> bool:
        """Whether a comment stands anywhere inside."""
        first = bisect_left(self.comments, body + 1)
        return first < len(self.comments) and self.comments[first] < self.after[body]

    def dotted(self, node: int) -> str:
        """A name as front ends write it: `a.b.c` without `?`, `!`; `.c` after anything else; "" for no name."""
        kind = self.kinds[node]
        if kind == "simple_identifier":
            return self.slice(node).strip("`")
        if kind == "prefix_expression":
            return self._implicit_member(node)
        if kind == "constructor_expression":
            found = _FIRST_NAME.match(self.text, self.starts[node])
            return found.group().decode("utf-8", "replace") if found else ""
        if kind in ("postfix_expression", "self_expression", "super_expression", "navigation_expression"):
            return self._plain(self.starts[node], self.ends[node])
        return {"array_literal": "Array", "dictionary_literal": "Dictionary"}.get(kind, "")

    def _plain(self, start: int, end: int) -> str:
        if end - start <= _LONGEST_NAME:
            raw = self.text[start:end]
            if _PLAIN_NAME.fullmatch(raw):
                return _NAME_NOISE.sub(b"", raw).decode("utf-8", "replace")
        dot = self.text.rfind(b".", start, end)
        last = _NAME_NOISE.sub(b"", self.text[dot + 1 : end]) if dot >= 0 else b""
        return "." + last.decode("utf-8", "replace") if _FIRST_NAME.fullmatch(last) else ""

    def _implicit_member(self, node: int) -> str:
        starts_with_dot = self.text[self.starts[node] : self.starts[node] + 1] == b"."
        return self._plain(self.starts[node], self.ends[node]) if starts_with_dot else ""

    def is_subscript(self, call: int) -> bool:
        """Whether a call in the grammar's eyes is `value[…]`."""
        end = self.ends[call + 1] if self.after[call] > call + 1 else 0
        return self.kinds[call] == "call_expression" and self.text[end : end + 1] == b"["

    def callee(self, call: int) -> str:
        """What a call calls, dotted; `#name` for a macro; "" for a subscript or a closure called on the spot."""
        if self.kinds[call] == "constructor_expression":
            return self.dotted(call)
        if self.after[call] == call + 1 or self.is_subscript(call):
            return ""
        name = self.dotted(call + 1)
        return "#" + name if self.kinds[call] == "macro_invocation" else name

    def body_brace(self, node: int) -> int:
        """Where the last `{` before the node's statements stands; the node's end without one (bytes)."""
        holder = self.child(node, "statements")
        end = self.starts[holder] if holder >= 0 else self.ends[node]
        brace = self.text.find(b"{", self.starts[node], end)
        return brace if brace >= 0 else self.ends[node]

    def errors(self) -> tuple[tuple[int, int], ...]:
        """The byte ranges that the grammar could not parse, without the whole declarations found inside them."""
        return tuple(sorted(piece for node in self.of("ERROR") for piece in self._broken_pieces(node)))

    def _broken_pieces(self, node: int) -> Iterator[tuple[int, int]]:
        start = self.starts[node]
        for child in self.children(node):
            if self.kinds[child] in _WHOLE:
                if self.starts[child] > start:
                    yield start, self.starts[child]
                start = self.ends[child]
        if self.ends[node] > start:
            yield start, self.ends[node]
