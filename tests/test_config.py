from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.config import Config, GateSetting, digest, load_config
from prodlint.configfile import line_of_key
from prodlint.errors import UserError
from prodlint.globs import Globs


def own(folder: Path, text: str) -> Path:
    path = folder / "prodlint.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistake(folder: Path, text: str, name: str = "prodlint.toml") -> UserError:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_config(folder)
    return caught.value


def test_without_a_file_all_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert load_config(tmp_path) == Config()


def test_every_key_is_read(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        """
        production = ["src/mocks/**"]
        test = ["checks/"]
        sandbox = ["Demo/"]
        critical = ["src/pay/**"]
        exclude = ["legacy"]
        select = ["P0-UI"]
        ignore = ["admission"]
        rules = ["lint/rules"]
        fail-on = "warning"
        max-file-size = 5000
        category = "web"
        jobs = 2
        [components]
        PrimaryButton = "button"
        [per-path-ignores]
        "scripts/**" = ["mock-data", "P0-API"]
        [gates]
        P0-UI = { level = "warning", at-most = 3 }
        """,
    )
    config = load_config(tmp_path)
    assert config.file == str(path)
    assert config.production == ("src/mocks/**",)
    assert config.per_path_ignores == {"scripts/**": ("mock-data", "P0-API")}
    assert config.components == {"PrimaryButton": "button"}
    assert config.gates == {"P0-UI": GateSetting(level="warning", at_most=3)}
    assert (config.fail_on, config.max_file_size, config.category, config.jobs) == ("warning", 5000, "web", 2)


def test_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.prodlint]\nexclude = ["a"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "inner"\n')
    assert load_config(inner).exclude == ("a",)


def test_prodlint_toml_wins_over_pyproject_beside_it(tmp_path: Path) -> None:
    own(tmp_path, 'exclude = ["own"]')
    (tmp_path / "pyproject.toml").write_text('[tool.prodlint]\nexclude = ["shared"]\n')
    assert load_config(tmp_path).exclude == ("own",)


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    own(tmp_path, 'exclude = ["outer"]')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    own(tmp_path / "a", 'exclude = ["inner"]')
    assert load_config(inner).exclude == ("inner",)


def test_the_search_ends_at_the_work_tree(tmp_path: Path) -> None:
    own(tmp_path, 'exclude = ["outer"]')
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    assert load_config(repository) == Config()


def test_an_explicit_file_of_any_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "strict.toml"
    path.write_text("jobs = 3")
    assert load_config(tmp_path, path).jobs == 3


def test_a_missing_explicit_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no such configuration file"):
        load_config(tmp_path, tmp_path / "none.toml")


def test_an_explicit_pyproject_without_our_table_gives_defaults(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\n")
    assert load_config(tmp_path, path) == Config(file=str(path))


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    error = mistake(tmp_path, '\n[project]\nname = "x"\n[tool.prodlint]\nexclud = ["a"]\n', "pyproject.toml")
    assert error.where == f"{tmp_path / 'pyproject.toml'}:5"
    assert error.wrong == "unknown key `exclud`"
    assert error.remedy == "did you mean `exclude`?"


def test_an_underscore_instead_of_a_hyphen_is_explained(tmp_path: Path) -> None:
    assert mistake(tmp_path, "max_file_size = 1").remedy == "did you mean `max-file-size`?"


def test_file_is_no_key(tmp_path: Path) -> None:
    assert mistake(tmp_path, 'file = "x"').wrong == "unknown key `file`"


def test_a_wrong_type_is_named_with_its_line(tmp_path: Path) -> None:
    error = mistake(tmp_path, 'jobs = 1\nexclude = "a"\n')
    assert error.where.endswith("prodlint.toml:2")
    assert error.wrong == "`exclude`: expected a list, got a text"


def test_a_wrong_choice_lists_the_choices(tmp_path: Path) -> None:
    error = mistake(tmp_path, 'fail-on = "always"')
    assert error.remedy == "one of: error, warning, note, never"


def test_a_misspelled_choice_names_the_nearest(tmp_path: Path) -> None:
    error = mistake(tmp_path, 'fail-on = "warnin"')
    assert (error.wrong, error.remedy) == ("`fail-on` has the unknown value `warnin`", "did you mean `warning`?")


def test_an_unknown_gate_is_named(tmp_path: Path) -> None:
    error = mistake(tmp_path, '[gates]\nP1-TESTS = {}\nP0-UX = { level = "note" }\n')
    assert error.where.endswith(":3")
    assert error.remedy == "did you mean `P0-UI`?"


def test_an_unknown_key_of_a_gate_is_named(tmp_path: Path) -> None:
    error = mistake(tmp_path, '[gates.P0-UI]\nlevl = "note"\n')
    assert error.where.endswith(":2")
    assert error.remedy == "did you mean `level`?"


def test_a_wrong_level_of_a_gate_names_the_choices(tmp_path: Path) -> None:
    error = mistake(tmp_path, '[gates]\nP0-UI = { level = "fatal" }\n')
    assert error.wrong == "`gates.level` has the unknown value `fatal`"
    assert error.where.endswith(":2")


def test_a_negative_number_is_refused(tmp_path: Path) -> None:
    assert mistake(tmp_path, "jobs = -1").wrong == "`jobs`: expected a whole number >= 0"


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    assert mistake(tmp_path, "jobs = 1\nexclude = [\n= 3").where.endswith("prodlint.toml:3")


def test_our_table_must_be_a_table(tmp_path: Path) -> None:
    error = mistake(tmp_path, "[tool]\nprodlint = 3\n", "pyproject.toml")
    assert error.wrong == "expected a table, got a whole number"


def test_bytes_that_are_no_text_are_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "prodlint.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"prodlint.toml:1: not in UTF-8 \(save it as UTF-8, as TOML files are\)"):
        load_config(tmp_path)


def test_a_text_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "prodlint.toml").write_bytes(b'jobs = 1\r\ncategory = "caf\xe9"\r\n')
    with pytest.raises(UserError, match=r"prodlint.toml:2: not in UTF-8"):
        load_config(tmp_path)


def test_a_folder_is_no_configuration_file(tmp_path: Path) -> None:
    (tmp_path / "prodlint.toml").mkdir()
    with pytest.raises(UserError, match=r"prodlint.toml: a folder, and no configuration file"):
        load_config(tmp_path)


def test_a_link_that_leads_nowhere_is_no_missing_configuration(tmp_path: Path) -> None:
    (tmp_path / "prodlint.toml").symlink_to("shared.toml")
    with pytest.raises(UserError, match=r"is a link to `shared.toml`, which is not there"):
        load_config(tmp_path)


def test_a_tool_that_is_no_table_has_nothing_for_us(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = 3\n")
    (tmp_path / ".git").mkdir()
    assert load_config(tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('exclude = [\n  "ok",\n  "[a-",\n]', 3, "`exclude`: the pattern `[a-` has a `[` without its `]`"),
        ('exclude = ["!"]', 1, "`exclude`: the pattern `!` fits nothing"),
        ('[per-path-ignores]\n"a" = []\n"[b" = []', 3, "`per-path-ignores`: the pattern `[b` has a `[` without its `]`"),
        ('jobs = 1\nglobal-env = ["nope.env"]', 2, "`global-env`: `nope.env`: no such file"),
        ('global-env = ["."]', 1, "`global-env`: `.` is a folder"),
    ],
)
def test_a_value_that_can_mean_nothing_is_named_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    error = mistake(tmp_path, text)
    assert error.where == f"{tmp_path / 'prodlint.toml'}:{line}"
    assert error.wrong == said


def test_a_home_folder_may_lack_a_global_file(tmp_path: Path) -> None:
    own(tmp_path, 'global-env = ["~/surely-not-there.env"]')
    assert load_config(tmp_path).global_env == ("~/surely-not-there.env",)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "prodlint.toml").write_bytes(b"\xef\xbb\xbfjobs = 4")
    assert load_config(tmp_path).jobs == 4


