"""Whether what is navigated to exists: names and paths of routes, from all files of the project."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from prodlint.candidate import Candidate
from prodlint.project.model import Project

CATCH_ALL = re.compile(r"<path:|:path\}|\.\*|\*\*|^/?\{?\*")
PARAMETER = re.compile(r"[<{(:*?^$\\\[]")
NAMED_PARTS = re.compile(r"[.:]")
PAGES = frozenset({".tsx", ".jsx", ".vue", ".svelte"})
"""Suffixes of pages that a browser routes to itself."""
TEMPLATES = (".html", ".htm")
TEMPLATE_FOLDER = "/templates/"
SCRIPT = ".py"
FEWEST_PATHS = 3
"""With fewer paths, most routes of the project are not seen from here."""


def names_no_route(candidate: Candidate, project: Project) -> bool:
    """No route has this name, and no route comes from where we cannot look.

    A name with a group before it (`admin.login`, `shop:cart`) is judged when the project itself has that group.
    """
    routes = project.routes_by_word
    *groups, name = NAMED_PARTS.split(candidate.subject)
    if not routes.get("name") or "open" in routes or name in routes["name"]:
        return False
    if groups and groups[0]:
        return groups[0] in routes.get("group", ())
    return all(_is_own(project, module) for module in routes.get("elsewhere", ()))


def leads_to_no_path(candidate: Candidate, project: Project) -> bool:
    """No route of the project begins like this path, none takes any path, and no browser routes by itself."""
    routes = project.routes_by_word
    paths = routes.get("path", frozenset())
    if len(paths) < FEWEST_PATHS or "open" in routes or any(CATCH_ALL.search(path) for path in paths):
        return False
    if not all(_is_own(project, module) for module in routes.get("elsewhere", ())):
        return False
    if any(PurePosixPath(path).suffix in PAGES for path in project.paths):
        return False
    first = next(iter(_parts(candidate.subject)), "")
    return bool(first) and first not in {part for path in paths for part in _parts(path)}


def no_template_is_there(candidate: Candidate, project: Project) -> bool:
    """No folder has this page template, while the project has templates, and others in the folder that it names."""
    target = candidate.subject.lstrip("/")
    folder = target.rpartition("/")[0]
    beside = TEMPLATE_FOLDER + (f"{folder}/" if folder else "")
    templates = [path for path in project.paths if TEMPLATE_FOLDER in f"/{path}" and path.endswith(TEMPLATES)]
    if len(templates) < FEWEST_PATHS or not any(beside in f"/{path}" for path in templates):
        return False
    return not any(f"/{path}".endswith(f"/{target}") for path in project.paths)


def no_script_is_there(candidate: Candidate, project: Project) -> bool:
    """No folder has this script of a page, while there are others in the folder that it names."""
    target = candidate.subject.removeprefix("./")
    folder = target.rpartition("/")[0]
    paths = [f"/{path}" for path in project.paths]
    beside = any(path.endswith(SCRIPT) and f"/{folder}/" in path for path in paths)
    return bool(folder) and beside and not any(path.endswith(f"/{target}") for path in paths)


def _is_own(project: Project, module: str) -> bool:
    """Whether a dotted module is one of the project's files."""
    ending = module.replace(".", "/")
    return any(path.endswith((f"{ending}.py", f"{ending}/__init__.py")) for path in project.paths)


def _parts(path: str) -> list[str]:
    """The literal parts of a path up to its first parameter."""
    literal = PARAMETER.split(path.partition("#")[0].lstrip("^"))[0]
    return [part for part in literal.split("/") if part]
