"""The command line as scripts depend on it: what each command and option does, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from prodlint import __version__
from prodlint.finding import GATES
from running import CLEAN, EMPTY_ACTION, UNIMPLEMENTED, check_json, command, git, process, prodlint, write


@pytest.fixture
def mixed(project: Path) -> Path:
    """A project with one finding of P0-UI and one of P0-MOCK, and a clean file."""
    write(project / "Bar.swift", EMPTY_ACTION)
    write(project / "charge.py", UNIMPLEMENTED)
    write(project / "sum.py", CLEAN)
    return project


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with one commit of a finding in old.py."""
    folder = tmp_path / "repository"
    write(folder / "old.py", UNIMPLEMENTED)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    monkeypatch.chdir(folder)
    return folder


# Exit status


def test_a_clean_tree_exits_with_0(project: Path) -> None:
    write(project / "sum.py", CLEAN)
    assert prodlint("check", ".").status == 0


def test_an_empty_tree_exits_with_0(project: Path) -> None:
    assert prodlint("check", str(project)).status == 0


def test_findings_exit_with_1(mixed: Path) -> None:
    assert prodlint("check", str(mixed)).status == 1


def test_exit_zero_keeps_the_findings_and_exits_with_0(mixed: Path) -> None:
    ran = prodlint("check", "--exit-zero", str(mixed))
    assert ran.status == 0
    assert "empty-action" in ran.out


def test_a_wrong_option_exits_with_2(project: Path) -> None:
    ran = prodlint("check", "--fromat", "json", str(project))
    assert (ran.status, ran.out) == (2, "")
    assert "--format" in ran.err


def test_a_path_that_is_not_there_exits_with_2_and_names_the_nearest(mixed: Path) -> None:
    ran = prodlint("check", "chrage.py")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "prodlint: chrage.py: no such file or folder (did you mean `charge.py`?)\n"


def test_a_misspelled_command_is_told_with_the_nearest_one(project: Path) -> None:
    ran = prodlint("chekc", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "prodlint: chekc: no such command, file or folder (did you mean `prodlint check`?)\n"


def test_a_file_that_is_spelled_like_a_command_is_checked(project: Path) -> None:
    write(project / "tests" / "sum.py", CLEAN)
    assert prodlint("tests").status == 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["check", "--jobs", "many"], "check: Invalid value for '-j' / '--jobs': 'many' is not a valid integer range"),
        (["explain"], "explain: Missing argument 'RULE'"),
    ],
)
def test_a_wrong_use_of_a_command_is_one_line_that_says_where_to_look(project: Path, arguments: list[str], line: str) -> None:
    ran = prodlint(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"prodlint: {line} (see `prodlint {arguments[0]} --help`)\n"


@pytest.mark.parametrize("level", ["error", "warning", "note", "never"])
def test_nothing_found_exits_with_0_at_every_level(project: Path, level: str) -> None:
    write(project / "sum.py", CLEAN)
    assert prodlint("check", "--fail-on", level, ".").status == 0


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_the_least_level_that_fails_can_be_chosen(project: Path, level: str, status: int) -> None:
    write(project / "prodlint.toml", '[gates]\nP0-MOCK = { level = "warning" }\n')
    write(project / "charge.py", UNIMPLEMENTED)
    assert prodlint("check", "--fail-on", level, ".").status == status


def test_the_level_that_fails_can_be_configured(project: Path) -> None:
    write(project / "prodlint.toml", 'fail-on = "never"\n')
    write(project / "charge.py", UNIMPLEMENTED)
    assert prodlint("check", ".").status == 0
    assert prodlint("check", "--fail-on", "error", ".").status == 1


# What is looked at


def test_without_a_command_it_checks(mixed: Path) -> None:
    assert prodlint(str(mixed)).out == prodlint("check", str(mixed)).out


def test_without_arguments_it_checks_the_working_directory(mixed: Path) -> None:
    assert prodlint().out == prodlint("check", str(mixed)).out


def test_only_the_named_files_are_reported(mixed: Path) -> None:
    assert check_json("charge.py").rules == ["unimplemented"]


def test_paths_are_relative_to_the_top_of_the_project_from_anywhere(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(mixed / "inner" / "deep.py", UNIMPLEMENTED)
    monkeypatch.chdir(mixed / "inner")
    assert [finding["path"] for finding in check_json(".").json["findings"]] == ["inner/deep.py"]


def test_a_file_that_is_excluded_stays_excluded_when_it_is_named(mixed: Path) -> None:
    write(mixed / "prodlint.toml", 'exclude = ["charge.py"]\n')
    assert check_json("charge.py").rules == []


def test_standard_input_is_judged_under_the_name_it_is_given(project: Path) -> None:
    ran = check_json("--stdin-filename", "src/charge.py", "-", stdin=UNIMPLEMENTED.encode())
    assert ran.status == 1
    assert [(finding["path"], finding["rule"]) for finding in ran.json["findings"]] == [("src/charge.py", "unimplemented")]


def test_standard_input_is_judged_under_the_name_of_a_file_that_is_there(mixed: Path) -> None:
    ran = check_json("--stdin-filename", "sum.py", "-", stdin=UNIMPLEMENTED.encode())
    assert [(finding["path"], finding["rule"]) for finding in ran.json["findings"]] == [("sum.py", "unimplemented")]


def test_standard_input_without_a_name_is_a_mistake(project: Path) -> None:
    ran = check_json("-", stdin=b"x = 1\n")
    assert ran.status == 2
    assert "--stdin-filename" in ran.err


# Which rules


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--select", "empty-action"], ["empty-action"]),
        (["--select", "P0-UI"], ["empty-action"]),
        (["--select", "P0-UI,unimplemented"], ["unimplemented", "empty-action"]),
        (["--select", "P0-UI", "--select", "P0-MOCK"], ["unimplemented", "empty-action"]),
        (["--ignore", "P0-UI"], ["unimplemented"]),
        (["--ignore", "unimplemented"], ["empty-action"]),
        (["--select", "P0-UI", "--ignore", "empty-action"], []),
    ],
)
def test_rules_and_gates_can_be_selected_and_ignored(mixed: Path, options: list[str], rules: list[str]) -> None:
    assert check_json(*options, ".").rules == rules


