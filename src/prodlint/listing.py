"""The names of the files in one folder and below, as git lists them or, without git, as .gitignore files leave them."""

# Names stay strings here: a Path for each of 10,000 names costs more than listing them
# ruff: noqa: PTH112, PTH118, PTH120, PTH122, PTH123

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from prodlint.conventions import conventions, may_be_settings
from prodlint.languages import LANGUAGES

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

GIT_OF_A_HOOK = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    }
)
"""What git tells its hooks about one repository (`git rev-parse --local-env-vars`): the asked folder may lie in another."""
GIT_SECONDS = 60


class Listed(msgspec.Struct):
    """Names relative to the listed folder, with forward slashes; nested repositories are listed by their own name.

    `skipped` are folders that were not entered, with the reason.
    """

    names: list[str]
    skipped: list[tuple[str, str]] = []


def list_folder(folder: str, root: str, is_excluded: Callable[[str], bool]) -> Listed:
    """What lies in a folder: by git in a work tree, else by walking it; `is_excluded` prunes the walk by absolute path."""
    if _in_work_tree(folder):
        names = _git_names(folder)
        if names is not None:
            return Listed(names)
    return _Walk(folder, root, is_excluded).listed()


def ignored_names(folder: str) -> list[str]:
    """What git ignores in a folder and a front end could read, and whole folders, with a slash at the end; sorted."""
    if not _in_work_tree(folder):
        return []
    names = _git_listing(folder, "-oi", "--exclude-standard", "--directory") or []
    return sorted(os.fsdecode(name) for name in names if name.endswith(b"/") or _suffix(name) in _SUFFIXES)


def settings_names(folder: str, root: str, is_excluded: Callable[[str], bool]) -> list[str]:
    """The files in a folder that declare variables of the environment, sorted: also what git ignores, as it does `.env`."""
    names = _git_listing(folder, "-co", "--exclude-standard") if _in_work_tree(folder) else None
    if names is None:
        return sorted(_Walk(folder, root, is_excluded, _is_settings, ignoring=False).listed().names)
    ignored = _git_listing(folder, "-oi", "--exclude-standard", "--directory") or []
    listed = (os.fsdecode(name) for name in {*names, *ignored} if name and not name.endswith(b"/"))
    return sorted(name for name in listed if _is_settings(name))


def environments(names: Collection[str]) -> tuple[str, ...]:
    """The folders of listed names that are virtual environments, each with a slash at the end."""
    markers = conventions().skip.markers
    marked = {name[: -len(marker)] for name in names for marker in markers if name.endswith("/" + marker)}
    inside = {folder: [name[len(folder) :] for name in names if name.startswith(folder)] for folder in sorted(marked)}
    return tuple(folder for folder, found in inside.items() if _is_environment([name for name in found if "/" not in name]))


def _is_environment(names: Collection[str]) -> bool:
    """Whether a folder with these names in it is a virtual environment; one made in a project's own folder hides no source."""
    return not conventions().skip.markers.isdisjoint(names) and not any(map(_is_source, names))


def _is_settings(path: str) -> bool:
    return conventions().settings(path) is not None


