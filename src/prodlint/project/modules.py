"""A module as an import writes it → the one file of the project that it names, "" where that is not certain."""

from __future__ import annotations

import posixpath
from collections.abc import Set
from functools import lru_cache
from pathlib import PurePosixPath

from prodlint.languages import FAMILIES, LANGUAGES, language_of

PYTHON = (".py", ".pyi", ".ipynb")
PACKAGE = "/__init__"
"""The file that a folder stands for in Python, without its suffix."""
LIBRARY = "$lib/"
"""The same for a folder of that name."""
ALIASES = ("@/", "~/", "#/", LIBRARY)
"""How build tools let a path begin that counts from the top of the sources."""


def file_of(module: str, importer: str, paths: Set[str]) -> str:
    """The path of the imported file; `importer` is the path of the file that imports it."""
    if importer.endswith(PYTHON):
        return _python(module, importer, paths)
    if module.startswith("."):
        return _only(posixpath.normpath(posixpath.join(posixpath.dirname(importer), module)), importer, paths)
    alias = next((alias for alias in ALIASES if module.startswith(alias)), "")
    if not alias:
        return ""
    tail = "/" + module.removeprefix("$" if alias == LIBRARY else alias)
    bases = _ending((tail, f"{tail}/index"), importer, paths)
    return _only(next(iter(bases)).removesuffix("/index"), importer, paths) if len(bases) == 1 else ""


def nearest_file_of(module: str, importer: str, paths: Set[str]) -> str:
    """The same where a repository holds several programs: of files that the module may name the one nearest to the importer."""
    found = file_of(module, importer, paths)
    if found or module.startswith("."):
        return found
    shared = [(_shared(path, importer), path) for path in paths]
    for depth in sorted({depth for depth, _ in shared}, reverse=True):
        found = file_of(module, importer, {path for each, path in shared if each >= depth})
        if found:
            return found
    return ""


def _shared(path: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for one, two in zip(path.split("/"), other.split("/"), strict=False):
        if one != two:
            break
        count += 1
    return count


def _python(module: str, importer: str, paths: Set[str]) -> str:
    dots = len(module) - len(module.lstrip("."))
    parts = [part for part in module.split(".") if part]
    if dots:
        home = PurePosixPath(importer).parents[min(dots, len(PurePosixPath(importer).parents)) - 1]
        base = posixpath.normpath(posixpath.join(str(home), *parts))
        return _only(base, importer, paths) or _only(base + PACKAGE, importer, paths)
    tail = "/".join(parts)
    bases = _ending((f"/{tail}", f"/{tail}{PACKAGE}"), importer, paths)
    return _only(bases.pop(), importer, paths) if len(bases) == 1 else ""


def _ending(tails: tuple[str, ...], importer: str, paths: Set[str]) -> set[str]:
    """The paths without suffix that end so, of files in the importer's family of languages."""
    family = _family(importer)
    return {_base(path) for path in paths if f"/{_base(path)}".endswith(tails) and _family(path) == family}


def _only(base: str, importer: str, paths: Set[str]) -> str:
    """The file of this path without its suffix, or the index of the folder; one that exists, and no two."""
    named = [base, *(base + suffix for suffix in LANGUAGES), *(f"{base}/index{suffix}" for suffix in LANGUAGES)]
    found = [path for path in named if path in paths and path != importer and _family(path) == _family(importer)]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=65536)
def _base(path: str) -> str:
    return path.removesuffix(PurePosixPath(path).suffix)


@lru_cache(maxsize=65536)
def _family(path: str) -> str:
    return FAMILIES.get(language_of(path), "")
