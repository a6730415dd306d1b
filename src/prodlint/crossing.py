"""The few names of a file that other files may ask about."""

from __future__ import annotations

from prodlint.candidate import Crossing
from prodlint.fact import Call, Declaration, Import
from prodlint.file import File

ATTACHING = frozenset(
    {"connect", "addTarget", "addEventListener", "bind", "on", "click", "config", "configure", "addGestureRecognizer"}
)
"""Methods that attach a handler to what stands before them."""


def crossing_of(file: File) -> Crossing:
    """The crossing names of a file, sorted."""
    types = [fact for fact in file.all(Declaration) if fact.kind == "type"]
    return Crossing(
        types=_sorted(fact.name for fact in types),
        bases=_sorted(base.rpartition(".")[2] for fact in types for base in fact.bases),
        modules=_sorted(fact.module for fact in file.all(Import)),
        handled=_sorted(name for call in file.all(Call) for name in _handled(call)),
    )


def _handled(call: Call) -> list[str]:
    receiver, _, method = call.callee.rpartition(".")
    if method not in ATTACHING or not receiver:
        return []
    texts = [argument.value for argument in call.arguments if argument.shape == "string"]
    return [part for part in receiver.split(".")[-2:] if part not in ("self", "this")] + texts


def _sorted(names: object) -> tuple[str, ...]:
    return tuple(sorted(set(names)))  # type: ignore[call-overload]  # an iterable of texts
