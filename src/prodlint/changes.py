"""Which lines a change touches, by git: for `--diff REF` and `--staged`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from prodlint.errors import UserError
from prodlint.finding import Finding
from prodlint.names import shown_path

if TYPE_CHECKING:
    from subprocess import CompletedProcess

PLAIN = (
    *("--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short"),
    *("--src-prefix=a/", "--dst-prefix=b/", "-M", "-U0", "--inter-hunk-context=0", "--relative"),
)
"""What makes a diff look the same whatever is configured."""
ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
ESCAPED = MappingProxyType(dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True)))
BOTH_SIDES = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Changes(msgspec.Struct, frozen=True):
    """Changed line ranges by the path that findings have: `(first, last)`, 1-based, inclusive.

    `unstaged` are those of the files that hold changes beside the staged ones: what is judged is the file on the disk.
    Where lines were only taken away, the range is the line before them (0 at the top of the file).
    """

    lines: dict[str, tuple[tuple[int, int], ...]]
    unstaged: tuple[str, ...] = ()

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
    if ".." in reference:  # no name of a reference has two dots
        before = reference.partition("..")[0] or "HEAD"
        remedy = f"write `--diff {before}`: what HEAD has since their merge base"
        raise UserError(f"`{reference}` is a range", "--diff", remedy)
    _must_be_work_tree(root, "nothing can be compared")
    _git(root, "rev-parse", "--verify", "-q", f"{reference}^{{commit}}", wrong=f"`{reference}` names no commit")
    base = _git(root, "merge-base", reference, "HEAD", wrong=f"`{reference}` has no common history with HEAD").strip().decode()
    changed = _ranges(_git(root, "diff", *PLAIN, base, "--", "."))
    untracked = _git(root, "ls-files", "-o", "--exclude-standard", "-z", "--", ".").split(b"\0")
    return Changes({**changed, **{_shown(name): ((1, 10**9),) for name in untracked if name}})


def staged_changes(root: Path) -> Changes:
    """The lines that the index changes against HEAD (all lines before the first commit).  Raises UserError."""
    _must_be_work_tree(root, "nothing is staged")
    lines = _ranges(_git(root, "diff", "--cached", *PLAIN, "--", "."))
    later = _moves(_git(root, "diff", *PLAIN, "--", "."))
    moved = {path: tuple(_moved(each, later[path]) for each in ranges) for path, ranges in lines.items() if path in later}
    return Changes({**lines, **moved}, tuple(sorted(moved)))


def moments_of_change(root: Path) -> Callable[[str], float]:
    """When a file was last changed, in POSIX seconds, by its path below the root as findings have it.

    A file that is as git has it was changed no later than HEAD was committed: a fresh checkout makes nothing new.
    """
    committed, differing = float("inf"), frozenset[str]()
    try:
        committed = float(_git(root, "log", "-1", "--no-show-signature", "--format=%ct"))
        listed = _git(root, "diff", "HEAD", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--relative", "--", ".")
        listed += _git(root, "ls-files", "-o", "-z", "--", ".")
        differing = frozenset(map(_shown, listed.split(b"\0")))
    except (UserError, ValueError):  # no git, or nothing is committed
        pass

    def moment(path: str) -> float:
        try:
            changed = (root / path).stat().st_mtime
        except (OSError, ValueError):
            return 0.0
        return changed if path in differing else min(changed, committed)

    return moment


def _ranges(diff: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    ranges: dict[str, tuple[tuple[int, int], ...]] = {}
    for path, part in _files(diff):
        ranges[path] = (*ranges.get(path, ()), *(_range(hunk) for hunk in HUNK.finditer(part)))
    return ranges


def _moves(diff: bytes) -> dict[str, tuple[tuple[int, int, int], ...]]:
    """For each file the hunks of a diff: the first line before, how many lines there were, and how many there are now."""
    return {
        path: tuple((int(hunk[1]), int(hunk[2] or 1), int(hunk[4] or 1)) for hunk in BOTH_SIDES.finditer(part))
        for path, part in _files(diff)
    }


def _files(diff: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a diff that exist after it, each with its part of the diff."""
    for part in re.split(rb"^diff --git ", diff, flags=re.MULTILINE)[1:]:
        named = re.search(rb'^\+\+\+ ("?b/.*)$', part, re.MULTILINE)
        if named:
            yield _shown(_unquoted(named[1]).removeprefix(b"b/")), part


def _moved(lines: tuple[int, int], hunks: tuple[tuple[int, int, int], ...]) -> tuple[int, int]:
    """Where lines of the index stand in the file on the disk, which has other changes, too."""
    first, last = lines
    before = sum(now - was for start, was, now in hunks if start + max(was, 1) <= first)
    inside = sum(now - was for start, was, now in hunks if first < start + max(was, 1) and start <= last)
    return first + before, last + before + max(inside, 0)


def _range(hunk: re.Match[bytes]) -> tuple[int, int]:
    first, count = int(hunk[1]), int(hunk[2] or 1)
    return first, first + max(count, 1) - 1


def _unquoted(written: bytes) -> bytes:
    """A name as it stands in a diff: with a tab behind it when it has spaces, in quotes and with C escapes when it must."""
    name = written.removesuffix(b"\t")
    return ESCAPE.sub(_character, name[1:-1]) if name.startswith(b'"') else name


def _character(escape: re.Match[bytes]) -> bytes:
    code = int(escape[1], 8) & 0xFF if len(escape[1]) > 1 else ESCAPED[escape[1][0]]
    return bytes([code])


def _shown(name: bytes) -> str:
    return shown_path(name.decode("utf-8", "surrogateescape"))


def _must_be_work_tree(root: Path, so: str) -> None:
    """Raises UserError where git knows of no work tree, or does not trust it."""
    done = _run(root, "rev-parse", "--is-inside-work-tree")
    if done.stdout.strip() == b"true":
        return
    if b"safe.directory" in done.stderr:
        remedy = f"git config --global --add safe.directory {root}"
        raise UserError("git does not trust this folder, which another user owns", str(root), remedy)
    raise UserError(f"not a git work tree, so {so}", str(root), "run it in a git work tree")


def _git(root: Path, *arguments: str, wrong: str = "") -> bytes:
    """What git says.  Raises UserError where it fails: `wrong`, or git's own first line."""
    done = _run(root, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(wrong or f"git says: {said[0] if said else 'nothing'}", str(root), _remedy(root))
    return done.stdout


def _remedy(root: Path) -> str:
    """What to do where git knows too little: a workflow often fetches the last commit only."""
    if _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return "this clone is shallow: `git fetch --unshallow`, in a workflow `fetch-depth: 0`"
    return "check the reference and the history"


def _run(root: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Git, run to its end.  Raises UserError where there is none."""
    import subprocess  # 4 ms, which only those pay who ask for changes

    # A repository's own configuration may name programs to run; none of them runs for us.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=off", *arguments]
    try:
        return subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise UserError("git is needed to see what changed, and it does not run", str(root), "install git") from error
