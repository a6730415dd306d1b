"""Candidates of all files → findings: the project's verdicts, one finding for one problem, and the level."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from hashlib import blake2b

import msgspec

from prodlint.candidate import Candidate, FileResult
from prodlint.config import Config
from prodlint.finding import GATES, LEVELS, Finding, Related
from prodlint.globs import globs
from prodlint.project import VERDICTS
from prodlint.project.model import Project, module_of
from prodlint.project.modules import file_of
from prodlint.project.variables import place_to_mend
from prodlint.rulebook.model import CONFIDENCES, Rule
from prodlint.topics import topic_in, topics_at

NEAR = 3
"""Findings before and after the place of one that was not kept into which it may have gone."""
LONGEST_WAY = 8
"""Steps of the way of a value."""
MOST_IMPORTERS = 5
"""Importers of invented data that are told."""
NEXT = 2
"""Lines from a wait to the literal that goes with it: behind it, or with a blank line or a comment between."""
MOST_MERGED = 3
"""Findings that went into another whose places are told."""
UNREACHED, ABOUT = "nothing that ships imports this file", "the project is about {}"
"""Why a finding is lower than its rule would have it."""
LOWERED_ROLES = {"script": "a script", "example": "an example", "seed": "a seed", "docs": "documentation"}
"""Roles whose findings count one level less, and what they are called."""


def judge(result: FileResult, project: Project, rules: Mapping[str, Rule], config: Config) -> list[Finding]:
    """The findings of one file, in source order."""
    if result.path in project.reach.doubles:
        return []
    agreed = [each for each in result.candidates if all(VERDICTS[name](each, project) for name in each.project)]
    ignored = ignored_at(result.path, config)
    folded = with_merged(fold(without_told_inside(agreed, rules)), agreed)
    kept = [each for each in folded if each.rule not in ignored and rules[each.rule].gate not in ignored]
    seen: Counter[tuple[str, str]] = Counter()
    return [_finding(_with_other_files(each, project), result, rules[each.rule], config, seen, project) for each in kept]


def _with_reach(candidate: Candidate, gate: str, path: str, judged: tuple[str, str], project: Project) -> tuple[str, str]:
    """The level and why it is lower, with what the whole project tells: what ships, and what the project is about."""
    level, lowered = judged
    if level == "error" and path in project.reach.unreached:
        level, lowered = "warning", UNREACHED
    topics = topics_at(path, project.reach.topics) if gate == "P0-MOCK" and level in ("error", "warning") else frozenset()
    topic = topic_in(f"{candidate.message} {candidate.key}", topics, project.reach.words)
    return ("note", ABOUT.format(topic)) if topic else (level, lowered)


def _with_other_files(candidate: Candidate, project: Project) -> Candidate:
    """The candidate with the place in another file where what it is about is declared, or is to be, and the way to it."""
    message, near = project.requested.told(candidate)
    found = place_to_mend(candidate, project) or _declaration(candidate, project) or near
    related = [*candidate.related, *([found] if found is not None else ()), *_importers(candidate, project)]
    return msgspec.structs.replace(candidate, message=message, related=tuple(related), flow=_whole_way(candidate, project))


def _declaration(candidate: Candidate, project: Project) -> Related | None:
    """The place in another file where what a candidate constructs or falls back on is declared."""
    declared = project.declared.get(candidate.stands_in) if candidate.stands_in else None
    return declared if declared is not None and declared.path != candidate.path else None


def _importers(candidate: Candidate, project: Project) -> tuple[Related, ...]:
    """The places in other files that import what the candidate declares, or all of its file."""
    if not candidate.declares or not candidate.flow:
        return ()
    names = (candidate.declares, "")
    return tuple(place for name in names for place in project.importers.get((candidate.path, name), ()))[:MOST_IMPORTERS]


def _whole_way(candidate: Candidate, project: Project) -> tuple[Related, ...]:
    """The steps of a candidate after those in another file that lead to them, () for a single one."""
    before = next(filter(None, (_way_to(name, candidate, project) for name in candidate.source)), ())
    steps = (*before, *candidate.flow)
    return steps[:LONGEST_WAY] if len(steps) > 1 else ()


def _way_to(source: str, candidate: Candidate, project: Project) -> tuple[Related, ...]:
    """The steps in another file that lead to a name, () where the name is not of the module that is imported."""
    module, _, name = source.rpartition("#")
    way = project.ways.get(name, ())
    if not way or way[0].path == candidate.path:
        return ()
    imported = file_of(module, candidate.path, project.way_paths) if module else ""
    unknown = not imported and not module.startswith(".") and module_of(way[0].path) in re.split(r"[./]", module)
    return way if not module or way[0].path == imported or unknown else ()


def ignored_at(path: str, config: Config) -> set[str]:
    """The rules and gates that the configuration leaves out for a path."""
    return {name for pattern, names in config.per_path_ignores.items() if globs((pattern,)).match(path) for name in names}


def without_told_inside(candidates: Sequence[Candidate], rules: Mapping[str, Rule]) -> list[Candidate]:
    """Without the candidates of rules that give way to one that has found something inside."""

    def is_told(each: Candidate) -> bool:
        ways = rules[each.rule].gives_way_to
        return bool(ways) and any(other.rule in ways and each.start < other.start < each.until for other in candidates)

    return [each for each in candidates if not is_told(each)]


def fold(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One finding for one problem.

    A text goes with the finding that the function around it does nothing but speak; a comment goes with a finding that is
    not a guess on its line or the next.  Of a function or collection and what the same rule finds inside, the surer stay,
    the outer one when they are equally sure.  Overlapping places on a line get one finding.
    """
    ordered = sorted(candidates, key=lambda each: (each.start, each.rule))
    told = [each for each in ordered if each.confidence != "low"]
    lines = {_line(each) for each in told if each.on != "comment"}
    spoken = [(each.start, each.until) for each in told if each.hollow]
    kept: list[Candidate] = []
    for each in _without_awaited(_without_containment([each for each in ordered if not _is_told(each, lines, spoken)])):
        if kept and _same_problem(kept[-1], each):
            kept[-1] = max(kept[-1], each, key=_sureness)
            continue
        kept.append(each)
    return kept


