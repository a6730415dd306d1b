"""Judging what a body does from what it calls: the part that is the same in every language."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.vocabulary import Vocabulary

HARMLESS = frozenset({"log", "pure", "random", "sleep"})
"""Effects that leave nothing behind but a log line and time."""


def effects_of(callees: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The sorted set of effects of some callees, as a Function or Delay fact stores it."""
    return tuple(sorted({vocabulary.effect(callee) for callee in callees}))


def body_state(
    effects: Iterable[str],
    *,
    statements: int,
    comments: bool,
    unimplemented: bool,
    only_literals: bool,
    only_calls: bool,
) -> str:
    """The `Function.body` word of a body that exists.

    `statements` counts statements other than `pass`, `...`, bare returns and docstrings; `unimplemented` says that its last
    statement raises or traps "not implemented"; `only_literals` that it does nothing but return literals;
    `only_calls` that every statement is a call (no assignment, control flow or returned value).
    """
    if not statements:
        return "comment-only" if comments else "empty"
    doing = set(effects) - {"pure"}
    if unimplemented and doing <= {"log", "exit", "unknown"}:
        return "unimplemented"
    if only_literals and not doing:
        return "constant"
    if only_calls and doing == {"log"}:
        return "log-only"
    if only_calls and doing and doing <= {"log", "notify"}:
        return "notify-only"
    return "real"
