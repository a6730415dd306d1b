"""Asked paths → the files to read, sorted, and what was passed over with the reason."""

# Names stay strings here: a Path for each of 10,000 names costs more than listing them
# ruff: noqa: PTH112, PTH116, PTH118, PTH119, PTH120, PTH122

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from prodlint.absent import absent, is_there
from prodlint.config import Config
from prodlint.conventions import conventions
from prodlint.errors import UserError
from prodlint.finding import Problem
from prodlint.globs import Globs, globs
from prodlint.languages import LANGUAGES
from prodlint.listing import Listed, environments, ignored_names, list_folder, settings_names
from prodlint.names import shown_path

NOTEBOOK_FACTOR = 10
"""A notebook holds pictures beside its code, so it may be this much larger than other files."""


class FoundFile(msgspec.Struct, frozen=True, order=True):
    """A file to read.

    `path` is relative to the project's root with forward slashes (absolute outside of it) and fit to be shown: what is no
    UTF-8 or no printable character in a name is escaped.  `absolute` opens the file and may hold surrogates.
    """

    path: str
    absolute: str
    language: str


class FoundSettings(msgspec.Struct, frozen=True, order=True):
    """A file that declares variables of the environment: `path` and `absolute` as in FoundFile, and how it is read.

    `deployed` tells whether the product runs with it, `loose` whether it has variables of many kinds.
    """

    path: str
    absolute: str
    format: str
    deployed: bool = False
    loose: bool = False


class Discovery(msgspec.Struct, frozen=True):
    """What discover found, both sorted by path."""

    files: tuple[FoundFile, ...]
    skipped: tuple[Problem, ...]


def discover(paths: Sequence[str | os.PathLike[str]], root: str | os.PathLike[str], config: Config) -> Discovery:
    """All files below `paths` that a front end can read.

    Files that git ignores are left out unless they are named; what `config.exclude` matches is left out always.
    Raises UserError for a path that does not exist.
    """
    search = _Search(_real(root), config)
    for path in paths:
        search.add(os.fspath(path))
    return Discovery(
        files=tuple(sorted(search.files.values())),
        skipped=tuple(sorted(search.skipped.values(), key=lambda problem: (problem.path, problem.message))),
    )


def discover_settings(root: str | os.PathLike[str], config: Config) -> list[FoundSettings]:
    """The files below the root, sorted by path, that are no source and declare variables of the environment."""
    top = _real(root)
    excluded, foreign = globs(config.exclude), conventions().skip.folders

    def is_excluded(absolute: str) -> bool:
        return excluded.match(os.path.relpath(absolute, top).replace(os.sep, "/"))

    found = (name for name in settings_names(top, top, is_excluded) if foreign.isdisjoint(name.split("/")))
    kept = [settings_at(name, os.path.join(top, name)) for name in found if not excluded.match(name)]
    return [each for each in kept if each is not None and _is_own_file(each.absolute)]


def _is_own_file(absolute: str) -> bool:
    """Whether a regular file is there: no link, which is read where it leads to if that is part of the project."""
    try:
        return stat.S_ISREG(os.lstat(absolute).st_mode)
    except (OSError, ValueError):
        return False


def settings_at(path: str, absolute: str = "") -> FoundSettings | None:
    """A file at a path below the root that declares variables, None for any other file."""
    entry = conventions().settings(path)
    if entry is None:
        return None
    return FoundSettings(
        path=shown_path(path),
        absolute=absolute,
        format=entry.format,
        deployed=conventions().is_deployed(path, entry),
        loose=entry.loose,
    )


def discover_named(path: str | os.PathLike[str], root: str | os.PathLike[str]) -> Discovery:
    """The one file that a text stands for, which need not exist.  Raises UserError when no front end reads such a file."""
    absolute = os.fspath(Path.cwd() / path)
    inside = os.path.relpath(absolute, _real(root)) if absolute.startswith(_real(root) + os.sep) else absolute
    relative = inside.replace(os.sep, "/")
    if not language_at(relative):
        raise UserError("no language that prodlint reads", os.fspath(path), "give the name that the text would be saved under")
    return Discovery((FoundFile(shown_path(relative), absolute, language_at(relative)),), ())


def passed_over(root: str | os.PathLike[str], config: Config) -> list[tuple[str, str]]:
    """What git ignores and what the configuration excludes, as (path, reason): whole folders where they are left out whole."""
    top = _real(root)
    ignored = [(shown_path(name), "ignored by git") for name in ignored_names(top)]
    everything = discover((top,), top, msgspec.structs.replace(config, exclude=()))
    kept = {file.path for file in discover((top,), top, config).files}
    excluded = {_excluded_part(file.path, globs(config.exclude)) for file in everything.files if file.path not in kept}
    return sorted({*ignored, *((path, "excluded by the configuration") for path in excluded)})


def _excluded_part(path: str, excluded: Globs) -> str:
    """The highest folder of a path that is excluded as a whole, with a slash at the end, else the path."""
    parts = path.split("/")
    folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((folder + "/" for folder in folders if excluded.match(folder)), path)


