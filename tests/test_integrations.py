"""`prodlint integrations`: its formats, its gate, and what it says of whole projects."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from prodlint.report.integrations import INTEGRATION_FORMATS
from running import Ran, check_json, prodlint, write
from test_secrets import SECRET

QUAY = Path(__file__).parent.parent / "fixtures/projects/quay"


def integrations(*arguments: str | Path) -> Ran:
    return prodlint("integrations", "--jobs", "1", *arguments)


def services(*arguments: str | Path) -> dict[str, dict[str, Any]]:
    listed = integrations("--format", "json", *arguments).json["services"]
    return {each["name"]: each for each in listed}


def verdicts(*arguments: str | Path) -> dict[str, str]:
    return {name: each["verdict"] for name, each in services(*arguments).items()}


@pytest.fixture
def quay(project: Path) -> Path:
    """A copy of the example project, outside of any folder called fixtures."""
    shutil.copytree(QUAY, project, dirs_exist_ok=True)
    return project


def test_every_service_of_the_example_has_its_verdict(quay: Path) -> None:
    assert verdicts(quay) == {
        "Stripe": "missing-key",
        "SendGrid": "placeholder",
        "Twilio": "mock",
        "sandbox.tides-service.io": "sandbox",
        "PostgreSQL": "real",
        "SwiftData": "real",
        "OpenAI": "real",
        "Mapbox": "real",
    }


def test_json_has_all_that_is_known_of_a_service(quay: Path) -> None:
    assert services(quay)["OpenAI"] == {
        "name": "OpenAI",
        "kind": "llm",
        "verdict": "real",
        "reason": "`OPENAI_API_KEY` is read",
        "keys": ["OPENAI_API_KEY"],
        "places": [{"path": "api/advice.py", "line": 5, "via": "openai"}],
        "calls": [
            {
                "path": "api/advice.py",
                "line": 12,
                "callee": "client.chat.completions.create",
                "handled": True,
                "timeout": True,
            },
        ],
        "mocks": [],
    }


def test_json_has_every_variable_with_where_it_is_read_and_declared(quay: Path) -> None:
    listed = integrations("--format", "json", quay).json["variables"]
    assert {each["name"]: each["state"] for each in listed} == {
        "DATABASE_URL": "declared",
        "OPENAI_API_KEY": "declared",
        "SENDGRID_API_KEY": "placeholder",
        "STRIPE_SECRET_KEY": "undeclared",
        "VITE_MAPBOX_TOKEN": "declared",
    }
    assert listed[0]["declared"] == [
        {"path": ".env.example", "line": 3, "gives": "set"},
        {"path": ".env.production", "line": 2, "gives": "set"},
        {"path": "docker-compose.yml", "line": 5, "gives": "set"},
    ]


def test_text_lists_the_worst_first_and_what_is_to_be_mended(quay: Path) -> None:
    out = integrations(quay).out
    assert out.startswith("missing-key  1\n  Stripe  payment  web/src/pay.ts:1  `STRIPE_SECRET_KEY` is declared nowhere\n")
    assert "undeclared variables  1\n  STRIPE_SECRET_KEY  read at web/src/pay.ts:3\n" in out
    assert out.endswith(
        "8 services (1 missing-key, 1 placeholder, 1 mock, 1 sandbox, 4 real); "
        "5 variables of the environment read, 4 declared.\n"
    )


def test_verbose_text_shows_every_place(quay: Path) -> None:
    assert "      api/advice.py:12  client.chat.completions.create\n" in integrations("--verbose", quay).out


def test_an_address_in_a_constant_is_called_where_its_name_is_given(quay: Path) -> None:
    calls = services(quay)["sandbox.tides-service.io"]["calls"]
    assert [(each["line"], each["timeout"]) for each in calls] == [(4, True)]


def test_what_the_configuration_of_a_build_reads_is_listed_and_never_called_missing(project: Path) -> None:
    write(project / ".env.example", "REGION=eu\n")
    build = 'module.exports = { basePath: process.env.BASE_PATH || "", env: { A: process.env.A_URL } };\n'
    write(project / "next.config.js", build)
    write(project / "vite.config.ts", "export default { server: { port: Number(process.env.DEV_PORT) || 3000 } };\n")
    listed = integrations("--format", "json", project).json["variables"]
    assert {each["name"]: each["state"] for each in listed} == {
        "A_URL": "unknown",
        "BASE_PATH": "optional",
        "DEV_PORT": "optional",
    }


def test_a_project_without_services_says_so(project: Path) -> None:
    write(project / "add.py", "def add(a, b):\n    return a + b\n")
    assert integrations(project).out == "No services and no variables of the environment found.\n"


@pytest.mark.parametrize(("verdict", "status"), [("missing-key", 1), ("unknown", 0), ("unknown,mock", 1)])
def test_the_gate_fails_on_the_named_verdicts(quay: Path, verdict: str, status: int) -> None:
    assert integrations("--fail-on", verdict, quay).status == status


def test_without_a_gate_the_exit_status_is_0(quay: Path) -> None:
    assert integrations(quay).status == 0


def test_a_gate_that_names_nothing_is_refused(quay: Path) -> None:
    ran = integrations("--fail-on", "", quay)
    assert (ran.status, ran.err.startswith("prodlint: --fail-on: names no verdict (use one of ")) == (2, True)


def test_an_unknown_verdict_is_refused_with_the_nearest_one(quay: Path) -> None:
    ran = integrations("--fail-on", "placeholdr", quay)
    assert (ran.status, ran.err) == (2, "prodlint: --fail-on: unknown verdict `placeholdr` (did you mean `placeholder`?)\n")


def test_a_second_run_from_the_cache_and_a_check_before_it_change_nothing(quay: Path) -> None:
    check_json(quay)
    assert integrations("--format", "json", quay).out == integrations("--format", "json", quay).out


def test_a_variable_that_is_read_and_declared_nowhere_leaves_its_service_unknown(project: Path) -> None:
    write(project / "app.py", 'import os\n\nimport telebot\n\nbot = telebot.TeleBot(os.environ["TOKEN"])\n')
    found = services(project)["Telegram"]
    assert (found["verdict"], found["reason"]) == ("unknown", "`TOKEN` is read, and nothing here declares it")


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ('await fetch("https://api.harbour.io/berths");', "real"),
        ('await fetch("http://localhost:8000/berths");', "sandbox"),
        ('await fetch("https://api.example.com/berths");', "placeholder"),
    ],
)
def test_a_host_is_judged_by_its_name(project: Path, source: str, verdict: str) -> None:
    write(project / "src/berths.ts", f"export async function berths() {{\n  {source}\n}}\n")
    assert list(verdicts(project).values()) == [verdict]


@pytest.mark.parametrize(
    "source",
    [
        'export const Help = () => <a href="https://docs.harbour.io/help">Help</a>;',
        'throw new Error("see https://api.harbour.io/keys for a key");',
        'const allowedOrigins = ["https://api.harbour.io/", "http://localhost:3000/"];\nfetch(url);',
        'import type Stripe from "stripe";\nexport type Charge = Stripe.Charge;',
    ],
)
def test_a_link_a_message_an_origin_and_a_type_are_no_contact(project: Path, source: str) -> None:
    write(project / "src/help.tsx", source)
    assert verdicts(project) == {}


def test_tests_and_examples_contact_nothing(project: Path) -> None:
    write(project / "tests/test_pay.py", "import stripe\n")
    write(project / "examples/pay.py", "import stripe\n")
    assert verdicts(project) == {}


@pytest.mark.parametrize("form", sorted(INTEGRATION_FORMATS))
def test_no_format_shows_a_secret(project: Path, form: str) -> None:
    write(project / ".env", f"STRIPE_KEY={SECRET}\n")
    write(project / "docker-compose.yml", f"services:\n  a:\n    environment:\n      STRIPE_KEY: {SECRET}\n")
    write(project / "src/pay.ts", f'import Stripe from "stripe";\nnew Stripe(process.env.STRIPE_KEY || "{SECRET}");\n')
    ran = integrations("--verbose", "--format", form, project)
    kept = [path for path in Path(os.environ["PRODLINT_CACHE_DIR"]).rglob("*") if path.is_file()]
    assert "STRIPE_KEY" in ran.out
    assert SECRET not in ran.out + ran.err
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]


def test_hostile_names_end_no_script_and_send_no_control_codes(project: Path) -> None:
    write(project / "src/a.ts", 'fetch("https://api.</script><script>x\\u001b[31m.io/berths"); process.env["A_KEY"];\n')
    write(project / "src/</b>.ts".replace("</", "<"), 'import Stripe from "stripe";\nnew Stripe(process.env.STRIPE_KEY!);\n')
    assert "<script>x" not in integrations("--format", "html", project).out
    assert "\x1b" not in integrations("--verbose", project).out


def test_the_page_needs_nothing_from_outside_and_has_every_service(quay: Path) -> None:
    page = integrations("--format", "html", quay).out
    assert "<title>Integrations: project</title>" in page
    assert all(name in page for name in verdicts(quay))
    assert 'src="http' not in page


def test_the_page_counts_the_variables_that_something_declares_as_the_text_does(quay: Path) -> None:
    assert "5 variables of the environment read, 4 declared." in integrations("--format", "html", quay).out


def test_a_line_that_gives_and_names_a_variable_declares_it_once(project: Path) -> None:
    write(project / "compose.yml", "services:\n  api:\n    image: quay\n    environment:\n      SHIP_KEY: ${SHIP_KEY}\n")
    write(project / "ships.py", 'import os\n\nKEY = os.environ["SHIP_KEY"]\n')
    (variable,) = integrations("--format", "json", project).json["variables"]
    assert [(each["path"], each["line"]) for each in variable["declared"]] == [("compose.yml", 5)]


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("docker-compose.yml", "services:\n  api:\n    ports: [\n", "docker-compose.yml:4: partial: not valid YAML"),
        ("k8s/app.yaml", "data:\n  A: [\n", "k8s/app.yaml:3: partial: not valid YAML"),
        ("Info.plist", "<plist>\n<dict>\n</plist>\n", "Info.plist:3: partial: not a valid property list"),
    ],
)
def test_a_broken_file_of_settings_is_told_with_its_line_and_hides_nothing(
    project: Path, path: str, text: str, told: str
) -> None:
    write(project / path, text)
    write(project / "pay.py", "import requests\n\nrequests.get('https://api.harbour.io/berths')\n")
    checked, listed = prodlint("check", "--jobs", "1", project), integrations(project)
    assert (checked.out.count(told), listed.err.count(told)) == (1, 1)
    assert "no-timeout" in checked.out
    assert "api.harbour.io" in listed.out
