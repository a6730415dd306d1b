"""Paths of findings → paths in the repository, and URIs."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_UNESCAPABLE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
_UNRESERVED_IN_PATHS = "/!$&'()*+,;=@~"


def repository_path(path: str, prefix: str) -> str:
    """A path from the scanned root → the path from the repository's root, with forward slashes.

    Begins with `../` or is absolute where the file lies outside the repository.
    """
    if _is_absolute(path):
        return path
    return posixpath.normpath(posixpath.join(prefix, path))


def repository_root(root: str, prefix: str) -> str:
    """The absolute path of the repository, given the scanned root and its path in the repository."""
    inside = "" if not prefix else posixpath.normpath(prefix)
    absolute = _forward(root).rstrip("/")
    if inside in ("", "."):
        return absolute
    return absolute.removesuffix(f"/{inside}")


def file_uri(absolute: str, *, folder: bool = False) -> str:
    """`file:///…` for an absolute path; a folder's ends with a slash."""
    path = _forward(absolute).rstrip("/") + ("/" if folder else "")
    return "file://" + _quote(path, ":")


def location_uri(path: str, root: str, prefix: str) -> tuple[str, bool]:
    """A finding's path → its URI, and whether that is relative to the repository's root."""
    repository = repository_root(root, prefix)
    inside = repository_path(path, prefix)
    absolute = _forward(inside) if _is_absolute(inside) else posixpath.normpath(f"{repository}/{inside}")
    if absolute.startswith(f"{repository}/"):
        return _quote(absolute[len(repository) + 1 :]), True
    return file_uri(absolute), False


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or _WINDOWS.match(path) is not None


def _forward(path: str) -> str:
    if not _WINDOWS.match(path):
        return path
    forward = path.replace("\\", "/")
    return forward if forward.startswith("/") else f"/{forward}"


def _quote(path: str, further: str = "") -> str:
    # surrogateescape: the bytes of a name that is not UTF-8 are what a reader needs to find the file.
    text = _UNESCAPABLE.sub("\ufffd", path)
    return quote(text.encode("utf-8", "surrogateescape"), safe=_UNRESERVED_IN_PATHS + further)
