"""Findings of a report → the fixes of their files, and the files with their fixes done."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

import msgspec

from prodlint.credentials import without_credentials
from prodlint.edit import Fix, edited
from prodlint.environment import declared_in
from prodlint.finding import Finding
from prodlint.fix import FIXERS, fixes_of
from prodlint.hashes import real_path
from prodlint.languages import FAMILIES, language_of
from prodlint.read import source_of
from prodlint.report.model import Report
from prodlint.rulebook.book import RuleBook
from prodlint.source import Source

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-8"))
WESTERN = ("cp1252", "latin-1")


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """A file before and after: `path` as findings have it, `absolute` on the disk, `raw` as it was read, `after` to be written,
    `text` and `mended` the same as UTF-8, and how many findings that mends.
    """

    path: str
    absolute: str
    raw: bytes
    after: bytes
    text: bytes
    mended: bytes
    count: int


def with_fixes(report: Report, book: RuleBook) -> Report:
    """The report with what mends its findings, by their fingerprints."""
    fixes: dict[str, Fix] = {}
    for path, findings in _by_file(report.findings).items():
        read = _read(report, path)
        if read is not None:
            fixes |= _fixes(report, read[2], findings, book)
    return msgspec.structs.replace(report, fixes=fixes)


def mended(report: Report, book: RuleBook, *, unsafe: bool) -> list[Mended]:
    """Each file that fixes change, in the order of paths; files that cannot be written as they were read are left alone."""
    done = []
    for path, findings in sorted(_by_file(report.findings).items()):
        read = _read(report, path)
        fixes = _fixes(report, read[2], findings, book) if read is not None else {}
        chosen = [fix for fix in fixes.values() if unsafe or not fix.unsafe]
        if read is None or not chosen:
            continue
        absolute, raw, source = read
        text = edited(source.text, [edit for fix in chosen for edit in fix.edits])
        after = _encoded(raw, source.text, text)
        if after is not None and after != raw:
            done.append(
                Mended(
                    path=path,
                    absolute=str(absolute),
                    raw=raw,
                    after=after,
                    text=source.text,
                    mended=text,
                    count=len(chosen),
                )
            )
    return done


def is_unchanged(file: Mended) -> bool:
    """Whether the file on the disk is still the one that was read."""
    try:
        return Path(file.absolute).read_bytes() == file.raw
    except OSError:
        return False


def diff_of(file: Mended) -> str:
    """What changes in a file, as a unified diff in which no credential can be read."""
    before, after = (text.decode("utf-8", "replace").splitlines(keepends=True) for text in (file.text, file.mended))
    lines = unified_diff(before, after, f"a/{file.path}", f"b/{file.path}")
    shown = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return without_credentials("".join(shown))


def _by_file(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.rule in FIXERS and not each.suppressed:
            found[each.path].append(each)
    return found


def _read(report: Report, path: str) -> tuple[Path, bytes, Source] | None:
    absolute = Path(report.root) / real_path(Path(report.root), path)
    try:
        raw = absolute.read_bytes()
    except (OSError, ValueError):
        return None
    source = source_of(path, raw, language_of(path)) if language_of(path) else None
    return (absolute, raw, source) if isinstance(source, Source) else None


def _fixes(report: Report, source: Source, findings: list[Finding], book: RuleBook) -> dict[str, Fix]:
    language = language_of(source.path)
    declared = _declared(Path(report.root), source.path)
    return fixes_of(source, language, findings, book.known, book.vocabulary(FAMILIES[language]), declared)


def _declared(root: Path, path: str) -> set[str]:
    """The variables of the environment that `.env` files beside a file declare, or above it up to the root."""
    folders = [root / each for each in Path(path).parents]
    declared: set[str] = set()
    for file in sorted(each for folder in folders for each in folder.glob(".env*") if each.is_file()):
        with suppress(OSError):  # what nobody may read declares nothing that a fix could name
            declared |= {each.variable for each in declared_in(file.name, "dotenv", file.read_bytes()).declared}
    return declared


def _encoded(raw: bytes, before: bytes, after: bytes) -> bytes | None:
    """The text as the file has its bytes, None where these are not known to come back as they were."""
    for mark, encoding in (*MARKS, *((b"", name) for name in WESTERN)):
        if raw.startswith(mark) and _as(before, mark, encoding) == raw:
            return _as(after, mark, encoding)
    return None


def _as(text: bytes, mark: bytes, encoding: str) -> bytes | None:
    try:
        return mark + text.decode("utf-8").encode(encoding)
    except UnicodeError:
        return None