def test_the_digest_ignores_what_cannot_change_a_file(tmp_path: Path) -> None:
    assert digest(Config(jobs=1, fail_on="never", category="x")) == digest(Config())


def test_the_digest_knows_roles_and_does_not_know_the_order_of_tables() -> None:
    assert digest(Config(test=("a",))) != digest(Config())
    assert digest(Config(components={"A": "b", "C": "d"})) == digest(Config(components={"C": "d", "A": "b"}))


def test_a_dotted_key_is_found() -> None:
    assert line_of_key('[tool.prodlint]\njobs = 1\ngates.P0-UI.level = "x"\n', ("tool", "prodlint"), "gates") == 3


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("mocks", "src/mocks/a.ts", True),
        ("mocks/", "src/mocks/a.ts", True),
        ("mocks", "src/mocks.ts", False),
        ("*.gen.ts", "src/deep/a.gen.ts", True),
        ("*.gen.ts", "src/a.gen.tsx", False),
        ("/build", "build/a.js", True),
        ("/build", "src/build/a.js", False),
        ("src/*.py", "src/a.py", True),
        ("src/*.py", "src/b/a.py", False),
        ("src/*.py", "other/src/a.py", False),
        ("src/**", "src/b/a.py", True),
        ("src/**", "src", False),
        ("**/api/*.ts", "api/a.ts", True),
        ("**/api/*.ts", "x/y/api/a.ts", True),
        ("src/**/api", "src/api/a.ts", True),
        ("src/**/api", "src/x/y/api/a.ts", True),
        ("a?.py", "ab.py", True),
        ("a?.py", "a/.py", False),
        ("[a-c].py", "b.py", True),
        ("[!a-c].py", "b.py", False),
        ("[z-a].py", "z.py", True),
        ("[unclosed", "[unclosed", True),
        ("(group)/page.tsx", "(group)/page.tsx", True),
        ("./src", "src/a.py", True),
        ("a+b.py", "a+b.py", True),
        ("", "a.py", False),
        ("/", "a.py", False),
    ],
)
def test_a_pattern_fits(pattern: str, path: str, fits: bool) -> None:
    assert Globs([pattern]).match(path) is fits


def test_a_negated_pattern_takes_out_again() -> None:
    patterns = Globs(["src/**", "!src/mocks"])
    assert patterns.match("src/a.ts")
    assert not patterns.match("src/mocks/a.ts")
