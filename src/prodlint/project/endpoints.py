"""The paths that the servers of a project serve, with routers mounted under routers across files and parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from prodlint.candidate import Served
from prodlint.project.filepages import endpoint_files
from prodlint.project.modules import nearest_file_of
from prodlint.webpaths import COMPUTED, Parts, fits, is_parameter, joined, parts_of

MOST_PREFIXES = 40
FEWEST_PROOFS = 4
"""Different paths that must be served, so that the base before them is certain."""
PROVEN = 0.8
"""The share of a client's paths that must be served for that, 0.0 to 1.0."""
NAMESPACE = re.compile(r"api|rest|rpc|internal|public|v\d+(?:\.\d+)?", re.IGNORECASE)
"""Parts with which the paths of a whole server begin."""
SWIFT = ".swift"
SCRIPTS = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts")
DEEPEST = 8
CONTROLLER = "controller:"
FLOATING = COMPUTED
"""Begins the path of a route whose router is mounted where we cannot see."""

Router = tuple[str, str]
"""File and name."""


class Endpoint(NamedTuple):
    """One path that is served, with its method ("" any) and where that is said; line 0 for a file that is a route itself."""

    method: str
    parts: Parts
    path: str
    line: int


class Endpoints:
    """What all files say of the paths that servers serve."""

    def __init__(self, served: Mapping[str, tuple[Served, ...]], paths: Iterable[str]) -> None:
        self._served = served
        self._paths = frozenset(paths)

    @cached_property
    def routes(self) -> tuple[Endpoint, ...]:
        """Every path that is served, as far as it can be read."""
        return (*self._of_routers(), *self._of_files())

    @cached_property
    def open(self) -> tuple[Parts, ...]:
        """The beginnings of paths below which anything may be served."""
        found = [
            parts_of(joined(prefix, each.path))
            for path, entries in self._served.items()
            for each in entries
            if each.form == "open"
            or (each.form == "mount" and not self._routers_of(path, each.target) and _may_serve(path, each))
            for prefix in self._prefixes((path, each.router), 0)
        ]
        return tuple(found)

    def _of_routers(self) -> Iterator[Endpoint]:
        for path, entries in self._served.items():
            for each in (each for each in entries if each.form == "route"):
                for prefix in self._prefixes((path, each.router), 0):
                    for before in self._before(each.router):
                        yield Endpoint(each.method, parts_of(joined(joined(before, prefix), each.path)), path, each.line)

    def _before(self, router: str) -> tuple[str, ...]:
        return self._global if router.startswith(CONTROLLER) else ("",)

    @cached_property
    def _global(self) -> tuple[str, ...]:
        """What may stand before the paths of controllers: a prefix, and behind that a version."""
        prefixes, versions = (
            ["", *sorted({each.path for entries in self._served.values() for each in entries if each.form == form})]
            for form in ("global", "version")
        )
        return tuple(joined(prefix, version) for prefix in prefixes for version in versions)

    def _of_files(self) -> Iterator[Endpoint]:
        for path, parts, method in endpoint_files(self._paths):
            told = [each.method for each in self._served.get(path, ()) if each.form == "method"]
            for verb in [method] if method else told or [""]:
                yield Endpoint(verb, parts_of(parts), path, 0)

    def _prefixes(self, router: Router, depth: int) -> list[str]:
        """What stands before the paths of a router, `{}` where that is not known."""
        path, name = router
        entries = [each for each in self._served.get(path, ()) if each.router == name]
        own = "".join(joined("", each.path) for each in entries if each.form == "router" and each.path)[:200]
        mounts = self._mounts.get(router, ())
        if not mounts or depth > DEEPEST:
            is_app = any(each.form == "app" for each in entries) or name.startswith(CONTROLLER) or not name
            is_app = is_app or router in self._roots
            root = next((each.path for each in entries if each.form == "app"), "")
            return [joined(root, own)] if is_app else [joined(FLOATING, own)]
        found = [
            joined(joined(prefix, each.path), own)
            for above, each in mounts
            for prefix in (self._prefixes(above, depth + 1) if above != router else [])
        ]
        return found[:MOST_PREFIXES] or [joined(FLOATING, own)]

    @cached_property
    def _mounts(self) -> Mapping[Router, list[tuple[Router, Served]]]:
        """Router → the routers that mount it, with what is said there."""
        found: dict[Router, list[tuple[Router, Served]]] = {}
        for path, entries in self._served.items():
            for each in (each for each in entries if each.form == "mount"):
                for router in self._routers_of(path, each.target):
                    found.setdefault(router, []).append(((path, each.router), each))
        return found

    @cached_property
    def _roots(self) -> frozenset[Router]:
        """The tables of addresses of whole servers."""
        told = [(path, each) for path, entries in self._served.items() for each in entries if each.form == "root"]
        return frozenset(router for path, each in told for router in self._routers_of(path, each.target))

    def _routers_of(self, path: str, target: str) -> list[Router]:
        """The routers that a target stands for: the one of its name, else all of its file."""
        module, _, name = target.rpartition("#")
        if not module and name in self._names.get(path, frozenset()):
            return [(path, name)]
        if not module:
            return [(home, name) for home in self._homes_of_types.get(name, ())] if path.endswith(SWIFT) else []
        home = self._file_of(module, path)
        if not home and path.endswith(".py"):
            whole, last = (module + name if module.endswith(".") else f"{module}.{name}"), ""
            home = self._file_of(whole, path)
            name = last
        names = self._names.get(home, frozenset())
        return [(home, name)] if name in names else [(home, each) for each in sorted(names)] if home else []

    def _file_of(self, module: str, path: str) -> str:
        """The file with routers that a module stands for; of several the one that lies nearest."""
        return nearest_file_of(module, path, self._names.keys())

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """File → the names of its routers."""
        named = {path: frozenset(each.router for each in entries if each.router) for path, entries in self._served.items()}
        return {path: names for path, names in named.items() if names}

    @cached_property
    def _homes_of_types(self) -> Mapping[str, tuple[str, ...]]:
        """Name of a type that serves routes → the files that say which: Swift has no names of files in its imports."""
        found: dict[str, list[str]] = {}
        for path, names in self._names.items():
            for name in names if path.endswith(SWIFT) else ():
                found.setdefault(name, []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    # --- questions --------------------------------------------------------------------------------------------------------

    def serves(self, method: str, path: str) -> bool:
        """Whether the path is served for the method, or may be."""
        wanted = parts_of(path)
        if any(self._below(wanted, each) for each in self.open):
            return True
        return any(fits(wanted, each.parts) and (not method or each.method in ("", method)) for each in self.routes)

    def count_below(self, beginning: Parts) -> int:
        """How many served paths begin like this."""
        return sum(_known(each.parts)[: len(beginning)] == beginning for each in self.routes)

    def base_of(self, paths: Iterable[str]) -> str | None:
        """What must stand before paths so that nearly all are served, None where nothing does that: a client's base.

        Paths that begin with a parameter, and routes that anything fits, prove nothing.
        """
        telling = {path for path in paths if (parts := parts_of(path)) and COMPUTED not in parts[0]}
        counted = [(sum(self._is_known(joined(base, path)) for path in telling), base) for base in self._bases]
        served, base = max(counted, key=lambda pair: (pair[0], -len(pair[1])), default=(0, ""))
        return base if served >= FEWEST_PROOFS and served >= PROVEN * len(telling) else None

    def serving_base(self, method: str, path: str, usual: str) -> str:
        """The base below which a path is served, the usual one first and where none does: a client may add it by the path."""
        return next((base for base in (usual, *self._bases) if self.serves(method, joined(base, path))), usual)

    @cached_property
    def _bases(self) -> tuple[str, ...]:
        """The beginnings that served paths have in common: "", `/api`, `/api/v1`."""
        known = {_known(each.parts) for each in self.routes}
        begun = {parts[:count] for parts in known for count in (1, 2) if all(map(NAMESPACE.fullmatch, parts[:count]))}
        return ("", *sorted(f"/{'/'.join(parts)}" for parts in begun if parts))

    def _is_known(self, path: str) -> bool:
        """Whether a route that says more than parameters serves a path."""
        wanted = parts_of(path)
        return any(_known(each.parts) and fits(wanted, each.parts) for each in self.routes)

    def nearest(self, method: str, path: str) -> Endpoint | None:
        """The served path that is most like one that is not: one with another method, else one that reads much the same."""
        wanted = parts_of(path)
        same_path = [each for each in self.routes if fits(wanted, each.parts)]
        if same_path:
            return same_path[0]
        different = {each.parts: each for each in reversed(self.routes)}.values()
        close = [(likeness(wanted, each.parts), each) for each in different if _known(each.parts)[:1] == wanted[:1]]
        return max(((like, each) for like, each in close if like >= ALIKE), key=lambda pair: pair[0], default=(0.0, None))[1]

    def _below(self, wanted: Parts, prefix: Parts) -> bool:
        """Whether a path may begin with a prefix."""
        return not prefix or fits(wanted, (*prefix, "*")) or (COMPUTED in wanted and fits(wanted, prefix))


ALIKE = 0.7
"""From which likeness on one path may be meant by another, 0.0 to 1.0."""


def _may_serve(path: str, mount: Served) -> bool:
    """Whether what is mounted and not seen may serve paths: middleware is mounted in the same way, but below no path."""
    return bool(mount.path.strip("/")) or not path.endswith(SCRIPTS)


def _known(parts: Parts) -> Parts:
    """A pattern from its first literal part, () where a parameter stands before that."""
    behind = parts[1:] if parts[:1] == (FLOATING,) else parts
    return behind if behind and not is_parameter(behind[0]) else ()


def likeness(wanted: Parts, parts: Parts) -> float:
    """How much two paths have in common but for their parameters, 0.0–1.0."""
    from difflib import SequenceMatcher  # what few runs need

    literal = ["" if is_parameter(part) else part for part in parts]
    asked = ["" if COMPUTED in part else part for part in wanted]
    return SequenceMatcher(None, "/".join(asked), "/".join(literal)).ratio()


def shown(endpoint: Endpoint) -> str:
    """A served path as people write it."""
    path = "/" + "/".join(part for part in endpoint.parts if part != FLOATING)
    return re.sub(r"\(\?P<(\w+)>.*\)", r":\1", path)
