"""String literals of a Swift file and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.fact import Text
from prodlint.languages.swift.grammar import kinds_named
from prodlint.languages.swift.reading import Reading, label_before
from prodlint.languages.swift.records import holder_of
from prodlint.languages.swift.strings import interpolations, string_value
from prodlint.languages.swift.tree import CALLS, STRINGS, WRAPPERS

_THROW = b"throw"
_PASSED_THROUGH = WRAPPERS | {"array_literal", "interpolated_expression", "raw_str_interpolation"} | STRINGS
_COMPARING = kinds_named(
    """
    equality_expression comparison_expression pattern switch_pattern range_expression
    disjunction_expression conjunction_expression
    """
)
"""A text is no condition: beside `||` or `&&` it is one side of a comparison that the grammar cut in the wrong place."""
_COMPARISONS = (b"!=", b"==", b"~=")
_HIGHEST = 12
_LABEL_FIRST = frozenset({"key", "prompt", "doc", "compared"})
_CALLEE_FIRST = frozenset({"log", "error", "test", "key", "compared", "prompt"})
_ATTRIBUTE_NAME = re.compile(rb"@([\w.]+)")


class Standing(NamedTuple):
    """Where a literal stands: Text's role, name and callee, and whether it is a fallback or part of a longer text."""

    role: str = "value"
    name: str = ""
    callee: str = ""
    default: bool = False
    joined: bool = False


def text_facts(reading: Reading) -> Iterator[Text]:
    """The Text facts of a file, in source order."""
    tree = reading.tree
    for node in tree.of(*STRINGS):
        standing = _standing(reading, node)
        yield Text(
            start=tree.starts[node],
            end=tree.ends[node],
            region=reading.region_of(node),
            value=string_value(tree, node),
            role=standing.role,
            name=standing.name,
            callee=standing.callee,
            default=standing.default,
            joined=standing.joined or bool(interpolations(tree, node)),
        )


def _standing(reading: Reading, literal: int) -> Standing:
    """Climb from a literal through what only hands it on to what gives it its role."""
    tree = reading.tree
    node, above = literal, tree.parents[literal]
    default = joined = False
    for _ in range(_HIGHEST):
        if above < 0:
            break
        kind = tree.kinds[above]
        if kind == "value_argument":
            return _as_argument(reading, above, node)._replace(default=default, joined=joined)
        if kind == "nil_coalescing_expression":
            default = default or tree.starts[node] > tree.starts[above]
        elif kind == "additive_expression" or kind in ("interpolated_expression", "raw_str_interpolation"):
            joined = True
        elif kind == "ternary_expression" or kind == "tuple_expression":
            if kind == "ternary_expression" and node == above + 1:
                return Standing("compared")
        elif kind not in _PASSED_THROUGH:
            standing = _in_statement(reading, kind, above, node)
            return standing._replace(default=default or standing.default, joined=joined)
        node, above = above, tree.parents[above]
    return Standing(default=default, joined=joined)


def _as_argument(reading: Reading, argument: int, node: int) -> Standing:
    tree, vocabulary = reading.tree, reading.vocabulary
    call = tree.parents[argument]
    for _ in range(3):
        if call < 0 or tree.kinds[call] in CALLS:
            break
        call = tree.parents[call]
    if call < 0 or tree.kinds[call] not in CALLS:
        return _in_attribute(reading, argument)
    if tree.is_subscript(call):
        return Standing("key")
    label = label_before(tree, tree.starts[argument], tree.starts[node])
    callee = reading.callees[call]
    by_label = vocabulary.label_role(label) if label else ""
    by_callee = vocabulary.role(callee)
    if label and not by_label and vocabulary.role(f"{callee}({label}:)"):
        return Standing(vocabulary.role(f"{callee}({label}:)"), label, callee)
    if by_label in _LABEL_FIRST:
        return Standing(by_label, label, callee)
    if by_callee in _CALLEE_FIRST or (by_callee and (by_label or not label)):
        return Standing(by_callee, label, callee)
    if _makes_error(reading, call, callee):
        return Standing("error", label, callee)
    return Standing(by_label or "value", label, callee)


