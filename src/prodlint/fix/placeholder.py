"""A placeholder where a key belongs → a read of the environment, named after its service or its holder."""

from __future__ import annotations

import re

from prodlint.edit import Edit
from prodlint.finding import Finding
from prodlint.fix.naming import variable_for
from prodlint.fix.subject import Subject
from prodlint.languages import FAMILIES
from prodlint.names import words_of

HOLDER = re.compile(r"""([A-Za-z_$][\w$]*)["'`]?\s*(?::\s*[\w.?<>\[\] |]{1,60}?)?\s*(?:=|:)\s*$""")
ATTRIBUTE = re.compile(r"[\w-]+=$")
LITERAL = re.compile(r"""(["'`])(?:(?!\1)[^\\\n{}$])*\1""")
CASE = re.compile(r"\bcase\b[^{}]*$")
FOUNDATION = re.compile(
    rb"^\s*(?:@\w+\s+)?import\s+(?:Foundation|UIKit|AppKit|Cocoa|SwiftUI|Combine|CoreData|SwiftData)\b", re.MULTILINE
)
BROWSER = re.compile(
    rb"""["']use client["']|\bimport\.meta\b|\bdocument\.|\bwindow\.|\blocalStorage\b|from\s*["'](?:react|vue|svelte)["']"""
)
"""What says that a script runs where there is no `process`."""
VAGUE = frozenset(
    {
        "default",
        "default_value",
        "value",
        "fallback",
        "text",
        "name",
        "authorization",
        "case",
        "return",
        "type",
        "data",
        "header",
    }
)
"""Names that do not say what they hold."""
MARKUP = frozenset({"html", "vue", "svelte", "kv"})


def read_from_the_environment(finding: Finding, subject: Subject) -> tuple[Edit, ...]:
    """The edits that put the read there, with an import where it needs one; none where the holder has no name."""
    start, end = subject.span(finding)
    literal = subject.source.text[start:end].decode("utf-8", "replace")
    line = subject.line(finding.place.line)[: finding.place.column - 1]
    name = _variable(line)
    if not name or not LITERAL.fullmatch(literal) or " " in literal or subject.language in MARKUP:
        return ()
    name = variable_for(subject, start, literal, name)
    family = FAMILIES[subject.language]
    if family == "python":
        from prodlint.fix.python import read_in_python  # libcst takes a fifth of a second to import

        return read_in_python(subject, finding, name)
    if family == "swift":
        return () if _is_fixed_in_swift(subject, line) else (Edit(start, end, _swift(name)),)
    if subject.language in ("tsx", "vue") or BROWSER.search(subject.source.text):
        return ()
    read = f"process.env.{name}"
    attribute = ATTRIBUTE.search(line) is not None and subject.language in ("tsx", "javascript") and "<" in line
    return (Edit(start, end, f"{{{read}}}" if attribute else read),)


def _is_fixed_in_swift(subject: Subject, before: str) -> bool:
    """Whether a case's raw value stands there, which has to be a literal, or the file has no `ProcessInfo`."""
    return CASE.search(before) is not None or not FOUNDATION.search(subject.source.text)


def _swift(name: str) -> str:
    return f'ProcessInfo.processInfo.environment["{name}"] ?? ""'


def _variable(before: str) -> str:
    """The name of a variable of the environment for what stands before a value, "" where nothing says what it is."""
    found = HOLDER.search(before)
    name = "_".join(words_of(found[1])) if found else ""
    return "" if name in VAGUE or not re.fullmatch(r"[a-z][a-z0-9_]*", name) else name.upper()
