"""Handlers that say that something happened, or write it to the log, and do nothing that could have made it true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.languages.swift.bodies import bound_values, strings_within
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import CALLS, STRINGS
from prodlint.names import words_of

LOGS_AND_CLOSES = "logs and closes"
CLAIMS = "only claims success"
DECLINES = "says that nothing is there"
_MOST = 12
"""Statements in a handler, counted through the closures of animations and delays."""
_OWN_NAME = re.compile(r"(?:self\.)?(\w+)")
_VALUES = frozenset({"true", "false", "nil"})


def judge_claims(reading: Reading, body: int) -> str:
    """CLAIMS, DECLINES, LOGS_AND_CLOSES, or "" for a body that may do more than that."""
    statements = list(_flat(reading, body))
    if not 1 <= len(statements) <= _MOST:
        return ""
    said = [_said(reading, statement) for statement in statements]
    if None in said:
        return ""
    if "decline" in said:
        return DECLINES
    if "claim" in said:
        return CLAIMS
    return LOGS_AND_CLOSES if set(said) == {"log", "close"} else ""


def _flat(reading: Reading, body: int, depth: int = 0) -> Iterator[int]:
    """The statements of a body, with those of animations, tasks and delays in place of these."""
    tree, wrappers = reading.tree, reading.vocabulary.words("transparent_calls") | reading.vocabulary.words("later_calls")
    for statement in tree.statements(body):
        call = tree.unwrapped(statement)
        callee = reading.callees.get(call, "")
        closures = [passed.value for passed in reading.arguments(call) if passed.trailing] if callee in wrappers else []
        if len(closures) == 1 and depth < 3:
            yield from _flat(reading, closures[0], depth + 1)
        else:
            yield call


def _said(reading: Reading, statement: int) -> str | None:
    """What a statement does: "claim", "decline", "set" (a plain value), "log", "close", "wait"; None for anything else."""
    kind = reading.tree.kinds[statement]
    if kind == "assignment":
        return _assigned(reading, statement)
    if kind == "property_declaration":
        return _made(reading, statement)
    if kind not in CALLS:
        return None
    callee = reading.callees[statement]
    if callee in reading.vocabulary.words("closing-calls"):
        return "close"
    if callee.rpartition(".")[2] in reading.vocabulary.words("showing-calls"):
        return _shown(reading, statement)
    effect = reading.effect(statement)
    return {"log": "log", "sleep": "wait"}.get(effect)


def _made(reading: Reading, declaration: int) -> str | None:
    """What an alert that is made here says, None for anything else that is made."""
    values = [value for _, value in bound_values(reading, declaration) if value >= 0]
    makers = reading.vocabulary.words("alert-makers")
    if len(values) != 1 or reading.callees.get(reading.tree.unwrapped(values[0]), "") not in makers:
        return None
    return _told(reading, " ".join(string_value(reading.tree, text) for text in strings_within(reading, values[0])))


def _shown(reading: Reading, call: int) -> str | None:
    """ "set" where an alert is shown, or given a button that does nothing more; None where a button of it acts."""
    tree = reading.tree
    closures = tree.within(tree.of("lambda_literal"), call)
    return None if any(tree.statements(closure) for closure in closures) else "set"


def _assigned(reading: Reading, assignment: int) -> str | None:
    tree, words = reading.tree, reading.vocabulary.words
    target, value = tree.parts(assignment)[0], tree.parts(assignment)[-1]
    name = _OWN_NAME.fullmatch(tree.slice(target))
    if name is None or b"+=" in tree.text[tree.ends[target] : tree.starts[value]]:
        return None
    named = words_of(name[1])
    if tree.kinds[value] in STRINGS:
        return _told(reading, string_value(tree, value)) if set(named) & words("telling_names") else "set"
    text = tree.slice(value)
    claims = words("claiming_ends") & set(named[-1:]) or words("claiming_words") & set(named)
    if text == "true" and (claims or _is_announced(reading, name[1])):
        return "claim"
    return "set" if text in _VALUES else None


def _is_announced(reading: Reading, state: str) -> bool:
    """Whether an alert is shown while a state is true which says that the act is done, and whose buttons do nothing more."""
    tree, alerts = reading.tree, reading.vocabulary.words("presenting_alert")
    lambdas = tree.of("lambda_literal")
    shown = (call for call in reading.calls if f".{reading.callees[call].rpartition('.')[2]}" in alerts)
    for call in shown:
        arguments = reading.arguments(call)
        texts = [string_value(tree, passed.value) for passed in arguments if tree.kinds[passed.value] in STRINGS]
        if not texts or not any(tree.slice(passed.value) == f"${state}" for passed in arguments):
            continue
        closures = [inner for passed in arguments if passed.trailing for inner in tree.within(lambdas, passed.value)]
        return _told(reading, texts[0]) == "claim" and not any(tree.statements(closure) for closure in closures)
    return False


def _told(reading: Reading, message: str) -> str:
    said = reading.vocabulary.pattern
    if said("nothing-real").search(message):
        return "decline"
    return "claim" if said("claims-success").search(message) else "set"


def watched(reading: Reading, body: int) -> bool:
    """Whether something in the file is done when a state that the body sets changes."""
    tree = reading.tree
    names = {found[1] for node in tree.within(tree.of("assignment"), body) if (found := _OWN_NAME.match(tree.slice(node)))}
    watching = re.compile(
        rb"\.(?:onChange\(of|task\(id|onReceive\()[^\n)]{0,40}\b(?:" + "|".join(sorted(names)).encode() + rb")\b"
    )
    return bool(names) and watching.search(tree.text) is not None
