"""The name under which something that goes on is kept, and the part of the file in which that name means it."""

from __future__ import annotations

from typing import NamedTuple

from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import WRAPPERS, dotted, last_name

CASTS = 4
"""How many casts and parentheses around a value are gone through."""
NESTING = 60
"""How many nodes around something are searched for the class that it stands in."""
ASSIGNMENTS = ("assignment_expression", "augmented_assignment_expression")


class Handle(NamedTuple):
    """What keeps something: its `name` ("" where others have it), and the source `text` in which the name means the same.

    `elsewhere` is true where another part of the file may mean it, too: a property that a subclass has as well.
    """

    name: str
    text: bytes
    elsewhere: bool = False


def holder_of(frame: Frame) -> Frame:
    """The frame of what takes a value, outside its casts and parentheses."""
    return next((around for around in frame.climb(CASTS) if around.kind not in WRAPPERS), frame)


def handle_of(reading: Reading, holder: Frame) -> Handle | None:
    """What a declarator or assignment keeps its value in, None for any other holder."""
    if holder.kind == "variable_declarator":
        return Handle(words_of_field(holder.node, "name"), _text_of(reading, holder.closure))
    if holder.kind not in ASSIGNMENTS:
        return None
    target = holder.node.child_by_field_name("left")
    name = dotted(target) if target is not None else ""
    head, _, member = name.partition(".")
    if head == "this":
        return Handle(last_name(name), _class_around(reading, holder), elsewhere=True)
    if not member or member == "current":
        return Handle(name, _text_of(reading, _declared_in(reading, head, holder.closure)))
    return Handle(last_name(name), reading.text)


def _declared_in(reading: Reading, name: str, closure: int) -> int:
    """The closure whose variable a name is, as another closure sees it; -1 for one of the file, or of nobody known."""
    scopes = {frame.closure for _, frame in reading.bindings.get(name, ())}
    return next((scope for scope in reading.chain(closure) if scope in scopes), -1)


def _text_of(reading: Reading, closure: int) -> bytes:
    return reading.text if closure < 0 else reading.closures[closure].node.text or b""


def _class_around(reading: Reading, frame: Frame) -> bytes:
    around = next((each.node for each in frame.climb(NESTING) if each.kind == "class_body"), None)
    return around.text or b"" if around is not None else reading.text
