"""Dialogs that a file makes under a name of its own, and whether anything there opens them."""

from __future__ import annotations

import re

from prodlint.fact import Presentation
from prodlint.languages.python.literals import arguments_of, labelled
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import MODULE, Item

_MEMBER = re.compile(rb"\s*\.\s*(\w+)")
_OPEN = frozenset({"value", "visible"})
_NAMED = re.compile(rb"\bas\s+(\w+)\s*[,:)]")


def presentation_facts(reading: Reading) -> list[Presentation]:
    """One fact for each `box = QMessageBox(self)` and `with ui.dialog() as dialog:` whose name only this file knows."""
    found = (_presentation(reading, call) for call in reading.tree.kinds["call"])
    return [fact for fact in found if fact is not None]


def _presentation(reading: Reading, call: Item) -> Presentation | None:
    callee = reading.names.callee(call)
    last = callee.rpartition(".")[2]
    if last not in reading.vocabulary.words("dialogs") or not _is_of_toolkit(reading, callee):
        return None
    name = _name(reading, call)
    if not name or any(labelled(reading.tree, node)[0] in _OPEN for node in arguments_of(call.node)):
        return None
    home = _home(call)
    opened = any(_opens(reading, at, at + len(name.encode())) for at in reading.mentions.of(name, home.start, home.end))
    return Presentation(
        start=call.start,
        end=call.end,
        region=reading.region(call),
        kind="dialog",
        tag=last,
        state=name,
        opened="call" if opened else "never",
    )


def _is_of_toolkit(reading: Reading, callee: str) -> bool:
    modules = reading.vocabulary.words("dialog-modules")
    if callee.partition(".")[0] in modules:
        return True
    return "." not in callee and callee[:1].isupper() and reading.names.imports_any(modules)


def _name(reading: Reading, call: Item) -> str:
    """The local name that the call's result is given at once, "" for any other."""
    holder = call.parent
    if holder.kind == "assignment":
        target = target_of(reading.tree, holder)
        return target if target.isidentifier() and holder.parent.kind != "assignment" else ""
    if holder.kind == "with_statement":
        named = _NAMED.match(reading.tree.text, _blank(reading, call.end))
        return named[1].decode() if named is not None else ""
    return ""


def _blank(reading: Reading, offset: int) -> int:
    """The first offset from here on that is no blank."""
    text = reading.tree.text
    while text[offset : offset + 1].isspace():
        offset += 1
    return offset


def _home(item: Item) -> Item:
    while item.kind not in (MODULE, "function_definition"):
        item = item.parent
    return item


def _opens(reading: Reading, start: int, end: int) -> bool:
    """Whether a mention of a dialog's name may open it: all but its making, its parts, and what closes or adorns it."""
    inner = reading.mentions.innermost(start)
    member = _MEMBER.match(reading.tree.text, end, end + 80)
    passive = reading.vocabulary.bytes_pattern("opens-nothing")
    if inner.kind in ("comment", "string") or reading.tree.text[start - 1 : start] == b".":
        return False
    if inner.kind == "assignment" and start == inner.start:
        return member is not None and member[1].decode() in _OPEN
    if member is not None:
        return passive is None or passive.fullmatch(member[1]) is None
    if inner.kind == "call":
        return reading.names.callee(inner).rpartition(".")[2] not in reading.vocabulary.words("parts-of-dialogs")
    return inner.kind != "with_statement"
