"""What a template of its own file can ask of the component that it belongs to."""

from __future__ import annotations

import posixpath
import re

from prodlint.candidate import Candidate
from prodlint.project.model import Project

IMPORTED = re.compile(r"(?:^|/)(?:nuxt\.config\.\w+|auto-imports?\.d\.ts)$")
"""Files of projects whose tools import what a component calls."""


def component_lacks(candidate: Candidate, project: Project) -> bool:
    """The one component with this template has no member of the handler's name, and takes none from others."""
    members = _component_of(candidate, project)
    return bool(members) and "more" not in _words(members) and f"member {_name(candidate)}" not in members


def nothing_is_imported_by_itself(candidate: Candidate, project: Project) -> bool:
    """No tool of the project brings names into components that no import names."""
    return not any(IMPORTED.search(path) for path in project.paths)


def component_member_is_empty(candidate: Candidate, project: Project) -> bool:
    """The handler is a method of the component, where it does nothing, and no other component inherits it."""
    return f"empty {_name(candidate)}" in _component_of(candidate, project)


def component_member_only_speaks(candidate: Candidate, project: Project) -> bool:
    """The handler is a method of the component, where it only logs or says that nothing is there."""
    return f"speaking {_name(candidate)}" in _component_of(candidate, project)


def _name(candidate: Candidate) -> str:
    return candidate.origin.rpartition("#")[2]


def _words(members: frozenset[str]) -> set[str]:
    return {member.partition(" ")[0] for member in members}


def _component_of(candidate: Candidate, project: Project) -> frozenset[str]:
    """The entries of the component whose template the file is, none where there are more of them."""
    found = [members for path, members in project.components.items() if candidate.path in _templates(path, members)]
    return frozenset(found[0]) if len(found) == 1 else frozenset()


def _templates(path: str, members: tuple[str, ...]) -> list[str]:
    folder = posixpath.dirname(path)
    named = [member.partition(" ")[2] for member in members if member.startswith("template ")]
    return [posixpath.normpath(posixpath.join(folder, name)) for name in named] if len(named) == 1 else []
