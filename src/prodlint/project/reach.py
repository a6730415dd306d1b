"""Which files nothing that ships imports: what is not reached from where programs begin, where all of it can be told."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Set

import msgspec

from prodlint.project.imports import Modules

BESIDE = frozenset({"test", "story", "preview"})
"""Roles whose imports bring nothing into what ships."""
ASIDE = frozenset({"tool-config", "script", "example", "docs", "seed", "vendored"})
"""Roles that bring in what they name, but no file of the product unseen."""
COUNTED = frozenset({"product"})
LEAST_REACHED = 0.5
"""The part of a package's files that must be reached for the rest to count as left over and not as brought in unseen."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its role, its Crossing.imports, and the package that it belongs to.

    `package` is the folder of the package, with a slash at the end, "" for the top; `is_python` tells how it imports.
    """

    role: str
    imports: tuple[str, ...] = ()
    package: str = ""
    is_python: bool = False


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: the files that nothing reaches, and those among them that tests or stories import.

    `doubles` are of the latter those that are called like what stands in for the real thing.  `topics` are the words that
    the package in a folder is about, as topics.py finds them, and `words` how the words for each topic begin.
    """

    unreached: frozenset[str] = frozenset()
    only_tested: frozenset[str] = frozenset()
    doubles: frozenset[str] = frozenset()
    topics: dict[str, frozenset[str]] = {}
    words: dict[str, tuple[str, ...]] = {}


def reach_of(parts: Mapping[str, Part], entries: Set[str], foreign: Mapping[str, frozenset[str]]) -> Reach:
    """The files that nothing reaches from the entries; `foreign` are the packages from elsewhere that a package names."""
    graph = _Graph(parts, foreign)
    reached = graph.closed(path for path in entries if path in parts and parts[path].role not in BESIDE)
    open_ones = {_scope(parts[path]) for path in reached if "open" in parts[path].imports and parts[path].role not in ASIDE}
    judged: dict[tuple[str, bool], list[str]] = {}
    for path, part in parts.items():
        if part.role in COUNTED:
            judged.setdefault(_scope(part), []).append(path)
    unreached = {
        path
        for scope, paths in judged.items()
        if scope not in open_ones and _is_understood(paths, reached, entries)
        for path in paths
        if path not in reached
    }
    tested = graph.closed(path for path, part in parts.items() if part.role in BESIDE) if unreached else set()
    return Reach(unreached=frozenset(unreached), only_tested=frozenset(unreached & tested))


def _scope(part: Part) -> tuple[str, bool]:
    return (part.package, part.is_python)


def _is_understood(paths: list[str], reached: Set[str], entries: Set[str]) -> bool:
    """Whether imports explain how most of a package comes together."""
    mine = [path for path in paths if path in reached]
    return any(path not in entries for path in mine) and len(mine) >= LEAST_REACHED * len(paths)


class _Graph:
    def __init__(self, parts: Mapping[str, Part], foreign: Mapping[str, frozenset[str]]) -> None:
        self._parts = parts
        self._foreign = foreign
        self._python = Modules(path for path, part in parts.items() if part.is_python)
        self._scripts = Modules(path for path, part in parts.items() if not part.is_python)
        self._names: dict[str, list[str]] = {}
        for path in parts:
            self._names.setdefault(path.rpartition("/")[2], []).append(path)

    def closed(self, begin: Iterable[str]) -> set[str]:
        """These files and all that they need."""
        found: set[str] = set()
        waiting = list(begin)
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            found.add(path)
            waiting += self._needed_by(path)
        return found

    def _needed_by(self, path: str) -> list[str]:
        part = self._parts[path]
        needed: list[str] = []
        for entry in part.imports:
            word, _, value = entry.partition(" ")
            if word == "from":
                needed += self._imported(value, path, part)
            elif word == "named":
                needed += self._named(value, part)
            elif word == "below":
                needed += self._below(value, path)
        return needed

    def _imported(self, value: str, path: str, part: Part) -> list[str]:
        if part.is_python:
            module, *names = value.split(" ")
            return list(self._python.python(module, names, path))
        return self._scripts.scripted(value, path, part.package, self._foreign.get(part.package, frozenset()))

    def _named(self, value: str, part: Part) -> list[str]:
        """What a text names: a file by its own name, a module by all of its dotted name or all but the last word."""
        files = self._names.get(value, [])
        if files or not part.is_python:
            return files
        module, _, last = value.rpartition(".")
        return list(self._python.python(module or last, [last] if module else [], ""))

    def _below(self, value: str, path: str) -> list[str]:
        """All files of a folder that an import names but for the end."""
        if value.startswith("."):
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), value)) + "/"
            return [each for each in self._parts if folder == "./" or each.startswith(folder)]
        tail = "/" + value.lstrip("/~#$@").rstrip("/") + "/"
        tails = [end for end in (tail, tail[tail.index("/", 1) :]) if end != "/"]
        return next((found for end in tails if (found := [each for each in self._parts if end in "/" + each])), [])
