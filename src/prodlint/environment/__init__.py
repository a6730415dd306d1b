"""Files that are no source, such as `.env` and compose files → the variables that they declare.

A value is looked at and forgotten: what is kept of it is one word, so that no secret can reach a report or the cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec

from prodlint.environment import documents, lines
from prodlint.environment.reading import Declaration, Unreadable
from prodlint.finding import Problem

STATES = ("set", "named", "empty", "placeholder")
"""What a declaration gives: a value, only the name (the value comes from elsewhere), nothing, or what must be replaced."""
PLACEHOLDER = re.compile(
    r"""(?ix)
    \b your [-_\ ] | [-_] here $ | ^ < [^<>]+ > $ | ^ \[ [^\[\]]+ \] $
  | change [-_\ ]? (me|this|it) | replace [-_\ ]? (me|this|with) | \b placeholder \b
  | ^ (?:\w{2,8}[-_])? x{4,} | ^ \.{3,} $ | ^ (sk|pk|key) [-_] \.{2,} | ^ (todo|tbd|fixme|placeholder) $
  | ^ (insert|enter|paste|put|add) [-_\ ] \w+ [-_\ ]
    """
)
BINARY_PLIST = b"bplist0"
"""How a property list in Apple's binary form begins."""
REFERENCE = re.compile(r"^\s*(?:\$[\w{(]|\$\{\{|\{\{|%\w+%|@\w+@)")
TREES = ("yaml", "toml", "plist")
"""Formats in which one wrong sign breaks the whole file."""
TEMPLATE = re.compile(r"(?<!\$)\{\{|\{%|<%")
"""What is filled in before somebody reads the file."""
READERS: Mapping[str, Callable[[str], Iterable[Declaration]]] = MappingProxyType(
    {
        "dotenv": lines.dotenv,
        "docker": lines.dockerfile,
        "shell": lines.shell,
        "xcconfig": lines.xcconfig,
        "xcode": lines.xcode,
        "words": lines.words,
        "json": lines.json,
        "yaml": documents.yaml,
        "toml": documents.toml,
        "plist": documents.plist,
    }
)
"""Format → what reads it: name, 1-based line, and the value, None for a name alone."""


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """A variable that a file declares.  `line` is 1-based, `state` one of STATES; `deployed` tells whether the file is one
    that the product runs with, and no example or setting of a developer's machine, `loose` whether it has variables of many
    kinds, not only those that the program needs.
    """

    variable: str
    path: str
    line: int
    state: str
    deployed: bool = False
    loose: bool = False


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """All variables that the files of a project declare, in the order of paths and lines, and what could not be read."""

    declared: tuple[Declared, ...] = ()
    problems: tuple[Problem, ...] = ()

    def by_name(self) -> dict[str, list[Declared]]:
        """Variable → its declarations."""
        named: dict[str, list[Declared]] = {}
        for each in self.declared:
            named.setdefault(each.variable, []).append(each)
        return named


def declared_in(path: str, form: str, raw: bytes, *, deployed: bool = False, loose: bool = False) -> Environment:
    """What one file of a format (a key of READERS) declares; whatever is wrong with it becomes a problem of that file."""
    is_binary_plist = form == "plist" and raw.startswith(BINARY_PLIST)
    if b"\0" in raw[:4096] and not is_binary_plist:
        return Environment(problems=(Problem(path, "skipped", "binary: no variables were read from it"),))
    text = raw.decode("utf-8-sig", "replace")
    problems: tuple[Problem, ...] = ()
    try:
        found = list(documents.binary_plist(raw) if is_binary_plist else READERS[form](text))
    except Unreadable as error:
        told = Problem(path, "partial", f"{error.message}; only names of variables were read from it", error.line)
        problems = () if TEMPLATE.search(text) else (told,)
        found = list(lines.words(text))
    declared = (_declared(path, each, deployed=deployed, loose=loose) for each in found)
    return Environment(declared=tuple(declared), problems=problems)


def _declared(path: str, found: Declaration, *, deployed: bool, loose: bool) -> Declared:
    variable, line, value = found
    return Declared(variable=variable, path=path, line=line, state=state_of(value), deployed=deployed, loose=loose)


def state_of(value: str | None) -> str:
    """One of STATES for a declared value."""
    if value is None or REFERENCE.match(value):
        return "named"
    if not value.strip():
        return "empty"
    return "placeholder" if PLACEHOLDER.search(value.strip()) else "set"
