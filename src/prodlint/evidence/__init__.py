"""Reports that test runners wrote → what they say about files and tests: plain values.  No I/O, nothing is executed.

A report is told by what it says, not by its name; every format has a module that names the source of its shape.
"""

from __future__ import annotations

from prodlint.evidence import documents, lcov, xml
from prodlint.evidence.model import Broken, Reading

__all__ = ["Broken", "Reading", "reading_of"]


def reading_of(raw: bytes) -> Reading:
    """What a report says.  Raises Broken for what is none, or one that is damaged."""
    text = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise Broken("it is empty")
    if text.startswith(b"<") or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml.reading_of(raw)
    if text.startswith((b"{", b"[")):
        return documents.reading_of(text)
    return lcov.reading_of(text)
