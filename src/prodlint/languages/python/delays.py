"""Delay facts: sleeping, and work that is put off by a timer, with what happens besides."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Delay
from prodlint.languages.python.bodies import is_literal_tree, run_of
from prodlint.languages.python.leaves import leaves_of
from prodlint.languages.python.literals import arguments_of, bare, dotted, is_number, labelled, number
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import LOOPS, MODULE, Item, Tree, around

_FUNCTIONS = frozenset({"function_definition", "lambda"})


def delay_facts(reading: Reading) -> list[Delay]:
    """One fact for each call that sleeps and each call that puts work off."""
    facts: list[Delay] = []
    homes: dict[int, _Home] = {}
    words = reading.vocabulary.words("delayed-calls")
    for callee, calls in reading.calls_by_callee.items():
        if callee in words or "." + callee.rpartition(".")[2] in words:
            facts.extend(fact for item in calls if (fact := _put_off(reading, item, callee)) is not None)
        elif reading.effects[callee] == "sleep":
            facts.extend(_sleep(reading, item, callee, _home_of(reading, item, homes)) for item in calls)
    return facts


def _home_of(reading: Reading, item: Item, homes: dict[int, _Home]) -> _Home:
    outer = _home(item)
    if outer.index not in homes:
        homes[outer.index] = _Home(reading, outer)
    return homes[outer.index]


class _Home:
    """The function around sleeps: what else it does, and how far down it still gives out something written down."""

    def __init__(self, reading: Reading, item: Item) -> None:
        self._reading = reading
        self._counts: dict[str, int] = {}
        for inner in reading.tree.own(item):
            if inner.kind == "call":
                callee = reading.names.callee(inner)
                self._counts[callee] = self._counts.get(callee, 0) + 1
        self._calls, self._effects = run_of(reading, item)
        self.last_literal = _last_literal(reading, item)

    def without(self, callee: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(calls, effects) with one call of `callee` left out."""
        if self._counts.get(callee, 0) > 1:
            return self._calls, self._effects
        calls = tuple(each for each in self._calls if each != callee)
        mine = self._reading.effects[callee]
        if any(self._reading.effects[each] == mine for each in calls):
            return calls, self._effects
        return calls, tuple(effect for effect in self._effects if effect != mine)


def _sleep(reading: Reading, item: Item, callee: str, home: _Home) -> Delay:
    calls, effects = home.without(callee)
    seconds, drawn = _length(reading, item, callee)
    return Delay(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        style="await" if item.parent.kind == "await" else "block",
        callee=callee,
        seconds=seconds,
        loop=_in_loop(item),
        effects=effects,
        calls=calls,
        literal=home.last_literal >= item.end,
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
        region=reading.region(item),
        style="callback",
        callee=callee,
        seconds=seconds,
        loop=_in_loop(item),
        effects=effects,
        calls=calls,
        literal=home is not None and _last_literal(reading, home) >= 0,
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


def _last_literal(reading: Reading, home: Item) -> int:
    """Where the last statement starts that returns, sets or names something written down, -1 when none does."""
    tree, last = reading.tree, -1
    for item in tree.own(home):
        if item.kind == "return_statement":
            given = _gives_literals(reading, item)
        elif item.kind == "assignment":
            given = _is_outcome(tree, item) and is_literal_tree(tree, item)
        else:
            continue
        last = item.start if given else last
    return last


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
