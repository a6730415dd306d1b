"""What happens when a control is used: a closure, a reference, a selector or nothing, followed one function deep."""

from __future__ import annotations

from typing import NamedTuple

from prodlint.inventory import NOT_IMPLEMENTED
from prodlint.languages.swift.bodies import Summary, strings_within
from prodlint.languages.swift.claims import DECLINES, LOGS_AND_CLOSES, judge_claims, watched
from prodlint.languages.swift.functions import Functions
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import CALLS

INERT = frozenset({"empty", "comment-only", "log-only", "notify-only"})


class Verdict(NamedTuple):
    """A control's handler state, the reason, the handler's name and what it shows, as in Control."""

    state: str
    why: str = ""
    target: str = ""
    says: str = ""


def judge_handler(reading: Reading, handler: Passed, functions: Functions) -> Verdict:
    """The state of a handler that is passed to a control."""
    tree = reading.tree
    value = tree.unwrapped(handler.value)
    kind = tree.kinds[value]
    if kind == "lambda_literal":
        return _judge_closure(reading, value, handler.label or "closure", functions)
    if tree.slice(value) in ("nil", ".none"):
        return Verdict("missing")
    if kind == "selector_expression":
        name = tree.slice(value).removeprefix("#selector(").rstrip(")").partition("(")[0].rpartition(".")[2].strip()
        return _judge_name(reading, value, name, functions) or Verdict("wired", "selector", name)
    name = tree.dotted(value)
    if not name or kind in CALLS:
        return Verdict("wired", handler.label)
    known = _judge_name(reading, value, name, functions)
    if known is not None:
        return known
    return Verdict("wired" if "." in name.removeprefix("self.") else "delegated", handler.label, name)


def _judge_closure(reading: Reading, closure: int, why: str, functions: Functions) -> Verdict:
    summary = _summary_of(functions, closure)
    if summary is None:
        return Verdict("wired", why)
    if summary.body in INERT:
        return Verdict(summary.body, why, "", _says(reading, closure) if summary.body.endswith("-only") else "")
    if summary.body == "unimplemented":
        return Verdict("wired", NOT_IMPLEMENTED)
    name, call = _only_call(reading, closure)
    if not name:
        return _told(reading, closure, why)
    known = _judge_name(reading, call, name, functions)
    if known is not None:
        return known
    bare = name.removeprefix("self.")
    is_passed_in = "." not in bare and bare in reading.function_values
    return Verdict("delegated" if is_passed_in else "wired", why, name)


def _summary_of(functions: Functions, node: int) -> Summary | None:
    """The summary of the function that starts at a node."""
    found = functions.places.get(node)
    return functions.summary(found) if found is not None else None


def _judge_name(reading: Reading, node: int, name: str, functions: Functions) -> Verdict | None:
    """The verdict on a function of this file by its name, None when the file has no such function."""
    bare = name.removeprefix("self.")
    if "." in bare:
        return None
    declarations = reading.function_names.get(bare, [])
    around = reading.site_of(node)
    owner = functions.owner(around).name if around >= 0 else ""
    candidates = [functions.places[declaration] for declaration in declarations]
    mine = [index for index in candidates if functions.owner(index).name == owner] or candidates
    if len(mine) != 1:
        return Verdict("wired", "function", name) if mine else None
    body = functions.summary(mine[0]).body
    if body == "unimplemented":
        return Verdict("wired", NOT_IMPLEMENTED, name)
    if body not in INERT:
        return _told(reading, functions.sites[mine[0]].body, "function", name)
    return Verdict(body, "function", name, _says(reading, functions.sites[mine[0]].body))


def _only_call(reading: Reading, closure: int) -> tuple[str, int]:
    """The single function that a closure calls, through `Task { … }` and animation wrappers: its name and the call."""
    tree, wrappers = reading.tree, reading.vocabulary.words("transparent_calls")
    for _ in range(4):
        statements = tree.statements(closure)
        if len(statements) != 1:
            return "", -1
        call = tree.unwrapped(statements[0])
        if tree.kinds[call] not in CALLS:
            return "", -1
        closures = [passed.value for passed in reading.arguments(call) if tree.kinds[passed.value] == "lambda_literal"]
        if reading.callees[call] not in wrappers or not closures:
            return reading.callees[call], call
        closure = closures[-1]
    return "", -1


def _says(reading: Reading, body: int) -> str:
    """What a body shows: the text that says that nothing is there, else the first."""
    nothing, tree = reading.vocabulary.pattern("nothing-real"), reading.tree
    texts = [string_value(tree, text) for text in strings_within(reading, body)] if body >= 0 else []
    return next((text for text in texts if nothing.search(text)), next(iter(texts), ""))[:200]


def _told(reading: Reading, body: int, why: str, name: str = "") -> Verdict:
    """The verdict on a handler that is more than one call: wired, with the reason where it does nothing but tell.

    That a function of this name only logs and closes is found where the function stands.
    """
    claim = judge_claims(reading, body) if body >= 0 else ""
    if not claim or (claim == LOGS_AND_CLOSES and name) or (claim != LOGS_AND_CLOSES and watched(reading, body)):
        return Verdict("wired", why, name)
    if claim == DECLINES:
        return Verdict("notify-only", why, name, _says(reading, body))
    return Verdict("wired", claim, name)
