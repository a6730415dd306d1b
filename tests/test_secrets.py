"""A secret that lies in a settings file reaches no output and no cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prodlint.report import FORMATS
from prodlint.report.release import RELEASE_FORMATS
from running import prodlint, write

SECRET = "rk_live_51HarbourQ9f8e7d6c5b"


@pytest.fixture
def planted(project: Path) -> Path:
    """A project whose settings hold the secret, with a finding of each rule about variables."""
    write(project / ".env", f"PAY_KEY={SECRET}\nOPEN_KEY='{SECRET}'\n")
    write(project / ".env.production", f"PAY_KEY={SECRET}\nMAIL_KEY=changeme\n")
    write(project / "docker-compose.yml", f"services:\n  web:\n    environment:\n      PAY_KEY: {SECRET}\n      BAD: [\n")
    write(project / "fly.toml", f'[env]\nPAY_KEY = "{SECRET}"\n')
    write(project / "App/Info.plist", f'<plist version="1.0"><dict><key>PAY_KEY</key><string>{SECRET}</string></dict></plist>')
    write(
        project / "src/pay.ts",
        "export const stripe = new Stripe(process.env.PAY_KEY!);\n"
        "export const mail = new Mail(process.env.MAIL_KEY!);\n"
        "export const other = new Other(process.env.OTHER_KEY!);\n"
        f"export const open = process.env.NEXT_PUBLIC_CLIENT_SECRET || '{SECRET}';\n",
    )
    return project


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_of_check_shows_it(planted: Path, form: str) -> None:
    ran = prodlint("check", "--select", "undeclared-env,placeholder-env,exposed-secret", "--format", form, planted)
    assert ran.status == 1
    assert SECRET not in ran.out + ran.err


def test_the_cache_does_not_hold_what_lies_in_settings(planted: Path) -> None:
    (planted / "src/pay.ts").write_text("export const stripe = new Stripe(process.env.PAY_KEY!);\n")
    prodlint("check", planted)
    kept = Path(os.environ["PRODLINT_CACHE_DIR"]).rglob("*")
    assert not [path for path in kept if path.is_file() and SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize("form", sorted(RELEASE_FORMATS))
def test_no_page_of_a_release_shows_it(planted: Path, form: str) -> None:
    ran = prodlint("release", "--format", form, planted)
    assert ran.status == 1
    assert SECRET not in ran.out + ran.err


SECRETIVE = """\
export const load = () => fetch("https://sandbox.harbour-desk.com/x?token=QWERTYSECRET123&page=1", options);
export const save = () => fetch("http://admin:hunter2pw@localhost:3000/ships", options);
"""


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github"])
def test_what_is_secret_in_an_address_is_not_told(form: str, project: Path) -> None:
    write(project / "src/load.ts", SECRETIVE)
    said = prodlint("check", "--format", form, "--exit-zero", "src").out
    assert "sandbox-endpoint" in said
    assert "QWERTYSECRET123" not in said
    assert "hunter2pw" not in said
