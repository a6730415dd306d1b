"""What the page of a release is made from, and what its formats share."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from prodlint.evidence.model import COVERAGE, TESTS, Evidence
from prodlint.finding import Finding, unjudged
from prodlint.integration import Integrations, JudgedService
from prodlint.inventory import Coverage, Inventory
from prodlint.report.model import Report, surest_first
from prodlint.report.tally import many

MOST_PLACES = 3
"""Places of a gate, screens and services that a page names."""
TO_MEND = ("missing-key", "placeholder", "mock", "sandbox")
"""Verdicts of services that are not real."""
VARIABLES_TO_MEND = ("undeclared", "placeholder", "exposed")


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """All that speaks for or against a release.

    `report` holds the findings, `allowed` how many of them a gate may have.  `reasons` are what forbids shipping, each a part
    of a sentence; () where nothing does.  `project` is the name of the folder.
    """

    report: Report
    inventory: Inventory
    integrations: Integrations
    evidence: Evidence = Evidence()
    allowed: dict[str, int] = {}
    reasons: tuple[str, ...] = ()
    project: str = ""

    @property
    def unjudged(self) -> int:
        """The files that could not be judged through our fault or the system's."""
        return unjudged(self.report.problems)

    @property
    def ready(self) -> bool:
        """Whether it may ship."""
        return not self.reasons and not self.unjudged and self.report.files > 0

    @property
    def unproven(self) -> tuple[str, ...]:
        """What no report that counts speaks of, in words."""
        words = {COVERAGE: "how much of the code is tested", TESTS: "that the tests pass"}
        counting = {each.about for each in self.evidence.reports if each.counts}
        return tuple(said for about, said in words.items() if about not in counting)


def verdict(release: Release) -> str:
    """One sentence that answers: may this ship?"""
    if release.reasons:
        return f"Must not ship: {'; '.join(release.reasons)}."
    if release.unjudged:
        return f"No verdict: {many(release.unjudged, 'file')} could not be analysed; nothing speaks against the others."
    if not (release.report.files and release.report.lines):
        return "No verdict: no code was looked at."
    unproven = f"; no report shows {' or '.join(release.unproven)}" if release.unproven else ""
    return f"May ship: nothing found that must not ship in {many(release.report.files, 'file')}{unproven}."


def worst_places(findings: Iterable[Finding]) -> list[Finding]:
    """The surest of the gravest findings, of different rules and in different files as far as there are such."""
    rest = surest_first(each for each in findings if each.level in ("error", "warning"))
    told: list[Finding] = []
    while rest and len(told) < MOST_PLACES:
        rules, paths = {each.rule for each in told}, {each.path for each in told}
        gravest = [each for each in rest if each.level == rest[0].level]
        told.append(min(gravest, key=lambda each: (each.rule in rules) + (each.path in paths)))
        rest.remove(told[-1])
    return told


def worst_screens(inventory: Inventory) -> list[tuple[str, Coverage]]:
    """The screens with the most controls that do nothing."""
    inert = [(name, coverage) for name, coverage in inventory.screens.items() if coverage.inert]
    return sorted(inert, key=lambda item: (-item[1].inert, item[0]))[:MOST_PLACES]


def unreal(integrations: Integrations) -> list[JudgedService]:
    """The services that are not real, the worst first."""
    return [each for each in integrations.services if each.verdict in TO_MEND]
