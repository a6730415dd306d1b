"""Whether a server of the project answers what its front end asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from prodlint.candidate import Candidate, FileResult
from prodlint.finding import Related
from prodlint.project.endpoints import NAMESPACE, SWIFT, Endpoint, Endpoints, likeness, shown
from prodlint.project.modules import nearest_file_of
from prodlint.source import Place
from prodlint.webpaths import COMPUTED, Parts, fits, joined, parts_of, path_on_own_server

HOOK = "use"
"""How the name of a function begins that gives a client, whatever file hands it on."""
HERE = "."
"""The module of what the file itself declares."""
ANYWHERE = "*"
"""The module of a base that may be declared in any file."""
ASKING = "no_route_serves_it"
FEWEST_ROUTES = 2
"""With fewer below the same beginning, most of what is served is not seen from here."""
MOST_MISSING = 2
"""Requests more than those that are served: with more, what answers is not seen from here."""
ALIKE = 0.6
"""How much a served path has in common with another to be the one that was meant."""
FILE = re.compile(r"\.\w{1,5}$|^[._]|^\+")
"""Last or first parts of paths that are files, or what a platform serves itself."""
FUNCTIONS = frozenset({"api", "functions", "netlify", "lambdas", "lambda"})


def ask_for_endpoints(results: Iterable[FileResult]) -> bool:
    """Whether some candidate asks what the servers of the project serve."""
    return any(ASKING in each.project for result in results for each in result.candidates)


class Requested:
    """All requests whose path is known or may become so, against what is served.

    `origins` are the Crossing.origins of each file, `paths` all files.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate],
        origins: Mapping[str, tuple[str, ...]],
        paths: frozenset[str],
        endpoints: Endpoints,
    ) -> None:
        self._candidates = tuple(candidates)
        self._origins = origins
        self._paths = paths
        self._endpoints = endpoints
        self._homes: dict[tuple[str, str], str] = {}

    def is_missing(self, candidate: Candidate) -> bool:
        """Servers of the project serve paths that begin like this one, and none serves this one, or none for its method."""
        method, path = self.asked(candidate)
        if not self._is_judged(path) or not self._lacks(method, path):
            return False
        missing, served = self._tally[beginning(parts_of(path))]
        return missing <= served + MOST_MISSING

    def asked(self, candidate: Candidate) -> tuple[str, str]:
        """Method and path of a request, "" for a path whose beginning is not known."""
        method, _, path = candidate.subject.partition(" ")
        if not candidate.origin:
            return method, path
        module, _, name = candidate.origin.rpartition("#")
        base = self._declared(name, candidate.path) if module == ANYWHERE else self._exported(module, name, candidate.path)
        if base is None and (seen := self._seen_bases.get(self._client(candidate))) is not None:
            base = self._endpoints.serving_base(method, path, seen)
        return method, "" if base is None else path_on_own_server(joined(base, path)) or ""

    @cached_property
    def _seen_bases(self) -> Mapping[str, str]:
        """Client of which nobody says where its paths begin → where those that are served begin, if nearly all are."""
        asked: dict[str, set[str]] = {}
        for each in (each for each in self._candidates if each.origin):
            asked.setdefault(self._client(each), set()).add(each.subject.partition(" ")[2])
        found = {client: self._endpoints.base_of(paths) for client, paths in asked.items()}
        return {client: base for client, base in found.items() if base is not None}

    def _client(self, candidate: Candidate) -> str:
        """What stands for the base of a request: the file that declares it, else the module as written, with the name."""
        module, _, name = candidate.origin.rpartition("#")
        if module == ANYWHERE:
            return candidate.origin
        hook, dot, _ = name.partition(".")
        if dot and hook.startswith(HOOK):
            return hook
        home = candidate.path if module == HERE else self._home(module, candidate.path)
        return f"{home or module}#{name}"

    def _exported(self, module: str, name: str, importer: str) -> str | None:
        """Where the paths of a client begin that a module gives to whoever imports it."""
        known = dict(each.split(" ", 1) for each in self._origins.get(self._home(module, importer), ()) if module != HERE)
        return known.get(name, known.get("default"))

    def _declared(self, name: str, path: str) -> str | None:
        """The same for a constant that the file declares, or, where it does not, all that do so say the same of."""
        own = dict(each.split(" ", 1) for each in self._origins.get(path, ()))
        if name in own:
            return own[name]
        said = self._bases_by_name.get(name, frozenset())
        return next(iter(said)) if len(said) == 1 else None

    @cached_property
    def _bases_by_name(self) -> Mapping[str, frozenset[str]]:
        """What the files of the language say of a base of each name."""
        found: dict[str, set[str]] = {}
        telling = [said for path, said in self._origins.items() if path.endswith(SWIFT)]
        for name, _, base in (each.partition(" ") for said in telling for each in said):
            found.setdefault(name, set()).add(base)
        return {name: frozenset(bases) for name, bases in found.items()}

    def _home(self, module: str, importer: str) -> str:
        """The file that a module stands for, found once for each folder."""
        key = module, importer.rpartition("/")[0]
        if key not in self._homes:
            self._homes[key] = nearest_file_of(module, importer, self._paths)
        return self._homes[key]

    @cached_property
    def _tally(self) -> Mapping[Parts, tuple[int, int]]:
        """The beginning of paths → how many different requests below it are served nowhere, and how many are served."""
        known = {self.asked(each) for each in self._candidates}
        judged = [(method, path) for method, path in known if self._is_judged(path)]
        missing = Counter(beginning(parts_of(path)) for method, path in judged if self._lacks(method, path))
        every = Counter(beginning(parts_of(path)) for _, path in judged)
        return {parts: (missing[parts], count - missing[parts]) for parts, count in every.items()}

    def _is_judged(self, path: str) -> bool:
        parts = parts_of(path)
        if not parts or COMPUTED in parts[0] or FILE.search(parts[-1]) or FILE.search(parts[0]):
            return False
        return self._endpoints.count_below(beginning(parts)) >= FEWEST_ROUTES

    def _lacks(self, method: str, path: str) -> bool:
        if not self._endpoints.serves("", path):
            return not self._is_a_function(path)
        return self._lacks_the_method(method, path)

    def _lacks_the_method(self, method: str, path: str) -> bool:
        """Whether all is known of who serves the path, and nobody serves it for the method."""
        if method in ("", "HEAD", "OPTIONS") or COMPUTED in path or self._endpoints.serves(method, path):
            return False
        serving = [each for each in self._endpoints.routes if fits(parts_of(path), each.parts)]
        return all(each.method and COMPUTED not in each.parts for each in serving)

    def _is_a_function(self, path: str) -> bool:
        """Whether a file that stands for a function of its own has the name of the path's last part."""
        last = next((part for part in reversed(parts_of(path)) if COMPUTED not in part), "")
        return last in self._functions

    @cached_property
    def _functions(self) -> frozenset[str]:
        """The names of files and folders in folders of functions."""
        found: set[str] = set()
        for each in map(PurePosixPath, self._paths):
            inside = next((number for number, part in enumerate(each.parts) if part in FUNCTIONS), None)
            if inside is not None:
                found.update((*each.parts[inside + 1 : -1], each.stem))
        return frozenset(found)

    def told(self, candidate: Candidate) -> tuple[str, Related | None]:
        """The message of a request that nobody answers, and the place of the path that may have been meant."""
        if ASKING not in candidate.project:
            return candidate.message, None
        method, path = self.asked(candidate)
        said = f"`{f'{method} {path}'.strip()}` is served nowhere"
        found = self._meant(method, path)
        if found is None:
            return f"{said}.", None
        same = fits(parts_of(path), found.parts) and found.method
        line = found.line or 1
        near = Related(found.path, Place(line, 1, line, 1, 1, 1), f"`{shown(found)}` is served here")
        return f"{said}; `{f'{found.method} ' if same else ''}{shown(found)}` is.", near

    def _meant(self, method: str, path: str) -> Endpoint | None:
        """The served path that is the same for another method, or much like this one."""
        found = self._endpoints.nearest(method, path)
        wanted = parts_of(path)
        return found if found and (fits(wanted, found.parts) or likeness(wanted, found.parts) >= ALIKE) else None


def beginning(parts: Parts) -> Parts:
    """The parts of a path that those of a whole server have in common: `api`, `v1`; else its first one."""
    count = 0
    while count < len(parts) - 1 and NAMESPACE.fullmatch(parts[count]):
        count += 1
    return parts[: count or 1]
