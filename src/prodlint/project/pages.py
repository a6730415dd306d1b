"""Whether an app has the page that something leads to."""

from __future__ import annotations

import re

from prodlint.candidate import ANYTHING, BASED, ENDING, NAMED, PAGE, RENAMED, Candidate
from prodlint.project.apps import RELATED, entries_of, pages_asked
from prodlint.project.filepages import UNSEEN
from prodlint.project.model import Project

FEWEST_PAGES = 3
"""With fewer pages, most of the app's routes are not seen from here."""
LONGEST_PATH = 12
"""Parts of a path that are compared."""
INTERPOLATED = "{}"
LOCALE = re.compile(r":(locale|lang|language|lng)\b")

Parts = list[str]


def no_page_is_there(candidate: Candidate, project: Project) -> bool:
    """The app that the file belongs to has no such page, and all its pages are known."""
    framework = candidate.owner
    asked = ("", framework, RELATED.get(framework, framework))
    known = [entry.split(" ", 2) for entry in pages_asked(project, candidate.path, framework)]
    mine = [parts for parts in known if not framework or parts[1] in asked]
    words = {word for word, *_ in mine}
    if (
        ANYTHING in words
        or (BASED in words and not framework)
        or sum(word in (PAGE, ENDING) for word, *_ in mine) < FEWEST_PAGES
    ):
        return False
    wanted = [part for part in parts_of(re.split(r"[?#]", candidate.subject)[0]) if not UNSEEN.match(part)]
    return bool(wanted) and not any(_leads(word, rest[1] if rest[1:] else "", wanted) for word, *rest in mine)


def no_route_has_this_name(candidate: Candidate, project: Project) -> bool:
    """The app's routes have names, all of them are known, and this is none of them."""
    known = [entry.split(" ", 2) for entry in entries_of(project, candidate.path)]
    words = {word for word, *_ in known}
    names = {rest[1] for word, *rest in known if word == NAMED and rest[1:]}
    return ANYTHING not in words and len(names) >= FEWEST_PAGES and not names & {candidate.subject, "*"}


def parts_of(path: str) -> Parts:
    """The parts of a path between its slashes."""
    return [part for part in path.split("/") if part][:LONGEST_PATH]


def _leads(word: str, path: str, wanted: Parts) -> bool:
    pattern = parts_of(path)
    if word == ENDING:
        return bool(pattern) and any(fits(wanted[begin:], pattern) for begin in range(len(wanted)))
    if word not in (PAGE, RENAMED):
        return False
    localised = bool(pattern) and LOCALE.match(pattern[0]) is not None
    return fits(wanted, pattern) or (localised and fits(wanted, pattern[1:]))


def fits(wanted: Parts, pattern: Parts) -> bool:
    """Whether a path may be one of those that a pattern stands for; `{}` in the path stands for anything."""
    if not pattern:
        return all(part == INTERPOLATED for part in wanted)
    first, *rest = pattern
    if first.startswith("*") or re.fullmatch(r":\w+[*+]|:\w+\(.*\)[*+?]?|\$", first):
        return True
    if first.endswith("?") and fits(wanted, rest):
        return True
    if not wanted:
        return False
    if wanted[0] == INTERPOLATED and fits(wanted, rest):
        return True
    return _same(wanted[0], first) and fits(wanted[1:], rest)


def _same(part: str, first: str) -> bool:
    if ":" in first or first.startswith("$"):
        return True
    shape = ".*".join(map(re.escape, part.split(INTERPOLATED)))
    return re.fullmatch(shape, first.removesuffix("?"), re.IGNORECASE) is not None