def test_the_selection_of_the_command_line_wins_over_the_configuration(mixed: Path) -> None:
    write(mixed / "prodlint.toml", 'select = ["P0-UI"]\n')
    assert check_json(".").rules == ["empty-action"]
    assert check_json("--select", "P0-MOCK", ".").rules == ["unimplemented"]


def test_an_unknown_rule_is_a_mistake_that_names_the_nearest(mixed: Path) -> None:
    ran = prodlint("check", "--select", "empty-actoin", ".")
    assert ran.status == 2
    assert ran.err == "prodlint: --select: unknown rule or gate `empty-actoin` (did you mean `empty-action`?)\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", ""), "--select: names no rule and no gate (leave the option out, or name one)"),
        (("--ignore", " , "), "--ignore: names no rule and no gate (leave the option out, or name one)"),
        (("--diff", ""), "--diff: names no commit (leave the option out, or name a branch, a tag or a commit)"),
    ],
)
def test_an_option_that_a_script_leaves_empty_is_no_option_left_out(mixed: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = prodlint("check", *arguments, ".")
    assert (ran.status, ran.out, ran.err) == (2, "", f"prodlint: {said}\n")


def test_a_folder_without_rules_cannot_be_tested(mixed: Path) -> None:
    ran = prodlint("test", ".")
    assert (ran.status, ran.err) == (2, "prodlint: .: no rules in this folder (begin one with `prodlint new-rule`)\n")


def test_a_name_in_the_wrong_case_has_a_hint(mixed: Path) -> None:
    ran = prodlint("check", "--ignore", "p0-ui", ".")
    assert (ran.status, ran.err) == (2, "prodlint: --ignore: unknown rule or gate `p0-ui` (did you mean `P0-UI`?)\n")


def test_paths_can_be_freed_of_a_gate(mixed: Path) -> None:
    write(mixed / "prodlint.toml", '[per-path-ignores]\n"*.py" = ["P0-MOCK"]\n')
    assert check_json(".").rules == ["empty-action"]


def test_a_named_configuration_is_used_instead_of_the_nearest(mixed: Path) -> None:
    write(mixed / "prodlint.toml", 'select = ["P0-UI"]\n')
    other = write(mixed / "other.toml", 'select = ["P0-MOCK"]\n')
    assert check_json("--config", other, ".").rules == ["unimplemented"]


def test_a_suppressed_finding_is_counted_and_shown_only_on_demand(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED.replace("    raise", "    # prodlint: allow unimplemented -- next week\n    raise"))
    ran = check_json(".")
    assert (ran.status, ran.rules, ran.json["summary"]["suppressed"]) == (0, [], 1)
    shown = check_json("--show-suppressed", ".")
    assert shown.status == 0
    assert [finding["suppressed"] for finding in shown.json["findings"]] == ["next week"]


def test_a_suppression_of_a_rule_that_was_not_asked_is_not_called_unused(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED.replace("    raise", "    # prodlint: allow unimplemented -- next week\n    raise"))
    assert check_json("--select", "P0-UI", ".").rules == []


# Baseline


def test_a_baseline_takes_what_is_known_and_leaves_what_is_new(mixed: Path) -> None:
    assert prodlint("baseline", "create", ".").status == 0
    known = prodlint("check", "--baseline", ".prodlint-baseline.json", ".")
    assert known.status == 0
    assert "2 known findings" in known.err
    write(mixed / "new.py", UNIMPLEMENTED)
    new = check_json("--baseline", ".prodlint-baseline.json", ".")
    assert (new.status, [finding["path"] for finding in new.json["findings"]]) == (1, ["new.py"])


def test_moved_code_keeps_its_baseline(mixed: Path) -> None:
    prodlint("baseline", "create", ".")
    write(mixed / "charge.py", "import os\n\n\n" + CLEAN + "\n\n" + UNIMPLEMENTED)
    assert check_json("--baseline", ".prodlint-baseline.json", ".").rules == []


def test_a_second_finding_like_a_known_one_is_new(mixed: Path) -> None:
    prodlint("baseline", "create", ".")
    write(mixed / "charge.py", UNIMPLEMENTED + "\n\n" + UNIMPLEMENTED.replace("charge", "refund"))
    assert check_json("--baseline", ".prodlint-baseline.json", ".").rules == ["unimplemented"]


def test_creating_a_baseline_again_is_refused(mixed: Path) -> None:
    prodlint("baseline", "create", ".")
    ran = prodlint("baseline", "create", ".")
    assert ran.status == 2
    assert "baseline update" in ran.err


def test_updating_a_baseline_says_what_came_and_went(mixed: Path) -> None:
    prodlint("baseline", "create", ".")
    write(mixed / "new.py", UNIMPLEMENTED)
    (mixed / "Bar.swift").unlink()
    assert "2 known findings, 1 added, 1 removed" in prodlint("baseline", "update", ".").out


def test_pruning_a_baseline_never_adds(mixed: Path) -> None:
    prodlint("baseline", "create", ".")
    write(mixed / "new.py", UNIMPLEMENTED)
    (mixed / "Bar.swift").unlink()
    assert "1 known findings, 0 added, 1 removed" in prodlint("baseline", "prune", ".").out
    kept = json.loads((mixed / ".prodlint-baseline.json").read_text(encoding="utf-8"))["findings"]
    assert [known["path"] for known in kept] == ["charge.py"]


def test_a_baseline_can_have_another_name(mixed: Path) -> None:
    prodlint("baseline", "create", "--file", "known.json", ".")
    assert prodlint("check", "--baseline", "known.json", ".").status == 0


def test_pruning_a_baseline_of_another_name_takes_out_files_that_are_gone(mixed: Path) -> None:
    prodlint("baseline", "create", "--file", "known.json", ".")
    (mixed / "Bar.swift").unlink()
    assert "1 known findings, 0 added, 1 removed" in prodlint("baseline", "prune", "--file", "known.json", ".").out


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [{"rule": 3}]}', "not json"])
def test_what_is_no_baseline_is_a_mistake(mixed: Path, text: str) -> None:
    write(mixed / "known.json", text)
    ran = prodlint("check", "--baseline", "known.json", ".")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("prodlint: known.json: not a baseline")


