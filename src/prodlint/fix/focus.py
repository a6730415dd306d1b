"""A focused test → the same test without its focus."""

from __future__ import annotations

import re

from prodlint.edit import Edit
from prodlint.finding import Finding
from prodlint.fix.subject import Subject

MEMBER = re.compile(rb"[\w$]+(?:\.(?!only\b)[\w$]+)*?(\.only)\b(?=[\s.(<`])")
PREFIX = re.compile(rb"(f)(?:it|describe|test|context)\b")
"""How a test is focused: `it.only(…)`, and Jasmine's `fit(…)`."""


def without_focus(finding: Finding, subject: Subject) -> tuple[Edit, ...]:
    """One edit that takes away the focus, none where it is an option of the test."""
    start, _ = subject.span(finding)
    found = MEMBER.match(subject.source.text, start) or PREFIX.match(subject.source.text, start)
    return (Edit(*found.span(1)),) if found else ()
