"""Report → SARIF 2.1.0 as GitHub code scanning wants it, within its limits."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

import msgspec
import sarif_om

from prodlint.finding import Finding, unjudged
from prodlint.report.model import Report, Style, surest_first
from prodlint.report.sarif_results import ROOT, Options, limit_notification, notification, result
from prodlint.report.sarif_rules import all_rules, taxonomy, tool
from prodlint.report.sarif_serialize import to_json
from prodlint.report.tally import many, shown
from prodlint.report.uri import file_uri, repository_root

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Limits(msgspec.Struct, frozen=True):
    """What code scanning accepts: results in a run, and bytes after gzip (10 MB, less room for another compressor)."""

    results: int = 25_000
    compressed: int = 9_500_000

    shown: int = 5_000
    """GitHub shows no more than this many results; the last resort for a log that is too large."""


def render(report: Report, style: Style, limits: Limits | None = None) -> str:
    """The log as JSON; what had to be left out is said in a notification."""
    limits = limits or Limits()
    findings = shown(report, style)
    full = Options(snippets=True, suppressed=style.show_suppressed)
    bare = Options(snippets=False, suppressed=style.show_suppressed)
    text = ""
    for most, options in ((limits.results, full), (limits.results, bare), (limits.shown, bare)):
        text = to_json(_log(report, findings, most, options))
        if _fits(text, limits.compressed):
            return text
    return text


def _fits(text: str, most: int) -> bool:
    content = text.encode()
    return len(content) <= most or len(gzip.compress(content, mtime=0)) <= most


def _log(report: Report, findings: tuple[Finding, ...], most: int, options: Options) -> sarif_om.SarifLog:
    rules = all_rules(report)
    rule_index = {rule.id: index for index, rule in enumerate(rules)}
    kept = _surest(findings, most)
    run = sarif_om.Run(
        tool=tool(rules, report.version),
        taxonomies=[taxonomy(report.version)],
        automation_details=sarif_om.RunAutomationDetails(id=_automation_id(report.category)),
        original_uri_base_ids={ROOT: _root(report)},
        column_kind="utf16CodeUnits",
        invocations=[_invocation(report, _left_out(len(findings), len(kept), options))],
        results=[result(finding, rule_index, report, options) for finding in kept],
    )
    return sarif_om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])


def _surest(findings: tuple[Finding, ...], most: int) -> list[Finding]:
    """At most so many findings, the gravest and surest, in the order they came."""
    if len(findings) <= most:
        return list(findings)
    kept = {id(finding) for finding in surest_first(findings)[:most]}
    return [finding for finding in findings if id(finding) in kept]


def _left_out(findings: int, kept: int, options: Options) -> list[str]:
    words = []
    if kept < findings:
        words.append(f"{many(findings - kept, 'result')} left out: the gravest and surest {kept:,} are listed.")
    if not options.snippets:
        words.append("Source text left out: the log would be too large for code scanning.")
    return words


def _invocation(report: Report, left_out: Iterable[str]) -> sarif_om.Invocation:
    return sarif_om.Invocation(
        execution_successful=not unjudged(report.problems),
        tool_execution_notifications=[
            *(notification(problem, report) for problem in report.problems),
            *(limit_notification(words) for words in left_out),
        ],
    )


def _automation_id(category: str) -> str:
    """GitHub takes what stands before the last slash as the category."""
    return "/".join(["prodlint", *(part for part in category.split("/") if part)]) + "/"


def _root(report: Report) -> sarif_om.ArtifactLocation:
    return sarif_om.ArtifactLocation(uri=file_uri(repository_root(report.root, report.prefix), folder=True))
