"""The results of all files → what Project holds: the union of what they say, or what each of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from prodlint.candidate import DESIGNS, WHOLE_PAGE, Crossing, FileResult
from prodlint.finding import Related
from prodlint.project.designs import Designs
from prodlint.project.modules import file_of

Entry = TypeVar("Entry")


def every(results: Iterable[FileResult], part: Callable[[Crossing], Iterable[str]]) -> frozenset[str]:
    """What any file says in a part of its Crossing."""
    return frozenset(name for result in results for name in part(result.crossing))


def by_file(results: Iterable[FileResult], part: Callable[[Crossing], tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    """The part of each file's Crossing, without the files that have nothing there."""
    return {result.path: said for result in results if (said := part(result.crossing))}


def sets_by_file(results: Iterable[FileResult], part: Callable[[Crossing], tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The same, to be asked for single names."""
    return {path: frozenset(said) for path, said in by_file(results, part).items()}


def users_of(results: Iterable[FileResult]) -> dict[str, tuple[str, ...]]:
    """Name of a module → the files that import one of that name."""
    users: dict[str, list[str]] = {}
    for result in results:
        for module in result.crossing.uses:
            users.setdefault(module, []).append(result.path)
    return {module: tuple(paths) for module, paths in users.items()}


def asking_of(results: Iterable[FileResult]) -> dict[str, frozenset[str]]:
    """Name → the files that have a function of that name which asks a server."""
    found: dict[str, set[str]] = {}
    for result in results:
        for name in result.crossing.asks:
            found.setdefault(name, set()).add(result.path)
    return {name: frozenset(paths) for name, paths in found.items()}


def selected_in_of(results: Iterable[FileResult]) -> dict[str, frozenset[str]]:
    """Each plain script and whole page with the words of its selectors."""
    judged = (each for each in results if each.crossing.defines or WHOLE_PAGE in each.crossing.loads)
    return {result.path: frozenset(result.crossing.selected) for result in judged if result.crossing.selected}


def designs_of(results: Iterable[FileResult]) -> Designs:
    """What storyboards, XIBs and the classes behind them say of each other."""
    results = list(results)
    return Designs(
        {result.path: result.crossing.designs for result in results if result.crossing.designs},
        [result.path for result in results if result.path.endswith(DESIGNS)],
        unread=any(result.problems for result in results if result.path.endswith(DESIGNS)),
    )


def reads_of(results: Iterable[FileResult]) -> dict[tuple[str, str], tuple[str, int]]:
    """Rule and variable → path and offset of the first read of it that the rule found."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for each in (each for result in results for each in result.candidates if each.on == "env-read"):
        place = each.path, each.start
        found[each.rule, each.subject] = min(place, found.get((each.rule, each.subject), place))
    return found


def suspected_of(results: Iterable[FileResult]) -> dict[tuple[str, str], frozenset[str]]:
    """Rule and name → the types whose method of that name the rule has found."""
    found: dict[tuple[str, str], set[str]] = {}
    for each in (each for result in results for each in result.candidates):
        if each.on == "function" and each.subject != each.declares:
            found.setdefault((each.rule, each.declares), set()).add(each.subject)
    return {key: frozenset(owners) for key, owners in found.items()}


def declared_of(results: Iterable[FileResult]) -> dict[str, Related]:
    """Name → where the only thing of that name that was found to be made up is declared."""
    found: dict[str, list[Related]] = {}
    for result in results:
        for each in result.candidates:
            if each.declares:
                place = Related(result.path, each.place, f"the declaration of `{each.declares}`")
                found.setdefault(each.declares, []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def ways_of(results: Iterable[FileResult]) -> dict[str, tuple[Related, ...]]:
    """Name → the steps by which a value comes to be what it stands for, where only one thing has it."""
    found: dict[str, list[tuple[Related, ...]]] = {}
    for each in (each for result in results for each in result.candidates if each.declares and each.flow):
        returned = f"returned by `{each.declares}`"
        end = next((index for index, step in enumerate(each.flow) if step.message.startswith(returned)), 0)
        found.setdefault(each.declares, []).append(each.flow[: end + 1])
    return {name: ways[0] for name, ways in found.items() if len({way[0].path for way in ways}) == 1}


def importers_of(results: Iterable[FileResult]) -> dict[tuple[str, str], tuple[Related, ...]]:
    """File and name of what is made up → the places that import it."""
    candidates = [each for result in results for each in result.candidates]
    paths = {each.path for each in candidates if each.declares and each.flow}
    found: dict[tuple[str, str], list[Related]] = {}
    for each in (each for each in candidates if each.on == "import"):
        for module, _, name in (source.rpartition("#") for source in each.source):
            path = file_of(module, each.path, paths)
            if path:
                found.setdefault((path, name), []).append(Related(each.path, each.place, "imported here"))
    return {key: tuple(places) for key, places in found.items()}
