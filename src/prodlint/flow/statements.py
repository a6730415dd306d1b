"""An offset in a file → the statement around it, and what that does with the value which stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prodlint.fact import Function
from prodlint.file import File

RETURNS = re.compile(rb"(?:^|[\s;{}:>])(?:return|yield)\b")
KEPT = re.compile(
    rb"(?:^|[\s(])([\w.$?]+(?:\[[^\[\]\n]*\])?|\[[^\[\]]*\])\s*(?::[^=\n]{0,80})?(?:\+|\?\?|\|\|)?(?<![=!<>])=(?![=>])[^=]*$"
)
TAG = re.compile(rb"[}\"]\s*/?>")
"""The end of a tag's attributes: what follows is no value of theirs."""
CALLED = re.compile(rb"([A-Za-z_$][\w.$?!]*)\s*(?:<[^<>()]{0,80}>)?\s*$")
BLOCK = re.compile(
    rb"""
    (?: => | \) (?: \s* : [^(){};=]* )? | \b(?:else|try|finally|do|static)
      | \b(?:class|interface|enum|namespace)\b [^(){};]* ) \s* $
""",
    re.VERBOSE,
)
"""What stands before the brace of a block in a script: of a function, with its type or without, of a branch, of a type."""
GOES_ON = re.compile(rb"\s*(?:[.?:&|+\-*/%=,)\]}]|(?:as|and|or|else)\b)")
UNDONE = re.compile(rb"(?:[,=(\[+\-*/%?&|.]|=>|\breturn[ \t]*\()\s*$")
WORDS = frozenset(
    {"if", "for", "while", "switch", "catch", "guard", "await", "in", "and", "or", "not", "return", "elif", "with"}
)
"""What stands before a bracket and calls nothing."""
OPENING, CLOSING = b"([{", b")]}"
LONGEST = 20_000
"""Bytes before an offset in which the statement around it begins."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a statement begins, in bytes, and what it does with a value inside it.

    `does` is "returned", "kept" (under `name`), "state" (`name` sets it), "collected" (into `name`), "told" (`name` tells a
    person), "handed" (to the function `name` that the one around was given) or "" for anything else.
    """

    start: int
    does: str = ""
    name: str = ""


def statement_at(offset: int, file: File) -> Statement:
    """The statement around an offset; what a function inside an argument gives back is what the call is given."""
    around = file.function_at(offset)
    begin = _body_of(around, file) if around is not None else _outermost_before(offset, file)
    begin = max(begin, offset - LONGEST)
    opened = list(_open_at(begin, offset, file))
    at = offset
    while True:
        found = _innermost(begin, at, opened, around, file)
        climbed = _argument_around(found.start, opened, file)
        if climbed is None or found.does in ("state", "collected", "told", "handed", "kept"):
            return found
        at = climbed
        opened = [each for each in opened if each < at]


def _innermost(begin: int, at: int, opened: list[int], around: Function | None, file: File) -> Statement:
    """The statement around `at` inside the innermost block; `opened` are the brackets around it, outermost first."""
    code = file.code
    block = next((position for position in reversed(opened) if _is_block(position, file)), -1)
    inside = [position for position in opened if position > block]
    first = inside[0] if inside else at
    start = _start_of(max(begin, block + 1), first, file)
    for position in reversed(inside):
        does, name = _call_does(position, around, file)
        if does:
            return Statement(start, does, name)
    head = code[start:first]
    if RETURNS.search(head):
        return Statement(start, "returned")
    for position in reversed(inside):
        name = _taken_by(position, file)
        if name:
            return Statement(start, "handed", name)
    kept = KEPT.search(head)
    if kept and not TAG.search(head, kept.end(1)):
        return Statement(start, "kept", _name(kept[1]))
    sole = block < 0 and around is not None and around.returns != "" and not code[begin:start].strip()
    called = CALLED.search(head)
    made = called is None or called[1].rpartition(b".")[2][:1].isupper()
    return Statement(start, "returned") if sole and made else Statement(start)


def _call_does(position: int, around: Function | None, file: File) -> tuple[str, str]:
    """What the call whose arguments begin here does with one of them."""
    called = CALLED.search(file.code[max(0, position - 120) : position]) if file.code[position : position + 1] == b"(" else None
    if called is None:
        return "", ""
    name = called[1].decode("utf-8", "replace")
    bare = name.rpartition(".")[2]
    effect = file.vocabulary.effect(name)
    if (around is not None and name in around.parameters) or effect == "io":
        return "handed", name
    if bare in file.vocabulary.words("collects") and file.code[position - len(bare) - 1 : position - len(bare)] == b".":
        return "collected", name.rpartition(".")[0]
    return {"state": "state", "notify": "told"}.get(effect, ""), name


def _taken_by(position: int, file: File) -> str:
    """The function of unknown effect whose arguments begin here, "" for a type, which only holds them."""
    called = CALLED.search(file.code[max(0, position - 120) : position]) if file.code[position : position + 1] == b"(" else None
    name = called[1].decode("utf-8", "replace") if called else ""
    lower = name.rpartition(".")[2].lstrip("_")[:1].islower()
    return name if lower and name not in WORDS and file.vocabulary.effect(name) == "unknown" else ""


def _argument_around(start: int, opened: list[int], file: File) -> int | None:
    """The bracket of the arguments among which a statement's block stands, None where it is no function in an argument."""
    around = [position for position in opened if position < start]
    if not around or not any(_is_block(position, file) for position in around):
        return None
    for index in range(len(around) - 1, 0, -1):
        if _is_block(around[index], file) and file.code[around[index - 1] : around[index - 1] + 1] == b"(":
            return around[index - 1]
    return None


def _open_at(begin: int, offset: int, file: File) -> Iterator[int]:
    """The brackets that are open at an offset, outermost first."""
    stack: list[int] = []
    for found in re.finditer(rb"[()\[\]{}]", file.code[begin:offset]):
        if found[0] in OPENING:
            stack.append(begin + found.start())
        elif stack:
            stack.pop()
    return iter(stack)


def _is_block(position: int, file: File) -> bool:
    """Whether a bracket opens a block of statements and no collection, argument list or part of markup."""
    if file.code[position : position + 1] != b"{" or file.family == "python":
        return False
    if file.family == "swift":
        return True
    before = file.code[max(0, position - 120) : position]
    return BLOCK.search(before) is not None


def _start_of(begin: int, end: int, file: File) -> int:
    """Where the last statement between two offsets begins, none of whose brackets stay open."""
    code, depth, start, position = file.code, 0, begin, begin
    for found in re.finditer(rb"[()\[\]{};\n]", code[begin:end]):
        position, mark = begin + found.start(), found[0]
        if mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and (mark == b";" or not (UNDONE.search(code[start:position]) or GOES_ON.match(code, position + 1))):
            start = position + 1
    while start < end and code[start : start + 1].isspace():
        start += 1
    return start


def _body_of(function: Function, file: File) -> int:
    return function.body_start + (file.code[function.body_start : function.body_start + 1] == b"{")


def _outermost_before(offset: int, file: File) -> int:
    """The beginning of the last line before an offset that is not indented."""
    line = file.source.line_index(offset)
    while line > 0 and not file.source.line_text(line)[:1].strip(" \t)]}"):
        line -= 1
    return file.source.line_start(line)


def _name(written: bytes) -> str:
    """What a value is kept under; of several names in brackets the first."""
    return (
        written.decode("utf-8", "replace").partition("[")[0].strip()
        or written.decode("utf-8", "replace").strip("[ ]").partition(",")[0].strip()
    )
