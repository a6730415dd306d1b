"""Random numbers → Draw facts: what becomes of each, and what it is called then."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Draw
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import dotted, last_name, words

STEPS = 30
LONGEST_LABEL = 60
COMPARISONS = frozenset({"<", ">", "<=", ">=", "===", "==", "!==", "!="})
NAMED = {
    "variable_declarator": "name",
    "assignment_expression": "left",
    "augmented_assignment_expression": "left",
    "pair": "key",
    "public_field_definition": "name",
    "field_definition": "property",
    "assignment_pattern": "left",
    "required_parameter": "pattern",
}
"""Kind of node → the field with the name that a value gets there."""
ENDS = frozenset({"expression_statement", "if_statement", "while_statement", "statement_block", "program", "for_statement"})


def draws(reading: Reading) -> list[Draw]:
    """A fact for every call that draws a random number, in source order."""
    found = [site for site in reading.sites if site.callee in reading.vocabulary.words("random_numbers")]
    return [_draw(reading, site) for site in found]


def _draw(reading: Reading, site: Site) -> Draw:
    use, name = _Climb(reading).from_site(site)
    region = reading.region(site.start)
    return Draw(start=site.start, end=site.end, region=region, callee=site.callee, use=use, name=name)


def _label_of(element: Frame) -> str:
    """What stands beside a number on the page: the text of its element, else of the one around."""
    for frame in (element, element.outer):
        texts = [words(child).strip() for child in _texts(frame.node)] if frame is not None else []
        said = " ".join(text for text in texts if any(map(str.isalpha, text)))
        if said:
            return said[:LONGEST_LABEL]
    return ""


def _texts(element: Node) -> list[Node]:
    inside = [child for child in element.named_children if child.type in ("jsx_text", "jsx_element")]
    return [each for child in inside for each in (child, *child.named_children) if each.type == "jsx_text"]


class _Climb:
    """Goes outwards from a number until something says what it is."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._decides = False

    def from_site(self, site: Site) -> tuple[str, str]:
        """(use, name) of the number that a call draws."""
        return self._decided(*self._outwards(site.frame, site.node.start_byte))

    def _outwards(self, frame: Frame | None, inner: int) -> tuple[str, str]:
        for _ in range(STEPS):
            if frame is None or frame.kind in ENDS:
                break
            found = self._at(frame, inner)
            if found is not None:
                return found
            inner, frame = frame.node.start_byte, frame.outer
        return "other", ""

    def _decided(self, use: str, name: str) -> tuple[str, str]:
        return ("decision" if self._decides else use), name

    def _at(self, frame: Frame, inner: int) -> tuple[str, str] | None:
        kind = frame.kind
        if kind in NAMED:
            holder = frame.node.child_by_field_name(NAMED[kind])
            return "bound", last_name(dotted(holder) or words(holder)[:60].strip("\"'[]")) if holder is not None else ""
        if kind == "binary_expression":
            operator = frame.node.child_by_field_name("operator")
            self._decides = self._decides or (operator is not None and operator.type in COMPARISONS)
        if kind == "subscript_expression":
            return ("element", "") if inner > frame.node.start_byte else None
        if kind in ("template_substitution", "template_string"):
            return "text", ""
        if kind == "member_expression":
            return self._of_member(frame)
        if kind == "arguments":
            return self._of_argument(frame)
        if kind == "return_statement" or kind in ("arrow_function", "function_expression"):
            return self._of_result(frame)
        if kind == "jsx_expression" and frame.outer is not None and frame.outer.kind == "jsx_element":
            return "text", _label_of(frame.outer)
        if kind == "jsx_attribute":
            return "bound", words(frame.node.children[0]) if frame.node.children else ""
        return None

    def _of_member(self, frame: Frame) -> tuple[str, str] | None:
        name = frame.node.child_by_field_name("property")
        member = words(name) if name is not None else ""
        return None if member in self._reading.vocabulary.words("number_methods") else ("text", "")

    def _of_argument(self, frame: Frame) -> tuple[str, str] | None:
        call = frame.outer
        callee = dotted(call.children[0]) if call is not None and call.children else ""
        if callee in self._reading.vocabulary.words("number_wrappers"):
            return None
        if last_name(callee) in self._reading.vocabulary.words("number_collectors"):
            return "argument", last_name(callee.rpartition(".")[0])
        return "argument", last_name(callee)

    def _of_result(self, frame: Frame) -> tuple[str, str] | None:
        number = frame.closure
        if number < 0:
            return "other", ""
        closure = self._reading.closures[number]
        if closure.fact_kind in ("function", "method", "closure", "accessor"):
            return "returned", closure.name
        around = closure.frame
        if around.kind == "arguments" and around.outer is not None and around.outer.children:
            mapped = last_name(dotted(around.outer.children[0]))
            if mapped in self._reading.vocabulary.words("mapping_calls"):
                # `Array.from(…, () => Math.random())`: what the collection is called.
                return _Climb(self._reading)._outwards(around.outer.outer, around.outer.node.start_byte)
        return "other", ""
