"""Reports of test runs → what they prove about a project: which of them count, and what they say of its own files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from prodlint.evidence.locate import Known, located
from prodlint.evidence.model import COVERAGE, Case, Evidence, FileCoverage, Gathered, Reading, Untested, Weighed

LEAST_SHARE = 2
"""One of so many files that a report names must be of the project."""
SECOND = 1.0
"""Reports state whole seconds."""

Changed = Callable[[str], float]
"""When a file of the project was last changed, in POSIX seconds."""


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The project that reports are held against: all its source files, by role those that were looked at, and its root.

    `touched` are the product files with controls or services, each with how many it has of both.
    """

    root: str
    paths: Sequence[str]
    product: frozenset[str]
    touched: Mapping[str, tuple[int, int]] = {}


def weighed(reports: Iterable[Gathered], tree: Tree, changed: Changed, least: float) -> Evidence:
    """What the reports prove."""
    known = Known.of(tree.paths, tree.root)
    told: list[Weighed] = []
    files: dict[str, FileCoverage] = {}
    cases: list[Case] = []
    for each in reports:
        if each.reading is None:
            told.append(Weighed(path=each.path, about="", format="", given=each.given, counts=False, remark=each.remark))
            continue
        own, remark = _own_files(each, each.reading, known, changed)
        told.append(_weighed(each, each.reading, remark))
        if not remark:
            cases += each.reading.cases
            for file in own:
                files[file.path] = joined(files.get(file.path), file)
    product = [file for path, file in files.items() if path in tree.product and file.total]
    return Evidence(
        least=least,
        reports=tuple(told),
        files=tuple(sorted(product, key=lambda file: (file.covered - file.total, file.path))),
        untested=untested(tree, files) if any(each.counts and each.about == COVERAGE for each in told) else (),
        cases=tuple(cases),
    )


def _weighed(each: Gathered, reading: Reading, remark: str) -> Weighed:
    return Weighed(
        path=each.path, about=reading.about, format=reading.format, given=each.given, counts=not remark, remark=remark
    )


def _own_files(each: Gathered, reading: Reading, known: Known, changed: Changed) -> tuple[list[FileCoverage], str]:
    """The files of the project that a report of coverage speaks of, and why it does not count, "" where it does."""
    written = min(each.written, reading.stated if reading.stated is not None else each.written)
    if reading.about != COVERAGE:
        return [], _against_tests(each, reading, known, changed, written)
    places = [(located(file.path, reading.sources, each.path, known), file) for file in reading.files]
    own = [msgspec.structs.replace(file, path=path) for path, file in places if path]
    if not places:
        return [], "it names no file with lines that can run"
    if len(own) * LEAST_SHARE < len(places):
        return [], f"{len(own)} of the {len(places)} files that it names are of this project"
    return own, _against_age([file.path for file in own], changed, written)


def _against_tests(each: Gathered, reading: Reading, known: Known, changed: Changed, written: float) -> str:
    if not reading.cases:
        return "it names no test"
    found = [path for path in (located(path, (), each.path, known) for path in reading.paths) if path]
    if reading.paths and len(found) * LEAST_SHARE < len(reading.paths):
        return f"{len(found)} of the {len(reading.paths)} files that it names are of this project"
    return _against_age(_home(each, known), changed, written)


def _home(each: Gathered, known: Known) -> list[str]:
    """The source files that a report of tests is about: those of the nearest folder around it that has some."""
    for folder in PurePosixPath(each.path).parents if not each.given else ():
        inside = [path for path in known.paths if path.startswith(f"{folder}/")] if str(folder) != "." else []
        if inside:
            return inside
    return list(known.paths)


def _against_age(paths: Sequence[str], changed: Changed, written: float) -> str:
    moments = {path: changed(path) for path in paths}
    newest = max(paths, key=lambda path: (moments[path], path), default="")
    return f"older than `{newest}`" if newest and moments[newest] > written + SECOND else ""


def joined(first: FileCoverage | None, second: FileCoverage) -> FileCoverage:
    """What two reports say of one file: a line ran when one of them says so; lines go before mere counts."""
    if first is None:
        return second
    if first.lines and second.lines:
        lines = {line: first.lines.get(line, False) or second.lines.get(line, False) for line in {*first.lines, *second.lines}}
        return msgspec.structs.replace(first, lines=lines)
    return max(first, second, key=lambda file: (bool(file.lines), file.covered))


def untested(tree: Tree, files: Mapping[str, FileCoverage]) -> tuple[Untested, ...]:
    """The product files with controls or services of which no report says that a line ran."""
    found = [
        Untested(path=path, controls=controls, services=services)
        for path, (controls, services) in tree.touched.items()
        if path not in files or not files[path].covered
    ]
    return tuple(sorted(found, key=lambda each: (-each.controls - each.services, each.path)))
