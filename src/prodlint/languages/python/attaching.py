"""Calls that attach a handler to a control that exists already."""

from __future__ import annotations

from prodlint.languages.python.handlers import Handler, judge
from prodlint.languages.python.literals import STRINGS, argument_at, arguments_of, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord

_OUTPUTS_AT = 2
_NOWHERE = 99
"""A position that no argument has: only the keyword counts."""
_LONGEST_CALL = 200
"""Bytes behind a name in which the arguments of a call on it are looked for."""


def registered(reading: Reading, call: Item, name: str) -> Handler | None:
    """`button.click(f, inputs, outputs)`, `button.on_click(f)`; None for a call that attaches nothing."""
    tree = reading.tree
    given = {labelled(tree, argument)[0] for argument in arguments_of(call.node)}
    handler = argument_at(tree, call.node, 0, "fn")
    if handler is None or "dictionary_splat" in {argument.type for argument in arguments_of(call.node)}:
        return Handler("wired", name) if given else None
    if handler.type == "none":
        return Handler("wired", name) if given & reading.vocabulary.words("client-handlers") else Handler("empty", name)
    outputs = argument_at(tree, call.node, _OUTPUTS_AT, "outputs")
    if outputs is not None and outputs.type != "none":
        return Handler("wired", f"{name} with outputs")
    return judge(reading, handler, call, name)


def bound_by(reading: Reading, call: Item, name: str, word: ControlWord) -> Handler | None:
    """`.config(command=f)`, `.bind("<Button-1>", f)`, `.on("click", f)`; None for a call that attaches nothing."""
    for argument in arguments_of(call.node):
        label, value = labelled(reading.tree, argument)
        if label in word.handlers:
            return judge(reading, value, call, f"{name}({label}=)")
        if argument.type == "dictionary_splat":
            return Handler("delegated", "spread arguments")
    handler = argument_at(reading.tree, call.node, 1)
    return judge(reading, handler, call, name) if handler is not None else None


def configured(reading: Reading, item: Item, label: str) -> Handler | None:
    """`menu.entryconfig("Redo", command=f)`: what an entry is given later, by its label or by its place; None for nothing."""
    receiver = reading.names.callee(item).rpartition(".")[0]
    for name in sorted(reading.vocabulary.words("entry-binders")) if receiver else ():
        for call in reading.calls_by_callee.get(f"{receiver}.{name}", ()):
            entry = argument_at(reading.tree, call.node, 0)
            handler = argument_at(reading.tree, call.node, _NOWHERE, "command")
            if entry is None or handler is None:
                continue
            if entry.type not in STRINGS:
                return Handler("delegated", f"{name} by its place")
            if string_value(reading.tree, entry) == label:
                return judge(reading, handler, call, f"{name}(command=)")
    return None


def enabled_later(reading: Reading, target: str) -> bool:
    """Whether the file sets the state of the control that is bound to a name: `.config(state=…)`, `["state"] = …`."""
    name, text = target.rpartition(".")[2].encode(), reading.tree.text
    enables = reading.vocabulary.bytes_pattern("enables")
    ends = (at + len(name) for at in reading.mentions.of(name.decode(), 0, len(text)))
    return enables is not None and any(enables.match(text, end, end + _LONGEST_CALL) for end in ends)


def keeps_alive(reading: Reading, call: Item) -> bool:
    """Whether a call gives a control properties, written as one text, that make it alive or say that it cannot be used."""
    alive = reading.vocabulary.pattern("alive-properties")
    texts = [argument for argument in arguments_of(call.node) if argument.type in STRINGS]
    return any(alive.search(string_value(reading.tree, text)) for text in texts)
