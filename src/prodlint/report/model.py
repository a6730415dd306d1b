"""What a report is made from: findings, what could not be read, the rules asked, and how the text should look."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from prodlint.edit import Fix
from prodlint.finding import GATES, LEVELS, Finding, Problem

CONFIDENCES = ("low", "medium", "high", "very-high")
"""From guess to certainty; a confidence's rank is its index."""


class RuleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One enabled rule as reports show it; `help_markdown` is its page, `tags` are its category and the like."""

    id: str
    title: str
    gate: str
    confidence: str
    level: str
    why: str
    fix: str
    help_markdown: str = ""
    tags: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All a format needs to know about a run.

    `findings` are in the order of `in_order`, suppressed ones included; `suppressed` counts those.
    `rules` are all enabled rules, sorted by id.  `files` and `lines` count what was looked at.
    `root` is the absolute path of the scanned root, symbolic links resolved; `prefix` is its path inside the
    repository, with forward slashes, "" where they are the same.  `category` names the shard of a larger repository.
    `line_hashes` are `linehash.line_hashes` by (path, line), for the places of the findings, `fixes` what mends
    findings, by their fingerprints.
    """

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    rules: tuple[RuleSummary, ...] = ()
    files: int = 0
    lines: int = 0
    suppressed: int = 0
    root: str = "/"
    prefix: str = ""
    category: str = ""
    line_hashes: Mapping[tuple[str, int], str] = {}
    fixes: Mapping[str, Fix] = {}
    version: str = ""


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How a report is shown: colour and width (in terminal cells) of text, and how much of the findings.

    `folder` is the absolute folder from which a person reads the paths of text, "" for the scanned root.
    """

    color: bool = False
    width: int = 100
    verbose: bool = False
    show_suppressed: bool = False
    folder: str = ""


class Format(Protocol):
    """One output format: a whole report as text that ends with a line end."""

    def __call__(self, report: Report, style: Style) -> str: ...


def path_for(path: str, root: str, style: Style) -> str:
    """A path as seen from the reader's folder: below it or beside it in the scanned root, else absolute."""
    if not style.folder or not root or style.folder == root or Path(path).is_absolute():
        return path
    seen = os.path.relpath(f"{root}/{path}", style.folder).replace(os.sep, "/")
    inside = not os.path.relpath(style.folder, root).startswith("..")
    return seen if inside or not seen.startswith("..") else f"{root}/{path}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by gate, path, place and rule: the order every format keeps."""
    return tuple(sorted(findings, key=_position))


def surest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by level, then confidence, both falling; equal ones keep their order."""
    return sorted(findings, key=lambda finding: (-level_rank(finding.level), -confidence_rank(finding.confidence)))


def level_rank(level: str) -> int:
    """0 for a level that is silent or unknown, more for a graver one."""
    return LEVELS.index(level) if level in LEVELS else 0


def confidence_rank(confidence: str) -> int:
    """0 for the lowest or an unknown confidence."""
    return CONFIDENCES.index(confidence) if confidence in CONFIDENCES else 0


def gate_rank(gate: str) -> int:
    """The gate's place in the release plan; unknown gates come last."""
    return list(GATES).index(gate) if gate in GATES else len(GATES)


def _position(finding: Finding) -> tuple[int, str, str, int, int, str, str]:
    place = finding.place
    rank = gate_rank(finding.gate)
    return rank, finding.gate, finding.path, place.line, place.column, finding.rule, finding.message
