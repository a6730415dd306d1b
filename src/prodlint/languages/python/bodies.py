"""What a block does when it runs: calls, effects, and the word for its state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from prodlint.languages.python.literals import STRINGS, bare, is_literal
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, Tree
from prodlint.languages.summary import body_state

_NOTHING = frozenset({"pass_statement", "ellipsis", "comment", "decorator"})
_UNIMPLEMENTED = re.compile(rb"raise\s+NotImplemented(Error)?\b")
CHANGING = frozenset({"assignment", "augmented_assignment", "global_statement", "nonlocal_statement", "delete_statement"})
_KEYWORD = re.compile(rb"\(\s*\w+\s*=(?!=)")


Run = tuple[tuple[str, ...], tuple[str, ...]]
"""(callees in order without repeats, sorted effects)."""


class Body(NamedTuple):
    """Callees in source order without repeats, sorted effects, and the state as `Function.body` writes it."""

    calls: tuple[str, ...]
    effects: tuple[str, ...]
    state: str


class Statements(NamedTuple):
    """The statements of a block that do something, and whether it has comments and a docstring."""

    doing: list[Item]
    comments: bool
    docstring: Item | None


def statements_of(reading: Reading, block: Item) -> Statements:
    """Sorts the statements of a block into those that do something and those that only fill it."""
    doing: list[Item] = []
    comments = _has_comment_before(reading.tree, block)
    docstring = None
    for child in reading.tree.children(block):
        kind = child.kind
        if kind == "comment":
            comments = True
        elif kind in STRINGS and is_statement(child):
            docstring = docstring or (None if doing else child)
        elif not _does_nothing(reading.tree, child, block):
            doing.append(child)
    return Statements(doing, comments or docstring is not None, docstring)


def _has_comment_before(tree: Tree, block: Item) -> bool:
    """The grammar puts comments between a head and its first statement outside the block."""
    return any(child.kind == "comment" and child.start < block.start for child in tree.children(block.parent))


def is_statement(item: Item) -> bool:
    """Whether an expression item stands alone as a statement."""
    parent = item.node.parent
    return parent is not None and parent.type == "expression_statement" and parent.named_child_count == 1


def _does_nothing(tree: Tree, item: Item, block: Item) -> bool:
    kind = item.kind
    if kind in _NOTHING:
        return True
    if kind == "return_statement":
        return item.stop == item.index + 1 and tree.text[item.start : item.end].split() in ([b"return"], [b"return", b"None"])
    if kind == "function_definition":
        return not _is_mentioned(tree, item, block)
    return kind in ("import_statement", "import_from_statement", "global_statement", "nonlocal_statement")


def _is_mentioned(tree: Tree, function: Item, block: Item) -> bool:
    """Whether the code of a block outside a function defined in it speaks of that function."""
    name = function.node.child_by_field_name("name")
    if name is None:
        return True
    word = re.compile(rb"\b" + re.escape(tree.text[name.start_byte : name.end_byte]) + rb"\b")
    decorated = function.index > 0 and tree.items[function.index - 1].kind == "decorator"
    outside = tree.text[block.start : function.start], tree.text[function.end : block.end]
    return decorated or any(word.search(text) for text in outside)


def body_of(reading: Reading, block: Item, statements: Statements | None = None, run: Run | None = None) -> Body:
    """Calls, effects and state of a block; `run` when it is known already."""
    statements = statements or statements_of(reading, block)
    calls, effects = run or run_of(reading, block)
    changing = _fills_a_member(reading, calls) or any(_changes_what_it_is_of(reading, child) for child in statements.doing)
    state = body_state(
        (*effects, "state") if changing else effects,
        statements=len(statements.doing),
        comments=statements.comments,
        unimplemented=bool(statements.doing) and _is_unimplemented(reading.tree, statements.doing),
        only_literals=_only_literals(reading.tree, statements.doing),
        only_calls=all(child.kind == "call" or child.kind == "await" for child in statements.doing),
    )
    return Body(calls, effects, state)


def _fills_a_member(reading: Reading, calls: tuple[str, ...]) -> bool:
    """Whether `self.rows.append(…)` or its like changes a collection that outlives the block."""
    mutators = reading.vocabulary.words("mutators")
    return any(callee.count(".") > 1 and callee[callee.rfind(".") + 1 :] in mutators for callee in calls)


def _changes_what_it_is_of(reading: Reading, statement: Item) -> bool:
    """`window.title("x")` as a statement: nobody wants its value, so it is there for what it does to something."""
    receiver, _, method = (reading.names.callee(statement) if statement.kind == "call" else "").rpartition(".")
    return bool(receiver) and reading.effect(statement) == reading.effects[f".{method}"] == "pure"


def run_of(reading: Reading, block: Item) -> Run:
    """What a block runs, without the functions and classes defined in it."""
    calls: list[Item] = []
    changes = False
    for item in reading.tree.own(block):
        if item.kind == "call":
            calls.append(item)
        elif item.kind in CHANGING and not changes:
            changes = changes_state(reading.tree, item)
    return run_of_calls(reading, calls, changes)


def run_of_calls(reading: Reading, items: Iterable[Item], changes: bool) -> Run:
    """The same from the calls themselves and whether state changes beside them."""
    calls: dict[str, None] = {}
    effects: set[str] = set()
    callee_of, effect_of = reading.names.callee, reading.effects
    for item in items:
        callee = item.callee or callee_of(item)
        if callee in calls and "unknown" in effects:
            continue
        calls[callee] = None
        effect = effect_of[callee]
        effects.add("pure" if effect == "unknown" and _makes_record(reading.tree, item, callee) else effect)
    if changes:
        effects.add("state")
    calls.pop("", None)
    return tuple(calls), tuple(sorted(effects))


def _makes_record(tree: Tree, item: Item, callee: str) -> bool:
    """A class called with keywords only holds data; what it is good for shows in the methods called on it."""
    last = callee[callee.rfind(".") + 1 :]
    return last[:1].isupper() and not last.isupper() and bool(_KEYWORD.match(tree.text, _opening(tree, item), item.end))


def _opening(tree: Tree, item: Item) -> int:
    arguments = item.node.child_by_field_name("arguments")
    return arguments.start_byte if arguments is not None else item.end


def changes_state(tree: Tree, item: Item) -> bool:
    """Whether an item of one of the CHANGING kinds changes something that outlives the block."""
    if item.kind == "assignment" or item.kind == "augmented_assignment":
        target = item.target or target_of(tree, item)
        return "." in target or "[" in target
    return item.kind != "delete_statement" or item.stop > item.index + 1


def _is_unimplemented(tree: Tree, doing: list[Item]) -> bool:
    last = doing[-1]
    if last.kind != "raise_statement" or not _UNIMPLEMENTED.match(tree.text, last.start, last.end):
        return False
    return all(child.kind == "call" for child in doing[:-1])


def _only_literals(tree: Tree, doing: list[Item]) -> bool:
    """Only assignments of literals to local names, then one return of them or of a literal."""
    if not doing or doing[-1].kind != "return_statement":
        return False
    return all(_gives_literal(tree, child) for child in doing)


def _gives_literal(tree: Tree, item: Item) -> bool:
    if item.kind == "return_statement":
        inside = item.node.named_children
        return not inside or inside[0].type == "identifier" or is_literal_tree(tree, item)
    if item.kind != "assignment":
        return False
    return "." not in (target := target_of(tree, item)) and "[" not in target and is_literal_tree(tree, item)


def is_literal_tree(tree: Tree, item: Item) -> bool:
    """Whether the value of an assignment or return is made of literals only."""
    if item.kind == "return_statement":
        value = next(iter(item.node.named_children), None)
    else:
        value = item.node.child_by_field_name("right")
    if value is None:
        return False
    pending, seen = [value], 0
    while pending:
        node = bare(pending.pop())
        seen += 1
        if seen > 2000:
            return False
        if node.type in ("list", "tuple", "set", "dictionary", "pair", "expression_list"):
            pending.extend(child for child in node.named_children if child.type != "comment")
        elif not is_literal(node):
            return False
    return True
