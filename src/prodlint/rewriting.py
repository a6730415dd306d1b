"""What a file of settings hands to another path or host → the paths below which anything may be served."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prodlint.candidate import Served
from prodlint.vocabulary import Vocabulary
from prodlint.webpaths import OWN_HOST, path_on_own_server

LOCAL = re.compile(OWN_HOST.pattern.replace("(?=/|$)", ""))
REWRITES = re.compile(r"[rR]ewrite|\bbypass\b|\brouter\b")
HOST = re.compile(r"https?://|/\.netlify")
PARAMETER = re.compile(r":(\w+)[*+]?|\$\d|\(\.\*\)|\*")


def proxied(text: str, vocabulary: Vocabulary) -> Iterator[Served]:
    """The paths that a development server hands to something else than the same path on this machine."""
    keys = list(vocabulary.pattern("proxied-path").finditer(text))
    for key, target in _segments(keys, text):
        if REWRITES.search(target) or not LOCAL.search(target) or "^" in key[1]:
            yield _open("" if "^" in key[1] else key[1])
    if not keys:
        yield _open("")


def rewritten(text: str, vocabulary: Vocabulary) -> Iterator[Served]:
    """The paths that a server shows something else for (`rewrites` of Next): all of them where one cannot be read."""
    keys = list(vocabulary.pattern("rewritten-source").finditer(text))
    for key, target in _segments(keys, text):
        told = vocabulary.pattern("rewritten-target").search(target)
        if key[1] is None or told is None or not _is_the_same(key[1], told[1]):
            yield _open(key[1] or "")
    if not keys:
        yield _open("")


def handed_on(text: str, vocabulary: Vocabulary) -> Iterator[Served]:
    """The paths that the settings of a host (Vercel, Netlify) hand to another one, or to functions that are not read."""
    for found in vocabulary.pattern("handed-path").finditer(text):
        source, target = (part for part in found.groups() if part is not None)
        if HOST.match(target) and not _is_the_same(source, target):
            yield _open(source)


def _segments(keys: list[re.Match[str]], text: str) -> Iterable[tuple[re.Match[str], str]]:
    """Each key with the text up to the next one."""
    ends = [*(each.start() for each in keys[1:]), len(text)]
    return [(key, text[key.end() : end]) for key, end in zip(keys, ends, strict=False)]


def _is_the_same(source: str, target: str) -> bool:
    """Whether a path is handed to the same path of this machine: that is where the project's own server listens."""
    path = path_on_own_server(target) if OWN_HOST.match(target) else None
    return path is not None and PARAMETER.sub("*", path) == PARAMETER.sub("*", source)


def _open(path: str) -> Served:
    """Anything below a path, up to its first regex or computed part."""
    plain = re.split(r"[(*^{$]|:\w", path)[0]
    return Served(form="open", path=path if plain == path else plain.rpartition("/")[0])
