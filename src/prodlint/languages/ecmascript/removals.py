"""Whether a listener is taken off again: from the same target, for the same event and phase, by the same function."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Resource
from prodlint.languages.ecmascript.lifetimes import hook_around, resource_at
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import chain_root, dotted, is_function, last_name, unwrapped, words

WINDOW = ("", "window", "globalThis", "self")
"""How code calls the window."""
NAMES_OF_EVENTS = ("string", "member_expression")
"""What says which event is meant: a text, or a constant of a table."""
ENDS_ITSELF = re.compile(rb"\bonce\b(?!\s*:\s*false\b)")
SIGNAL = re.compile(rb"\bsignal\b(?:\s*:\s*([\w$]+)\.signal\b)?")
CAPTURES = re.compile(rb"\bcapture\s*:\s*(\w+)")


def listener_at(reading: Reading, site: Site) -> Resource | None:
    """The listener on something that outlives a component, None for any other."""
    called = site.node.child_by_field_name("function")
    member = unwrapped(called) if called is not None else None
    target = member.child_by_field_name("object") if member is not None and member.type == "member_expression" else None
    given = site.given
    if target is None and (site.callee != "addEventListener" or len(given) > 3 or _is_taken_from_elsewhere(reading)):
        return None
    name = dotted(target) if target is not None else "window"
    if len(given) < 2 or is_function(unwrapped(given[0])) or name not in reading.vocabulary.words("lasting_targets"):
        return None
    return resource_at(reading, site, "listener", name, _event(given[0]), _fate(reading, site, name))


def _is_taken_from_elsewhere(reading: Reading) -> bool:
    """Whether the file's `addEventListener` is not the platform's."""
    return any(b"addEventListener" in (node.text or b"") for node, _ in reading.outline.spots["import"])


def _fate(reading: Reading, site: Site, target: str) -> str:
    if _ends_with_its_options(reading, site):
        return "released"
    if b"removeEventListener" not in reading.text:
        return "never"
    all_of_them = [each for each in reading.sites if last_name(each.callee) == "removeEventListener" and len(each.given) > 1]
    removals = [each for each in all_of_them if _may_be_the_event(site, each)]
    same = [each for each in removals if _names(each) == _names(site) and not _is_another_each_time(site)]
    if same:
        return _fate_of_the_same(reading, site, same, target)
    if not removals:
        return "never" if reading.text.count(b"removeEventListener") == len(all_of_them) else "unknown"
    if _is_another_each_time(site) or all(_is_another_each_time(each) for each in removals):
        return "other-reference" if any(_event(each.given[0]) == _event(site.given[0]) for each in removals) else "never"
    return _fate_among_others(reading, site, removals)


def _fate_of_the_same(reading: Reading, site: Site, removals: list[Site], target: str) -> str:
    """What becomes of a listener whose own function is removed: perhaps from another target, or for the other phase."""
    there = [each for each in removals if _may_be_the_target(reading, each, target)]
    if not there:
        return "other-target"
    added = _phase(reading, site)
    phases = {_phase(reading, each) for each in there}
    return "other-phase" if added is not None and None not in phases and added not in phases else "released"


def _fate_among_others(reading: Reading, site: Site, removals: list[Site]) -> str:
    """What becomes of a listener where the file removes other functions of its own: in this effect, or in others."""
    known = [reading.function_named(_names(each), each.frame.closure) for each in (site, *removals)]
    hooks = [hook_around(reading, each.frame) for each in (site, *removals)]
    if None in known or -1 in hooks:
        return "unknown"
    return "other-reference" if hooks[0] in hooks[1:] else "never"


def _event(node: Node) -> str:
    return literal_text(node) if node.type in ("string", "template_string") else dotted(node)


def _may_be_the_event(site: Site, removal: Site) -> bool:
    """Whether a removal is for the same event, or for one that could be it: a variable, or a constant beside a text."""
    added, removed = site.given[0], removal.given[0]
    return _event(added) == _event(removed) or added.type != removed.type or added.type not in NAMES_OF_EVENTS


def _may_be_the_target(reading: Reading, removal: Site, target: str) -> bool:
    """Whether a removal is from the same target, or from one that could be it."""
    name = removal.callee.rpartition(".")[0]
    if name in WINDOW and target in WINDOW:
        return True
    return name == target or name not in {*reading.vocabulary.words("lasting_targets"), ""}


def _names(site: Site) -> str:
    return words(unwrapped(site.given[1])).replace("?", "").replace("!", "")


def _is_another_each_time(site: Site) -> bool:
    """Whether what is given is a new function: `() => run()`, `this.run.bind(this)`."""
    handler = unwrapped(site.given[1])
    if is_function(handler):
        return True
    target = handler.child_by_field_name("function") if handler.type == "call_expression" else None
    return target is not None and last_name(dotted(target)) == "bind" and chain_root(target) != ""


def _options(reading: Reading, site: Site) -> Node | None:
    """The third argument, or what the variable holds that is given there."""
    given = unwrapped(site.given[2]) if len(site.given) > 2 else None
    if given is None or given.type != "identifier":
        return given
    value = reading.value_of(words(given), site.frame.closure)
    return unwrapped(value) if value is not None else given


def _ends_with_its_options(reading: Reading, site: Site) -> bool:
    """Whether the options take the listener off, or are not to be seen."""
    options = _options(reading, site)
    if options is None or options.type in ("true", "false"):
        return False
    text = options.text or b""
    if options.type != "object" or b"..." in text or b"[" in text:
        return True
    signal = SIGNAL.search(text)
    if signal is not None:
        return signal[1] is None or not _is_never_aborted(reading, signal[1].decode("utf-8", "replace"), site)
    return ENDS_ITSELF.search(text) is not None


def _is_never_aborted(reading: Reading, name: str, site: Site) -> bool:
    """Whether all that the file does with a controller of its own is to hand out its signal."""
    value = reading.value_of(name, site.frame.closure)
    if value is None or not (value.text or b"").startswith(b"new AbortController"):
        return False
    word = rb"(?<![\w$.])" + re.escape(name.encode()) + rb"(?![\w$])"
    signals = len(re.findall(word + rb"\s*\.\s*signal\b", reading.text))
    return len(re.findall(word, reading.text)) == signals + len(reading.bindings.get(name, ()))


def _phase(reading: Reading, site: Site) -> bool | None:
    """Whether a listener is for the phase on the way down, None where that is not to be seen."""
    options = _options(reading, site)
    if options is None:
        return False
    if options.type in ("true", "false"):
        return options.type == "true"
    text = options.text or b""
    if options.type != "object" or b"..." in text or b"[" in text:
        return None
    found = CAPTURES.search(text)
    if found is None:
        return None if b"capture" in text else False
    return {b"true": True, b"false": False}.get(found[1])
