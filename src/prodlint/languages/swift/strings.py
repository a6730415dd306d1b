"""What a Swift string literal says: escapes resolved where cheap, interpolations as `{}`, multi-line indentation removed."""

from __future__ import annotations

import re

from prodlint.languages.swift.tree import Tree

_OPENING = re.compile(r'(#*)("""|")')
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,8})\}|([nrt0\"'\\])|\n[ \t]*)")
_PLAIN_ESCAPES = str.maketrans({"n": "\n", "r": "\r", "t": "\t", "0": "\0"})


def interpolations(tree: Tree, literal: int) -> list[int]:
    """The interpolated expressions of a string literal."""
    found = []
    for child in tree.children(literal):
        if tree.kinds[child] == "interpolated_expression":
            found.append(child)
        elif tree.kinds[child] == "raw_str_interpolation":
            found.extend(tree.children(child))
    return found


def string_value(tree: Tree, literal: int) -> str:
    """The text of a string literal without its quotes."""
    if tree.kinds[literal] == "line_string_literal" and tree.after[literal] == literal + 1:
        raw = tree.text[tree.starts[literal] + 1 : tree.ends[literal] - 1].decode("utf-8", "replace")
        return raw if "\\" not in raw else _resolved(raw)
    return _unquoted(_with_holes(tree, literal))


def _with_holes(tree: Tree, literal: int) -> str:
    pieces, start = [], tree.starts[literal]
    for hole in interpolations(tree, literal):
        opening = tree.text.rfind(b"\\", start, tree.starts[hole])
        if opening < 0:
            continue
        pieces.append(tree.text[start:opening])
        start = min(_closing(tree, hole), tree.ends[literal])
    pieces.append(tree.text[start : tree.ends[literal]])
    return b"{}".join(pieces).decode("utf-8", "replace")


def _closing(tree: Tree, hole: int) -> int:
    closing = tree.text.find(b")", tree.ends[hole])
    return closing + 1 if closing >= 0 else tree.ends[hole]


def _unquoted(source: str) -> str:
    opening = _OPENING.match(source)
    if opening is None:
        return source
    closing = opening[2] + opening[1]
    inner = source[opening.end() :].removesuffix(closing)
    if opening[2] == '"""':
        inner = _dedented(inner)
    return inner if opening[1] else _resolved(inner)


def _dedented(inner: str) -> str:
    lines = inner.split("\n")
    indent = lines[-1] if not lines[-1].strip() else ""
    return "\n".join(line.removeprefix(indent).rstrip("\r") for line in lines[1:-1] or lines)


def _resolved(raw: str) -> str:
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        code = int(escape[1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return escape[2].translate(_PLAIN_ESCAPES) if escape[2] else ""
