"""The project as far as other files may need to know it: names, gathered from every file's Crossing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from prodlint.candidate import FORM, OPEN_PAGE, WHOLE_PAGE, Candidate, FileResult, Served
from prodlint.environment import Declared, Environment
from prodlint.finding import Related
from prodlint.project.designs import Designs
from prodlint.project.endpoints import Endpoints
from prodlint.project.gathered import (
    asking_of,
    by_file,
    declared_of,
    designs_of,
    every,
    importers_of,
    reads_of,
    selected_in_of,
    sets_by_file,
    suspected_of,
    users_of,
    ways_of,
)
from prodlint.project.reach import Reach
from prodlint.project.requested import Requested

LIBRARY = re.compile(r"\bmin\.\w+$|[.-]\d+\.\d+|^(?:jquery|bootstrap|popper|vue|alpine|htmx|chart|socket\.io|d3)\b")
"""Names of scripts that come from elsewhere."""
MARKS = frozenset({WHOLE_PAGE, OPEN_PAGE})
"""What stands among the scripts of a page and is none."""


@dataclass(frozen=True)
class Project:
    """`bases` are all types that some type inherits from; `handled` all receivers whose event gets a handler somewhere.

    `handled_in` are those of each file, `users` the files that import a module of a name, `paths` all files.  `given` are
    the handlers that components are given somewhere, `routes` what can be navigated to, as in Crossing.
    `declared` is where something found to be made up is declared, by its name, where only one thing has that name.
    `selected` are the words of selectors with which scripts look for elements, `loads` the scripts that each page loads.
    `empty` and `speaking` are the functions of each file that do nothing, or nothing but speak, `pages` and
    `components` the Crossing.pages and Crossing.component of each file that has some, `designs` what storyboards, XIBs and
    the classes behind them say of each other.  `suspected` are the types whose method of a name some rule has found, by the
    rule and the name.  `environment` is what `.env` files and their like declare, `provided` the Crossing.provides of all
    files, `reads` where some rule has first found a read of a variable, by the rule and the variable.  `ways` are the steps
    by which a value comes to be what a name stands for, where only one thing has it.  `importers` are the places that import
    what is made up, by its file and name, "" for all of the file.  `defines` are the names that each plain script gives the
    pages which load it, `selected_in` those of `selected` of each such script and of each whole page.  `reach` tells which
    files nothing that ships imports.  `asking` are the files that have a function of a name which asks a server and hands on
    its failure; `*` where failures that nobody handles are told.  `served` and `origins` are the Crossing.served and
    Crossing.origins of each file that has some, `requests` what is asked of servers.  `failing` are the
    types whose initialiser may give nil.
    """

    bases: frozenset[str] = frozenset()
    handled: frozenset[str] = frozenset()
    handled_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    users: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    declared: Mapping[str, Related] = field(default_factory=dict)
    selected: frozenset[str] = frozenset()
    loads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    empty: Mapping[str, frozenset[str]] = field(default_factory=dict)
    speaking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    designs: Designs = field(default_factory=lambda: Designs({}))
    components: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suspected: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    environment: Environment = field(default_factory=Environment)
    provided: frozenset[str] = frozenset()
    reads: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    ways: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    importers: Mapping[tuple[str, str], tuple[Related, ...]] = field(default_factory=dict)
    defines: Mapping[str, frozenset[str]] = field(default_factory=dict)
    selected_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reach: Reach = field(default_factory=Reach)
    asking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    failing: frozenset[str] = frozenset()
    served: Mapping[str, tuple[Served, ...]] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    requests: tuple[Candidate, ...] = ()

    @classmethod
    def of(cls, results: Iterable[FileResult], environment: Environment | None = None) -> Project:
        """Gather the names of all files; `environment` is what files that are no source declare."""
        results = list(results)
        return cls(
            bases=every(results, lambda crossing: crossing.bases),
            handled=every(results, lambda crossing: crossing.handled),
            handled_in=sets_by_file(results, lambda crossing: crossing.handled),
            users=users_of(results),
            paths=frozenset(result.path for result in results if result.role != "settings"),
            given=every(results, lambda crossing: crossing.given),
            routes=every(results, lambda crossing: crossing.routes),
            declared=declared_of(results),
            selected=every(results, lambda crossing: crossing.selected),
            loads=sets_by_file(results, lambda crossing: crossing.loads),
            empty=sets_by_file(results, lambda crossing: crossing.empty),
            speaking=sets_by_file(results, lambda crossing: crossing.speaking),
            pages=by_file(results, lambda crossing: crossing.pages),
            designs=designs_of(results),
            components=by_file(results, lambda crossing: crossing.component),
            suspected=suspected_of(results),
            environment=environment or Environment(),
            provided=every(results, lambda crossing: crossing.provides),
            reads=reads_of(results),
            ways=ways_of(results),
            importers=importers_of(results),
            asking=asking_of(results),
            failing=every(results, lambda crossing: crossing.failing),
            served=by_file(results, lambda crossing: crossing.served),
            origins=by_file(results, lambda crossing: crossing.origins),
            defines=sets_by_file(results, lambda crossing: crossing.defines),
            selected_in=selected_in_of(results),
            requests=tuple(each for result in results for each in result.candidates if each.on == "request"),
        )

    def with_served(self, more: Mapping[str, tuple[Served, ...]]) -> Project:
        """The project with what other files say of the paths that are served."""
        return replace(self, served={**self.served, **more})

    @cached_property
    def endpoints(self) -> Endpoints:
        """The paths that the project's servers serve."""
        return Endpoints(self.served, self.paths)

    @cached_property
    def requested(self) -> Requested:
        """What the project asks its own servers for."""
        return Requested(self.requests, self.origins, self.paths, self.endpoints)

    @cached_property
    def declared_variables(self) -> Mapping[str, list[Declared]]:
        """The variables of the environment that files which are no source declare."""
        return self.environment.by_name()

    @cached_property
    def declares_entries(self) -> bool:
        """Whether the project has a place where it declares what it needs from outside."""
        return any(not each.loose for each in self.environment.declared)

    @cached_property
    def declares_variables(self) -> bool:
        """The same, with names as variables of the environment have them."""
        return any(not each.loose and each.variable.isupper() for each in self.environment.declared)

    @cached_property
    def way_paths(self) -> frozenset[str]:
        """The files in which the ways begin."""
        return frozenset(way[0].path for way in self.ways.values())

    @cached_property
    def modules(self) -> frozenset[str]:
        """The names under which other files use the files."""
        return frozenset(map(module_of, self.paths))

    @cached_property
    def routes_by_word(self) -> Mapping[str, frozenset[str]]:
        """The values of the routes under the word that they begin with."""
        sorted_out: dict[str, set[str]] = {}
        for route in self.routes:
            word, _, value = route.partition(" ")
            sorted_out.setdefault(word, set()).add(value)
        return {word: frozenset(values) for word, values in sorted_out.items()}

    def may_be_scripted_unseen(self, path: str) -> bool:
        """Whether a page loads scripts of the project's own that were not read; a part of a page goes with any page."""
        own = self.loads.get(path, frozenset())
        loads = own if WHOLE_PAGE in own else frozenset().union(*self.loads.values())
        return any(name not in MARKS and name not in self._names and not LIBRARY.search(name) for name in loads)

    def scripts_of(self, path: str) -> frozenset[str] | None:
        """A whole page and the plain scripts that it loads; None where others may bring in more, or it is no page."""
        own = self.loads.get(path, frozenset())
        names = {name for name in own - MARKS if not LIBRARY.search(name)}
        if WHOLE_PAGE not in own or OPEN_PAGE in own or not (names or self._pages_load_scripts):
            return None
        homes = [self._homes.get(name, ()) for name in names]
        if not all(homes) or not all(home in self.defines for paths in homes for home in paths):
            return None
        return frozenset({path}.union(*homes))

    @cached_property
    def _pages_load_scripts(self) -> bool:
        """Whether some page names the scripts that it loads: no tool brings them in for it."""
        return any(loads - MARKS for loads in self.loads.values())

    @cached_property
    def _homes(self) -> Mapping[str, list[str]]:
        """The files of each name."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(PurePosixPath(path).name, []).append(path)
        return found

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(PurePosixPath(path).name for path in self.paths)

    @cached_property
    def _uses(self) -> Mapping[str, Set[str]]:
        """The modules that each file imports by name."""
        found: dict[str, set[str]] = {}
        for module, paths in self.users.items():
            for path in paths:
                found.setdefault(path, set()).add(module)
        return found

    @cached_property
    def _by_module(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = {}
        for path in self.paths:
            found.setdefault(module_of(path), set()).add(path)
        return found

    def imports_by_name(self, path: str) -> bool:
        """Whether a file imports modules by their names."""
        return path in self._uses

    def helpers_of(self, paths: Iterable[str]) -> set[str]:
        """The files of the modules that some files import, and of those that these import, without the files themselves."""
        begin = set(paths)
        found: set[str] = set()
        waiting = list(begin)
        while waiting:
            for module in self._uses.get(waiting.pop(), ()):
                fresh = self._by_module.get(module, set()) - found - begin
                found |= fresh
                waiting.extend(fresh)
        return found

    def users_of(self, path: str) -> set[str]:
        """The files that import a file's module, and those that import these, without the file itself."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            for user in self.users.get(module_of(waiting.pop()), ()):
                if user not in found and user != path:
                    found.add(user)
                    waiting.append(user)
        return found


def module_of(path: str) -> str:
    """The name under which other files use a file: its own, that of the package it stands for, or a form's whole name."""
    file = PurePosixPath(path)
    if path.endswith(FORM):
        return file.name
    return file.parent.name if file.stem == "__init__" else file.stem
