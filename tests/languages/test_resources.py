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


@pytest.mark.parametrize(
    ("effect", "released"),
    [
        ('window.addEventListener("resize", f); return () => window.removeEventListener("resize", f);', "released"),
        ('window.addEventListener("resize", f); return () => self.removeEventListener("resize", f);', "released"),
        ('window.addEventListener("resize", f); return () => box.removeEventListener("resize", f);', "released"),
        ('window.addEventListener("resize", f); return () => document.removeEventListener("resize", f);', "other-target"),
        ('window.addEventListener("resize", f, true); return () => window.removeEventListener("resize", f);', "other-phase"),
        ('window.addEventListener("resize", f, o); return () => window.removeEventListener("resize", f);', "released"),
        ('window.addEventListener("resize", f); return () => window.removeEventListener("resize", g);', "other-reference"),
        ('window.addEventListener("resize", f); return () => window.removeEventListener("resize", h);', "unknown"),
        ('window.addEventListener("resize", f); return () => window.removeEventListener("online", f);', "never"),
        ('window.addEventListener("resize", f); return () => window.removeEventListener(name, f);', "released"),
        ('const c = new AbortController(); window.addEventListener("resize", f, { signal: c.signal });', "never"),
        ('const c = new AbortController(); window.addEventListener("resize", f, { signal: c.signal }); keep(c);', "released"),
        ('window.addEventListener("resize", f, { once: true });', "released"),
    ],
)
def test_a_listener_is_removed_by_the_same_function_from_the_same_target_for_the_same_phase(effect: str, released: str) -> None:
    code = f"function Box({{ h, o }}) {{ const f = () => fit(); const g = () => lay(); useEffect(() => {{ {effect} }}, []); }}"
    assert resource(code, "tsx", "ecmascript").released == released


def test_a_handle_means_the_variable_of_its_own_function() -> None:
    code = """function Rates() { useEffect(() => { const t = setInterval(f, 1); return () => clearInterval(t); }, []); }
function News() { useEffect(() => { const t = setInterval(g, 1); }, []); }
"""
    found = front_end("tsx").parse(code.encode(), vocabulary("ecmascript")).facts("resource")
    assert [each.released for each in found if isinstance(each, Resource)] == ["released", "never"]
