"""`prodlint integrations --live` against a real server on this machine: what it says, sends, and never shows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from live.server import Services
from prodlint.report.integrations import INTEGRATION_FORMATS
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary_file
from running import Ran, prodlint, write

WORDS = load_vocabulary_file(bundled_folder() / "vocabulary/services.toml")
KEY = "sk-QuayLive7f3e9b2c5d8a"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without keys, and outside of CI."""
    words = [each.live for each in WORDS.service if each.live is not None]
    asked = {name for word in words for names in (word.address, *word.variables.values()) for name in names}
    for name in (*asked, *WORDS.words["ci-variables"]):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Services]:
    started = Services()
    yield started
    started.close()


@pytest.fixture
def other() -> Iterator[Services]:
    started = Services()
    yield started
    started.close()


@pytest.fixture
def quay(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that asks OpenAI, in an environment with its key."""
    write(project / "advice.py", "import openai\n\nclient = openai.OpenAI(timeout=5)\n")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    return project


def live(*arguments: str | Path) -> Ran:
    return prodlint("integrations", "--jobs", "1", "--live", *arguments)


def set_all(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def tried(*arguments: str | Path) -> dict[str, dict[str, Any]]:
    return {each["service"]: each for each in live("--format", "json", *arguments).json["live"]}


@pytest.mark.parametrize(
    ("way", "verdict", "reason", "asked"),
    [
        ("right", "reachable", "it takes `OPENAI_API_KEY`", 1),
        ("401", "wrong-key", "it does not take `OPENAI_API_KEY` (401)", 1),
        ("403", "wrong-key", "it does not take `OPENAI_API_KEY` (403, or the key may not do this)", 1),
        ("404", "refused", "it answers 404", 1),
        ("429", "refused", "it answers 429, 3 times", 3),
        ("busy-once", "reachable", "it takes `OPENAI_API_KEY`", 2),
        ("busy-for-hours", "refused", "it answers 429 and asks to wait 3600 s", 1),
        ("500", "refused", "it answers 500, 3 times", 3),
        ("501", "refused", "it answers 501", 1),
        ("reset", "unexpected", "what answers speaks no proper HTTP", 1),
        ("noise", "unexpected", "what answers speaks no proper HTTP", 1),
        ("garbage", "unexpected", "it answers 200, but not with JSON", 1),
        ("deep", "unexpected", "it answers 200, but not with JSON", 1),
        ("other", "unexpected", "it answers 200, but not as its documentation says", 1),
        ("list", "unexpected", "it answers 200, but not as its documentation says", 1),
    ],
)
def test_what_a_service_answers_is_told(quay: Path, server: Services, way: str, verdict: str, reason: str, asked: int) -> None:
    found = tried("--base-url", f"openai={server.url}/{way}", quay)["OpenAI"]
    assert (found["verdict"], found["reason"]) == (verdict, reason)
    assert [path for path, _ in server.seen] == [f"/{way}/v1/models"] * asked


@pytest.mark.parametrize("way", ["hang", "drip"])
def test_a_service_that_takes_too_long_is_not_waited_for(quay: Path, server: Services, way: str) -> None:
    found = tried("--timeout", "0.3", "--base-url", f"openai={server.url}/{way}", quay)["OpenAI"]
    assert (found["verdict"], found["reason"], len(server.seen)) == ("unreachable", "no answer within 0.3 s", 1)


def test_nobody_there_is_told(quay: Path, server: Services) -> None:
    server.close()
    found = tried("--base-url", f"openai={server.url}", quay)["OpenAI"]
    assert (found["verdict"], found["reason"], found["status"]) == ("unreachable", "no connection", None)


def test_a_key_follows_no_redirect(quay: Path, server: Services, other: Services) -> None:
    server.elsewhere = other.url
    found = tried("--base-url", f"openai={server.url}/away", quay)["OpenAI"]
    assert (found["verdict"], found["status"]) == ("unexpected", 302)
    assert other.seen == []


def test_a_request_has_the_key_and_nothing_of_the_project(quay: Path, server: Services) -> None:
    live("--base-url", f"openai={server.url}/right", quay)
    ((path, headers),) = server.seen
    assert (path, headers["authorization"]) == ("/right/v1/models", f"Bearer {KEY}")
    assert sorted(headers) == ["accept", "accept-encoding", "authorization", "connection", "host", "user-agent"]


@pytest.mark.parametrize(
    ("provider", "variables", "path", "header"),
    [
        ("Anthropic", {"ANTHROPIC_API_KEY": "a"}, "/right/v1/models?limit=1", ("x-api-key", "a")),
        ("google-gemini", {"GEMINI_API_KEY": "g"}, "/right/v1beta/models?pageSize=1", ("x-goog-api-key", "g")),
        ("twilio", {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}, "/right/2010-04-01/Accounts/AC1.json",
         ("authorization", "Basic QUMxOnQ=")),
        ("telegram", {"TELEGRAM_BOT_TOKEN": "12:ab/c"}, "/right/bot12:ab%2Fc/getMe", ("host", "")),
        ("huggingface", {"HF_TOKEN": "h"}, "/right/api/whoami-v2", ("authorization", "Bearer h")),
        ("Supabase", {"SUPABASE_ANON_KEY": "s"}, "/right/auth/v1/settings", ("apikey", "s")),
    ],
)  # fmt: skip
def test_each_service_is_asked_as_it_documents(
    project: Path,
    server: Services,
    monkeypatch: pytest.MonkeyPatch,
    provider: str,
    variables: dict[str, str],
    path: str,
    header: tuple[str, str],
) -> None:
    set_all(monkeypatch, variables)
    found = tried("--base-url", f"{provider}={server.url}/right", project)
    assert [(each["verdict"], each["used"]) for each in found.values()] == [("reachable", False)]
    assert server.seen[0][0] == path
    assert header[1] in server.seen[0][1][header[0]]


def test_a_service_without_a_key_is_asked_where_the_project_uses_it(project: Path, server: Services) -> None:
    write(project / "local.py", "import ollama\n\nollama.chat(model='m')\n")
    found = tried("--base-url", f"ollama={server.url}/right", project)["Ollama"]
    assert (found["verdict"], found["reason"], server.seen[0][0]) == ("reachable", "it answers", "/right/api/tags")


def test_an_answer_can_say_of_itself_that_the_key_is_wrong(
    project: Path, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", KEY)
    found = tried("--base-url", f"slack={server.url}/not-ok", project)["Slack"]
    assert (found["verdict"], found["reason"]) == ("wrong-key", "it does not take `SLACK_BOT_TOKEN`")


def test_a_key_that_may_do_only_some_things_is_right(project: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESEND_API_KEY", KEY)
    found = tried("--base-url", f"resend={server.url}/restricted", project)["Resend"]
    assert (found["verdict"], found["reason"]) == ("reachable", "it takes `RESEND_API_KEY`, which may do only some things")


def test_a_proxy_does_not_stand_between_this_machine_and_itself(
    quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert tried("--base-url", f"openai={server.url}/right", quay)["OpenAI"]["verdict"] == "reachable"


@pytest.mark.parametrize("form", sorted(INTEGRATION_FORMATS))
def test_no_format_shows_a_key_whatever_happens(
    quay: Path, server: Services, other: Services, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    ways = {
        "openai": ("OPENAI_API_KEY", f"{server.url}/right"),
        "anthropic": ("ANTHROPIC_API_KEY", f"{server.url}/401"),
        "mistral": ("MISTRAL_API_KEY", f"{server.url}/quotes"),
        "groq": ("GROQ_API_KEY", f"{server.url}/500"),
        "stripe": ("STRIPE_SECRET_KEY", f"{server.url}/garbage"),
        "sendgrid": ("SENDGRID_API_KEY", f"{server.url}/away"),
        "cohere": ("COHERE_API_KEY", f"{server.url}/hang"),
        "mapbox": ("MAPBOX_TOKEN", f"{server.url}/noise"),
        "telegram": ("TELEGRAM_TOKEN", "http://127.0.0.1:9"),
        "deepseek": ("DEEPSEEK_API_KEY", f"{server.url}/429"),
    }
    server.elsewhere = other.url
    set_all(monkeypatch, {variable: KEY for variable, _ in ways.values()})
    write(quay / ".env", f"GITHUB_TOKEN='{KEY} with blanks'\nHF_TOKEN={KEY}ü\nREPLICATE_API_TOKEN=\"{KEY}\\nsecond\"\n")
    addresses = [word for provider, (_, url) in ways.items() for word in ("--base-url", f"{provider}={url}")]
    ran = live("--verbose", "--timeout", "2", "--format", form, *addresses, quay)
    kept = [path for path in Path(os.environ["PRODLINT_CACHE_DIR"]).rglob("*") if path.is_file()]
    assert all(name in ran.out for name in ("OPENAI_API_KEY", "GITHUB_TOKEN", "HF_TOKEN", "Telegram"))
    assert KEY not in ran.out + ran.err
    assert not [path for path in kept if KEY.encode() in path.read_bytes()]


def test_a_key_that_cannot_be_one_is_sent_nowhere(project: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "your-key-here")
    found = tried("--base-url", f"openai={server.url}/right", project)["OpenAI"]
    assert (found["verdict"], found["reason"]) == ("not-tried", "`OPENAI_API_KEY` is a placeholder or no key at all")
    assert server.seen == []


def test_keys_are_taken_from_the_settings_file_of_the_project(project: Path, server: Services) -> None:
    write(project / ".env", f"export OPENAI_API_KEY='{KEY}'\n")
    found = tried("--base-url", f"openai={server.url}/right", project)["OpenAI"]
    assert (found["verdict"], found["reason"]) == ("reachable", "it takes `OPENAI_API_KEY` of .env")


def test_the_environment_comes_before_files_and_the_local_file_before_the_other(quay: Path, server: Services) -> None:
    write(quay / ".env", "OPENAI_API_KEY=one\nANTHROPIC_API_KEY=one\n")
    write(quay / ".env.local", "OPENAI_API_KEY=two\nANTHROPIC_API_KEY=two\n")
    live("--base-url", f"openai={server.url}/right", "--base-url", f"anthropic={server.url}/right", quay)
    sent = {headers.get("x-api-key") or headers.get("authorization") for _, headers in server.seen}
    assert sent == {f"Bearer {KEY}", "two"}


def test_a_given_file_stands_instead_of_the_usual_ones(project: Path, server: Services) -> None:
    write(project / ".env", f"OPENAI_API_KEY={KEY}\n")
    file = write(project / "ours.env", f"MISTRAL_API_KEY={KEY}\n")
    found = tried("--env-file", file, "--base-url", f"mistral={server.url}/right", project)
    assert list(found) == ["Mistral"]


def test_a_variable_of_the_project_with_a_prefix_is_known(project: Path, server: Services) -> None:
    write(project / "src/pay.ts", 'import Stripe from "stripe";\nnew Stripe(process.env.SHOP_STRIPE_SECRET_KEY!);\n')
    write(project / ".env", f"SHOP_STRIPE_SECRET_KEY={KEY}\n")
    assert tried("--base-url", f"stripe={server.url}/right", project)["Stripe"]["keys"] == ["SHOP_STRIPE_SECRET_KEY"]


def test_an_address_of_the_environment_is_asked_as_programs_ask_it(
    quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/right/v1")
    assert tried(quay)["OpenAI"]["verdict"] == "reachable"
    assert server.seen[0][0] == "/right/v1/models"


def test_a_settings_file_sends_no_key_of_the_environment_elsewhere(quay: Path, server: Services) -> None:
    write(quay / ".env", f"OPENAI_BASE_URL={server.url}/right\n")
    found = tried(quay)["OpenAI"]
    assert (found["verdict"], server.seen) == ("not-tried", [])
    assert found["reason"] == "`OPENAI_BASE_URL` of .env would send a key of the environment elsewhere: give `--base-url`"


def test_a_key_is_sent_unencrypted_only_to_this_machine_or_where_it_is_asked_for(
    quay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://proxy.harbour.test/v1")
    assert tried(quay)["OpenAI"]["reason"] == "`OPENAI_BASE_URL` would send the key unencrypted"


def test_what_is_not_tried_is_told_with_the_reason(project: Path) -> None:
    write(project / "pay.py", "import stripe\nimport plaid\nimport smtplib\n")
    out = live(project).out
    assert "live: not-tried  3\n  Plaid, SMTP  no cheap request known\n  Stripe  `STRIPE_SECRET_KEY` is not set\n" in out
    assert out.endswith("No service tried: no key of one is set.\n")


def test_what_is_not_tried_is_not_counted_as_tried(quay: Path, server: Services) -> None:
    write(quay / "src/pay.py", "import plaid\n")
    out = live("--base-url", f"openai={server.url}/right", quay).out
    assert out.endswith("1 service tried (1 reachable); 1 not tried.\n")


def test_text_lists_the_worst_first_and_counts(quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    out = live("--base-url", f"openai={server.url}/right", "--base-url", f"groq={server.url}/401", quay).out
    host = server.url.removeprefix("http://")
    assert (
        f"live: wrong-key  1\n  Groq  {host}  it does not take `GROQ_API_KEY` (401); it is not used here\n\n"
        f"live: reachable  1\n  OpenAI  {host}  it takes `OPENAI_API_KEY`\n\n"
    ) in out
    assert out.endswith("2 services tried (1 wrong-key, 1 reachable).\n")


def test_the_page_has_a_column_for_it(quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    addresses = ("--base-url", f"openai={server.url}/right", "--base-url", f"groq={server.url}/401")
    page = live("--format", "html", *addresses, quay).out
    assert '"title":"Live"' in page
    assert '["unknown","reachable","OpenAI"' in page
    assert '["not used","wrong-key","Groq"' in page


def test_without_it_nothing_of_it_is_told(quay: Path) -> None:
    told = prodlint("integrations", "--format", "json", quay).json
    assert ("live" in told, "live" in told["summary"]) == (False, False)
    assert "Live" not in prodlint("integrations", "--format", "html", quay).out


@pytest.mark.parametrize(
    ("way", "words", "status"),
    [
        ("401", ("--fail-on", "wrong-key"), 1),
        ("401", ("--fail-on", "refused,unreachable"), 0),
        ("401", (), 0),
        ("right", ("--fail-on", "wrong-key", "--fail-on", "not-tried"), 0),
        ("right", ("--fail-on", "unknown"), 1),
    ],
)
def test_the_gate_knows_its_verdicts(quay: Path, server: Services, way: str, words: tuple[str, ...], status: int) -> None:
    assert live("--base-url", f"openai={server.url}/{way}", *words, quay).status == status


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--live", "--base-url", "opnai=http://x"), "--base-url: unknown provider `opnai` (did you mean `openai`?)"),
        (
            ("--live", "--base-url", f"openai=ftp://me:{KEY}@x"),
            "--base-url: the address for `openai` is none that can be asked (write it like `openai=http://127.0.0.1:8080`)",
        ),
        (("--live", "--base-url", "openai"), "--base-url: gives no address (write it like `openai=http://127.0.0.1:8080`)"),
        (("--live", "--env-file", "."), "--env-file .: a folder, and no file (give a file with lines like `NAME=value`)"),
        (("--live", "--env-file", "no.env"), "--env-file no.env: no such file (give a file with lines like `NAME=value`)"),
        (("--base-url", "openai=http://x"), "--base-url: asks nobody without `--live` (add `--live`)"),
        (("--env-file", "a.env"), "--env-file: asks nobody without `--live` (add `--live`)"),
        (("--fail-on", "wrong-key"), "--fail-on: `wrong-key` is a verdict of `--live` (add `--live`)"),
    ],
)
def test_a_mistake_is_one_line(project: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = prodlint("integrations", *arguments, project)
    assert (ran.status, ran.out, ran.err) == (2, "", f"prodlint: {says}\n")


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("ALL_PROXY", "socks9://ann:QuayProxyPass@127.0.0.1:1", "the proxy of the environment cannot be used"),
        ("SSL_CERT_FILE", "/quay/none.pem", "the certificates that are to be trusted cannot be read"),
    ],
)
def test_settings_of_the_network_that_cannot_be_used_are_one_line(
    quay: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)

    ran = prodlint("integrations", "--live", quay)

    assert ran.status == 2
    assert ran.err.startswith("prodlint: --live: " + says)
    assert "QuayProxyPass" not in ran.out + ran.err


def test_a_host_that_no_name_stands_for_is_not_reached(quay: Path) -> None:
    ran = prodlint("integrations", "--live", "--base-url", "openai=https://xn--a.test", quay)

    assert ran.status == 0
    assert "no connection" in ran.out


def test_it_asks_nobody_in_ci(quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    ran = live("--base-url", f"openai={server.url}/right", quay)
    says = "prodlint: --live: asks outside services, and this seems to be CI: `CI` is set (add `--live-in-ci`)\n"
    assert (ran.status, ran.err, server.seen) == (2, says, [])


def test_it_asks_in_ci_where_that_is_asked_for(quay: Path, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    ran = prodlint("integrations", "--live-in-ci", "--base-url", f"openai={server.url}/right", quay)
    assert (ran.status, len(server.seen)) == (0, 1)


def in_process(code: str, folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([path, *sys.path])}
    words = [sys.executable, "-c", code]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


RUN = "import sys; from prodlint.cli.group import run; status = run(sys.argv[1:] or {words!r}); {then}"


def test_without_its_library_it_says_what_to_install(quay: Path, tmp_path: Path) -> None:
    write(tmp_path / "lacking/httpx.py", "raise ImportError('not here')\n")
    done = in_process(
        RUN.format(words=["integrations", "--live", "."], then="sys.exit(status)"), quay, str(tmp_path / "lacking")
    )
    says = "prodlint: `--live` needs httpx, which is not installed (pip install 'prodlint[live]')\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)


def test_who_does_not_ask_for_it_loads_nothing_that_uses_the_network(quay: Path) -> None:
    code = RUN.format(words=["integrations", "."], then="print({'httpx', 'ssl', 'asyncio'} & sys.modules.keys())")
    assert in_process(code, quay, "").stdout.endswith("\nset()\n")
