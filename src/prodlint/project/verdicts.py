"""Reasons for silence that need the whole project: one small named function each; this table lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from prodlint.candidate import Candidate
from prodlint.project.model import Project

Verdict = Callable[[Candidate, Project], bool]


def not_subclassed(candidate: Candidate, project: Project) -> bool:
    """No type of the project inherits from the one the candidate stands in, so nothing overrides it."""
    return candidate.subject not in project.bases


def not_handled_elsewhere(candidate: Candidate, project: Project) -> bool:
    """No file that can reach it attaches a handler to something of this name.

    Where files import each other by name, those are the ones that import its file, or import these in turn.
    """
    if not candidate.subject or candidate.subject not in project.handled:
        return True
    if candidate.path not in project.handled_in:
        return False
    return not any(candidate.subject in project.handled_in.get(path, ()) for path in project.users_of(candidate.path))


def handler_not_overridden(candidate: Candidate, project: Project) -> bool:
    """The handler is not a method that a type inheriting from this one may override."""
    return not candidate.owner or candidate.owner not in project.bases


VERDICTS: Mapping[str, Verdict] = MappingProxyType(
    {
        "not_subclassed": not_subclassed,
        "handler_not_overridden": handler_not_overridden,
        "not_handled_elsewhere": not_handled_elsewhere,
    }
)
"""Name in a rule file → function."""
