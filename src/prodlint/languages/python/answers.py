"""Controls whose call says whether they were used: what is done with the answer."""

from __future__ import annotations

from prodlint.languages.python.calls import is_unused
from prodlint.languages.python.handlers import Handler, judge_block
from prodlint.languages.python.literals import STRINGS, argument_at, bare, interpolates, string_value, values_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord

_UNUSED = Handler("missing", "its result is not used")


def answer(reading: Reading, item: Item, word: ControlWord) -> Handler:
    """A control whose call says whether it was used: alive when somebody looks at what it says."""
    if is_unused(item):
        return _unasked(reading, item, word)
    holder = item.parent
    if holder.kind in ("if_statement", "elif_clause"):
        block = reading.tree.block(holder)
        if block is not None and item.start < block.start:
            return _judged(reading, block, word)
    if holder.kind == "assignment":
        target = target_of(reading.tree, holder)
        if target.isidentifier() and not _is_read(reading, target):
            return _kept(reading, item) if word.optional else _keyed(reading, item) or _UNUSED
    return Handler("wired", "result")


def _unasked(reading: Reading, item: Item, word: ControlWord) -> Handler:
    """Nobody looks at the result; the page runs again all the same, and a key keeps it for later."""
    if word.name in reading.vocabulary.words(f"{word.toolkit}-submits"):
        return Handler("wired", "submits its form")
    if word.optional:
        return _kept(reading, item)
    texts = [string_value(reading.tree, node) for node in map(bare, values_of(reading.tree, item.node)) if node.type in STRINGS]
    said = {each.lower().strip(".!") for text in texts for each in text.split()}
    if said & reading.vocabulary.words("rerunning"):
        return Handler("wired", "runs the page again")
    return _keyed(reading, item) or _UNUSED


def _kept(reading: Reading, item: Item) -> Handler:
    """What is chosen under a key may be read anywhere, on another page, too."""
    key = argument_at(reading.tree, item.node, -1, "key")
    return _UNUSED if key is None else Handler("wired", "kept under its key")


def _keyed(reading: Reading, item: Item) -> Handler | None:
    """The page keeps what was pressed under a key that is read elsewhere, or that is computed."""
    key = argument_at(reading.tree, item.node, 1, "key")
    if key is None:
        return None
    said = string_value(reading.tree, key) if key.type in STRINGS and not interpolates(key) else ""
    return Handler("wired", "its key is read") if reading.tree.text.count(said.encode()) > 1 else None


def _judged(reading: Reading, block: Item, word: ControlWord) -> Handler:
    """What happens when a button was pressed; a toggle that is asked has done what it is for."""
    if word.optional:
        return Handler("wired", "result")
    return _announced(reading, block, word) or judge_block(reading, block, "result")


def _is_read(reading: Reading, name: str) -> bool:
    """Whether any mention of a name in the file is more than a place that gives it a value."""
    for start in reading.mentions.of(name, 0, len(reading.tree.text)):
        inner = reading.mentions.innermost(start)
        if inner.kind not in ("string", "comment") and not (inner.kind == "assignment" and inner.start == start):
            return True
    return False


def _announced(reading: Reading, block: Item, word: ControlWord) -> Handler | None:
    """A block that only writes texts on the page, which say all that it does."""
    shows = reading.vocabulary.words(f"{word.toolkit}-shows")
    calls = list(reading.tree.children(block))
    shown = [call for call in calls if call.kind == "call" and reading.names.callee(call).rpartition(".")[2] in shows]
    values = [value for call in shown for value in values_of(reading.tree, call.node)]
    if not shown or len(shown) < len(calls) or any(value.type not in STRINGS or interpolates(value) for value in values):
        return None
    return Handler("notify-only", "result", says=" ".join(string_value(reading.tree, value) for value in values))
