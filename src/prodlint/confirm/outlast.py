"""Reasons for silence about caches that keep what they were asked about."""

from __future__ import annotations

import re
from itertools import takewhile

from prodlint.confirm.hit import Hit
from prodlint.fact import Function
from prodlint.file import File

UNBOUNDED = re.compile(r"@(?:\w+\.)?(?:cache|lru_cache\(\s*(?:[^)]*\bmaxsize\s*=\s*)?None\s*[,)].*)\s*$", re.DOTALL)
LIMITED = re.compile(r"ttl|max_entries")
ABOVE = 300
"""Characters above a function in which its decorators stand."""
SHARED = ("staticmethod", "classmethod")


def keeps_every_instance(hit: Hit[Function], file: File) -> bool:
    """The cache has no limit, and what it is asked about is the object itself."""
    function = hit.fact
    if function.kind != "method" or set(function.decorators) & set(SHARED):
        return False
    if any(base.rpartition(".")[2].endswith("Enum") or base == "type" for base in function.bases):
        return False
    if not _is_asked_of_an_object(function, file) or _has_one_instance(function.owner, file):
        return False
    return any(UNBOUNDED.match(line) for line in _decorators(function, file))


def keyed_by_what_people_type(hit: Hit[Function], file: File) -> bool:
    """The cache has neither a limit nor an end, and the file asks it about what a person has typed or uploaded."""
    if any(LIMITED.search(line) for line in _decorators(hit.fact, file)):
        return False
    asked = re.compile(rf"(?<![\w.]){re.escape(hit.fact.name)}\(\s*(\w+)".encode())
    given = {found[1] for found in asked.finditer(file.code) if not hit.fact.start <= found.start() < hit.fact.body_start}
    typed = file.vocabulary.bytes_pattern("typed-by-people")
    return typed is not None and bool(given & {found[1] for found in typed.finditer(file.code)})


def _decorators(function: Function, file: File) -> list[str]:
    """The lines above a function that decorate it, innermost first."""
    above = file.source.slice(max(0, function.start - ABOVE), function.start).splitlines()
    return list(takewhile(lambda line: not line or line[0] in "@#", (line.strip() for line in reversed(above))))


def _is_asked_of_an_object(function: Function, file: File) -> bool:
    return re.match(rb"[^(]*\(\s*self\b", file.source.text[function.start : function.body_start]) is not None


def _has_one_instance(owner: str, file: File) -> bool:
    """Whether the module itself makes the object: it lives as long as the program."""
    return re.search(rf"(?m)^\w+(?:\s*:[^=\n]+)?\s*=\s*{re.escape(owner)}\(".encode(), file.code) is not None
