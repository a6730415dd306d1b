"""What `prodlint check --fix` does to files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prodlint.cli.output import tell, write, write_bytes
from prodlint.mending import Mended, diff_of, is_unchanged, mended
from prodlint.pipeline import Outcome, Request, check, rules_of
from prodlint.report import Report


def show_fixes(report: Report, request: Request, *, unsafe: bool) -> None:
    """Write to standard output what fixing would change."""
    write("".join(map(diff_of, mended(report, rules_of(request)[0], unsafe=unsafe))))


def with_fixes_done(outcome: Outcome, request: Request, *, unsafe: bool) -> Outcome:
    """What is found after the fixes, which are done."""
    return check(request) if fix_files(outcome.report, request, unsafe=unsafe) else outcome


def fix_files(report: Report, request: Request, *, unsafe: bool) -> int:
    """Fix what can be fixed, and tell how much that is; how many files were written."""
    done = []
    for file in mended(report, rules_of(request)[0], unsafe=unsafe):
        if not is_unchanged(file):
            tell([f"prodlint: {file.path}: changed since it was read, and left alone"])
            continue
        write_bytes(Path(file.absolute), file.after)
        done.append(file)
    tell([_told(done)])
    return len(done)


def _told(done: Iterable[Mended]) -> str:
    done = list(done)
    count = sum(file.count for file in done)
    findings, files = "finding" if count == 1 else "findings", "file" if len(done) == 1 else "files"
    return f"prodlint: fixed {count} {findings} in {len(done)} {files}"
