"""Text → tree, also where a grammar does not know what every build tool takes.

Two things stop the grammars that browsers and compilers let pass: an `&` in the text or an attribute of an element, and, for
the one of JavaScript, `class=` and types in a `.js` file.  Where a tree has errors, both are tried, and the one with the least
damage stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tree_sitter import Node, Parser, Tree

from prodlint.languages.ecmascript.tree import STAND_IN, grammar

LONE = re.compile(rb"(?<!&)&(?![&=]|#?\w{1,32};)")
"""An `&` that begins no entity and is no operator of two signs."""
WITH_ELEMENTS = ("javascript", "tsx")
ROUNDS = 4
MOST_NODES = 20_000
"""Nodes of a tree that are looked at for errors."""


def tree_of(text: bytes, language: str) -> tuple[Tree, str]:
    """The tree of a text, and the grammar that it is of."""
    first = _parser(language).parse(text)
    if not first.root_node.has_error or language not in WITH_ELEMENTS:
        return first, language
    best, damage = (first, language), _damage(first)
    for grammar_name in dict.fromkeys((language, "tsx")):
        tree = first if grammar_name == language else _parser(grammar_name).parse(text)
        tree, lost = _without_ampersands(text, tree, grammar_name)
        if lost < damage:
            best, damage = (tree, grammar_name), lost
    return best


def _without_ampersands(text: bytes, tree: Tree, language: str) -> tuple[Tree, int]:
    """The tree without each `&` that it has an error at, and its damage; one that is mended may show the next."""
    tries = [tree]
    for _ in range(ROUNDS):
        mended = bytearray(text)
        for node in _errors(tries[-1].root_node):
            mended[node.start_byte : node.end_byte] = LONE.sub(STAND_IN.encode(), text[node.start_byte : node.end_byte])
        if mended == text:
            break
        text = bytes(mended)
        tries.append(_parser(language).parse(text))
    best = min(tries, key=_damage)
    return best, _damage(best)


def _damage(tree: Tree) -> int:
    """Bytes that were not understood, and one for each missing token."""
    return sum(max(1, node.end_byte - node.start_byte) for node in _errors(tree.root_node))


def _errors(root: Node) -> Iterator[Node]:
    """The outermost nodes that did not parse, and missing ones."""
    pending = [root]
    for _ in range(MOST_NODES):
        if not pending:
            return
        node = pending.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            pending += node.children


@cache
def _parser(language: str) -> Parser:
    return Parser(grammar(language))
