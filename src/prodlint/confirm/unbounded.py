"""Reasons for silence about routes that answer with all there is of a table."""

from __future__ import annotations

import re

from prodlint.confirm.blocking import in_a_served_route
from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Function
from prodlint.file import File
from prodlint.names import words_of

BOUND = re.compile(r"([A-Za-z_$][\w$]*)\s*(?::[^=\n]+)?=\s*(?:await\s+)?$")
STATEMENT = re.compile(r"[;{}\n](?=[^;{}\n]*$)")
BEFORE = 300
"""Bytes before a query in which its statement begins."""
COUNTED = r"(?!\s*\.\s*(?:length|size|reduce|filter|find|some|every)\b)"


def answers_with_every_row(hit: Hit[Call], file: File) -> bool:
    """The function answers requests, and hands out what the query gives, as it is or row by row."""
    function = file.function_of(hit.fact)
    if function is None or not (in_a_served_route(hit, file) or _takes_a_request(function, file)):
        return False
    head = STATEMENT.split(file.source.slice(max(function.body_start, hit.start - BEFORE), hit.start))[-1]
    bound = BOUND.search(head)
    if bound is None:
        return file.says("hands-out", head)
    hands_out = file.vocabulary.pattern("hands-out").pattern
    rest = file.code[hit.end : function.body_end].decode("utf-8", "replace")
    return re.search(rf"(?:{hands_out})[^;\n]{{0,120}}(?<![\w.]){re.escape(bound[1])}\b{COUNTED}", rest) is not None


def has_no_limit(hit: Hit[Call], file: File) -> bool:
    """Neither the query nor anything else in the function chooses some of the rows or speaks of a page."""
    function = file.function_of(hit.fact)
    start, end = (function.start, function.body_end) if function is not None else (hit.start, hit.end)
    return not file.says("limits-rows", file.code[start:end].decode("utf-8", "replace"))


def is_of_a_growing_table(hit: Hit[Call], file: File) -> bool:
    """The query asks for every row, and its table is called like something of which there is more every day."""
    found = file.vocabulary.pattern("every-row").search(file.source.slice(hit.start, hit.end))
    model = next((part for part in found.groups() if part), "") if found is not None else ""
    return bool(set(words_of(model)[-1:]) & file.vocabulary.words("growing-tables"))


def _takes_a_request(function: Function, file: File) -> bool:
    """Whether a router, or a view of a framework, gives the function a request, as its parameters or its type say."""
    if file.family == "ecmascript":
        return bool(file.says("takes-a-request", " ".join(function.parameters)))
    words = file.vocabulary.words
    if any(each.endswith(tuple(words("decorators-of-a-view"))) for each in function.decorators):
        return True
    return function.name in ("get", "list") and any(base.endswith(tuple(words("views-of-a-server"))) for base in function.bases)
