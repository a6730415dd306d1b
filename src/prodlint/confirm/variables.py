"""Reasons for silence about variables of the environment."""

from __future__ import annotations

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import EnvRead
from prodlint.file import File


def not_a_platform_variable(hit: Hit[EnvRead], file: File) -> bool:
    """Nobody but the project sets the variable: no operating system, runtime, host or test runner."""
    return not file.says("platform-variable", hit.fact.variable)


def not_said_to_be_optional(hit: Hit[EnvRead], file: File) -> bool:
    """No comment above the read, or beside it, says that the variable may be missing."""
    line = line_of(hit, file)
    return not file.says("said-to-be-optional", file.comment_above(hit.start) + line)
