"""Toggles and fields: whether anything looks at what a person chooses with one."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.languages.python.handlers import Handler
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, dotted, interpolates, is_literal, labelled
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.toolkits import toolkits_of, word_of
from prodlint.languages.python.tree import Item, around
from prodlint.vocabulary import ControlWord

UNREAD = "nothing looks at its value"
VALUED = frozenset({"toggle", "field"})
_SET = re.compile(rb"\s*\.\s*set\(\s*")
_LITERAL = re.compile(rb"""(?:"[^"\n]*"|'[^'\n]*'|[\d.]+|True|False|None)\s*\)""")
_MOST_MENTIONS = 200


def settled(reading: Reading, item: Item, word: ControlWord, name: str) -> Handler:
    """What is to be said of a control that needs no handler and to which nothing was found attached.

    `name` is the one by which other files reach it, "" for none.
    """
    words = reading.vocabulary.words
    if word.kind not in VALUED or word.name in words("chosen-together") or _reaches_all(reading) or shows(reading, item, word):
        return Handler("delegated", "needs no handler")
    if name and word.toolkit in words("named-by-others"):
        return Handler("delegated", "other files may name it")
    return Handler("missing", UNREAD)


def shows(reading: Reading, item: Item, word: ControlWord) -> bool:
    """Whether a field is made with a computed text, so that it may stand there to be read."""
    words = reading.vocabulary.words
    if word.name not in words("shows-text"):
        return False
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        given = keyword in words("shown-keywords") if keyword else position > 0
        if (given and not is_literal(bare(value))) or (not keyword and _is_computed(bare(value))):
            return True
    return False


def _is_computed(value: Node) -> bool:
    """Whether a value is made on the spot, as no parent of a control is."""
    return value.type in ("binary_operator", "subscript", "call") or (value.type in STRINGS and interpolates(value))


def variable_of(reading: Reading, item: Item, word: ControlWord) -> Node | None:
    """What keeps the value of a control: a keyword, or the argument behind the parent."""
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        second = not keyword and position == 1 and word.name in reading.vocabulary.words("variable-second")
        if second or keyword in reading.vocabulary.words("variable-keywords"):
            return bare(value)
    return None


def unread_variable(reading: Reading, item: Item, word: ControlWord) -> str:
    """The name of the variable that a control is bound to, when nothing but controls and `.set` mentions it; else ""."""
    value = variable_of(reading, item, word) if word.kind in VALUED else None
    owner, _, last = dotted(reading.tree, value).rpartition(".") if value is not None else ("", "", "")
    if owner not in ("", "self") or not last:
        return ""
    home = _home(reading, item, owner, last)
    if home is None:
        return ""
    shown = word.name in reading.vocabulary.words("shows-text")
    found = reading.mentions.of(last, home.start, home.end)[:_MOST_MENTIONS]
    meant = [at for at in found if (reading.tree.text[at - 1 : at] == b".") is bool(owner)]
    return "" if any(_reads(reading, at, at + len(last.encode()), shown) for at in meant) else last


def _home(reading: Reading, item: Item, owner: str, name: str) -> Item | None:
    """Where the variable may be mentioned: the file for an attribute, else the function that makes it; None if nobody does."""
    makers = reading.vocabulary.words("variable-makers")
    target = f"{owner}.{name}" if owner else name
    assignments = [each for each in reading.tree.kinds["assignment"] if target_of(reading.tree, each) == target]
    made = [each for each in assignments if _last_callee(reading, each) in makers]
    if not made or len(made) < len(assignments):
        return None
    if owner:
        return reading.tree.items[0]
    functions = (each for each in around(item) if each.kind == "function_definition")
    return next((each for each in functions if any(each.start <= one.start < each.end for one in made)), None)


def _last_callee(reading: Reading, assignment: Item) -> str:
    value = assignment.node.child_by_field_name("right")
    call = next((each for each in reading.tree.children(assignment) if each.kind == "call"), None)
    if value is None or call is None or call.start != value.start_byte:
        return ""
    return reading.names.callee(call).rpartition(".")[2]


def _reads(reading: Reading, start: int, end: int, shown: bool) -> bool:
    """Whether a mention of a variable is neither its making, nor a control's, nor gives it a value.

    A computed value that a field shows is looked at by whoever reads the screen.
    """
    text, inner = reading.tree.text, reading.mentions.innermost(start)
    if inner.kind in ("comment", "string"):
        return False
    if inner.kind == "assignment" and start < inner.start + len(target_of(reading.tree, inner).encode()):
        return False
    if inner.kind in ("keyword_argument", "call"):
        call = inner.parent if inner.kind == "keyword_argument" else inner
        if _keeps(reading, call, start):
            return False
    setting = _SET.match(text, end, end + 40)
    return setting is None or (shown and not _LITERAL.match(text, setting.end(), setting.end() + 200))


def _keeps(reading: Reading, call: Item, start: int) -> bool:
    """Whether a call makes a control whose value the variable at an offset keeps."""
    word = word_of(reading, reading.names.callee(call), toolkits_of(reading), set()) if call.kind == "call" else None
    kept = variable_of(reading, call, word) if word is not None and word.kind in VALUED else None
    return kept is not None and kept.start_byte <= start < kept.end_byte


def _reaches_all(reading: Reading) -> bool:
    """Whether the file looks at controls without naming them."""
    known = reading.answered.get("")
    if known is None:
        pattern = reading.vocabulary.bytes_pattern("reaches-all")
        known = reading.answered[""] = pattern is not None and pattern.search(reading.tree.text) is not None
    return known