def with_merged(kept: Sequence[Candidate], candidates: Iterable[Candidate]) -> list[Candidate]:
    """What `fold` kept, with the places, on other lines, of the candidates that went into each."""
    stay = {id(each) for each in kept}
    also: dict[int, list[Related]] = {}
    starts = sorted(each.start for each in kept)
    for other in candidates:
        if id(other) in stay:
            continue
        position = bisect_right(starts, other.start)
        near = range(max(0, position - NEAR), min(len(kept), position + NEAR))
        into = next((index for index in near if _goes_into(other, kept[index])), -1)
        if into >= 0 and len(also.setdefault(into, [])) < MOST_MERGED:
            also[into].append(Related(other.path, other.place, f"also here: {other.message}"))
    return [
        msgspec.structs.replace(each, related=(*each.related, *also[index])) if index in also else each
        for index, each in enumerate(kept)
    ]


def _goes_into(other: Candidate, each: Candidate) -> bool:
    """Whether a candidate that was not kept stands on another line and is told by one that was."""
    if _line(other) == _line(each):
        return False
    if _is_awaited(other, each) or _is_awaited(each, other):
        return True
    if other.on == "comment":
        return _end_line(other) + 1 == _line(each)
    return each.start < other.start < each.until or other.start < each.start < other.until


def _is_told(each: Candidate, lines: Set[int], spoken: Sequence[tuple[int, int]]) -> bool:
    """Whether another finding says what this one would."""
    if each.on == "comment":
        return not lines.isdisjoint((_line(each), _end_line(each) + 1))
    return each.on == "text" and any(start < each.start < end for start, end in spoken)


def _without_containment(ordered: list[Candidate]) -> list[Candidate]:
    """Without the less sure of two of one rule where one begins inside the other; one sweep with the open ones on a stack."""
    gone: set[int] = set()
    open_ones: dict[str, list[Candidate]] = {}
    for each in ordered:
        around = open_ones.setdefault(each.rule, [])
        while around and around[-1].until <= each.start:
            around.pop()
        if any(_sureness(each) <= _sureness(other) for other in around):
            gone.add(id(each))
            continue
        gone.update(id(other) for other in around)
        if each.until > each.start:
            around.append(each)
    return [each for each in ordered if id(each) not in gone]


