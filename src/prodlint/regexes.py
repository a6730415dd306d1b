"""Regexes for bytes that are tried only where a match can begin: `re` itself skips to one letter or to few, no further.

Before `\\b`, `^`, or an alternative that begins with a class, `re` tries the whole pattern at every byte, which takes most of
the time of looking through files.  Its compiled code has a place for the set of all first bytes, which is filled in here.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # typeshed leaves it out
import re
import re._compiler as compiler  # type: ignore[import-not-found]  # typeshed leaves it out
import re._constants as opcodes  # type: ignore[import-not-found]  # typeshed leaves it out
import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from functools import cache
from typing import Any

ALL = frozenset(range(256))
NO_PREFIX = 0
"""The mask of a compiled pattern of whose beginning `re` knows nothing."""
CATEGORIES = {
    opcodes.CATEGORY_DIGIT: rb"\d",
    opcodes.CATEGORY_NOT_DIGIT: rb"\D",
    opcodes.CATEGORY_SPACE: rb"\s",
    opcodes.CATEGORY_NOT_SPACE: rb"\S",
    opcodes.CATEGORY_WORD: rb"\w",
    opcodes.CATEGORY_NOT_WORD: rb"\W",
}
WITHOUT_WIDTH = (opcodes.AT, opcodes.ASSERT, opcodes.ASSERT_NOT)
REPEATS = (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT)
First = tuple[frozenset[int], bool]
"""The bytes with which a match of a part can begin, and whether the part can match nothing."""


def compile_for_bytes(pattern: str) -> re.Pattern[bytes]:
    """A regex for bytes in which ^ and $ are those of lines."""
    written = pattern.encode()
    parsed = parser.parse(written, re.MULTILINE)
    state, code = parsed.state, compiler._code(parsed, 0)
    first, may_be_empty = first_of(parsed, state.flags)
    begun = code if may_be_empty or first == ALL else _begun(code, first)
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    found: re.Pattern[bytes] = _sre.compile(written, state.flags, begun, state.groups - 1, state.groupdict, tuple(names))
    return found


def _begun(code: list[int], first: frozenset[int]) -> list[int]:
    """Compiled code with the first bytes in its head (`INFO skip mask least most …`), where it knows no beginning yet."""
    head, rest = code[: code[1] + 1], code[code[1] + 1 :]
    if head[0] != opcodes.INFO or head[2] != NO_PREFIX:
        return code
    charset: list[int] = []
    compiler._compile_charset(compiler._optimize_charset([(opcodes.LITERAL, byte) for byte in sorted(first)])[0], 0, charset)
    return [head[0], len(charset) + 4, opcodes.SRE_INFO_CHARSET, *head[3:5], *charset, *rest]


def first_of(sequence: Any, flags: int) -> First:
    """The bytes with which a match of a parsed sequence can begin, rather too many than too few."""
    found: frozenset[int] = frozenset()
    for opcode, argument in sequence:
        first, may_be_empty = _first_of_part(opcode, argument, flags)
        found |= first
        if not may_be_empty:
            return found, False
    return found, True


def _first_of_part(opcode: Any, argument: Any, flags: int) -> First:
    if opcode in WITHOUT_WIDTH:
        return frozenset(), True
    if opcode is opcodes.LITERAL:
        return _any_case({argument}, flags), False
    if opcode is opcodes.IN:
        return _of_class(argument, flags), False
    if opcode is opcodes.SUBPATTERN:
        _, added, taken, inner = argument
        return first_of(inner, (flags | added) & ~taken)
    if opcode is opcodes.ATOMIC_GROUP:
        return first_of(argument, flags)
    if opcode is opcodes.BRANCH:
        branches = [first_of(branch, flags) for branch in argument[1]]
        return frozenset().union(*(first for first, _ in branches)), any(empty for _, empty in branches)
    if opcode in REPEATS:
        first, may_be_empty = first_of(argument[2], flags)
        return first, may_be_empty or argument[0] == 0
    return ALL, opcode is opcodes.GROUPREF or opcode is opcodes.GROUPREF_EXISTS


def _of_class(items: Any, flags: int) -> frozenset[int]:
    """The bytes that a class takes: `[a-z_]`, `\\w`, `[^\\n]`."""
    found: set[int] = set()
    for opcode, argument in items:
        if opcode is opcodes.LITERAL:
            found.add(argument)
        elif opcode is opcodes.RANGE:
            found.update(range(argument[0], argument[1] + 1))
        elif opcode is opcodes.CATEGORY:
            found.update(_of_category(argument))
    taken = _any_case(found, flags)
    return ALL - taken if items[0][0] is opcodes.NEGATE else taken


@cache
def _of_category(category: Any) -> frozenset[int]:
    return frozenset(match.start() for match in re.finditer(CATEGORIES[category], bytes(range(256))))


def _any_case(found: set[int], flags: int) -> frozenset[int]:
    if not flags & re.IGNORECASE:
        return frozenset(found)
    return frozenset(other for byte in found for other in (byte, *bytes([byte]).swapcase()))
