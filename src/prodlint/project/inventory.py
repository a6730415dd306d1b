"""The controls of all files and the findings about them → the inventory: each control with its verdict and the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from prodlint.candidate import Candidate, FileResult
from prodlint.finding import Finding
from prodlint.inventory import NOT_IMPLEMENTED, Coverage, Inventory, JudgedControl, Sighting
from prodlint.project.forms import Connected, Seated, has_code, joined
from prodlint.project.model import module_of

ALIVE = MappingProxyType({"wired": "wired", "delegated": "delegated", "system": "wired"})
"""Control.handler → verdict, where something happens on activation."""
SAID = MappingProxyType(
    {
        "empty": "its handler is empty",
        "comment-only": "its handler holds only comments",
        "log-only": "its handler only logs",
        "notify-only": "it only shows a message",
        "prevent-default-only": "its handler only prevents what the browser would do",
        "missing": "nothing is attached to it",
        "disabled": "it is always disabled",
    }
)
"""Control.handler → what is known of a control that no rule speaks of."""
UNSEEN = MappingProxyType({"never placed": "nothing shows it", "a heading": "it is a heading"})
"""Control.why of one that cannot be used → what is known of it, where it is not just disabled."""
TOLD_BESIDE = MappingProxyType(
    {
        "not_told_where_it_is_kept": "what should keep its value does nothing",
        "not_told_elsewhere_in_its_form": "so is another field or button of its form",
    }
)
"""Reason for silence → what else is found that is the same problem."""
ANSWERS = MappingProxyType(
    {
        "not_handled_elsewhere": ("wired", "another file attaches a handler"),
        "handler_not_overridden": ("wired", "a type that inherits from this one overrides the handler"),
        "form_is_used_unconnected": ("delegated", "what uses the form attaches the handlers"),
    }
)
"""Function of project/ that spoke for a control → verdict and reason."""
INSIDE = frozenset({"navigation"})
"""Kinds of facts that stand inside the control that they are about."""
ROLES_READ = frozenset({"", "product", "example", "script", "seed", "design-system"})

LeftOut = Callable[[str, Finding], bool]
"""Whether the project's settings allow a finding at a path."""


def inventory_of(results: Iterable[FileResult], findings: Iterable[Finding], left_out: LeftOut) -> Inventory:
    """The inventory of a project; `findings` are those about user interface, suppressed ones included."""
    results = sorted(results, key=lambda result: result.path)
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.path].append(finding)
    ambiguous = _ambiguous(results)
    dropped = _dropped(results, found)
    idle = _idle(results, found)
    modules = {module_of(result.path) for result in results}
    seated = [
        Seated(
            result,
            sighting,
            _about(sighting, result, found[result.path])
            or _given_in_vain(sighting, dropped)
            or idle.get(sighting.calls or sighting.target),
        )
        for result in results
        if not has_code(result.path, modules)
        for sighting in result.seen.controls
    ]
    controls = [_judged(each, place, ambiguous, left_out) for each, place in joined(seated, results)]
    screens: dict[str, list[JudgedControl]] = {}
    for control in controls:
        screens.setdefault(control.screen, []).append(control)
    return Inventory(
        controls=tuple(controls),
        total=coverage_of(controls),
        screens={name: coverage_of(screens[name]) for name in sorted(screens)},
        left_out=sum(result.seen.left_out for result in results),
        unread=dict(sorted(Counter(result.role for result in results if result.role not in ROLES_READ).items())),
    )


def coverage_of(controls: Iterable[JudgedControl]) -> Coverage:
    """The controls counted by verdict."""
    return Coverage(**Counter(control.verdict for control in controls))


def _ambiguous(results: Sequence[FileResult]) -> frozenset[str]:
    """The names of screens that stand for different ones in several files."""
    homes = {(each.screen, result.path) for result in results for each in result.seen.controls if not each.shared}
    counts = Counter(name for name, path in homes)
    return frozenset(name for name, count in counts.items() if count > 1)


def _about(sighting: Sighting, result: FileResult, findings: Sequence[Finding]) -> Finding | None:
    """The gravest finding that points at the control, its handler or its state: one that nobody allowed, if there is one."""
    pointing = {(each.rule, each.place) for each in result.candidates if _points_at(each, sighting)}
    mine = [finding for finding in findings if (finding.rule, finding.place) in pointing]
    return min(mine, key=lambda finding: bool(finding.suppressed), default=None)


