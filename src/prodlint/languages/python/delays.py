"""Delay facts: sleeping, and work that is put off by a timer, with what happens besides."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Delay
from prodlint.languages.python.bodies import is_literal_tree, run_of, target_of
from prodlint.languages.python.literals import arguments_of, bare, dotted, is_number, labelled, number
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.returns import leaves_of
from prodlint.languages.python.tree import LOOPS, MODULE, Item, Tree, around

_FUNCTIONS = frozenset({"function_definition", "lambda"})


def delay_facts(reading: Reading) -> list[Delay]:
    """One fact for each call that sleeps and each call that puts work off."""
    facts = []
    words = reading.vocabulary.words("delayed-calls")
    for item in reading.tree.kinds["call"]:
        callee = reading.names.callee(item)
        if callee in words or "." + callee.rpartition(".")[2] in words:
            fact = _put_off(reading, item, callee)
            if fact is not None:
                facts.append(fact)
        elif reading.vocabulary.effect(callee) == "sleep":
            facts.append(_sleep(reading, item, callee))
    return facts


def _sleep(reading: Reading, item: Item, callee: str) -> Delay:
    home = _home(item)
    calls, effects = run_of(reading, home, without=item)
    seconds, drawn = _length(reading, item, callee)
    return Delay(
        start=item.start,
        end=item.end,
        function=item.scope,
        region=reading.region(item),
        style="await" if item.parent.kind == "await" else "block",
        callee=callee,
        seconds=seconds,
        loop=_in_loop(item),
        effects=effects,
        calls=calls,
        literal=_leaves_literal(reading, home, item.end),
        random_length=drawn,
    )


def _home(item: Item) -> Item:
    """The function around, or the module."""
    inner = item
    while inner.kind != MODULE:
        inner = inner.parent
        if inner.kind == "function_definition":
            return inner
    return inner


def _put_off(reading: Reading, item: Item, callee: str) -> Delay | None:
    """`root.after(ms, f)`: the work is what f does."""
    arguments = [
        value for label, value in (labelled(reading.tree, node) for node in arguments_of(item.node)) if label != "daemon"
    ]
    work = next((bare(value) for value in arguments if value.type in ("lambda", "identifier", "attribute")), None)
    if work is None or len(arguments) < 2:
        return None
    home = _work(reading, work)
    calls, effects = run_of(reading, home) if home is not None else ((dotted(reading.tree, work),), ("unknown",))
    seconds, drawn = _length(reading, item, callee)
    return Delay(
        start=item.start,
        end=item.end,
        function=item.scope,
        region=reading.region(item),
        style="callback",
        callee=callee,
        seconds=seconds,
        loop=_in_loop(item),
        effects=effects,
        calls=calls,
        literal=home is not None and _leaves_literal(reading, home, home.start),
        random_length=drawn,
    )


def _work(reading: Reading, work: Node) -> Item | None:
    """The lambda, or the only function of the file with this name."""
    if work.type == "lambda":
        return next((item for item in reading.tree.kinds["lambda"] if item.start == work.start_byte), None)
    return reading.function_named(dotted(reading.tree, work).rpartition(".")[2])


def _length(reading: Reading, item: Item, callee: str) -> tuple[float, bool]:
    """(seconds or -1.0, whether it is drawn by lot)."""
    drawn = any(inner.kind == "call" and reading.effect(inner) == "random" for inner in reading.tree.inside(item)[:50])
    first = next((bare(value) for node in arguments_of(item.node) if is_number(value := labelled(reading.tree, node)[1])), None)
    seconds = number(reading.tree.of(first)) if first is not None else -1.0
    words = reading.vocabulary.words("milliseconds")
    if seconds > 0 and (callee in words or "." + callee.rpartition(".")[2] in words):
        seconds /= 1000
    return seconds, drawn


def _in_loop(item: Item) -> bool:
    for outer in around(item):
        if outer.kind in _FUNCTIONS or outer.kind == "class_definition":
            return False
        if outer.kind in LOOPS:
            return True
    return False


def _leaves_literal(reading: Reading, home: Item, after: int) -> bool:
    """Whether what follows an offset returns, assigns or shows something written down."""
    tree = reading.tree
    for item in tree.own(home):
        if item.start < after:
            continue
        if item.kind == "return_statement" and _gives_literals(reading, item):
            return True
        if item.kind == "assignment" and is_literal_tree(tree, item) and _is_outcome(tree, item):
            return True
    return False


def _gives_literals(reading: Reading, item: Item) -> bool:
    value = next(iter(item.node.named_children), None)
    if value is None or value.type in ("none", "identifier", "attribute"):
        return False
    leaves = leaves_of(reading, [value])
    return bool(leaves.literal + leaves.mixed) and leaves.literal + leaves.mixed >= leaves.computed


def _is_outcome(tree: Tree, item: Item) -> bool:
    """A state that is set, or a text or record that is given a name; not a counter."""
    target = target_of(tree, item)
    value = item.node.child_by_field_name("right")
    if value is None or value.type == "none":
        return False
    if "." in target or "[" in target:
        return True
    return value.type in ("dictionary", "list", "string", "concatenated_string") and value.named_child_count > 0
