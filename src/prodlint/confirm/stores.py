"""Reasons for silence about what a served route keeps of what it is sent."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Declaration, Function
from prodlint.file import File
from prodlint.names import words_of

ROUTE = re.compile(r"\.(get|post|put|patch|delete|route)$")
EMPTY = re.compile(
    r"[^=]{0,200}=\s*(\[\s*\]|\{\s*\}|new (?:Map|Set)(?:<[^>\n]*>)?\(\)|list\(\)|dict\(\)|OrderedDict\(\)|defaultdict\(\w*\))"
)
COMMENT = re.compile(r"(?m)(?:#|//).*$")
REACH = 400
"""Bytes behind a name in which its empty value ends."""


def is_all_the_storage_there_is(hit: Hit[Declaration], file: File) -> bool:
    """A route of the file writes into it, another reads it, and none of these asks anything outside."""
    name = hit.fact.name
    if file.function_of(hit.fact) is not None or file.vocabulary.words("kept-in-memory") & set(words_of(name)):
        return False
    if not EMPTY.match(COMMENT.sub("", file.source.slice(hit.fact.start, hit.fact.start + REACH))):
        return False
    routes = [each for each in file.all(Function) if any(ROUTE.search(decorator) for decorator in each.decorators)]
    using = [each for each in routes if re.search(rf"\b{re.escape(name)}\b", _body(each, file))]
    writing = [each for each in using if _writes(name, _body(each, file))]
    return bool(writing) and len(using) > 1 and not any("io" in each.effects for each in using)


def stores_nothing(hit: Hit[Function], file: File) -> bool:
    """Nothing in the body outlives its run."""
    return not file.says("keeps-something", _body(hit.fact, file))


def answers_that_it_is_done(hit: Hit[Function], file: File) -> bool:
    """It answers that it worked."""
    return file.says("answers-done", _body(hit.fact, file))


def promises_to_keep(hit: Hit[Function], file: File) -> bool:
    """The name or path of the route is not that of a question, a check or an acknowledgement."""
    named = {*words_of(hit.fact.name), *words_of(hit.fact.owner)}
    return not named & (file.vocabulary.words("keeps-nothing-by-nature") | file.vocabulary.words("static-by-nature"))


def is_a_route_file(hit: Hit[Function], file: File) -> bool:
    """The file is one whose exported functions the framework serves."""
    return re.search(r"(^|/)(route|\+server)\.[jt]sx?$", file.path) is not None


def _writes(name: str, body: str) -> bool:
    return (
        re.search(rf"\b{re.escape(name)}(\.(push|unshift|append|insert|set|add|setdefault)\(|\[[^\n]+\]\s*=(?!=))", body)
        is not None
    )


def _body(function: Function, file: File) -> str:
    return file.source.slice(function.body_start, function.body_end)
