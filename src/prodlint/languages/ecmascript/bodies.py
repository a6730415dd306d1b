"""What a function's body does when run, from the calls, assignments, returns and throws in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tree_sitter import Node

from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import is_nothing
from prodlint.languages.ecmascript.sites import Change, Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import first_child, has_comment, statements, unwrapped, words
from prodlint.languages.ecmascript.values import Grade, Grader
from prodlint.languages.summary import body_state

TELLING = frozenset({"log", "notify", "state", "navigate", "sleep"})
"""Effects of calls that are returned only to end the function: `return alert("…")`."""

LOADS = re.compile(rb"\bimport\(")
"""A module that is loaded at run time, whose code runs."""
SPEAKING = frozenset({"log", "notify", "navigate", "pure", "sleep", "random"})
"""Effects of a function that says something and leaves, and does nothing else."""


@dataclass(slots=True)
class Body:
    """What a body does: `state` as Function.body, `calls` without repeats, and the grade of what it returns."""

    state: str
    effects: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    returns: str = ""
    texts: tuple[str, ...] = ()
    literals: int = 0


def body_of_fact(reading: Reading, closure: Closure) -> Body:
    """The body of a function fact, without what nested function facts do."""
    sites = reading.sites_by_function.get(closure.index, [])
    changes = reading.changes_by_function.get(closure.index, [])
    return _look(reading, closure, sites, changes)


def body_of_callback(reading: Reading, closure: Closure) -> Body:
    """The body of any function value with all that is nested in it."""
    if closure.index >= 0:
        return body_of_fact(reading, closure)
    start, end = closure.node.start_byte, closure.node.end_byte
    return _look(reading, closure, reading.sites_in(start, end), reading.changes_in(start, end))


def _look(reading: Reading, closure: Closure, sites: Sequence[Site], changes: Sequence[Change]) -> Body:
    body = closure.node.child_by_field_name("body")
    if body is None:
        return Body("absent")
    effects = {_effect(reading, closure, site) for site in sites}
    effects.update(change.effect for change in changes)
    if closure.kind.startswith("generator") or LOADS.search(body.text or b""):
        effects.add("unknown")
    block = body.type == "statement_block"
    steps = [step for step in statements(body) if not _returns_nothing(step)] if block else [body]
    if not block and is_nothing(body):
        steps = []
    values = _values(reading, closure, body, sites)
    grade = _grade(reading, closure, values)
    returns = _summary(values, grade)
    thrown = closure.number in reading.throws
    state = body_state(
        effects,
        statements=len(steps),
        comments=has_comment(body) if block else False,
        unimplemented=bool(steps) and _is_unimplemented(reading, steps[-1]),
        only_literals=not thrown and _is_plain(steps, values) and returns in ("literal", "record") and grade.local,
        only_calls=not thrown and not returns and all(_is_step(step) for step in steps),
    )
    if state == "notify-only" and _acts_when_answered(reading, closure):
        state = "real"
    return Body(
        state,
        tuple(sorted(effects)),
        tuple(dict.fromkeys(site.callee for site in sites if site.callee)),
        returns,
        tuple(grade.texts),
        grade.literals,
    )


def _effect(reading: Reading, closure: Closure, site: Site) -> str:
    """The effect of a call; a function of the file that is named like one that speaks may do more than its name says."""
    if site.effect not in ("log", "notify"):
        return site.effect
    name = site.callee.removeprefix("this.")
    named = reading.method_named(name) if name != site.callee else reading.function_named(name, closure.number)
    if named is None or named is closure:
        return site.effect
    inside = {each.effect for each in reading.sites_by_function.get(named.index, ())}
    changed = reading.changes_by_function.get(named.index)
    return "unknown" if changed or not inside <= SPEAKING else site.effect


def _acts_when_answered(reading: Reading, closure: Closure) -> bool:
    """Whether a function that is handed to what a body shows does more than speak or leave: the buttons of an alert."""
    sites = reading.sites_in(closure.node.start_byte, closure.node.end_byte)
    changes = reading.changes_in(closure.node.start_byte, closure.node.end_byte)
    if any(_names_a_handler(site, reading) for site in sites if site.effect == "notify"):
        return True
    return not {site.effect for site in sites} | {change.effect for change in changes} <= SPEAKING


def _names_a_handler(site: Site, reading: Reading) -> bool:
    """Whether what is shown is given a button with a function by its name: `[{ text: "OK", onPress: wipe }]`."""
    start, end = site.node.start_byte, site.node.end_byte
    handler = reading.vocabulary.pattern("callback")
    for pair in (node for node, _ in reading.outline.spots["pair"] if start <= node.start_byte < end):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        named = value is not None and value.type in ("identifier", "member_expression") and not is_nothing(value)
        if named and key is not None and handler.match(words(key)):
            known = reading.function_named(words(value), site.frame.closure) if value is not None else None
            if known is None or reading.sites_by_function.get(known.index) or reading.changes_by_function.get(known.index):
                return True
    return False


def _grade(reading: Reading, closure: Closure, values: Sequence[Node]) -> Grade:
    """The grade of what is returned; markup is computed, whatever else is returned before it."""
    if not values:
        return Grade()
    if unwrapped(values[-1]).type.startswith("jsx"):
        return Grade(computed=1)
    return Grader(reading, closure.number).grade(values)


def _returns_nothing(step: Node) -> bool:
    if step.type != "return_statement":
        return False
    value = first_child(step)
    return value is None or is_nothing(value)


def _values(reading: Reading, closure: Closure, body: Node, sites: Sequence[Site]) -> list[Node]:
    """The values a closure returns or sends, without calls that only end it."""
    values = [body] if body.type != "statement_block" else reading.returns.get(closure.number, [])
    kept = [value for value in values if not _only_ends(reading, value)]
    kept += reading.responses.get(closure.number, [])
    return kept


def _only_ends(reading: Reading, value: Node) -> bool:
    value = unwrapped(value)
    if is_nothing(value):
        return True
    if value.type != "call_expression" and value.type != "assignment_expression":
        return False
    site = reading.site_of(value)
    return site.effect in TELLING if site is not None else value.type == "assignment_expression"


def _summary(values: Sequence[Node], grade: Grade) -> str:
    """Function.returns for some values and their grade."""
    if not values:
        return ""
    if grade.computed and not grade.collection:
        return "computed"
    if grade.collection:
        return _summary_of_record(grade)
    if grade.mixed:
        return "mixed"
    if grade.fillers:
        return "computed"
    if not grade.literals:
        return ""
    if grade.prose >= 2:
        return "choice"
    return "literal"


def _summary_of_record(grade: Grade) -> str:
    if not grade.computed:
        return "mixed" if grade.mixed else "record"
    if grade.literals >= 3 and grade.literals + grade.fillers > grade.computed:
        return "mixed"
    return "computed"


def _is_plain(steps: Sequence[Node], values: Sequence[Node]) -> bool:
    """Whether a body is nothing but declarations and one value."""
    if len(values) != 1:
        return False
    return all(_declares(step) or step.type == "return_statement" for step in steps[:-1]) and bool(steps)


def _declares(step: Node) -> bool:
    return step.type in ("lexical_declaration", "variable_declaration")


def _is_step(step: Node) -> bool:
    """Whether a statement is a call, or only arranges or guards calls."""
    kind = step.type
    if kind in ("call_expression", "if_statement", "return_statement") or _declares(step):
        return True
    if kind == "await_expression" or kind == "expression_statement":
        inner = first_child(step)
        return inner is not None and unwrapped(inner).type == "call_expression"
    return False


def _is_unimplemented(reading: Reading, step: Node) -> bool:
    """Whether a statement raises "not implemented"."""
    if step.type not in ("throw_statement", "return_statement", "expression_statement"):
        return False
    if step.type != "throw_statement" and b"reject" not in (step.text or b"")[:60]:
        return False
    for site in reading.sites_in(step.start_byte, step.end_byte):
        given = site.given
        text = literal_text(given[0]).lower() if given else ""
        if any(phrase in text for phrase in reading.vocabulary.words("not_implemented")):
            return True
    return False
