from __future__ import annotations

from pathlib import Path

from running import check_json, write

MOCK = "export async function pay() {\n  throw new Error('Not implemented');\n}\n"
STUB = "def charge(order):\n    raise NotImplementedError\n"
MAIN = "import { total } from './cart';\n\nconsole.log(total);\n"


def levels(folder: Path) -> dict[str, str]:
    """Path → level of its finding."""
    return {each["path"]: each["level"] for each in check_json("--no-cache", folder).json["findings"]}


def shop(folder: Path, package: str = '{"name": "shop"}') -> Path:
    """A package whose entry imports the cart."""
    write(folder / "package.json", package)
    write(folder / "src/main.ts", MAIN)
    write(folder / "src/cart.ts", "import './pay';\nexport const total = 1;\n")
    write(folder / "src/pay.ts", MOCK)
    write(folder / "src/old.ts", MOCK)
    return folder


def test_an_error_in_a_file_that_nothing_imports_is_a_warning(tmp_path: Path) -> None:
    assert levels(shop(tmp_path)) == {"src/pay.ts": "error", "src/old.ts": "warning"}


def test_sarif_says_why_it_is_lower(tmp_path: Path) -> None:
    from running import prodlint

    assert '"lowered": "nothing that ships imports this file"' in prodlint(
        "check", "--no-cache", "--format", "sarif", shop(tmp_path)
    ).out.replace('":"', '": "')


def test_one_file_is_judged_like_the_whole_project(tmp_path: Path) -> None:
    write(shop(tmp_path) / ".git/HEAD", "")
    assert levels(tmp_path / "src/old.ts") == {"src/old.ts": "warning"}
    assert levels(tmp_path / "src/pay.ts") == {"src/pay.ts": "error"}


def test_the_configuration_names_entries(tmp_path: Path) -> None:
    write(shop(tmp_path) / "prodlint.toml", 'entry-points = ["src/old.ts"]\n')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_a_critical_file_is_an_entry(tmp_path: Path) -> None:
    write(shop(tmp_path) / "prodlint.toml", 'critical = ["src/old.ts"]\n')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_without_a_manifest_everything_counts_as_reached(tmp_path: Path) -> None:
    (shop(tmp_path) / "package.json").unlink()
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_what_a_manifest_names_is_an_entry(tmp_path: Path) -> None:
    shop(tmp_path, '{"name": "shop", "scripts": {"old": "node dist/old.js"}}')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_what_a_dockerfile_names_is_an_entry(tmp_path: Path) -> None:
    write(shop(tmp_path) / "Dockerfile", 'CMD ["node", "src/old.ts"]\n')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_where_a_tool_brings_files_in_everything_counts_as_reached(tmp_path: Path) -> None:
    shop(tmp_path, '{"name": "shop", "dependencies": {"nuxt": "^3.1.0"}}')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_a_page_is_an_entry_only_where_a_framework_reads_the_folder(tmp_path: Path) -> None:
    write(shop(tmp_path / "spa") / "src/pages/gone.ts", MOCK)
    write(shop(tmp_path / "next", '{"name": "n", "dependencies": {"next": "15"}}') / "src/pages/here.ts", MOCK)
    found = levels(tmp_path)
    assert (found["spa/src/pages/gone.ts"], found["next/src/pages/here.ts"]) == ("warning", "error")


def test_a_page_of_html_loads_its_scripts(tmp_path: Path) -> None:
    write(shop(tmp_path) / "index.html", '<html><script type="module" src="/src/old.ts"></script></html>\n')
    assert levels(tmp_path)["src/old.ts"] == "error"


def test_a_python_module_that_nothing_imports(tmp_path: Path) -> None:
    write(tmp_path / "main.py", "from shop.cart import charge\n\ncharge(None)\n")
    write(tmp_path / "shop/cart.py", STUB)
    write(tmp_path / "shop/old.py", STUB)
    assert levels(tmp_path) == {"shop/cart.py": "error", "shop/old.py": "warning"}


def test_all_modules_of_a_library_are_reached(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[build-system]\nrequires = ["hatchling"]\n')
    write(tmp_path / "main.py", "from shop.cart import charge\n\ncharge(None)\n")
    write(tmp_path / "shop/cart.py", STUB)
    write(tmp_path / "shop/old.py", STUB)
    assert levels(tmp_path)["shop/old.py"] == "error"
