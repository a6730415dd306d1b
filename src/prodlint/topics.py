"""What a project is about, by its names and documentation: a library of mocks is full of mocks, and means them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from prodlint.manifests import Manifests

NAMES = re.compile(r"""^\s{0,4}"?(?:name|description)"?\s*[:=]\s*["']([^"'\n]{1,300})["']""", re.MULTILINE)
"""What a package.json, pyproject.toml or Package.swift says of itself, at its top."""
MANIFESTS = ("package.json", "pyproject.toml", "Package.swift", "setup.cfg")
LEAST = 8
"""Times that the documentation of a project says the word that the project is about."""


def topics_of(manifests: Manifests, words: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Folder → the topics of the package there: words that its manifest names it by and its README says over and over."""
    told: dict[str, frozenset[str]] = {}
    for path, text in manifests.texts.items():
        if posixpath.basename(path) not in MANIFESTS:
            continue
        folder = path[: len(path) - len(posixpath.basename(path))]
        named = " ".join(NAMES.findall(text))
        readme = manifests.readmes.get(folder, "")
        found = {topic for topic, stems in words.items() if _count(stems, named) and _count(stems, readme) >= LEAST}
        told[folder] = told.get(folder, frozenset()) | found
    return {folder: topics for folder, topics in told.items() if topics}


def topics_at(path: str, topics: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The topics of the packages around a file."""
    return frozenset(topic for folder, found in topics.items() if path.startswith(folder) for topic in found)


def topic_in(said: str, asked: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> str:
    """The first of the topics that a text speaks of, "" for none."""
    return next((topic for topic in sorted(asked) if _count(words[topic], said)), "")


def _count(stems: tuple[str, ...], text: str) -> int:
    """How often a text has a word that begins with one of the stems, also inside a name: `createMockServer`."""
    pattern = "|".join(rf"(?<![a-z]){stem}|{stem.capitalize()}" for stem in stems)
    return len(re.findall(pattern, text)) + len(re.findall("|".join(stem.upper() for stem in stems), text))
