"""Comments at a handler of errors → whether they give a reason: the part that is the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"\s*(?://+|/\*+|#+|\*)?\s*(.*?)\s*(?:\*/)?\s*", re.DOTALL)
_CODE = re.compile(
    r"""
    (?: # A call, a declaration, an assignment or a way out.
      (?:(?:await|return|throw|raise|try[?!]?|yield)\s+)? [\w$.?!\[\]'"]+ \( .* \) [;,]?
      | (?:const|let|var)\s+[\w$]+\s*=.*
      | [\w$.\[\]]+\s*[-+]?=\s*\S.*
      | (?:return|throw|raise)\s+[\w$.]+;?
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVE = re.compile(r"(?:eslint|prettier|tslint|biome|swiftlint|pylint|istanbul|@ts)\b[^\n]*?(?=\s--?\s|\n|$)")
LEAST_WORDS = 4


def gives_reason(comments: Iterable[str]) -> bool:
    """Whether some comment has at least four words, and is no code that was taken out and no order to a linter."""
    return any(len(_WORD.findall(_DIRECTIVE.sub("", said))) >= LEAST_WORDS for said in comments if not _is_code(said))


def _is_code(comment: str) -> bool:
    bare = _MARKS.fullmatch(comment)
    return bare is not None and all(_CODE.fullmatch(line.strip()) for line in _lines(bare[1]))


def _lines(text: str) -> list[str]:
    lines = (_MARKS.fullmatch(line) for line in text.splitlines())
    return [line[1] for line in lines if line is not None and line[1]]