def _without_awaited(ordered: list[Candidate]) -> list[Candidate]:
    """Without the less sure of a wait and the literal behind it, the literal when they are equally sure."""
    gone: set[int] = set()
    for index, wait in enumerate(ordered):
        for other in (each for each in ordered[index + 1 : index + 1 + NEAR] if _is_awaited(each, wait)):
            gone.add(id(min(other, wait, key=_sureness)))
    return [each for each in ordered if id(each) not in gone]


def _is_awaited(other: Candidate, wait: Candidate) -> bool:
    """Whether a candidate is the literal that the wait right above it leads to."""
    awaited = wait.flow[1].place.line if len(wait.flow) > 1 else 0
    return (
        wait.on == "delay"
        and bool(other.flow)
        and other.on not in ("delay", "comment")
        and other.place.line == awaited
        and 0 < _line(other) - _line(wait) <= NEXT
    )


def _sureness(candidate: Candidate) -> int:
    return CONFIDENCES.index(candidate.confidence)


def _same_problem(first: Candidate, second: Candidate) -> bool:
    """Both begin at the same place, one contains the other on one line, or one rule says the same twice of it."""
    again = (first.rule, first.message) == (second.rule, second.message)
    return _line(first) == _line(second) and (second.start < first.end or again)


def _line(candidate: Candidate) -> int:
    """Its line in the text that was judged."""
    return candidate.line or candidate.place.line


def _end_line(candidate: Candidate) -> int:
    return _line(candidate) + candidate.place.end_line - candidate.place.line


def _finding(
    candidate: Candidate,
    result: FileResult,
    rule: Rule,
    config: Config,
    seen: Counter[tuple[str, str]],
    project: Project,
) -> Finding:
    judged = level_of(rule.gate, candidate.confidence, result.role, config)
    level, lowered = _with_reach(candidate, rule.gate, result.path, judged, project)
    if globs(config.critical).match(result.path):
        level = raised(level)
    seen[candidate.rule, candidate.key] += 1
    return Finding(
        rule=rule.id,
        gate=rule.gate,
        level=level,
        confidence=candidate.confidence,
        path=result.path,
        place=candidate.place,
        message=candidate.message,
        why=rule.why,
        fix=rule.fix,
        excerpt=candidate.excerpt,
        fingerprint=fingerprint(candidate, result.path, seen[candidate.rule, candidate.key]),
        lowered=lowered,
        related=candidate.related,
        flow=candidate.flow,
        line=candidate.line,
        begins=candidate.begins,
    )


def may_be_lowered(result: FileResult, rules: Mapping[str, Rule], config: Config) -> bool:
    """Whether the file has what would be an error if the file ships."""
    return any(
        each.rule in rules and level_of(rules[each.rule].gate, each.confidence, result.role, config)[0] == "error"
        for each in result.candidates
    )


def too_many(findings: Iterable[Finding], fail_on: str, config: Config) -> dict[str, int]:
    """Gate → its findings at a level or above, where they are more than the gate may have (`at-most`), in the plan's order.

    Suppressed findings do not count; without a word a gate may have none.
    """
    least = LEVELS.index(fail_on)
    counts = Counter(each.gate for each in findings if not each.suppressed and LEVELS.index(each.level) >= least)
    return {gate: counts[gate] for gate in GATES if counts[gate] > allowed(gate, config)}


def allowed(gate: str, config: Config) -> int:
    """How many findings a gate passes with."""
    setting = config.gates.get(gate)
    return setting.at_most if setting else 0


def level_of(gate: str, confidence: str, role: str, config: Config) -> tuple[str, str]:
    """Gate × confidence × role → level, and why it is lower than the gate's ("" when it is not)."""
    setting = config.gates.get(gate)
    level = (setting.level if setting else None) or GATES[gate][0]
    if confidence == "low":
        return min(level, "note", key=LEVELS.index), "the rule is not sure"
    if role in LOWERED_ROLES and level != "none":
        return LEVELS[max(1, LEVELS.index(level) - 1)], f"the file is {LOWERED_ROLES[role]}"
    return level, ""


def raised(level: str) -> str:
    """The level on a critical path: one graver, but what is silent stays silent."""
    return level if level == "none" else LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def fingerprint(candidate: Candidate, path: str, occurrence: int) -> str:
    """A hash that survives moved code: rule, path, the normalised text of the place, and which of the equal ones it is."""
    said = "\0".join((candidate.rule, path, candidate.key, str(occurrence)))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
