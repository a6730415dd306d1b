"""Inventory → pages for a person at a terminal: the controls that do nothing, then the coverage of each screen."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.inventory import VERDICTS, Coverage, Inventory, JudgedControl
from prodlint.report.model import Style, path_for
from prodlint.report.printable import visible
from prodlint.report.tally import many

MOST_CONTROLS = 20
MOST_SCREENS = 30
BAR = 20
"""Characters of a full bar."""
LONGEST_SCREEN = 44
_COLORS = {"inert": "31;1", "unknown": "33", "delegated": "36", "wired": "32", "strong": "1", "faint": "2"}


def render(inventory: Inventory, style: Style) -> str:
    """The whole page; without `style.verbose` only the controls that matter most."""
    if not inventory.controls:
        return f"No controls found.\n{_line(left_out(inventory))}"
    lines = [*_controls(inventory, style), *_screens(inventory, style), *_total(inventory, style)]
    return "\n".join(lines) + "\n" + _line(left_out(inventory))


def _controls(inventory: Inventory, style: Style) -> Iterator[str]:
    ordered = sorted(inventory.controls, key=lambda control: VERDICTS.index(control.verdict))
    listed = ordered if style.verbose else [each for each in ordered if each.verdict in VERDICTS[:2]][:MOST_CONTROLS]
    for verdict in VERDICTS:
        mine = [control for control in listed if control.verdict == verdict]
        if mine:
            yield _paint(f"{verdict}  {getattr(inventory.total, verdict):,}", verdict, style)
            yield from (_control(control, path_for(control.path, inventory.root, style)) for control in mine)
            yield ""
    if len(listed) < len(ordered):
        further = many(len(ordered) - len(listed), "further control")
        yield f"{further}: list all with `--verbose`, `--format json` or `--format html`."
        yield ""


def _control(control: JudgedControl, path: str) -> str:
    named = f'"{visible(control.label)}"' if control.label else f"<{visible(control.tag or control.kind)}>"
    place = f"{visible(path)}:{control.line}"
    return f"  {place}  {control.kind} {named} on {visible(control.screen)}  {visible(control.reason)}"


def _screens(inventory: Inventory, style: Style) -> Iterator[str]:
    worst = worst_first(inventory)
    listed = worst if style.verbose else worst[:MOST_SCREENS]
    width = max(len("screen"), *(len(_short(name)) for name, _ in listed))
    yield _paint(f"{'screen':<{width}}  {'coverage':<{BAR + 9}}  alive  inert  unknown", "strong", style)
    yield from (_row(_short(name), coverage, width, style) for name, coverage in listed)
    if len(listed) < len(worst):
        yield f"… and {many(len(worst) - len(listed), 'screen')} with at least as good a coverage"


def worst_first(inventory: Inventory) -> list[tuple[str, Coverage]]:
    """The screens, those with the least coverage first and those of which nothing is known last."""
    return sorted(inventory.screens.items(), key=lambda item: (_rank(item[1]), -item[1].inert, item[0]))


def _total(inventory: Inventory, style: Style) -> Iterator[str]:
    total = inventory.total
    yield ""
    aside = f", {total.unknown:,} unknown not counted" if total.unknown else ""
    figure = "unknown" if total.percent is None else f"{total.percent:.1f} %"
    words = f"Wiring coverage {figure}: {total.alive:,} of {many(total.judged, 'control')} alive{aside}."
    yield _paint(words, "inert" if total.inert else "wired", style)


def _row(name: str, coverage: Coverage, width: int, style: Style) -> str:
    percent = coverage.percent
    figure = "      –" if percent is None else f"{percent:5.1f} %"
    shade = "inert" if coverage.inert else "unknown" if percent is None else "wired"
    counts = f"{coverage.alive:>5}  {coverage.inert:>5}  {coverage.unknown:>7}"
    return f"{name:<{width}}  {_paint(bar(percent), shade, style)}  {figure}  {counts}"


def bar(percent: float | None) -> str:
    """A bar of plain characters; it is full only at 100 and empty only at 0."""
    if percent is None:
        return "." * BAR
    filled = min(BAR - (percent < 100), max(int(percent > 0), int(percent * BAR / 100)))
    return "#" * filled + "-" * (BAR - filled)


def _rank(coverage: Coverage) -> float:
    return 101.0 if coverage.percent is None else coverage.percent


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= LONGEST_SCREEN else "…" + shown[1 - LONGEST_SCREEN :]


def left_out(inventory: Inventory) -> str:
    """One sentence about what was not listed, "" when there is nothing."""
    parts = [f"{many(inventory.left_out, 'control')} in code that never ships"] if inventory.left_out else []
    parts += [many(count, f"{role} file") for role, count in inventory.unread.items()]
    return f"Not listed: {', '.join(parts)}." if parts else ""


def _line(text: str) -> str:
    return text + "\n" if text else ""


def _paint(text: str, name: str, style: Style) -> str:
    return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if style.color else text
