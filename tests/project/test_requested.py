"""Whether a server of the project answers what its front end asks for, across files."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, write

SERVER = """
const express = require("express");

const app = express();
app.get("/api/orders", rows);
app.post("/api/orders", place);
app.get("/api/orders/:number", show);
"""
REWRITES = "module.exports = {{ rewrites: async () => [{{ source: '{source}', destination: '{target}' }}] }};\n"
FRONT = 'export const place = () => fetch("/api/order", { method: "POST" }).then(checked);\n'


def findings(folder: Path, files: dict[str, str]) -> list[dict[str, object]]:
    for name, text in files.items():
        write(folder / name, text)
    listed: list[dict[str, object]] = check_json("--no-cache", "--select", "missing-endpoint", folder).json["findings"]
    return listed


def test_the_message_names_the_nearest_path_that_is_served(project: Path) -> None:
    (finding,) = findings(project, {"server.js": SERVER, "web/place.ts": FRONT})
    assert finding["message"] == "`POST /api/order` is served nowhere; `/api/orders` is."


def test_a_method_that_the_path_does_not_serve_is_told_with_the_one_that_it_serves(project: Path) -> None:
    remove = 'export const remove = () => fetch("/api/orders/7", { method: "DELETE" }).then(checked);\n'
    (finding,) = findings(project, {"server.js": SERVER, "web/place.ts": remove})
    assert finding["message"] == "`DELETE /api/orders/7` is served nowhere; `GET /api/orders/:number` is."


def test_the_place_of_the_nearest_route_is_related(project: Path) -> None:
    (finding,) = findings(project, {"server.js": SERVER, "web/place.ts": FRONT})
    related = finding["related"]
    assert isinstance(related, list)
    assert [(each["path"], each["line"]) for each in related] == [("server.js", 5)]


def test_a_client_that_another_file_makes_puts_its_base_before_the_path(project: Path) -> None:
    client = 'import axios from "axios";\n\nconst api = axios.create({ baseURL: "/api" });\nexport default api;\n'
    use = (
        'import api from "../lib/api";\n\nexport const a = () => api.get("/orders");\nexport const b = () => api.get("/old");\n'
    )
    (finding,) = findings(project, {"server.js": SERVER, "web/lib/api.ts": client, "web/src/orders.ts": use})
    assert finding["line"] == 4


def test_a_base_that_another_file_names_puts_its_path_before(project: Path) -> None:
    base = 'export const API_BASE = process.env.REACT_APP_API || "http://localhost:5000/api";\n'
    use = 'import { API_BASE } from "./config";\n\nexport const rows = () => fetch(API_BASE + "/order").then(checked);\n'
    (finding,) = findings(project, {"server.js": SERVER, "web/config.ts": base, "web/orders.ts": use})
    assert finding["line"] == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vercel.json", '{"rewrites": [{"source": "/api/:path*", "destination": "https://orders.example.org/:path*"}]}'),
        ("web/package.json", '{"proxy": "https://orders.example.org"}'),
        ("netlify.toml", '[[redirects]]\nfrom = "/api/*"\nto = "https://orders.example.org/:splat"\n'),
        ("web/public/_redirects", "/api/*  https://orders.example.org/:splat  200\n"),
        ("nginx/nginx.conf", "location /api/ { proxy_pass http://orders:8000/v2/; }"),
        ("go.mod", "module orders\n"),
        ("web/proxy.conf.json", '{"/api": {"target": "https://orders.example.org"}}'),
        ("web/proxy.conf.json", '{"/api": {"target": "http://localhost:3000", "pathRewrite": {"^/api": ""}}}'),
        ("web/src/setupProxy.js", 'module.exports = (app) => { app.use("/api", createProxyMiddleware({ target: HOST })); };'),
        ("vite.config.ts", "export default { server: { proxy: proxiesOf(process.env) } };"),
        ("next.config.js", REWRITES.format(source="/api/:path*", target="https://orders.example.org/:path*")),
        ("next.config.js", REWRITES.format(source="/api/:path*", target="http://localhost:3000/:path*")),
        ("next.config.js", REWRITES.format(source="/:path*", target="/desk/:path*")),
        ("next.config.js", "module.exports = { rewrites: async () => rewritesOf(process.env) };"),
        ("next.config.js", "module.exports = { rewrites: async () => [{ source: OLD, destination: NEW }] };"),
    ],
)
def test_silent_where_somebody_else_may_answer(project: Path, name: str, text: str) -> None:
    assert findings(project, {"server.js": SERVER, "web/place.ts": FRONT, name: text}) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("web/package.json", '{"proxy": "http://localhost:3000"}'),
        ("vercel.json", '{"rewrites": [{"source": "/(.*)", "destination": "/index.html"}]}'),
        ("nginx/nginx.conf", "location /api/ { proxy_pass http://orders:8000; }"),
        ("vite.config.ts", 'export default { server: { proxy: { "/api": "http://localhost:3000" } } };'),
        ("vercel.json", '{"rewrites": [{"source": "/docs/(.*)", "destination": "https://docs.example.org/$1"}]}'),
        ("netlify.toml", '[[redirects]]\nfrom = "/docs/*"\nto = "https://docs.example.org/:splat"\n'),
        ("web/proxy.conf.json", '{"/api": {"target": "http://localhost:3000", "secure": false}}'),
        ("next.config.js", REWRITES.format(source="/docs/:path*", target="https://docs.example.org/:path*")),
        ("next.config.js", REWRITES.format(source="/api/:path*", target="http://localhost:3000/api/:path*")),
    ],
)
def test_a_proxy_to_the_own_server_changes_nothing(project: Path, name: str, text: str) -> None:
    assert len(findings(project, {"server.js": SERVER, "web/place.ts": FRONT, name: text})) == 1


def test_silent_where_a_router_that_cannot_be_followed_serves_the_tree(project: Path) -> None:
    mounted = SERVER + 'app.use("/api", require("orders-router"));\n'
    assert findings(project, {"server.js": mounted, "web/place.ts": FRONT}) == []


def test_middleware_before_the_routes_serves_nothing(project: Path) -> None:
    guarded = SERVER + 'app.use("/api", rateLimit({ max: 3 }));\napp.use(cors());\n'
    assert len(findings(project, {"server.js": guarded, "web/place.ts": FRONT})) == 1


def test_a_proxy_with_settings_of_its_own_hands_its_path_to_somebody_else(project: Path) -> None:
    proxy = """
