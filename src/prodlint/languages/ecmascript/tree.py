"""The three ECMAScript grammars, and small questions about one node that need no context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tree_sitter import Language, Node

SIMPLE_CALLEE = re.compile(rb"[\w$]+(?:\.#?[\w$]+)*")
NOISE_IN_CALLEE = re.compile(rb"\?(?=\.)|!(?=\.)|\s+")
WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
        "await_expression",
    }
)
FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_expression",
        "function_declaration",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
WORD_BYTES = frozenset(bytes((byte,)) for byte in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")

STAND_IN = "\x1a"
"""What stands for an `&` that grammars do not take while a text is parsed; as long in bytes, so that every offset stays."""

LONGEST = 200
"""The longest dotted name, in bytes."""

CHAIN_STEPS = 24
"""How far a chain of members and calls is followed before we give up on its root."""


@cache
def grammar(language: str) -> Language:
    """The tree-sitter grammar of "javascript", "typescript" or "tsx"."""
    if language == "javascript":
        import tree_sitter_javascript

        return Language(tree_sitter_javascript.language())
    import tree_sitter_typescript

    if language == "tsx":
        return Language(tree_sitter_typescript.language_tsx())
    return Language(tree_sitter_typescript.language_typescript())


def words(node: Node) -> str:
    """The node's source text."""
    return decoded(node.text or b"")


def decoded(text: bytes) -> str:
    """A part of the source as it was before it was made fit for parsing."""
    value = text.decode("utf-8", "replace")
    return value if STAND_IN not in value else value.replace(STAND_IN, "&")


def unwrapped(node: Node) -> Node:
    """The expression inside parentheses, casts, `!` and `await`."""
    for _ in range(CHAIN_STEPS):
        if node.type not in WRAPPERS:
            return node
        inner = next((child for child in node.named_children if child.type != "comment"), None)
        if inner is None:
            return node
        node = inner
    return node


def first_child(node: Node) -> Node | None:
    """The node's first named child, None when it has none."""
    return node.named_child(0) if node.named_child_count else None


def is_function(node: Node) -> bool:
    """Whether the node is a function value or declaration with a body."""
    return node.type in FUNCTIONS


def dotted(node: Node) -> str:
    """The dotted name of a callee or value: `a.b.c`; `.c` where it hangs on an expression; "" for anything else."""
    # The text of each link of a long chain is the chain so far: reading all of them would take quadratic time.
    text = (node.text or b"") if node.end_byte - node.start_byte < LONGEST else b""
    if SIMPLE_CALLEE.fullmatch(text):
        return text.decode("utf-8", "replace")
    kind = node.type
    if kind == "member_expression":
        plain = NOISE_IN_CALLEE.sub(b"", text)
        if SIMPLE_CALLEE.fullmatch(plain):
            return plain.decode("utf-8", "replace")
        member = node.child_by_field_name("property")
        return "." + words(member) if member is not None else ""
    if kind in ("identifier", "import", "super", "this"):
        return text.decode("utf-8", "replace")
    if kind in WRAPPERS:
        inner = unwrapped(node)
        return dotted(inner) if inner.type not in WRAPPERS else ""
    return ""


def chain_root(node: Node) -> str:
    """The identifier that a chain such as `res.status(500).json` begins with, "" when it is none."""
    for _ in range(CHAIN_STEPS):
        kind = node.type
        if kind in ("identifier", "this"):
            return words(node)
        field = {"member_expression": "object", "call_expression": "function", "subscript_expression": "object"}.get(kind)
        step = node.child_by_field_name(field) if field else None
        if step is None and kind in WRAPPERS:
            step = unwrapped(node)
            if step.type in WRAPPERS:
                return ""
        if step is None:
            return ""
        node = step
    return ""


def arguments(call: Node) -> list[Node]:
    """The argument nodes of a call or `new`, without comments."""
    holder = call.child_by_field_name("arguments")
    if holder is None or holder.type != "arguments":
        return []
    return [child for child in holder.named_children if child.type != "comment"]


def statements(block: Node) -> list[Node]:
    """The statements of a block, without comments, empty statements and directives such as `"use strict"`."""
    return [child for child in block.named_children if not _says_nothing(child)]


def _says_nothing(statement: Node) -> bool:
    kind = statement.type
    if kind in ("comment", "empty_statement"):
        return True
    if kind != "expression_statement":
        return False
    inner = first_child(statement)
    return inner is not None and inner.type == "string"


def has_comment(block: Node) -> bool:
    """Whether a comment stands directly in the block."""
    return any(child.type == "comment" for child in block.named_children)


def last_name(callee: str) -> str:
    """`c` of `a.b.c`."""
    return callee.rpartition(".")[2]


def mentions(text: bytes, name: str) -> bool:
    """Whether a name occurs in some source text as a word of its own."""
    return any(True for _ in mentions_in(text, name, 0, len(text)))


def mentions_in(text: bytes, name: str, start: int, end: int) -> Iterator[int]:
    """The offsets in a span at which a name stands as a word of its own."""
    wanted = name.encode()
    position = text.find(wanted, start, end) if wanted else -1
    while position >= 0:
        behind = position + len(wanted)
        if text[position - 1 : position] not in WORD_BYTES and text[behind : behind + 1] not in WORD_BYTES:
            yield position
        position = text.find(wanted, behind, end)
