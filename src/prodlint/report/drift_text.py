"""Drift → one table for a person at a terminal: what only one side has, what differs, and marks of the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from prodlint.report.drift_model import Differing, Drift, Mark, Named, Sides
from prodlint.report.model import Style
from prodlint.report.printable import visible
from prodlint.report.release_lines import cut, paint
from prodlint.report.tally import many

MOST_ROWS = 15
"""Rows of each kind."""
MOST_LINES = 3
"""Lines of marks in one file."""
KIND, SIDE, NAME = 8, 9, 12
"""Characters of columns: what it is, one side, and the least of a name."""
Row = tuple[str, str, str, str]
"""The name, what the sandbox has, what production has, and a remark."""


def render(drift: Drift, style: Style) -> str:
    """The whole page; without a drift one sentence."""
    head = f"Sandbox and production  {visible(drift.sandbox)} and {visible(drift.production)}"
    if drift.is_none:
        same = f"No drift in {many(drift.both, 'file')}."
        return f"{head}\n\n{paint(same, 'good', style)}\n"
    lines = [paint(head, "strong", style), "", *_table(drift, style), "", paint(verdict(drift), "error", style)]
    return "\n".join(lines) + "\n"


def verdict(drift: Drift) -> str:
    """One sentence about what differs."""
    sided = ((drift.screens.all, "screen"), (drift.files.all, "file"), (drift.types.all, "type"))
    lonely = ", ".join(many(count, noun) for count, noun in sided if count)
    parts = (
        (len(drift.marks), f"{many(len(drift.marks), 'mark')} of the sandbox in production"),
        (len(lonely), f"{lonely} on one side only"),
        (len(drift.differing), f"{len(drift.differing):,} of {many(drift.both, 'common file')} different"),
    )
    return f"Drift: {'; '.join(words for count, words in parts if count)}."


def _table(drift: Drift, style: Style) -> Iterator[str]:
    sections: list[tuple[str, list[Row]]] = [
        ("mark", [_marks(path, list(marks)) for path, marks in groupby(drift.marks, key=lambda each: each.path)]),
        ("screen", list(_sided(drift.screens))),
        ("file", list(_sided(drift.files))),
        ("type", list(_sided(drift.types))),
        ("differs", [_differing(each) for each in drift.differing]),
    ]
    shown = [row for _, rows in sections for row in rows[:MOST_ROWS]]
    width = max(NAME, *(len(name) for name, *_ in shown))
    yield paint(f"{'':<{KIND}}  {'name':<{width}}  {'sandbox':>{SIDE}}  {'production':>{SIDE + 1}}", "strong", style)
    for kind, rows in sections:
        yield from (cut(_row(kind, row, width), style) for row in rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            yield f"{kind:<{KIND}}  … {len(rows) - MOST_ROWS:,} more (all with `--format json`)"


def _row(kind: str, row: Row, width: int) -> str:
    name, sandbox, production, remark = row
    return f"{kind:<{KIND}}  {name:<{width}}  {sandbox:>{SIDE}}  {production:>{SIDE + 1}}  {remark}".rstrip()


def _sided(sides: Sides) -> Iterator[Row]:
    """Rows of both sides in turn, so that neither hides the other."""
    rows = [*_only(sides.sandbox, "yes", "–"), *_only(sides.production, "–", "yes")]
    half = max(MOST_ROWS - len(sides.production), (MOST_ROWS + 1) // 2)
    split = min(half, len(sides.sandbox))
    first, rest, second = rows[:split], rows[split : len(sides.sandbox)], rows[len(sides.sandbox) :]
    yield from (*first, *second, *rest)


def _only(named: Iterable[Named], sandbox: str, production: str) -> list[Row]:
    return [
        (visible(each.name), sandbox, production, "" if each.path == each.name else f"in {visible(each.path)}")
        for each in named
    ]


def _marks(path: str, marks: Sequence[Mark]) -> Row:
    lines = ", ".join(str(each.line) for each in marks[:MOST_LINES]) + (", …" if len(marks) > MOST_LINES else "")
    words = f"line{'' if len(marks) == 1 else 's'} {lines}: {visible(marks[0].message)}"
    return visible(path), "", f"{len(marks):,}", words


def _differing(each: Differing) -> Row:
    return visible(each.production), f"+{each.only_in_sandbox:,}", f"+{each.only_in_production:,}", "lines"