export default { server: { proxy: {
  "/api/order": { target: "https://orders.example.org", configure: (proxy) => { proxy.on("error", () => { tell(); }); } },
} } };
"""
    assert findings(project, {"server.js": SERVER, "web/place.ts": FRONT, "vite.config.ts": proxy}) == []


def test_silent_where_most_requests_are_answered_by_nobody(project: Path) -> None:
    asked = "".join(f'export const a{number} = () => fetch("/api/a{number}").then(checked);\n' for number in range(4))
    assert findings(project, {"server.js": SERVER, "web/place.ts": asked}) == []


def test_silent_below_a_version_of_which_nothing_is_served(project: Path) -> None:
    newer = 'export const place = () => fetch("/api/v2/orders").then(checked);\n'
    assert findings(project, {"server.js": SERVER, "web/place.ts": newer}) == []


def test_routes_of_tests_are_no_server(project: Path) -> None:
    assert findings(project, {"tests/server.test.js": SERVER, "web/place.ts": FRONT}) == []


CONTROLLER = """
import { Controller, Get } from "@nestjs/common";

@Controller("orders")
export class OrderController {
  @Get() rows() {}
  @Get(":number") row() {}
}
"""
VERSIONED = """
import { NestFactory } from "@nestjs/core";

const app = await NestFactory.create(AppModule);
app.setGlobalPrefix("api");
app.enableVersioning({ %s });
"""


def test_a_version_stands_before_the_paths_of_controllers(project: Path) -> None:
    asked = 'export const a = () => fetch("/api/v1/orders/7").then(checked);\n' + (
        'export const b = () => fetch("/api/v1/orders/7/rows").then(checked);\n'
    )
    main = VERSIONED % 'defaultVersion: "1", type: VersioningType.URI'
    (finding,) = findings(project, {"server/orders.controller.ts": CONTROLLER, "server/main.ts": main, "web/a.ts": asked})
    assert finding["line"] == 2


def test_silent_where_the_version_stands_in_a_header(project: Path) -> None:
    asked = 'export const b = () => fetch("/api/orders/7/rows").then(checked);\n'
    main = VERSIONED % "type: VersioningType.HEADER"
    files = {"server/orders.controller.ts": CONTROLLER, "server/main.ts": main, "web/a.ts": asked}
    assert findings(project, files) == []
