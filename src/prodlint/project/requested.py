"""Whether a server of the project answers what its front end asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from prodlint.candidate import Candidate, FileResult
from prodlint.finding import Related
from prodlint.project.endpoints import Endpoint, shown
from prodlint.project.model import Project
from prodlint.project.modules import nearest_file_of
from prodlint.source import Place
from prodlint.webpaths import COMPUTED, fits, joined, parts_of, path_on_own_server

ASKING = frozenset({"no_route_serves_it"})
FEWEST_ROUTES = 2
"""With fewer, most of what is served is not seen from here."""
FILE = re.compile(r"\.\w{1,5}$|^[._]|^\+")
"""Last or first parts of paths that are files, or what a platform serves itself."""
FUNCTIONS = frozenset({"api", "functions", "netlify", "lambdas", "lambda"})


def no_route_serves_it(candidate: Candidate, project: Project) -> bool:
    """Servers of the project serve paths that begin like this one, and none serves this one, or none for its method."""
    method, path = asked(candidate, project)
    if not _is_judged(path, project):
        return False
    if not project.endpoints.serves("", path):
        return not _is_a_function(path, project)
    return _lacks_the_method(method, path, project)


def _lacks_the_method(method: str, path: str, project: Project) -> bool:
    """Whether all is known of who serves the path, and nobody serves it for the method."""
    endpoints = project.endpoints
    if method in ("", "HEAD", "OPTIONS") or COMPUTED in path or endpoints.serves(method, path):
        return False
    return all(each.method and COMPUTED not in each.parts for each in endpoints.routes if fits(parts_of(path), each.parts))


def asked(candidate: Candidate, project: Project) -> tuple[str, str]:
    """Method and path of a request, "" for a path whose beginning is not known."""
    method, _, path = candidate.subject.partition(" ")
    if not candidate.origin:
        return method, path
    module, _, name = candidate.origin.rpartition("#")
    home = nearest_file_of(module, candidate.path, project.paths)
    known = dict(each.split(" ", 1) for each in project.origins.get(home, ()))
    base = known.get(name, known.get("default"))
    return (method, path_on_own_server(joined(base, path)) or "") if base is not None else (method, "")


def _is_judged(path: str, project: Project) -> bool:
    parts = parts_of(path)
    if not parts or COMPUTED in parts[0] or FILE.search(parts[-1]) or FILE.search(parts[0]):
        return False
    endpoints = project.endpoints
    return len(endpoints.routes) >= FEWEST_ROUTES and endpoints.knows_the_tree(path)


def _is_a_function(path: str, project: Project) -> bool:
    """Whether a file that stands for a function of its own has the name of the path's last part."""
    last = next((part for part in reversed(parts_of(path)) if COMPUTED not in part), "")
    files = (PurePosixPath(each) for each in project.paths)
    return any(file.stem == last and FUNCTIONS & set(file.parts[:-1]) for file in files)


def ask_for_endpoints(results: Iterable[FileResult]) -> bool:
    """Whether some candidate asks what the servers of the project serve."""
    return any(not ASKING.isdisjoint(each.project) for result in results for each in result.candidates)


def nearest_served(candidate: Candidate, project: Project) -> Endpoint | None:
    """The served path that is most like the one that a candidate asks for in vain."""
    if ASKING.isdisjoint(candidate.project):
        return None
    return project.endpoints.nearest(*asked(candidate, project))


def told(candidate: Candidate, project: Project) -> tuple[str, Related | None]:
    """The message of a request that nobody answers, and the place of the nearest path that is served."""
    found = nearest_served(candidate, project)
    if found is None:
        return candidate.message, None
    method, path = asked(candidate, project)
    head = f"{method} {path}".strip().replace("`", "'")
    same = fits(parts_of(path), found.parts)
    said = f"`{head}` is served nowhere; `{found.method + ' ' if same and found.method else ''}{shown(found)}` is."
    line = found.line or 1
    return said, Related(found.path, Place(line, 1, line, 1, 1, 1), f"`{shown(found)}` is served here")
