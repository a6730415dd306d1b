"""Reasons for silence about requests that a loop sends one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.confirm.hit import Hit
from prodlint.fact import Comment, LoopWait
from prodlint.file import File

LEAVES = re.compile(rb"\b(?:return|break|yield|goto)\b")
REFUSES = re.compile(rb"\b(?:throw|raise)\b")
"""What ends all rounds, as it would if they were sent together."""
CHANGES = re.compile(
    rb"(?<![\w$.])((?:self\.|this\.)?[A-Za-z_$][\w$]*)\s*(?:\[[^\]\n]*\]\s*)?(?:[-+*/|&%]|\?\?|\|\||&&|\*\*)?=(?![=>])"
    rb"|(?<![\w$.])((?:self\.|this\.)?[A-Za-z_$][\w$]*)\.(?:push|append|add|set|update|extend|insert|unshift|concat)\("
)
DECLARES = re.compile(rb"(?:\b(?:const|let|var|guard let|if let)\s+)([\w$]+|[({\[][^=\n]{0,200})\s*(?::[^=\n]{1,80})?=(?!=)")
BOUND = re.compile(
    r"(?m)(?:^|[;{(]|\bif |\bguard )\s*(?:(?:const|let|var)\s+)?"
    r"([\w$]+|[({\[][^=\n]{0,200}?)\s*(?::[^=\n]{1,80})?=(?![=>])([^\n;]*)"
)
NAME = re.compile(r"[A-Za-z_$][\w$]*")
WRITES = re.compile(r"\bmethod\s*[:=]\s*[\"'`](?!GET\b|HEAD\b)")
REACH = 600
"""Bytes before a loop of its function in which it is said why it goes on one by one."""


def rounds_are_independent(hit: Hit[LoopWait], file: File) -> bool:
    """No round leaves the loop but for a refusal, sets its pace, looks at what another has left, or waits for more."""
    wait = hit.fact
    body = file.code[wait.body_start : wait.body_end]
    if (
        LEAVES.search(body)
        or REFUSES.search(file.code[wait.body_start : wait.start])
        or _has_a_pace(wait, file)
        or _waits_for_more(wait, file)
    ):
        return False
    asked = file.source.slice(wait.start, wait.end)
    if WRITES.search(asked) or not _words(asked) & _of_the_round(wait, file):
        return False
    before = re.split(rb"[\n;{]", file.code[wait.body_start : wait.start])[:-1]
    return not (_changed(wait, file) & (_words(b" ".join(before).decode("utf-8", "replace")) | _words(asked)))


def first_of_its_loop(hit: Hit[LoopWait], file: File) -> bool:
    """No other call of the same name, which the loop waits for, stands before it."""
    wait = hit.fact
    return not any(each.start < wait.start and each.callee == wait.callee for each in _beside(wait, file))


def asks_a_service_itself(hit: Hit[LoopWait], file: File) -> bool:
    """What is called is a function of the file that asks a server, and changes nothing that outlives it."""
    called = file.named_function(hit.fact.callee.rpartition(".")[2])
    if called is None or "state" in called.effects:
        return False
    return file.says("asks-a-server", file.source.slice(called.body_start, called.body_end))


def _has_a_pace(wait: LoopWait, file: File) -> bool:
    """Whether a word of the loop, of a comment at it or of the function's name says that it goes on one by one."""
    around = file.function_of(wait)
    head = f"{wait.over} {' '.join(wait.names)} {around.name if around is not None else ''}"
    code = file.code[wait.body_start : wait.body_end].decode("utf-8", "replace")
    first = max(around.body_start if around is not None else 0, wait.body_start - REACH)
    said = " ".join(comment.text for comment in file.within(Comment, first, wait.body_end))
    return file.says("one-by-one", f"{head} {code}") or file.says("reason-for-one-by-one", said)


def _waits_for_more(wait: LoopWait, file: File) -> bool:
    """Whether a round waits for something else than answers and their bodies."""
    return not all(file.says("only-reads", each.callee) for each in _beside(wait, file) if each.start != wait.start)


def _beside(wait: LoopWait, file: File) -> Iterator[LoopWait]:
    return (each for each in file.within(LoopWait, wait.body_start, wait.body_end))


def _of_the_round(wait: LoopWait, file: File) -> set[str]:
    """The loop's own names, and those that the body makes of them before it waits."""
    names = set(wait.names)
    for found in BOUND.finditer(file.source.slice(wait.body_start, wait.start)):
        if names & _words(found[2]):
            names |= _words(found[1])
    return names


def _changed(wait: LoopWait, file: File) -> set[str]:
    """The names of what is outside the loop that a round changes."""
    body = file.code[wait.body_start : wait.body_end]
    own = {name for found in DECLARES.finditer(body) for name in _words(found[1].decode("utf-8", "replace"))}
    changed = {(found[1] or found[2]).decode("utf-8", "replace").rpartition(".")[2] for found in CHANGES.finditer(body)}
    return changed - own - (_bound_first(wait, file) if file.family == "python" else set())


def _bound_first(wait: LoopWait, file: File) -> set[str]:
    """The names that a body without declarations gives a value before it reads them."""
    text = file.code[wait.body_start : wait.body_end].decode("utf-8", "replace")
    bound: set[str] = set()
    for found in re.finditer(r"(?m)^[ \t]*([A-Za-z_][\w, ]*?)[ \t]*(?::[^=\n]{1,80})?=(?!=)", text):
        bound |= {name for name in NAME.findall(found[1]) if not re.search(rf"\b{name}\b", text[: found.start(1)])}
    return bound


def _words(text: str) -> set[str]:
    return set(NAME.findall(text))
