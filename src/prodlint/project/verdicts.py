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
    """No file of the project attaches a handler to something of this name."""
    return not candidate.subject or candidate.subject not in project.handled


VERDICTS: Mapping[str, Verdict] = MappingProxyType(
    {
        "not_subclassed": not_subclassed,
        "not_handled_elsewhere": not_handled_elsewhere,
    }
)
"""Name in a rule file → function."""
