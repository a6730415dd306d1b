"""Files that are no source and stand between a front end and its server → whether somebody else serves what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from prodlint.candidate import Served
from prodlint.rewriting import handed_on, proxied
from prodlint.vocabulary import Vocabulary

DEEPEST = 4
"""Folders below the root in which such files are looked for."""
LARGEST = 200_000
BESIDE = ("", "public/", "src/", "static/", "nginx/", "docker/", "deploy/")


def gateways_in(root: Path, paths: Iterable[str], vocabulary: Vocabulary) -> dict[str, tuple[Served, ...]]:
    """What the files beside the sources say: each with an open path, where requests may be handed to somebody else."""
    folders = {folder for path in paths for folder in _folders(path)}
    names = vocabulary.words("gateway-files")
    told: dict[str, tuple[Served, ...]] = {}
    for folder in sorted(folders):
        for name in sorted(names & _listed(root / folder)):
            path = f"{folder}{name}"
            said = tuple(_said_by(root / path, vocabulary))
            if said:
                told[path] = said
    return told


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1][:DEEPEST]
    above = ["", *("/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1))]
    return [folder + beside for folder in above for beside in BESIDE]


def _listed(folder: Path) -> frozenset[str]:
    try:
        return frozenset(each.name for each in folder.iterdir())
    except OSError:
        return frozenset()


def _said_by(file: Path, vocabulary: Vocabulary) -> Iterator[Served]:
    """The paths that go somewhere else by a file; all where it says too little, or the server's language is not read."""
    if file.name in vocabulary.words("other-servers"):
        yield Served(form="open")
        return
    try:
        text = file.read_bytes()[:LARGEST].decode("utf-8", "replace") if not file.is_symlink() else ""
    except OSError:
        return
    if vocabulary.pattern("hands-on").search(text) is not None:
        yield Served(form="open")
    elif file.name in vocabulary.words("proxy-files"):
        yield from proxied(text, vocabulary)
    else:
        yield from handed_on(text, vocabulary)
