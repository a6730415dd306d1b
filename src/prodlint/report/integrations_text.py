"""Integrations → pages for a person at a terminal: the services, the worst first, then the variables to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prodlint.integration import LIVE, STATES, VERDICTS, Integrations, JudgedCall, JudgedService, JudgedVariable, Spot, Tried
from prodlint.report.model import Style, path_for
from prodlint.report.printable import visible
from prodlint.report.tally import many

MOST_VARIABLES = 20
TO_MEND = ("undeclared", "placeholder", "exposed")
_COLORS = {
    "missing-key": "31;1",
    "placeholder": "31;1",
    "mock": "31;1",
    "sandbox": "33;1",
    "unknown": "33",
    "real": "32",
    "wrong-key": "31;1",
    "refused": "31;1",
    "unreachable": "31;1",
    "unexpected": "31;1",
    "reachable": "32",
    "undeclared": "31;1",
    "exposed": "31;1",
    "strong": "1",
}


_NONE = "No service tried: no key of one is set."


def render(integrations: Integrations, style: Style) -> str:
    """The whole page; without `style.verbose` only the first place of each service, and the variables to mend."""
    live = integrations.live or ()
    if not integrations.services and not integrations.variables and not live:
        return "No services and no variables of the environment found.\n" + ("" if integrations.live is None else f"{_NONE}\n")
    lines = [*_services(integrations, style), *_variables(integrations, style), *_live(live, style)]
    lines += [_total(integrations, style), *([_live_total(live, style)] if integrations.live is not None else [])]
    return "\n".join(lines) + "\n"


def _services(integrations: Integrations, style: Style) -> Iterator[str]:
    for verdict in VERDICTS:
        mine = [each for each in integrations.services if each.verdict == verdict]
        if mine:
            yield _paint(f"{verdict}  {len(mine):,}", verdict, style)
            for each in mine:
                yield from _service(each, integrations.root, style)
            yield ""


def _service(service: JudgedService, root: str, style: Style) -> Iterator[str]:
    place = next(iter((*service.places, *service.mocks)))
    yield f"  {visible(service.name)}  {service.kind}  {_place(place, root, style)}  {visible(service.reason)}"
    if service.calls:
        calls = many(len(service.calls), "call")
        yield f"      {calls}: {service.handled} with the failure caught, {service.limited} with a timeout"
    if service.keys:
        yield f"      keys: {', '.join(map(visible, service.keys))}"
    if service.mocks:
        mocks = ", ".join(f"{visible(each.what)} ({_place(each, root, style)})" for each in service.mocks)
        yield f"      stood in for by: {mocks}"
    if style.verbose:
        yield from (f"      {_place(each, root, style)}  {visible(each.what)}" for each in service.places)
        yield from (f"      {_place(each, root, style)}  {visible(each.callee)}" for each in service.calls)


def _variables(integrations: Integrations, style: Style) -> Iterator[str]:
    ordered = sorted(integrations.variables, key=lambda each: (STATES.index(each.state), each.name))
    listed = ordered if style.verbose else [each for each in ordered if each.state in TO_MEND][:MOST_VARIABLES]
    for state in STATES:
        mine = [each for each in listed if each.state == state]
        if mine:
            yield _paint(f"{state} variables  {sum(each.state == state for each in ordered):,}", state, style)
            yield from (_variable(each, integrations.root, style) for each in mine)
            yield ""


def _variable(variable: JudgedVariable, root: str, style: Style) -> str:
    declared = f", declared at {_place(variable.declared[0], root, style)}" if variable.declared else ""
    return f"  {visible(variable.name)}  read at {_place(variable.reads[0], root, style)}{declared}"


def _live(live: Sequence[Tried], style: Style) -> Iterator[str]:
    """What trying services came to; those that were not tried, by the reason."""
    for verdict in LIVE:
        mine = [each for each in live if each.verdict == verdict]
        if mine:
            yield _paint(f"live: {verdict}  {len(mine):,}", verdict, style)
            yield from _untried(mine) if verdict == "not-tried" else map(_tried, mine)
            yield ""


def _tried(each: Tried) -> str:
    used = "" if each.used else "; it is not used here"
    return f"  {visible(each.service)}  {visible(each.host)}  {visible(each.reason)}{used}"


def _untried(untried: Sequence[Tried]) -> Iterator[str]:
    named: dict[str, list[str]] = {}
    for each in untried:
        named.setdefault(each.reason, []).append(each.service)
    return (f"  {visible(', '.join(names))}  {visible(reason)}" for reason, names in named.items())


def _live_total(live: Sequence[Tried], style: Style) -> str:
    counts = [(verdict, sum(each.verdict == verdict for each in live)) for verdict in LIVE if verdict != "not-tried"]
    tried = sum(count for _, count in counts)
    parts = ", ".join(f"{count:,} {verdict}" for verdict, count in counts if count)
    untried = f"; {len(live) - tried:,} not tried" if tried < len(live) else ""
    return _paint(f"{many(tried, 'service')} tried ({parts}){untried}." if tried else _NONE, "strong", style)


def _total(integrations: Integrations, style: Style) -> str:
    counts = [(verdict, sum(each.verdict == verdict for each in integrations.services)) for verdict in VERDICTS]
    parts = ", ".join(f"{count:,} {verdict}" for verdict, count in counts if count)
    services = many(len(integrations.services), "service")
    variables = many(len(integrations.variables), "variable")
    said = (
        f"{services}{f' ({parts})' if parts else ''}; {variables} of the environment read, {integrations.declared:,} declared."
    )
    return _paint(said, "strong", style)


def _place(spot: Spot | JudgedCall, root: str, style: Style) -> str:
    return f"{visible(path_for(spot.path, root, style))}:{spot.line}"


def _paint(text: str, name: str, style: Style) -> str:
    return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if style.color and name in _COLORS else text
