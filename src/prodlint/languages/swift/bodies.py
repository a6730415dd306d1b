"""What a body does when it runs: its calls, effects, returned values and the one word that sums it up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from prodlint.languages.summary import body_state
from prodlint.languages.swift.grammar import kinds_named
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.returns import Returned, judge_returns
from prodlint.languages.swift.strings import string_value
from prodlint.languages.swift.tree import CALLS, STRINGS
from prodlint.languages.swift.values import Locals, weigh

_NESTED = frozenset({"lambda_literal", "function_declaration", "init_declaration", "computed_property"})
_RETURN = re.compile(rb"return\b")
_THROW = re.compile(rb"throw\b")
_FIRST_WORD = re.compile(r"[\w$]+")
_LONGEST_HEAD = 80
_SAFE_STATEMENTS = CALLS | {"try_expression", "await_expression"}


class Summary(NamedTuple):
    """Everything a Function fact says about a body."""

    body: str
    calls: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    returned: Returned = Returned("")
    bound: frozenset[str] = frozenset()
    local: Locals = MappingProxyType({})


def summarize(reading: Reading, body: int, *, gives_value: bool, is_view: bool = False) -> Summary:
    """Sum up a function body, getter or closure; `gives_value` says that a lone expression is returned."""
    tree = reading.tree
    statements = tree.statements(body)
    if not statements:
        return Summary("comment-only" if tree.has_comment(body) else "empty")
    events = tree.within(tree.events, body)
    bound, local = _bindings(reading, events)
    calls, effects = doings(reading, events, bound)
    values = _returned_values(reading, events)
    if gives_value and len(statements) == 1:
        values.extend(implicit_values(reading, statements[0]))
    returned = Returned("computed") if is_view else judge_returns(reading, values, local)
    state = body_state(
        effects,
        statements=_counted(reading, statements),
        comments=tree.has_comment(body),
        unimplemented=_is_unimplemented(reading, statements[-1]),
        only_literals=_only_literals(reading, statements, returned, local),
        only_calls=all(_is_call(reading, statement) for statement in statements),
    )
    return Summary(state, calls, effects, returned, bound, local)


def _bindings(reading: Reading, events: list[int]) -> tuple[frozenset[str], dict[str, int]]:
    """The names bound inside, and the expressions of those that nothing assigns again."""
    tree, kinds = reading.tree, reading.tree.kinds
    bound: set[str] = set()
    local: dict[str, int] = {}
    for node in events:
        kind = kinds[node]
        if kind == "property_declaration":
            for pattern, value in bound_values(reading, node):
                names = _FIRST_WORD.findall(tree.slice(pattern))
                bound.update(names)
                if len(names) == 1 and value >= 0:
                    local[names[0]] = value
        elif kind == "value_binding_pattern" and kinds[node + 1 : node + 2] == ["simple_identifier"]:
            bound.add(tree.slice(node + 1))
        elif kind == "assignment":
            local.pop(_target(reading, node), None)
    bound.discard("self")
    return frozenset(bound), local


def _target(reading: Reading, assignment: int) -> str:
    """The first name of what is assigned to: `self`, a local, a property."""
    text, start = reading.tree.text, reading.tree.starts[assignment]
    return _head(text[start : start + _LONGEST_HEAD].decode("utf-8", "replace"))


def bound_values(reading: Reading, declaration: int) -> Iterator[tuple[int, int]]:
    """The pattern nodes of a property declaration, each with its value or -1."""
    tree = reading.tree
    pattern = -1
    for child in tree.parts(declaration):
        kind = tree.kinds[child]
        if kind == "pattern":
            if pattern >= 0:
                yield pattern, -1
            pattern = child
        elif pattern >= 0 and kind not in ("type_annotation", "computed_property", "willset_didset_block"):
            yield pattern, child
            pattern = -1
    if pattern >= 0:
        yield pattern, -1


def _head(name: str) -> str:
    found = _FIRST_WORD.match(name)
    return found.group() if found else ""


def doings(
    reading: Reading, nodes: Iterable[int], bound: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The callees and the sorted effects of the calls and assignments among some nodes; `bound` are local names."""
    tree = reading.tree
    calls: dict[str, None] = {}
    effects: set[str] = set()
    for node in nodes:
        kind = tree.kinds[node]
        if kind in CALLS:
            callee = reading.callees[node]
            if callee:
                calls[callee] = None
                effect = reading.effect(node)
                effects.add("pure" if effect == "state" and _head(callee) in bound else effect)
        elif kind == "assignment":
            target = _target(reading, node)
            if target != "_" and target not in bound:
                effects.add("state")
    return tuple(calls), tuple(sorted(effects))


