"""String literals and markup text → Text facts: what each says and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tree_sitter import Node

from prodlint.fact import Text
from prodlint.languages.ecmascript.naming import words_of_field
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import has_substitution, markup_text, string_value, template_value
from prodlint.languages.ecmascript.tree import WRAPPERS, decoded, first_child, last_name, words

COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", ">", "<=", ">="})
BINDINGS = {
    "variable_declarator": "name",
    "assignment_expression": "left",
    "augmented_assignment_expression": "left",
    "public_field_definition": "name",
    "field_definition": "property",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "required_parameter": "pattern",
}
DEFAULTS = ("assignment_pattern", "object_assignment_pattern", "required_parameter")
STEPS = 12
"""How many nodes around a literal are looked at for what it is bound to."""


@dataclass(slots=True)
class Place:
    """Where a literal stands: the fields of Text that its surroundings decide."""

    role: str = "value"
    name: str = ""
    callee: str = ""
    default: bool = False
    joined: bool = False


def texts(reading: Reading) -> list[Text]:
    """Every string, template and markup text with a letter in it; in no particular order."""
    found = []
    placing = Placing(reading)
    for node, frame in reading.outline.spots["string"]:
        if node.end_byte - node.start_byte > 2:
            found.append(_text(reading, node, frame, string_value(node), placing.place(node, frame)))
    for node, frame in reading.outline.spots["template"]:
        place = placing.place(node, frame)
        if has_substitution(node) and not place.joined:
            place = replace(place, joined=True)
        found.append(_text(reading, node, frame, template_value(node), place))
    for node, frame in reading.outline.spots["regex"]:
        found.append(_text(reading, node, frame, words(node), Place("compared")))
    for node, frame in reading.outline.spots["markup"]:
        text = _markup(reading, node, frame)
        if text is not None:
            found.append(text)
    found += _module_names(reading)
    return found


def _text(reading: Reading, node: Node, frame: Frame, value: str, place: Place) -> Text:
    start = node.start_byte
    return Text(
        start=start,
        end=node.end_byte,
        region=reading.region(start),
        value=value,
        role=place.role,
        name=place.name,
        callee=place.callee,
        default=place.default,
        joined=place.joined,
    )


def _markup(reading: Reading, node: Node, frame: Frame) -> Text | None:
    raw = node.text or b""
    stripped = raw.strip()
    if not stripped:
        return None
    start = node.start_byte + raw.index(stripped[:1])
    return Text(
        start=start,
        end=start + len(stripped),
        region=reading.region(start),
        value=markup_text(decoded(stripped)),
        role="value" if _is_code(reading, frame) else "shown",
    )


def _is_code(reading: Reading, frame: Frame) -> bool:
    """Whether the element around holds code or style, not words to read."""
    element = frame if frame.kind == "jsx_element" else frame.outer
    if element is None or element.kind != "jsx_element":
        return False
    opening = first_child(element.node)
    name = opening.child_by_field_name("name") if opening is not None else None
    return name is not None and words(name) in reading.vocabulary.words("code_elements")


def _module_names(reading: Reading) -> list[Text]:
    found = []
    for node, frame in reading.outline.spots["import"]:
        source = node.child_by_field_name("source")
        if source is not None:
            found.append(_text(reading, source, frame, string_value(source), Place("import")))
    return found


class Placing:
    """Looks outwards from a literal for what it is bound to, compared with or passed to."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._vocabulary = reading.vocabulary
        self._errors = tuple(sorted(reading.vocabulary.words("error_suffixes")))
        self._by_attribute: dict[str, Place] = {}
        self._callees: dict[int, str] = {site.end: site.callee for site in reading.sites}

    def place(self, node: Node, frame: Frame | None) -> Place:
        """The place of a literal whose parent is `frame`; those of plain attributes are shared, so not to be changed."""
        if frame is not None and frame.kind == "jsx_attribute":
            return self._of_attribute(frame)
        place = Place()
        inner = node
        for _ in range(STEPS):
            if frame is None or self._settle(place, inner, frame):
                return place
            inner = frame.node
            frame = frame.outer
        return place

    def _of_attribute(self, frame: Frame) -> Place:
        """The place of an attribute's own literal, which half of all strings in markup are: its name decides it."""
        name = _attribute_name(frame)
        place = self._by_attribute.get(name)
        if place is None:
            place = self._by_attribute[name] = Place()
            self._in_attribute(place, name)
        return place

    def _settle(self, place: Place, inner: Node, frame: Frame) -> bool:
        """Take in one surrounding node; true when it decides the place."""
        kind = frame.kind
        if kind in WRAPPERS or kind in ("array", "object", "ternary_expression", "spread_element"):
            return kind == "ternary_expression" and inner.start_byte == frame.node.start_byte
        if kind == "pair":
            return self._in_pair(place, inner, frame)
        if kind == "arguments":
            return self._in_call(place, frame)
        if kind == "binary_expression":
            return self._in_operation(place, inner, frame)
        if kind == "template_substitution" or kind == "template_string":
            place.joined = True
            return False
        if kind in BINDINGS:
            place.name = place.name or last_name(words_of_field(frame.node, BINDINGS[kind]))[:80]
            place.default = place.default or kind in DEFAULTS
            return True
        if kind == "jsx_expression":
            return self._in_markup(place, frame)
        if kind == "jsx_attribute":
            self._in_attribute(place, _attribute_name(frame))
            return True
        place.role = self._role_of_rest(place, inner, frame)
        return True

    def _role_of_rest(self, place: Place, inner: Node, frame: Frame) -> str:
        kind = frame.kind
        if kind in ("subscript_expression", "computed_property_name", "enum_assignment", "method_definition"):
            return "key"
        if kind == "switch_case":
            value = frame.node.child_by_field_name("value")
            return "compared" if value is not None and value.start_byte == inner.start_byte else "value"
        if kind == "expression_statement":
            return "key" if inner.type == "string" else place.role
        if kind == "export_statement":
            return "import"
        if kind == "throw_statement":
            return "error"
        if kind == "call_expression":
            self._in_call(place, frame)
        return place.role

    def _in_pair(self, place: Place, inner: Node, frame: Frame) -> bool:
        key = first_child(frame.node)
        if key is not None and key.start_byte == inner.start_byte:
            place.role = "key"
            return True
        if not place.name and key is not None:
            place.name = words(key).strip("\"'")
        return False

    def _in_call(self, place: Place, frame: Frame) -> bool:
        place.callee = place.callee or self._callees.get(frame.node.end_byte, "")
        callee = place.callee
        place.role = self._vocabulary.role(callee) or place.role
        if place.role == "value" and callee.endswith(self._errors):
            place.role = "error"
        if place.name and place.role in ("shown", "error", "log"):
            place.role = self._role_of_option(place)
        return True

    def _role_of_option(self, place: Place) -> str:
        """A named option of a call that shows text is shown only where its name says so."""
        named = self._vocabulary.label_role(place.name)
        return named if named == "key" else place.role

    def _in_operation(self, place: Place, inner: Node, frame: Frame) -> bool:
        operator = frame.node.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        if sign in COMPARISONS:
            place.role = "compared"
            return True
        if sign == "in":
            place.role = "key"
            return True
        if sign == "+":
            place.joined = True
        elif sign in ("||", "??"):
            right = frame.node.child_by_field_name("right")
            place.default = place.default or (right is not None and right.start_byte == inner.start_byte)
        return False

    def _in_markup(self, place: Place, frame: Frame) -> bool:
        outer = frame.outer
        if outer is not None and outer.kind == "jsx_attribute":
            return False
        if not place.name and not place.callee:
            place.role = "value" if _is_code(self._reading, frame) else "shown"
        return True

    def _in_attribute(self, place: Place, name: str) -> None:
        if place.name:
            return
        place.name = name
        if name.startswith("data-"):
            place.role = "key"
            return
        place.role = self._vocabulary.label_role(name) or place.role


def _attribute_name(frame: Frame) -> str:
    """The name of the attribute whose frame this is."""
    name = first_child(frame.node)
    return words(name) if name is not None else ""
