"""UIKit and AppKit items that are given no action where they are made, and live all the same."""

from __future__ import annotations

import re

from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.handlers import Verdict
from prodlint.languages.swift.reading import Reading

_FARTHEST = 12
_ASSIGNED = re.compile(rb"\b(\w+)[?!]?\s*(?::[^=\n]{1,60})?=\s*(?:[^=\n{}]{1,80}\?[^=\n{}?]{1,80}:\s*)?$")
_FILLED = re.compile(rb"\b(\w+)\s*(?::\s*[\w.?!]{1,60}\s*)?=\s*$")
_LINE = 200


def judge_actionless(reading: Reading, site: ControlSite) -> Verdict:
    """The verdict on an item without a target: the system's, one that another statement wires, or one with nothing."""
    words, tree = reading.vocabulary.words, reading.tree
    if site.tag in words("items_without_action"):
        return Verdict("delegated", "a heading, a choice or the holder of a submenu")
    if any(passed.label in words("labels_of_switches") for passed in site.arguments):
        return Verdict("delegated", "keeps a state")
    values = (tree.slice(passed.value).rpartition(".")[2] for passed in site.arguments)
    if any(value in words("system_items") for value in values):
        return Verdict("system", "a space")
    names = bound_names(reading, site.call)
    if any(name in words("system_holders") or _is_held_by_the_system(reading, name) for name in names):
        return Verdict("system", "the system goes back")
    wired = next((name for name in names if is_wired_later(reading, name)), "")
    if wired:
        return Verdict("wired", "given its action later", wired)
    return Verdict("delegated", "handed to a closure") if _is_finished_by_a_closure(reading, site.call) else Verdict("missing")


def _is_held_by_the_system(reading: Reading, name: str) -> bool:
    """Whether another statement puts what has this name where the system gives it its action."""
    holders = "|".join(sorted(reading.vocabulary.words("system_holders")))
    held = re.compile(rb"\b(?:" + holders.encode() + rb")\s*=\s*" + re.escape(name.encode()) + rb"\b")
    return bool(holders) and held.search(reading.tree.text) is not None


def _is_finished_by_a_closure(reading: Reading, call: int) -> bool:
    """Whether the item goes at once to a call whose closure may do the rest: `with(UIBarButtonItem()) { … }`."""
    for outer in reading.tree.ancestors(call, _FARTHEST):
        if outer in reading.callees:
            return any(passed.trailing for passed in reading.arguments(outer))
    return False


def bound_name(reading: Reading, call: int) -> str:
    """The variable or property that a call's result is assigned to, "" without one."""
    text, start = reading.tree.text, reading.tree.starts[call]
    line = text.rfind(b"\n", 0, start) + 1
    found = _ASSIGNED.search(text, max(line, start - _LINE), start)
    return found[1].decode("utf-8", "replace") if found else ""


def bound_names(reading: Reading, call: int) -> list[str]:
    """The variable, and the property whose closure gives it back: `let save: UIButton = { let made = …; return made }()`."""
    tree, name = reading.tree, bound_name(reading, call)
    if not name:
        return []
    closures = [outer for outer in tree.ancestors(call, _FARTHEST) if tree.kinds[outer] == "lambda_literal"][:1]
    for closure in closures:
        start = tree.starts[closure]
        found = _FILLED.search(tree.text, max(0, start - _LINE), start)
        if found is not None and re.search(rb"\breturn\s+" + name.encode() + rb"\b", tree.text[start : tree.ends[closure]]):
            return [name, found[1].decode("utf-8", "replace")]
    return [name]


def is_wired_later(reading: Reading, name: str) -> bool:
    """Whether the file gives something of this name an action, a menu or a target."""
    members = "|".join(sorted(reading.vocabulary.words("wiring_members")))
    pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"[?!]?\.(?:" + members.encode() + rb")\b")
    return bool(members) and pattern.search(reading.tree.text) is not None
