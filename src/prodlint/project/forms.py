"""Controls of Qt's forms and the files that use the forms: where each is connected, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import PurePosixPath
from typing import NamedTuple

from prodlint.candidate import FORM, FileResult
from prodlint.finding import Finding
from prodlint.inventory import Sighting
from prodlint.project.model import module_of

ASKED = "form_is_used_unconnected"
"""The function of project/ that is asked about such controls."""


GENERATED = ("Ui_{}", "ui_{}", "{}_ui", "UI_{}", "{}UI", "{}_form")
"""What the module is called that is generated from a form."""


class Seated(NamedTuple):
    """A control as its file sees it, and the finding that it does nothing, None without one."""

    result: FileResult
    sighting: Sighting
    finding: Finding | None


class Connected(NamedTuple):
    """Where a control of a form is connected: a file, and the control's name there."""

    path: str
    name: str


def has_code(path: str, modules: Set[str]) -> bool:
    """Whether code is generated from a form, so that its controls are those of the code; False for any other file."""
    stem = PurePosixPath(path).stem
    return path.endswith(FORM) and any(made.format(stem) in modules for made in GENERATED)


def may_be_made(path: str) -> bool:
    """Whether a file is called like code that is generated from a form, which connects nothing that is not its own."""
    stem = PurePosixPath(path).stem
    return any(stem.startswith(begin) and stem.endswith(end) for begin, end in (made.split("{}") for made in GENERATED))


def joined(seated: Sequence[Seated], results: Iterable[FileResult]) -> list[tuple[Seated, Connected | None]]:
    """The controls, each of a form with the place that connects it; a connection is no control of its own.

    One that is connected in vain has the finding that says so.
    """
    places = _places(list(results))
    known = set(places.values())
    vain = {_itself(each): each.finding for each in seated if _itself(each) in known}
    found = []
    for each in seated:
        if _itself(each) not in known:
            place = _place(each, places)
            found.append((each._replace(finding=each.finding or vain.get(place)) if place else each, place))
    return found


def _places(results: Sequence[FileResult]) -> dict[tuple[str, int], Connected]:
    """(path of a form, offset of a control in it) → the first file using the form that attaches something to the control."""
    return {
        (result.path, each.start): Connected(user.path, each.subject)
        for result in results
        for each in result.candidates
        if ASKED in each.project
        for user in reversed(list(_users(result.path, results)))
        if each.subject in user.crossing.handled
    }


def _users(path: str, results: Iterable[FileResult]) -> Iterator[FileResult]:
    module = module_of(path)
    return (each for each in results if each.path != path and module in each.crossing.uses)


def _place(seated: Seated, places: Mapping[tuple[str, int], Connected]) -> Connected | None:
    path = seated.result.path
    return next((places[path, at] for at in seated.sighting.about if (path, at) in places), None)


def _itself(seated: Seated) -> Connected:
    """What a connection in code would be called: its tag is the control's name."""
    return Connected(seated.result.path, seated.sighting.tag)
