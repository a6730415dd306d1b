"""What a body gives back: the values that reach its returns, and what they are worth."""

from __future__ import annotations

import re
from typing import NamedTuple

from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import CALLS, STRINGS
from prodlint.languages.swift.values import Locals, Weight, data_arguments, is_constructor, literal_text, weigh

_PROSE = re.compile(r"\w[^\s]*\s+\w+\s+\S*\w|[^\x00-\u024f]{4}|\w+\s+\w+[.!?]")
_MOST_TEXTS = 8
_MOSTLY = 0.5


class Returned(NamedTuple):
    """`kind` as Function.returns, the literal texts and how many literals reach a return."""

    kind: str
    texts: tuple[str, ...] = ()
    literals: int = 0


def is_prose(text: str) -> bool:
    """Whether a text reads like a sentence rather than a word, key or format."""
    return _PROSE.search(text) is not None


def judge_returns(reading: Reading, values: list[int], local: Locals) -> Returned:
    """All returned expressions of one body together."""
    if not values:
        return Returned("")
    worths = []
    for value in values:
        worths.append(worth(reading, value, local))
        if worths[-1].kind == "computed":
            break
    texts = tuple(text for returned in worths for text in returned.texts)
    return Returned(_combined(worths), texts[:_MOST_TEXTS], sum(returned.literals for returned in worths))


def _combined(worths: list[Returned]) -> str:
    kinds = {returned.kind for returned in worths}
    if "computed" in kinds:
        return "computed"
    if "choice" in kinds:
        return "choice"
    if "mixed" in kinds:
        return "mixed"
    if "record" in kinds:
        return "record"
    prose = [returned for returned in worths if any(is_prose(text) for text in returned.texts)]
    return "choice" if len(prose) > 1 and len({returned.texts for returned in prose}) > 1 else "literal"


def worth(reading: Reading, value: int, local: Locals, depth: int = 0) -> Returned:
    """One returned expression."""
    tree = reading.tree
    value = tree.unwrapped(value)
    kind = tree.kinds[value]
    if literal_text(reading, value) == "nil":
        return Returned("literal")
    if kind == "nil_coalescing_expression":
        parts = tree.parts(value)
        first = worth(reading, parts[0], local, depth + 1) if parts and depth < 4 else Returned("computed")
        return first if first.kind == "choice" else Returned("computed")
    if kind == "ternary_expression":
        return _worth_of_branches(reading, tree.parts(value)[1:], local, depth)
    if kind in ("array_literal", "dictionary_literal"):
        return _worth_of_record(weigh(reading, value, local), is_empty=not tree.parts(value))
    if kind in CALLS:
        return _worth_of_call(reading, value, local, depth)
    name = tree.dotted(value)
    if name in local and depth < 4 and local[name] != value:
        return worth(reading, local[name], local, depth + 1)
    return _worth_of_leaf(weigh(reading, value, local))


def _worth_of_branches(reading: Reading, branches: list[int], local: Locals, depth: int) -> Returned:
    if depth > 4:
        return Returned("computed")
    worths = [worth(reading, branch, local, depth + 1) for branch in branches]
    texts = tuple(text for returned in worths for text in returned.texts)
    return Returned(_combined(worths), texts, sum(returned.literals for returned in worths))


def _worth_of_record(weight: Weight, *, is_empty: bool = False) -> Returned:
    if is_empty or (weight.literals and not weight.mixed and not weight.computed):
        return Returned("record", weight.texts, weight.literals)
    mostly_literal = weight.literals and weight.share >= _MOSTLY
    return Returned("mixed" if mostly_literal else "computed", weight.texts, weight.literals)


def _worth_of_leaf(weight: Weight) -> Returned:
    if weight.computed:
        return Returned("computed")
    if weight.mixed:
        return Returned("mixed", weight.texts, weight.mixed)
    if weight.literals:
        return Returned("literal", weight.texts, weight.literals)
    return Returned("computed")


def _worth_of_call(reading: Reading, call: int, local: Locals, depth: int) -> Returned:
    tree = reading.tree
    if tree.is_subscript(call) or reading.effect(call) == "random":
        return _worth_of_pick(reading, call, local)
    if not is_constructor(reading, call):
        return Returned("computed")
    arguments = data_arguments(reading, call)
    is_wrapper = len(arguments) == 1 and not arguments[0].label and tree.kinds[call + 1] == "prefix_expression"
    if is_wrapper and depth < 4:
        return worth(reading, arguments[0].value, local, depth + 1)
    if not arguments or len(arguments) < len(reading.arguments(call)):
        return Returned("computed")
    return _worth_of_record(weigh(reading, call, local))


def _worth_of_pick(reading: Reading, call: int, local: Locals) -> Returned:
    """`options.randomElement()`, `options[Int.random(in: 0..<3)]`: a choice when the options are literals."""
    tree = reading.tree
    target = call + 1
    if tree.kinds[target] == "navigation_expression":
        target += 1
    elif not any(reading.effect(inner) == "random" for inner in reading.calls_within(call)):
        return Returned("computed")
    target = local.get(tree.dotted(target), target)
    weight = weigh(reading, target, local)
    texts_only = tree.kinds[target] in ("array_literal", *STRINGS) and weight.literals and not weight.computed
    if texts_only:
        return Returned("choice", weight.texts, weight.literals)
    is_draw = reading.effect(call) == "random" and tree.kinds[call + 1] == "navigation_expression"
    return Returned("choice", (), 0) if is_draw and reading.callees[call][:1].isupper() else Returned("computed")
