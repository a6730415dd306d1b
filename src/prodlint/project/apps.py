"""Which app a file belongs to, and the pages that the app has: from its routes, or from the paths of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.candidate import PAGE
from prodlint.project.model import Project

FILES = ("next", "expo")
"""Routers whose routes are files."""
NEXT_APP = re.compile(r"(?P<root>(?:.*/)?)app/(?P<path>(?:.*/)?)(?:page|route)\.(?:tsx?|jsx?)")
NEXT_PAGES = re.compile(r"(?P<root>(?:.*/)?)pages/(?P<path>.*?)(?:/?index)?\.(?:tsx?|jsx?)")
EXPO = re.compile(r"(?P<root>(?:.*/)?)app/(?P<path>.*?)(?:/?index)?(?:\.(?:ios|android|native|web))?\.(?:tsx?|jsx?)")
ELSEWHERE = re.compile(r"/?\(\.|@[^/]*/.*\[\[?\.\.\.")
"""Paths that show a page in another one: intercepting routes, and slots that stand beside any page."""
UNSEEN = re.compile(r"^@|^\(.*\)$")
"""Parts of a folder's path that no address has: slots of a page, and groups."""
UNLISTED = re.compile(r"^[_+]")
"""Parts of a path that are no page: layouts, private folders, and what is shown when nothing is found."""


def scope_of(path: str) -> str:
    """The folder that holds one app's source: up to its `src`, else the first folder."""
    before, found, _ = f"/{path}".partition("/src/")
    if found:
        return f"{before}/src/".lstrip("/")
    first, slash, _ = path.partition("/")
    return first + slash if slash else ""


def entries_of(project: Project, path: str) -> list[str]:
    """The Crossing.pages of all files of the app that a file belongs to."""
    scope = scope_of(path)
    found = [entry for each, entries in project.pages.items() if scope_of(each) == scope for entry in entries]
    if found or "src/" in scope:
        return found
    return [entry for each, entries in project.pages.items() if "/" not in each for entry in entries]


def file_entries(project: Project, path: str, framework: str) -> list[str]:
    """What Crossing.pages would say of the files that are pages themselves, and what settings beside them say."""
    patterns = {"expo": (EXPO,), "next": (NEXT_APP, NEXT_PAGES)}.get(framework, (NEXT_APP,))
    found = [(each[0], each[1]) for pattern in patterns for each in _pages(project, pattern)]
    roots = {root for root, _ in found if path.startswith(root.removesuffix("src/"))}
    root = max(roots, key=len, default="")
    pages = [f"{PAGE} {framework} {page}" for each, page in found if each == root]
    beside = [
        entry for each, entries in project.pages.items() if each.startswith(root.removesuffix("src/")) for entry in entries
    ]
    return pages + [entry for entry in beside if not entry.startswith(PAGE)] if pages else []


def _pages(project: Project, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(project.paths):
        found = pattern.fullmatch(path)
        page = _page(found["path"]) if found else None
        if found and page is not None:
            yield found["root"], page


def _page(path: str) -> str | None:
    """The path of a page file as routers write it: `(shop)/[id]/` → `:id`; None for what is no page."""
    parts = [part for part in path.split("/") if part]
    if ELSEWHERE.search(path) or any(UNLISTED.match(part) for part in parts):
        return None
    return "/".join(_part(part) for part in parts if not UNSEEN.match(part))


def _part(part: str) -> str:
    if part.startswith(("[...", "[[...")):
        return "*"
    return f":{part[1:-1]}" if part.startswith("[") and part.endswith("]") else part.replace("[", ":")
