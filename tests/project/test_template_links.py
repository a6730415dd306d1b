from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json

SVELTE = dict.fromkeys(
    ("src/routes/+page.svelte", "src/routes/(desk)/orders/[id]/+page.svelte", "src/routes/people/+page.svelte"), "<p>Rows</p>\n"
)
NUXT = dict.fromkeys(("pages/index.vue", "pages/orders/[id].vue", "pages/people.vue"), "<template><p>Rows</p></template>\n")
REMIX = dict.fromkeys(
    ("app/routes/_index.tsx", "app/routes/orders.$id.tsx", "app/routes/people.tsx"), "export default () => <p>{rows}</p>;\n"
)
VUE = {
    "src/router/index.ts": """
import { createRouter, createWebHistory } from "vue-router";

export default createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", name: "home", component: Home },
    { path: "/orders/:id", name: "order", component: Order },
    { path: "/people", name: "people", component: People },
  ],
});
"""
}
ANGULAR = {
    "src/app/app.routes.ts": """
import { Routes } from "@angular/router";

export const routes: Routes = [
  { path: "", component: Home },
  { path: "orders/:id", component: Order },
  { path: "people", component: People },
  { path: "desk", loadChildren: () => import("./desk/desk.routes") },
];
"""
}
TANSTACK = {
    f"src/routes/{number}.tsx": f"""
import {{ createFileRoute }} from "@tanstack/react-router";

export const Route = createFileRoute("{path}")({{ component: Page }});
"""
    for number, path in enumerate(("/", "/_desk/orders/$id", "/(shop)/people"))
}
DJANGO = {
    "shop/urls.py": """
from django.urls import path

app_name = "shop"
urlpatterns = [path("cart/", cart, name="cart"), path("buy/", buy, name="buy")]
"""
}
FLASK = {
    "app.py": """
from flask import Flask

app = Flask(__name__)


@app.route("/orders")
def orders():
    return rows()
"""
}


def jsx_link(module: str, path: str) -> str:
    return f'import {{ Link }} from "{module}";\n\nexport const Way = () => <Link to="{path}">Go</Link>;\n'


def found(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "prodlint.toml").touch()
    return check_json(folder, "--no-cache", "--select", "dead-navigation").rules


