"""Conditions on the build (`process.env.NODE_ENV`, `import.meta.env.DEV`, `__DEV__`) → the spans that never ship."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Region
from prodlint.languages.ecmascript.outline import Spot
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import unwrapped, words


def region_spans(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, name) of every span that runs in development or tests only, in source order."""
    markers = reading.vocabulary.words("build_markers")
    if not any(marker.encode() in reading.text for marker in markers):
        return []
    conditions = _Conditions(reading)
    spots = reading.outline.spots
    spans = [span for node, _ in spots["if"] for span in _of_if(conditions, node)]
    spans += [span for node, _ in spots["ternary"] for span in _of_if(conditions, node)]
    spans += [span for spot in spots["binary"] for span in _of_and(conditions, spot)]
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def regions(spans: list[tuple[int, int, str]]) -> list[Region]:
    """Region facts for the spans."""
    return [Region(start=start, end=end, name=name, region="") for start, end, name in spans]


class _Conditions:
    """Judges conditions: +1 holds only in development, -1 only in production, 0 says nothing."""

    def __init__(self, reading: Reading) -> None:
        vocabulary = reading.vocabulary
        self._development = vocabulary.words("development_conditions")
        self._production = vocabulary.words("production_conditions")
        self._test = vocabulary.words("test_conditions")
        self._flags: dict[str, str] = {}
        for name, spots in reading.bindings.items():
            value = spots[0][0].child_by_field_name("value")
            if value is not None and value.end_byte - value.start_byte < 120:
                verdict = self.judge(value)
                if verdict:
                    self._flags[name] = verdict

    def judge(self, condition: Node) -> str:
        """ "development", "test", "production" (where it holds), "" when the condition is none of them."""
        condition = unwrapped(condition)
        kind = condition.type
        if kind == "binary_expression" and _operator(condition) == "&&":
            sides = [condition.child_by_field_name("left"), condition.child_by_field_name("right")]
            verdicts = [self.judge(side) for side in sides if side is not None and side.type != "binary_expression"]
            verdicts += [self._plain(side) for side in sides if side is not None and side.type == "binary_expression"]
            return next((verdict for verdict in verdicts if verdict in ("development", "test")), "")
        if kind == "unary_expression" and words(condition).startswith("!"):
            operand = condition.child_by_field_name("argument")
            inner = self._plain(operand) if operand is not None else ""
            return {"development": "production", "production": "development"}.get(inner, "")
        return self._plain(condition)

    def _plain(self, condition: Node) -> str:
        text = condition.text or b""
        if len(text) > 120:
            return ""
        plain = re.sub(r"[\s()]+", "", text.decode("utf-8", "replace")).replace("'", '"')
        if plain in self._flags:
            return self._flags[plain]
        if plain in self._development:
            return "development"
        if plain in self._test:
            return "test"
        return "production" if plain in self._production else ""


def _of_if(conditions: _Conditions, node: Node) -> list[tuple[int, int, str]]:
    condition = node.child_by_field_name("condition")
    verdict = conditions.judge(condition) if condition is not None else ""
    if not verdict:
        return []
    branch = node.child_by_field_name("alternative" if verdict == "production" else "consequence")
    if branch is None:
        return []
    return [(branch.start_byte, branch.end_byte, "test" if verdict == "test" else "development")]


def _of_and(conditions: _Conditions, spot: Spot) -> list[tuple[int, int, str]]:
    node, frame = spot
    if _operator(node) != "&&" or frame.kind in ("binary_expression", "parenthesized_expression", "unary_expression"):
        return []
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    verdict = conditions.judge(left) if left is not None else ""
    if right is None or verdict not in ("development", "test"):
        return []
    return [(right.start_byte, right.end_byte, verdict)]


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""
