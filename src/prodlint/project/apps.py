"""Which app a file belongs to, and the pages that the app has: from its routes, or from the paths of its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from prodlint.candidate import PAGE
from prodlint.project.model import Project

FILES = ("next", "expo")
"""Routers whose routes are files."""
NEXT_APP = r"app/(?P<path>(?:.*/)?)(?:page|route)\.(?:tsx?|jsx?)"
NEXT_PAGES = r"pages/(?P<path>.*?)(?:/?index)?\.(?:tsx?|jsx?)"
EXPO = r"app/(?P<path>.*?)(?:/?index)?(?:\.(?:ios|android|native|web))?\.(?:tsx?|jsx?)"
"""What the paths of page files are below the folder of their app."""
FRAME = re.compile(r"(?P<root>(?:.*/)?)(?:app/(?:[(\[][^/]*/)*_?layout|pages/_(?:app|document))\.(?:tsx?|jsx?)")
"""The file around all pages of an app: the folder that has it is the app's, other folders called like it are not."""
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
    root = _root_of(project, path, patterns)
    pages = [f"{PAGE} {framework} {page}" for page in _pages(project, root, patterns)]
    beside = [
        entry for each, entries in project.pages.items() if each.startswith(root.removesuffix("src/")) for entry in entries
    ]
    return pages + [entry for entry in beside if not entry.startswith(PAGE)] if pages else []


def _root_of(project: Project, path: str, patterns: Iterable[str]) -> str:
    """The folder of the app that a file belongs to: the innermost with a frame around its pages, else with pages."""
    framed = {found["root"] for each in project.paths if (found := FRAME.fullmatch(each))}
    paged = {found["root"] for each in project.paths for pattern in patterns if (found := _rooted(pattern).fullmatch(each))}
    mine = [root for root in paged if path.startswith(root.removesuffix("src/"))]
    return max([root for root in mine if root in framed] or mine, key=len, default="")


@cache
def _rooted(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<root>(?:.*/)?){pattern}")


def _pages(project: Project, root: str, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(each for each in project.paths if each.startswith(root)):
            found = re.fullmatch(pattern, path[len(root) :])
            page = _page(found["path"]) if found else None
            if page is not None:
                yield page


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
