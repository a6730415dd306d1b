"""Findings and problems → SARIF results and notifications, with their locations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import sarif_om

from prodlint.finding import Finding, Problem, Related
from prodlint.report.model import Report
from prodlint.report.sarif_rules import NOTIFICATIONS
from prodlint.report.uri import location_uri
from prodlint.source import Place

ROOT = "%SRCROOT%"
MOST_RELATED = 20
"""Related places listed for one result; GitHub refuses a file with more than 1,000 and shows 100."""
LONGEST_SNIPPET = 1000

_RANKS = {"very-high": 95.0, "high": 90.0, "medium": 60.0, "low": 30.0}


class Options(msgspec.Struct, frozen=True):
    """What a log holds besides places: source text, and suppressed results with the reason."""

    snippets: bool = True
    suppressed: bool = False


def result(finding: Finding, rule_index: Mapping[str, int], report: Report, options: Options) -> sarif_om.Result:
    """One finding; `rule_index` gives each rule's position in the driver's rules."""
    related = finding.related[:MOST_RELATED]
    return sarif_om.Result(
        rule_id=finding.rule,
        rule_index=rule_index[finding.rule],
        level=finding.level,
        message=sarif_om.Message(text=_message(finding)),
        locations=[_finding_location(finding, report, options)],
        related_locations=[_related_location(number, place, report) for number, place in enumerate(related, 1)] or None,
        code_flows=_code_flows(finding, report),
        partial_fingerprints=_fingerprints(finding, report) or None,
        suppressions=_suppressions(finding) if options.suppressed else None,
        rank=_RANKS.get(finding.confidence, 0.0),
        fixes=_fixes(finding, report),
        properties=_properties(finding),
    )


def notification(problem: Problem, report: Report) -> sarif_om.Notification:
    """Something that could not be done with a file."""
    region = sarif_om.Region(start_line=problem.line) if problem.line else None
    level = NOTIFICATIONS[problem.kind][0] if problem.kind in NOTIFICATIONS else "warning"
    return sarif_om.Notification(
        message=sarif_om.Message(text=problem.message or problem.kind),
        level=level,
        descriptor=sarif_om.ReportingDescriptorReference(id=problem.kind),
        locations=[sarif_om.Location(physical_location=_physical(problem.path, report, region))],
    )


def limit_notification(words: str) -> sarif_om.Notification:
    """Something the log leaves out."""
    return sarif_om.Notification(
        message=sarif_om.Message(text=words),
        level=NOTIFICATIONS["limited"][0],
        descriptor=sarif_om.ReportingDescriptorReference(id="limited"),
    )


def _message(finding: Finding) -> str:
    """The message as a sentence, with a link to each related place."""
    text = _without_links(finding.message.strip() or finding.rule)
    if not text.endswith((".", "!", "?")):
        text += "."
    listed = finding.related[:MOST_RELATED]
    if not listed:
        return text
    links = ", ".join(f"[{_link_text(related)}]({number})" for number, related in enumerate(listed, 1))
    more = len(finding.related) - len(listed)
    return f"{text} See {links}" + (f" and {more} more." if more else ".")


def _without_links(text: str) -> str:
    # SARIF 3.11.6: what reads `[…](…)` is a link, and a quoted label may look like one.
    return text.replace("](", "\\](")


def _link_text(related: Related) -> str:
    words = related.message.strip().removesuffix(".") or related.path
    return words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _finding_location(finding: Finding, report: Report, options: Options) -> sarif_om.Location:
    snippet = _region_text(finding.place, finding.excerpt) if options.snippets else ""
    region = _region(finding.place, snippet)
    around = _context(finding, snippet)
    return sarif_om.Location(physical_location=_physical(finding.path, report, region, around))


def _related_location(number: int, related: Related, report: Report) -> sarif_om.Location:
    return sarif_om.Location(
        id=number,
        message=sarif_om.Message(text=related.message.strip() or related.path),
        physical_location=_physical(related.path, report, _region(related.place)),
    )


def _code_flows(finding: Finding, report: Report) -> list[sarif_om.CodeFlow] | None:
    """The way of a value as one flow; GitHub shows the message of each step."""
    if not finding.flow:
        return None
    steps = [
        sarif_om.ThreadFlowLocation(
            location=sarif_om.Location(
                message=sarif_om.Message(text=step.message),
                physical_location=_physical(step.path, report, _region(step.place)),
            )
        )
        for step in finding.flow
    ]
    return [sarif_om.CodeFlow(thread_flows=[sarif_om.ThreadFlow(locations=steps)])]


def _physical(
    path: str, report: Report, region: sarif_om.Region | None, around: sarif_om.Region | None = None
) -> sarif_om.PhysicalLocation:
    uri, is_relative = location_uri(path, report.root, report.prefix)
    return sarif_om.PhysicalLocation(
        artifact_location=sarif_om.ArtifactLocation(uri=uri, uri_base_id=ROOT if is_relative else None),
        region=region,
        context_region=around,
    )


def _region(place: Place, snippet: str = "") -> sarif_om.Region:
    return sarif_om.Region(
        start_line=place.line,
        start_column=place.utf16_column,
        end_line=place.end_line,
        end_column=place.utf16_end_column,
        snippet=sarif_om.ArtifactContent(text=snippet) if snippet else None,
    )


def _context(finding: Finding, snippet: str) -> sarif_om.Region | None:
    """The whole lines around the region; SARIF wants none where they hold no more than the region itself."""
    lines = "\n".join(finding.excerpt)
    if not snippet or len(lines) <= len(snippet) or len(lines) > LONGEST_SNIPPET:
        return None
    return sarif_om.Region(
        start_line=finding.place.line,
        end_line=finding.place.end_line,
        snippet=sarif_om.ArtifactContent(text=lines),
    )


def _region_text(place: Place, excerpt: tuple[str, ...]) -> str:
    """The region's own text, "" where the excerpt does not hold all of it or it is too long to quote."""
    if len(excerpt) != place.end_line - place.line + 1:
        return ""
    lines = list(excerpt)
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    text = "\n".join(lines)
    return text if len(text) <= LONGEST_SNIPPET else ""


