"""Whether designs and code agree: each names only what the other has."""

from __future__ import annotations

from prodlint.candidate import Candidate
from prodlint.project.designs import Designs
from prodlint.project.model import Project

DESIGN_FILES = {"nib": ".xib", "storyboard": ".storyboard"}
"""Kind of place → the suffix of the files that are such places."""
VARIANT = "~"
"""What stands between the name of a design and the device that it is for."""


def no_design_calls_it(candidate: Candidate, project: Project) -> bool:
    """Designs make objects of the class, and neither they nor the code of any file name the method.

    A class that others inherit from may be called by these.
    """
    designs = project.designs
    heirs = designs.family(candidate.owner) - {candidate.owner}
    if designs.unread or designs.named("open") or heirs or candidate.owner not in designs.named("shown"):
        return False
    if candidate.subject in designs.named("selector") | designs.named("call"):
        return False
    return not any(is_selector_of(entry.rpartition(".")[2], candidate.subject) for entry in designs.named("action"))


def not_called_bare(candidate: Candidate, project: Project) -> bool:
    """No file calls a method of this name without arguments."""
    return candidate.subject not in project.designs.named("bare")


def no_design_sets_it(candidate: Candidate, project: Project) -> bool:
    """Designs make objects of the class, and none of them sets the property."""
    designs = project.designs
    family = designs.family(candidate.owner)
    if designs.unread or candidate.owner not in designs.named("shown"):
        return False
    return not any(f"{each}.{candidate.subject}" in designs.named("outlet") for each in family)


def class_lacks_it(candidate: Candidate, project: Project) -> bool:
    """The class is known with all that it inherits from, and has no such method or property."""
    members = project.designs.members(candidate.owner) if candidate.owner else None
    if members is None:
        return False
    return not any(is_selector_of(candidate.subject, member) for member in members)


def names_no_place(candidate: Candidate, project: Project) -> bool:
    """No design has a segue, scene or cell of this name, or is called so."""
    designs, place = project.designs, candidate.owner
    if designs.unread:
        return False
    if place in DESIGN_FILES:
        files = designs.files(DESIGN_FILES[place])
        return bool(files) and not any(each.partition(VARIANT)[0] == candidate.subject for each in files)
    known = designs.named(place)
    return bool(known) and candidate.subject not in known | _named_in_code(designs, place)


def no_screen_for_it(candidate: Candidate, project: Project) -> bool:
    """No stack of the project has a screen for values of this type, and no list takes them as what is selected."""
    designs = project.designs
    if candidate.owner == "case" and candidate.subject not in designs.named("enum"):
        return False
    return not designs.named("selecting") and not designs.named("destination") & {candidate.subject, ""}


def _named_in_code(designs: Designs, place: str) -> frozenset[str]:
    """The names that code itself gives to places of a kind."""
    if place != "cell":
        return frozenset()
    return designs.named("text") | {entry.partition(" ")[0] for entry in designs.named("class")}


def is_selector_of(selector: str, method: str) -> bool:
    """Whether a selector's first part is that of a method: its name, or its name with the first label."""
    if selector == method:
        return True
    return selector.startswith(method) and selector[len(method) : len(method) + 1].isupper()