ALIVE = [
    (SVELTE, "src/lib/Way.svelte", '<a href="/orders/17?tab=2">Order</a>'),
    (SVELTE, "src/lib/Way.svelte", '<a href="/orders/{id}">Order</a>'),
    (SVELTE, "src/lib/Way.svelte", '<a href="{base}/desk">Desk</a>'),
    (SVELTE, "src/lib/Way.svelte", '<a href="/desk" data-sveltekit-reload>Desk</a>'),
    (NUXT, "components/Way.vue", '<template><NuxtLink :to="`/orders/${id}`">Order</NuxtLink></template>'),
    (NUXT, "components/Way.vue", "<template><NuxtLink :to=\"localePath('/desk')\">Desk</NuxtLink></template>"),
    (NUXT, "components/Way.vue", '<template><a href="/handbook">Handbook</a></template>'),
    (VUE, "src/Way.vue", "<template><router-link :to=\"{ name: 'order', params: { id } }\">Order</router-link></template>"),
    (VUE, "src/Way.vue", '<template><v-btn to="/people">People</v-btn></template>'),
    (VUE, "src/Way.vue", '<template><router-link :to="{ name: way }">Order</router-link></template>'),
    (ANGULAR, "src/app/way.component.html", "<a [routerLink]=\"['/orders', order.id]\">Order</a>"),
    (ANGULAR, "src/app/way.component.html", '<a routerLink="/desk/today">Desk</a><a routerLink="../near">Near</a>'),
    (DJANGO, "shop/templates/shop/way.html", '<a href="{% url \'shop:cart\' %}">Cart</a><a href="{% url name %}">X</a>'),
    (DJANGO, "shop/templates/shop/way.html", "{% url 'shop:desk' as desk %}{% if desk %}<p>Desk</p>{% endif %}"),
    (DJANGO, "shop/templates/shop/way.html", "<a href=\"{% url 'admin:index' %}\">Admin</a>"),
    (FLASK, "templates/way.html", "<a href=\"{{ url_for('orders', page=2) }}\">Orders</a>"),
    (
        FLASK,
        "templates/way.html",
        "<i a=\"{{ url_for('static', filename='a.css') }}\"><a href=\"{{ url_for('sec.' + x) }}\">X</a>",
    ),
    (
        REMIX,
        "app/way.tsx",
        jsx_link("@remix-run/react", "/orders/17"),
    ),
    (
        TANSTACK,
        "src/way.tsx",
        jsx_link("@tanstack/react-router", "/orders/$id"),
    ),
]
DEAD = [
    (SVELTE, "src/lib/Way.svelte", '<a href="/desk">Desk</a>'),
    (
        SVELTE,
        "src/lib/Way.svelte",
        "<script>\nimport { goto } from '$app/navigation';\nconst go = () => goto('/desk');\n</script>",
    ),
    (NUXT, "components/Way.vue", '<template><NuxtLink to="/desk">Desk</NuxtLink></template>'),
    (NUXT, "components/Way.vue", "<script setup>\nconst go = () => navigateTo('/desk');\n</script>"),
    (VUE, "src/Way.vue", '<template><router-link to="/desk">Desk</router-link></template>'),
    (VUE, "src/Way.vue", "<template><router-link :to=\"{ name: 'desk' }\">Desk</router-link></template>"),
    (VUE, "src/Way.vue", "<script>\nexport default { methods: { go() { this.$router.push({ name: 'desk' }); } } };\n</script>"),
    (ANGULAR, "src/app/way.component.html", '<a routerLink="/persons">Persons</a>'),
    (ANGULAR, "src/app/way.component.html", "<a [routerLink]=\"['/desks', 'today']\">Desk</a>"),
    (DJANGO, "shop/templates/shop/way.html", "<a href=\"{% url 'shop:desk' %}\">Desk</a>"),
    (FLASK, "templates/way.html", "<a href=\"{{ url_for('desk', page=2) }}\">Desk</a>"),
    (
        REMIX,
        "app/way.tsx",
        jsx_link("@remix-run/react", "/desk"),
    ),
    (
        TANSTACK,
        "src/way.tsx",
        jsx_link("@tanstack/react-router", "/desk"),
    ),
]


@pytest.mark.parametrize(("app", "path", "text"), ALIVE)
def test_a_link_to_what_exists_or_is_not_known_is_silent(tmp_path: Path, app: dict[str, str], path: str, text: str) -> None:
    assert found(tmp_path, app | {path: text}) == []


@pytest.mark.parametrize(("app", "path", "text"), DEAD)
def test_a_link_to_nothing_is_found(tmp_path: Path, app: dict[str, str], path: str, text: str) -> None:
    assert found(tmp_path, app | {path: text}) == ["dead-navigation"]


@pytest.mark.parametrize(
    ("app", "settings"),
    [
        (SVELTE, {"src/hooks.ts": "export const reroute = ({ url }) => translated(url);\n"}),
        (SVELTE, {"svelte.config.js": "export default { kit: { paths: { base: '/desk' } } };\n"}),
    ],
)
def test_an_app_that_moves_its_paths_is_left_alone(tmp_path: Path, app: dict[str, str], settings: dict[str, str]) -> None:
    assert found(tmp_path, app | settings | {"src/lib/Way.svelte": '<a href="/desk">Desk</a>'}) == []


def test_a_template_that_no_folder_has_is_found(tmp_path: Path) -> None:
    templates = dict.fromkeys((f"shop/templates/shop/{name}.html" for name in ("cart", "buy", "base")), "<p>Rows</p>")
    views = "from django.shortcuts import render\n\n\ndef cart(request):\n    return render(request, 'shop/{}.html')\n"
    files = {"shop/views.py": views.format("cart"), "shop/more.py": views.format("desk"), "shop/far.py": views.format("a/b")}
    assert found(tmp_path, templates | files) == ["dead-navigation"]
