"""What file and folder names mean by convention: rules/vocabulary/roles.toml → a table that roles.py and discover.py ask."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable
from functools import cached_property, lru_cache

import msgspec

from prodlint.errors import UserError

HEADER = re.compile(
    rb"""
    (?: \s++ | \#[^\n]*+ | //[^\n]*+ | /\*.*?\*/ | <!--.*?--> | \"{3}.*?\"{3} | '{3}.*?'{3} | ["']use[ ]\w+["'];? )*+
    """,
    re.VERBOSE | re.DOTALL,
)
"""The comments before all code, where generated and vendored files say what they are."""
NAME_PARTS = re.compile(r"[._-]")
SETTINGS_SUFFIXES = (".json", ".jsonc", ".yml", ".yaml", ".toml", ".plist", ".xcconfig")
LONGEST_HEADER = 8000
"""Bytes of a file in which they are looked for."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry as written: the head of roles.toml says what each key means."""

    role: str
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    outer: bool = False
    header: bool = False


class Skip(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Folders that are never the project's own code.

    `markers` are files whose presence says so; `outputs` are names of build output, but only beside a file of `manifests`.
    """

    folders: frozenset[str]
    markers: frozenset[str]
    outputs: frozenset[str]
    manifests: tuple[str, ...]

    def is_output(self, name: str, beside: Iterable[str]) -> bool:
        """Whether a folder of this name, beside these names, is what a build wrote."""
        return name in self.outputs and any(
            fnmatch.fnmatchcase(other, manifest) for other in beside for manifest in self.manifests
        )


class SettingsEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of files that are no source and declare variables: the table in roles.toml says what each key means."""

    format: str
    names: tuple[str, ...]
    inside: tuple[str, ...] = ()
    deployed: bool = False
    loose: bool = False


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table of such files."""

    local: frozenset[str]
    deployed: frozenset[str]
    file: tuple[SettingsEntry, ...]


class ReadEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of files of settings that are read for what they say; `format` is the name of a front end."""

    format: str
    names: tuple[str, ...]
    inside: tuple[str, ...] = ()


class Reports(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where reports of test runs usually are: the table in roles.toml says what each key means."""

    names: tuple[str, ...]
    never: tuple[str, ...]

    def fits(self, path: str) -> bool:
        """Whether a file at a path below the project's root has the name of a report, and is no sample."""
        folder, _, name = ("/" + path).rpartition("/")
        return Names(self.names).fit(name) and not Folders(self.never).around(folder + "/")


class RolesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/vocabulary/roles.toml as written."""

    title: str
    sources: tuple[str, ...]
    skip: Skip
    settings: Settings
    read: tuple[ReadEntry, ...]
    reports: Reports
    role: tuple[Entry, ...]


class Place:
    """A file's path in the forms that entries ask for; `path` is relative to the project's root."""

    def __init__(self, path: str, family: str, sources: re.Pattern[str]) -> None:
        folder, _, self.name = ("/" + path).rpartition("/")
        self.family = family
        self.folder = folder + "/"
        source = sources.search(self.folder.lower())
        self.outer_folder = self.folder[: source.start() + 1] if source else self.folder
        self.is_outer = source is None


class Convention:
    """One entry, compiled."""

    def __init__(self, entry: Entry) -> None:
        self.role = entry.role
        self._families = frozenset(entry.families)
        self._outer = entry.outer
        self._placed = bool(entry.folders or entry.names)
        self._folders = Folders(entry.folders)
        self._inside = Folders(entry.inside)
        self._names = Names(entry.names)
        self._words = tuple(word.encode() for word in entry.words)
        self._entry = entry

    def fits(self, place: Place, text: bytes) -> bool:
        """Whether a file at this place with this text has the entry's role."""
        if self._families and place.family not in self._families:
            return False
        if self._placed and not self._fits_place(place):
            return False
        if self._inside and not self._inside.around(place.folder):
            return False
        return self._fits_text(text)

    def _fits_place(self, place: Place) -> bool:
        if self._folders.around(place.outer_folder if self._outer else place.folder):
            return True
        return (place.is_outer or not self._outer) and self._names.fit(place.name)

    @cached_property
    def _marks(self) -> re.Pattern[bytes] | None:
        return _bytes_union(self._entry.marks)

    @cached_property
    def _without(self) -> re.Pattern[bytes] | None:
        return _bytes_union(self._entry.without)

    def _fits_text(self, text: bytes) -> bool:
        if self._words and not any(word in text for word in self._words):
            return False
        end = HEADER.match(text, 0, LONGEST_HEADER).end() if self._entry.header else len(text)  # type: ignore[union-attr]
        if self._marks is not None and self._marks.search(text, 0, end) is None:
            return False
        return self._without is None or self._without.search(text, 0, end) is None


class Conventions:
    """The whole table."""

    def __init__(self, file: RolesFile) -> None:
        self.skip = file.skip
        self._sources = re.compile("/(?:" + "|".join(map(re.escape, file.sources)) + ")/")
        self.entries = tuple(map(Convention, file.role))
        self._settings = file.settings
        self._read = file.read
        self.reports = file.reports

    def role(self, path: str, family: str, text: bytes) -> str:
        """The role of the first entry that fits, "product" when none does."""
        place = Place(path, family, self._sources)
        return next((each.role for each in self.entries if each.fits(place, text)), "product")

    @cached_property
    def _settings_entries(self) -> list[tuple[SettingsEntry, Names, Folders]]:
        return [(each, Names(each.names), Folders(each.inside)) for each in self._settings.file]

    def settings(self, path: str) -> SettingsEntry | None:
        """How a file at this path is read for the variables that it declares; None where it is none that declares some."""
        folder, _, name = ("/" + path).rpartition("/")
        fitting = (each for each, names, inside in self._settings_entries if names.fit(name) and _is_inside(inside, folder))
        return next(fitting, None)

    @cached_property
    def _read_entries(self) -> list[tuple[ReadEntry, Names, Folders]]:
        return [(each, Names(each.names), Folders(each.inside)) for each in self._read]

    def settings_format(self, path: str) -> str:
        """The format of a file of settings that the product may run with, "" for any other file."""
        folder, _, name = ("/" + path).rpartition("/")
        if not may_be_settings(name) or not self._settings.local.isdisjoint(NAME_PARTS.split(name.lower())):
            return ""
        fitting = (each for each, names, inside in self._read_entries if names.fit(name) and _is_inside(inside, folder))
        return next((each.format for each in fitting), "")

    def is_deployed(self, path: str, entry: SettingsEntry) -> bool:
        """Whether the product runs with a file of settings: it is no example, and none of a developer's machine."""
        parts = NAME_PARTS.split(path.rpartition("/")[2].lower())
        if entry.loose or not self._settings.local.isdisjoint(parts):
            return False
        return entry.deployed or not self._settings.deployed.isdisjoint(parts)


@lru_cache(maxsize=1)
def conventions() -> Conventions:
    """The bundled table, read once in a process."""
    from prodlint.rulebook.folder import bundled_folder

    path = bundled_folder() / "vocabulary" / "roles.toml"
    try:
        return Conventions(msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), RolesFile))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise UserError(f"not a valid table of roles: {error}", str(path)) from error


def may_be_settings(name: str) -> bool:
    """Whether a file of this name can be one of settings, told without a look at any table."""
    return name.endswith(SETTINGS_SUFFIXES) or ".env" in name


class Names:
    """Patterns of file names; those with one star at an end, which most are, need no regex."""

    def __init__(self, patterns: Iterable[str]) -> None:
        whole, begins, ends, others = [], [], [], []
        for pattern in patterns:
            stars = sum(pattern.count(special) for special in "*?[")
            if not stars:
                whole.append(pattern)
            elif stars == 1 and pattern.endswith("*"):
                begins.append(pattern[:-1])
            elif stars == 1 and pattern.startswith("*"):
                ends.append(pattern[1:])
            else:
                others.append(pattern)
        self._whole = frozenset(whole)
        self._begins = tuple(begins)
        self._ends = tuple(ends)
        self._others = others

    def fit(self, name: str) -> bool:
        """Whether one of the patterns fits a name."""
        if name in self._whole or name.startswith(self._begins) or name.endswith(self._ends):
            return True
        return bool(self._others) and self._regex.match(name) is not None

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile("|".join(map(fnmatch.translate, self._others)))


class Folders:
    """Folder names: `tests`, `components/ui` in any case, `*Tests` the end of a name in this case, `/scripts` at the top."""

    def __init__(self, names: Iterable[str]) -> None:
        written = tuple(names)
        self._top = tuple(f"{name}/" for name in written if name.startswith("/"))
        self._whole = tuple(f"/{name}/" for name in written if not name.startswith(("*", "/")))
        self._ends = tuple(f"{name[1:]}/" for name in written if name.startswith("*"))

    def __bool__(self) -> bool:
        return bool(self._top or self._whole or self._ends)

    def around(self, folder: str) -> bool:
        """Whether one of the names is a part of a folder's path, which begins and ends with a slash."""
        lowered = folder.lower()
        return (
            lowered.startswith(self._top)
            or any(name in lowered for name in self._whole)
            or any(name in folder for name in self._ends)
        )


def _is_inside(folders: Folders, folder: str) -> bool:
    return not folders or folders.around(folder + "/")


def _bytes_union(regexes: Iterable[str]) -> re.Pattern[bytes] | None:
    """One regex for several; a leading `(?i)` covers only its own."""
    scoped = [f"(?i:{regex.removeprefix('(?i)')})" if regex.startswith("(?i)") else f"(?:{regex})" for regex in regexes]
    return re.compile("|".join(scoped).encode(), re.MULTILINE) if scoped else None
