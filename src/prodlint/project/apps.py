"""Which app a file belongs to, and the pages that the app has: from its routes, or from the paths of its files."""

from __future__ import annotations

from prodlint.candidate import NAMED, PAGE
from prodlint.project.filepages import FILES, FRAMED, home_of, is_framed, page_files, root_of
from prodlint.project.model import Project

RELATED = {"vue-router": "nuxt", "react-router": "remix"}
"""Router → the one whose routes are files that is asked in the same words."""


def scope_of(path: str) -> str:
    """The folder that holds one app's source: up to its `src`, else the first folder."""
    before, found, _ = f"/{path}".partition("/src/")
    if found:
        return f"{before}/src/".lstrip("/")
    first, slash, _ = path.partition("/")
    return first + slash if slash else ""


def pages_asked(project: Project, path: str, framework: str) -> list[str]:
    """The Crossing.pages that may answer where a file asks a router, or where it asks nobody in particular."""
    if framework in FILES:
        return file_entries(project, path, framework)
    entries = entries_of(project, path)
    if any(_is_of(entry, framework) for entry in entries):
        return entries
    if framework in RELATED:
        return entries + file_entries(project, path, RELATED[framework])
    if framework or entries:
        return entries
    # Which router reads the folders is not said, and two may read the same file: `app/routes/orders.tsx`.
    asked = [name for name in FILES if name not in FRAMED or is_framed(project.paths, root_of(project.paths, path, name))]
    read = [entry for name in asked for entry in file_entries(project, path, name)]
    return list({entry.partition(" ")[2].partition(" ")[2] or entry: entry for entry in read}.values())


def _is_of(entry: str, framework: str) -> bool:
    word, router, *_ = f"{entry} ".split(" ")
    return word in (PAGE, NAMED) and router == framework


def entries_of(project: Project, path: str) -> list[str]:
    """The Crossing.pages of all files of the app that a file belongs to."""
    scope = scope_of(path)
    found = [entry for each, entries in project.pages.items() if scope_of(each) == scope for entry in entries]
    if found or "src/" in scope:
        return found
    return [entry for each, entries in project.pages.items() if "/" not in each for entry in entries]


def file_entries(project: Project, path: str, framework: str) -> list[str]:
    """What Crossing.pages would say of the files that are pages themselves, and what settings beside them say."""
    root = root_of(project.paths, path, framework)
    home = home_of(root, framework)
    pages = [f"{PAGE} {framework} {page}" for page in page_files(project.paths, root, framework)]
    beside = [entry for each, entries in project.pages.items() if each.startswith(home) for entry in entries]
    return pages + [entry for entry in beside if not entry.startswith(PAGE)] if pages else []
