"""Blocks that never ship: the main guard, type checking, debug and development conditions."""

from __future__ import annotations

import re

from prodlint.fact import Region
from prodlint.languages.python.tree import Item, Tree
from prodlint.scopes import Scopes
from prodlint.vocabulary import Vocabulary

_MAIN = re.compile(r"__name__\s*==\s*['\"]__main__['\"]|['\"]__main__['\"]\s*==\s*__name__")
_FLAG = re.compile(r"\(?\s*([\w.]+)\s*\)?(?:\s+(?:is|==)\s+True)?")
_ENVIRONMENT = re.compile(r"[^=]*\b(?:\w*env\w*|mode)\b[^=]*==\s*['\"](\w+)['\"]", re.IGNORECASE)
_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]+")
_LONGEST_CONDITION = 200


def regions_of(tree: Tree, vocabulary: Vocabulary) -> tuple[list[Region], Scopes]:
    """The regions of a file in source order, and a look-up from offset to their index."""
    found: list[Region] = []
    for item in tree.of_kinds("if_statement", "elif_clause"):
        block = tree.block(item)
        name = _name(tree, item, block, vocabulary) if block else ""
        if block and name:
            found.append(Region(start=block.start, end=block.end, name=name))
    return found, Scopes((region.start, region.end, index) for index, region in enumerate(found))


def _name(tree: Tree, item: Item, block: Item, vocabulary: Vocabulary) -> str:
    start = item.start + len("elif" if item.kind == "elif_clause" else "if")
    condition = tree.slice(start, min(block.start, start + _LONGEST_CONDITION)).partition(":")[0].strip()
    if _MAIN.search(condition):
        return "main-guard"
    flag = _FLAG.fullmatch(condition)
    if flag:
        last = flag[1].rpartition(".")[2]
        if last == "TYPE_CHECKING":
            return "type-checking"
        if last in vocabulary.words("debug-flags"):
            return "debug"
        return "development" if _CONSTANT.fullmatch(flag[1]) and _is_always_off(flag[1], tree) else ""
    environment = _ENVIRONMENT.fullmatch(condition)
    if environment and environment[1].lower() in vocabulary.words("development-environments"):
        return "development"
    return ""


def _is_always_off(name: str, tree: Tree) -> bool:
    """Whether the file's one assignment to a constant turns it off."""
    given = re.findall(rf"^[ \t]*{name}[ \t]*(?::[^=\n]+)?=[ \t]*(\w*)".encode(), tree.text, re.MULTILINE)
    return given == [b"False"] and f"global {name}".encode() not in tree.text
