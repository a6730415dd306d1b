from __future__ import annotations

import pytest

from prodlint.project.filepages import home_of, page_files, root_of


@pytest.mark.parametrize(
    ("framework", "path", "expected"),
    [
        ("next", "web/src/app/(shop)/orders/[id]/page.tsx", ("web/", "orders/:id")),
        ("next", "app/docs/[[...slug]]/page.tsx", ("", "docs/*")),
        ("next", "pages/orders/index.tsx", ("", "orders")),
        ("expo", "app/(tabs)/rows.ios.tsx", ("", "rows")),
        ("sveltekit", "web/src/routes/(desk)/orders/[id=number]/+page.svelte", ("web/", "orders/:id")),
        ("sveltekit", "src/routes/[[lang]]/about/+page@.svelte", ("", ":lang?/about")),
        ("sveltekit", "src/routes/files/[...path]/+server.ts", ("", "files/*")),
        ("sveltekit", "src/routes/+page.server.ts", ("", "")),
        ("nuxt", "app/pages/orders/[id]/index.vue", ("", "orders/:id")),
        ("nuxt", "web/pages/orders/_id.vue", ("web/", "orders/:id?")),
        ("nuxt", "pages/[[server]]/[...all].vue", ("", ":server?/*")),
        ("remix", "app/routes/_shop.orders_.$id.tsx", ("", "orders/:id")),
        ("remix", "app/routes/__shop/orders/$id/index.tsx", ("", "orders/:id")),
        ("remix", "app/routes/_shop+/orders.$id/route.tsx", ("", "orders/:id")),
        ("remix", "app/routes/($lang).files.$.tsx", ("", ":lang?/files/*")),
        ("remix", "app/routes/sitemap[.]xml.ts", ("", "sitemap.xml")),
        ("remix", "app/routes/_index.tsx", ("", "")),
    ],
)
def test_a_page_file_has_the_path_that_its_router_gives_it(framework: str, path: str, expected: tuple[str, str]) -> None:
    root = root_of([path], path, framework)
    assert (home_of(root, framework), *page_files(frozenset([path]), root, framework)) == expected


@pytest.mark.parametrize(
    ("framework", "path"),
    [
        ("next", "app/orders/layout.tsx"),
        ("next", "app/_private/page.tsx"),
        ("next", "app/(.)photo/[id]/page.tsx"),
        ("sveltekit", "src/routes/orders/+layout.svelte"),
        ("sveltekit", "src/routes/orders/Row.svelte"),
        ("nuxt", "components/Row.vue"),
    ],
)
def test_what_is_no_page_has_no_path(framework: str, path: str) -> None:
    assert list(page_files(frozenset([path]), "", framework)) == []
