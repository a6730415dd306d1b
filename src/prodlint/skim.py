"""A file's bytes → which shapes of rules can match in it: all their words are searched at once, before anything is parsed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from prodlint.clues import Clues
from prodlint.rulebook.need import Need
from prodlint.rulebook.where import compile_test
from prodlint.rulebook.words import spellings
from prodlint.vocabulary import compiled_for_bytes


class Skim:
    """The needs of many shapes, built once in a process: the automaton of a thousand words takes about 10 ms.

    Texts are searched without regard to case, other letters than A to Z in lower, capitalised and upper spelling.  A word
    counts wherever it stands, also inside another one.
    """

    def __init__(self, needs: Mapping[str, Need], definitions: re.Pattern[bytes] | None = None) -> None:
        self._definitions = definitions
        self._names: dict[str, Callable[[str], bool]] = {}
        self._needs = [(name, need) for name, need in sorted(needs.items())]
        spelled = {key: word for _, need in self._needs for words in need.sets for word in words for key in spellings(word)}
        needles = sorted(spelled)
        self._words = [spelled[needle] for needle in needles]
        self._clues = Clues((word, need.evidence) for _, need in self._needs for word in need.located)
        self._is_located = [word in self._clues.words for word in self._words]
        self._automaton = BytesAhoCorasick(needles, implementation=Implementation.DFA) if needles else None

    def live(self, text: bytes, asked: Set[str] | None = None) -> frozenset[str]:
        """The names of the shapes whose words, and where it can be told whose line of evidence, stand in the text.

        `asked` are the names of those that count, None for all.
        """
        present, places = self._found(text.lower())
        likely = [(name, need) for name, need in self._needs if (asked is None or name in asked) and _has_all(need, present)]
        evidence = self._clues.found({need.evidence for _, need in likely}, text, places)
        shapes: dict[str, bool] = {}
        proven = [
            (name, need)
            for name, need in likely
            if (not need.evidence or need.evidence in evidence) and all(_has_shape(each, text, shapes) for each in need.shapes)
        ]
        # Names come last: to find those that a file gives to functions takes as long as all the rest.
        asks_names = self._definitions is not None and any(need.names is not None for _, need in proven)
        defined = self._defined(text) if asks_names else frozenset()
        return frozenset(
            name for name, need in proven if not asks_names or need.names is None or any(map(self._named(name, need), defined))
        )

    def _named(self, shape: str, need: Need) -> Callable[[str], bool]:
        """Whether a function's name is one that the shape looks for."""
        if shape not in self._names:
            self._names[shape] = lru_cache(maxsize=8192)(compile_test("name", need.names))
        return self._names[shape]

    def _defined(self, text: bytes) -> frozenset[str]:
        """The names that the text may give to functions; too many rather than too few."""
        found = self._definitions.findall(text) if self._definitions else []
        names = {name for each in found for name in (each if isinstance(each, tuple) else (each,)) if name}
        return frozenset(name.decode("utf-8", "replace") for name in names)

    def _found(self, lowered: bytes) -> tuple[set[str], Mapping[str, list[int]]]:
        """The words that are there, and where those stand whose place matters."""
        places: dict[str, list[int]] = defaultdict(list)
        if self._automaton is None:
            return set(), places
        words, is_located = self._words, self._is_located
        present: set[str] = set()
        for index, start, _ in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            present.add(words[index])
            if is_located[index]:
                places[words[index]].append(start)
        return present, places


def _has_all(need: Need, present: Set[str]) -> bool:
    """Whether each set has a word that is there."""
    for words in need.sets:  # noqa: SIM110  # a loop takes half the time of all(), and this runs for every shape
        if words.isdisjoint(present):
            return False
    return True


def _has_shape(shape: str, text: bytes, known: dict[str, bool]) -> bool:
    if shape not in known:
        known[shape] = compiled_for_bytes(shape).search(text) is not None
    return known[shape]
