"""The sheets, alerts and covers of SwiftUI views, and what opens them: the Presentation facts."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.fact import Presentation
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.states import Binding, Held, bindings, held_states, is_only_written, presenting
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import STRINGS

_CLOSED = frozenset({"false", "nil", ".none"})
"""What is written to a state to close what it shows."""


def presentation_facts(reading: Reading) -> Iterator[Presentation]:
    """The Presentation facts of a file: what is shown by `$state`."""
    given, kinds = bindings(reading), presenting(reading)
    shown = {start: binding for start, binding in given.items() if not binding.is_control}
    if not shown:
        return
    states = {mention.start: held for held in held_states(reading, given) for mention in held.mentions}
    tree = reading.tree
    for start, binding in sorted(shown.items()):
        held = states.get(start)
        head = tree.starts[binding.call]
        name_end = tree.ends[binding.call + 1]
        yield Presentation(
            start=max(head, tree.text.rfind(binding.tag.encode(), head, name_end)),
            end=name_end,
            region=reading.region_of(binding.call),
            kind=kinds[binding.tag],
            tag=binding.tag,
            state=held.fact.name if held else "",
            opened=_opened(held, given) if held else "outside",
            title=_title(reading, binding),
        )


def _opened(held: Held, given: dict[int, Binding]) -> str:
    fact = held.fact
    if fact.initial not in _CLOSED and fact.shape:
        return "initially"
    if fact.escapes or not held.is_private:
        return "outside"
    is_controlled = any(given[each.start].is_control for each in held.mentions if each.start in given)
    return "state" if is_controlled or not is_only_written(held, _CLOSED) else "never"


def _title(reading: Reading, binding: Binding) -> str:
    tree = reading.tree
    values = [tree.unwrapped(passed.value) for passed in reading.arguments(binding.call)[:1]]
    return next((string_value(tree, value) for value in values if tree.kinds[value] in STRINGS), "")