def _is_source(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in LANGUAGES or may_be_settings(path.rpartition("/")[2])


def _in_work_tree(folder: str) -> bool:
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def _git_names(folder: str) -> list[str] | None:
    """Tracked and untracked names that a front end may read, and nested repositories.

    None when git cannot say, or knows of nothing here: a folder that is ignored as a whole is read when it is asked for.
    """
    names = _git_listing(folder, "-co", "--exclude-standard")
    return [os.fsdecode(name) for name in dict.fromkeys(names) if _of_interest(name)] if names else None


def _git_listing(folder: str, *options: str) -> list[bytes] | None:
    """The names that `git ls-files` gives, None when it cannot say or has none."""
    command = ["git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"]
    command += ["-C", folder, "ls-files", *options, "-z"]
    import subprocess  # 4 ms, which a file that is named need not pay

    environment = {name: value for name, value in os.environ.items() if name not in GIT_OF_A_HOOK}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    try:
        run = subprocess.run(command, capture_output=True, env=environment, timeout=GIT_SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    if run.returncode != 0 or not run.stdout:
        return None
    return run.stdout.split(b"\0")


def _of_interest(name: bytes) -> bool:
    """Readable files, marks of foreign folders, and what may be a nested repository: no suffix, or a slash at the end."""
    last = name.rsplit(b"/", 1)[-1]
    suffix = _suffix(last)
    is_read = not suffix or suffix in _SUFFIXES or last in _markers()
    return bool(name) and (is_read or may_be_settings(os.fsdecode(last)))


def _suffix(name: bytes) -> bytes:
    return os.path.splitext(name)[1].lower()


_SUFFIXES = frozenset(suffix.encode() for suffix in LANGUAGES)


def _markers() -> frozenset[bytes]:
    return frozenset(marker.encode() for marker in conventions().skip.markers)


class _Walk:
    """A walk through folders that honours nested .gitignore files, the deepest word first.

    `wanted` tells by a path below the top which files count; without `ignoring`, ignored files count, too, but nothing in
    ignored folders.
    """

    def __init__(
        self,
        top: str,
        root: str,
        is_excluded: Callable[[str], bool],
        wanted: Callable[[str], bool] = _is_source,
        *,
        ignoring: bool = True,
    ) -> None:
        self._top = top
        self._prefix = top.rstrip(os.sep) + os.sep
        self._is_excluded = is_excluded
        self._wanted = wanted
        self._ignoring = ignoring
        self._skip = conventions().skip
        self._listed = Listed([], [])
        self._above = tuple(_ignores_above(top, root))

    def listed(self) -> Listed:
        waiting = [(self._top, self._above)]
        while waiting:
            folder, ignores = waiting.pop()
            waiting += self._enter(folder, ignores)
        return self._listed

    def _enter(self, folder: str, ignores: tuple[_Ignore, ...]) -> Iterable[tuple[str, tuple[_Ignore, ...]]]:
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self._pass_over(folder, f"cannot be entered: {error.strerror}")
            return
        names = {entry.name for entry in entries}
        if folder != self._top and _is_environment(names):
            self._pass_over(folder, "a virtual environment")
            return
        if ".gitignore" in names:
            ignores = (*_read_ignore(folder), *ignores)
        for entry in entries:
            is_folder = _is_folder(entry)
            if is_folder and self._is_foreign(entry, names):
                continue
            counts = is_folder or self._ignoring
            if (counts and _is_ignored(entry.path, is_folder, ignores)) or self._is_excluded(entry.path):
                continue
            if is_folder:
                yield entry.path, ignores
            else:
                self._add(entry)

    def _is_foreign(self, entry: os.DirEntry[str], beside: set[str]) -> bool:
        if entry.name == ".git":
            return True
        if entry.name in self._skip.folders:
            self._pass_over(entry.path, "dependencies or tools' output")
            return True
        if self._skip.is_output(entry.name, beside):
            self._pass_over(entry.path, "build output")
            return True
        return False

    def _add(self, entry: os.DirEntry[str]) -> None:
        if self._wanted(self._name(entry.path)):
            self._listed.names.append(self._name(entry.path))
        elif entry.is_symlink() and os.path.isdir(entry.path):
            self._pass_over(entry.path, "a symbolic link to a folder, which is read where it lies")

    def _pass_over(self, path: str, reason: str) -> None:
        self._listed.skipped.append((self._name(path), reason))

    def _name(self, path: str) -> str:
        return path[len(self._prefix) :].replace(os.sep, "/")


class _Ignore(msgspec.Struct, frozen=True):
    """One .gitignore file: its folder, with a separator at the end, and its patterns."""

    folder: str
    patterns: GitIgnoreSpec


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _ignores_above(folder: str, root: str) -> Iterator[_Ignore]:
    """The .gitignore files between a folder and the project's root, unless they ignore the very folder that was asked for."""
    found: list[_Ignore] = []
    above = folder
    while above != root and above.startswith(root.rstrip(os.sep) + os.sep):
        above = os.path.dirname(above)
        found += _read_ignore(above)
    return iter(() if _is_ignored(folder, True, found) else found)


def _read_ignore(folder: str) -> list[_Ignore]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return []
    from pathspec import GitIgnoreSpec

    try:
        return [_Ignore(folder.rstrip(os.sep) + os.sep, GitIgnoreSpec.from_lines(lines))]
    except ValueError:  # a pattern that git would pass over
        return []


def _is_ignored(path: str, is_folder: bool, ignores: Iterable[_Ignore]) -> bool:
    for ignore in ignores:
        name = path[len(ignore.folder) :].replace(os.sep, "/") + ("/" if is_folder else "")
        decision = ignore.patterns.check_file(name).include
        if decision is not None:
            return decision
    return False
