"""Which literal words must stand in a file for a rule to find anything there: derived from the rule, never listed by hand."""

from __future__ import annotations

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


@lru_cache(maxsize=1024)
def words_of_regex(pattern: str) -> frozenset[str]:
    """Lower-case literals one of which is in every text that the pattern matches; empty when there is no such set."""
    return searchable(words_of_parts(parser.parse(pattern)))


def searchable(sets: list[frozenset[str]]) -> frozenset[str]:
    """The best of some sets of words, empty when each has a word that stands in every file."""
    best = _best_of(sets)
    return best if best and _is_long(best) else frozenset()


def words_of_parts(sequence: Any) -> list[frozenset[str]]:
    """The sets that the parts of a parsed sequence demand: a text that it matches has a word of each, in lower case."""
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
    return choices + _usable(literals)


def _of_sequence(sequence: Any) -> frozenset[str] | None:
    return _best_of(words_of_parts(sequence))


def _best_of(sets: list[frozenset[str]]) -> frozenset[str] | None:
    """The set whose shortest word is longest."""
    return max(sets, key=lambda words: (_is_long(words), min(map(len, words)), -len(words)), default=None)


def _is_long(words: frozenset[str]) -> bool:
    return all(len(word.encode()) >= SHORTEST for word in words)


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
    if len(sequence) == 1 and sequence[0][0] is opcodes.LITERAL:
        return frozenset({chr(sequence[0][1]).lower() * least})
    return _of_sequence(sequence)


def _usable(words: frozenset[str] | None) -> list[frozenset[str]]:
    return [words] if words and "" not in words and len(words) <= MOST else []


def spellings(word: str) -> set[bytes]:
    """The word as it can stand in bytes of which only A to Z were lowered."""
    return {spelling.encode().lower() for spelling in (word.lower(), word.capitalize(), word.upper())}
