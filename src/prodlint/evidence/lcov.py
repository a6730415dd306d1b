"""LCOV trace files (`geninfo(1)`, section FILES): `SF:` begins a file, `DA:line,hits` tells of a line."""

from __future__ import annotations

from prodlint.evidence.model import COVERAGE, Broken, FileCoverage, Reading

OTHERS = ("TN:", "FN", "BR", "LF:", "LH:", "VER:", "MC", "BA:", "#")
"""How lines begin that say nothing of lines that ran (also those with `DA` and `H` behind, such as `FNDA:`)."""


def reading_of(text: bytes) -> Reading:
    """What a trace file says.  Raises Broken."""
    files: dict[str, dict[int, bool]] = {}
    lines: dict[int, bool] | None = None
    for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), start=1):
        word = line.strip()
        if word.startswith("SF:"):
            lines = files.setdefault(word[3:], {})
        elif word == "end_of_record":
            lines = None
        elif word.startswith("DA:") and lines is not None:
            _add(word[3:], lines, number)
        elif word and not word.startswith(OTHERS):
            raise Broken(f"line {number} belongs to no format of reports that prodlint reads")
    if lines is not None:
        raise Broken("it ends in the middle of a file (no `end_of_record`)")
    return Reading(
        about=COVERAGE,
        format="LCOV",
        files=tuple(FileCoverage(path=path, lines=lines) for path, lines in files.items()),
    )


def _add(word: str, lines: dict[int, bool], number: int) -> None:
    parts = word.split(",")
    try:
        line, hits = int(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        raise Broken(f"line {number} is no line of LCOV") from None
    lines[line] = lines.get(line, False) or hits > 0