# Changes


def test_a_diff_shows_only_what_is_on_changed_lines(repository: Path) -> None:
    write(repository / "old.py", UNIMPLEMENTED + "\n\n" + UNIMPLEMENTED.replace("charge", "refund"))
    write(repository / "untracked.py", UNIMPLEMENTED)
    found = [(finding["path"], finding["line"]) for finding in check_json("--diff", "HEAD", ".").json["findings"]]
    assert found == [("old.py", 6), ("untracked.py", 2)]


def test_a_diff_is_taken_from_where_the_branches_parted(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "feature")
    write(repository / "feature.py", UNIMPLEMENTED)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "feature")
    git(repository, "checkout", "-q", "main")
    write(repository / "main.py", UNIMPLEMENTED)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "main")
    git(repository, "checkout", "-q", "feature")
    assert [finding["path"] for finding in check_json("--diff", "main", ".").json["findings"]] == ["feature.py"]


def test_staged_shows_only_what_will_be_committed(repository: Path) -> None:
    write(repository / "staged.py", UNIMPLEMENTED)
    git(repository, "add", "staged.py")
    write(repository / "later.py", UNIMPLEMENTED)
    assert [finding["path"] for finding in check_json("--staged", ".").json["findings"]] == ["staged.py"]


def test_staged_works_before_the_first_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "first.py", UNIMPLEMENTED)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    monkeypatch.chdir(tmp_path)
    assert check_json("--staged", ".").rules == ["unimplemented"]


