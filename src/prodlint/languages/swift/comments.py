"""Comment blocks of a Swift file: what they say is the rules' business, what they are attached to is said here."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.fact import Comment
from prodlint.languages.swift.grammar import kinds_named
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import COMMENTS, Tree

_ATTACHED = {
    "function_declaration": "function",
    "init_declaration": "function",
    "deinit_declaration": "function",
    "subscript_declaration": "function",
    "protocol_function_declaration": "function",
    "class_declaration": "type",
    "protocol_declaration": "type",
    "typealias_declaration": "type",
    "catch_block": "catch",
}
_BLOCKS = kinds_named(
    """
    function_body lambda_literal class_body enum_class_body protocol_body computed_property computed_getter
    computed_setter catch_block if_statement guard_statement switch_entry do_statement for_statement
    """
)
_WHITE = b" \t"


def comment_facts(reading: Reading) -> Iterator[Comment]:
    """The Comment facts of a file, adjacent full-line comments as one."""
    tree = reading.tree
    first_code = _first_code(tree)
    for nodes, trailing in _blocks(tree):
        start, end = tree.starts[nodes[0]], tree.ends[nodes[-1]]
        end = start + len(tree.text[start:end].rstrip())
        yield Comment(
            start=start,
            end=end,
            region=reading.region_of(nodes[0]),
            text=tree.text[start:end].decode("utf-8", "replace"),
            kind=_kind(tree, nodes[0], first_code),
            trailing=trailing,
            attached="" if trailing else _attached(tree, nodes),
        )


def _first_code(tree: Tree) -> int:
    """Where the first thing that is no comment begins (bytes)."""
    body = (node for node, kind in enumerate(tree.kinds) if kind not in COMMENTS and kind not in ("source_file", "ERROR"))
    first = next(body, -1)
    return tree.starts[first] if first >= 0 else len(tree.text)


def _blocks(tree: Tree) -> Iterator[tuple[list[int], bool]]:
    block: list[int] = []
    for node in tree.of(*COMMENTS):
        trailing = _stands_behind_code(tree, node)
        if block and not trailing and _continues(tree, block[-1], node):
            block.append(node)
            continue
        if block:
            yield block, False
        block = []
        if trailing:
            yield [node], True
        else:
            block = [node]
    if block:
        yield block, False


def _stands_behind_code(tree: Tree, node: int) -> bool:
    start = tree.starts[node]
    line = tree.text.rfind(b"\n", 0, start) + 1
    return bool(tree.text[line:start].strip(_WHITE))


def _continues(tree: Tree, before: int, node: int) -> bool:
    if tree.kinds[before] != "comment" or tree.kinds[node] != "comment":
        return False
    between = tree.text[tree.ends[before] : tree.starts[node]]
    # A line comment may or may not include its line end, so at most one may stand between.
    line_ends = between.count(b"\n") + tree.text[tree.starts[before] : tree.ends[before]].count(b"\n")
    return not between.strip() and line_ends <= 1 and _is_doc(tree, before) == _is_doc(tree, node)


def _is_doc(tree: Tree, node: int) -> bool:
    start = tree.starts[node]
    return tree.text[start : start + 3] in (b"///", b"/**") and tree.text[start : start + 4] not in (b"////", b"/**/")


def _kind(tree: Tree, node: int, first_code: int) -> str:
    if tree.starts[node] < first_code and not (_is_doc(tree, node) and _touches(tree, node, first_code)):
        return "header"
    if _is_doc(tree, node):
        return "doc"
    return "block" if tree.kinds[node] == "multiline_comment" else "line"


def _touches(tree: Tree, node: int, first_code: int) -> bool:
    """Whether nothing but doc lines stands between a comment and the first code."""
    between = tree.text[tree.ends[node] : first_code]
    return tree.text.startswith(b"///", tree.starts[node]) and not between.strip() and between.count(b"\n") <= 1


def _attached(tree: Tree, nodes: list[int]) -> str:
    last = nodes[-1]
    holder = tree.parents[last]
    if holder >= 0 and tree.kinds[holder] in _BLOCKS and tree.child(holder, "statements") < 0:
        others = [child for child in tree.parts(holder) if tree.kinds[child] not in ("pattern", "switch_pattern")]
        if not others:
            return "empty-block"
    following = tree.after[last]
    if following >= len(tree.kinds):
        return ""
    gap = tree.text[tree.ends[last] : tree.starts[following]]
    if gap.strip() or gap.count(b"\n") > 1 or tree.kinds[following] in COMMENTS:
        return ""
    return _what(tree, following)


def _what(tree: Tree, node: int) -> str:
    kind = tree.kinds[node]
    if kind == "property_declaration":
        return "function" if tree.child(node, "computed_property") >= 0 else "statement"
    if kind == "statements" and tree.after[node] > node + 1:
        return _what(tree, node + 1)
    return _ATTACHED.get(kind, "statement")
