"""Empty handlers whose press is answered beside them: by the gesture's other closure, another gesture, a submenu."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.languages.swift.actionless import bound_names, is_wired_later
from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.functions import Functions
from prodlint.languages.swift.owners import Owner
from prodlint.languages.swift.reading import Passed, Reading

_FARTHEST = 200
_WHOLE_TYPES = frozenset({"class", "struct", "enum", "actor"})
_MOST = 16
"""Modifiers of a chain that are looked at on either side."""


def answered_by(reading: Reading, site: ControlSite, functions: Functions, modifiers: list[tuple[str, int]]) -> str:
    """What answers a press in place of a handler that does nothing, "" where nothing does."""
    words = reading.vocabulary.words
    if site.tag in words("answered-by-responders") and _is_no_responder(reading, site.call, functions):
        return "answered along the responder chain"
    if any(passed.label in words("other_closures") and _acts(reading, passed) for passed in site.arguments):
        return "the gesture's other closure works"
    if site.word.kind == "gesture" and _has_gesture(reading, [*modifiers, *_below(reading, site.call)], beside=True):
        return "makes room for another gesture"
    if _has_gesture(reading, [*modifiers, *_in_label(reading, site)]):
        return "another gesture answers"
    if any(is_wired_later(reading, name) for name in bound_names(reading, site.call)):
        return "given its action later"
    if _is_drawn_by_a_style(reading, site.call):
        return "a style draws what has no action"
    return "takes the focus" if _takes_the_focus(reading, site) else ""


def is_switched_off(reading: Reading, site: ControlSite) -> bool:
    """Whether an item is made with attributes that keep a person from choosing it."""
    off, tree = reading.vocabulary.words("disabling_attributes"), reading.tree
    given = (tree.slice(passed.value).strip("[] \n") for passed in site.arguments if passed.label == "attributes")
    return any(part.strip().rpartition(".")[2] in off for text in given for part in text.split(","))


def _has_gesture(reading: Reading, calls: list[tuple[str, int]], *, beside: bool = False) -> bool:
    words = reading.vocabulary.words
    names = words("other_gestures") | (words("answers_to_gestures") if beside else frozenset())
    return any(name in names and all(_acts(reading, passed) for passed in reading.arguments(call)) for name, call in calls)


def _acts(reading: Reading, passed: Passed) -> bool:
    """Whether an argument holds a closure that does something, or none at all."""
    tree = reading.tree
    closures = [passed.value, *tree.within(tree.of("lambda_literal"), passed.value)]
    inside = [closure for closure in closures if tree.kinds[closure] == "lambda_literal"]
    return not inside or any(tree.statements(closure) for closure in inside)


def _below(reading: Reading, call: int) -> list[tuple[str, int]]:
    """The modifiers that stand before one in its chain, nearest first, each with its own call."""
    tree, node = reading.tree, call
    found: list[tuple[str, int]] = []
    while len(found) < _MOST and tree.after[node] > node + 2 and tree.kinds[node + 1] == "navigation_expression":
        node += 2
        if node in reading.callees:
            found.append((reading.callees[node].rpartition(".")[2], node))
    return found


def _in_label(reading: Reading, site: ControlSite) -> Iterator[tuple[str, int]]:
    """The calls of modifiers inside the closure that draws a control."""
    handler = site.handler.value if site.handler is not None else -1
    for passed in site.arguments:
        if passed.value != handler and reading.tree.kinds[passed.value] == "lambda_literal":
            yield from ((reading.callees[call].rpartition(".")[2], call) for call in reading.calls_within(passed.value))


def _is_drawn_by_a_style(reading: Reading, call: int) -> bool:
    tree, names = reading.tree, reading.vocabulary.words("drawing_functions")
    around = (node for node in tree.ancestors(call, _FARTHEST) if tree.kinds[node] == "function_declaration")
    name = next((tree.child(node, "simple_identifier") for node in around), -1)
    return name >= 0 and tree.slice(name) in names


def _is_no_responder(reading: Reading, call: int, functions: Functions) -> bool:
    """Whether the type around inherits from nothing: its method only lends a selector its name, and another one answers."""
    around = reading.site_of(call)
    owner = functions.owner(around) if around >= 0 else Owner()
    return owner.kind in _WHOLE_TYPES and not owner.bases


def _takes_the_focus(reading: Reading, site: ControlSite) -> bool:
    """Whether what stands in a control is there for a platform on which one moves by what can be chosen."""
    text, start = reading.uncommented, reading.tree.starts[site.call]
    if not any(True for _ in _in_label(reading, site)):
        return False
    condition = text.rfind(b"#if", 0, start)
    branch = text[condition:start].decode("utf-8", "replace") if condition >= 0 else ""
    head, _, rest = branch.partition("\n")
    return head.split()[1:] in [[f"os({each})"] for each in reading.vocabulary.words("focus_platforms")] and "#e" not in rest