def test_a_diff_works_in_a_project_below_the_top_of_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "app" / "prodlint.toml", "")
    write(repository / "app" / "new file ü.py", UNIMPLEMENTED)
    git(repository, "add", ".")
    monkeypatch.chdir(repository / "app")
    assert [finding["path"] for finding in check_json("--diff", "HEAD", ".").json["findings"]] == ["new file ü.py"]


def test_an_unknown_reference_is_a_mistake(repository: Path) -> None:
    ran = prodlint("check", "--diff", "nowhere", ".")
    assert ran.status == 2
    assert "`nowhere`" in ran.err
    assert ran.err.count("\n") == 1


def test_a_reference_is_never_taken_for_an_option(repository: Path) -> None:
    ran = prodlint("check", "--diff=--output=stolen", ".")
    assert ran.status == 2
    assert not list(repository.glob("stolen*"))


def test_a_diff_and_staged_exclude_each_other(repository: Path) -> None:
    assert prodlint("check", "--diff", "HEAD", "--staged", ".").status == 2


def test_a_diff_against_what_is_no_commit_says_so(repository: Path) -> None:
    ran = prodlint("check", "--diff", "nosuch", ".")
    assert ran.status == 2
    assert "`nosuch` names no commit" in ran.err


def test_a_diff_outside_of_git_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.py", UNIMPLEMENTED)
    monkeypatch.chdir(tmp_path)
    ran = prodlint("check", "--diff", "HEAD", ".")
    assert ran.status == 2
    assert ran.err.count("\n") == 1


# What is said


def test_statistics_count_each_rule(mixed: Path) -> None:
    write(mixed / "refund.py", UNIMPLEMENTED)
    assert prodlint("check", "--statistics", ".").out == "     2  error    unimplemented\n     1  error    empty-action\n"


def test_statistics_as_json_are_an_array_of_counts(mixed: Path) -> None:
    assert json.loads(prodlint("check", "--statistics", "-f", "json", ".").out) == [
        {"rule": "empty-action", "level": "error", "count": 1},
        {"rule": "unimplemented", "level": "error", "count": 1},
    ]


def test_statistics_in_a_format_without_them_are_a_mistake(mixed: Path) -> None:
    ran = prodlint("check", "--statistics", "-f", "sarif", ".")
    assert ran.status == 2
    assert "no statistics in the format `sarif`" in ran.err


