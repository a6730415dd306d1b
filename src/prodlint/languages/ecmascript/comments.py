"""Comment nodes → Comment facts: blocks of adjacent lines, and what each block speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from prodlint.fact import Comment
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading

FUNCTIONS = ("function_declaration", "generator_function_declaration", "method_definition", "function_signature")
TYPES = (
    "class_declaration",
    "abstract_class_declaration",
    "interface_declaration",
    "type_alias_declaration",
    "enum_declaration",
)


LINE = 2000
"""How many bytes before a comment are looked at for code on its line: minified files have one line."""


@dataclass(slots=True)
class Block:
    """Adjacent comments with the same place in the tree; `spots` are their nodes."""

    start: int
    end: int
    line: bool
    trailing: bool
    last: Node
    frame: Frame


def comments(reading: Reading) -> list[Comment]:
    """All comment blocks of a file, in source order."""
    code_start = _code_start(reading)
    return [_comment(reading, block, code_start) for block in _blocks(reading)]


def _blocks(reading: Reading) -> list[Block]:
    blocks: list[Block] = []
    text = reading.text
    for node, frame in reading.outline.spots["comment"]:
        start, end = node.start_byte, node.end_byte
        line = text[start : start + 2] == b"//"
        before = text[text.rfind(b"\n", max(0, start - LINE), start) + 1 : start].strip()
        trailing = bool(before) and before not in (b"{",)
        previous = blocks[-1] if blocks else None
        if previous is not None and line and previous.line and not trailing and not previous.trailing:
            gap = text[previous.end : start]
            if gap.count(b"\n") == 1 and not gap.strip():
                previous.end, previous.last = end, node
                continue
        blocks.append(Block(start, end, line, trailing, node, frame))
    return blocks


def _comment(reading: Reading, block: Block, code_start: int) -> Comment:
    text = reading.text[block.start : block.end].rstrip()
    return Comment(
        start=block.start,
        end=block.start + len(text),
        region=reading.region(block.start),
        text=text.decode("utf-8", "replace"),
        kind=_kind(block, text, code_start),
        trailing=block.trailing,
        attached=_attached(reading, block),
    )


def _kind(block: Block, text: bytes, code_start: int) -> str:
    if block.end <= code_start:
        return "header"
    if text.startswith(b"/**"):
        return "doc"
    return "line" if block.line else "block"


def _code_start(reading: Reading) -> int:
    """Where the first thing stands that is neither comment, shebang nor directive; 0 when code comes first."""
    for child in reading.root.named_children:
        if child.type not in ("comment", "hash_bang_line"):
            return child.start_byte
    return len(reading.text)


def _attached(reading: Reading, block: Block) -> str:
    if block.trailing:
        return ""
    following = block.last.next_named_sibling
    while following is not None and following.type == "comment":
        if reading.text.count(b"\n", block.end, following.start_byte) > 1:
            return ""
        following = following.next_named_sibling
    if following is None:
        return _attached_inside(block)
    if reading.text.count(b"\n", block.end, min(following.start_byte, block.end + 400)) > 1:
        return ""
    return kind_of_code(following)


def _attached_inside(block: Block) -> str:
    if block.frame.kind != "statement_block":
        return ""
    if any(child.type != "comment" for child in block.frame.node.named_children):
        return ""
    outer = block.frame.outer
    return "catch" if outer is not None and outer.kind == "catch_clause" else "empty-block"


def kind_of_code(node: Node) -> str:
    """What a comment above this node speaks of: "function", "type" or "statement"."""
    kind = node.type
    if kind == "export_statement":
        inner = node.child_by_field_name("declaration") or node.child_by_field_name("value")
        return kind_of_code(inner) if inner is not None and inner.type != "export_statement" else "statement"
    if kind in FUNCTIONS:
        return "function"
    if kind in TYPES:
        return "type"
    if kind in ("lexical_declaration", "variable_declaration", "pair", "public_field_definition"):
        text = (node.text or b"")[:160]
        return "function" if b"=>" in text or b"function" in text else "statement"
    return "statement"


def comment_before(reading: Reading, offset: int) -> str:
    """The first line of the doc comment that ends right before an offset, "" when none does."""
    head = reading.text[max(0, offset - 2000) : offset].rstrip()
    if not head.endswith(b"*/"):
        return ""
    opening = head.rfind(b"/**")
    if opening < 0 or head.find(b"*/", opening) != len(head) - 2:
        return ""
    lines = [line.strip(" *\t\r") for line in head[opening + 3 : -2].decode("utf-8", "replace").split("\n")]
    return next((line for line in lines if line), "")
