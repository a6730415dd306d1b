"""Whether the words say soundly how a service is tried: what can be wrong with one request, each as a UserError at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prodlint.errors import UserError, nearest
from prodlint.services import METHODS, LiveWord

BASE = re.compile(r"https://[A-Za-z0-9{}_.-]+(?::\d+)?|http://(?:localhost|127\.0\.0\.1)(?::\d+)?|\{\w+\}")
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
SLOT = re.compile(r"\{([^{}]*)\}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
OF_THE_CALLER = range(400, 500)
"""Statuses that speak of what was sent."""
Place = Callable[[str], str]
"""A key → `path:line` where it stands."""


def check_live(word: LiveWord, at: Place) -> None:
    """Raises UserError for a request that cannot be made, or whose answer tells nothing."""
    if not BASE.fullmatch(word.base):
        raise UserError(f"`{word.base}` is no address", at("base"), "write it like `https://api.example.com`")
    if not word.path.startswith("/"):
        raise UserError(f"the path `{word.path}` does not begin with a slash", at("path"))
    if word.method not in METHODS:
        raise UserError(f"unknown method `{word.method}`", at("method"), nearest(word.method, list(METHODS)))
    if len(word.basic) not in (0, 2):
        raise UserError("`basic` is a user and a password", at("basic"), 'like `["{key}", ""]`')
    _check_names(word, at)
    if not word.answer and not word.accepted:
        raise UserError("nothing tells the right answer from another", at("path"), "name a member of it as `answer`")
    for status in word.wrong:
        if status not in OF_THE_CALLER:
            raise UserError(f"{status} is no status of a wrong key", at("wrong"), "give one from 400 to 499")


def _check_names(word: LiveWord, at: Place) -> None:
    for header in word.headers:
        if not HEADER.fullmatch(header):
            raise UserError(f"`{header}` is no name of a header", at(header))
    for variable in (*word.address, *(each for names in word.variables.values() for each in names)):
        if not VARIABLE.fullmatch(variable):
            raise UserError(f"`{variable}` is no name of a variable", at("variables"))
    asked = set(slots_of(word))
    for name in sorted(asked - set(word.variables)):
        raise UserError(f"`{{{name}}}` stands for no variable", at("variables"), nearest(name, list(word.variables)))
    for name, variables in word.variables.items():
        if name not in asked or not variables:
            raise UserError(f"`{name}` is not used" if variables else f"`{name}` names no variable", at(name))


def slots_of(word: LiveWord) -> Iterator[str]:
    """What stands in braces in a request, in the order in which it is sent."""
    for text in (word.base, word.path, *word.headers.values(), *word.basic):
        yield from SLOT.findall(text)