def project_root(paths: Sequence[str | os.PathLike[str]], config_file: str = "") -> Path:
    """The folder that findings' paths are relative to.

    It is the folder of the configuration file if that holds all paths, else the top of their git work tree, else their
    common folder.
    """
    common = common_folder(paths)
    if config_file and common.is_relative_to(_real(Path(config_file).parent)):
        return Path(_real(Path(config_file).parent))
    return next((folder for folder in (common, *common.parents) if is_there(folder / ".git")), common)


def common_folder(paths: Sequence[str | os.PathLike[str]]) -> Path:
    """The deepest folder that holds all paths, the working directory for none."""
    folders = [real if os.path.isdir(real) else os.path.dirname(real) for real in map(_real, paths or ["."])]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # two drives
        return Path(folders[0])


def _real(path: str | os.PathLike[str]) -> str:
    return os.path.realpath(path)


class _Search:
    """The files found so far, by absolute path."""

    def __init__(self, root: str, config: Config) -> None:
        self.files: dict[str, FoundFile] = {}
        self.skipped: dict[tuple[str, str], Problem] = {}
        self._root = root
        self._prefix = root.rstrip(os.sep) + os.sep
        self._excluded: Globs = globs(config.exclude)
        self._limit = config.max_file_size

    def add(self, asked: str) -> None:
        real = _real(asked)
        try:
            status = os.stat(real)
        except (OSError, ValueError):
            raise absent(asked) from None
        if stat.S_ISDIR(status.st_mode):
            self._add_folder(real)
        elif self._excluded.match(self._relative(real)):
            self._skip(real, "excluded by the configuration")
        elif not language_at(self._relative(real)):
            self._skip(real, "no language that prodlint reads")
        elif not stat.S_ISREG(status.st_mode):
            self._skip(real, "not a regular file")
        else:
            self._add_file(real, status.st_size)

    def _add_folder(self, folder: str) -> None:
        seen: set[str] = set()
        waiting = [folder]
        while waiting:
            top = waiting.pop()
            if top in seen:
                continue
            seen.add(top)
            waiting += self._add_listed(top, list_folder(top, self._root, self._is_excluded))

    def _add_listed(self, top: str, listed: Listed) -> list[str]:
        """Adds the files; gives the nested repositories, which have a listing of their own."""
        for relative, reason in listed.skipped:
            self._skip(os.path.join(top, relative), reason)
        nested: list[str] = []
        for absolute in self._kept(top, listed.names):
            try:
                status = os.lstat(absolute)
            except (OSError, ValueError):
                continue  # deleted but still in git's index, or vanished since it was listed
            if stat.S_ISDIR(status.st_mode):
                nested += [] if os.path.basename(absolute) in conventions().skip.folders else [absolute]
            elif language_at(self._relative(absolute)):
                self._add_entry(absolute, status)
        return nested

    def _kept(self, top: str, names: Iterable[str]) -> Iterator[str]:
        """The absolute paths of what is neither excluded nor in a folder that is never the project's own."""
        foreign = conventions().skip.folders
        names = list(names)
        marked = environments(names)
        for name in marked:
            self._skip(os.path.join(top, name.rstrip("/")), "a virtual environment")
        for name in names:
            parts = name.split("/")
            if name.startswith(marked):
                continue
            if not foreign.isdisjoint(parts[:-1]):
                first = next(index for index, part in enumerate(parts) if part in foreign)
                self._skip(os.path.join(top, *parts[: first + 1]), "dependencies or tools' output")
            elif not self._is_excluded(absolute := os.path.join(top, name.rstrip("/"))):
                yield absolute

    def _add_entry(self, absolute: str, status: os.stat_result) -> None:
        if stat.S_ISREG(status.st_mode):
            self._add_file(absolute, status.st_size)
        elif stat.S_ISLNK(status.st_mode):
            self._skip(absolute, "a symbolic link, which is read where it points to if that is part of the project")
        else:
            self._skip(absolute, "not a regular file")

    def _add_file(self, absolute: str, size: int) -> None:
        language = language_at(self._relative(absolute))
        limit = self._limit * (NOTEBOOK_FACTOR if language == "notebook" else 1)
        if size > limit:
            self._skip(absolute, f"larger than {limit:,} bytes (`max-file-size`): {size:,}")
            return
        path = shown_path(self._relative(absolute))
        self.files[absolute] = FoundFile(path=path, absolute=absolute, language=language)

    def _is_excluded(self, absolute: str) -> bool:
        return self._excluded.match(self._relative(absolute))

    def _relative(self, absolute: str) -> str:
        if absolute == self._root:
            return "."
        inside = absolute[len(self._prefix) :] if absolute.startswith(self._prefix) else absolute
        return inside.replace(os.sep, "/") if os.sep != "/" else inside

    def _skip(self, absolute: str, reason: str) -> None:
        path = shown_path(self._relative(absolute))
        kind = "unreadable" if reason.startswith("cannot") else "skipped"
        self.skipped.setdefault((path, reason), Problem(path=path, kind=kind, message=reason))


def language_at(path: str) -> str:
    """The language of a file at a path below the project's root: by its suffix, or by its name where it holds settings."""
    return LANGUAGES.get(os.path.splitext(path)[1].lower(), "") or conventions().settings_format(path)
