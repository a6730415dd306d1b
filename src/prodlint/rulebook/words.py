"""Which literal words must stand in a file for a rule to find anything there: derived from the rule, never listed by hand."""

from __future__ import annotations

import re
import re._compiler as compiler  # type: ignore[import-not-found]  # typeshed leaves it out
import re._constants as opcodes  # type: ignore[import-not-found]  # typeshed leaves it out
import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from functools import lru_cache
from typing import Any

SHORTEST = 3
"""Bytes: a shorter word stands in every file."""
MOST = 400
INTERPOLATION = "{}"
"""How facts write what is interpolated: the file itself has something else there."""
MOST_SPELLINGS = 48
LONGEST_REPEAT = 12
REPEATS = (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT)
ANCHORS = (opcodes.AT_BEGINNING, opcodes.AT_BEGINNING_STRING, opcodes.AT_END, opcodes.AT_END_STRING)


@lru_cache(maxsize=1024)
def words_of_regex(pattern: str) -> frozenset[str]:
    """Lower-case literals one of which is in every text that the pattern matches; empty when there is no such set."""
    return _of_sequence(parser.parse(pattern)) or frozenset()


@lru_cache(maxsize=512)
def loosened(pattern: str) -> re.Pattern[str]:
    """The pattern without its anchors ^ and $, without what must not stand near, of which the rest of a line may have some,
    and without the braces by which facts write what is interpolated, where the file has something else.

    It matches in every line that has what the pattern matches, and in more.
    """
    parsed = parser.parse(pattern)
    _without_anchors(parsed)
    compiled: re.Pattern[str] = compiler.compile(parsed)
    return compiled


def _without_anchors(sequence: Any) -> None:
    kept = [item for item in sequence.data if item[0] is not opcodes.ASSERT_NOT]
    sequence.data = [item for item in kept if not (item[0] is opcodes.AT and item[1] in ANCHORS) and not _is_brace(item)]
    for _, argument in sequence.data:
        for inner in _sequences_in(argument):
            _without_anchors(inner)


def _is_brace(item: Any) -> bool:
    return item[0] is opcodes.LITERAL and chr(item[1]) in INTERPOLATION


def _sequences_in(argument: Any) -> list[Any]:
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [inner for each in argument for inner in _sequences_in(each)]
    return []


def _of_sequence(sequence: Any) -> frozenset[str] | None:
    """The best of the sets that the parts of a sequence demand: the one whose shortest word is longest."""
    choices: list[frozenset[str]] = []
    literals = frozenset({""})
    for opcode, argument in sequence:
        exact = _exact(opcode, argument)
        if exact and len(literals) * len(exact) <= MOST_SPELLINGS:
            literals = frozenset(before + after for before in literals for after in exact)
            continue
        choices += _usable(literals)
        literals = exact or frozenset({""})
        choices += _usable(_of_part(opcode, argument))
    choices += _usable(literals)
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _exact(opcode: Any, argument: Any) -> frozenset[str]:
    """All that a part of a pattern can match, lower-case, when that is a short list; else nothing."""
    if opcode is opcodes.LITERAL:
        return frozenset() if chr(argument) in INTERPOLATION else frozenset({chr(argument).lower()})
    if opcode is opcodes.IN and all(kind is opcodes.LITERAL for kind, _ in argument):
        return frozenset(chr(character).lower() for _, character in argument)
    if opcode is opcodes.SUBPATTERN:
        return _exact_sequence(argument[-1])
    if opcode is opcodes.BRANCH:
        branches = [_exact_sequence(branch) for branch in argument[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    if opcode in REPEATS and argument[0] == argument[1] <= LONGEST_REPEAT:
        return frozenset(word * argument[0] for word in _exact_sequence(argument[2]))
    return frozenset()


def _exact_sequence(sequence: Any) -> frozenset[str]:
    words = frozenset({""})
    for opcode, argument in sequence:
        exact = _exact(opcode, argument)
        if not exact or len(words) * len(exact) > MOST_SPELLINGS:
            return frozenset()
        words = frozenset(before + after for before in words for after in exact)
    return words - {""}


def _of_part(opcode: Any, argument: Any) -> frozenset[str] | None:
    if opcode is opcodes.SUBPATTERN:
        return _of_sequence(argument[-1])
    if opcode is opcodes.BRANCH:
        return _of_branches(argument[1])
    if opcode in REPEATS and argument[0] > 0:
        return _of_repeated(argument[0], argument[2])
    if opcode is opcodes.ATOMIC_GROUP:
        return _of_sequence(argument)
    return None


def _of_branches(branches: Any) -> frozenset[str] | None:
    words: set[str] = set()
    for branch in branches:
        found = _of_sequence(branch)
        if not found:
            return None
        words |= found
    return frozenset(words)


def _of_repeated(least: int, sequence: Any) -> frozenset[str] | None:
    words = _of_sequence(sequence)
    if words is None and len(sequence) == 1 and sequence[0][0] is opcodes.LITERAL:
        return frozenset({chr(sequence[0][1]).lower() * least})
    return words


def _usable(words: frozenset[str] | None) -> list[frozenset[str]]:
    if not words or len(words) > MOST or any(len(word.encode()) < SHORTEST for word in words):
        return []
    return [words]
