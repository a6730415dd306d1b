"""Where the things a person can touch are made: calls that the vocabulary names, and the project's own views with a handler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prodlint.languages.swift.reading import Passed, Reading
from prodlint.vocabulary import ControlWord

_TYPE_NAME = re.compile(r"[A-Z]\w*")
_MAKES_A_VIEW = re.compile(
    rb"\bfunc\s+(\w+)\s*\([^{}]*?(\w+)\s*:\s*(?:@escaping\s+)?\(\s*\)\s*->\s*(?:Void|\(\))\s*\)\s*->\s*some\s+View\b"
)


class ControlSite(NamedTuple):
    """A control's call: its word, its arguments and the one that holds the handler (None without)."""

    call: int
    tag: str
    word: ControlWord
    arguments: list[Passed]
    handler: Passed | None
    own: bool = False


def find_controls(reading: Reading) -> list[ControlSite]:
    """All calls that make a control, in source order."""
    words = _words_of_toolkits(reading)
    suffixes = tuple(sorted(reading.vocabulary.words("control_suffixes"))) if words is reading.vocabulary.controls else ()
    foreign = reading.vocabulary.words("labels_of_older_toolkits")
    makers = _makers(reading)
    found = []
    for call in reading.calls:
        callee = reading.callees[call]
        tag = callee if callee in words else callee[callee.rfind(".") :] if "." in callee else ""
        word = words.get(tag)
        if word is not None:
            arguments = reading.arguments(call)
            if word.toolkit == "swiftui" and any(passed.label in foreign for passed in arguments):
                continue
            found.append(ControlSite(call, tag, word, arguments, _handler_of(reading, word, arguments)))
        elif suffixes and callee.endswith(suffixes) and _TYPE_NAME.fullmatch(callee):
            found.extend(_own_control(reading, call, callee))
        elif makers and callee.removeprefix("self.") in makers:
            found.extend(_made_control(reading, call, callee, makers[callee.removeprefix("self.")]))
    return found


def _makers(reading: Reading) -> dict[str, str]:
    """Functions of the file that make a view and take last what is done when it is touched → the label of that argument."""
    labels = reading.vocabulary.words("handler_labels")
    found = ((name.decode(), label.decode()) for name, label in _MAKES_A_VIEW.findall(reading.tree.text))
    return {name: label for name, label in found if label in labels}


def _words_of_toolkits(reading: Reading) -> Mapping[str, ControlWord]:
    """The controls of the toolkits that a file can use: one that imports an older one and not SwiftUI has its own `Button`."""
    imported = {reading.tree.slice(node).split()[-1] for node in reading.tree.of("import_declaration")}
    words = reading.vocabulary
    if imported.isdisjoint(words.words("older_toolkits")) or not imported.isdisjoint(words.words("toolkits_with_views")):
        return words.controls
    return {name: word for name, word in words.controls.items() if word.toolkit != "swiftui" or name.startswith(".")}


def _handler_of(reading: Reading, word: ControlWord, arguments: list[Passed]) -> Passed | None:
    named = next((passed for passed in arguments if passed.label in word.handlers and passed.label), None)
    if named is not None or "{}" not in word.handlers:
        return named
    return next((passed for passed in arguments if passed.trailing and not passed.label), None)


def _own_control(reading: Reading, call: int, callee: str) -> Iterator[ControlSite]:
    """A view of the project that takes a handler: by the argument's name, or a closure that shows no view."""
    arguments = reading.arguments(call)
    labels = reading.vocabulary.words("handler_labels")
    handler = next((passed for passed in arguments if passed.label in labels), None)
    if handler is None:
        closures = [passed for passed in arguments if passed.trailing]
        if len(closures) != 1 or len(arguments) < 2 or _shows_views(reading, closures[0].value):
            return
        handler = closures[0]
    yield _own(call, callee, arguments, handler)


def _made_control(reading: Reading, call: int, callee: str, label: str) -> Iterator[ControlSite]:
    """What a function of the file makes of a handler that it is given last."""
    arguments = reading.arguments(call)
    handler = next((passed for passed in arguments[-1:] if passed.label == label or passed.trailing), None)
    if handler is not None:
        yield _own(call, callee, arguments, handler)


def _own(call: int, callee: str, arguments: list[Passed], handler: Passed) -> ControlSite:
    word = ControlWord(name=callee, kind="button", label=("", "title", "label", "text", "name"), toolkit="swiftui")
    return ControlSite(call, callee, word, arguments, handler, own=True)


def _shows_views(reading: Reading, closure: int) -> bool:
    calls = reading.calls_within(closure)
    shows = any(_TYPE_NAME.fullmatch(reading.callees[call]) and reading.effect(call) == "pure" for call in calls)
    return shows or (bool(reading.tree.statements(closure)) and not calls)


def closures_of(reading: Reading, sites: list[ControlSite]) -> dict[int, str]:
    """The inline handlers of some controls → the name of the argument or modifier they are passed to."""
    kinds = reading.tree.kinds
    return {
        site.handler.value: site.handler.label or site.tag.lstrip(".")
        for site in sites
        if site.handler is not None and kinds[site.handler.value] == "lambda_literal"
    }
