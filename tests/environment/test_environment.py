"""Which variables a file that is no source declares, and that no value of one is kept."""

from __future__ import annotations

import plistlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodlint.discover import settings_at
from prodlint.environment import READERS, declared_in, state_of
from prodlint.read import declared_by


def declared(path: str, text: str) -> list[tuple[str, int, str]]:
    found = settings_at(path)
    assert found is not None
    return [(each.variable, each.line, each.state) for each in declared_by(found, text.encode()).declared]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (None, "named"),
        ("${KEY}", "named"),
        ("$(KEY)", "named"),
        ("{{ .Values.key }}", "named"),
        ("", "empty"),
        ("your-key-here", "placeholder"),
        ("<key>", "placeholder"),
        ("changeme", "placeholder"),
        ("sk-xxxxxxxx", "placeholder"),
        ("rk_live_4f2a", "set"),
        ("http://localhost:3000", "set"),
        ("true", "set"),
    ],
)
def test_a_value_is_one_word(value: str | None, state: str) -> None:
    assert state_of(value) == state


def test_a_dotenv_file_declares_also_what_is_commented_out() -> None:
    text = "# what it needs\nKEY=abc\nexport HOOK=\n\nTEXT='a\nb'\n# OTHER=3\nNAKED\n"
    assert declared(".env.example", text) == [
        ("KEY", 2, "set"),
        ("HOOK", 3, "empty"),
        ("TEXT", 5, "set"),
        ("NAKED", 8, "named"),
        ("OTHER", 7, "named"),
    ]


def test_a_compose_file_declares_mappings_lists_and_what_it_asks_for() -> None:
    first = "  a:\n    environment:\n      KEY: abc\n"
    second = "  b:\n    environment:\n      - HOOK=x\n      - TOKEN\n    image: x:${TAG}\n"
    text = f"services:\n{first}{second}"
    found = declared("docker-compose.yml", text)
    assert set(found) == {("KEY", 4, "set"), ("HOOK", 7, "set"), ("TOKEN", 8, "named"), ("TAG", 9, "named")}


def test_a_list_of_names_and_values_declares_each() -> None:
    text = "envVars:\n  - key: KEY\n    value: abc\n  - key: HOOK\n    sync: false\n"
    assert set(declared("render.yaml", text)) == {("KEY", 2, "set"), ("HOOK", 4, "named")}


def test_a_dockerfile_declares_both_forms() -> None:
    assert declared("Dockerfile", 'FROM x\nENV KEY=abc HOOK="a b"\nENV OLD value\nARG TOKEN\n') == [
        ("KEY", 2, "set"),
        ("HOOK", 2, "set"),
        ("OLD", 3, "set"),
        ("TOKEN", 4, "named"),
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/deploy.yml", "env:\n  KEY: ${{ secrets.OTHER }}\n"),
        (".gitlab-ci.yml", "variables:\n  KEY: abc\n"),
        ("Procfile", "web: KEY=1 gunicorn app\n"),
        ("run.sh", "export KEY=abc\n"),
        ("app.json", '{"env": {"API_KEY": {"description": "x"}}}'),
        ("vercel.json", '{"env": {"KEY": "@key"}}'),
        ("fly.toml", '[env]\nKEY = "abc"\n'),
        ("netlify.toml", '[context.production.environment]\nKEY = "abc"\n'),
        ("chart/values.yaml", "env:\n  KEY: abc\n"),
        ("k8s/web.yaml", "env:\n  - name: KEY\n    valueFrom: x\n"),
        ("App/Info.plist", '<plist version="1.0"><dict><key>KEY</key><string>$(KEY)</string></dict></plist>'),
        ("Release.xcconfig", "KEY[sdk=iphoneos*] = abc // why\n"),
        ("A.xcscheme", '<EnvironmentVariable\n  key = "KEY" value = "abc">'),
        ("Makefile", "export KEY ?= abc\nrun:\n\tpython a.py\n"),
        ("Makefile", "KEY := abc\nexport KEY\n"),
        ("Makefile", "export OTHER KEY\n"),
        ("deploy/web.service", "[Service]\nEnvironment=KEY=abc OTHER=1\n"),
        ("web.service", '[Service]\nEnvironment="OTHER=a b" "KEY=c d"\n'),
        ("web.service", "[Service]\nPassEnvironment=OTHER KEY\n"),
        ("app.json", '{"env": {"API_KEY": {"required": true}}}'),
        ("app.json", '{"env": ["API_KEY"]}'),
        ("scalingo.json", '{"env": {"API_KEY": {"value": ""}}}'),
        ("heroku.yml", "setup:\n  config:\n    KEY: abc\n"),
        ("render.yaml", "services:\n  - envVars:\n      - key: KEY\n        sync: false\n"),
        ("railway.toml", '[variables]\nKEY = "abc"\n'),
        ("fly.toml", '[[statics]]\n[env]\n  KEY = "abc"\n'),
        ("chart/values.yaml", "extraEnv:\n  - name: KEY\n    value: abc\n"),
        ("charts/web/templates/deployment.yaml", "env:\n  - name: API_KEY\n    value: {{ .Values.key }}\n"),
        ("k8s/settings.yaml", "kind: ConfigMap\ndata:\n  KEY: abc\n"),
        (".gitlab-ci.yml", "pay:\n  variables:\n    KEY: { value: abc, description: why }\n"),
        ("deploy.sh", "gcloud run deploy --set-env-vars KEY=abc,OTHER=1\n"),
        ("deploy.sh", "fly secrets set KEY=abc\n"),
        ("main.tf", "environment { variables = { API_KEY = var.key } }"),
        ("supabase/config.toml", '[auth]\nsecret = "env(API_KEY)"\n'),
        ("README.md", "Set `API_KEY` and `KEYS` first. KEY_ID too.\n"),
    ],
)
def test_many_kinds_of_files_declare_variables(path: str, text: str) -> None:
    assert {name for name, _, _ in declared(path, text)} & {"KEY", "API_KEY"}


