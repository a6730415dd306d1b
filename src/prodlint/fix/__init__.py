"""Findings → what mends them, by kind: this table lists the kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from prodlint.edit import Edit, Fix, change_of, edited
from prodlint.finding import Finding
from prodlint.fix.focus import without_focus
from prodlint.fix.placeholder import read_from_the_environment
from prodlint.fix.subject import Subject
from prodlint.fix.suppression import without_suppression
from prodlint.languages import front_end
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary

__all__ = ["FIXERS", "Kind", "fixes_of"]

UNFIT = frozenset({"notebook", "interface-builder", "qt-form"})
"""Languages whose text is not that of the file."""


class Kind:
    """How findings of one rule are mended, in words and in deed."""

    def __init__(self, says: str, fix: Callable[[Finding, Subject], tuple[Edit, ...]], *, unsafe: bool = False) -> None:
        self.says = says
        self.fix = fix
        self.unsafe = unsafe


FIXERS: Mapping[str, Kind] = MappingProxyType(
    {
        "focused-test": Kind("Remove the focus.", without_focus),
        "unused-suppression": Kind("Remove the unused suppression.", without_suppression),
        "placeholder-key": Kind("Read the value from the environment.", read_from_the_environment, unsafe=True),
    }
)
"""Rule → how its findings are mended."""


def fixes_of(
    source: Source,
    language: str,
    findings: Iterable[Finding],
    known: frozenset[str],
    vocabulary: Vocabulary,
    declared: Iterable[str] = (),
) -> dict[str, Fix]:
    """Fingerprint of a finding → what mends it.  Nothing is mended in a file that has syntax errors, or would have some.

    `known` are the ids of all rules and gates, `declared` the variables of the environment that the project's files declare.
    """
    asked = [each for each in findings if each.rule in FIXERS and not each.suppressed]
    if not asked or language in UNFIT or source.lines:
        return {}
    parsed = front_end(language).parse(source.text, vocabulary)
    subject = Subject(source, language, vocabulary, parsed, tuple(asked), known, frozenset(declared))
    if subject.broken:
        return {}
    found = {each.fingerprint: _fix(each, subject) for each in asked if subject.shows(each)}
    kept = {print_: fix for print_, fix in found.items() if fix is not None}
    return {print_: fix for print_, fix in kept.items() if _parses(source, language, fix, vocabulary)}


def _fix(finding: Finding, subject: Subject) -> Fix | None:
    kind = FIXERS[finding.rule]
    edits = tuple(sorted(kind.fix(finding, subject)))
    if not edits:
        return None
    changes = tuple(change_of(subject.source, edit) for edit in edits)
    return Fix(edits=edits, says=kind.says, unsafe=kind.unsafe, changes=changes)


def _parses(source: Source, language: str, fix: Fix, vocabulary: Vocabulary) -> bool:
    return not front_end(language).parse(edited(source.text, fix.edits), vocabulary).errors
