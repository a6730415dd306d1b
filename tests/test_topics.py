from __future__ import annotations

from pathlib import Path

from running import check_json, write

STORE = "import { tell } from './tell';\n\nexport const payments = new MockPayments();\ntell(payments);\n"
ABOUT = "# A mock server\n" + "It mocks what a server says: each mock is a file.\n" * 5


def findings(folder: Path) -> list[tuple[str, str]]:
    """Level and rule of each finding."""
    return [(each["level"], each["rule"]) for each in check_json("--no-cache", folder).json["findings"]]


def shop(folder: Path, description: str, readme: str) -> Path:
    write(folder / "package.json", f'{{\n  "name": "shop",\n  "description": "{description}"\n}}')
    write(folder / "README.md", readme)
    write(folder / "src/main.ts", STORE)
    write(folder / "src/tell.ts", "export const tell = (what) => console.info(what);\n")
    return folder


def test_a_project_about_mocks_means_its_mocks(tmp_path: Path) -> None:
    assert findings(shop(tmp_path, "Mocks of servers", ABOUT)) == [("note", "mock-service")]


def test_a_word_in_the_description_alone_does_not_make_it_the_topic(tmp_path: Path) -> None:
    assert findings(shop(tmp_path, "A shop, mock payments", "# Shop: a mock\n")) == [("error", "mock-service")]


def test_a_word_in_the_readme_alone_does_not_make_it_the_topic(tmp_path: Path) -> None:
    assert findings(shop(tmp_path, "A shop", ABOUT)) == [("error", "mock-service")]


def test_a_package_has_topics_of_its_own(tmp_path: Path) -> None:
    shop(tmp_path / "mocks", "Mocks of servers", ABOUT)
    shop(tmp_path / "shop", "A shop", ABOUT)
    assert findings(tmp_path) == [("note", "mock-service"), ("error", "mock-service")]


def test_a_double_that_only_tests_import_is_silent(tmp_path: Path) -> None:
    shop(tmp_path, "A shop", "")
    write(tmp_path / "src/main.ts", "import { tell } from './tell';\n\ntell(1);\n")
    write(tmp_path / "src/mocks.ts", "export const payments = new MockPayments();\n")
    write(tmp_path / "src/pay.test.ts", "import { payments } from './mocks';\n\nit('pays', () => expect(payments).toBe(1));\n")
    assert findings(tmp_path) == []
