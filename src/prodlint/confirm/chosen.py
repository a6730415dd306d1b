"""Reasons for silence about what only a choice of the build or of a configuration brings about."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Fact
from prodlint.file import File
from prodlint.names import words_of

CASE = re.compile(r"""case\s+(?:let\s+)?["']?(?:\w*\.)*(\w+)""")
"""A branch of a switch → what is switched on."""
FARTHEST = 60
"""Lines above a thing on which the branch begins that it stands in."""


def not_in_a_branch_for_doubles(hit: Hit[Fact], file: File) -> bool:
    """It does not stand in a branch that is taken where mocks are asked for by name (`case .mock:`)."""
    lines, last = file.source, file.source.line_index(hit.start)
    depth = _indent(lines.line_text(last)) + 1
    for index in range(last, max(last - FARTHEST, -1), -1):
        text = lines.line_text(index)
        if not text.strip() or _indent(text) >= depth:
            continue
        depth = _indent(text)
        branch = CASE.match(text.strip())
        if branch is not None:
            return not file.vocabulary.words("branches-for-doubles") & set(words_of(branch[1]))
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
