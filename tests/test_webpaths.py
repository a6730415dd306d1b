"""Paths of requests against patterns of routes."""

from __future__ import annotations

import pytest

from prodlint.webpaths import base_in, fits, parts_of, path_on_own_server


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/api/orders/", "api/orders"),
        ("/api/orders/7", "api/orders/:id"),
        ("/api/orders/7", "/api/orders/<int:pk>/"),
        ("/api/orders/7", "/api/orders/{order_id}"),
        ("/api/orders/{}", "api/orders/export/all"),
        ("/api/orders{}", "api/orders"),
        ("/api/{}/lines", "api/orders/:id/lines"),
        ("/files/a/b", "files/*"),
        ("/files/a/b", "files/<path:rest>"),
        ("/orders", "orders/:id?"),
        ("/v2/orders", "{}/orders"),
    ],
)
def test_a_path_fits_a_pattern_that_may_stand_for_it(path: str, pattern: str) -> None:
    assert fits(parts_of(path), parts_of(pattern))


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/api/order", "api/orders"),
        ("/api/orders/7/lines", "api/orders/:id"),
        ("/api/orders/new", "api/orders/<int:pk>"),
        ("/api/orders/{}/cancel", "api/orders/:id"),
        ("/orders", "orders/:id"),
    ],
)
def test_a_path_does_not_fit_another_pattern(path: str, pattern: str) -> None:
    assert not fits(parts_of(path), parts_of(pattern))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/api/orders?age=3#top", "/api/orders"),
        ("http://localhost:8000/api", "/api"),
        ("http://127.0.0.1:{}/api", "/api"),
        ("http://localhost:8000", ""),
        ("https://orders.example.org/api", None),
        ("//cdn.example.org/a", None),
        ("orders", None),
    ],
)
def test_only_this_machine_and_the_own_origin_are_the_projects_own(address: str, path: str | None) -> None:
    assert path_on_own_server(address) == path


@pytest.mark.parametrize(
    ("expression", "base"),
    [
        ('import.meta.env.VITE_API ?? "http://localhost:8000/api"', "/api"),
        ('process.env.NODE_ENV === "production" ? "" : "http://localhost:5000"', ""),
        ('process.env.API || "https://orders.example.org"', None),
        ("process.env.API", None),
    ],
)
def test_the_base_of_an_expression_is_that_of_its_literals(expression: str, base: str | None) -> None:
    assert base_in(expression) == base
