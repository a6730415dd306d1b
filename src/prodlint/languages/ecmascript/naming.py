"""What a function value is called: its own name, or that of the variable, property, control or route it is bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from prodlint.languages.ecmascript.strings import string_value
from prodlint.languages.ecmascript.tree import WRAPPERS, arguments, dotted, last_name, words
from prodlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from prodlint.languages.ecmascript.outline import Frame

BINDING_STEPS = 4
"""How far outside a function its name stands: `const run = useCallback(wrap(() => …))`."""


class Closure:
    """A function-like node.  `fact_kind` is its Function.kind, "" when it is anonymous and so no fact of its own."""

    __slots__ = ("decorators", "fact_kind", "frame", "index", "kind", "name", "node", "number")

    def __init__(self, node: Node, kind: str, frame: Frame, number: int) -> None:
        self.node = node
        self.kind = kind
        self.frame = frame
        self.number = number
        self.index = -1
        self.name = ""
        self.fact_kind = ""
        self.decorators: tuple[str, ...] = ()


class Naming:
    """Names closures; the vocabulary says which calls only wrap a function and which register a route."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._wrappers = vocabulary.words("function_wrappers")
        self._prefixes = tuple(sorted(vocabulary.words("function_wrapper_prefixes")))
        self._routes = vocabulary.words("route_methods")
        self._activations = vocabulary.words("activations")

    def name(self, closure: Closure) -> None:
        """Fill in name, fact kind and decorators of a closure that has a name."""
        if closure.kind in ("function_declaration", "generator_function_declaration", "function_signature"):
            _set(closure, words_of_field(closure.node, "name"), "function")
            return
        if closure.kind in ("method_definition", "method_signature", "abstract_method_signature"):
            self._name_method(closure)
            return
        self._name_by_place(closure)
        if not closure.fact_kind and closure.kind != "arrow_function":
            own = closure.node.child_by_field_name("name")
            if own is not None:
                _set(closure, words(own), "closure")

    def _name_method(self, closure: Closure) -> None:
        name = words_of_field(closure.node, "name")
        kind = "initializer" if name == "constructor" else "method"
        if any(child.type in ("get", "set") for child in closure.node.children[:4]):
            kind = "accessor"
        _set(closure, name, kind)

    def _name_by_place(self, closure: Closure) -> None:
        frame: Frame | None = closure.frame
        for _ in range(6):
            if frame is None:
                return
            kind = frame.kind
            if kind in ("arguments", "call_expression"):
                if kind == "call_expression" and not self._wraps(frame.node):
                    self._name_route(closure, frame.node)
                    self._name_listener(closure, frame.node)
                    return
            elif kind not in WRAPPERS:
                _name_by_binding(closure, frame)
                return
            frame = frame.outer

    def _wraps(self, call: Node) -> bool:
        callee = call.child_by_field_name("function")
        name = dotted(callee) if callee is not None else ""
        if name in self._wrappers or last_name(name) in self._wrappers:
            return True
        return "." not in name and name.startswith(self._prefixes)

    def _name_route(self, closure: Closure, call: Node) -> None:
        callee = call.child_by_field_name("function")
        name = dotted(callee) if callee is not None else ""
        if last_name(name) not in self._routes or "." not in name:
            return
        given = arguments(call)
        if not given or given[0].type != "string" or given[-1] != closure.node:
            return
        path = string_value(given[0])
        if path.startswith(("/", "*")) or "://" in path:
            _set(closure, path, "closure")
            closure.decorators = (name,)

    def _name_listener(self, closure: Closure, call: Node) -> None:
        """`button.addEventListener("click", () => …)` handles what a person asks for, as `onClick={() => …}` does."""
        callee = call.child_by_field_name("function")
        given = arguments(call)
        if callee is None or last_name(dotted(callee)) != "addEventListener" or len(given) < 2 or given[1] != closure.node:
            return
        event = string_value(given[0]) if given[0].type == "string" else ""
        if event in self._activations:
            _set(closure, f"on{event.capitalize()}", "handler")


def words_of_field(node: Node, field: str) -> str:
    """The source text of a field, "" when the node has none; quotes of a quoted name are dropped."""
    child = node.child_by_field_name(field)
    if child is None:
        return ""
    return string_value(child) if child.type == "string" else words(child)


def _set(closure: Closure, name: str, kind: str) -> None:
    closure.name = name
    closure.fact_kind = kind


def _name_by_binding(closure: Closure, frame: Frame) -> None:
    kind = frame.kind
    if kind == "variable_declarator":
        pattern = frame.node.child_by_field_name("name")
        if pattern is not None and pattern.type == "identifier":
            _set(closure, words(pattern), "closure")
    elif kind == "pair":
        _set(closure, words_of_field(frame.node, "key"), "closure")
    elif kind == "assignment_expression":
        left = frame.node.child_by_field_name("left")
        name = last_name(dotted(left)) if left is not None else ""
        if name:
            _set(closure, name, "closure")
    elif kind in ("public_field_definition", "field_definition"):
        field = "name" if kind == "public_field_definition" else "property"
        _set(closure, words_of_field(frame.node, field), "method")
    elif kind == "export_statement":
        _set(closure, "default", "function")
    elif kind == "jsx_expression":
        _name_by_attribute(closure, frame)


def _name_by_attribute(closure: Closure, frame: Frame) -> None:
    attribute = frame.outer
    if attribute is None or attribute.kind != "jsx_attribute":
        return
    name = words(attribute.node.named_children[0])
    if name[:2] == "on" and name[2:3].isupper():
        _set(closure, name, "handler")


def has_its_name(function: Closure) -> bool:
    """Whether code calls the function by its bare name: no member of an object, and no default that others replace."""
    for frame in function.frame.climb(BINDING_STEPS):
        if frame.kind == "pair":
            return False
        if frame.kind == "assignment_expression":
            target = frame.node.child_by_field_name("left")
            return target is not None and target.type == "identifier"
        if frame.kind == "variable_declarator":
            around = frame.outer.outer if frame.outer is not None else None
            exported = around is not None and around.kind == "export_statement"
            return not (exported and (frame.outer.node.text or b"").startswith(b"let") if frame.outer is not None else False)
    return True
