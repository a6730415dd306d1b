"""Path patterns as they are written in a configuration → one compiled test for paths.

The language is the useful part of gitignore's, and one regex does all the work because every file is asked:
  `*` and `?` within a name          `**` any number of folders          `[a-z]`, `[!a-z]` one character
  `name`, `*.gen.ts`  at any depth   `/name`, `a/b`  from the project's root   `folder` or `folder/`  all below it, too
  `!pattern`          takes out again what another pattern took in, wherever it stands in the list
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

TOKEN = re.compile(
    r"""
    (?P<deep_start>^\*\*/)          # at the front: any folders or none
  | (?P<deep_middle>/\*\*/)         # between: any folders or none
  | (?P<deep_end>/\*\*$)            # at the end: everything below
  | (?P<star>\*+)
  | (?P<one>\?)
  | \[(?P<negated>[!^]?)(?P<choice>\]?[^\]/]+)\]
  | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)
REGEXES = {"deep_start": "(?:.*/)?", "deep_middle": "/(?:.*/)?", "deep_end": "/.+", "star": "[^/]*", "one": "[^/]"}


class Globs:
    """Some patterns, asked together.  Paths are relative to the project's root, with forward slashes."""

    def __init__(self, patterns: Iterable[str]) -> None:
        written = [pattern for pattern in patterns if pattern.strip("!/. ")]
        self._wanted = _any_of(pattern for pattern in written if not pattern.startswith("!"))
        self._unwanted = _any_of(pattern[1:] for pattern in written if pattern.startswith("!"))

    def match(self, path: str) -> bool:
        """Whether a pattern fits the path or a folder above it, and no `!` pattern does."""
        if self._wanted is None or self._wanted.match(path) is None:
            return False
        return self._unwanted is None or self._unwanted.match(path) is None


def flaw_in(pattern: str) -> str:
    """Why a pattern cannot mean what its writer wants, "" when it can."""
    if not pattern.strip("!/. "):
        return "fits nothing"
    if any(token.lastgroup == "plain" and token[0] == "[" for token in TOKEN.finditer(pattern)):
        return "has a `[` without its `]`"
    return ""


@lru_cache(maxsize=256)
def globs(patterns: tuple[str, ...]) -> Globs:
    """The compiled test of these patterns, one for each list in a process."""
    return Globs(patterns)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    regexes = [_regex(pattern) for pattern in patterns]
    return re.compile("|".join(regexes), re.DOTALL) if regexes else None


def _regex(pattern: str) -> str:
    bare = pattern.strip().removeprefix("./").rstrip("/")
    anchored = "/" in bare
    body = "".join(map(_part, TOKEN.finditer(bare.lstrip("/"))))
    return ("" if anchored else "(?:.*/)?") + f"(?:{body})" + r"(?:/.*)?\Z"


def _part(token: re.Match[str]) -> str:
    kind = token.lastgroup or "plain"
    if kind == "choice":
        return f"[{'^' if token['negated'] else ''}{_escaped(token['choice'])}]"
    return REGEXES.get(kind) or re.escape(token[0])


def _escaped(choice: str) -> str:
    """The inside of a character class with only its ranges special; a range that runs backwards is plain characters."""
    literal = re.sub(r"([\\\[\]^&~|])", r"\\\1", choice)
    try:
        re.compile(f"[{literal}]")
    except re.error:
        return literal.replace("-", r"\-")
    return literal
