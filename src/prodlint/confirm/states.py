"""Reasons for silence about controls that change a state."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import lru_cache

from prodlint.confirm.hit import Hit
from prodlint.fact import Control, Delay, Function, State
from prodlint.file import File
from prodlint.names import words_of

UNTOUCHABLE = frozenset({"disabled", "allowsHitTesting", "onTapGesture", "hidden"})
"""What says that a control only shows a value, or that another handler takes the touch."""

SHOWN = re.compile(r"\bText\(")
"""A line that shows something."""

TYPED = "text"
"""The argument that binds what a person types."""
TYPED_IN = "field"
MOST_FIELDS = 3
"""Fields of one form that are told one by one."""
IDLE = frozenset({"empty", "comment-only", "log-only", "notify-only", "missing", "prevent-default-only"})


def its_state_is_never_read(hit: Hit[Control], file: File) -> bool:
    """Nothing but controls looks at the state that the control changes, nobody else is given it, and nothing keeps it."""
    owner = _owner(hit.fact, file)
    states = [state for state in file.those(State, "name", hit.fact.target) if state.owner == owner]
    return len(states) == 1 and not states[0].reads and not states[0].escapes


def its_setting_is_only_shown(hit: Hit[Control], file: File) -> bool:
    """On a screen of settings, all that looks at the state is a text that shows it, and nothing keeps it."""
    owner = _owner(hit.fact, file)
    states = [state for state in file.those(State, "name", hit.fact.target) if state.owner == owner]
    if (
        len(states) != 1
        or states[0].escapes
        or not states[0].reads
        or not file.vocabulary.words("holds-settings") & set(words_of(owner))
    ):
        return False
    named = re.compile(rf"(?<![\w$.\"]){re.escape(hit.fact.target)}\b(?!\s*[:=](?!=))")
    lines = file.source.text.decode("utf-8", "replace").split("\n")
    places = [line for line in lines if named.search(line.partition("//")[0])]
    return 0 < len(places) == states[0].reads and all(SHOWN.search(line) for line in places)


def is_set_and_shows_nothing(hit: Hit[State], file: File) -> bool:
    """A private state is set to true, and nothing looks at it or is handed it."""
    state = hit.fact
    is_private = "private" in file.source.line_text(file.source.line_index(state.start)).partition(state.name)[0]
    return is_private and "true" in state.written and not (state.reads or state.bound or state.escapes)


def not_told_at_its_button(hit: Hit[Control], file: File) -> bool:
    """Nothing beside it that would send what is typed does nothing: that is one problem, told at the button."""
    if hit.fact.why != TYPED:
        return True
    return _owner(hit.fact, file) not in _owners_of_idle_buttons(file)


def not_told_elsewhere_in_its_form(hit: Hit[Control], file: File) -> bool:
    """No button of the same form does nothing, and the fields of a form of which hardly any is read are told at the first."""
    if hit.fact.kind != TYPED_IN:
        return True
    around = _owner(hit.fact, file)
    if around and around in _owners_of_idle_buttons(file):
        return False
    alike = _unread_fields(file).get(around, [])
    return len(alike) <= MOST_FIELDS or alike[0].start == hit.fact.start


def nothing_looks_at_what_it_sets(hit: Hit[Control], file: File) -> bool:
    """Nothing looks at the one state that the control sets but what shows it in the control, and nobody else is given it."""
    state = _set_by(hit.fact, file)
    return state is not None and not state.reads and not state.escapes and bool(state.bound)


def first_that_sets_its_state(hit: Hit[Control], file: File) -> bool:
    """No control before it in the component sets the same state: that is one problem."""
    return hit.fact.start <= _firsts(file)[_component(hit.fact, file), hit.fact.target]


def first_field_of_its_component(hit: Hit[Control], file: File) -> bool:
    """No field before it in the component is as useless: that is one problem; each switch is its own."""
    if hit.fact.kind != "field":
        return True
    return hit.fact.start <= _first_fields(file)[_component(hit.fact, file), hit.fact.why]


def chooses_what_a_list_shows(hit: Hit[Control], file: File) -> bool:
    """The state that the control sets is called like one that a list is filtered or ordered by."""
    state = _set_by(hit.fact, file)
    choosing = file.vocabulary.words("choosing-states")
    return state is not None and not choosing.isdisjoint(words_of(state.name))


def not_told_where_it_is_kept(hit: Hit[Control], file: File) -> bool:
    """No button or form of the component that would keep the value does nothing or only waits: that is told there."""
    around = _component_of(hit.fact, file)
    if around is not None and any(file.within(Delay, around.body_start, around.body_end)):
        return False
    return _component(hit.fact, file) not in _promising_in_vain(file)


def _set_by(control: Control, file: File) -> State | None:
    """The state that a control sets, itself or by a function of the file that does nothing else."""
    function = file.named_function(control.target)
    setters = {control.target, *(function.calls if function is not None else ())}
    component = _component(control, file)
    set_here = (state for setter in setters for state in file.those(State, "setter", setter))
    states = [each for each in set_here if _component(each, file) == component]
    return states[0] if len(states) == 1 else None


@lru_cache(maxsize=2)  # this and what follows: asked for each control of a file
def _owners_of_idle_buttons(file: File) -> frozenset[str]:
    return frozenset(_owner(each, file) for each in file.those(Control, "kind", "button") if each.handler in IDLE)


@lru_cache(maxsize=2)
def _unread_fields(file: File) -> Mapping[str, list[Control]]:
    """The fields of each owner that nobody reads."""
    fields: defaultdict[str, list[Control]] = defaultdict(list)
    for each in file.those(Control, "kind", TYPED_IN):
        if each.handler == "missing":
            fields[_owner(each, file)].append(each)
    return dict(fields)


@lru_cache(maxsize=2)
def _firsts(file: File) -> Mapping[tuple[int, str], int]:
    """Where the first control stands of each component and target."""
    return {(_component(each, file), each.target): each.start for each in reversed(file.all(Control))}


@lru_cache(maxsize=2)
def _first_fields(file: File) -> Mapping[tuple[int, str], int]:
    """Where the first field stands of each component and reason."""
    return {(_component(each, file), each.why): each.start for each in reversed(file.those(Control, "kind", "field"))}


@lru_cache(maxsize=2)
def _promising_in_vain(file: File) -> frozenset[int]:
    """The components with a form, or with a button that says that it keeps something, which does nothing."""
    promising = file.vocabulary.words("promising-labels")
    inert = (each for each in file.all(Control) if each.handler in IDLE and each.kind in ("button", "form"))
    return frozenset(
        _component(each, file)
        for each in inert
        if each.kind == "form" or promising & {*words_of(each.label), *words_of(each.target)}
    )


def _component(fact: Control | State, file: File) -> int:
    """Where the component begins that draws a control or holds a state, -1 where none does."""
    around = _component_of(fact, file)
    return around.start if around is not None else -1


def _component_of(fact: Control | State, file: File) -> Function | None:
    """The outermost function around."""
    return next(iter(deque(file.around(Function, fact.start), 1)), None)


def _owner(control: Control, file: File) -> str:
    function = file.function_of(control)
    return function.owner if function is not None else ""


def not_only_for_show(hit: Hit[Control], file: File) -> bool:
    """The control looks as if it could be changed."""
    return UNTOUCHABLE.isdisjoint(hit.fact.attributes)
