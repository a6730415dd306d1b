"""The states that components hold, who looks at them and who sets them → State facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import State
from prodlint.languages.ecmascript.elements import Element, elements_around, label_of
from prodlint.languages.ecmascript.libraries import Libraries
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import arguments, dotted, mentions, mentions_in, words
from prodlint.scopes import Scopes
from prodlint.vocabulary import ControlWord

LITERAL = re.compile(r"true|false|null|undefined|-?\d[\w.]*|\"[^\"\n]*\"|'[^'\n]*'")
KEY_OR_ATTRIBUTE = re.compile(rb"\s*:(?!:)|=[{\"']")
OPENS_A_KEY = (b"{", b",", b"(", b";")
LABELS = ("aria-label", "label", "placeholder", "title", "name")
ANYTHING = "*"
SETTING = frozenset({"toggle", "field", "button", "menu-item"})
"""Kinds of controls that may set a state to what they show."""


class Held(NamedTuple):
    """`const [name, setter] = useState(initial)` in the function `scope`."""

    name: str
    setter: str
    hook: str
    initial: Node | None
    declaration: Node
    scope: Node
    frame: Frame


class Bound(NamedTuple):
    """A control that sets a state: its label, the spans in which it only shows the state, and whether others can read it."""

    label: str
    spans: tuple[tuple[int, int], ...]
    is_shared: bool


def held_states(reading: Reading) -> Iterator[Held]:
    """The states that functions of the file declare, in source order."""
    hooks = reading.vocabulary.words("state-hooks")
    for node, frame in reading.outline.spots["declarator"]:
        pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if pattern is None or value is None or pattern.type != "array_pattern" or value.type != "call_expression":
            continue
        target = value.child_by_field_name("function")
        names = [words(child) for child in pattern.named_children if child.type == "identifier"]
        if frame.closure < 0 or not names or target is None or dotted(target) not in hooks:
            continue
        given = arguments(value)
        scope = reading.outline.closures[frame.closure].node
        setter = names[1] if names[1:] else ""
        yield Held(names[0], setter, dotted(target), given[0] if given else None, node, scope, frame)


def states(reading: Reading) -> list[State]:
    """A State fact for each state that a component or hook of the file holds."""
    ground = _Ground(reading)
    return [ground.fact(held) for held in held_states(reading)]


class _Ground:
    """The file as far as mentions are looked for in it: without comments, texts and markup text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        spots = reading.outline.spots
        silent = sorted(
            (node.start_byte, node.end_byte) for group in ("comment", "string", "markup") for node, _ in spots[group]
        )
        self._silent = Scopes((start, end, index) for index, (start, end) in enumerate(silent))
        self._word_for = Libraries(reading).word_for
        vocabulary = reading.vocabulary
        self._values = vocabulary.words("value-attributes")
        self._looks = vocabulary.words("look-attributes")
        self._forms = vocabulary.words("forms")

    def fact(self, held: Held) -> State:
        """The fact about one state."""
        reading = self._reading
        changers = self._changers(held) if held.setter else frozenset()
        bound = list(self._bound(held, changers))
        calls = [site for site in self._sites(held.scope) if site.callee == held.setter] if held.setter else []
        own = [span for each in bound for span in each.spans] + [(site.start, site.end) for site in calls]
        named = [at for at in self._mentions(held.name, held) if not any(start <= at < end for start, end in own)]
        shape, text = shape_of(held.initial) if held.initial is not None else ("", "")
        written = {words(given) for site in calls for given in site.given[:1]}
        return State(
            start=held.declaration.start_byte,
            end=held.declaration.end_byte,
            region=reading.region(held.declaration.start_byte),
            name=held.name,
            kind=held.hook,
            setter=held.setter,
            owner=next((each.name for each in reading.closures if each.node.id == held.scope.id), ""),
            initial=text if shape in ("string", "number") else shape if shape in ("true", "false", "nil") else "",
            shape=shape,
            reads=len(named) + sum(self._does_more(site.node, {held.setter}) for site in calls),
            writes=len(calls),
            written=tuple(sorted({each if LITERAL.fullmatch(each) else ANYTHING for each in written})),
            bound=tuple(dict.fromkeys(each.label for each in bound)),
            escapes=self._escapes(held, calls) or any(each.is_shared for each in bound),
        )

    def _sites(self, scope: Node) -> list[Site]:
        return self._reading.sites_in(scope.start_byte, scope.end_byte)

    def _mentions(self, name: str, held: Held) -> Iterator[int]:
        """Offsets at which the function mentions a name as a variable, but for the declaration."""
        text, scope = self._reading.text, held.scope
        for start in mentions_in(text, name, scope.start_byte, scope.end_byte):
            end = start + len(name.encode())
            if held.declaration.start_byte <= start < held.declaration.end_byte or self._silent.innermost(start) >= 0:
                continue
            before = text[max(0, start - 40) : start].rstrip()
            is_member = before.endswith(b".") and not before.endswith(b"...")
            is_key = KEY_OR_ATTRIBUTE.match(text, end) is not None
            if (
                is_member
                or before.endswith(b"typeof")
                or (is_key and (text[end : end + 1] == b"=" or before.endswith(OPENS_A_KEY)))
            ):
                continue
            yield start

    def _changers(self, held: Held) -> frozenset[str]:
        """The setter, and the functions beside it that do nothing but call it."""
        found = {held.setter}
        for closure in self._reading.functions:
            node = closure.node
            inside = held.scope.start_byte < node.start_byte and node.end_byte <= held.scope.end_byte
            if inside and mentions(node.text or b"", held.setter) and not self._does_more(node, {held.setter}):
                found.add(closure.name)
        return frozenset(found)

    def _does_more(self, node: Node, changers: AbstractSet[str]) -> bool:
        """Whether what is called in a node is more than what changes the state and what only computes."""
        sites = self._reading.sites_in(node.start_byte, node.end_byte)
        return any(site.callee not in changers and site.effect not in ("pure", "log") for site in sites)

    def _escapes(self, held: Held, calls: list[Site]) -> bool:
        """Whether something other than a call or a handler gets the setter, and may look at what it sets."""
        if not held.setter:
            return False
        text = self._reading.text
        called = {site.start for site in calls}
        handed = (at for at in self._mentions(held.setter, held) if at not in called)
        return any(not re.search(rb"\bon[A-Z]\w*=\{\s*$", text[max(0, at - 60) : at]) for at in handed)

    def _bound(self, held: Held, changers: frozenset[str]) -> Iterator[Bound]:
        names = [name.encode() for name in changers]
        for node, frame in self._reading.elements_in(held.scope.start_byte, held.scope.end_byte):
            text = node.text or b""
            element = Element(node, frame) if any(name in text for name in names) else None
            word = self._word_for(element) if element is not None else None
            if element is None or word is None or word.kind not in SETTING:
                continue
            if self._sets(element, word, changers):
                yield Bound(
                    label_of(self._reading, element, LABELS) or element.tag,
                    tuple(self._shows(element, word)),
                    self._is_shared(element, changers),
                )

    def _sets(self, element: Element, word: ControlWord, changers: AbstractSet[str]) -> bool:
        """Whether a handler of the control changes the state and does nothing else."""
        handlers = (value for name in word.handlers if (value := element.attributes.get(name)) is not None)
        setting = [value for value in handlers if any(mentions(value.text or b"", name) for name in changers)]
        return bool(setting) and not any(self._does_more(value, changers) for value in setting)

    def _shows(self, element: Element, word: ControlWord) -> Iterator[tuple[int, int]]:
        """The spans in which the control only shows the state."""
        takes_values = word.kind in ("toggle", "field")
        names = self._values if takes_values else self._looks
        yield from (element.span_of(name) for name in element.attributes if name in names)
        inside = self._reading.elements_in(element.node.end_byte, element.whole.end_byte)
        if takes_values or not any(self._word_for(Element(node, frame)) for node, frame in inside):
            yield element.node.end_byte, element.whole.end_byte

    def _is_shared(self, element: Element, changers: AbstractSet[str]) -> bool:
        """Whether others can look at what the control shows: by a reference or event, or as a field of the form around."""
        if "ref" in element.attributes or element.spreads or "form" in element.attributes:
            return True
        events = [value for name, value in element.attributes.items() if name[:2] == "on" and value is not None]
        if any(not any(mentions(value.text or b"", name) for name in changers) for value in events):
            return True
        return "name" in element.attributes and any(outer.tag in self._forms for outer in elements_around(element))
