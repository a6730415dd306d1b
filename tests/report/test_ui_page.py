"""The page of `prodlint ui --format html` in a real browser: it opens from disk, filters, and shows what the JSON says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import Browser, find_chromium
from running import prodlint, write

pytestmark = pytest.mark.skipif(not find_chromium(), reason="no Chromium here; name one in $CHROMIUM")

HARBOR = Path(__file__).parent.parent.parent / "fixtures/projects/harbor"
HOSTILE = """
export const Page = ({ go }) => <>
  <button onClick={go} aria-label={"</script><script>window.owned = 1</script>"} />
  <button onClick={go}>{"<img src=x onerror=window.owned=1>"}</button>
  <button onClick={go}>{"]]> --> ${window.owned=1} \\u2028 &amp;amp;"}</button>
</>;
"""
ROWS = "[...document.querySelectorAll('#body tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
TAB, ENTER, DOWN = ("Tab", 9), ("Enter", 13, "\r"), ("ArrowDown", 40)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(find_chromium(), tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of the example project lies on disk."""
    page = tmp_path_factory.mktemp("page") / "ui.html"
    assert prodlint("ui", HARBOR, "--no-cache", "--format", "html", "--output", page).status == 0
    return page.as_uri()


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What `--format json` says of the same project."""
    content: dict[str, Any] = prodlint("ui", HARBOR, "--no-cache", "--format", "json").json
    return content


def labels(controls: list[dict[str, Any]], **wanted: str) -> list[str]:
    """The labels of the controls that have these values, of those without one the tag; sorted."""
    return sorted(
        each["label"] or f"<{each['tag']}>" for each in controls if all(each[key] == value for key, value in wanted.items())
    )


def shown(browser: Browser, column: int = 1) -> list[str]:
    """One column of the table as it is shown."""
    return [row[column] for row in browser.value(ROWS)]


def choose(browser: Browser, column: str, value: str) -> None:
    """Choose in a list as the page's own reader would."""
    browser.value(
        f"(() => {{ const list = document.getElementById('filter-{column}'); list.value = {json.dumps(value)};"
        " list.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


def test_it_opens_from_disk_and_shows_every_control_of_the_json(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(address)
    rows = browser.value(ROWS)
    columns = ("verdict", "kind", "screen", "toolkit", "reason")
    listed = [[f"{each['path']}:{each['line']}", *(each[key] for key in columns)] for each in told["controls"]]
    assert sorted([row[5], row[0], *row[2:5], row[6]] for row in rows) == sorted(listed)
    assert {row[1] for row in rows} >= set(labels(told["controls"])) - {""}


def test_it_shows_the_coverage_of_the_json(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(address)
    browser.value("document.getElementById('more-bars').click()")
    bars = browser.value(
        "[...document.querySelectorAll('#bars button')].map((bar) =>"
        " [bar.querySelector('.name').textContent, parseFloat(bar.querySelector('.percent').textContent)])"
    )
    assert dict(bars) == told["coverage"]["screens"]
    assert browser.value("parseFloat(document.getElementById('figure').textContent)") == told["coverage"]["total"]


@pytest.mark.parametrize(("column", "value"), [("verdict", "inert"), ("toolkit", "tkinter"), ("screen", "SettingsView")])
def test_its_lists_filter_the_table(browser: Browser, address: str, told: dict[str, Any], column: str, value: str) -> None:
    browser.open(address)
    choose(browser, column, value)
    assert sorted(shown(browser)) == labels(told["controls"], **{column: value})


def test_filters_add_up_and_the_count_says_so(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(address)
    choose(browser, "verdict", "inert")
    choose(browser, "toolkit", "react")
    expected = labels(told["controls"], verdict="inert", toolkit="react")
    count = browser.value("document.querySelector('[aria-live=polite]').textContent")
    assert (sorted(shown(browser)), count) == (expected, f"{len(expected)} of {len(told['controls'])} controls")


def test_the_address_holds_the_filters(browser: Browser, address: str) -> None:
    browser.open(address)
    choose(browser, "verdict", "inert")
    browser.open(browser.value("location.href"))
    assert set(shown(browser, 0)) == {"inert"}
    assert browser.value("document.getElementById('filter-verdict').value") == "inert"


def test_a_bar_filters_by_its_screen_and_a_second_press_takes_it_back(browser: Browser, address: str) -> None:
    browser.open(address)
    press = "document.querySelector('#bars button').click()"
    browser.value(press)
    once = set(shown(browser, 3))
    browser.value(press)
    assert (once, len(set(shown(browser, 3))) > 1) == ({"Desk"}, True)


def test_clearing_the_filters_shows_everything(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(f"{address}#verdict=inert&q=zzz")
    none = browser.value("[document.getElementById('nothing').hidden, document.querySelectorAll('#body tr').length]")
    browser.value("document.getElementById('reset').click()")
    assert (none, len(shown(browser))) == ([False, 0], len(told["controls"]))


def test_a_heading_sorts_up_and_then_down(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(address)
    press = "document.querySelector('th[data-key=place] button').click()"
    browser.value(press)
    up = shown(browser, 5)
    browser.value(press)
    assert up[0].startswith("desk/harbor_desk.py:")
    assert shown(browser, 5) == up[::-1]
    assert browser.value("document.querySelector('th[data-key=place]').getAttribute('aria-sort')") == "descending"


def test_the_worst_verdicts_come_first(browser: Browser, address: str) -> None:
    browser.open(address)
    assert list(dict.fromkeys(shown(browser, 0))) == ["inert", "unknown", "delegated", "wired"]


def test_the_keyboard_is_enough(browser: Browser, address: str, told: dict[str, Any]) -> None:
    browser.open(address)
    browser.press(*TAB)
    browser.press(*ENTER)
    browser.press(*TAB)
    browser.type("with crew")
    assert browser.value("document.activeElement.id") == "q"
    assert shown(browser) == ["Share with crew"]
    browser.press(*TAB)
    assert browser.value("document.activeElement.id") == "filter-verdict"


def test_everything_that_can_be_used_has_a_name(browser: Browser, address: str) -> None:
    browser.open(address)
    nameless = (
        "[...document.querySelectorAll('button, input, select')].filter((each) => !each.hidden &&"
        " !(each.textContent.trim() || each.labels?.length || each.ariaLabel)).length"
    )
    assert browser.value(nameless) == 0


def test_hostile_labels_are_only_text(browser: Browser, tmp_path: Path) -> None:
    write(tmp_path / "project/Page.jsx", HOSTILE)
    page = tmp_path / "ui.html"
    prodlint("ui", tmp_path / "project", "--no-cache", "--format", "html", "--output", page)
    browser.open(page.as_uri())
    assert browser.value("window.owned === undefined && document.querySelectorAll('img, iframe').length === 0")
    assert "</script><script>window.owned = 1</script>" in shown(browser)
    assert "<img src=x onerror=window.owned=1>" in shown(browser)


def test_hostile_filters_in_the_address_are_only_text(browser: Browser, address: str) -> None:
    browser.open(f"{address}#q=%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D1%3E&sort=__proto__&verdict=constructor")
    assert browser.value("window.owned === undefined && document.querySelectorAll('img').length === 0")


def test_nothing_is_fetched_from_outside(browser: Browser, address: str) -> None:
    browser.open(address)
    assert browser.value("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_follows_the_readers_colours(browser: Browser, address: str, scheme: str, dark: bool) -> None:
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(address)
    shade = browser.value("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (shade < 128) == dark


def test_a_narrow_window_needs_no_scrolling_sideways(browser: Browser, address: str) -> None:
    browser.send("Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=1, mobile=True)
    browser.open(address)
    assert browser.value("document.documentElement.scrollWidth") <= 360
    browser.send("Emulation.clearDeviceMetricsOverride")


def test_many_controls_are_shown_in_pieces(browser: Browser, tmp_path: Path) -> None:
    rows = "\n".join(f"<button onClick={{go}}>Row {number}</button>" for number in range(700))
    write(tmp_path / "project/Page.jsx", f"export const Page = ({{ go }}) => <>{rows}</>;")
    page = tmp_path / "ui.html"
    prodlint("ui", tmp_path / "project", "--no-cache", "--format", "html", "--output", page)
    browser.open(page.as_uri())
    first = browser.value("[document.querySelectorAll('#body tr').length, document.getElementById('more-rows').textContent]")
    browser.value("document.getElementById('more-rows').click()")
    assert (first, len(shown(browser))) == ([500, "Show 200 more controls"], 700)
