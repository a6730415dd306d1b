"""The files beside a project's code that say where programs begin: package.json, pyproject.toml, Dockerfile, workflows …"""

# Names stay strings here: a Path for each of 10,000 folders costs more than listing them
# ruff: noqa: PTH118, PTH123, PTH208

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import msgspec

LONGEST = 200_000
"""Bytes of a manifest that is read; lock files are larger and say nothing."""
WORKFLOWS = ".github/workflows"


class Manifests(msgspec.Struct, frozen=True):
    """`texts` is what stands in the files beside manifests, by their path; `packages` the folders of packages by family.

    `readmes` are what stands in the README of a package's folder.  A folder has a slash at the end, the top is "".
    """

    texts: dict[str, str]
    packages: dict[str, frozenset[str]]
    readmes: dict[str, str] = {}


def manifests_of(root: str, paths: Iterable[str], names: Mapping[str, tuple[str, ...]], texts: tuple[str, ...]) -> Manifests:
    """What lies in and above the folders of the paths; `names` are those of manifests by family, `texts` of what to read."""
    listed = {folder: _names_in(os.path.join(root, folder)) for folder in folders_of(paths)}
    packages = {
        family: frozenset(folder for folder, found in listed.items() if not found.isdisjoint(wanted))
        for family, wanted in names.items()
    }
    read = {"", *(folder for folders in packages.values() for folder in folders)}
    listed[f"{WORKFLOWS}/"] = _names_in(os.path.join(root, WORKFLOWS))
    wanted = [
        folder + name
        for folder in sorted({*read, f"{WORKFLOWS}/"})
        for name in sorted(listed.get(folder, ()))
        if any(fnmatchcase(name, pattern) for pattern in texts) and "lock" not in name
    ]
    found = {path: _text_of(os.path.join(root, path)) for path in wanted}
    readmes = {folder: _text_of(os.path.join(root, folder, _readme(listed.get(folder, ())))) for folder in sorted(read)}
    return Manifests({path: text for path, text in found.items() if text}, packages, readmes)


def _readme(names: Iterable[str]) -> str:
    return min((name for name in names if name.lower().startswith("readme.")), default="README.md")


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders of the paths and all above them, each with a slash at the end, and "" for the top."""
    folders = {""}
    for path in paths:
        folder = posixpath.dirname(path)
        while folder and not folder.startswith("/") and f"{folder}/" not in folders:
            folders.add(f"{folder}/")
            folder = posixpath.dirname(folder)
    return folders


def _names_in(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except (OSError, ValueError):
        return frozenset()


def _text_of(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return "" if os.fstat(file.fileno()).st_size > LONGEST else file.read().decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
