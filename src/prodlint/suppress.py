"""A file's findings and suppressions → findings with their reasons to stay, and findings about the suppressions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date
from hashlib import blake2b

import msgspec

from prodlint.directives import VERBS, Suppression, find_suppressions
from prodlint.errors import like
from prodlint.finding import Finding

__all__ = ["GATE", "RULES", "Suppression", "SuppressionRule", "apply", "find_suppressions"]

GATE = "SUPPRESSION"
UNEXPLAINED = "no reason given"


class SuppressionRule(msgspec.Struct, frozen=True, kw_only=True):
    """What reports say about one kind of finding on a suppression."""

    title: str
    level: str
    why: str
    fix: str


RULES = {
    "expired-suppression": SuppressionRule(
        title="Suppression whose time is over",
        level="warning",
        why="Somebody promised to mend this by a day that has passed.",
        fix="Mend what it allows, or agree on a new day.",
    ),
    "unexplained-suppression": SuppressionRule(
        title="Suppression without a reason",
        level="note",
        why="Nobody can tell later whether it may still stay.",
        fix="Say why it may ship: `prodlint: allow RULE -- the reason`.",
    ),
    "unknown-suppression": SuppressionRule(
        title="Suppression that names nothing known",
        level="warning",
        why="It allows nothing, though it looks as if it did.",
        fix="Write it as `prodlint: allow RULE -- the reason`, with the id of a rule or a gate.",
    ),
    "unused-suppression": SuppressionRule(
        title="Suppression that suppresses nothing",
        level="warning",
        why="It would hide the next real finding at this place.",
        fix="Remove it, or put it on the line or in the comment directly above.",
    ),
}
"""The rules of this gate by id: they have no rule file, because they look at no fact."""


def apply(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    known: Set[str],
    today: date,
    path: str,
    active: Set[str] | None = None,
) -> list[Finding]:
    """The findings of one file with `suppressed` set where a suppression covers them, then those about the suppressions.

    `known` are the ids of all rules and gates; `active` those that this run asked, by default all: a suppression of one that
    was not asked is not called unused.  A suppression still holds on the day it names.
    """
    if not suppressions:
        return list(findings)
    used: set[tuple[int, str]] = set()
    judged = [_judged(finding, suppressions, today, used) for finding in findings]
    asked = known if active is None else active
    said = [
        (suppression, rule, message)
        for index, suppression in enumerate(suppressions)
        for rule, message in _complaints(suppression, known, asked, today, {name for at, name in used if at == index})
    ]
    seen: Counter[tuple[str, str]] = Counter()
    return judged + [_finding(suppression, rule, message, path, seen) for suppression, rule, message in said]


def _judged(finding: Finding, suppressions: Sequence[Suppression], today: date, used: set[tuple[int, str]]) -> Finding:
    reason = ""
    for index, suppression in enumerate(suppressions):
        names = {finding.rule, finding.gate}.intersection(suppression.names)
        if not names or not _covers(suppression, finding):
            continue
        used.update((index, name) for name in names)
        if not _is_expired(suppression, today):
            reason = reason or suppression.reason or UNEXPLAINED
    return msgspec.structs.replace(finding, suppressed=reason) if reason else finding


def _covers(suppression: Suppression, finding: Finding) -> bool:
    if suppression.misplaced or suppression.verb not in VERBS:
        return False
    if suppression.verb == "allow-file":
        return True
    line = finding.line or finding.place.line
    begins = finding.begins or line
    if suppression.reaches and suppression.verb == "allow":
        return begins <= suppression.last and line + finding.place.end_line - finding.place.line >= suppression.first
    return any(suppression.first <= covered <= suppression.last for covered in (begins, line))


def _complaints(
    suppression: Suppression, known: Set[str], asked: Set[str], today: date, used: Set[str]
) -> list[tuple[str, str]]:
    """What is wrong with one suppression, as (rule, message)."""
    if suppression.verb not in VERBS:
        return [("unknown-suppression", f"`prodlint: {suppression.verb}` means nothing{_nearest(suppression.verb, VERBS)}")]
    if suppression.misplaced:
        return [("unused-suppression", f"`prodlint: {suppression.verb}` is misplaced: {suppression.misplaced}.")]
    if not suppression.names:
        return [("unknown-suppression", f"`prodlint: {suppression.verb}` names no rule.")]
    unknown = [name for name in suppression.names if name not in known]
    found = [("unknown-suppression", message) for message in _unknown(unknown, suppression, known)]
    if suppression.until and _day(suppression.until) is None:
        return [*found, ("unknown-suppression", f"`until={suppression.until}` is no date; write it as 2027-01-31.")]
    if _is_expired(suppression, today):
        names = ", ".join(f"`{name}`" for name in suppression.names)
        return [*found, ("expired-suppression", f"{names} was allowed until {suppression.until}.")]
    idle = [name for name in suppression.names if name in known and name in asked and name not in used]
    found += [("unused-suppression", f"`{name}` is allowed here, but not found here.") for name in idle]
    if not suppression.reason and used:
        names = ", ".join(f"`{name}`" for name in suppression.names)
        found.append(("unexplained-suppression", f"{names} is allowed without a reason."))
    return found


def _unknown(names: Sequence[str], suppression: Suppression, known: Set[str]) -> list[str]:
    """One message for each unknown name, or one in all where the reason was written without its dashes."""
    if len(names) > 1 and not suppression.reason and not any(like(name, known) for name in names[1:]):
        return [f"`{' '.join(names)}` names no rules; write the reason after `--`."]
    return [f"No rule or gate is called `{name}`{_nearest(name, known)}" for name in names]


def _nearest(name: str, known: Iterable[str]) -> str:
    close = like(name, sorted(known))
    return f"; did you mean `{close}`?" if close else "."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_expired(suppression: Suppression, today: date) -> bool:
    """Whether its day has passed; a day that cannot be read is over, so that a slip of the pen allows nothing for ever."""
    if not suppression.until:
        return False
    day = _day(suppression.until)
    return day is None or day < today


def _finding(suppression: Suppression, rule: str, message: str, path: str, seen: Counter[tuple[str, str]]) -> Finding:
    key = " ".join(suppression.line.split()) + message
    seen[rule, key] += 1
    said = "\0".join((rule, path, key, str(seen[rule, key])))
    about = RULES[rule]
    return Finding(
        rule=rule,
        gate=GATE,
        level=about.level,
        confidence="high",
        path=path,
        place=suppression.place,
        message=message,
        why=about.why,
        fix=about.fix,
        excerpt=(suppression.line,),
        fingerprint=blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest(),
    )
