"""What goes on or stays open until somebody ends it, in each language."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import Resource
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary(family: str) -> Vocabulary:
    return Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))


def resource(source: str, language: str, family: str) -> Resource:
    (found,) = front_end(language).parse(source.encode(), vocabulary(family)).facts("resource")
    assert isinstance(found, Resource)
    return found


@pytest.mark.parametrize(
    ("body", "released"),
    [
        ("f = open(p)\n    return f.read()", "never"),
        ("f = open(p)\n    text = f.read()\n    f.close()\n    return text", "released"),
        ("f = open(p)\n    with f:\n        return f.read()", "released"),
        ("f = open(p)\n    return json.load(f)", "never"),
        ("f = open(p)\n    return f", "unknown"),
        ("f = open(p)\n    keep(f)", "unknown"),
        ("global f\n    f = open(p)", "unknown"),
        ("self.f = open(p)", "unknown"),
        ("return open(p).read()", "unknown"),
        ("db = next(get_db())\n    return Store(db)", "never"),
        ("db = next(get_db())\n    db.close()", "released"),
    ],
)
def test_a_handle_of_python_is_closed_given_away_or_forgotten(body: str, released: str) -> None:
    assert resource(f"def run(p):\n    {body}\n", "python", "python").released == released


@pytest.mark.parametrize(
    ("effect", "released"),
    [
        ("const s = new WebSocket(url); s.onmessage = show;", "never"),
        ("const s = new WebSocket(url); s.onmessage = show; return () => s.close();", "released"),
        ("const s = new WebSocket(url); keep(s);", "unknown"),
        ("socket.current = new WebSocket(url); return () => socket.current?.close();", "released"),
        ("new ResizeObserver(measure).observe(box);", "never"),
        ("return keep(new WebSocket(url));", "unknown"),
        ("store.subscribe(show);", "never"),
        ("const stop = store.subscribe(show); return stop;", "unknown"),
    ],
)
def test_what_an_effect_opens_is_closed_handed_on_or_forgotten(effect: str, released: str) -> None:
    found = resource(f"function Feed() {{ useEffect(() => {{ {effect} }}, []); return null; }}", "tsx", "ecmascript")
    assert (found.kind, found.place, found.released) == ("observer", "mount", released)


@pytest.mark.parametrize(
    ("component", "place"),
    [
        ("function Feed() { const s = new WebSocket(url); return <List of={s} />; }", "render"),
        ("function Feed() { if (!s.current) s.current = new WebSocket(url); return <List of={s} />; }", "function"),
        ("function Feed() { const open = () => new WebSocket(url); return <List open={open} />; }", "function"),
        ("function useFeed() { const [a, b] = useState(0); new WebSocket(url); return a; }", "render"),
        ("function feed() { return new WebSocket(url); }", "function"),
        ("const s = new WebSocket(url);", "module"),
    ],
)
def test_what_a_component_opens_outside_an_effect_is_opened_at_each_drawing(component: str, place: str) -> None:
    assert resource(component, "tsx", "ecmascript").place == place


@pytest.mark.parametrize(
    ("body", "kind", "released"),
    [
        ("Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in tick() }", "timer", "never"),
        ("t = Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in tick() }", "timer", "unknown"),
        ("let t = Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in tick() }", "timer", "never"),
        ("let t = Timer.scheduledTimer(withTimeInterval: 1, repeats: true) { _ in tick() }; keep(t)", "timer", "unknown"),
        ("link = CADisplayLink(target: self, selector: s)", "timer", "released"),
        ("_ = center.addObserver(forName: n, object: nil, queue: nil) { _ in tick() }", "observer", "never"),
        ("all.append(center.addObserver(forName: n, object: nil, queue: nil) { _ in tick() })", "observer", "unknown"),
        ("onTick = { self.tick() }", "closure", "never"),
        ("Task { while true { await self.tick() } }", "task", "never"),
    ],
)
def test_what_a_view_controller_begins_is_ended_handed_on_or_forgotten(body: str, kind: str, released: str) -> None:
    code = f"""final class Clock: UIViewController {{
    var link: CADisplayLink?
    var onTick: (() -> Void)?
    func begin() {{
        {body}
    }}
    func end() {{ link?.invalidate() }}
}}
"""
    found = resource(code, "swift", "swift")
    assert (found.kind, found.released) == (kind, released)