def test_a_hyphen_as_the_output_is_standard_output(mixed: Path) -> None:
    assert "empty-action" in prodlint("check", "-o", "-", ".").out
    assert not (mixed / "-").exists()


def test_show_files_lists_what_is_checked_with_its_role(mixed: Path) -> None:
    write(mixed / "tests" / "test_sum.py", "def test_sum():\n    assert True\n")
    out = prodlint("check", "--show-files", ".").out
    assert "charge.py  product\n" in out
    assert "tests/test_sum.py  test\n" in out


def test_explain_skipped_says_what_was_passed_over_and_why(project: Path) -> None:
    write(project / "prodlint.toml", 'exclude = ["old/"]\n')
    write(project / "large.py", "x = 1\n" * 200_000)
    write(project / "tests" / "test_sum.py", "def test_sum():\n    assert 1 + 1 == 2\n")
    write(project / "node_modules" / "left" / "index.js", "x = 1\n")
    ran = prodlint("check", "--explain-skipped", ".")
    assert ran.status == 0
    assert "large.py: skipped: larger than" in ran.err
    assert "node_modules: skipped: dependencies or tools' output" in ran.err
    assert "tests/test_sum.py: not judged as product: test" in ran.err


def test_a_report_can_go_to_a_file(mixed: Path) -> None:
    ran = prodlint("check", "--format", "json", "--output", "report.json", ".")
    assert (ran.status, ran.out) == (1, "")
    assert len(json.loads((mixed / "report.json").read_text(encoding="utf-8"))["findings"]) == 2


def test_results_go_to_stdout_and_nothing_else_does(mixed: Path) -> None:
    ran = check_json("--explain-skipped", ".")
    assert ran.json["summary"]["errors"] == 2


def test_a_warm_run_says_the_same_as_a_cold_one(mixed: Path) -> None:
    cold = check_json(".").out
    assert check_json(".").out == cold == check_json("--no-cache", ".").out


def test_a_changed_file_is_read_again(mixed: Path) -> None:
    assert check_json("charge.py").rules == ["unimplemented"]
    write(mixed / "charge.py", CLEAN)
    assert check_json("charge.py").rules == []


# The other commands


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "--help"]])
def test_the_version_is_told(arguments: list[str]) -> None:
    done = process(*arguments)
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"prodlint {__version__}")


@pytest.mark.parametrize("name", ["check", "baseline", "rules", "explain", "facts", "test", "new-rule", "init"])
def test_every_command_has_help(name: str) -> None:
    assert prodlint(name, "--help").out.startswith(f"Usage: prodlint {name} ")


def test_help_lists_every_command() -> None:
    out = process("--help").stdout.decode()
    assert [
        name for name in ("check", "baseline", "rules", "explain", "facts", "test", "new-rule", "init") if name not in out
    ] == []


def test_rules_lists_every_rule_with_its_gate(project: Path) -> None:
    out = prodlint("rules").out
    assert [line.split()[1] for line in out.splitlines() if line.startswith("P0-UI")] == sorted(
        line.split()[1] for line in out.splitlines() if line.startswith("P0-UI")
    )
    assert {line.split()[0] for line in out.splitlines()} <= set(GATES)


def test_rules_can_be_read_by_programs(project: Path) -> None:
    listed = prodlint("rules", "--format", "json").json
    assert {"id", "gate", "confidence", "title"} == set(listed[0])


def test_explain_shows_the_page_of_a_rule(project: Path) -> None:
    out = prodlint("explain", "empty-action").out
    assert out.startswith("# empty-action\n")
    assert "prodlint: allow empty-action --" in out


def test_explain_names_the_nearest_rule(project: Path) -> None:
    ran = prodlint("explain", "empty-acton")
    assert (ran.status, ran.err) == (2, "prodlint: unknown rule `empty-acton` (did you mean `empty-action`?)\n")


def test_facts_shows_what_rules_see(mixed: Path) -> None:
    out = prodlint("facts", "charge.py").out
    assert out.startswith("charge.py  python  role: product\n")
    assert "1:1  function  name='charge'" in out


