"""Which variables that tools' configuration reads `prodlint integrations` lists, and what they say of a service."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import write
from test_integrations import integrations, services

BUILD = ("next.config.js", "vite.config.ts", "drizzle.config.ts", "web/astro.config.mjs", "gulpfile.js")
ASIDE = ("jest.config.js", "playwright.config.ts", "vitest.config.ts", "eslint.config.mjs", "jest.setup.ts", ".eslintrc.js")
SENTRY = 'import * as Sentry from "@sentry/node";\n\nSentry.init({ dsn: process.env.SENTRY_DSN });\n'
READ = "export default { base: process.env.ASSET_BASE };\n"
DEFAULT = 'export default { base: process.env.ASSET_BASE ?? "/" };\n'


def states(folder: Path) -> dict[str, str]:
    """Name → state of each variable."""
    return {each["name"]: each["state"] for each in integrations("--format", "json", folder).json["variables"]}


@pytest.mark.parametrize("name", BUILD)
def test_a_variable_that_the_build_reads_is_listed(project: Path, name: str) -> None:
    write(project / name, READ)
    assert states(project) == {"ASSET_BASE": "unknown"}


def test_a_variable_for_which_the_build_has_a_default_is_optional(project: Path) -> None:
    write(project / ".env.example", "OTHER=\n")
    write(project / "vite.config.ts", DEFAULT)
    assert states(project) == {"ASSET_BASE": "optional"}


def test_a_variable_of_the_build_that_is_declared_says_so(project: Path) -> None:
    write(project / ".env.example", "ASSET_BASE=\n")
    write(project / "next.config.mjs", READ)
    assert states(project) == {"ASSET_BASE": "declared"}


def test_the_file_that_a_server_of_python_starts_with_is_read(project: Path) -> None:
    write(project / "gunicorn.conf.py", 'import os\n\nworkers = int(os.environ["WORKERS"])\n')
    assert states(project) == {"WORKERS": "unknown"}


@pytest.mark.parametrize("name", ASIDE)
def test_what_only_tests_and_linters_read_is_not_listed(project: Path, name: str) -> None:
    write(project / name, READ)
    assert states(project) == {}


def test_a_default_of_the_build_is_none_for_the_program(project: Path) -> None:
    write(project / "vite.config.ts", DEFAULT)
    write(project / "src/base.ts", "export const load = () => fetch(process.env.ASSET_BASE!);\n")
    assert states(project) == {"ASSET_BASE": "unknown"}


def test_where_the_program_reads_a_variable_is_told_first(project: Path) -> None:
    write(project / "next.config.js", READ)
    write(project / "src/base.ts", "export const load = () => fetch(process.env.ASSET_BASE!);\n")
    assert "  ASSET_BASE  read at src/base.ts:1\n" in integrations("--verbose", project).out


def test_a_key_that_only_the_build_reads_says_nothing_against_a_service(project: Path) -> None:
    write(project / ".env.example", "SENTRY_DSN=\n")
    write(project / "next.config.js", "module.exports = { token: process.env.SENTRY_AUTH_TOKEN };\n")
    write(project / "src/report.ts", SENTRY)
    assert services(project)["Sentry"]["verdict"] == "real"
    assert states(project) == {"SENTRY_AUTH_TOKEN": "unknown", "SENTRY_DSN": "declared"}


def test_what_the_build_asks_is_no_service_of_the_program(project: Path) -> None:
    write(project / "next.config.js", 'module.exports = { api: "https://api.harbour.io", key: process.env.ASSET_BASE };\n')
    assert services(project) == {}
    assert states(project) == {"ASSET_BASE": "unknown"}
