"""A file of findings that are known and may stay for now: what is in it is not reported again, also after code has moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

import msgspec

from prodlint.errors import UserError
from prodlint.finding import Finding

FORMAT = 1


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One known finding; all but the fingerprint is there for the people who read the diff."""

    fingerprint: str
    rule: str
    path: str
    message: str


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Known findings, sorted by path, rule and fingerprint."""

    prodlint_baseline: int
    findings: tuple[Known, ...] = ()

    def split(self, findings: Iterable[Finding]) -> tuple[list[Finding], int]:
        """The findings that are not known, and how many are."""
        known = {each.fingerprint for each in self.findings}
        everything = list(findings)
        new = [finding for finding in everything if finding.fingerprint not in known]
        return new, len(everything) - len(new)


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """A baseline that knows all these findings."""
    known = [Known(fingerprint=each.fingerprint, rule=each.rule, path=each.path, message=each.message) for each in findings]
    return Baseline(
        prodlint_baseline=FORMAT, findings=tuple(sorted(known, key=lambda each: (each.path, each.rule, each.fingerprint)))
    )


def pruned(baseline: Baseline, findings: Iterable[Finding], paths: Set[str], rules: Set[str]) -> Baseline:
    """The baseline without what is no longer found; it never grows.

    What was not looked for stays: entries of other paths than the checked ones that still exist, and of other rules.
    """
    alive = {finding.fingerprint for finding in findings}
    kept = [each for each in baseline.findings if each.fingerprint in alive or not (each.path in paths and each.rule in rules)]
    return Baseline(prodlint_baseline=FORMAT, findings=tuple(kept))


def updated(baseline: Baseline, findings: Sequence[Finding], paths: Set[str], rules: Set[str]) -> Baseline:
    """The baseline with all present findings, less what is gone from what was looked for."""
    kept = pruned(baseline, findings, paths, rules).findings
    known = {each.fingerprint: each for each in (*baseline_of(findings).findings, *kept)}
    return Baseline(
        prodlint_baseline=FORMAT,
        findings=tuple(sorted(known.values(), key=lambda each: (each.path, each.rule, each.fingerprint))),
    )


def read_baseline(path: Path) -> Baseline:
    """Raises UserError when the file cannot be read or is no baseline."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise UserError(f"the baseline cannot be read: {error.strerror}", str(path), "prodlint baseline create") from error
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise UserError(f"not a baseline: {error}", str(path), "prodlint baseline create") from error


def baseline_text(baseline: Baseline) -> str:
    """The baseline as JSON, one finding a block, so that diffs stay small."""
    return msgspec.json.format(msgspec.json.encode(baseline), indent=1).decode() + "\n"
