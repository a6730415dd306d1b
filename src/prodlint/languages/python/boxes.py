"""Boxes of standard buttons that send one signal for those that agree and one for those that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from prodlint.languages.python.handlers import Handler
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord

HALF = "half connected"
SENT_BY = MappingProxyType({"accepting-buttons": "accepted", "rejecting-buttons": "rejected"})
"""List of buttons in the vocabulary → the signal that they make their box send."""
_WORD = re.compile(r"\w+")


def half_connected(reading: Reading, item: Item, word: ControlWord, name: str, found: Iterable[Handler]) -> Handler | None:
    """A box that has buttons of both sorts, where all that the file does with it is to connect the signal of one."""
    words = reading.vocabulary.words
    if word.name not in words("button-boxes"):
        return None
    signals = {handler.why.partition(".")[0] for handler in found}
    text = reading.tree.text
    setting = re.compile(rb"\b" + re.escape(name.encode()) + rb"\.setStandardButtons\(([^)]{0,300})\)")
    given = [reading.tree.slice(item.start, item.end), *(each[1].decode("utf-8", "replace") for each in setting.finditer(text))]
    buttons = {button for each in given for button in _WORD.findall(each)}
    sent = {signal for side, signal in SENT_BY.items() if buttons & words(side)}
    return Handler("missing", HALF) if signals and signals < sent else None
