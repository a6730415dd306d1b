"""Where programs begin: rules/vocabulary/entries.toml, manifests and settings → the files that nothing has to import."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

import msgspec

from prodlint.candidate import FileResult
from prodlint.config import Config
from prodlint.conventions import Folders, Names
from prodlint.errors import UserError
from prodlint.globs import globs
from prodlint.languages import FAMILIES, LANGUAGES
from prodlint.manifests import Manifests, manifests_of
from prodlint.project.imports import CODE, Modules, key_of
from prodlint.project.reach import Part, Reach, reach_of
from prodlint.topics import topics_of

FAMILIES_READ = ("ecmascript", "python")
"""Families of languages whose imports name files or modules."""
TOKEN = re.compile(r"[\w@$.*/:-]+")
WORD = re.compile(r"[a-z]+")
DEPENDENCIES = re.compile(r'"((?:@[\w.-]+/)?[\w.-]+)"\s*:\s*"(?!workspace:|file:|link:|portal:)[~^<>=*\dvlngh][^"]*"')
"""What a package.json says of other packages."""
NAME = re.compile(r'^\s{0,4}"name"\s*:\s*"([^"]+)"', re.MULTILINE)
BUILDS = ("pyproject.toml", "setup.cfg")
LIBRARY = re.compile(r"^\[build-system\]|^\[metadata\]|^\[options\]", re.MULTILINE)
UNPACKAGED = re.compile(r"^package-mode\s*=\s*false", re.MULTILINE)


class Beginning(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry as written: the head of entries.toml says what each key means."""

    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    top: bool = False


class EntriesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/vocabulary/entries.toml as written."""

    title: str
    tops: frozenset[str]
    manifests: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]
    roles: frozenset[str]
    doubles: frozenset[str]
    topics: dict[str, tuple[str, ...]]
    entry: tuple[Beginning, ...]


class _Convention:
    """One entry, compiled."""

    def __init__(self, written: Beginning, tops: frozenset[str]) -> None:
        self._names = Names(written.names)
        self._folders = Folders(written.folders)
        self._tops = tops if written.top else None
        self.families = written.families
        self.needs = written.needs

    def fits(self, path: str, package: str) -> bool:
        """Whether a file of the package at this folder begins a program by its place or name."""
        folder, _, name = path.removeprefix(package).rpartition("/")
        if self._tops is not None and folder and folder not in self._tops:
            return False
        return self._names.fit(name) or self._folders.around(f"/{folder}/" if folder else "/")


@lru_cache(maxsize=1)
def written() -> EntriesFile:
    """The bundled table, read once in a process."""
    from prodlint.rulebook.folder import bundled_folder

    path = bundled_folder() / "vocabulary" / "entries.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), EntriesFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UserError(f"not a valid table of entries: {error}", str(path)) from error


def is_followed(path: str) -> bool:
    """Whether imports tell if a file of this language is reached."""
    return _family_of(path) in FAMILIES_READ


def _family_of(path: str) -> str:
    return FAMILIES.get(LANGUAGES.get(f".{path.rpartition('.')[2].lower()}", ""), "")


def reach_in(root: str, results: Iterable[FileResult], config: Config) -> Reach:
    """What of a project nothing that ships imports."""
    results = list(results)
    table = written()
    manifests = manifests_of(root, [each.path for each in results], table.manifests, table.texts)
    topics = topics_of(manifests, table.topics)
    results = [each for each in results if is_followed(each.path)]
    parts = {each.path: _part(each, manifests) for each in results}
    entries = _Entries(parts, manifests, table, config)
    reach = reach_of(parts, frozenset(entries.found()), entries.foreign)
    doubles = frozenset(path for path in reach.only_tested if table.doubles.intersection(WORD.findall(path.lower())))
    return msgspec.structs.replace(reach, doubles=doubles, topics=topics, words=table.topics)


def _part(result: FileResult, manifests: Manifests) -> Part:
    family = _family_of(result.path)
    return Part(
        role=result.role,
        imports=result.crossing.imports,
        package=_package_of(result.path, manifests.packages[family]),
        is_python=family == "python",
    )


def _package_of(path: str, packages: frozenset[str]) -> str:
    """The innermost folder of a package around a file, "" for none."""
    folder = posixpath.dirname(path)
    while folder and f"{folder}/" not in packages:
        folder = posixpath.dirname(folder)
    return f"{folder}/" if folder else ""


class _Entries:
    def __init__(self, parts: Mapping[str, Part], manifests: Manifests, table: EntriesFile, config: Config) -> None:
        self._parts = parts
        self._manifests = manifests
        self._table = table
        self._stated = globs((*config.entry_points, *config.production, *config.critical))
        self._conventions = [_Convention(each, table.tops) for each in table.entry]

    def found(self) -> Iterator[str]:
        """The files that nothing has to import."""
        fitting: dict[tuple[str, bool], list[_Convention]] = {}
        for path, part in self._parts.items():
            scope = (part.package, part.is_python)
            if scope not in fitting:
                fitting[scope] = [each for each in self._conventions if self._applies(each, part)]
            if (
                part.role in self._table.roles
                or "runs" in part.imports
                or not self._is_packaged(part)
                or self._stated.match(path)
                or any(each.fits(path, part.package) for each in fitting[scope])
                or self._is_of_a_library(path, part)
            ):
                yield path
        yield from self._named()

    def _applies(self, convention: _Convention, part: Part) -> bool:
        family = "python" if part.is_python else "ecmascript"
        if convention.families and family not in convention.families:
            return False
        known = self.foreign.get(part.package, frozenset()) | self.foreign.get("", frozenset())
        return not convention.needs or any(fnmatchcase(name, needed) for name in known for needed in convention.needs)

    def _is_packaged(self, part: Part) -> bool:
        """Whether the file belongs to a package that says what it is; a Python program may have no manifest."""
        return part.is_python or part.package in self._manifests.packages["ecmascript"]

    @cached_property
    def foreign(self) -> Mapping[str, frozenset[str]]:
        """Folder of a package → the packages from elsewhere that its package.json names."""
        named = {
            path.removesuffix("package.json"): frozenset(DEPENDENCIES.findall(text))
            for path, text in self._manifests.texts.items()
            if posixpath.basename(path) == "package.json"
        }
        own = {found[1] for text in self._manifests.texts.values() if (found := NAME.search(text))}
        return {folder: names - own for folder, names in named.items()}

    def _is_of_a_library(self, path: str, part: Part) -> bool:
        """Whether others may import the module: it stands below what is built to be installed."""
        return part.is_python and part.package in self._libraries and "/" in path.removeprefix(part.package)

    @cached_property
    def _libraries(self) -> frozenset[str]:
        texts = ((path, text) for path, text in self._manifests.texts.items() if path.endswith(BUILDS))
        built = {posixpath.dirname(path) for path, text in texts if LIBRARY.search(text) and not UNPACKAGED.search(text)}
        setups = {posixpath.dirname(path) for path in self._parts if posixpath.basename(path) == "setup.py"}
        return frozenset(f"{folder}/" if folder else "" for folder in built | setups)

    def _named(self) -> Iterator[str]:
        """The files that manifests name, by their path, their name or as a module."""
        modules = Modules(self._parts)
        for path, text in self._manifests.texts.items():
            folder = posixpath.dirname(path)
            for token in dict.fromkeys(TOKEN.findall(text)):
                yield from _meant(token, folder, modules)


def _meant(token: str, folder: str, modules: Modules) -> list[str]:
    """The files that a word in a manifest of a folder may mean."""
    word = token.strip(".:").removeprefix("/") if not token.startswith("./") else token[2:]
    exact = modules.at(key_of(posixpath.normpath(posixpath.join(folder, word))))
    if exact:
        return exact
    if CODE.search(word):
        parts = key_of(word).split("/")
        return next((found for start in range(len(parts)) if (found := _tail(parts[start:], folder, modules))), [])
    module = word.partition(":")[0]
    return modules.ending(module.replace(".", "/")) if "." in module and "/" not in module else []


def _tail(parts: list[str], folder: str, modules: Modules) -> list[str]:
    """The files of a package that end so; every folder has an index."""
    return [] if parts == ["index"] else modules.ending("/".join(parts), f"{folder}/" if folder else "")
