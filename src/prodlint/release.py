"""The run of `prodlint release`: the stages of a check once, with every control and service, judged to one verdict."""

from __future__ import annotations

import msgspec

from prodlint.audit import about_services, audited
from prodlint.config import Config
from prodlint.finding import LEVELS, Finding
from prodlint.judge import allowed, too_many
from prodlint.pipeline import Request, examined, narrowed, reported, rules_of
from prodlint.report.release_model import Release
from prodlint.report.tally import many
from prodlint.survey import about_controls, surveyed


def release(request: Request) -> Release:
    """Everything that speaks for or against shipping what lies below the asked paths."""
    rules_of(request)
    seen = examined(about_everything(request), "release")
    own = narrowed(seen, request)
    return Release(
        report=reported(own.findings, own, request),
        inventory=surveyed(narrowed(seen, about_controls(request)), request).inventory,
        integrations=audited(narrowed(seen, about_services(request)), request).integrations,
        allowed={gate: allowed(gate, request.config) for gate in request.config.gates},
        reasons=against(own.findings, request.config),
        project=request.root.resolve().name,
    )


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
