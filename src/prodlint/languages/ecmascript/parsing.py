"""Text → tree, also where a grammar does not know what every build tool takes.

Three things stop the grammars that browsers and compilers let pass: an `&` in the text or an attribute of an element; for the
one of JavaScript, `class=` and types in a `.js` file; for that of TypeScript, `typeof import("x")` as a type argument,
`import("x").Type<…>` and `export type * from`.  Where a tree has errors, what may mend it is tried, and the one with the least
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
WITH_TYPES = ("typescript", "tsx")
MODULE = rb"""import\([ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)"""
UNKNOWN_TYPES = re.compile(
    rb"(?P<type_of><\s*typeof\s+)%b|%b(?=\.[A-Z]\w*<)|(?P<export>\bexport )type(?= \* )" % (MODULE, MODULE)
)
"""What is only about types and may be something else of the same length without a change of what runs."""
ROUNDS = 4
MOST_NODES = 20_000
"""Nodes of a tree that are looked at for errors."""


def tree_of(text: bytes, language: str) -> tuple[Tree, str]:
    """The tree of a text, and the grammar that it is of."""
    first = _parser(language).parse(text)
    if not first.root_node.has_error:
        return first, language
    if language in WITH_TYPES:
        text, first = _without_unknown_types(text, first, language)
    if not first.root_node.has_error or language not in WITH_ELEMENTS:
        return first, language
    best, damage = (first, language), _damage(first)
    for grammar_name in dict.fromkeys((language, "tsx")):
        tree = first if grammar_name == language else _parser(grammar_name).parse(text)
        tree, lost = _without_ampersands(text, tree, grammar_name)
        if lost < damage:
            best, damage = (tree, grammar_name), lost
    return best


def _without_unknown_types(text: bytes, tree: Tree, language: str) -> tuple[bytes, Tree]:
    """The text and its tree with known types for unknown ones, when that is less damaged."""
    mended = UNKNOWN_TYPES.sub(_of_the_same_length, text)
    if mended == text:
        return text, tree
    other = _parser(language).parse(mended)
    return (mended, other) if _damage(other) < _damage(tree) else (text, tree)


def _of_the_same_length(found: re.Match[bytes]) -> bytes:
    """`export type` → `export     `; `<typeof import("x")` → `<typeof ___________`."""
    kept = found["export"] or found["type_of"] or b""
    return kept + (b" " if found["export"] else b"_") * (len(found[0]) - len(kept))


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