def test_facts_can_be_narrowed_and_read_by_programs(mixed: Path) -> None:
    lines = prodlint("facts", "--kind", "function", "--format", "json", "charge.py").out.splitlines()
    assert [json.loads(line)["fact"] for line in lines] == ["function"]


def test_facts_of_a_folder_or_of_what_prodlint_does_not_read_is_a_mistake(mixed: Path) -> None:
    write(mixed / "notes.txt", "notes")
    assert prodlint("facts", ".").status == 2
    assert prodlint("facts", "notes.txt").status == 2
    assert prodlint("facts", "nowhere.py").status == 2


def test_a_new_rule_works_as_it_is_written(project: Path) -> None:
    assert prodlint("new-rule", "old-gateway").status == 0
    assert prodlint("test", "prodlint-rules").status == 0
    write(project / "prodlint.toml", 'rules = ["prodlint-rules"]\n')
    write(project / "pay.py", "import old_gateway\n\nold_gateway.charge(order)\n")
    ran = check_json(".")
    assert ran.rules == ["old-gateway"]


def test_a_new_rule_says_in_which_file_it_is_switched_on(project: Path) -> None:
    write(project / "prodlint.toml", "jobs = 1\n")
    assert prodlint("new-rule", "old-gateway").out.endswith('rules = ["prodlint-rules"] in prodlint.toml\n')


def test_a_new_rule_is_never_written_over(project: Path) -> None:
    prodlint("new-rule", "old-gateway")
    assert prodlint("new-rule", "old-gateway").status == 2


@pytest.mark.parametrize("name", ["Old", "old_gateway", "-old", "../old", "old--gateway", ""])
def test_a_new_rule_needs_a_good_name(project: Path, name: str) -> None:
    assert prodlint("new-rule", "--", name).status == 2
    assert not list(project.rglob("*.toml"))


def test_test_names_examples_that_do_not_hold(project: Path) -> None:
    prodlint("new-rule", "old-gateway")
    path = project / "prodlint-rules" / "own" / "old-gateway.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("'^old_gateway", "'^new_gateway"), encoding="utf-8")
    ran = prodlint("test", "prodlint-rules")
    assert ran.status == 1
    assert "Missing  old-gateway example 1" in ran.out


def test_init_writes_what_works_and_keeps_what_is_there(project: Path) -> None:
    write(project / ".pre-commit-config.yaml", "repos: []\n")
    write(project / "charge.py", UNIMPLEMENTED)
    ran = prodlint("init")
    assert ran.status == 0
    assert tomllib.loads((project / "prodlint.toml").read_text(encoding="utf-8")) == {"fail-on": "error"}
    assert (project / ".pre-commit-config.yaml").read_text(encoding="utf-8") == "repos: []\n"
    assert (project / ".github" / "workflows" / "prodlint.yml").is_file()
    assert check_json(".").rules == ["unimplemented"]


# Start-up


