"""Comment facts: blocks of full-line comments, trailing comments, docstrings and other strings that stand alone."""

from __future__ import annotations

import re

from prodlint.fact import Comment
from prodlint.languages.python.bodies import is_statement
from prodlint.languages.python.literals import STRINGS
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import MODULE, Item, Tree

_MACHINE = re.compile(r"#!|#.*coding[:=]\s*[-\w.]+")
_ATTACHED = {
    "function_definition": "function",
    "decorator": "function",
    "class_definition": "type",
    "except_clause": "catch",
}


def comment_facts(reading: Reading) -> list[Comment]:
    """All comments of a file, adjacent lines of the same indentation as one, and all docstrings."""
    tree = reading.tree
    facts = [_comment(reading, block) for block in _blocks(tree)]
    standing = [item for item in tree.of_kinds(*STRINGS) if item.parent.kind in ("block", "module")]
    facts.extend(_docstring(reading, item) for item in standing if is_statement(item))
    return facts


def _blocks(tree: Tree) -> list[list[Item]]:
    """Comments grouped: a trailing comment is alone, full-line comments on consecutive lines in one column are together."""
    blocks: list[list[Item]] = []
    previous: Item | None = None
    for item in tree.kinds["comment"]:
        if _starts_file(item, previous) and _MACHINE.match(tree.slice(item.start, item.end)):
            continue
        if previous is not None and _continues(tree, previous, item):
            blocks[-1].append(item)
        else:
            blocks.append([item])
        previous = item
    return blocks


def _starts_file(item: Item, previous: Item | None) -> bool:
    return previous is None and item.start < 200


def _is_trailing(tree: Tree, item: Item) -> bool:
    return bool(tree.text[tree.line_start(item.start) : item.start].strip(b" \t\xef\xbb\xbf"))


def _continues(tree: Tree, previous: Item, item: Item) -> bool:
    between = tree.text[previous.end : item.start]
    if between.strip() or between.count(b"\n") != 1:
        return False
    column = previous.start - tree.line_start(previous.start)
    return column == item.start - tree.line_start(item.start) and not _is_trailing(tree, previous)


def _comment(reading: Reading, block: list[Item]) -> Comment:
    tree, first, last = reading.tree, block[0], block[-1]
    trailing = _is_trailing(tree, first)
    kind = "header" if not trailing and _only_comments_before(tree, first) else "line"
    return Comment(
        start=first.start,
        end=last.end,
        region=reading.region(first),
        text=tree.slice(first.start, last.end),
        kind=kind,
        trailing=trailing,
        attached="statement" if trailing else _attached(tree, last),
    )


def _only_comments_before(tree: Tree, item: Item) -> bool:
    if item.parent.kind != MODULE:
        return False
    before = tree.items[1 : min(item.index, 60)]
    return item.index <= 60 and all(each.kind == "comment" for each in before)


def _attached(tree: Tree, last: Item) -> str:
    """What stands on the next line; "empty-block" when only `pass` does."""
    line_end = tree.text.find(b"\n", last.end)
    if line_end < 0 or not tree.text[line_end + 1 : line_end + 200].split(b"\n", 1)[0].strip():
        return ""
    following = tree.items[last.index + 1] if last.index + 1 < len(tree.items) else last
    if following.kind == "block" and following.stop > following.index + 1:
        following = tree.items[following.index + 1]
    if b"\n" in tree.text[line_end + 1 : following.start]:
        return "statement"
    if following.kind == "pass_statement" and following.index == following.parent.stop - 1:
        return "empty-block"
    return _ATTACHED.get(following.kind, "statement")


def _docstring(reading: Reading, item: Item) -> Comment:
    tree, parent = reading.tree, item.parent
    first = next((child for child in tree.children(parent) if child.kind != "comment"), item)
    holder = parent.parent.kind if parent.kind == "block" else ""
    documents = first is item and (parent.kind == "module" or holder in ("function_definition", "class_definition"))
    attached = {"function_definition": "function", "class_definition": "type"}.get(holder, "")
    return Comment(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        text=tree.slice(item.start, item.end),
        kind="doc" if documents else "block",
        attached=attached if documents else "statement",
    )
