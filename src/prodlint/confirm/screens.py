"""Reasons for silence about screens that hold nothing but a word."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Text
from prodlint.file import File
from prodlint.names import words_of

OPENS = re.compile(
    r"""
    struct\s+(\w+)\s*:\s*View\s*\{\s*
    var\s+body\s*:\s*some\s+View\s*\{\s*
    (?:(?:[VHZ]Stack|NavigationView|NavigationStack|Group)(?:\([^(){}]*\))?\s*\{\s*)?
    Text\(\s*"?$
    """,
    re.VERBOSE,
)
"""A view without properties whose body begins with a text → the name of the view."""
CLOSES = re.compile(r'"?\s*\)(?:\s*\.\w+(?:\((?:[^(){}]|\([^(){}]*\))*\))?)*(?:\s*\}){2}')
"""What follows the text: its modifiers, and the end."""
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
REACH = 300
"""Bytes before and behind a text in which the view opens and closes."""


def is_all_its_view_draws(hit: Hit[Text], file: File) -> bool:
    """A view without properties draws one text, which is its own name, or what a template or a stub writes there."""
    opened = OPENS.search(COMMENT.sub("", file.source.slice(max(0, hit.start - REACH), hit.start)))
    if opened is None or CLOSES.match(COMMENT.sub("", file.source.slice(hit.end, hit.end + REACH))) is None:
        return False
    if file.says("stub-of-a-view", hit.fact.value):
        return True
    named = [word for word in words_of(opened[1]) if word not in file.vocabulary.words("kinds-of-views")]
    return bool(named) and named == [word for word in words_of(hit.fact.value) if word not in ("and", "the")][: len(named)]