@pytest.mark.parametrize("path", ["src/app.py", "notes.txt", "tsconfig.json", "src/settings.yaml"])
def test_other_files_declare_none(path: str) -> None:
    assert settings_at(path) is None


@pytest.mark.parametrize(
    ("path", "deployed"),
    [
        (".env", False),
        (".env.example", False),
        (".env.production", True),
        (".env.production.example", False),
        ("fly.toml", True),
        ("docker-compose.yml", False),
        ("docker-compose.prod.yml", True),
    ],
)
def test_what_is_deployed_is_told_by_the_name(path: str, deployed: bool) -> None:
    found = settings_at(path)
    assert found is not None
    assert found.deployed == deployed


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docker-compose.yml", "a:\n  KEY: [\n", 4),
        ("fly.toml", "[env\n", 1),
        ("Info.plist", "<plist><dict>", 2),
    ],
)
def test_a_bad_file_is_told_and_still_names_variables(path: str, text: str, line: int) -> None:
    found = settings_at(path)
    assert found is not None
    read = declared_by(found, (text + "# API_KEY\n").encode())
    assert [(each.path, each.kind, each.line) for each in read.problems] == [(path, "partial", line)]
    assert "API_KEY" in {each.variable for each in read.declared}


def test_a_binary_property_list_is_read() -> None:
    raw = plistlib.dumps({"API_KEY": "abc", "filler": "x" * 9000}, fmt=plistlib.FMT_BINARY)
    read = declared_in("Info.plist", "plist", raw)
    assert read.problems == ()
    assert ("API_KEY", 1, "set") in [(each.variable, each.line, each.state) for each in read.declared]


def test_a_broken_binary_property_list_is_called_that() -> None:
    (problem,) = declared_in("Info.plist", "plist", b"bplist00" + b"\0" * 40).problems
    assert problem.message.startswith("a broken binary property list")


def test_a_template_is_no_bad_file() -> None:
    text = b"data:\n{{- range .Values.all }}\n  KEY: {{ .key | quote }}\n{{- end }}\n"
    assert declared_in("deployment.yaml", "yaml", text).problems == ()


def test_a_property_list_in_the_old_form_is_no_bad_file() -> None:
    assert declared_in("Macros.plist", "plist", b'{\n  API_KEY = "x";\n}\n').problems == ()


def test_a_file_of_aliases_is_read_once() -> None:
    bomb = "a: &a {KEY: 1}\n" + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(9))
    assert {name for name, _, _ in declared("docker-compose.yml", bomb)} == {"KEY"}


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400))
def test_no_bytes_crash_a_reader(form: str, raw: bytes) -> None:
    assert declared_in("a", form, raw).declared is not None


@pytest.mark.parametrize(
    "path", [".env", "docker-compose.yml", "Dockerfile", "fly.toml", "vercel.json", "run.sh", "A.xcconfig"]
)
def test_no_value_is_kept(path: str) -> None:
    secret = "rk_live_9f8e7d"
    text = f'ENV KEY={secret}\nexport KEY={secret}\nKEY = "{secret}"\n{{"KEY": "{secret}"}}\nKEY: {secret}\n'
    found = settings_at(path)
    assert found is not None
    assert secret.encode() not in msgspec.json.encode(declared_by(found, text.encode()))