def imported_by(*arguments: str) -> set[str]:
    """The modules that a run imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command(*arguments)[1:]], capture_output=True, text=True, check=False
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_the_version_needs_no_library() -> None:
    assert imported_by("--version").isdisjoint({"click", "msgspec", "tree_sitter", "tomllib"})


def test_a_python_file_needs_no_other_grammar_and_no_sarif(project: Path) -> None:
    write(project / "charge.py", UNIMPLEMENTED)
    imported = imported_by("check", "charge.py")
    assert "tree_sitter_python" in imported
    assert imported.isdisjoint(
        {"tree_sitter_swift", "tree_sitter_typescript", "tree_sitter_javascript", "sarif_om", "multiprocessing.pool"}
    )


# Where a person stands


def test_paths_are_as_seen_from_the_working_directory(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "shop" / "pay.py", UNIMPLEMENTED)
    monkeypatch.chdir(repository / "shop")
    assert prodlint("check", "-f", "concise", ".").out.startswith("pay.py:2:5:")
    assert prodlint("check", "-f", "concise", "..").out.startswith("../old.py:2:5:")


def test_json_paths_are_the_projects_wherever_one_stands(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "shop" / "pay.py", UNIMPLEMENTED)
    monkeypatch.chdir(repository / "shop")
    assert [finding["path"] for finding in check_json(".").json["findings"]] == ["shop/pay.py"]


def test_paths_of_a_project_elsewhere_are_absolute(
    mixed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert prodlint("check", "-f", "concise", mixed / "charge.py").out.startswith(f"{(mixed / 'charge.py').resolve()}:2:5:")


# What is not as it seems


def test_staged_says_when_a_file_has_other_changes_too(repository: Path) -> None:
    write(repository / "staged.py", UNIMPLEMENTED)
    git(repository, "add", "staged.py")
    write(repository / "staged.py", CLEAN)
    assert "staged.py: also has changes that are not staged" in prodlint("check", "--staged", ".").err


def test_staged_says_nothing_when_the_disk_holds_what_is_staged(repository: Path) -> None:
    write(repository / "staged.py", UNIMPLEMENTED)
    git(repository, "add", "staged.py")
    assert "not staged" not in prodlint("check", "--staged", ".").err


def test_what_git_ignores_and_what_is_excluded_is_explained(repository: Path) -> None:
    write(repository / ".gitignore", "build/\nlocal.py\n")
    write(repository / "prodlint.toml", 'exclude = ["legacy", "*.gen.py"]\n')
    write(repository / "build" / "a.py", CLEAN)
    write(repository / "build" / "b.py", CLEAN)
    write(repository / "local.py", CLEAN)
    write(repository / "legacy" / "deep" / "a.py", CLEAN)
    write(repository / "api.gen.py", CLEAN)
    said = [
        line for line in prodlint("check", "--explain-skipped", ".").err.splitlines() if "cluded" in line or "ignored" in line
    ]
    assert said == [
        "prodlint: api.gen.py: excluded by the configuration",
        "prodlint: build/: ignored by git",
        "prodlint: legacy/: excluded by the configuration",
        "prodlint: local.py: ignored by git",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are not for this platform")
def test_a_report_into_a_pipe_leaves_the_pipe(project: Path) -> None:
    write(project / "app.py", UNIMPLEMENTED)
    pipe = project / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    prodlint("check", "app.py", "--format", "concise", "--output", pipe)
    said = os.read(reader, 65_536).decode()
    os.close(reader)
    assert "unimplemented" in said
    assert pipe.is_fifo()


def test_a_report_behind_a_link_goes_to_the_file_that_it_names(project: Path) -> None:
    write(project / "app.py", UNIMPLEMENTED)
    target = write(project / "reports" / "today.txt", "old")
    link = project / "latest.txt"
    link.symlink_to(target)
    prodlint("check", "app.py", "--format", "concise", "--output", link)
    assert link.is_symlink()
    assert "unimplemented" in target.read_text(encoding="utf-8")


def test_staged_lines_are_found_where_other_changes_have_moved_them(repository: Path) -> None:
    write(repository / "app.py", UNIMPLEMENTED)
    git(repository, "add", "app.py")
    git(repository, "commit", "-qm", "first")
    staged = UNIMPLEMENTED + "\n\ndef late(order):\n    raise NotImplementedError\n"
    write(repository / "app.py", staged)
    git(repository, "add", "app.py")
    write(repository / "app.py", '"""Orders."""\n\nimport money\n\n\n' + staged)
    found = check_json("--staged", ".").json["findings"]
    assert [(finding["rule"], finding["line"]) for finding in found] == [("unimplemented", 11)]


def test_controls_are_listed_as_seen_from_the_working_directory(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "web" / "Bar.tsx", "export const Bar = () => <div><button>Save</button></div>;\n")
    (repository / "docs").mkdir()
    monkeypatch.chdir(repository / "docs")
    assert "../web/Bar.tsx:1" in prodlint("ui", "../web").out


def test_controls_that_may_be_missing_are_told(project: Path) -> None:
    write(
        project / "Bar.tsx",
        "export const Bar = () => <div><button>Save</button></div>;\nexport const Broken = ( => <button>;\n",
    )
    assert "Bar.tsx:2: partial: syntax not understood" in prodlint("ui", ".").err
