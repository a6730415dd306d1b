"""Click handlers that a script attaches to elements which it looks up, and that do nothing → Control facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import Control
from prodlint.languages.ecmascript.handlers import INERT, Judge
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import arguments, is_function, last_name, unwrapped, words

STEPS = 4
"""How far a listener stands inside of the call that goes through all elements."""


class Attached(NamedTuple):
    """A handler at the element that a selector finds; `node` is all of the attachment."""

    node: Node
    selector: str
    handler: Node
    frame: Frame


def listeners(reading: Reading) -> list[Control]:
    """A Control fact for each element whose one click handler does nothing."""
    judge = Judge(reading)
    found = [*_by_call(reading), *_by_assignment(reading)]
    alone = [each for each in found if [other.selector for other in found].count(each.selector) == 1]
    return [control for each in alone if (control := _control(each, reading, judge)) is not None]


def _control(attached: Attached, reading: Reading, judge: Judge) -> Control | None:
    verdict = judge.judge(attached.handler, attached.frame, "click")
    if verdict.state not in INERT or reading.text.count(attached.selector.encode()) > 1:
        return None
    start, end = verdict.span or (attached.node.start_byte, attached.node.end_byte)
    return Control(
        start=start,
        end=end,
        region=reading.region(attached.node.start_byte),
        toolkit="html",
        kind="button",
        tag=attached.selector,
        label=attached.selector.lstrip("#."),
        handler=verdict.state,
        why=verdict.why,
        target=verdict.target,
        says=verdict.says,
        begins=attached.node.start_byte if start != attached.node.start_byte else -1,
    )


def _by_call(reading: Reading) -> Iterator[Attached]:
    """`find("#save").addEventListener("click", f)`, `$("#save").click(f)` and `$("#list").on("click", ".row", f)`."""
    listening, touches = reading.vocabulary.words("listening-methods"), reading.vocabulary.words("touch-events")
    for site in reading.sites:
        name, given = last_name(site.callee), site.given
        function = site.node.child_by_field_name("function")
        if not given or function is None or function.type != "member_expression":
            continue
        if name in listening and len(given) == 3 and literal_text(given[0]) in touches and given[1].type == "string":
            yield Attached(site.node, literal_text(given[1]), given[2], site.frame)
            continue
        named = name in listening and len(given) == 2 and literal_text(given[0]) in touches
        if named or (name in touches and len(given) == 1 and is_function(given[0])):
            selector = _selector(function.child_by_field_name("object"), site.frame, reading)
            if selector:
                yield Attached(site.node, selector, given[-1], site.frame)


def _by_assignment(reading: Reading) -> Iterator[Attached]:
    """`find("#save").onclick = f`."""
    touches = reading.vocabulary.words("touch-events")
    for node, frame in reading.outline.spots["assignment"]:
        left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or value is None or left.type != "member_expression":
            continue
        event = words(left).rpartition(".")[2]
        if event.removeprefix("on") in touches and event.startswith("on") and not _clears(value):
            selector = _selector(left.child_by_field_name("object"), frame, reading)
            if selector:
                yield Attached(node, selector, value, frame)


def _clears(value: Node) -> bool:
    return value.type in ("null", "undefined", "false")


def _selector(receiver: Node | None, frame: Frame, reading: Reading) -> str:
    """The selector, or the id, that finds what a handler is attached to; "" where it is found another way."""
    node = unwrapped(receiver) if receiver is not None else None
    if node is not None and node.type == "identifier":
        value = reading.value_of(words(node), frame.closure)
        node = unwrapped(value) if value is not None else _gone_through(words(node), frame)
    if node is None or node.type != "call_expression":
        return ""
    function, given = node.child_by_field_name("function"), arguments(node)
    looks_up = function is not None and words(function).rpartition(".")[2] in reading.vocabulary.words("lookup-methods")
    return literal_text(given[0]) if looks_up and len(given) == 1 and given[0].type == "string" else ""


def _gone_through(name: str, frame: Frame) -> Node | None:
    """What `find(".share").forEach((each) => …)` goes through, where `each` is the name."""
    for around in frame.climb(STEPS):
        if is_function(around.node):
            first = around.node.child_by_field_name("parameter") or around.node.child_by_field_name("parameters")
            call = around.outer.outer.node if around.outer is not None and around.outer.outer is not None else None
            function = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
            if first is None or words(first).strip("()") != name or function is None:
                return None
            through = function.child_by_field_name("object") if words(function).endswith(".forEach") else None
            return unwrapped(through) if through is not None else None
    return None
