from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.project.apps import scope_of
from prodlint.project.pages import fits, parts_of
from running import check_json

ROUTES = """
import { createBrowserRouter } from "react-router-dom";
import { deskRoutes } from "./desk";

export const router = createBrowserRouter([
  { path: "/", element: <Home /> },
  { path: "/orders/:number", element: <Order /> },
  { path: "/desk", element: <Desk />, children: deskRoutes },
  { path: "*", element: <NotFound /> },
]);
"""
DESK = """
import type { RouteObject } from "react-router-dom";

export const deskRoutes: RouteObject[] = [{ path: "archive", element: <Archive /> }];
"""


def link(path: str, module: str = "react-router-dom", attribute: str = "to") -> str:
    return f'import {{ Link }} from "{module}";\n\nexport const Way = () => <Link {attribute}="{path}">Go</Link>;\n'


def found(folder: Path, files: dict[str, str], asked: str = ".") -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "prodlint.toml").touch()
    return check_json(folder / asked, "--no-cache", "--select", "dead-navigation").rules


def react(path: str) -> dict[str, str]:
    return {"web/src/router.tsx": ROUTES, "web/src/desk.tsx": DESK, "web/src/way.tsx": link(path)}


@pytest.mark.parametrize("path", ["/orders/17", "/orders/17?tab=2", "/desk", "/desk/archive", "/DESK/"])
def test_a_link_to_a_route_of_any_file_is_silent(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, react(path)) == []


@pytest.mark.parametrize("path", ["/orders", "/orders/17/lines", "/desk/people", "/login"])
def test_a_link_to_no_route_is_found(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, react(path)) == ["dead-navigation"]


def test_routes_are_known_when_only_the_link_is_checked(tmp_path: Path) -> None:
    assert found(tmp_path, react("/desk/archive"), "web/src/way.tsx") == []
    assert found(tmp_path, react("/login"), "web/src/way.tsx") == ["dead-navigation"]


def test_routes_of_another_app_say_nothing(tmp_path: Path) -> None:
    files = react("/desk") | {"shop/src/way.tsx": link("/basket")}
    assert found(tmp_path, files) == []


PAGE = "export default function Page() {\n  return <main>{rows()}</main>;\n}\n"
NEXT = dict.fromkeys(
    (
        "app/page.tsx",
        "app/(shop)/basket/page.tsx",
        "app/orders/[id]/page.tsx",
        "app/docs/[...slug]/page.tsx",
        "app/orders/layout.tsx",
        "app/desk/@left/page.tsx",
    ),
    PAGE,
)


@pytest.mark.parametrize("path", ["/basket", "/orders/17", "/docs/a/b", "/desk", "/(shop)/basket"])
def test_a_link_to_a_page_file_is_silent(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, NEXT | {"components/way.tsx": link(path, "next/link", "href")}) == []


@pytest.mark.parametrize("path", ["/shop/basket", "/orders", "/people"])
def test_a_link_to_no_page_file_is_found(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, NEXT | {"components/way.tsx": link(path, "next/link", "href")}) == ["dead-navigation"]


NESTED = {
    "web/pages/_app.tsx": PAGE,
    "web/pages/orders/[id].tsx": PAGE,
    "web/pages/pages/index.tsx": PAGE,
    "web/pages/people.tsx": PAGE,
    "web/features/orders/pages/list.tsx": PAGE,
    "web/features/orders/pages/detail.tsx": PAGE,
    "web/features/orders/pages/new.tsx": PAGE,
}


@pytest.mark.parametrize("path", ["/orders/17", "/people", "/pages"])
def test_a_folder_of_pages_inside_a_feature_is_no_app_of_its_own(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, NESTED | {"web/features/orders/way.tsx": link(path, "next/link", "href")}) == []


def test_a_feature_may_not_lead_to_what_only_lies_in_its_folder_of_pages(tmp_path: Path) -> None:
    files = NESTED | {"web/features/orders/way.tsx": link("/detail", "next/link", "href")}
    assert found(tmp_path, files) == ["dead-navigation"]


def test_an_app_that_rewrites_paths_is_left_alone(tmp_path: Path) -> None:
    settings = {"next.config.mjs": "export default { async rewrites() { return others(); } };\n"}
    assert found(tmp_path, NEXT | settings | {"components/way.tsx": link("/people", "next/link", "href")}) == []


