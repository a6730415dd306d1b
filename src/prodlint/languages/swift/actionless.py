"""UIKit and AppKit items that are given no action where they are made, and live all the same."""

from __future__ import annotations

import re

from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.handlers import Verdict
from prodlint.languages.swift.reading import Reading

_FARTHEST = 12
_ASSIGNED = re.compile(rb"([\w.?!]*)\b(\w+)[?!]?\s*(?::[^=\n]{1,60})?=\s*$")
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
    name = bound_name(reading, site.call)
    if name in words("system_holders"):
        return Verdict("system", "the system goes back")
    if name and is_wired_later(reading, name):
        return Verdict("wired", "given its action later", name)
    return Verdict("missing")


def bound_name(reading: Reading, call: int) -> str:
    """The variable or property that a call's result is assigned to, "" without one."""
    text, start = reading.tree.text, reading.tree.starts[call]
    line = text.rfind(b"\n", 0, start) + 1
    found = _ASSIGNED.search(text, max(line, start - _LINE), start)
    return found[2].decode("utf-8", "replace") if found else ""


def is_wired_later(reading: Reading, name: str) -> bool:
    """Whether the file gives something of this name an action, a menu or a target."""
    members = "|".join(sorted(reading.vocabulary.words("wiring_members")))
    pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"[?!]?\.(?:" + members.encode() + rb")\b")
    return bool(members) and pattern.search(reading.tree.text) is not None
