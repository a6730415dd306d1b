"""What each thing a person can touch does, is called and leads to: the Control facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Control
from prodlint.languages.swift.actionless import bound_names, judge_actionless
from prodlint.languages.swift.answered import answered_by, is_switched_off
from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.covered import is_covered, is_shielded
from prodlint.languages.swift.dialogs import closed_by_the_system, inside_call
from prodlint.languages.swift.functions import Functions
from prodlint.languages.swift.handlers import INERT, Verdict, judge_handler
from prodlint.languages.swift.plain import judge_plain, title_given
from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS

_MOST_ATTRIBUTES = 16
_FARTHEST = 200
_CONSTANT = re.compile(r"\((?:true|false)\)$")


def control_facts(reading: Reading, sites: list[ControlSite], functions: Functions) -> Iterator[Control]:
    """The Control facts of some sites."""
    for site in sites:
        modifiers = _modifiers(reading, site.call)
        label = _label(reading, site) or _described(reading, modifiers) or title_given(reading, site)
        verdict = _verdict(reading, site, functions, label, modifiers)
        if verdict is None:
            continue
        head, start, end = _extent(reading, site, verdict)
        attributes = [passed.label for passed in site.arguments if passed.label] + [name for name, _ in modifiers]
        yield Control(
            start=start,
            end=end,
            region=reading.region_of(site.call),
            toolkit=site.word.toolkit,
            kind=site.word.kind,
            tag=site.tag,
            label=label,
            handler=verdict.state,
            why=verdict.why,
            target=verdict.target if verdict.state != "missing" else "",
            href=_href(reading, site),
            says=verdict.says,
            name=_name(reading, site, verdict),
            attributes=tuple(dict.fromkeys(attributes))[:_MOST_ATTRIBUTES],
            begins=head if start != head else -1,
        )


def _name(reading: Reading, site: ControlSite, verdict: Verdict) -> str:
    """The property by which other code may give a control its action."""
    return next(reversed(bound_names(reading, site.call)), "") if verdict.state == "missing" else ""


def _verdict(
    reading: Reading, site: ControlSite, functions: Functions, label: str, modifiers: list[tuple[str, int]]
) -> Verdict | None:
    if any(name in reading.vocabulary.words("disabling_modifiers") and _is_true(reading, call) for name, call in modifiers):
        return Verdict("disabled", "always disabled")
    verdict = _attached(reading, site, functions)
    if verdict is None or verdict.state not in ("empty", "comment-only", "missing"):
        return verdict
    closed = closed_by_the_system(reading, site, label, nothing_said=verdict.state == "empty")
    if closed:
        return Verdict("system", closed)
    if is_switched_off(reading, site) or is_shielded(reading, site.call, modifiers):
        return Verdict("disabled", "always disabled")
    if is_covered(reading, site.call, modifiers):
        return Verdict("delegated", "lies under a menu")
    answered = answered_by(reading, site, functions, modifiers) if verdict.state != "missing" else ""
    if answered:
        return verdict._replace(state="delegated", why=answered)
    if verdict.state == "empty" and site.word.kind == "gesture" and _absorbs_taps(reading, site.call):
        return verdict._replace(why="tap absorber")
    return verdict


def _attached(reading: Reading, site: ControlSite, functions: Functions) -> Verdict | None:
    alive = [_alive(reading, passed) for passed in site.arguments if passed.label and passed.label in site.word.alive]
    if site.handler is not None:
        verdict = judge_handler(reading, site.handler, functions)
        if verdict.state != "missing":
            return verdict
        other = next((each for each in alive if each.state != "missing"), None)
        if other is not None or site.own:
            return other
        return _without_action(reading, site) if site.word.optional else verdict
    if alive:
        return alive[0]
    closure = next((passed.value for passed in site.arguments if passed.trailing and not passed.label), -1)
    if "{}" in site.word.alive and closure >= 0:
        return Verdict("wired" if reading.tree.statements(closure) else "empty", "destination")
    if site.tag in reading.vocabulary.words("controls_made_plain"):
        return judge_plain(reading, site)
    if site.word.optional:
        return None
    return Verdict("missing")


def _without_action(reading: Reading, site: ControlSite) -> Verdict:
    verdict = judge_actionless(reading, site)
    made_plain = verdict.state == "missing" and site.tag in reading.vocabulary.words("controls_made_plain")
    return (judge_plain(reading, site) if made_plain else None) or verdict


def _alive(reading: Reading, passed: Passed) -> Verdict:
    """What is bound, shown or opened instead of a handler."""
    tree = reading.tree
    text = tree.slice(passed.value) if tree.ends[passed.value] - tree.starts[passed.value] < 200 else ""
    if text.startswith("$"):
        return Verdict("wired", passed.label, text.lstrip("$"))
    if text.startswith((".constant(", "Binding.constant(")):
        return Verdict("disabled", "constant binding" if _CONSTANT.search(text) else "shows a value")
    if text == "nil" or _is_no_address(reading, tree.unwrapped(passed.value)):
        return Verdict("missing")
    return Verdict("delegated" if tree.kinds[passed.value] == "simple_identifier" else "wired", passed.label)


def _is_no_address(reading: Reading, value: int) -> bool:
    """Whether an address is made of an empty text: `URL(string: "")!`."""
    call = _without_modifiers(reading, value)
    if reading.callees.get(call, "") not in reading.vocabulary.words("address_types"):
        return False
    texts = [passed.value for passed in reading.arguments(call)[:1]]
    return any(reading.tree.kinds[text] in STRINGS and not string_value(reading.tree, text) for text in texts)


def _label(reading: Reading, site: ControlSite) -> str:
    tree = reading.tree
    for wanted in site.word.label:
        for passed in site.arguments:
            value = tree.unwrapped(passed.value)
            if passed.label == wanted and not passed.trailing and tree.kinds[value] in STRINGS:
                return string_value(tree, value)
            if passed.label == wanted and reading.callees.get(value, "") in reading.vocabulary.words("localizers"):
                return _first_text(reading, value)
    handler = site.handler.value if site.handler is not None else -1
    for passed in site.arguments:
        if passed.value != handler and tree.kinds[passed.value] == "lambda_literal":
            return _first_shown(reading, passed.value)
    return ""


def _described(reading: Reading, modifiers: list[tuple[str, int]]) -> str:
    """What assistive technology or a tooltip calls a control that shows only an image."""
    words = reading.vocabulary.words("label_modifiers")
    return next((text for name, call in modifiers if name in words and (text := _first_text(reading, call))), "")


def _first_shown(reading: Reading, closure: int) -> str:
    words = reading.vocabulary.words("label_views")
    for call in reading.calls_within(closure)[:20]:
        if reading.callees[call] in words:
            return _first_text(reading, call)
    return ""


def _first_text(reading: Reading, call: int) -> str:
    tree = reading.tree
    values = [tree.unwrapped(passed.value) for passed in reading.arguments(call)[:1]]
    return next((string_value(tree, value) for value in values if tree.kinds[value] in STRINGS), "")


def _modifiers(reading: Reading, call: int) -> list[tuple[str, int]]:
    """The modifiers that follow on a call, nearest first, each with its own call."""
    tree = reading.tree
    found: list[tuple[str, int]] = []
    while len(found) < _MOST_ATTRIBUTES:
        outer = reading.outer(call)
        call = outer if outer >= 0 else call
        above = tree.parents[call]
        outer = tree.parents[above] if above >= 0 else -1
        if outer < 0 or tree.kinds[above] != "navigation_expression" or tree.kinds[outer] != "call_expression":
            return found
        found.append((reading.callees[outer].rpartition(".")[2], outer))
        call = outer
    return found


def _is_true(reading: Reading, call: int) -> bool:
    arguments = reading.arguments(call)
    return bool(arguments) and reading.tree.slice(arguments[0].value) in reading.vocabulary.words("disabling_values")


def _absorbs_taps(reading: Reading, call: int) -> bool:
    """Whether an empty tap gesture keeps taps from what lies below: on a colour or shape, or inside an overlay."""
    tree, words = reading.tree, reading.vocabulary.words("tap_absorbing")
    node = call
    for _ in range(_FARTHEST):
        callee = reading.callees.get(node, "")
        if callee and callee != reading.callees[call] and (callee.rpartition(".")[2] in words or callee.split(".")[0] in words):
            return True
        if tree.after[node] == node + 1 or tree.kinds[node + 1] not in ("navigation_expression", "call_expression"):
            break
        node += 1
    is_shape = tree.dotted(node + 1 if tree.after[node] > node + 1 else node).split(".")[0] in words
    return is_shape or inside_call(reading, call, "tap_absorbing")


def _href(reading: Reading, site: ControlSite) -> str:
    """A literal destination: the address of a link, or the stub view that stands for a screen."""
    tree, vocabulary = reading.tree, reading.vocabulary
    if site.word.kind != "link":
        return ""
    destination = next((passed for passed in site.arguments if passed.label == "destination"), None)
    if destination is None:
        destination = next((passed for passed in site.arguments if passed.trailing and not passed.label), None)
    if destination is None or any(passed.label == "value" for passed in site.arguments):
        return ""
    value = tree.unwrapped(destination.value)
    if tree.kinds[value] == "lambda_literal":
        statements = tree.statements(value)
        value = _without_modifiers(reading, statements[0]) if len(statements) == 1 else value
    callee = reading.callees.get(_without_modifiers(reading, value), "")
    if callee in vocabulary.words("empty_views"):
        return f"{callee}()"
    if callee in vocabulary.words("label_views") or callee in vocabulary.words("address_types"):
        return _first_text(reading, _without_modifiers(reading, value))
    return string_value(tree, value) if tree.kinds[value] in STRINGS else ""


def _without_modifiers(reading: Reading, expression: int) -> int:
    """The call that a chain of modifiers begins with."""
    tree = reading.tree
    while tree.after[expression] > expression + 2 and tree.kinds[expression + 1] == "navigation_expression":
        if tree.kinds[expression + 2] not in ("call_expression", "navigation_expression"):
            return expression
        expression += 2
    return expression


def _extent(reading: Reading, site: ControlSite, verdict: Verdict) -> tuple[int, int, int]:
    """Where the call begins, and the inert handler on a later line, else the call up to its handler or label (bytes)."""
    tree = reading.tree
    start = tree.starts[site.call]
    name_end = tree.ends[site.call + 1] if tree.after[site.call] > site.call + 1 else tree.ends[site.call]
    if site.tag.startswith("."):
        start = max(start, tree.text.rfind(b".", start, name_end))
    handler = site.handler.value if site.handler is not None else -1
    if verdict.state in INERT and handler >= 0 and tree.kinds[handler] == "lambda_literal":
        later = b"\n" in tree.text[start : tree.starts[handler]]
        return start, (tree.starts[handler] if later else start), tree.ends[handler]
    values = [tree.ends[passed.value] + 1 for passed in site.arguments if not passed.trailing]
    return start, start, min(max([name_end, *values[:6]]), tree.ends[site.call])
