"""The run of `prodlint release`: the stages of a check once, with every control and service, judged to one verdict."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from prodlint.audit import about_services, audited
from prodlint.changes import moments_of_change
from prodlint.config import Config
from prodlint.discover import discover
from prodlint.evidence.model import TESTS, Evidence, Gathered
from prodlint.evidence.weigh import Tree, weighed
from prodlint.finding import LEVELS, Finding
from prodlint.integration import Integrations, JudgedService
from prodlint.inventory import Inventory
from prodlint.judge import allowed, too_many
from prodlint.pipeline import Examined, Request, examined, narrowed, reported, rules_of
from prodlint.report.release_model import Release
from prodlint.report.tally import many
from prodlint.survey import about_controls, surveyed
from prodlint.testruns import gathered

LEAST_COVERAGE = 90.0
"""Percent of lines that the release plan asks for, where a project does not say."""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of test runs that the user gave, and the least line coverage in percent, None where nobody says."""

    coverage: tuple[Path, ...] = ()
    tests: tuple[Path, ...] = ()
    least: float | None = None


def release(request: Request, proof: Proof) -> Release:
    """Everything that speaks for or against shipping what lies below the asked paths.  Raises UserError."""
    rules_of(request)
    least = proof.least if proof.least is not None else request.config.min_coverage
    proof = msgspec.structs.replace(proof, least=least)
    reports = gathered(request.root.resolve(), proof.coverage, proof.tests)
    seen = examined(about_everything(request), "release")
    own = narrowed(seen, request)
    inventory = surveyed(narrowed(seen, about_controls(request)), request).inventory
    integrations = audited(narrowed(seen, about_services(request)), request).integrations
    evidence = evidence_of(reports, tree_of(seen, inventory, integrations, request), request.root, least)
    return Release(
        report=reported(own.findings, own, request),
        inventory=inventory,
        integrations=integrations,
        evidence=evidence,
        allowed={gate: allowed(gate, request.config) for gate in request.config.gates},
        reasons=(*against(own.findings, request.config), *disproved(evidence, proof)),
        project=request.root.resolve().name,
    )


def tree_of(seen: Examined, inventory: Inventory, integrations: Integrations, request: Request) -> Tree:
    """The project that reports are held against: also what lies beside the asked paths, which a report may speak of."""
    controls = Counter(each.path for each in inventory.controls)
    services = Counter(path for each in integrations.services for path in paths_of(each))
    product = {result.path for result in seen.results if result.role in ("product", "design-system")}
    return Tree(
        root=str(request.root.resolve()),
        paths=[file.path for file in discover((request.root,), request.root, request.config).files],
        product=frozenset(product),
        touched={path: (controls[path], services[path]) for path in sorted(product & {*controls, *services})},
    )


def paths_of(service: JudgedService) -> set[str]:
    """The files that a service is addressed or called in."""
    return {place.path for place in service.places} | {call.path for call in service.calls}


def evidence_of(reports: tuple[Gathered, ...], tree: Tree, root: Path, least: float | None) -> Evidence:
    """What the reports prove; without one nothing is asked of git."""
    most = LEAST_COVERAGE if least is None else least
    return weighed(reports, tree, moments_of_change(root), most) if reports else Evidence(least=most)


def disproved(evidence: Evidence, proof: Proof) -> tuple[str, ...]:
    """What of the reports forbids shipping: tests that fail, too low a coverage, and none where some was asked for."""
    counting = {each.about for each in evidence.reports if each.counts}
    reasons = []
    if evidence.of("failed"):
        reasons.append(f"{many(len(evidence.of('failed')), 'test')} failed")
    elif proof.tests and TESTS not in counting:
        reasons.append("no given report of tests counts")
    if evidence.is_too_low:
        reasons.append(f"line coverage {evidence.percent:.1f} % is below {evidence.least:g} %")
    elif (proof.coverage or proof.least) and not evidence.total:
        reasons.append(f"no report shows {evidence.least:g} % line coverage")
    return tuple(reasons)


def about_everything(request: Request) -> Request:
    """The request with all rules: what a project leaves out is left out of its gates only."""
    config = msgspec.structs.replace(request.config, select=(), ignore=(), per_path_ignores={})
    return msgspec.structs.replace(request, config=config)


def against(findings: list[Finding], config: Config) -> tuple[str, ...]:
    """What of the code forbids shipping; a project whose checks never fail must not ship with an error all the same."""
    least = "error" if config.fail_on == "never" else config.fail_on
    failing = too_many(findings, least, config)
    if not failing:
        return ()
    counting = [each for each in findings if each.gate in failing and is_counted(each, least)]
    noun = "error" if least == "error" else "finding"
    gates = ", ".join(f"{gate} {count:,}" for gate, count in failing.items())
    return (f"{many(len(counting), noun)} in {many(len({each.path for each in counting}), 'file')} ({gates})",)


def is_counted(finding: Finding, least: str) -> bool:
    """Whether a finding is at a level or above and nothing allows it."""
    return not finding.suppressed and LEVELS.index(finding.level) >= LEVELS.index(least)
