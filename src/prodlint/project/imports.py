"""An import as a file writes it → the files of the project that it may mean: rather too many than too few."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

CODE = re.compile(r"(?:\.(?:d(?=\.)|[mc]?[jt]sx?|vue|svelte|pyi?|ipynb|html?))+$")
PLATFORM = re.compile(r"\.(?:ios|android|native|web|desktop|server|client)$")
"""What stands before the suffix of a file that is one of several for the same module."""
OTHER = re.compile(
    r"\.(?:json5?|css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|md|txt|woff2?|ttf|gql|graphql|wasm|mp[34]|ya?ml)$"
)
"""What is imported and holds no code."""
INDEX, PACKAGE = "index", "__init__"


class Modules:
    """The files of a project by the names that imports give them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._exact: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str], list[str]] = {}
        self._ends: dict[str, list[str]] = {}
        for path in sorted(paths):
            for key in keys_of(path):
                self._exact.setdefault(key, []).append(path)
        for key in self._exact:
            self._ends.setdefault(key.rpartition("/")[2], []).append(key)

    def at(self, key: str) -> list[str]:
        """The files that a path without suffix names, from the project's root."""
        return self._exact.get(key, [])

    def ending(self, tail: str, below: str = "") -> list[str]:
        """The files whose path ends so, those below a folder where there are some."""
        last = self._ends.get(tail.rpartition("/")[2])
        if not last:
            return []
        keys = [key for key in last if key == tail or key.endswith("/" + tail)]
        near = [key for key in keys if key.startswith(below)]
        return [path for key in near or keys for path in self._exact[key]]

    def scripted(self, module: str, importer: str, package: str, foreign: frozenset[str]) -> list[str]:
        """What a path or package in an ECMAScript import may mean; `package` is the folder of the importer's package."""
        module = module.partition("?")[0].rstrip("/")
        if OTHER.search(module):
            return []
        if module.startswith("."):
            key = key_of(posixpath.normpath(posixpath.join(posixpath.dirname(importer), module)))
            return self.at("" if key == "." else key) or self._by_tail(key_of(module.lstrip("./")), package)
        parts = module.split("/")
        name = "/".join(parts[:2]) if module.startswith("@") else parts[0]
        return [] if name in foreign else self._by_tail(key_of(module.lstrip("/~#$@")), package)

    def _by_tail(self, path: str, package: str) -> list[str]:
        """The files that the longest end of a path names: what stands before may be an alias or another package."""
        known = self._known.get((path, package))
        if known is None:
            parts = path.split("/")
            tails = ("/".join(parts[start:]) for start in range(len(parts)))
            known = next((found for tail in tails if tail and (found := self.ending(tail, package))), [])
            self._known[path, package] = known
        return known

    def python(self, module: str, names: Iterable[str], importer: str) -> Iterator[str]:
        """The files of a Python module, of those it may hold by these names, and of the packages around them."""
        bare = module.lstrip(".")
        dots = len(module) - len(bare)
        parts = [part for part in bare.split(".") if part]
        if dots:
            home = posixpath.dirname(importer)
            for _ in range(dots - 1):
                home = posixpath.dirname(home)
            key = "/".join([*([home] if home else []), *parts])
            wanted = [*self.at(key), *(path for name in names for path in self.at(f"{key}/{name}".lstrip("/")))]
        else:
            wanted = [path for tail in self._tails(parts, list(names)) for path in tail]
        for path in wanted:
            yield path
            yield from self._around(path)

    def _tails(self, parts: list[str], names: list[str]) -> list[list[str]]:
        """The files of the longest end of a dotted name that some have."""
        for start in range(len(parts) + 1):
            tail = "/".join(parts[start:])
            found = [self.ending(tail)] if tail else []
            found += [self.ending(f"{tail}/{name}".lstrip("/")) for name in names]
            if any(found):
                return found
        return []

    def _around(self, path: str) -> Iterator[str]:
        folder = posixpath.dirname(path)
        while folder:
            yield from (each for each in self.at(f"{folder}/{PACKAGE}"))
            folder = posixpath.dirname(folder)


@lru_cache(maxsize=1 << 15)
def key_of(path: str) -> str:
    """A path without what an import may leave out: `src/Cart.web.tsx` → `src/Cart`."""
    return PLATFORM.sub("", CODE.sub("", path))


def keys_of(path: str) -> list[str]:
    """The paths under which imports may name a file: its own, and its folder's where it stands for that."""
    key = key_of(path)
    folder, _, name = key.rpartition("/")
    return [key, folder] if name in (INDEX, PACKAGE) and folder else [key]
