"""Which file of the project an import names."""

from __future__ import annotations

import pytest

from prodlint.project.modules import file_of

PATHS = frozenset(
    {
        "web/src/app.tsx",
        "web/src/lib/actions.ts",
        "web/src/lib/index.ts",
        "web/src/both.ts",
        "web/src/both.tsx",
        "web/src/a/same.ts",
        "web/src/b/same.ts",
        "api/app/main.py",
        "api/app/actions.py",
        "api/app/jobs/__init__.py",
    }
)


@pytest.mark.parametrize(
    ("module", "importer", "expected"),
    [
        ("./lib/actions", "web/src/app.tsx", "web/src/lib/actions.ts"),
        ("./lib/actions.ts", "web/src/app.tsx", "web/src/lib/actions.ts"),
        ("./lib", "web/src/app.tsx", "web/src/lib/index.ts"),
        ("../app", "web/src/lib/actions.ts", "web/src/app.tsx"),
        ("@/lib/actions", "web/src/app.tsx", "web/src/lib/actions.ts"),
        ("@/lib", "web/src/app.tsx", "web/src/lib/index.ts"),
        ("@/same", "web/src/app.tsx", ""),
        ("./both", "web/src/app.tsx", ""),
        ("./app", "web/src/app.tsx", ""),
        ("react", "web/src/app.tsx", ""),
        ("@radix-ui/react-dialog", "web/src/app.tsx", ""),
        ("./missing", "web/src/app.tsx", ""),
        (".actions", "api/app/main.py", "api/app/actions.py"),
        ("..actions", "api/app/jobs/__init__.py", "api/app/actions.py"),
        ("app.actions", "api/app/main.py", "api/app/actions.py"),
        ("actions", "api/app/main.py", "api/app/actions.py"),
        ("os", "api/app/main.py", ""),
        (".......actions", "api/app/main.py", ""),
    ],
)
def test_an_import_names_the_only_file_it_can_mean(module: str, importer: str, expected: str) -> None:
    assert file_of(module, importer, PATHS) == expected
