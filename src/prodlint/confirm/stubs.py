"""Reasons for silence about functions that do nothing: something beside them says why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Function
from prodlint.file import File
from prodlint.scopes import Scopes

EMPTY_LINE = re.compile(r"\s*(?:@?\w+ )*(?:func|def|function)?\s*\w+\(.*\{\s*\}\s*$")
"""A function without a body that stands on one line."""
CONDITION = re.compile(rb"^[ \t]*#(if|else|elseif|endif)\b|\bfunc (\w+)", re.MULTILINE)
"""A part of a condition of the compiler, or the name of a function."""
CALLED = re.compile(r"(?<!func )(?<!def )(?<!function )\b(\w+)\(")
BLOCK = re.compile(r"^\W*(?:if|guard|else if|elif)\b\s*\(?\s*(?:self\.|this\.)?(\w+)\s*\)?\s*(?:\{|:|else)?\s*$")
"""A condition that is one bare name."""
SAYS_YES = re.compile(
    r"[\s{]*(?:\"{3}.*?\"{3}\s*)?(?:(?://|#)[^\n]*\n\s*)*(?:return\s+)?(?:true|True)\s*;?[^\S\n]*(?:(?://|#)[^\n]*)?[\s}]*",
    re.DOTALL,
)
"""A body that is nothing but a yes, with comments around it."""


def not_the_other_platform(hit: Hit[Function], file: File) -> bool:
    """The function does not stand in the `#else` of a condition in whose first part one of its name stands."""
    parts, before = _platforms(file)
    part = parts.innermost(hit.start)
    return part < 0 or hit.fact.name.partition("(")[0].encode() not in before[part]


class _Condition(msgspec.Struct):
    """An open condition: where its last part begins, what functions stand in it so far, and which of them in parts before."""

    begins: int
    names: set[bytes]
    before: frozenset[bytes] = frozenset()


@lru_cache(maxsize=2)  # asked for each function of a file
def _platforms(file: File) -> tuple[Scopes, list[frozenset[bytes]]]:
    """The parts of all conditions, and of each the functions in the parts before it."""
    spans: list[tuple[int, int, int]] = []
    before: list[frozenset[bytes]] = []
    opened: list[_Condition] = []
    for found in CONDITION.finditer(file.source.text) if b"#if" in file.source.text else ():
        if found[1] == b"if":
            opened.append(_Condition(found.start(), set()))
        elif found[2] and opened:
            opened[-1].names.add(found[2])
        elif found[1] and opened:
            last = opened[-1]
            spans.append((last.begins, found.start(), len(before)))
            before.append(last.before)
            last.begins, last.before = found.start(), frozenset(last.names)
        if found[1] == b"endif" and opened:
            inner = opened.pop()
            for outer in opened[-1:]:
                outer.names.update(inner.names)
    return Scopes(spans), before


def not_beside_a_real_one(hit: Hit[Function], file: File) -> bool:
    """No type of this file that shares a base with its own has a method of the name that does something."""
    mine = hit.fact
    others = (each for each in file.those(Function, "name", mine.name) if each.owner not in ("", mine.owner))
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
    places = _lines_that_call(file).get(name.rpartition(".")[2], [])
    text = file.source.text.decode("utf-8", "replace") if places else ""
    return not places or not all(_is_off(file.source.line_text(at - 1), text) for at in places)


@lru_cache(maxsize=2)  # asked for each function of a file
def _lines_that_call(file: File) -> Mapping[str, list[int]]:
    """The 0-based lines on which something of a name is called."""
    called: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(file.source.text.decode("utf-8", "replace").split("\n")):
        for name in set(CALLED.findall(line)):
            called[name].append(at)
    return dict(called)


def _is_off(condition: str, text: str) -> bool:
    flag = BLOCK.match(condition)
    return flag is not None and re.search(rf"\b(?:let|const)\s+{flag[1]}\b[^=\n]*=\s*false\b", text) is not None


def says_yes_to_everybody(hit: Hit[Function], file: File) -> bool:
    """The body is nothing but a yes, whatever it is given; no class above asks for a default of this kind."""
    function = hit.fact
    body = file.source.slice(function.body_start, function.body_end)
    inherited = file.family == "python" and bool(function.bases)
    return bool(function.parameters) and not inherited and SAYS_YES.fullmatch(body) is not None