def _dropped(results: Sequence[FileResult], found: Mapping[str, Sequence[Finding]]) -> dict[str, Finding]:
    """`PrimaryButton.onClick` → the finding that it is never called, where only one component of the project is called so."""
    homes: dict[str, set[str]] = {}
    dropped: dict[str, Finding] = {}
    for result in results:
        for each in result.candidates:
            if each.on == "callback":
                homes.setdefault(each.owner, set()).add(result.path)
                mine = (one for one in found[result.path] if (one.rule, one.place) == (each.rule, each.place))
                dropped.update((f"{each.owner}.{each.subject}", one) for one in mine)
    return {name: one for name, one in dropped.items() if len(homes[name.partition(".")[0]]) == 1}


def _idle(results: Sequence[FileResult], found: Mapping[str, Sequence[Finding]]) -> dict[str, Finding]:
    """`Desk.save` → the finding that this method does nothing: a design or a view calls methods by the class and the name."""
    return {
        f"{each.subject}.{each.declares}": one
        for result in results
        for each in result.candidates
        if each.on == "function" and each.subject and each.subject != each.declares
        for one in found[result.path]
        if (one.rule, one.place) == (each.rule, each.place)
    }


def _given_in_vain(sighting: Sighting, dropped: Mapping[str, Finding]) -> Finding | None:
    """The finding that the component never calls what this use of it gives, where it gives nothing else."""
    findings = [dropped.get(f"{sighting.tag}.{name}") for name in sighting.gives]
    return findings[0] if findings and all(findings) else None


def _points_at(candidate: Candidate, sighting: Sighting) -> bool:
    start, end = sighting.span
    if candidate.on == "function" and candidate.until in sighting.about:
        return True
    return candidate.start in sighting.about or (candidate.on in INSIDE and start <= candidate.start < end)


def _judged(seated: Seated, place: Connected | None, ambiguous: frozenset[str], left_out: LeftOut) -> JudgedControl:
    result, sighting, finding = seated
    if place is not None and finding is None:
        verdict, reason = "wired", f"connected in {place.path}"
    else:
        verdict, reason = verdict_of(sighting, finding, _answer(sighting, result.candidates))
    if finding is not None and (finding.suppressed or left_out(finding.path, finding)):
        reason = f"{reason} (allowed: {finding.suppressed or 'left out by the configuration'})"
    named = f"{sighting.screen} ({result.path})" if sighting.screen in ambiguous else sighting.screen
    return JudgedControl(
        path=result.path,
        line=sighting.line,
        label=sighting.label,
        toolkit=sighting.toolkit,
        kind=sighting.kind,
        tag=sighting.tag,
        screen=named,
        verdict=verdict,
        reason=reason,
    )


def verdict_of(sighting: Sighting, finding: Finding | None, answer: tuple[str, str] | None) -> tuple[str, str]:
    """The verdict and the reason; `answer` is what another file says, None for nothing."""
    if finding is not None:
        return "inert", f"{finding.rule}: {finding.message}"
    if not sighting.readable:
        return "unknown", "the syntax around it was not understood"
    if sighting.why == NOT_IMPLEMENTED:
        return "inert", "its handler only says that it is not implemented"
    verdict = ALIVE.get(sighting.handler, "")
    if verdict:
        return verdict, _alive(sighting)
    if answer is not None:
        return answer
    if sighting.silence in TOLD_BESIDE:
        return "unknown", f"{SAID.get(sighting.handler, sighting.handler)}; {TOLD_BESIDE[sighting.silence]}"
    if sighting.silence.startswith("not_"):
        return "wired", f"{SAID[sighting.handler]}, which is right here: {_words(sighting.silence)}"
    return "unknown", UNSEEN.get(sighting.why) or SAID.get(sighting.handler, sighting.handler)


def _alive(sighting: Sighting) -> str:
    reason = sighting.why or "a handler"
    if sighting.target and sighting.target != reason:
        reason = f"{reason}: {sighting.target}"
    return f"{reason}, disabled while a condition holds" if sighting.conditional else reason


def _words(silence: str) -> str:
    return silence.removeprefix("not_").replace("_", " ")


def _answer(sighting: Sighting, candidates: Iterable[Candidate]) -> tuple[str, str] | None:
    """What another file says for the control: all that was asked spoke against it, and a function of project/ for it."""
    asked = [name for each in candidates if each.start in sighting.about for name in each.project]
    return next((ANSWERS[name] for name in asked if name in ANSWERS), None)