def _makes_error(reading: Reading, call: int, callee: str) -> bool:
    tree = reading.tree
    suffixes = tuple(sorted(reading.vocabulary.words("error_suffixes")))
    if suffixes and any(part.endswith(suffixes) for part in callee.split(".")):
        return True
    outer = tree.parents[tree.wrapped(call)]
    is_transfer = outer >= 0 and tree.kinds[outer] == "control_transfer_statement"
    return is_transfer and tree.text.startswith(_THROW, tree.starts[outer])


def _in_statement(reading: Reading, kind: str, above: int, node: int) -> Standing:
    if kind in _COMPARING:
        return Standing("compared")
    if kind == "infix_expression" and _is_comparison(reading, above):
        return Standing("compared")
    if kind == "navigation_expression":
        return _searched(reading, above, node)
    if kind == "enum_entry":
        return Standing("key")
    if kind == "dictionary_literal":
        return _in_dictionary(reading, above, node)
    if kind == "assignment":
        return _assigned(reading, above)
    if kind == "attribute":
        return _in_attribute(reading, above)
    if kind == "property_declaration":
        holder = holder_of(reading, node)
        return Standing("value", holder.name if holder is not None else "")
    if kind in ("function_declaration", "init_declaration", "protocol_function_declaration"):
        holder = holder_of(reading, node)
        return Standing("value", holder.name if holder is not None else "", default=True)
    if kind in ("statements", "control_transfer_statement"):
        return _returned(reading, above)
    return Standing()


def _is_comparison(reading: Reading, operation: int) -> bool:
    """Whether an operation whose operator the grammar does not know compares."""
    tree = reading.tree
    operator = tree.child(operation, "custom_operator")
    return operator >= 0 and tree.text[tree.starts[operator] : tree.ends[operator]] in _COMPARISONS


def _searched(reading: Reading, member: int, node: int) -> Standing:
    """`["a", "b"].contains(text)`: the elements are compared with the text."""
    tree = reading.tree
    callee = reading.callees.get(tree.parents[member], "")
    compares = tree.kinds[node] == "array_literal" and reading.vocabulary.role(callee) == "compared"
    return Standing("compared", "", callee) if compares else Standing()


def _in_dictionary(reading: Reading, dictionary: int, node: int) -> Standing:
    tree = reading.tree
    before = tree.text[max(0, tree.starts[node] - 8) : tree.starts[node]].rstrip()
    if not before.endswith(b":"):
        return Standing("key")
    key = node - 1
    while key > dictionary and tree.parents[key] != dictionary:
        key = tree.parents[key]
    return Standing("value", string_value(tree, key) if tree.kinds[key] in STRINGS else tree.dotted(key).lstrip("."))


def _assigned(reading: Reading, assignment: int) -> Standing:
    """A text given to a variable or property; to a member of a view it has the role of the member's name."""
    tree = reading.tree
    target = tree.text[tree.starts[assignment + 1] : tree.ends[assignment + 1]][:120].decode("utf-8", "replace")
    name = target.removeprefix("self.")
    last = name.rpartition(".")[2].strip("?! ")
    role = reading.vocabulary.label_role(last) if "." in name else ""
    return Standing(role or "value", last)


def _in_attribute(reading: Reading, node: int) -> Standing:
    tree = reading.tree
    for outer in (node, *tree.ancestors(node, 6)):
        if tree.kinds[outer] == "attribute":
            found = _ATTRIBUTE_NAME.match(tree.text, tree.starts[outer])
            name = found[1].decode() if found else ""
            return Standing(reading.vocabulary.role("@" + name) or "key", "", "@" + name)
    return Standing("key")


def _returned(reading: Reading, node: int) -> Standing:
    function = reading.site_of(node)
    if function >= 0 and reading.function_names_in_order[function] in reading.vocabulary.words("error_accessors"):
        return Standing("error")
    return Standing()
