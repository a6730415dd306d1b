"""Whether a variable that the code needs is declared, across source and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, git, prodlint, write

RULES = ("--select", "undeclared-env,placeholder-env,exposed-secret")
NEEDS = 'import os\n\nimport stripe\n\nstripe.api_key = os.environ["STRIPE_KEY"]\n'


def found(*arguments: str | Path) -> list[tuple[str, str]]:
    findings = check_json(*RULES, *arguments).json["findings"]
    return [(each["rule"], each["path"]) for each in findings]


def test_one_finding_for_one_variable_however_often_it_is_read(project: Path) -> None:
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    write(project / "src/refund.py", NEEDS)
    assert found(project) == [("undeclared-env", "src/pay.py")]


def test_the_finding_points_at_the_nearest_example_to_mend(project: Path) -> None:
    write(project / "web/.env.example", "REGION=eu\n")
    write(project / "server/.env.example", "REGION=eu\n")
    write(project / "server/pay.py", NEEDS)
    (finding,) = check_json(*RULES, project).json["findings"]
    assert [(each["path"], each["line"]) for each in finding["related"]] == [("server/.env.example", 1)]


@pytest.mark.parametrize(
    "settings",
    ["package.json", ".github/workflows/test.yml", "Dockerfile", "README.md"],
)
def test_a_file_with_variables_of_many_kinds_does_not_say_that_the_project_declares_them(project: Path, settings: str) -> None:
    write(project / settings, 'ENV REGION_NAME=eu\n"REGION_NAME": "eu"\n')
    write(project / "src/pay.py", NEEDS)
    assert found(project) == []


def test_what_another_file_checks_is_told_there(project: Path) -> None:
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    write(project / "src/start.py", 'import os\n\nif not os.getenv("STRIPE_KEY"):\n    raise SystemExit("set it")\n')
    assert found(project) == []


def test_a_part_of_a_project_is_judged_with_the_settings_of_the_whole(project: Path) -> None:
    write(project / ".env.example", "STRIPE_KEY=\n")
    write(project / "src/pay.py", NEEDS)
    assert found(project / "src") == []


def test_a_file_that_git_ignores_declares_as_well(project: Path) -> None:
    git(project, "init", "-q")
    write(project / ".gitignore", ".env\n")
    write(project / ".env", "STRIPE_KEY=abc\n")
    write(project / "src/pay.py", NEEDS)
    assert found(project) == []


@pytest.mark.parametrize("path", ["tests/test_pay.py", "scripts/pay.py", "examples/pay.py"])
def test_tests_scripts_and_examples_may_need_what_is_not_declared(project: Path, path: str) -> None:
    write(project / ".env.example", "REGION=eu\n")
    write(project / path, NEEDS)
    assert found(project) == []


def test_a_bad_settings_file_is_named_and_the_run_goes_on(project: Path) -> None:
    write(project / "docker-compose.yml", "a: [\n")
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    ran = check_json(*RULES, project)
    assert (ran.rules, ran.not_read()["docker-compose.yml"][0]) == (["undeclared-env"], "partial")


def test_a_link_to_nowhere_is_no_settings_file(project: Path) -> None:
    (project / ".env").symlink_to(project / "gone")
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    assert prodlint("check", *RULES, project).status == 1


def test_a_global_file_declares_when_the_project_names_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(project.parent))
    write(project.parent / ".env", "STRIPE_KEY=rk_of_this_machine\n")
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    before = found(project)
    write(project / "prodlint.toml", 'global-env = ["~/.env"]\n')
    assert (before, found(project)) == ([("undeclared-env", "src/pay.py")], [])


def test_a_global_file_is_found_from_the_configuration_and_its_values_are_not_told(project: Path) -> None:
    write(project.parent / "keys/.env", "STRIPE_KEY=rk_of_this_machine\n")
    write(project / ".env.example", "REGION=eu\n")
    write(project / "prodlint.toml", 'global-env = ["../keys/.env"]\n')
    write(project / "src/pay.py", NEEDS)
    ran = prodlint("integrations", "--format", "json", project)
    (variable,) = ran.json["variables"]
    assert [(each["path"], each["gives"]) for each in variable["declared"]] == [("../keys/.env", "set")]
    assert "rk_of_this_machine" not in ran.out


def test_a_global_file_that_is_not_there_is_named(project: Path) -> None:
    write(project / "prodlint.toml", 'global-env = ["../gone/.env"]\n')
    ran = check_json(*RULES, project)
    assert (ran.status, ran.out) == (2, "")
    assert "prodlint.toml:1: `global-env`: `../gone/.env`: no such file" in ran.err


def test_a_home_folder_without_the_global_file_is_said_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(project.parent))
    write(project / "prodlint.toml", 'global-env = ["~/.env"]\n')
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/pay.py", NEEDS)
    ran = check_json(*RULES, project)
    assert (ran.status, ran.rules) == (1, ["undeclared-env"])
    assert ran.not_read()["~/.env"] == ("skipped", "not on this machine, so the variables that it names are not known")


READS = 'import Stripe from "stripe";\n\nexport const stripe = new Stripe(process.env.STRIPE_KEY!);\n'


@pytest.mark.parametrize(
    "schema",
    [
        "export const env = createEnv({ server: { STRIPE_KEY: z.string() }, runtimeEnv: process.env });\n",
        "export const env = createEnv({\n  server: {\n    STRIPE_KEY: z.string().min(1),\n  },\n});\n",
        'import { cleanEnv, str } from "envalid";\n\nexport const env = cleanEnv(process.env, { STRIPE_KEY: str() });\n',
        "const schema = z.object({\n  STRIPE_KEY: z.string(),\n});\n\nexport const env = schema.parse(process.env);\n",
        "const schema = v.object({ STRIPE_KEY: v.string() });\n\nexport const env = v.parse(schema, process.env);\n",
        "const schema = Joi.object({ STRIPE_KEY: Joi.string() });\n\nexport const env = schema.validate(process.env);\n",
        "const schema = type({ STRIPE_KEY: 'string' });\n\nexport const env = schema(process.env);\n",
        "declare global { namespace NodeJS { interface ProcessEnv { STRIPE_KEY: string } } }\n",
        "const required = ['STRIPE_KEY'];\nfor (const name of required) if (!process.env[name]) throw new Error(name);\n",
    ],
)
def test_a_schema_of_the_environment_has_the_variable(project: Path, schema: str) -> None:
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/env.ts", schema)
    write(project / "src/pay.ts", READS)
    assert found(project) == []


@pytest.mark.parametrize(
    "settings",
    [
        "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    STRIPE_KEY: str\n",
        "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    stripe_key: str\n",
        "import environ\n\nenv = environ.Env(STRIPE_KEY=(str, ''))\n",
        "from decouple import config\n\nKEY = config('STRIPE_KEY', default='')\n",
        "import os\n\nREQUIRED = ['STRIPE_KEY']\nmissing = [name for name in REQUIRED if name not in os.environ]\n",
        "import os\n\nos.environ.setdefault('STRIPE_KEY', load())\n",
    ],
)
def test_a_class_or_table_of_settings_has_the_variable(project: Path, settings: str) -> None:
    write(project / ".env.example", "REGION=eu\n")
    write(project / "src/settings.py", settings)
    write(project / "src/pay.py", NEEDS)
    assert found(project) == []
