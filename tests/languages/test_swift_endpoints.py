"""What Vapor is told to serve, and what apps ask, as facts."""

from __future__ import annotations

import pytest
from test_swift import facts

from prodlint.fact import Endpoint, Request

ROUTES = "import Vapor\n\nfunc routes(_ app: Application) throws {{\n    {code}\n}}\n"
APP = "struct Orders {{\n    func ask(base: URL) async throws {{\n        {code}\n    }}\n}}\n"


def said(code: str) -> list[tuple[str, str, str]]:
    """Form, method and path of what one line of a function with routes says."""
    return [(each.form, each.method, each.path) for each in facts(ROUTES.format(code=code), Endpoint)[1:]]


def asked(code: str) -> list[tuple[str, str, str]]:
    """Method, path and base of each request of a line."""
    return [(each.method, each.path, each.base) for each in facts(APP.format(code=code), Request)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('app.get("orders") { request in all() }', [("route", "GET", "/orders")]),
        ('app.get("orders", ":id", use: show)', [("route", "GET", "/orders/:id")]),
        ("app.post(use: create)", [("route", "POST", "")]),
        ('app.on(.PUT, "orders", body: .stream, use: put)', [("route", "PUT", "/orders")]),
        ('app.routes.get("orders", "**", use: any)', [("route", "GET", "/orders/**")]),
        ('app.get("orders", .catchall, use: any)', [("route", "GET", "/orders/**")]),
        ('app.get("orders", .constant(name), use: any)', [("route", "GET", "/orders/{}")]),
        ('app.grouped("api").grouped(Guard()).get("orders", use: all)', [("route", "GET", "/api/orders")]),
        ('app.webSocket("live") { request, socket in }', [("open", "", "")]),
        ("try app.register(collection: controller)", [("open", "", "")]),
        ("try app.register(collection: Orders())", [("mount", "", "")]),
        ('cache.get("orders")', []),
    ],
)
def test_routes_are_read_with_their_parts(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(code) == expected


def test_a_group_is_a_router_below_the_one_it_is_made_of() -> None:
    code = 'let api = app.grouped("api")\n    api.group("orders") { orders in orders.get(use: all) }'
    routers = [(each.form, each.router, each.path, each.target) for each in facts(ROUTES.format(code=code), Endpoint)]
    assert routers == [
        ("app", ".routes.app", "", ""),
        ("router", ".routes.api", "", ""),
        ("mount", ".routes.app", "/api", "#.routes.api"),
        ("router", ".routes.orders", "", ""),
        ("mount", ".routes.api", "/orders", "#.routes.orders"),
        ("route", ".routes.orders", "", ""),
    ]


def test_what_boots_a_collection_is_known_by_its_type() -> None:
    code = "import Vapor\nextension Orders { func boot(routes: any RoutesBuilder) throws { routes.get(use: all) } }"
    assert [each.router for each in facts(code, Endpoint)] == ["Orders", "Orders"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('_ = URL(string: "http://localhost:8080/orders?page=2")', [("", "/orders", "")]),
        ('_ = URL(string: "https://api.parcels.io/orders")', []),
        ('_ = URL(string: "\\(baseURL)/orders/\\(id)")', [("", "/orders/{}", "*#baseURL")]),
        ('_ = URL(string: API.base + "/orders")', [("", "/orders", "*#base")]),
        ('_ = URL(string: "orders", relativeTo: API.baseURL)', [("", "/orders", "*#baseURL")]),
        ('_ = baseURL.appendingPathComponent("a").appending(path: "b/\\(c)")', [("", "/a/b/{}", "*#baseURL")]),
        ('_ = folder.appendingPathComponent("a.txt")', []),
        ('let a = "\\(baseURL)/orders"\n        _ = URL(string: a)', [("", "/orders", "*#baseURL")]),
        ('let u = URL(string: "\\(baseURL)/a")!\n        _ = await s.data(from: u)', [("GET", "/a", "*#baseURL")]),
        ('var r = URLRequest(url: URL(string: "\\(baseURL)/a")!)\n        r.httpMethod = "PUT"', [("PUT", "/a", "*#baseURL")]),
        ('AF.request("\\(baseURL)/a", method: .delete).response { _ in }', [("DELETE", "/a", "*#baseURL")]),
        ('AF.request("http://localhost:8080/a")', [("GET", "/a", "")]),
        ('AF.request(baseURL.appendingPathComponent("a"), method: .post)', [("POST", "/a", "*#baseURL")]),
    ],
)
def test_addresses_are_read_with_what_stands_before_them(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert asked(code) == expected
