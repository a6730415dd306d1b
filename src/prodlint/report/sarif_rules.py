"""Rules and gates → the SARIF tool component and taxonomy that describe them."""

from __future__ import annotations

import re

import sarif_om

from prodlint.finding import GATES
from prodlint.report.model import Report, RuleSummary, gate_rank

TAXONOMY = "prodlint-gates"

# GitHub refuses or cuts what is longer.
MOST_TAGS = 20
MOST_DESCRIPTION = 1024
MOST_NAME = 255

NOTIFICATIONS = {
    "crashed": ("error", "prodlint failed on this file; nothing is known about it."),
    "unreadable": ("error", "The file could not be read."),
    "partial": ("warning", "The file has syntax errors and was read only in part."),
    "skipped": ("note", "The file was not looked at."),
    "limited": ("warning", "The log leaves out what code scanning would refuse."),
}
"""Kind of notification → its level and what it says; the kinds of Problem, and "limited"."""

_SEVERITIES = {"error": "error", "warning": "warning"}
_NO_WORD = re.compile(r"[^0-9A-Za-z]+")
_SEMANTIC_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def all_rules(report: Report) -> list[RuleSummary]:
    """The enabled rules, and those that are only known from a finding, by id."""
    rules = {rule.id: rule for rule in report.rules}
    for finding in report.findings:
        rules.setdefault(
            finding.rule,
            RuleSummary(
                id=finding.rule,
                title=finding.rule.replace("-", " ").capitalize(),
                gate=finding.gate,
                confidence=finding.confidence,
                level=finding.level,
                why=finding.why,
                fix=finding.fix,
            ),
        )
    return [rules[rule_id] for rule_id in sorted(rules)]


def tool(rules: list[RuleSummary], version: str) -> sarif_om.Tool:
    """The driver with its rules and the kinds of its notifications."""
    return sarif_om.Tool(
        driver=sarif_om.ToolComponent(
            name="prodlint",
            version=version or None,
            semantic_version=version if _SEMANTIC_VERSION.fullmatch(version) else None,
            rules=[_rule(rule) for rule in rules],
            notifications=[_notification(kind) for kind in sorted(NOTIFICATIONS)],
            supported_taxonomies=[_taxonomy_reference()],
        )
    )


def taxonomy(version: str) -> sarif_om.ToolComponent:
    """The gates as a taxonomy: every finding of a rule belongs to the rule's gate."""
    return sarif_om.ToolComponent(
        name=TAXONOMY,
        version=version or None,
        is_comprehensive=True,
        short_description=_text("The rules of the release plan that forbid shipping."),
        taxa=[
            sarif_om.ReportingDescriptor(
                id=gate,
                short_description=_text(words),
                default_configuration=sarif_om.ReportingConfiguration(level=level),
            )
            for gate, (level, words) in GATES.items()
        ],
    )


def _rule(rule: RuleSummary) -> sarif_om.ReportingDescriptor:
    words = f"{rule.why} {rule.fix}".strip() or rule.title
    return sarif_om.ReportingDescriptor(
        id=rule.id,
        name=_name(rule.id),
        short_description=_text(rule.title or rule.id),
        full_description=_text(rule.why or rule.title or rule.id),
        help=sarif_om.MultiformatMessageString(text=words, markdown=rule.help_markdown or words),
        default_configuration=sarif_om.ReportingConfiguration(level=rule.level),
        relationships=_relationships(rule.gate),
        properties={
            "gate": rule.gate,
            "precision": rule.confidence,
            "problem.severity": _SEVERITIES.get(rule.level, "recommendation"),
            "tags": _tags(rule),
        },
    )


def _tags(rule: RuleSummary) -> list[str]:
    return list(dict.fromkeys(tag for tag in (rule.gate, "release-blocker", *rule.tags) if tag))[:MOST_TAGS]


def _relationships(gate: str) -> list[sarif_om.ReportingDescriptorRelationship] | None:
    if gate not in GATES:
        return None
    target = sarif_om.ReportingDescriptorReference(id=gate, index=gate_rank(gate), tool_component=_taxonomy_reference())
    return [sarif_om.ReportingDescriptorRelationship(target=target, kinds=["superset"])]


def _taxonomy_reference() -> sarif_om.ToolComponentReference:
    return sarif_om.ToolComponentReference(name=TAXONOMY, index=0)


def _notification(kind: str) -> sarif_om.ReportingDescriptor:
    level, words = NOTIFICATIONS[kind]
    return sarif_om.ReportingDescriptor(
        id=kind,
        name=f"File{kind.capitalize()}",
        short_description=_text(words),
        full_description=_text(words),
        help=_text(words),
        default_configuration=sarif_om.ReportingConfiguration(level=level),
    )


def _text(words: str) -> sarif_om.MultiformatMessageString:
    short = words if len(words) <= MOST_DESCRIPTION else words[: MOST_DESCRIPTION - 1] + "…"
    return sarif_om.MultiformatMessageString(text=short)


def _name(rule_id: str) -> str | None:
    """The id in Pascal case, as readers show names; none where it would only repeat the id (SARIF 3.49.7)."""
    name = "".join(word.capitalize() for word in _NO_WORD.split(rule_id))[:MOST_NAME]
    return name if name.lower() != rule_id.lower() else None
