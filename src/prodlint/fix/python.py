"""The read of a variable of the environment in a Python file, and the import that it needs, by libcst."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from prodlint.edit import Edit
from prodlint.finding import Finding
from prodlint.fix.subject import Subject

SHADOWED = re.compile(rb"\bdef\s+\w+\([^()]*\bos\b|^\s*os\s*(?::[^=\n]+)?=|\bas\s+os\b|\bfor\s+os\b", re.MULTILINE)
"""Where `os` is something else in a file."""


def read_in_python(subject: Subject, finding: Finding, name: str) -> tuple[Edit, ...]:
    """The edits for one text; none where it is a part of a longer one, of a pattern or of a docstring."""
    try:
        wrapper = MetadataWrapper(cst.parse_module(subject.source.text.decode()), unsafe_skip_copy=True)
    except (cst.ParserSyntaxError, UnicodeDecodeError, RecursionError):
        return ()
    place = finding.place
    node = _text_at(wrapper, place.line, place.column - 1)
    if node is None or SHADOWED.search(subject.source.text):
        return ()
    start, end = subject.span(finding)
    read = Edit(start, end, f'os.environ["{name}"]')
    return (*_import_os(wrapper.module, subject.source.text), read)


def _text_at(wrapper: MetadataWrapper, line: int, column: int) -> cst.SimpleString | None:
    """The text that begins at a line, 1-based, and a column, 0-based, and that is a whole value."""
    places, parents = wrapper.resolve(PositionProvider), wrapper.resolve(ParentNodeProvider)
    for node, span in places.items():
        if isinstance(node, cst.SimpleString) and (span.start.line, span.start.column) == (line, column):
            kept = cst.ConcatenatedString | cst.MatchValue | cst.Expr | cst.Annotation | cst.Param
            return None if isinstance(parents.get(node), kept) or _in_a_text(node, parents) else node
    return None


def _in_a_text(node: cst.CSTNode, parents: Mapping[cst.CSTNode, cst.CSTNode]) -> bool:
    """Whether a value stands in an f-string, where before Python 3.12 its quotes would end the text."""
    outer = parents.get(node)
    while outer is not None and not isinstance(outer, cst.BaseStatement):
        if isinstance(outer, cst.FormattedString):
            return True
        outer = parents.get(outer)
    return False


def _import_os(module: cst.Module, text: bytes) -> tuple[Edit, ...]:
    """The edit that imports `os` at the top, none where it is imported there."""
    context = CodemodContext()
    AddImportsVisitor.add_needed_import(context, "os")
    after = AddImportsVisitor(context).transform_module(module).code
    before = text.decode()
    if after == before:
        return ()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for each in old:
        starts.append(starts[-1] + len(each.encode()))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Edit(starts[a], starts[b], "".join(new[c:d])) for tag, a, b, c, d in steps if tag != "equal")
