"""Inventory → one HTML page: the coverage of each screen as bars, and every control in a table that filters and sorts."""

from __future__ import annotations

from prodlint.inventory import VERDICTS, Coverage, Inventory, JudgedControl
from prodlint.report.model import Style
from prodlint.report.page import BarRow, Bars, Column, Headline, Page, Part, Table, html_of
from prodlint.report.printable import legal
from prodlint.report.tally import many
from prodlint.report.ui_text import left_out, worst_first

TONES = {"inert": "bad", "unknown": "open", "delegated": "fair", "wired": "good"}
HINTS = {
    "wired": "something happens when it is used",
    "delegated": "what happens is decided by whoever uses it",
    "inert": "nothing happens when it is used",
    "unknown": "it cannot be told; counts on neither side",
}


def render(inventory: Inventory, style: Style) -> str:
    """The whole page, which needs nothing from outside."""
    return html_of(page_of(inventory))


def page_of(inventory: Inventory) -> Page:
    """What the page shows."""
    return Page(
        title="UI wiring",
        project=legal(inventory.project),
        headline=_headline(inventory),
        bars=Bars(
            title="Coverage of each screen",
            noun="screens",
            column="screen",
            rows=tuple(_bar(legal(name), coverage) for name, coverage in worst_first(inventory)),
        ),
        table=_table(inventory),
    )


def _headline(inventory: Inventory) -> Headline:
    total = inventory.total
    aside = f", {total.unknown:,} unknown not counted" if total.unknown else ""
    note = f"{total.alive:,} of {many(total.judged, 'control')} alive{aside}. {left_out(inventory)}"
    return Headline(
        figure=_figure(total), label="wiring coverage", note=note.strip(), column="verdict", parts=_parts(total, HINTS)
    )


def _bar(name: str, coverage: Coverage) -> BarRow:
    aside = f", {coverage.unknown} unknown" if coverage.unknown else ""
    detail = f"{coverage.alive} of {coverage.judged} alive{aside}"
    return BarRow(name=name, figure=_figure(coverage), detail=detail, parts=_parts(coverage, {}))


def _parts(coverage: Coverage, hints: dict[str, str]) -> tuple[Part, ...]:
    return tuple(
        Part(name=verdict, count=getattr(coverage, verdict), tone=TONES[verdict], hint=hints.get(verdict, ""))
        for verdict in reversed(VERDICTS)
    )


def _figure(coverage: Coverage) -> str:
    return "–" if coverage.percent is None else f"{coverage.percent:.1f} %"


def _table(inventory: Inventory) -> Table:
    columns = (
        Column(key="verdict", title="Verdict", filter=True, order=VERDICTS, tones=TONES),
        Column(key="label", title="Control"),
        Column(key="kind", title="Kind", filter=True, style="word"),
        Column(key="screen", title="Screen", filter=True, style="name"),
        Column(key="toolkit", title="Toolkit", filter=True, style="word"),
        Column(key="place", title="Place", style="code"),
        Column(key="reason", title="Reason", style="long"),
    )
    return Table(title="Controls", noun="controls", columns=columns, rows=tuple(map(_row, inventory.controls)))


def _row(control: JudgedControl) -> tuple[str, ...]:
    label = control.label or f"<{control.tag or control.kind}>"
    place = f"{control.path}:{control.line}"
    shown = (control.verdict, label, control.kind, control.screen, control.toolkit, place, control.reason)
    return tuple(legal(text) for text in shown)
