"""A secret that lies in a settings file reaches no output and no cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prodlint.report import FORMATS
from prodlint.report.integrations import INTEGRATION_FORMATS
from prodlint.report.release import RELEASE_FORMATS
from prodlint.report.ui import UI_FORMATS
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


COMMANDS = [
    *(("check", "--format", form) for form in sorted(FORMATS)),
    *(("integrations", "--format", form) for form in sorted(INTEGRATION_FORMATS)),
    *(("ui", "--format", form) for form in sorted(UI_FORMATS)),
    *(("release", "--format", form) for form in sorted(RELEASE_FORMATS)),
    ("check", "--statistics"),
    ("check", "--explain-skipped"),
    ("check", "--show-files"),
    ("check", "--fix", "--unsafe-fixes", "--dry-run"),
]


@pytest.fixture
def spoken(planted: Path) -> Path:
    """The same with the secret in code, on lines of which rules tell and beside what can be mended."""
    write(
        planted / "src/desk.tsx",
        f'const key = "YOUR_API_KEY"; const real = "{SECRET}";\n'
        f'export const load = () => fetch("https://sandbox.harbour-desk.com/x", {{ headers: {{ "X-Key": "{SECRET}" }} }});\n'
        f'export const Desk = () => <button onClick={{() => {{}}}} data-key="{SECRET}">{SECRET}</button>;\n',
    )
    write(planted / "src/desk.test.ts", f'it.only("pays", () => {{ expect(pay("{SECRET}")).toBe(1); }});\n')
    write(planted / "src/desk.py", f'import stripe\n\nstripe.api_key = "changeme"  # not {SECRET}\n')
    write(planted / "eas.json", f'{{"production": {{"EXPO_PUBLIC_URL": "http://localhost:1", "KEY": "{SECRET}"}}}}')
    return planted


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_output_of_any_command_shows_it(spoken: Path, command: tuple[str, ...]) -> None:
    ran = prodlint(*command, spoken)
    assert ran.out
    assert SECRET not in ran.out + ran.err


def test_the_cache_holds_it_for_no_command(spoken: Path) -> None:
    prodlint("release", spoken)
    prodlint("integrations", spoken)
    kept = [path for path in Path(os.environ["PRODLINT_CACHE_DIR"]).rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]


PLAIN = "hunter-4711-harbour"
"""A secret of no known look: only its name tells."""


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pay.py", f'API_TOKEN = "{PLAIN}"\n'),
        ("pay.py", f'import os\n\nkey = os.getenv("PAY_SECRET", "{PLAIN}")\n'),
        ("pay.py", f'client = Client(password="{PLAIN}")\n'),
        ("pay.py", f'login = {{"user": "kay", "password": "{PLAIN}"}}\n'),
        ("pay.ts", f'export const secretKey = "{PLAIN}";\n'),
        ("pay.ts", f'export const at = "https://kay:{PLAIN}@harbour.io";\n'),
        ("pay.ts", f'const key = process.env.PAY_TOKEN ?? "{PLAIN}";\n'),
        ("Pay.swift", f'let apiKey = "{PLAIN}"\n'),
        ("Pay.swift", f'func secret() -> String {{ "{PLAIN}" }}\n'),
        (".env", f"PAY_SECRET={PLAIN}\n"),
        (".env", f"PAY_SECRET=secret-{PLAIN}\n"),
        ("pay.py", f'k = "{SECRET}"\n'),
    ],
)
def test_facts_show_no_credential(project: Path, name: str, code: str, form: str) -> None:
    write(project / name, code)
    said = prodlint("facts", "--format", form, project / name).out
    assert said
    assert PLAIN not in said
    assert SECRET not in said
