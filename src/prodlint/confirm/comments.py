"""Reasons for silence about comments."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Comment
from prodlint.file import File

HISTORY = re.compile(
    r"""(?ix)
    \b(removed?|removing|deleted|dropped|replaced|eliminated?|no\ longer|previously|used\ to|was\ (a\ )?(mock|stub|placeholder|hard)
     |than\ (mock|fake|dummy|simulated)|no\ (\w+\ ){0,2}(mock|fake|dummy)
     |instead\ of\ (the\ )?(mock|fake|dummy|simulat\w*|hard-?coded|placeholder|stub)|rather\ than\ (mock|fake|simulat|hard)
     |no\ (more\ )?(mock|fake|dummy|simulated|hard-?coded|placeholder|stub)\w*|not\ (a\ |just\ |using\ )?(mock|fake|dummy|simulated|hard-?coded|placeholder)
     |without\ (mock|fake|dummy)|never\ (mock|fake|simulat|use\ mock)|avoids?\ (mock|fake|hard)|real\ data,?\ not|fixed:|formerly|migrated\ from)
    | (删除|移除|不再|替换了|去掉)
    """
)
"""A comment that tells what is gone or promises that it is real."""

ABOUT_TESTS = re.compile(
    r"(?i)\b(in|for|by|during|from|the|unit|e2e|integration|our|ui|snapshot)\s+(unit\s+)?tests?\b(?!\s+(mode|build))"
    r"|\btests?\s+(can|may|use|uses|inject|override|replace|pass|rely)\b|\btestable\b|\bxctest|\bpytest|\bjest\b|\bstorybook\b|\bpreviews?\b"
)
"""A comment that speaks of tests or previews."""

TRACKED = re.compile(r"https?://|\b[A-Z][A-Z0-9]+-\d+\b|\(#\d+\)|#\d{2,}\b|\bTODO\([\w./-]*\d[\w./-]*\)")
"""A to-do with a link or a ticket number."""


def not_history(hit: Hit[Comment], file: File) -> bool:
    """The line neither tells what is gone nor promises that everything is real."""
    return not HISTORY.search(hit.line)


def not_about_tests(hit: Hit[Comment], file: File) -> bool:
    """The line does not speak of tests or previews."""
    return not ABOUT_TESTS.search(hit.line)


def stands_at_nothing_real(hit: Hit[Comment], file: File) -> bool:
    """The function around draws lots, waits, or answers with literals, and does nothing outside."""
    around = file.function_of(hit.fact)
    if around is None or "io" in around.effects:
        return False
    return bool({"random", "sleep"} & set(around.effects)) or around.returns in ("literal", "record", "choice")


def not_tracked(hit: Hit[Comment], file: File) -> bool:
    """The to-do names no ticket: somebody else keeps the tracked ones."""
    return not TRACKED.search(hit.line)
