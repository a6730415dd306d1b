"""Reasons for silence about functions that do nothing: something beside them says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Function
from prodlint.file import File

EMPTY_LINE = re.compile(r"\s*(?:@?\w+ )*(?:func|def|function)?\s*\w+\(.*\{\s*\}\s*$")
"""A function without a body that stands on one line."""
OPENS = re.compile(r"\s*#if\b")
OTHERWISE = re.compile(r"\s*#(?:else|elseif)\b")
CLOSES = re.compile(r"\s*#endif\b")
BLOCK = re.compile(r"^\W*(?:if|guard|else if|elif)\b\s*\(?\s*(?:self\.|this\.)?(\w+)\s*\)?\s*(?:\{|:|else)?\s*$")
"""A condition that is one bare name."""
SAYS_YES = re.compile(
    r"[\s{]*(?:\"{3}.*?\"{3}\s*)?(?:(?://|#)[^\n]*\n\s*)*(?:return\s+)?(?:true|True)\s*;?[^\S\n]*(?:(?://|#)[^\n]*)?[\s}]*",
    re.DOTALL,
)
"""A body that is nothing but a yes, with comments around it."""


def not_the_other_platform(hit: Hit[Function], file: File) -> bool:
    """The function does not stand in the `#else` of a condition in whose first part one of its name stands."""
    name = hit.fact.name.partition("(")[0]
    return not any(re.search(rf"\bfunc {re.escape(name)}\b", text) for text in _first_part(hit, file))


def _first_part(hit: Hit[Function], file: File) -> Iterator[str]:
    """The lines between the `#if` and the `#else` that the place stands behind, none where it stands behind none."""
    depth, behind = 0, False
    for index in range(file.source.line_index(hit.start) - 1, -1, -1):
        text = file.source.line_text(index)
        if CLOSES.match(text):
            depth += 1
        elif OPENS.match(text):
            if not depth:
                return
            depth -= 1
        elif not depth and OTHERWISE.match(text):
            behind = True
        elif behind:
            yield text


def not_beside_a_real_one(hit: Hit[Function], file: File) -> bool:
    """No type of this file that shares a base with its own has a method of the name that does something."""
    mine = hit.fact
    others = (each for each in file.all(Function) if each.name == mine.name and each.owner not in ("", mine.owner))
    return not any(each.body == "real" and set(each.bases) & set(mine.bases) for each in others)


def not_explained_above(hit: Hit[Function], file: File) -> bool:
    """The comment above the function, or above the row of empty ones that it stands in, does not say why it is empty."""
    line = file.source.line_index(hit.start)
    while line and EMPTY_LINE.match(file.source.line_text(line - 1)):
        line -= 1
    above = file.source.line_text(line - 1).strip() if line else ""
    return not (above.startswith(("//", "#", "*")) and file.says("empty-on-purpose", above))


def not_behind_an_off_flag(hit: Hit[Call | Function], file: File) -> bool:
    """It is not only done where a flag says so that this file fixes as off."""
    name = hit.fact.callee if isinstance(hit.fact, Call) else hit.fact.name
    text = file.source.text.decode("utf-8", "replace")
    lines = text.split("\n")
    called = re.compile(rf"(?<!func )(?<!def )(?<!function )\b{re.escape(name.rpartition('.')[2])}\(")
    places = [at for at, line in enumerate(lines) if called.search(line)]
    return not places or not all(_is_off(lines[at - 1] if at else "", text) for at in places)


def _is_off(condition: str, text: str) -> bool:
    flag = BLOCK.match(condition)
    return flag is not None and re.search(rf"\b(?:let|const)\s+{flag[1]}\b[^=\n]*=\s*false\b", text) is not None


def says_yes_to_everybody(hit: Hit[Function], file: File) -> bool:
    """The body is nothing but a yes, whatever it is given; no class above asks for a default of this kind."""
    function = hit.fact
    body = file.source.slice(function.body_start, function.body_end)
    inherited = file.family == "python" and bool(function.bases)
    return bool(function.parameters) and not inherited and SAYS_YES.fullmatch(body) is not None
