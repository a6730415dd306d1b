"""Reasons for silence about requests."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Catch, Floating, Request
from prodlint.file import File
from prodlint.names import words_of

ASKED = re.compile(r"[\w.]+\s*\(\s*([\w.?!]+)\s*[,)]")
"""A call whose first argument is a name."""
REACH = 200
"""Bytes of a call in which its first argument stands."""


def is_not_in_memory(hit: Hit[Request], file: File) -> bool:
    """What is asked is not called an address of data in memory, which answers without a status."""
    asked = ASKED.match(file.source.slice(hit.start, hit.start + REACH))
    return asked is None or not file.says("address-in-memory", asked[1])


def not_best_effort(hit: Hit[Request], file: File) -> bool:
    """Neither the function's name nor a comment at its error handler says that it may fail in silence."""
    around = file.function_of(hit.fact)
    if around is None:
        return True
    if file.vocabulary.words("best-effort") & {*words_of(around.name), *words_of(around.owner)}:
        return False
    return not any(handler.explained for handler in file.within(Catch, around.body_start, around.body_end))


def no_failure_is_dropped(hit: Hit[Request], file: File) -> bool:
    """No error handler of the function drops what it catches: that would be told already."""
    around = file.function_of(hit.fact)
    handlers = file.within(Catch, around.body_start, around.body_end) if around is not None else ()
    return all(handler.body not in ("empty", "comment-only", "log-only") for handler in handlers)


def floats_in_the_product(hit: Hit[Floating], file: File) -> bool:
    """What is asked is no statistic, and neither a name nor a comment says that it may fail in silence."""
    words = {*words_of(hit.fact.name), *hit.fact.callee.lower().split(".")}
    around = file.function_of(hit.fact)
    named = {*words_of(around.name), *words_of(around.owner)} if around is not None else set()
    if file.vocabulary.words("telemetry") & words or file.vocabulary.words("best-effort") & (named | words):
        return False
    return not file.says("may-fail", file.comment_above(hit.start))
