"""Beside programs that look for real secrets: what their comments allow is something else than what may ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, prodlint, write

RULES = ("--select", "placeholder-key,test-key,exposed-secret,SUPPRESSION")
PLACEHOLDER = 'client = Client(api_key="YOUR_API_KEY")'
TEST_KEY = 'import stripe\n\nstripe.api_key = "sk_test_51HarbourQ9f8e7d6c5b4a3"'
ALLOWING = ["gitleaks:allow", "pragma: allowlist secret", "pragma: whitelist secret", "nosec", "ggignore"]


def found(*arguments: str | Path) -> list[str]:
    return [each["rule"] for each in check_json(*RULES, *arguments).json["findings"]]


@pytest.mark.parametrize("comment", ALLOWING)
@pytest.mark.parametrize(("code", "rule"), [(PLACEHOLDER, "placeholder-key"), (TEST_KEY, "test-key")])
def test_what_a_scanner_is_told_to_pass_over_is_no_reason_to_ship_it(project: Path, code: str, rule: str, comment: str) -> None:
    write(project / "src/pay.py", f"{code}  # {comment}\n")
    assert found(project) == [rule]


@pytest.mark.parametrize("comment", ALLOWING)
def test_both_programs_can_be_told_on_one_line(project: Path, comment: str) -> None:
    write(project / "src/pay.py", f"{TEST_KEY}  # prodlint: allow test-key -- the sandbox of the shop {comment}\n")
    write(project / "src/refund.py", f"import stripe\n\n# prodlint: allow test-key -- {comment}\n{TEST_KEY.splitlines()[-1]}\n")
    assert found(project) == []


@pytest.mark.parametrize("comment", ALLOWING)
def test_a_fix_leaves_the_comment_of_a_scanner_where_it_is(project: Path, comment: str) -> None:
    write(project / "src/pay.py", f"{PLACEHOLDER}  # {comment}\n")
    prodlint("check", "--select", "placeholder-key", "--fix", "--unsafe-fixes", "--exit-zero", project)
    mended = (project / "src/pay.py").read_text(encoding="utf-8")
    assert "YOUR_API_KEY" not in mended
    assert mended.endswith(f"  # {comment}\n")


@pytest.mark.parametrize(
    "value", ["AKIAQ7HARBOUR3DESK2X", "ghp_Q9f8e7d6c5b4a3Q9f8e7d6c5b4a3Q9f8e7", "rk_live_51HarbourQ9f8e7d6c5b"]
)
def test_a_real_secret_is_left_to_those_who_look_for_them(project: Path, value: str) -> None:
    write(project / "src/pay.py", f'client = Client(api_key="{value}")\n')
    write(project / "src/pay.ts", f'export const client = new Client({{ apiKey: "{value}" }});\n')
    assert found(project) == []
