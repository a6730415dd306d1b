"""UIKit and AppKit controls that are made without an action: whether anything else in the file may give them one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.languages.swift.actionless import bound_name, bound_names
from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.handlers import Verdict
from prodlint.languages.swift.reading import Reading

_MEMBER = re.compile(rb"[?!]?\.(\w+)")
_WRITTEN = re.compile(rb"\s*=(?!=)")
_RETURNED = re.compile(rb"\breturn\s+$")
_ARGUMENT = re.compile(rb"\b(\w+)\((?:[\w., \[\n]*,\s*|[\w ]*:\s*(?:\[[\w., \n]*,\s*)?)?\[?\s*$")
_DECLARED = re.compile(rb"\b(?:let|var)\s+$")
_GIVEN_TO = re.compile(rb"\b(\w+)\s*=\s*(?:self\.)?$")
_BEFORE = 120
_OWN = b"self."


_LOOKS, _HELD, _LEAVES, _RETURNS = "looks", "held", "leaves", "returns"
"""What a mention does with a control, where it does not use a member that may give it an action."""


def judge_plain(reading: Reading, site: ControlSite) -> Verdict | None:
    """The verdict on such a control, None where the file does not say what becomes of it."""
    names = bound_names(reading, site.call)
    if not names or _is_part_of_more(reading, site.call):
        return None
    returned = _HELD if site.tag in reading.vocabulary.words("shown_when_returned") else _LOOKS
    uses = [returned if use == _RETURNS else use for each in names for use in _uses(reading, each)]
    if "isUserInteractionEnabled" in uses or "isEnabled" in uses:
        return Verdict("delegated", "is switched on and off", names[-1])
    wired = next((use for use in uses if use not in (_LOOKS, _HELD, _LEAVES)), "")
    if wired:
        return Verdict("wired", f"given its {wired} later", names[-1])
    if _LEAVES in uses:
        return Verdict("delegated", "handed to other code", names[-1])
    return Verdict("missing") if _HELD in uses else None


def title_given(reading: Reading, site: ControlSite) -> str:
    """The literal title that another statement gives a control which is made without one, "" without such."""
    titled = reading.vocabulary.bytes_pattern("gives-a-title")
    name = bound_name(reading, site.call) if titled and site.tag in reading.vocabulary.words("controls_made_plain") else ""
    if titled is None or not name:
        return ""
    for found in re.finditer(rb"\b" + re.escape(name.encode()) + rb"[?!]?\.", reading.uncommented):
        title = titled.match(reading.uncommented, found.end())
        if title is not None:
            return title[1].decode("utf-8", "replace")
    return ""


def _is_part_of_more(reading: Reading, call: int) -> bool:
    """Whether something is asked of the new control at once: `UIButton().styled()`."""
    return reading.tree.text[reading.tree.ends[call] : reading.tree.ends[call] + 1] == b"."


def _uses(reading: Reading, name: str) -> Iterator[str]:
    text = reading.wordless
    for found in re.finditer(rb"\b" + re.escape(name.encode()) + rb"\b", text):
        before = text[max(0, found.start() - _BEFORE) : found.start()].removesuffix(_OWN)
        if not _DECLARED.search(before) and not before.endswith(b"."):
            yield _use(reading, before, found.end())


def _use(reading: Reading, before: bytes, end: int) -> str:
    text, words = reading.wordless, reading.vocabulary.words
    member = _MEMBER.match(text, end)
    if member is not None:
        called = member[1].decode("utf-8", "replace")
        is_look = reading.vocabulary.pattern("looks-of-controls").fullmatch(called) is not None
        return _LOOKS if is_look or (called in words("values_of_controls") and _WRITTEN.match(text, member.end())) else called
    if _WRITTEN.match(text, end):
        return _LOOKS
    if _RETURNED.search(before):
        return _RETURNS
    argument, slot = _ARGUMENT.search(before), _GIVEN_TO.search(before)
    if argument is not None and argument[1].decode("utf-8", "replace") in words("holders_of_views"):
        return _HELD
    return _HELD if slot is not None and slot[1].decode("utf-8", "replace") in words("places_of_views") else _LEAVES
