"""Controls whose call says whether they were used: what is done with the answer."""

from __future__ import annotations

from prodlint.languages.python.calls import is_unused
from prodlint.languages.python.handlers import Handler, judge_block
from prodlint.languages.python.literals import STRINGS, argument_at, bare, interpolates, string_value, values_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord


def answer(reading: Reading, item: Item, word: ControlWord) -> Handler:
    """A control whose call says whether it was used: alive when somebody looks at what it says."""
    if is_unused(item):
        return _unasked(reading, item, word)
    holder = item.parent
    if holder.kind in ("if_statement", "elif_clause"):
        block = reading.tree.block(holder)
        if block is not None and item.start < block.start:
            return _announced(reading, block, word) or judge_block(reading, block, "result")
    if holder.kind == "assignment":
        target = target_of(reading.tree, holder)
        if target.isidentifier() and reading.tree.text.count(target.encode()) < 2:
            return Handler("missing", "its result is not used")
    return Handler("wired", "result")


def _unasked(reading: Reading, item: Item, word: ControlWord) -> Handler:
    """Nobody looks at the result; the page runs again all the same, and a key keeps it for later."""
    if word.name in reading.vocabulary.words(f"{word.toolkit}-submits"):
        return Handler("wired", "submits its form")
    texts = [string_value(reading.tree, node) for node in map(bare, values_of(reading.tree, item.node)) if node.type in STRINGS]
    said = {each.lower().strip(".!") for text in texts for each in text.split()}
    if said & reading.vocabulary.words("rerunning"):
        return Handler("wired", "runs the page again")
    key = argument_at(reading.tree, item.node, 1, "key")
    if (
        key is not None
        and reading.tree.text.count((string_value(reading.tree, key) if key.type in STRINGS else "").encode()) > 1
    ):
        return Handler("wired", "its key is read")
    return Handler("missing", "its result is not used")


def _announced(reading: Reading, block: Item, word: ControlWord) -> Handler | None:
    """A block that only writes texts on the page, which say all that it does."""
    shows = reading.vocabulary.words(f"{word.toolkit}-shows")
    calls = list(reading.tree.children(block))
    shown = [call for call in calls if call.kind == "call" and reading.names.callee(call).rpartition(".")[2] in shows]
    values = [value for call in shown for value in values_of(reading.tree, call.node)]
    if not shown or len(shown) < len(calls) or any(value.type not in STRINGS or interpolates(value) for value in values):
        return None
    return Handler("notify-only", "result", says=" ".join(string_value(reading.tree, value) for value in values))
