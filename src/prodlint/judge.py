"""Candidates of all files → findings: the project's verdicts, one finding for one problem, and the level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from prodlint.candidate import Candidate, FileResult
from prodlint.config import Config
from prodlint.finding import GATES, LEVELS, Finding, Related
from prodlint.folding import fold, with_merged, without_told_inside
from prodlint.globs import globs
from prodlint.project import VERDICTS
from prodlint.project.model import Project, module_of
from prodlint.project.modules import file_of
from prodlint.project.variables import place_to_mend
from prodlint.rulebook.model import Rule
from prodlint.topics import topic_in, topics_at

LONGEST_WAY = 8
"""Steps of the way of a value."""
MOST_IMPORTERS = 5
"""Importers of invented data that are told."""
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
