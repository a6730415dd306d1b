"""Reports of test runs, those that were given and those at usual places → what each says.  Only reads; nothing is executed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from prodlint.conventions import conventions
from prodlint.errors import UserError
from prodlint.evidence import Broken, reading_of
from prodlint.evidence.model import Gathered
from prodlint.names import shown_path

MOST_BYTES = 64_000_000
"""Of a report."""
DEEPEST = 5
"""Folders below the root in which reports are looked for."""
MOST_FOLDERS = 20_000
NOUNS = {"coverage": "a report of coverage", "tests": "a report of tests"}


def gathered(root: Path, coverage: Sequence[Path], tests: Sequence[Path]) -> tuple[Gathered, ...]:
    """The given reports, and where none of a kind is given those at usual places.

    Raises UserError for a given one that cannot be read; one at a usual place has a remark instead.
    """
    given = [*(_given(path, "coverage", root) for path in coverage), *(_given(path, "tests", root) for path in tests)]
    asked = {"coverage": bool(coverage), "tests": bool(tests)}
    paths = found_at(root) if not all(asked.values()) else []
    found = [_found(path, root) for path in paths]
    return (*given, *(each for each in found if each.reading is None or not asked[each.reading.about]))


def found_at(root: Path) -> list[Path]:
    """The files whose names reports usually have, in the order of their paths."""
    usual = conventions().reports
    return sorted(path for path in _walk(root) if usual.fits(path.relative_to(root).as_posix()) and not path.is_symlink())


def _walk(root: Path) -> Iterator[Path]:
    """The files of the topmost folders, none of dependencies and tools."""
    foreign = conventions().skip.folders
    for seen, (folder, folders, names) in enumerate(os.walk(root)):
        depth = len(Path(folder).relative_to(root).parts)
        kept = [name for name in folders if name not in foreign] if depth < DEEPEST and seen < MOST_FOLDERS else []
        folders[:] = sorted(kept)
        yield from (Path(folder, name) for name in names)


def _given(path: Path, about: str, root: Path) -> Gathered:
    try:
        report = _read(path, _shown(path, root), given=True)
    except Broken as error:
        raise UserError(f"not {NOUNS[about]}: {error.message}", str(path), f"--{about} takes {FORMATS[about]}") from error
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", str(path), f"--{about} takes a file") from error
    if report.reading is not None and report.reading.about != about:
        raise UserError(f"not {NOUNS[about]}, but {NOUNS[report.reading.about]}", str(path), f"use --{report.reading.about}")
    return report


FORMATS = {
    "coverage": "Cobertura, LCOV, coverage.py's JSON, Istanbul's JSON or that of xccov",
    "tests": "JUnit XML",
}


def _found(path: Path, root: Path) -> Gathered:
    shown = _shown(path, root)
    try:
        return _read(path, shown, given=False)
    except Broken as error:
        return Gathered(path=shown, remark=error.message)
    except OSError as error:
        return Gathered(path=shown, remark=f"cannot be read: {error.strerror or error}")


def _read(path: Path, shown: str, *, given: bool) -> Gathered:
    if not path.is_file():
        raise OSError(None, "no such file" if not path.exists() else "not a file")
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
        written = os.fstat(file.fileno()).st_mtime
    if len(raw) > MOST_BYTES:
        raise Broken(f"larger than {MOST_BYTES:,} bytes")
    return Gathered(path=shown, given=given, written=written, reading=reading_of(raw))


def _shown(path: Path, root: Path) -> str:
    absolute = Path(os.path.realpath(path))
    seen = absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()
    return shown_path(seen)
