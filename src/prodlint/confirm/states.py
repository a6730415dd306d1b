"""Reasons for silence about controls that change a state."""

from __future__ import annotations

from prodlint.confirm.hit import Hit
from prodlint.fact import Control, State
from prodlint.file import File

UNTOUCHABLE = frozenset({"disabled", "allowsHitTesting", "onTapGesture", "hidden"})
"""What says that a control only shows a value, or that another handler takes the touch."""

TYPED = "text"
"""The argument that binds what a person types."""
TYPED_IN = "field"
MOST_FIELDS = 3
"""Fields of one form that are told one by one."""
IDLE = frozenset({"empty", "comment-only", "log-only", "notify-only", "missing"})


def its_state_is_never_read(hit: Hit[Control], file: File) -> bool:
    """Nothing but controls looks at the state that the control changes, nobody else is given it, and nothing keeps it."""
    owner = _owner(hit.fact, file)
    states = [state for state in file.all(State) if state.name == hit.fact.target and state.owner == owner]
    return len(states) == 1 and not states[0].reads and not states[0].escapes


def not_told_at_its_button(hit: Hit[Control], file: File) -> bool:
    """Nothing beside it that would send what is typed does nothing: that is one problem, told at the button."""
    if hit.fact.why != TYPED:
        return True
    around = _owner(hit.fact, file)
    inert = (each for each in file.all(Control) if each.handler in IDLE and each.kind == "button")
    return not any(_owner(each, file) == around for each in inert)


def not_told_elsewhere_in_its_form(hit: Hit[Control], file: File) -> bool:
    """No button of the same form does nothing, and the fields of a form of which hardly any is read are told at the first."""
    if hit.fact.kind != TYPED_IN:
        return True
    around = _owner(hit.fact, file)
    beside = [each for each in file.all(Control) if _owner(each, file) == around]
    if around and any(each.handler in IDLE and each.kind == "button" for each in beside):
        return False
    alike = [each for each in beside if each.kind == TYPED_IN and each.handler == "missing"]
    return len(alike) <= MOST_FIELDS or alike[0].start == hit.fact.start


def _owner(control: Control, file: File) -> str:
    function = file.function_of(control)
    return function.owner if function is not None else ""


def not_only_for_show(hit: Hit[Control], file: File) -> bool:
    """The control looks as if it could be changed."""
    return UNTOUCHABLE.isdisjoint(hit.fact.attributes)
