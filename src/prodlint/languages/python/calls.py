"""Call facts: callee, argument shapes, whether awaited, whether the result is used."""

from __future__ import annotations

from prodlint.fact import Argument, Call
from prodlint.languages.python.literals import arguments_of, labelled, shape_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item

_LONGEST = 200
_STATEMENT_PLACES = frozenset({"module", "block"})


def call_facts(reading: Reading) -> list[Call]:
    """One fact for each call; `start..end` is the call with its arguments, without what is chained before it."""
    return [_call(reading, item) for item in reading.tree.kinds["call"]]


def _call(reading: Reading, item: Item) -> Call:
    return Call(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        callee=reading.names.callee(item),
        arguments=arguments_as_facts(reading, item),
        awaited=item.parent.kind == "await",
        used=not is_unused(item),
    )


def arguments_as_facts(reading: Reading, item: Item) -> tuple[Argument, ...]:
    """The arguments of a call item as a fact writes them."""
    tree = reading.tree
    if tree.text.endswith(b"()", item.start, item.end):
        return ()
    arguments = []
    for node in arguments_of(item.node):
        label, value = labelled(tree, node)
        shape, text = shape_of(tree, value)
        if shape == "name" or shape == "call":
            text = reading.names.resolve(text)
        arguments.append(Argument(label, shape, text[:_LONGEST]))
    return tuple(arguments)


def is_unused(item: Item) -> bool:
    """Whether a call (perhaps awaited) is a statement of its own."""
    outer = item.parent if item.parent.kind == "await" else item
    if outer.parent.kind not in _STATEMENT_PLACES:
        return False
    parent = outer.node.parent
    return parent is not None and parent.type == "expression_statement"
