"""A suppression that suppresses nothing → the comment without the name that is not found, or without the whole of it."""

from __future__ import annotations

import re

from prodlint.edit import Edit
from prodlint.finding import Finding
from prodlint.fix.subject import Subject
from prodlint.suppress import Suppression, find_suppressions

IDLE = re.compile(r"`([^`]+)` is allowed here, but not found here\.")
REMOVABLE = ("allow", "allow-file")
"""Verbs that stand alone: a pair of start and end is left to a person."""
WHOLE_LINE = re.compile(
    rb"""(?x) [ \t]*
    (?: (?: ///? | \# ) [ \t]* prodlint: [^\r\n]*
      | \{? /\*+ [ \t]* prodlint: [^\r\n]* \*/ \}?
      | <!-- [ \t]* prodlint: [^\r\n]* -->
    ) [ \t]* (?: \r?\n | \Z )"""
)
BEHIND_CODE = re.compile(
    rb"""(?x) [ \t]*
    (?: (?: // | \# ) [ \t]* prodlint: [^\r\n]*
      | /\* [ \t]* prodlint: (?: (?!\*/) [^\r\n] )* \*/ [ \t]*
      | <!-- [ \t]* prodlint: (?: (?!-->) [^\r\n] )* --> [ \t]*
    ) (?= \r?\n | \Z )"""
)
"""A comment that is nothing but a directive, on a line of its own, and behind code."""


def without_suppression(finding: Finding, subject: Subject) -> tuple[Edit, ...]:
    """One edit, none where the comment says more, is one of a pair, or has an unknown name, which may mean a rule."""
    source = subject.source
    found = find_suppressions(source.text, subject.comments, source.place)
    directive = next((each for each in found if each.place == finding.place and each.verb in REMOVABLE), None)
    if directive is None or directive.misplaced or IDLE.match(finding.message) is None:
        return ()
    if not subject.known.issuperset(directive.names):
        return ()
    beside = (IDLE.match(each.message) for each in subject.findings if each.place == finding.place)
    idle = {each[1] for each in beside if each is not None}
    kept = [name for name in directive.names if name not in idle]
    return _with_names(directive, kept, subject, finding) if kept else _without_comment(subject, finding)


def _with_names(directive: Suppression, kept: list[str], subject: Subject, finding: Finding) -> tuple[Edit, ...]:
    """The edit that leaves only some of the names that a directive lists, with commas: without them some may be no names."""
    start, _ = subject.span(finding)
    text = subject.source.text
    end = text.find(b"\n", start)
    listed = rb"[ \t]*,[ \t]*".join(re.escape(name.encode()) for name in directive.names)
    found = re.compile(rb"(?<![\w-])" + listed + rb"(?![\w-])").search(text, start, end if end >= 0 else len(text))
    return (Edit(*found.span(), ", ".join(kept)),) if found else ()


def _without_comment(subject: Subject, finding: Finding) -> tuple[Edit, ...]:
    """The edit that takes the whole comment away, with its line when it has one of its own."""
    text = subject.source.text
    start, _ = subject.span(finding)
    line = subject.source.line_start(finding.place.line - 1)
    own = WHOLE_LINE.match(text, line)
    if own and not re.match(rb"[ \t]*\*/", text[own.end() : own.end() + 80]):
        return (Edit(line, own.end()),)
    behind = next((each for each in BEHIND_CODE.finditer(text, line) if each.start() < start < each.end()), None)
    return (Edit(*behind.span()),) if behind and behind.start() > line else ()