def _returned_values(reading: Reading, events: list[int]) -> list[int]:
    """What the body's own `return` statements give, those of closures and functions inside left out."""
    tree = reading.tree
    values, skip = [], -1
    for node in events:
        if node < skip:
            continue
        kind = tree.kinds[node]
        if kind in _NESTED:
            skip = tree.after[node]
        elif kind == "control_transfer_statement" and tree.text.startswith(b"return", tree.starts[node]):
            values.extend(tree.parts(node)[:1])
    return values


def implicit_values(reading: Reading, statement: int, depth: int = 0) -> Iterator[int]:
    """What a lone statement evaluates to: the expression itself or the lone expressions of its branches."""
    tree = reading.tree
    kind = tree.kinds[statement]
    if kind in ("if_statement", "switch_statement", "switch_entry"):
        for part in tree.parts(statement):
            lone = tree.parts(part) if tree.kinds[part] == "statements" else []
            if len(lone) == 1 and depth < 12:
                yield from implicit_values(reading, lone[0], depth + 1)
            elif tree.kinds[part] in ("if_statement", "switch_entry") and depth < 12:
                yield from implicit_values(reading, part, depth + 1)
    elif kind not in _NOT_VALUES:
        yield statement


_NOT_VALUES = kinds_named(
    """
    control_transfer_statement assignment property_declaration for_statement while_statement guard_statement
    repeat_while_statement do_statement function_declaration class_declaration
    """
)


def _counted(reading: Reading, statements: list[int]) -> int:
    """How many statements do anything: bare returns and `return nil` do not."""
    return sum(not _is_bare_return(reading, statement) for statement in statements)


def _is_bare_return(reading: Reading, statement: int) -> bool:
    tree = reading.tree
    if tree.kinds[statement] != "control_transfer_statement":
        return tree.text[tree.starts[statement] : tree.ends[statement]] in (b"nil", b"()")
    return tree.slice(statement)[:40].split() in (["return"], ["return", "nil"], ["return", "()"], ["break"])


def _is_call(reading: Reading, statement: int) -> bool:
    tree = reading.tree
    if tree.kinds[statement] == "assignment" and _target(reading, statement) == "_":
        statement = tree.parts(statement)[-1]
    if tree.kinds[statement] not in _SAFE_STATEMENTS:
        return _is_bare_return(reading, statement)
    call = tree.unwrapped(statement)
    return tree.kinds[call] in CALLS and bool(reading.callees[call])


def _only_literals(reading: Reading, statements: list[int], returned: Returned, local: Locals) -> bool:
    if returned.kind not in ("literal", "record", "choice"):
        return False
    tree = reading.tree
    last = statements[-1]
    ends_in_value = tree.kinds[last] not in _NOT_VALUES or bool(_RETURN.match(tree.text, tree.starts[last]))
    return ends_in_value and all(_binds_literal(reading, statement, local) for statement in statements[:-1])


def _binds_literal(reading: Reading, statement: int, local: Locals) -> bool:
    tree = reading.tree
    if tree.kinds[statement] in _SAFE_STATEMENTS:
        return True
    if tree.kinds[statement] != "property_declaration":
        return False
    values = [value for _, value in bound_values(reading, statement) if value >= 0]
    return bool(values) and all(not weigh(reading, value, local).computed for value in values)


def _is_unimplemented(reading: Reading, statement: int) -> bool:
    """Whether a body's last statement traps or throws "not implemented"."""
    tree = reading.tree
    call = tree.unwrapped(statement)
    if tree.kinds[statement] == "control_transfer_statement":
        return bool(_THROW.match(tree.text, tree.starts[statement])) and _says_unimplemented(reading, statement)
    if tree.kinds[call] not in CALLS:
        return False
    return reading.effect(call) == "exit" and _says_unimplemented(reading, call)


def _says_unimplemented(reading: Reading, node: int) -> bool:
    tree = reading.tree
    said = " ".join(string_value(tree, text) for text in strings_within(reading, node)).lower()
    code = tree.slice(node).lower() if tree.ends[node] - tree.starts[node] < 400 else ""
    words = reading.vocabulary.words("unimplemented_phrases")
    names = reading.vocabulary.words("unimplemented_names")
    return any(word in said for word in words) or any(name in code for name in names)


def strings_within(reading: Reading, node: int) -> list[int]:
    """The string literals inside a node, in source order."""
    tree = reading.tree
    return [inner for inner in range(node, tree.after[node]) if tree.kinds[inner] in STRINGS]
