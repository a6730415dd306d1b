"""The spans of a Swift file that never ship: previews, `#if DEBUG` and simulator branches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prodlint.languages.swift.tree import COMMENTS, Tree
from prodlint.vocabulary import Vocabulary

_DIRECTIVE = re.compile(rb"^[ \t]*#(if|elseif|else|endif)\b([^\n]*)", re.MULTILINE)
_SIMULATOR = "targetEnvironment(simulator)"
_TYPE_KINDS = ("class_declaration", "protocol_declaration")


class Span(NamedTuple):
    """A region by bytes, end exclusive, and what Region calls it."""

    start: int
    end: int
    name: str


class _Branch(NamedTuple):
    start: int
    name: str
    ships_elsewhere: str


def find_regions(tree: Tree, vocabulary: Vocabulary, callees: Mapping[int, str]) -> list[Span]:
    """All regions of a file in source order."""
    spans = [*_conditional(tree, vocabulary), *_previews(tree, vocabulary, callees)]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _conditional(tree: Tree, vocabulary: Vocabulary) -> Iterator[Span]:
    if b"#if" not in tree.text:
        return
    open_branches: list[_Branch] = []
    for directive in _DIRECTIVE.finditer(tree.text):
        if _inside_text(tree, directive.start(1)):
            continue
        word, condition = directive[1], directive[2].decode("utf-8", "replace").partition("//")[0].strip()
        before = open_branches.pop() if word != b"if" and open_branches else _Branch(0, "", "")
        if before.name:
            yield Span(before.start, directive.start(), before.name)
        if word == b"else":
            open_branches.append(_Branch(directive.end(), before.ships_elsewhere, ""))
        elif word != b"endif":
            open_branches.append(_Branch(directive.end(), *_judged(condition, vocabulary)))
    for branch in open_branches:
        if branch.name:
            yield Span(branch.start, len(tree.text), branch.name)


def _judged(condition: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """What the branch is called, and what its `#else` is called."""
    bare = condition.replace(" ", "")
    if bare.startswith("!") and "&&" not in bare and "||" not in bare:
        return "", _atom(bare[1:].strip("()") if "targetEnvironment" not in bare else bare[1:], vocabulary)
    either = bare.split("||")
    names = [_all_of(part, vocabulary) for part in either]
    return (names[0] if all(names) else ""), ""


def _all_of(condition: str, vocabulary: Vocabulary) -> str:
    return next((name for part in condition.split("&&") if (name := _atom(part, vocabulary))), "")


def _atom(condition: str, vocabulary: Vocabulary) -> str:
    bare = condition if condition.endswith("(simulator)") else condition.strip("()")
    if bare.strip("(").startswith(_SIMULATOR):
        return "simulator"
    return "debug" if bare in vocabulary.words("debug_conditions") else ""


def _inside_text(tree: Tree, offset: int) -> bool:
    texts = tree.of(*COMMENTS, "multi_line_string_literal", "raw_string_literal")
    return any(tree.starts[node] < offset < tree.ends[node] for node in texts)


def _previews(tree: Tree, vocabulary: Vocabulary, callees: Mapping[int, str]) -> Iterator[Span]:
    macros = vocabulary.words("preview_macros")
    for node in tree.of("macro_invocation"):
        if callees[node] in macros:
            # Before the end of a file the grammar takes the macro and its closure for a call of the macro.
            whole = tree.parents[node] if tree.kind_above(node) == "call_expression" else node
            yield Span(tree.starts[whole], tree.ends[whole], "preview")
    providers = vocabulary.words("preview_types")
    for node in tree.of(*_TYPE_KINDS):
        if any(tree.slice(base) in providers for base in tree.children(node) if tree.kinds[base] == "inheritance_specifier"):
            yield Span(tree.starts[node], tree.ends[node], "preview")
    yield from _preview_members(tree, vocabulary)
    yield from _gallery(tree, vocabulary)


def _preview_members(tree: Tree, vocabulary: Vocabulary) -> Iterator[Span]:
    """Static members that are made for previews, and how the cases of an enumeration show themselves in a gallery."""
    names = vocabulary.words("preview_members")
    for node in tree.of("property_declaration", "function_declaration"):
        named = tree.child(node, "pattern", "simple_identifier")
        if named < 0 or tree.slice(named) not in names:
            continue
        modifiers = tree.child(node, "modifiers")
        is_static = modifiers >= 0 and "static" in tree.slice(modifiers).split()
        if is_static or tree.kind_above(node) == "enum_class_body":
            yield Span(tree.starts[node], tree.ends[node], "preview")


def _gallery(tree: Tree, vocabulary: Vocabulary) -> Iterator[Span]:
    """What the system draws before there is data: the placeholder of a widget, and what it shows in the gallery."""
    drawn = vocabulary.bytes_pattern("drawn-without-data")
    for found in drawn.finditer(tree.text) if drawn else ():
        for kind in ("function_declaration", "if_statement"):
            yield from (Span(tree.starts[node], _block_end(tree, node), "preview") for node in _around(tree, kind, found))


def _around(tree: Tree, kind: str, found: re.Match[bytes]) -> list[int]:
    """The innermost node of a kind in whose head a match stands."""
    inside = [node for node in tree.of(kind) if tree.starts[node] <= found.start() and found.end() <= tree.ends[node]]
    return [node for node in inside[-1:] if b"{" not in tree.text[tree.starts[node] : found.start()]]


def _block_end(tree: Tree, node: int) -> int:
    """Where the first block of a node ends: that of a function, or of what holds while a condition is true."""
    block = tree.child(node, "function_body", "statements")
    return tree.ends[block] if block >= 0 else tree.ends[node]
