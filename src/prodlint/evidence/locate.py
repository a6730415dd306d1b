"""A path as a report has it → the file of the project that it means."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

import msgspec

SHARED = 2
"""Last parts of a path, the name among them, that tell a file where the folders above differ from machine to machine."""


class Known(msgspec.Struct, frozen=True):
    """The files of a project by path and by name; `root` is its absolute path."""

    root: str
    paths: frozenset[str]
    names: dict[str, list[str]]

    @classmethod
    def of(cls, paths: Iterable[str], root: str) -> Known:
        """The files at these paths, relative to the root."""
        names: dict[str, list[str]] = {}
        for path in sorted(paths):
            names.setdefault(posixpath.basename(path), []).append(path)
        return cls(root.rstrip("/"), frozenset(path for listed in names.values() for path in listed), names)


def located(path: str, sources: Sequence[str], report: str, known: Known) -> str:
    """The file of the project, "" for none.

    First where the path leads from the folders that the report names, its own and those above it, then by the longest end that
    it shares with one file only: the folders above it are those of another machine.
    """
    written = path.replace("\\", "/")
    places = list(_places(written, sources, report))
    direct = (_inside(place, known.root) for place in places)
    return next((place for place in direct if place in known.paths), "") or next(
        filter(None, (_by_end(place, known) for place in places)), ""
    )


def _places(path: str, sources: Sequence[str], report: str) -> Iterator[str]:
    """Where a path may lead: absolute, or relative to the root of the project."""
    if posixpath.isabs(path) or path[1:3] == ":/":
        yield path
        return
    folders = [posixpath.dirname(report)]
    while folders[-1] not in ("", "/"):
        folders.append(posixpath.dirname(folders[-1]))
    bases = [each.replace("\\", "/") for each in sources]
    for base in (*bases, *(posixpath.join(folder, base) for folder in folders for base in ("", *bases))):
        yield posixpath.normpath(posixpath.join(base, path))


def _inside(place: str, root: str) -> str:
    return posixpath.normpath(place.removeprefix(root + "/"))


def _by_end(place: str, known: Known) -> str:
    """The one file that shares the longest end with a path, where that is long enough to tell."""
    parts = place.strip("/").split("/")
    shares = {path: _shared(parts, path.split("/")) for path in known.names.get(parts[-1], ())}
    most = max(shares.values(), default=0)
    best = [path for path, share in shares.items() if share == most]
    if len(best) != 1:
        return ""
    return best[0] if most >= SHARED or most == best[0].count("/") + 1 else ""


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(reversed(first), reversed(second), strict=False):
        if one != other:
            break
        count += 1
    return count
