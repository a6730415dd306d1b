"""Whether a returned value is made of literals, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tree_sitter import Node

from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import is_nothing, shape_of
from prodlint.languages.ecmascript.strings import has_substitution, literal_text
from prodlint.languages.ecmascript.tree import (
    arguments,
    dotted,
    is_function,
    unwrapped,
    words,
)

LEAVES = 120
"""How many values of a returned literal are looked at."""


def prose(text: str) -> bool:
    """Whether a literal is a sentence rather than an identifier or a single word."""
    return len(text) > 14 and text.count(" ") >= 2


@dataclass(slots=True)
class Grade:
    """How literal some returned values are: literals, fillers (a clock or random draw), computed and mixed-in values."""

    literals: int = 0
    fillers: int = 0
    computed: int = 0
    mixed: int = 0
    prose: int = 0
    chosen: bool = False
    collection: bool = False
    nothing: int = 0
    local: bool = True
    texts: list[str] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Count one literal text."""
        self.literals += 1
        self.prose += prose(text)
        if len(self.texts) < 8:
            self.texts.append(text)


class Grader:
    """Grades values as seen from one closure: its variables and those around it are known."""

    def __init__(self, reading: Reading, closure: int) -> None:
        self._reading = reading
        self._closure = closure

    def grade(self, values: Iterable[Node]) -> Grade:
        """The grade of all values together; looks at most at LEAVES of their parts."""
        grade = Grade()
        seen: set[str] = set()
        stack = list(values)[::-1]
        budget = LEAVES
        while stack and budget:
            budget -= 1
            stack.extend(reversed(self._parts(unwrapped(stack.pop()), grade, seen)))
        return grade

    def _parts(self, node: Node, grade: Grade, seen: set[str]) -> list[Node]:
        """Count a leaf, or hand back the parts of a value that is made of others."""
        kind = node.type
        if kind == "string":
            grade.add_text(literal_text(node))
        elif kind == "template_string":
            self._template(node, grade)
        elif kind in ("true", "false"):
            grade.literals += 1
        elif kind == "number":
            grade.add_text(words(node))
        elif kind in ("null", "undefined") or (kind == "unary_expression" and is_nothing(node)):
            grade.nothing += 1
        elif kind == "unary_expression" and shape_of(node)[0] == "number":
            grade.add_text(words(node))
        elif kind in ("object", "array"):
            grade.collection = True
            return _members(node)
        elif kind == "ternary_expression":
            return _branches(node, grade)
        elif kind == "binary_expression":
            return self._binary(node, grade)
        elif kind in ("call_expression", "new_expression"):
            return self._call(node, grade)
        elif kind in ("identifier", "shorthand_property_identifier"):
            return self._name(words(node), grade, seen)
        elif kind == "subscript_expression":
            return self._pick(node, grade)
        elif kind == "spread_element":
            return node.named_children
        else:
            grade.computed += 1
        return []

    def _template(self, node: Node, grade: Grade) -> None:
        text = literal_text(node)
        if not has_substitution(node):
            grade.add_text(text)
            return
        if prose(text.replace("{}", "")):
            grade.add_text(text)
            grade.mixed += 1
        else:
            grade.computed += 1

    def _binary(self, node: Node, grade: Grade) -> list[Node]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return []
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type == "+" and "string" in (left.type[-6:], right.type[-6:]):
            grade.mixed += 1
            return [side for side in (left, right) if side.type in ("string", "template_string", "binary_expression")]
        if self._reading.vocabulary.effect(_callee(left)) in ("random",) or b"Math.random" in (node.text or b""):
            grade.fillers += 1
            return []
        grade.computed += 1
        return []

    def _call(self, node: Node, grade: Grade) -> list[Node]:
        callee = _callee(node)
        vocabulary = self._reading.vocabulary
        given = arguments(node)
        if callee == "Promise" and given and is_function(unwrapped(given[0])):
            return resolved_values(self._reading, node)
        if callee in vocabulary.words("passes_value_on") or self._reading.is_response(node):
            return given[:1]
        if callee in vocabulary.words("clock_values") or vocabulary.effect(callee) == "random":
            grade.fillers += 1
            return []
        if b"Math.random" in (node.text or b"")[:200]:
            grade.fillers += 1
            return []
        root = node.child_by_field_name("function")
        if callee.startswith(".") and root is not None:
            inner = chain_call(root)
            if inner is not None and _callee(inner) in vocabulary.words("clock_values"):
                grade.fillers += 1
                return []
        grade.computed += 1
        return []

    def _name(self, name: str, grade: Grade, seen: set[str]) -> list[Node]:
        if name == "undefined":
            grade.nothing += 1
            return []
        value = self._reading.value_of(name, self._closure)
        spots = [node for node, frame in self._reading.assigned.get(name, ()) if frame.closure == self._closure]
        if name in seen or (value is None and not spots):
            grade.computed += 1
            return []
        seen.add(name)
        own = any(frame.closure == self._closure for _, frame in self._reading.bindings.get(name, ()))
        grade.local = grade.local and own
        values = [value] if value is not None else []
        values += [right for node in spots if (right := node.child_by_field_name("right")) is not None]
        if any(unwrapped(each).type == "call_expression" and not self._known(unwrapped(each)) for each in values):
            grade.computed += 1
            return []
        return values

    def _known(self, call: Node) -> bool:
        callee = _callee(call)
        vocabulary = self._reading.vocabulary
        return callee in vocabulary.words("passes_value_on") or callee in vocabulary.words("clock_values")

    def _pick(self, node: Node, grade: Grade) -> list[Node]:
        holder, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        random = index is not None and b"random" in (index.text or b"").lower()
        if holder is not None and holder.type == "identifier" and random:
            value = self._reading.value_of(words(holder), self._closure)
            if value is not None and unwrapped(value).type == "array":
                grade.chosen = True
                return _members(unwrapped(value))
        grade.computed += 1
        return []


def _callee(node: Node) -> str:
    target = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    return dotted(target) if target is not None else ""


def chain_call(function: Node) -> Node | None:
    """The call that a member callee hangs on: `f()` of `f().g`."""
    holder = function.child_by_field_name("object")
    holder = unwrapped(holder) if holder is not None else None
    return holder if holder is not None and holder.type in ("call_expression", "new_expression") else None


def _members(node: Node) -> list[Node]:
    members = []
    for child in node.named_children:
        kind = child.type
        if kind == "pair":
            value = child.child_by_field_name("value")
            members += [value] if value is not None else []
        elif kind != "comment":
            members.append(child)
    return members


def _branches(node: Node, grade: Grade) -> list[Node]:
    branches = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
    present = [branch for branch in branches if branch is not None]
    if all(branch.type in ("string", "template_string") for branch in present):
        grade.chosen = True
    return present


def resolved_values(reading: Reading, promise: Node) -> list[Node]:
    """The arguments of the `resolve(...)` calls in `new Promise(executor)`."""
    executor = unwrapped(arguments(promise)[0])
    resolve = first_parameter(executor)
    sites = reading.sites_in(executor.start_byte, executor.end_byte)
    return [given[0] for site in sites if resolve and site.callee == resolve and (given := site.given)]


def first_parameter(function: Node) -> str:
    """The name of a function's first parameter, "" when it has none or it is a pattern."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return words(single)
    holder = function.child_by_field_name("parameters")
    first = next((child for child in holder.named_children if child.type != "comment"), None) if holder else None
    if first is None:
        return ""
    pattern = first.child_by_field_name("pattern") or first
    return words(pattern) if pattern.type == "identifier" else ""
