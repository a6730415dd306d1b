"""What becomes of the answer of a request, and whether what goes on is ever stopped."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import Request, Resource
from prodlint.languages.ecmascript import EcmaScriptFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("ecmascript", load_vocabulary(bundled_folder() / "vocabulary"))


def request(source: str) -> Request:
    (found,) = EcmaScriptFrontEnd("tsx").parse(source.encode(), vocabulary()).facts("request")
    assert isinstance(found, Request)
    return found


def resource(source: str) -> Resource:
    (found,) = EcmaScriptFrontEnd("tsx").parse(source.encode(), vocabulary()).facts("resource")
    assert isinstance(found, Resource)
    return found


@pytest.mark.parametrize(
    ("source", "response"),
    [
        ("async () => { await fetch(u); go(); }", "dropped"),
        ("async () => { const r = await fetch(u); return r.json(); }", "read"),
        ("async () => { const r = await fetch(u); if (!r.ok) throw 1; return r.json(); }", "checked"),
        ("async () => { const r = await fetch(u); log(r.status); return r.json(); }", "checked"),
        ("async () => { const r = await fetch(u); return r; }", "passed"),
        ("async () => { const r = await fetch(u); return look(r); }", "passed"),
        ("async () => { const r = await fetch(u); const d = await r.json(); if (d.error) throw d; }", "checked"),
        ("async () => { const { status } = await fetch(u); return status; }", "checked"),
        ("async () => (await fetch(u)).text()", "read"),
        ("() => fetch(u).then((r) => r.json())", "read"),
        ("() => fetch(u).then((r) => r.ok ? r.json() : null)", "checked"),
        ("() => fetch(u).then(look)", "passed"),
        ("() => fetch(u)", "passed"),
        ("() => { const later = fetch(u); return later; }", "passed"),
        ("() => { fetch(u).catch(tell); }", "dropped"),
    ],
)
def test_what_becomes_of_an_answer(source: str, response: str) -> None:
    assert request(f"const run = {source};").response == response


@pytest.mark.parametrize(
    ("source", "method"),
    [
        ("fetch(u)", "GET"),
        ("fetch(u, { method: 'delete' })", "DELETE"),
        ("fetch(u, { method })", ""),
        ("fetch(u, options)", ""),
        ("fetch(u, { headers })", "GET"),
    ],
)
def test_the_method_is_what_the_options_say(source: str, method: str) -> None:
    assert request(f"const answer = {source};").method == method


def test_of_a_project_s_own_fetch_only_the_path_is_known() -> None:
    found = request('import { fetch } from "./http";\nfetch("/x").then((r) => r.json());')
    assert (found.path, found.base, found.response) == ("/x", "./http#fetch", "passed")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import { apiFetch } from "@/lib/api";\napiFetch("/x", { method: "PUT" });', ("PUT", "/x", "@/lib/api#apiFetch")),
        ('import { apiRequest } from "./api";\napiRequest("POST", "/x", body);', ("POST", "/x", "./api#apiRequest")),
        ('async function getJson(path) {}\ngetJson("/x");', ("", "/x", ".#getJson")),
        ('import useSWR from "swr";\nuseSWR("/x", (u) => fetch(u));', ("", "/x", "")),
        ('import useSWR from "swr";\nuseSWR("/x");', ("", "/x", ".#useSWR")),
        ('import A from "./a";\nclass B extends A { all() { return this.get("/x"); } }', ("GET", "/x", "./a#A")),
        ('import { useApi } from "../api";\nconst { get, post } = useApi();\npost("/x");', ("", "/x", "../api#useApi.post")),
        ('$.getJSON("/x", show);', ("", "/x", "")),
        ('$.ajax({ url: "/x", type: "POST" });', ("POST", "/x", "")),
        ('this.http.delete("/x");', ("DELETE", "/x", "")),
    ],
)
def test_what_asks_in_the_end_is_named_with_what_knows_where_its_paths_begin(
    source: str, expected: tuple[str, str, str]
) -> None:
    found = EcmaScriptFrontEnd("tsx").parse(source.encode(), vocabulary()).facts("request")
    asked = [(each.method, each.path, each.base) for each in found if isinstance(each, Request) and each.path == "/x"]
    assert asked == [expected]


@pytest.mark.parametrize(
    "source",
    [
        'import { request } from "undici";\nrequest("/x");',
        'apiFetch("/x");',
        'import { apiFetch } from "./api";\napiFetch(path);',
        'import { apiFetch } from "./api";\napiFetch("orders");',
        'import A from "lib";\nclass B extends A { all() { return this.get("/x"); } }',
    ],
)
def test_what_comes_from_elsewhere_or_has_no_path_is_no_request(source: str) -> None:
    assert not list(EcmaScriptFrontEnd("tsx").parse(source.encode(), vocabulary()).facts("request"))


def test_a_request_in_a_try_is_guarded() -> None:
    assert request("async function f() { try { await fetch(u); } catch (e) { tell(e); } }").guarded
    assert not request("async function f() { await fetch(u); }").guarded


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("setInterval(tick, 9);", "module"),
        ("function run() { setInterval(tick, 9); }", "function"),
        ("useEffect(() => { setInterval(tick, 9); }, []);", "mount"),
        ("class A { constructor() { setInterval(tick, 9); } }", "function"),
        ("class A { constructor() { setInterval(tick, 9); } render() { return 1; } }", "mount"),
        ("class A { render() { setInterval(tick, 9); return 1; } }", "render"),
    ],
)
def test_where_a_timer_begins(source: str, place: str) -> None:
    assert resource(source).place == place


@pytest.mark.parametrize(
    ("source", "released"),
    [
        ("setInterval(tick, 9);", "never"),
        ("const t = setInterval(tick, 9);", "never"),
        ("const t = setInterval(tick, 9); stop = () => clearInterval(t);", "released"),
        ("const t = setInterval(tick, 9); keep(t);", "unknown"),
        ("const start = () => setInterval(tick, 9);", "unknown"),
        ("window.addEventListener('x', run);", "never"),
        ("window.addEventListener('x', run); window.removeEventListener('x', run);", "released"),
        ("window.addEventListener('x', () => run()); window.removeEventListener('x', () => run());", "other-reference"),
        ("window.addEventListener('x', run, { once: true });", "released"),
        ("window.addEventListener('x', run, { signal });", "released"),
        ("window.addEventListener('x', run); window.removeEventListener('y', run);", "never"),
    ],
)
def test_how_something_that_goes_on_ends(source: str, released: str) -> None:
    assert resource(source).released == released