RENAMES = """
export default {
  async headers() {
    return [{ source: "/(.*)", headers: [{ key: "X-Frame-Options", value: "DENY" }] }];
  },
  async rewrites() {
    return [
      { source: "/shop/:path*", destination: "https://shop.example.org/:path*" },
      { source: "/crew/:number(\\\\d{1,})/card", destination: "/people/:number" },
    ];
  },
  async redirects() {
    return [{ source: '/start', destination: '/', permanent: true }];
  },
};
"""


@pytest.mark.parametrize("path", ["/shop", "/shop/basket/7", "/start", "/crew/7/card"])
def test_a_path_that_settings_give_a_second_name_is_silent(tmp_path: Path, path: str) -> None:
    files = NEXT | {"next.config.mjs": RENAMES, "components/way.tsx": link(path, "next/link", "href")}
    assert found(tmp_path, files) == []


@pytest.mark.parametrize("path", ["/people", "/starting", "/orders"])
def test_a_path_that_no_setting_names_is_found_beside_those_that_are(tmp_path: Path, path: str) -> None:
    files = NEXT | {"next.config.mjs": RENAMES, "components/way.tsx": link(path, "next/link", "href")}
    assert found(tmp_path, files) == ["dead-navigation"]


def test_a_list_of_second_names_may_be_all_that_a_function_gives(tmp_path: Path) -> None:
    settings = {"next.config.js": "module.exports = { redirects: async () => [{ source: '/start', destination: '/' }] };\n"}
    files = NEXT | settings | {"components/way.tsx": link("/people", "next/link", "href")}
    assert found(tmp_path, files) == ["dead-navigation"]


@pytest.mark.parametrize(
    "listed",
    [
        "[...old, { source: '/start', destination: '/' }]",
        "[{ source: '/start', destination: '/' }, ...old()]",
        "[{ source: OLD, destination: '/' }, { source: '/start', destination: '/' }]",
        "[{ source: '/:path*', has: [host], destination: '/desk/:path*' }]",
        "[{ source: `/${old}`, destination: '/' }]",
        "[{ destination: '/', source: '/start' }, { destination: '/desk', source: '/people' }]",
    ],
)
def test_an_app_that_renames_what_cannot_be_read_is_left_alone(tmp_path: Path, listed: str) -> None:
    settings = {"next.config.mjs": f"export default {{ async redirects() {{ return {listed}; }} }};\n"}
    assert found(tmp_path, NEXT | settings | {"components/way.tsx": link("/people", "next/link", "href")}) == []


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("/orders/{}", "orders/:id", True),
        ("/{}/edit", "orders/edit", True),
        ("/orders/{}/edit", "orders/:id", False),
        ("/orders{}", "orders", True),
        ("/orders", "orders/:id?", True),
        ("/files/a/b", "files/*", True),
        ("/orders", "people", False),
    ],
)
def test_a_path_fits_a_pattern(path: str, pattern: str, expected: bool) -> None:
    assert fits(parts_of(path), parts_of(pattern)) == expected


@pytest.mark.parametrize(
    ("path", "scope"),
    [("web/src/a/b.tsx", "web/src/"), ("src/a.tsx", "src/"), ("client/a/b.tsx", "client/"), ("app.tsx", "")],
)
def test_an_app_reaches_to_its_source_folder(path: str, scope: str) -> None:
    assert scope_of(path) == scope


def test_pages_that_two_routers_read_are_known_by_either_path(tmp_path: Path) -> None:
    routes = ("_index.tsx", "orders.tsx", "orders.$id.tsx", "desk/route.tsx", "people/route.tsx", "stock/route.tsx")
    pages = dict.fromkeys((f"web/app/routes/{name}" for name in routes), PAGE)
    assert found(tmp_path, pages | {"web/app/way.tsx": link("/orders", "~/components/links")}) == []


def test_scripts_below_a_folder_called_app_are_no_pages_without_the_frame_around_them(tmp_path: Path) -> None:
    scripts = dict.fromkeys(
        (f"app/javascript/{name}.js" for name in ("desk", "people", "stock")), "export const rows = read();\n"
    )
    leading = 'export function done() {\n  window.location.href = "/accounts";\n}\n'
    assert found(tmp_path, scripts | {"app/javascript/done.js": leading}) == []
