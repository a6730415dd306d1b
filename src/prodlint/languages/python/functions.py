"""Function facts: each definition with a summary of what its body does."""

from __future__ import annotations

import re

from msgspec.structs import replace
from tree_sitter import Node

from prodlint.fact import Function
from prodlint.languages.python.asking import only_asks
from prodlint.languages.python.bodies import body_of, run_of_calls, statements_of
from prodlint.languages.python.classes import bases_of, decorators_of, name_of, owner_of
from prodlint.languages.python.literals import string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.returns import Returns, returns_of
from prodlint.languages.python.scopes import Contents
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, Tree

_PLAIN = re.compile(rb"\([\w\s,]*\)")
_INITIALIZERS = frozenset({"__init__", "__new__", "__post_init__"})


def function_facts(reading: Reading) -> list[Function]:
    """One fact for each function definition and each lambda bound to a name, in source order."""
    contents = Contents(reading.tree)
    return [
        _closure(reading, item) if item.kind == "lambda" else _function(reading, item, contents)
        for item in reading.tree.functions
    ]


def _function(reading: Reading, item: Item, contents: Contents) -> Function:
    tree = reading.tree
    block = tree.block(item)
    owner = owner_of(item)
    name, decorators = name_of(tree, item), decorators_of(tree, item)
    bases = bases_of(tree, owner) if owner else ()
    head = Function(
        start=item.start,
        end=_signature_end(tree, item, block),
        region=reading.region(item),
        name=name,
        kind=_kind(name, decorators, owner),
        owner=name_of(tree, owner) if owner else "",
        bases=bases,
        decorators=decorators,
        parameters=parameters_of(tree, item),
        is_async=tree.text.startswith(b"async", item.start),
        body="absent",
        body_start=item.end,
        body_end=item.end,
    )
    return head if block is None or block.start == block.end else _with_body(reading, head, item, block, contents)


def _with_body(reading: Reading, head: Function, item: Item, block: Item, contents: Contents) -> Function:
    """The fact of a function's head with the summary of its body."""
    statements = statements_of(reading, block)
    calls = [call for call in contents.calls[item.scope] if call.start >= block.start]
    body = body_of(reading, block, statements, run_of_calls(reading, calls, contents.changes[item.scope]))
    returned = returns_of(reading, block, contents.returns[item.scope]) if statements.doing else Returns("", (), 0)
    declared_only = body.state in ("empty", "comment-only") and _is_declared_only(reading, head.bases, head.decorators)
    docstring = statements.docstring
    state = "ask-only" if body.state == "real" and only_asks(reading, block) else body.state
    return replace(
        head,
        body="absent" if declared_only else state,
        calls=body.calls,
        effects=body.effects,
        returns=returned.kind,
        returned_text=returned.texts,
        literals=returned.literals,
        reads_parameters=reads_any(reading.tree, head.parameters, block.start, block.end),
        body_start=block.start,
        body_end=block.end,
        doc=_first_line(string_value(reading.tree, docstring.node)) if docstring else "",
    )


def _closure(reading: Reading, item: Item) -> Function:
    """A lambda bound to a name: `start..end` is the name and the equals sign up to its parameters."""
    tree, assignment = reading.tree, item.parent
    body = item.node.child_by_field_name("body")
    start = body.start_byte if body is not None else item.end
    parameters = parameters_of(tree, item)
    return Function(
        start=assignment.start,
        end=start,
        region=reading.region(item),
        name=target_of(tree, assignment).rpartition(".")[2],
        kind="closure",
        parameters=parameters,
        body="empty" if body is not None and body.type in ("none", "ellipsis") else "real",
        calls=tuple(dict.fromkeys(reading.names.callee(call) for call in tree.inside(item) if call.kind == "call")),
        effects=tuple(sorted({reading.effect(call) for call in tree.inside(item) if call.kind == "call"})),
        returns="computed",
        reads_parameters=reads_any(tree, parameters, start, item.end),
        body_start=start,
        body_end=item.end,
    )


def _kind(name: str, decorators: tuple[str, ...], owner: Item | None) -> str:
    if owner is None:
        return "function"
    if name in _INITIALIZERS:
        return "initializer"
    if any(decorator.rpartition(".")[2] in ("property", "cached_property", "setter", "getter") for decorator in decorators):
        return "accessor"
    return "method"


def _is_declared_only(reading: Reading, bases: tuple[str, ...], decorators: tuple[str, ...]) -> bool:
    """An overload, an abstract method, or a member of a protocol: it has no body of its own."""
    words = reading.vocabulary.words
    return any(name.rpartition(".")[2] in words("abstract-decorators") for name in decorators) or any(
        name.rpartition(".")[2] in words("abstract-bases") for name in bases
    )


def _signature_end(tree: Tree, item: Item, block: Item | None) -> int:
    """Behind the colon of the head."""
    if block is None:
        return item.end
    for name in ("return_type", "parameters"):
        part = item.node.child_by_field_name(name)
        if part is not None:
            colon = tree.text.find(b":", part.end_byte, block.start)
            return colon + 1 if colon >= 0 else part.end_byte
    return block.start


def parameters_of(tree: Tree, item: Item) -> tuple[str, ...]:
    """The names of the parameters, without self and cls."""
    parameters = item.node.child_by_field_name("parameters")
    if parameters is None:
        return ()
    if _PLAIN.fullmatch(tree.text, parameters.start_byte, parameters.end_byte):
        names = tree.of(parameters)[1:-1].replace(",", " ").split()
    else:
        names = [name for parameter in parameters.named_children if (name := _parameter_name(tree, parameter))]
    return tuple(name for name in names if name not in ("self", "cls"))


def _parameter_name(tree: Tree, parameter: Node) -> str:
    """The name in `a`, `a: int`, `a=1`, `*a`, `**a: int`; "" for separators."""
    name = parameter.child_by_field_name("name") or parameter
    for _ in range(3):
        if name.type == "identifier" or not name.named_children:
            break
        name = name.named_children[0]
    return tree.of(name) if name.type == "identifier" else ""


def reads_any(tree: Tree, names: tuple[str, ...], start: int, end: int) -> bool:
    """Whether one of the names stands as a whole word between two offsets."""
    text = tree.text
    for name in names:
        word = name.encode()
        found = text.find(word, start, end)
        while found >= 0:
            if not _in_word(text[found - 1 : found]) and not _in_word(text[found + len(word) : found + len(word) + 1]):
                return True
            found = text.find(word, found + 1, end)
    return False


def _in_word(character: bytes) -> bool:
    return character.isalnum() or character == b"_"


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].strip()
