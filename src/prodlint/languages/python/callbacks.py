"""Handlers that a file's own controls take from whoever makes them → Callback facts: used, or never mentioned again."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Callback
from prodlint.languages.python.classes import bases_of, decorators_of, name_of, owner_of
from prodlint.languages.python.functions import parameters_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.toolkits import toolkits_of, word_of
from prodlint.languages.python.tree import Item

_PRESSED = frozenset({"button", "menu-item"})


def callback_facts(reading: Reading) -> list[Callback]:
    """One fact for each handler that a function which makes a button, or the initialiser of a button's class, takes."""
    toolkits = toolkits_of(reading)
    handlers = reading.vocabulary.words("handler-parameters")
    facts = []
    for item in reading.tree.functions if toolkits else ():
        if item.kind != "function_definition" or decorators_of(reading.tree, item):
            continue
        taken = [name for name in parameters_of(reading.tree, item) if name in handlers]
        owner = _owner(reading, item, toolkits) if taken else ""
        facts += [_callback(reading, item, owner, name) for name in taken if owner]
    return facts


def _owner(reading: Reading, item: Item, toolkits: frozenset[str]) -> str:
    """What users call to have the control made: the function, or the class whose initialiser it is; "" for neither."""
    name, around = name_of(reading.tree, item), owner_of(item)
    if name == "__init__" and around is not None:
        base = next(iter(bases_of(reading.tree, around)), "")
        word = word_of(reading, reading.names.resolve(base), toolkits, set()) if base else None
        return name_of(reading.tree, around) if word is not None and word.kind in _PRESSED else ""
    return name if any(_makes_one(reading, call, toolkits) for call in reading.tree.own(item) if call.kind == "call") else ""


def _makes_one(reading: Reading, call: Item, toolkits: frozenset[str]) -> bool:
    word = word_of(reading, reading.names.callee(call), toolkits, set())
    return word is not None and word.kind in _PRESSED


def _callback(reading: Reading, item: Item, owner: str, name: str) -> Callback:
    parameter = _parameter(reading, item, name)
    start = parameter.start_byte if parameter is not None else item.start
    block = reading.tree.block(item)
    used = block is None or any(_is_code(reading, at) for at in reading.mentions.of(name, block.start, block.end))
    return Callback(
        start=start,
        end=start + len(name.encode()),
        region=reading.region(item),
        name=name,
        owner=owner,
        used="used" if used else "dropped",
    )


def _parameter(reading: Reading, item: Item, name: str) -> Node | None:
    parameters = item.node.child_by_field_name("parameters")
    inside = parameters.named_children if parameters is not None else []
    return next((each for each in inside if reading.tree.of(each).lstrip("*").startswith(name)), None)


def _is_code(reading: Reading, offset: int) -> bool:
    return reading.mentions.innermost(offset).kind not in ("comment", "string")
