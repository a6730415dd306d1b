"""The kv language of Kivy: indented lines → the buttons in them, and what happens when they are pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import msgspec

from prodlint.fact import Comment, Control
from prodlint.parsed import Parsed
from prodlint.vocabulary import ControlWord, Vocabulary

_LINE = re.compile(rb"([ \t]*)([^\s#][^\n]*)")
_RULE = re.compile(rb"[-+]?<([^>\n]*)>\s*:")
_DYNAMIC = re.compile(rb"<(\w+)@(\w+)>\s*:")
_WIDGET = re.compile(rb"([A-Z]\w*)\s*:\s*(?:#.*)?$")
_PROPERTY = re.compile(rb"(\w+)\s*:[ \t]*(.*)$", re.DOTALL)
_COMMENT = re.compile(rb"^[ \t]*#[^\n]*", re.MULTILINE)
_NOTHING = re.compile(rb"(?:pass|None|root|app|self|\.\.\.|\s)*")
_CALLED = re.compile(rb"([A-Za-z_][\w.]*)\(")
_OWN_METHOD = re.compile(rb"root\.(\w+)\([^()\n]*\)")
_QUOTED = re.compile(rb"(['\"])(.*)\1")
_TOOLKIT = "kivy"


class Widget(msgspec.Struct):
    """A widget of a rule: `start..end` is its head in bytes, `properties` the values of its own lines, with theirs below.

    `root` is the class of the rule that it stands in, "" where that is for several or none.
    """

    name: str
    start: int
    end: int
    indent: int
    properties: dict[str, bytes]
    is_rule: bool = False
    root: str = ""


class KvFrontEnd:
    """Reads .kv files."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's lines, from which its controls are made on demand."""
        return Parsed({"control": partial(kv_controls, text, 0, len(text), vocabulary), "comment": partial(_comments, text)})


def kv_controls(text: bytes, start: int, end: int, vocabulary: Vocabulary) -> list[Control]:
    """The buttons of a text in the kv language that stands between two offsets."""
    widgets = list(_widgets(text, start, end))
    handling = {name for rule in widgets if rule.is_rule and _handled(rule.properties) for name in rule.name.split(",")}
    bases = {found[1].decode(): found[2].decode() for found in _DYNAMIC.finditer(text, start, end)}
    named = ((widget, bases.get(widget.name, widget.name)) for widget in widgets if not widget.is_rule)
    return [
        _control(widget, word, text[start:end], vocabulary)
        for widget, base in named
        if not {widget.name, base} & handling and (word := _word(base, vocabulary)) is not None
    ]


def _word(name: str, vocabulary: Vocabulary) -> ControlWord | None:
    alike = vocabulary.controls_named(name)
    return next((word for word in alike if word.toolkit == _TOOLKIT and word.kind == "button"), None)


def _widgets(text: bytes, start: int, end: int) -> Iterator[Widget]:
    """Each widget and rule once all its own lines are read."""
    around: list[Widget] = []
    prop: tuple[str, int] = ("", 0)
    for line in _LINE.finditer(text, start, end):
        if line.start() > start and text[line.start() - 1 : line.start()] != b"\n":
            continue
        indent, content = len(line[1].expandtabs(4)), line[2].rstrip()
        if prop[0] and indent > prop[1] and around:
            around[-1].properties[prop[0]] += b"\n" + content
            continue
        prop = ("", 0)
        while around and around[-1].indent >= indent:
            yield around.pop()
        rule, widget, given = _RULE.match(content), _WIDGET.match(content), _PROPERTY.match(content)
        if rule or widget:
            name = rule[1].partition(b"@")[0] if rule else widget[1] if widget else b""
            at = line.start(2)
            root = around[0].name if around and around[0].is_rule and "," not in around[0].name else ""
            around.append(Widget(name.decode("utf-8", "replace"), at, at + len(content), indent, {}, rule is not None, root))
        elif given and around:
            prop = (given[1].decode("utf-8", "replace"), indent)
            around[-1].properties[prop[0]] = given[2].strip()
    yield from around


def _handled(properties: dict[str, bytes]) -> bool:
    return any(name.startswith("on_") for name in properties)


def _control(widget: Widget, word: ControlWord, text: bytes, vocabulary: Vocabulary) -> Control:
    name = widget.properties.get("id", b"").decode("utf-8", "replace")
    state, why = _state(widget, word, name, text, vocabulary)
    texts = (_QUOTED.fullmatch(widget.properties[key]) for key in word.label if key in widget.properties)
    label = next((text[2] for text in texts if text), b"")
    return Control(
        start=widget.start,
        end=widget.end,
        toolkit=_TOOLKIT,
        kind=word.kind,
        tag=widget.name,
        label=label.decode("utf-8", "replace"),
        handler=state,
        why=why,
        target=_target(widget, word),
        name=name,
        attributes=tuple(sorted(widget.properties)),
    )


def _state(widget: Widget, word: ControlWord, name: str, text: bytes, vocabulary: Vocabulary) -> tuple[str, str]:
    for handler in word.handlers:
        if handler in widget.properties:
            return _judged(widget.properties[handler], vocabulary), handler
    if _handled(widget.properties):
        return "wired", "an event"
    if widget.properties.get("disabled", b"").startswith(b"True"):
        return "disabled", "disabled"
    if not any(key in widget.properties for key in word.label):
        return "delegated", "has no text"
    if not widget.indent:
        return "delegated", "the root, which whoever reads the text gets"
    if name and len(re.findall(rb"\b" + re.escape(name.encode()) + rb"\b", text)) > 1:
        return "delegated", "its id is used"
    return "missing", "no event"


def _target(widget: Widget, word: ControlWord) -> str:
    """`Desk.save` where all that happens is `root.save()` in a rule for `Desk`, else ""."""
    given = next((widget.properties[name] for name in word.handlers if name in widget.properties), b"")
    called = _OWN_METHOD.fullmatch(given.strip())
    return f"{widget.root}.{called[1].decode()}" if called and widget.root else ""


def _judged(handler: bytes, vocabulary: Vocabulary) -> str:
    """What the statements of an event do."""
    code = re.sub(rb"(?m)#.*$", b"", handler)
    if _NOTHING.fullmatch(code):
        return "empty"
    effects = {vocabulary.effect(call.decode("utf-8", "replace")) for call in _CALLED.findall(code)}
    return "log-only" if effects == {"log"} and b"=" not in code else "wired"


def _comments(text: bytes) -> list[Comment]:
    found = ((match.start(), match.end()) for match in _COMMENT.finditer(text))
    return [Comment(start=start, end=end, text=text[start:end].decode("utf-8", "replace")) for start, end in found]
