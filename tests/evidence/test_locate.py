"""Which file of the project a path of a report means."""

from __future__ import annotations

import pytest

from prodlint.evidence.locate import Known, located

KNOWN = Known.of(["setup.py", "api/shop/cart.py", "web/src/cart.ts", "web/src/index.ts", "admin/src/index.ts"], "/home/me/shop")


@pytest.mark.parametrize(
    ("path", "sources", "report", "meant"),
    [
        ("api/shop/cart.py", (), "coverage.xml", "api/shop/cart.py"),
        ("shop/cart.py", (), "api/coverage.xml", "api/shop/cart.py"),
        ("shop/cart.py", (), "api/build/reports/coverage.xml", "api/shop/cart.py"),
        ("cart.py", ("shop",), "api/coverage.xml", "api/shop/cart.py"),
        ("cart.py", ("/home/me/shop/api/shop",), "out/coverage.xml", "api/shop/cart.py"),
        ("/home/me/shop/web/src/cart.ts", (), "coverage.xml", "web/src/cart.ts"),
        ("/runner/work/shop/shop/web/src/index.ts", (), "coverage.xml", "web/src/index.ts"),
        ("C:\\work\\shop\\web\\src\\cart.ts", (), "coverage.xml", "web/src/cart.ts"),
        ("/app/src/cart.ts", (), "coverage.xml", "web/src/cart.ts"),
        ("shop/cart.py", ("/app",), "coverage.xml", "api/shop/cart.py"),
        ("./web/src/cart.ts", (), "coverage.xml", "web/src/cart.ts"),
        ("src/index.ts", (), "web/coverage/lcov.info", "web/src/index.ts"),
        ("src/index.ts", (), "lcov.info", ""),
        ("/app/index.ts", (), "lcov.info", ""),
        ("/app/cart.ts", (), "lcov.info", ""),
        ("src/other.ts", (), "lcov.info", ""),
        ("../../etc/passwd", (), "lcov.info", ""),
        ("", (), "lcov.info", ""),
    ],
)
def test_a_path_means_one_file_or_none(path: str, sources: tuple[str, ...], report: str, meant: str) -> None:
    assert located(path, sources, report, KNOWN) == meant
