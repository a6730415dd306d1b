"""What the designs of all files (storyboards, XIBs) and the classes behind them say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from pathlib import PurePosixPath

NOWHERE: frozenset[str] = frozenset()
MOST_ANCESTORS = 12


class Designs:
    """The entries of Crossing.designs of each file; `unread` is true where some design could not be read."""

    def __init__(self, entries: Mapping[str, Iterable[str]], paths: Iterable[str] = (), *, unread: bool = False) -> None:
        self._files = {path: _by_word(listed) for path, listed in entries.items()}
        self._paths = tuple(paths)
        self.unread = unread or bool(self.named("unread"))

    def named(self, word: str) -> frozenset[str]:
        """All that some file says under a word."""
        return self._named.get(word, NOWHERE)

    def files(self, suffix: str) -> frozenset[str]:
        """The names of the project's files with a suffix, without it."""
        return frozenset(PurePosixPath(path).stem for path in self._paths if path.endswith(suffix))

    def family(self, owner: str) -> frozenset[str]:
        """A class and all that inherit from it."""
        family, waiting = {owner}, [owner]
        while waiting:
            fresh = self._heirs.get(waiting.pop(), set()) - family
            family |= fresh
            waiting.extend(fresh)
        return frozenset(family)

    def members(self, owner: str) -> frozenset[str] | None:
        """What a design may name of a class and those it inherits from, None where some of them are not known."""
        found: set[str] = set()
        for _ in range(MOST_ANCESTORS):
            if owner not in self._declaring:
                return None
            for path in self._declaring[owner]:
                found |= self._files[path].get("member", NOWHERE)
            if owner in self.named("root"):
                return frozenset(found)
            above = self._supers.get(owner, NOWHERE)
            if len(above) != 1:
                return None
            (owner,) = above
        return None

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        merged: dict[str, set[str]] = {}
        for words in self._files.values():
            for word, values in words.items():
                merged.setdefault(word, set()).update(values)
        return {word: frozenset(values) for word, values in merged.items()}

    @cached_property
    def _supers(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = {}
        for entry in self.named("class"):
            name, _, above = entry.partition(" ")
            found.setdefault(name, set()).update({above.rpartition(".")[2]} if above else set())
        return found

    @cached_property
    def _heirs(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = {}
        for name, above in self._supers.items():
            for each in above:
                found.setdefault(each, set()).add(name)
        return found

    @cached_property
    def _declaring(self) -> Mapping[str, Set[str]]:
        """The files in which a class or its extensions stand; only classes whose declaration is among them."""
        found: dict[str, set[str]] = {}
        for path, words in self._files.items():
            for entry in words.get("class", NOWHERE):
                found.setdefault(entry.partition(" ")[0], set()).add(path)
        for path, words in self._files.items():
            for name in words.get("extends", NOWHERE) & found.keys():
                found[name].add(path)
        return found


def _by_word(entries: Iterable[str]) -> dict[str, frozenset[str]]:
    sorted_out: dict[str, set[str]] = {}
    for entry in entries:
        word, _, value = entry.partition(" ")
        sorted_out.setdefault(word, set()).add(value)
    return {word: frozenset(values) for word, values in sorted_out.items()}
