"""Which lines a change touches, by git: for `--diff REF` and `--staged`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import msgspec

from prodlint.errors import UserError
from prodlint.finding import Finding

PLAIN = ("--no-ext-diff", "--no-textconv")
HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Changes(msgspec.Struct, frozen=True):
    """Changed line ranges by path, relative to the project's root: `(first, last)`, 1-based, inclusive."""

    lines: dict[str, tuple[tuple[int, int], ...]]

    def keep(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings whose place touches a changed line."""
        return [finding for finding in findings if self._touches(finding)]

    def _touches(self, finding: Finding) -> bool:
        ranges = self.lines.get(finding.path, ())
        return any(first <= finding.place.end_line and finding.place.line <= last for first, last in ranges)


def changes_since(root: Path, reference: str) -> Changes:
    """The lines that differ from the merge base with `reference`, and all lines of untracked files.  Raises UserError."""
    if reference.startswith("-"):
        raise UserError(f"`{reference}` is no reference", "--diff", "name a branch, a tag or a commit")
    _git(root, "rev-parse", "--git-dir", wrong="not a git work tree, so nothing can be compared")
    base = _git(root, "merge-base", reference, "HEAD", wrong=f"`{reference}` has no common history with HEAD").strip().decode()
    changed = _ranges(_git(root, "diff", *PLAIN, "-M", "-U0", "--no-color", "--relative", base, "--", "."))
    untracked = _git(root, "ls-files", "-o", "--exclude-standard", "-z", "--", ".").split(b"\0")
    return Changes({**changed, **{_text(name): ((1, 10**9),) for name in untracked if name}})


def staged_changes(root: Path) -> Changes:
    """The lines that the index changes against HEAD (all lines before the first commit).  Raises UserError."""
    _git(root, "rev-parse", "--git-dir", wrong="not a git work tree, so nothing is staged")
    return Changes(_ranges(_git(root, "diff", "--cached", *PLAIN, "-M", "-U0", "--no-color", "--relative", "--", ".")))


def _ranges(diff: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    ranges: dict[str, tuple[tuple[int, int], ...]] = {}
    for part in re.split(rb"^diff --git ", diff, flags=re.MULTILINE)[1:]:
        named = re.search(rb"^\+\+\+ b/(.*)$", part, re.MULTILINE)
        if named:
            ranges[_text(named[1].rstrip(b"\t"))] = tuple(_range(hunk) for hunk in HUNK.finditer(part))
    return ranges


def _range(hunk: re.Match[bytes]) -> tuple[int, int]:
    first, count = int(hunk[1]), int(hunk[2] or 1)
    return first, first + max(count, 1) - 1


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _git(root: Path, *arguments: str, wrong: str = "") -> bytes:
    # A repository's own configuration may name programs to run; none of them runs for us.
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=off",
        "-c",
        "diff.noprefix=false",
        "-c",
        "diff.mnemonicPrefix=false",
        *arguments,
    ]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise UserError("git is needed to see what changed, and it does not run", str(root), "install git") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(
            wrong or f"git says: {said[0] if said else 'nothing'}", str(root), "check the reference and the history"
        )
    return done.stdout
