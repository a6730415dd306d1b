"""Reasons for silence about controls that change a state."""

from __future__ import annotations

from prodlint.confirm.hit import Hit
from prodlint.fact import Control, State
from prodlint.file import File

UNTOUCHABLE = frozenset({"disabled", "allowsHitTesting", "onTapGesture", "hidden"})
"""What says that a control only shows a value, or that another handler takes the touch."""


def its_state_is_never_read(hit: Hit[Control], file: File) -> bool:
    """Nothing but controls looks at the state that the control changes, nobody else is given it, and nothing keeps it."""
    around = file.function_of(hit.fact)
    owner = around.owner if around is not None else ""
    states = [state for state in file.all(State) if state.name == hit.fact.target and state.owner == owner]
    return len(states) == 1 and not states[0].reads and not states[0].escapes


def not_only_for_show(hit: Hit[Control], file: File) -> bool:
    """The control looks as if it could be changed."""
    return UNTOUCHABLE.isdisjoint(hit.fact.attributes)
