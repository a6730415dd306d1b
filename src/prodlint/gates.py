"""Which kinds of names of Crossing a text can have at all, and what it says: looked for before anything is read."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from prodlint.vocabulary import Vocabulary

GATES = ("asking", "attaching", "joining", "providing", "routing", "templating", "using")
"""Lists of words of the vocabulary without which a text has none of the names; what has no such list is always looked for."""


class Gates:
    """Which kinds of names a text can have at all, seen in one pass."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        listed = {gate: vocabulary.words(gate) for gate in GATES}
        self._open = frozenset(gate for gate, words in listed.items() if not words)
        needles = sorted({word.encode() for words in listed.values() for word in words})
        self._gates = [{gate for gate, words in listed.items() if needle.decode() in words} for needle in needles]
        self._automaton = BytesAhoCorasick(needles, implementation=Implementation.DFA) if needles else None

    def opened(self, text: bytes) -> frozenset[str]:
        """The kinds of names one of whose words stands in the text, and those that have no words."""
        if self._automaton is None:
            return self._open
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return self._open.union(*(self._gates[index] for index in {index for index, _, _ in found}))


@lru_cache(maxsize=16)
def gates_of(vocabulary: Vocabulary) -> Gates:
    """The gates of a family's vocabulary."""
    return Gates(vocabulary)


def says(text: bytes, vocabulary: Vocabulary, name: str) -> bool:
    """Whether a named pattern of the vocabulary matches somewhere in a text."""
    pattern = vocabulary.bytes_pattern(name)
    return pattern is not None and pattern.search(text) is not None
