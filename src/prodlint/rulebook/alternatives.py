"""A rule's regex → what to look for on a line of a file before the file is parsed: its alternatives, one by one, loosened."""

from __future__ import annotations

import re
import re._compiler as compiler  # type: ignore[import-not-found]  # typeshed leaves it out
import re._constants as opcodes  # type: ignore[import-not-found]  # typeshed leaves it out
import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

from prodlint.rulebook.words import INTERPOLATION, searchable, spellings, words_of_parts

ANCHORS = (opcodes.AT_BEGINNING, opcodes.AT_BEGINNING_STRING, opcodes.AT_END, opcodes.AT_END_STRING)


class Alternative:
    """One alternative of a regex: the lower-case `words` that its line must have one of, and the `others`, sets of words, as
    they are written in bytes, of each of which the line must have one, too.  Both are looked for sooner than the alternative
    itself, which is compiled when the first line has them all.
    """

    def __init__(self, sequence: Any) -> None:
        sets = words_of_parts(sequence)
        self.words = searchable(sets)
        others = [_apart(words) for words in sets if words != self.words and all(map(str.split, words))]
        self.others = sorted(others, key=len)
        self._sequence = _loosened(sequence)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The search for the alternative without its anchors ^ and $, without what must not stand near, of which the rest of
        a line may have some, and without the braces by which facts write what is interpolated, where the file has something
        else.

        It finds something in every line that has what the alternative matches, and in more.
        """
        pattern: re.Pattern[str] = compiler.compile(self._sequence)
        return pattern.search


def _apart(words: Iterable[str]) -> tuple[bytes, ...]:
    """The longest part of each word that has no space in it: where an escape stands for the space, the line has only that."""
    return tuple(sorted({key for word in words for key in spellings(max(word.split(), key=len))}))


@lru_cache(maxsize=512)
def alternatives_of(pattern: str) -> tuple[Alternative, ...]:
    """What a regex can match, each with its own words: most of its lines are lines of one alternative only."""
    return tuple(map(Alternative, _branches(parser.parse(pattern))))


def _branches(sequence: Any) -> list[Any]:
    """What stands between the `|` of a parsed pattern; the parser took out an anchor that all of it begins with."""
    *before, (opcode, argument) = sequence.data or [(None, None)]
    if opcode is not opcodes.BRANCH or any(each is not opcodes.AT for each, _ in before):
        return [sequence]
    return [parser.SubPattern(sequence.state, [*before, *branch.data]) for branch in argument[1]]


def _loosened(sequence: Any) -> Any:
    kept = [item for item in sequence.data if item[0] is not opcodes.ASSERT_NOT]
    sequence.data = [item for item in kept if not (item[0] is opcodes.AT and item[1] in ANCHORS) and not _is_brace(item)]
    for _, argument in sequence.data:
        for inner in _sequences_in(argument):
            _loosened(inner)
    return sequence


def _is_brace(item: Any) -> bool:
    return item[0] is opcodes.LITERAL and chr(item[1]) in INTERPOLATION


def _sequences_in(argument: Any) -> list[Any]:
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [inner for each in argument for inner in _sequences_in(each)]
    return []
