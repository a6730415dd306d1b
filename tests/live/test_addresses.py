"""Addresses that are given, and paths below them."""

from __future__ import annotations

import pytest

from prodlint.live.addresses import address_of, below, host_of, is_local, is_open


@pytest.mark.parametrize(
    ("text", "usual", "address"),
    [
        ("http://127.0.0.1:8080/", "", "http://127.0.0.1:8080"),
        (" https://proxy.test/v1 ", "", "https://proxy.test/v1"),
        ("http://[::1]:80", "", "http://[::1]:80"),
        ("127.0.0.1:9000", "http://localhost:11434", "http://127.0.0.1:9000"),
        ("models.test", "http://localhost:11434", "http://models.test:11434"),
        ("tenant.test", "https://", "https://tenant.test"),
        ("127.0.0.1:9000", "", None),
        ("ftp://a.test", "", None),
        ("http://", "", None),
        ("http://me:secret@a.test", "", None),
        ("http://@a.test", "", None),
        ("http://a.test?key=1", "", None),
        ("http://a.test#b", "", None),
        ("http://a.test:99999", "", None),
        ("http://a.test:port", "", None),
        ("http://a b.test", "", None),
        ("http://a.test/\n/b", "", None),
        ("http://[::1", "", None),
        ("", "https://", None),
    ],
)
def test_only_an_address_that_can_be_asked_counts(text: str, usual: str, address: str | None) -> None:
    assert address_of(text, usual) == address


@pytest.mark.parametrize(
    ("address", "path", "url"),
    [
        ("https://a.test", "/v1/models", "https://a.test/v1/models"),
        ("https://a.test/v1", "/v1/models?limit=1", "https://a.test/v1/models?limit=1"),
        ("https://a.test/openai/v1", "/openai/v1/models", "https://a.test/openai/v1/models"),
        ("https://a.test/v1", "/openai/v1/models", "https://a.test/v1/models"),
        ("https://a.test/proxy", "/v1/models", "https://a.test/proxy/v1/models"),
        ("https://a.test/proxy/v1/", "/v1/models", "https://a.test/proxy/v1/models"),
        ("https://a.test/models", "/models", "https://a.test/models/models"),
    ],
)
def test_what_an_address_and_a_path_share_stands_there_once(address: str, path: str, url: str) -> None:
    assert below(address, path) == url


@pytest.mark.parametrize(
    ("address", "local", "openly"),
    [
        ("http://localhost:1", True, False),
        ("http://127.0.0.1", True, False),
        ("http://[::1]:80", True, False),
        ("http://127.0.0.1.evil.test", False, True),
        ("http://a.test", False, True),
        ("https://a.test", False, False),
    ],
)
def test_what_is_sent_openly_leaves_this_machine(address: str, local: bool, openly: bool) -> None:
    assert (is_local(address), is_open(address)) == (local, openly)


def test_a_host_has_its_port() -> None:
    assert host_of("http://127.0.0.1:8080/v1") == "127.0.0.1:8080"