def _fixes(finding: Finding, report: Report) -> list[sarif_om.Fix] | None:
    """What mends the finding, as replacements in its file."""
    fix = report.fixes.get(finding.fingerprint)
    if fix is None or finding.suppressed:
        return None
    replacements = [
        sarif_om.Replacement(deleted_region=_region(each.place), inserted_content=sarif_om.ArtifactContent(text=each.text))
        for each in fix.changes
    ]
    artifact = _physical(finding.path, report, None).artifact_location
    words = fix.says + (" Look at the outcome: it may change what the program does." if fix.unsafe else "")
    change = sarif_om.ArtifactChange(artifact_location=artifact, replacements=replacements)
    return [sarif_om.Fix(description=sarif_om.Message(text=words), artifact_changes=[change])]


def _fingerprints(finding: Finding, report: Report) -> dict[str, str]:
    line_hash = report.line_hashes.get((finding.path, finding.place.line), "")
    fingerprints = {"primaryLocationLineHash": line_hash, "prodlint/v1": finding.fingerprint}
    return {name: value for name, value in fingerprints.items() if value}


def _suppressions(finding: Finding) -> list[sarif_om.Suppression]:
    # SARIF 3.27.23: once one result of a run says whether it is suppressed, all must.
    if not finding.suppressed:
        return []
    return [sarif_om.Suppression(kind="inSource", justification=finding.suppressed)]


def _properties(finding: Finding) -> dict[str, Any]:
    properties = {"gate": finding.gate, "confidence": finding.confidence}
    return properties | {"lowered": finding.lowered} if finding.lowered else properties
