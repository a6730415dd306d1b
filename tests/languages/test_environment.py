"""Which variables of the environment are read, and what becomes of the program where one is not set."""

from __future__ import annotations

from functools import cache

import pytest

from prodlint.fact import EnvRead
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary(family: str) -> Vocabulary:
    return Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))


def reads(source: str, language: str, family: str) -> list[tuple[str, str]]:
    facts = front_end(language).parse(source.encode(), vocabulary(family)).facts("env-read")
    return [(fact.variable, fact.missing) for fact in facts if isinstance(fact, EnvRead)]


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("key = os.environ['KEY']", "raises"),
        ("key = os.getenv('KEY')", "kept"),
        ("key = os.getenv('KEY', 'eu')", "default"),
        ("key = os.environ.get('KEY') or 'eu'", "default"),
        ("key = other or os.environ.get('KEY')", "kept"),
        ("if os.getenv('KEY'): pass", "checked"),
        ("on = os.getenv('KEY') == '1'", "checked"),
        ("on = bool(os.getenv('KEY'))", "checked"),
        ("key = os.getenv('KEY')\nif not key: raise SystemExit", "checked"),
        ("key = os.getenv('KEY')\nclient = Client(key)", "used"),
        ("client = Client(key=os.getenv('KEY'))", "used"),
        ("url = f\"https://{os.getenv('KEY')}/ships\"", "used"),
        ("ports = os.getenv('KEY').split(',')", "used"),
        ("print(os.getenv('KEY'))", "kept"),
        ("key = os.environ['KEY']\nif fails: raise Failure('set KEY first')", "checked"),
        ("a = os.environ['KEY']\nb = os.getenv('KEY', 'eu')", "checked"),
    ],
)
def test_python_says_what_follows_where_a_variable_is_missing(source: str, missing: str) -> None:
    assert reads(f"import os\n{source}\n", "python", "python")[0] == ("KEY", missing)


def test_python_names_are_followed_through_imports() -> None:
    assert reads("from os import environ as e, getenv\na = e['A']\nb = getenv('B')\n", "python", "python") == [
        ("A", "raises"),
        ("B", "kept"),
    ]


def test_a_variable_that_is_set_or_deleted_is_no_read() -> None:
    assert reads("import os\nos.environ['A'] = 'b'\ndel os.environ['A']\n", "python", "python") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from decouple import config\nA = config('A')\nB = config('B', default='x')", [("A", "raises"), ("B", "default")]),
        (
            "import environ\nenv = environ.Env()\nA = env('A')\nB = env.bool('B', default=False)",
            [("A", "raises"), ("B", "default")],
        ),
        ("env = Other()\nA = env('A')", []),
    ],
)
def test_the_readers_of_libraries_fail_where_there_is_no_default(source: str, expected: list[tuple[str, str]]) -> None:
    assert reads(source, "python", "python") == expected


def test_the_fields_of_a_settings_class_are_variables() -> None:
    source = (
        "from pydantic_settings import BaseSettings, SettingsConfigDict\n"
        "class Settings(BaseSettings):\n"
        '    model_config = SettingsConfigDict(env_prefix="APP_")\n'
        "    key: str\n"
        "    region: str = 'eu'\n"
        "    hook: str = Field(..., alias='HOOK_URL')\n"
        "    plain = 3\n"
    )
    assert reads(source, "python", "python") == [("APP_KEY", "schema"), ("APP_REGION", "default"), ("HOOK_URL", "schema")]


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("const key = process.env.KEY;", "kept"),
        ("const key = process.env['KEY']!;", "used"),
        ("const key = import.meta.env.KEY ?? 'eu';", "default"),
        ("const key = other || process.env.KEY;", "kept"),
        ("const { KEY } = process.env;", "kept"),
        ("const { KEY = 'eu' } = process.env;", "default"),
        ("const key = process.env.KEY; if (!key) throw new Error();", "checked"),
        ("if (process.env.KEY) go();", "checked"),
        ("const on = process.env.KEY === 'true';", "checked"),
        ("const on = !!process.env.KEY;", "checked"),
        ("const key = requireEnv(process.env.KEY);", "checked"),
        ("const list = process.env.KEY?.split(',');", "checked"),
        ("const list = process.env.KEY.split(',');", "used"),
        ("const port = parseInt(process.env.KEY) || 3000;", "default"),
        ("const client = new Client({ key: process.env.KEY });", "used"),
        ("const key = process.env.KEY!; if (key) go(key);", "checked"),
        ("export const KEY = process.env.KEY;", "kept"),
        ("const settings = { key: process.env.KEY };", "kept"),
        ("const GET = () => Response.json({ key: process.env.KEY });", "kept"),
        ("console.log(process.env.KEY);", "kept"),
        ("const url = `${process.env.KEY}/ships`;", "used"),
        ("const page = <Chart token={process.env.KEY} />;", "kept"),
        ("const page = <Chart token={process.env.KEY!} />;", "used"),
        ("const page = <b>{process.env.KEY}</b>;", "used"),
        ("const key = Deno.env.get('KEY');", "kept"),
        ("import { KEY } from '$env/static/private';", "raises"),
    ],
)
def test_scripts_say_what_follows_where_a_variable_is_missing(source: str, missing: str) -> None:
    assert reads(source, "tsx", "ecmascript")[0] == ("KEY", missing)


def test_what_a_call_can_do_without_may_be_missing() -> None:
    source = "report({ release: process.env.RELEASE, sendTo: process.env.REPORT_URL });"
    assert reads(source, "tsx", "ecmascript") == [("RELEASE", "kept"), ("REPORT_URL", "used")]


@pytest.mark.parametrize(
    "source", ["// process.env.KEY", "const a = 'process.env.KEY';", "process.env.KEY = 'a';", "delete process.env.KEY;"]
)
def test_what_only_looks_like_a_read_is_none(source: str) -> None:
    assert reads(source, "tsx", "ecmascript") == []


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ('let key = ProcessInfo.processInfo.environment["KEY"] ?? ""', "default"),
        ('guard let key = ProcessInfo.processInfo.environment["KEY"] else { return }', "checked"),
        ('let key = ProcessInfo.processInfo.environment["KEY"]!', "raises"),
        ('let key = Bundle.main.object(forInfoDictionaryKey: "KEY") as! String', "raises"),
        ('let key = Bundle.main.infoDictionary?["KEY"] as? String ?? "eu"', "default"),
        ('let key = Bundle.main.infoDictionary?["KEY"]', "kept"),
    ],
)
def test_swift_says_what_follows_where_a_variable_is_missing(source: str, missing: str) -> None:
    assert reads(source, "swift", "swift") == [("KEY", missing)]


def test_swift_in_a_comment_or_text_is_no_read() -> None:
    source = '// ProcessInfo.processInfo.environment["KEY"]\nlet a = #"ProcessInfo.processInfo.environment["KEY"]"#\n'
    assert reads(source, "swift", "swift") == []
