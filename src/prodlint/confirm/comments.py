"""Reasons for silence about comments."""

from __future__ import annotations

from prodlint.confirm.hit import Hit
from prodlint.fact import Comment
from prodlint.file import File


def not_history(hit: Hit[Comment], file: File) -> bool:
    """The line neither tells what is gone nor promises that everything is real."""
    return not file.says("history", hit.line)


def not_an_explanation(hit: Hit[Comment], file: File) -> bool:
    """The line does not explain what production does, or what would go wrong otherwise."""
    return not file.says("explanation", hit.line)


def not_about_tests(hit: Hit[Comment], file: File) -> bool:
    """The line does not speak of tests or previews."""
    return not file.says("about-tests", hit.line)


def stands_at_nothing_real(hit: Hit[Comment], file: File) -> bool:
    """The function around draws lots, waits, or answers with literals, and does nothing outside."""
    around = file.function_of(hit.fact)
    if around is None or "io" in around.effects:
        return False
    return bool({"random", "sleep"} & set(around.effects)) or around.returns in ("literal", "record", "choice")


def not_tracked(hit: Hit[Comment], file: File) -> bool:
    """The to-do names no ticket: somebody else keeps the tracked ones."""
    return not file.says("tracked", hit.line)
