"""Integrations → one HTML page: the verdicts of each kind of service as bars, and every service and variable in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prodlint.integration import LIVE, STATES, VERDICTS, Integrations, JudgedCall, JudgedService, JudgedVariable, Spot, Tried
from prodlint.report.model import Style
from prodlint.report.page import BarRow, Bars, Column, Headline, Page, Part, Table, html_of
from prodlint.report.printable import legal
from prodlint.report.tally import many

VARIABLE = "variable"
"""What stands in the column of kinds for a variable of the environment."""
MOST_PLACES = 12
NOT_USED = "not used"
"""What stands in the column of verdicts for a service that the project has nothing to do with, and whose key is set."""
TONES = {
    "missing-key": "bad",
    "placeholder": "bad",
    "mock": "bad",
    "sandbox": "fair",
    "unknown": "open",
    "real": "good",
    "undeclared": "bad",
    "exposed": "bad",
    "optional": "good",
    "declared": "good",
    "platform": "good",
}
LIVE_TONES = {
    "wrong-key": "bad",
    "refused": "bad",
    "unreachable": "bad",
    "unexpected": "bad",
    "reachable": "good",
    "not-tried": "open",
}
HINTS = {
    "missing-key": "a variable that it needs is declared nowhere",
    "placeholder": "its key or address stands to be replaced",
    "mock": "what it would answer is made up by the program",
    "sandbox": "it is asked where nothing is real",
    "unknown": "its key is not seen to be read",
    "real": "nothing speaks against it",
}


def render(integrations: Integrations, style: Style) -> str:
    """The whole page, which needs nothing from outside."""
    return html_of(page_of(integrations))


def page_of(integrations: Integrations) -> Page:
    """What the page shows."""
    return Page(
        title="Integrations",
        project=legal(integrations.project),
        headline=_headline(integrations),
        bars=Bars(title="Kinds of services", noun="kinds", column="kind", rows=_bars(integrations.services)),
        table=_table(integrations),
    )


def _headline(integrations: Integrations) -> Headline:
    real = sum(each.verdict == "real" for each in integrations.services)
    variables = many(len(integrations.variables), "variable")
    return Headline(
        figure=f"{real:,} / {len(integrations.services):,}",
        label="services are real",
        note=f"{variables} of the environment read, {integrations.declared:,} declared.",
        column="verdict",
        parts=_parts(integrations.services, HINTS),
    )


def _bars(services: Sequence[JudgedService]) -> tuple[BarRow, ...]:
    kinds: dict[str, list[JudgedService]] = {}
    for each in services:
        kinds.setdefault(each.kind, []).append(each)
    return tuple(_bar(kind, kinds[kind]) for kind in sorted(kinds))


def _bar(kind: str, services: Sequence[JudgedService]) -> BarRow:
    real = sum(each.verdict == "real" for each in services)
    return BarRow(
        name=kind, figure=f"{real} / {len(services)}", detail=f"{real} of {len(services)} real", parts=_parts(services, {})
    )


def _parts(services: Sequence[JudgedService], hints: dict[str, str]) -> tuple[Part, ...]:
    counts = Counter(each.verdict for each in services)
    return tuple(
        Part(name=verdict, count=counts[verdict], tone=TONES[verdict], hint=hints.get(verdict, ""))
        for verdict in reversed(VERDICTS)
    )


def _table(integrations: Integrations) -> Table:
    order = tuple(dict.fromkeys((*VERDICTS, *STATES, NOT_USED)))
    columns: tuple[Column, ...] = (
        Column(key="verdict", title="Verdict", filter=True, order=order, tones=TONES),
        Column(key="name", title="Service or variable", style="name"),
        Column(key="kind", title="Kind", filter=True, style="word"),
        Column(key="keys", title="Keys", style="code"),
        Column(key="calls", title="Calls"),
        Column(key="places", title="Places", style="code"),
        Column(key="reason", title="Reason", style="long"),
    )
    rows: tuple[tuple[str, ...], ...] = (*map(_service, integrations.services), *map(_variable, integrations.variables))
    if integrations.live is not None:
        columns, rows = _with_live(columns, rows, integrations.live)
    return Table(title="Services and variables", noun="entries", columns=columns, rows=rows)


def _service(service: JudgedService) -> tuple[str, ...]:
    calls = f"{len(service.calls)}, {service.handled} caught, {service.limited} with a timeout" if service.calls else ""
    mocks = f"; stood in for by {_listed(service.mocks)}" if service.mocks else ""
    places = _listed((*service.places, *service.calls))
    shown = (service.verdict, service.name, service.kind, ", ".join(service.keys), calls, places, service.reason + mocks)
    return tuple(legal(text) for text in shown)


def _variable(variable: JudgedVariable) -> tuple[str, ...]:
    declared = f"declared at {_listed(variable.declared)}" if variable.declared else "declared nowhere"
    return tuple(legal(text) for text in (variable.state, variable.name, VARIABLE, "", "", _listed(variable.reads), declared))


def _with_live(
    columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], live: Sequence[Tried]
) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    """The table with what trying the services came to, and with those that the project has nothing to do with."""
    tried = {legal(each.service): each for each in live}
    column = Column(key="live", title="Live", filter=True, order=(*LIVE, ""), tones=LIVE_TONES)
    others = (_unused(each) for each in live if not each.used)
    told = (_live(row, tried.get(row[1]) if row[2] != VARIABLE else None) for row in (*rows, *others))
    return (columns[0], column, *columns[1:]), tuple(told)


def _unused(tried: Tried) -> tuple[str, ...]:
    return (NOT_USED, legal(tried.service), "", ", ".join(map(legal, tried.keys)), "", "", "its key is set")


def _live(row: tuple[str, ...], tried: Tried | None) -> tuple[str, ...]:
    """A row with the verdict behind its first cell and the reason behind its last."""
    if tried is None:
        return (row[0], "", *row[1:])
    host = f"{tried.host}: " if tried.host else ""
    return (row[0], tried.verdict, *row[1:-1], f"{row[-1]}; live: {legal(host + tried.reason)}")


def _listed(spots: Sequence[Spot | JudgedCall]) -> str:
    named = list(dict.fromkeys(f"{spot.path}:{spot.line}" for spot in spots))
    further = f" and {len(named) - MOST_PLACES} more" if len(named) > MOST_PLACES else ""
    return ", ".join(named[:MOST_PLACES]) + further
