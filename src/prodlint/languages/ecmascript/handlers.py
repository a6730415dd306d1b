"""The value of an event attribute → what happens when the control is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tree_sitter import Node

from prodlint.inventory import NOT_IMPLEMENTED
from prodlint.languages.ecmascript.bodies import body_of_callback
from prodlint.languages.ecmascript.functions import head_start, parameter_names, signature_end
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import is_nothing, shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import (
    arguments,
    dotted,
    first_child,
    is_function,
    last_name,
    statements,
    unwrapped,
    words,
)

STATES = {
    "empty": "empty",
    "constant": "empty",
    "comment-only": "comment-only",
    "log-only": "log-only",
    "notify-only": "notify-only",
}
"""Function.body → Control.handler, where the body is inert."""

INERT = frozenset({"empty", "comment-only", "log-only", "notify-only", "prevent-default-only"})


@dataclass(slots=True)
class Handler:
    """A verdict on a handler: `state` as Control.handler; `span` is where the inert function stands, None for the attribute."""

    state: str
    why: str = ""
    target: str = ""
    says: str = ""
    span: tuple[int, int] | None = None


class Judge:
    """Judges event handlers of one file; follows a reference to a function of the file one step."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, Handler] = {}
        self._wrappers = reading.vocabulary.words("function_wrappers") | reading.vocabulary.words("submit_wrappers")

    def judge(self, value: Node, frame: Frame, attribute: str) -> Handler:
        """The verdict on an attribute's value; `frame` is where the control stands."""
        value = unwrapped(value)
        kind = value.type
        if kind == "identifier":
            return self._reference(words(value), frame, attribute)
        if is_function(value):
            return self._inline(value, frame, attribute)
        if is_nothing(value) or kind in ("false", "null"):
            return Handler("empty", attribute)
        if kind == "member_expression":
            return self._member(dotted(value), frame, attribute)
        if kind == "call_expression":
            return self._wrapped(value, frame, attribute)
        if kind in ("ternary_expression", "binary_expression"):
            return self._either(value, frame, attribute)
        return Handler("wired", attribute)

    def _reference(self, name: str, frame: Frame, attribute: str) -> Handler:
        if name == "undefined":
            return Handler("empty", attribute)
        closure = self._reading.function_named(name, frame.closure)
        if closure is None:
            passed = self._is_parameter(name, frame)
            return Handler("delegated" if passed else "wired", "passed in" if passed else attribute, name)
        return self._named(closure, attribute, name)

    def _named(self, closure: Closure, attribute: str, name: str) -> Handler:
        verdict = self.of_function(closure, attribute)
        verdict.target = name
        if verdict.state in INERT:
            verdict.span = (head_start(closure), signature_end(self._reading, closure))
        return verdict

    def _inline(self, function: Node, frame: Frame, attribute: str) -> Handler:
        closure = self._reading.closure_of(function)
        if closure is None:
            return Handler("wired", attribute)
        only = self._only_call(function)
        if only is not None:
            return self._single_call(only, closure, frame, attribute)
        return self.of_function(closure, attribute)

    def _only_call(self, function: Node) -> Node | None:
        """The one call a function consists of, events' `preventDefault` and `stopPropagation` aside."""
        body = function.child_by_field_name("body")
        if body is None:
            return None
        if body.type != "statement_block":
            call = unwrapped(body)
            return call if call.type == "call_expression" else None
        calls = []
        for step in statements(body):
            inner = first_child(step)
            call = unwrapped(inner) if step.type in ("expression_statement", "return_statement") and inner else step
            if call.type != "call_expression":
                return None
            site = self._reading.site_of(call)
            if site is None or last_name(site.callee) not in self._reading.vocabulary.words("event_control"):
                calls.append(call)
        return calls[0] if len(calls) == 1 else None

    def _single_call(self, call: Node, closure: Closure, frame: Frame, attribute: str) -> Handler:
        site = self._reading.site_of(call)
        callee = site.callee if site is not None else ""
        if callee and "." not in callee:
            target = self._reading.function_named(callee, closure.number)
            if target is not None and target is not closure:
                return self._named(target, attribute, callee)
            if self._is_parameter(callee, frame):
                return Handler("delegated", "passed in", callee)
        if callee.startswith(("props.", "this.props.")):
            return Handler("delegated", "passed in", last_name(callee))
        if callee.startswith("this."):
            target = self._reading.method_named(callee[5:])
            if target is not None:
                return self._named(target, attribute, callee)
        verdict = self.of_function(closure, attribute)
        verdict.target = callee
        return verdict

    def _member(self, name: str, frame: Frame, attribute: str) -> Handler:
        if name.startswith(("props.", "this.props.")):
            return Handler("delegated", "passed in", last_name(name))
        if name.startswith("this."):
            closure = self._reading.method_named(name[5:])
            if closure is not None:
                return self._named(closure, attribute, name)
        member = self._member_of_object(name, frame.closure)
        return self._named(member, attribute, name) if member is not None else Handler("wired", attribute, name)

    def _member_of_object(self, name: str, closure: int) -> Closure | None:
        """The function `later` of `const handlers = { later: () => {} }`, where nothing changes it."""
        head, _, last = name.partition(".")
        value = self._reading.value_of(head, closure) if last and "." not in last else None
        value = unwrapped(value) if value is not None else None
        if value is None or value.type != "object" or re.search(rf"\b{re.escape(name)}\s*=(?!=)".encode(), self._reading.text):
            return None
        for child in value.named_children:
            key = child.child_by_field_name("key" if child.type == "pair" else "name")
            if key is not None and words(key).strip("\"'") == last:
                function = child.child_by_field_name("value") if child.type == "pair" else child
                return self._reading.closure_of(unwrapped(function)) if function is not None else None
        return None

    def _wrapped(self, call: Node, frame: Frame, attribute: str) -> Handler:
        function = call.child_by_field_name("function")
        name = dotted(function) if function is not None else ""
        given = arguments(call)
        bound = function is not None and name.startswith("this.") and name.endswith(".bind")
        if bound:
            return self._member(name.removesuffix(".bind"), frame, attribute)
        if given and (name in self._wrappers or last_name(name) in self._wrappers):
            inner = unwrapped(given[0])
            if inner.type == "identifier" or is_function(inner):
                return self.judge(inner, frame, attribute)
        return Handler("wired", attribute, name)

    def _either(self, value: Node, frame: Frame, attribute: str) -> Handler:
        fields = ("consequence", "alternative") if value.type == "ternary_expression" else ("right",)
        sides = [unwrapped(side) for field in fields if (side := value.child_by_field_name(field)) is not None]
        verdicts = [self.judge(side, frame, attribute) for side in sides if not is_nothing(side) and _is_plain(side)]
        if verdicts and all(verdict.state in INERT for verdict in verdicts):
            return verdicts[0]
        return next((verdict for verdict in verdicts if verdict.state not in INERT), Handler("wired", attribute))

    def of_function(self, closure: Closure, attribute: str) -> Handler:
        """The verdict on a function of this file."""
        known = self._known.get(closure.number)
        if known is None:
            known = self._known[closure.number] = self._verdict(closure)
        return replace(known, why=known.why or attribute)

    def _verdict(self, closure: Closure) -> Handler:
        body = body_of_callback(self._reading, closure)
        if body.state == "unimplemented":
            return Handler("wired", NOT_IMPLEMENTED)
        state = STATES.get(body.state, "wired")
        if state == "empty" and body.state == "constant" and body.returns != "literal":
            state = "wired"
        sites = self._reading.sites_in(closure.node.start_byte, closure.node.end_byte)
        if state == "wired" and self._only_prevents_default(closure, sites):
            return Handler("prevent-default-only")
        says = spoken(sites) if state in ("log-only", "notify-only") else ""
        return Handler(state, says=says)

    def _only_prevents_default(self, closure: Closure, sites: list[Site]) -> bool:
        body = closure.node.child_by_field_name("body")
        if body is None or not sites:
            return False
        steps = statements(body) if body.type == "statement_block" else [body]
        silent = self._reading.vocabulary.words("default_preventers")
        return len(steps) == len(sites) and all(last_name(site.callee) in silent for site in sites)

    def _is_parameter(self, name: str, frame: Frame) -> bool:
        """Whether a name is a parameter, or destructured from one, of a function around the control."""
        for around in frame.climb(60):
            if is_function(around.node) and name in parameter_names(around.node):
                return True
        for declarator, _ in self._reading.outline.spots["declarator"][:200]:
            pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
            if pattern is None or value is None or pattern.type != "object_pattern":
                continue
            if words(value) in ("props", "this.props") and name in words(pattern):
                return True
        return False


def _is_plain(node: Node) -> bool:
    return node.type not in ("ternary_expression", "binary_expression")


def spoken(sites: list[Site]) -> str:
    """The first texts that the log and notify calls among some sites say."""
    said: list[str] = []
    for site in sites:
        if site.effect in ("log", "notify"):
            for given in site.given:
                said += _texts_in(given)
    return " ".join(said)[:300]


def _texts_in(given: Node) -> list[str]:
    node = unwrapped(given)
    if node.type == "object":
        values = [pair.child_by_field_name("value") for pair in node.named_children if pair.type == "pair"]
        return [text for value in values if value is not None and (text := literal_text(unwrapped(value)))]
    shape, text = shape_of(node)
    return [text] if shape == "string" else []
