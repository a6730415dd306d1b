"""What may not happen: no file, name, rule or setting makes prodlint crash, hang, run foreign code or say only half."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from prodlint.discover import FoundFile
from prodlint.settings import Settings
from prodlint.workers import check_files
from running import CLEAN, EMPTY_ACTION, UNIMPLEMENTED, check_json, command, git, process, prodlint, write

DEEP = 10_000
NESTED = {
    "brackets.py": "raise_it = NotImplementedError\nx = " + "[\n" * DEEP + "]\n" * DEEP,
    "calls.py": "raise_it = NotImplementedError\nx = " + "f(\n" * DEEP + ")\n" * DEEP,
    "open.py": "raise_it = NotImplementedError\nx = " + "(\n" * DEEP,
    "blocks.py": "".join("  " * depth + f"if NotImplementedError and x{depth}:\n" for depth in range(90))
    + "  " * 90
    + "pass\n",
    "brackets.js": "const mock = " + "[\n" * DEEP + "]\n" * DEEP + ";\n",
    "blocks.ts": "function save() { " + "{\n" * DEEP + "}\n" * DEEP + " }\n",
    "arrows.ts": "const save = " + "() =>\n" * DEEP + "1;\n",
    "elements.tsx": "export const Save = () => " + "<button>\n" * DEEP + "</button>\n" * DEEP + ";\n",
    "open.jsx": "export const Save = () => " + "<button onClick={() => {\n" * DEEP,
    "unary.js": "const mock = " + "!\n" * DEEP + "1;\n",
    "chain.js": "mock" + "\n.then(save)" * DEEP + ";\n",
    "sum.js": "const mock = 1" + "\n + 1" * DEEP + ";\n",
    "brackets.swift": "let mock = " + "[\n" * DEEP + "]\n" * DEEP,
    "blocks.swift": "func save() { " + "{\n" * DEEP + "}\n" * DEEP + " }\n",
    "views.swift": "struct Bar: View { var body: some View { "
    + "VStack {\n" * DEEP
    + 'Button("Save") { }'
    + " }\n" * DEEP
    + " } }\n",
    "open.swift": "func save() { " + "Button(\n" * DEEP,
}
WIDE = {
    "buttons.swift": ("struct Bar: View { var body: some View { VStack {\n", 'Button("Save") { }\n', "} } }\n"),
    "buttons.tsx": ("export const Bar = () => <div>\n", "<button onClick={() => {}}>Save</button>\n", "</div>;\n"),
    "waits.ts": (
        "async function load() {\n",
        "await new Promise((done) => setTimeout(done, 1000));\nsave({ paid: true });\n",
        "}\n",
    ),
    "functions.py": ("", "def save():\n    raise NotImplementedError\n", ""),
    "handlers.py": ("", "try:\n    requests.post(url)\nexcept Exception:\n    pass\n", ""),
    "handlers.swift": ("func save() {\n", "do { try store.save() } catch { }\n", "}\n"),
    "records.js": ("const mockUsers = [\n", '{ name: "Ada Stone", email: "ada@stone.io", price: 3 },\n', "];\n"),
    "records.py": ("MOCK_USERS = [\n", '{"name": "Ada Stone", "email": "ada@stone.io", "price": 3},\n', "]\n"),
    "comments.js": ("", "// TODO: implement in production\nsave();\n", ""),
    "one_comment.py": ("", "# TODO: implement in production\n", ""),
    "branches.swift": ("func save() { if mock { a() }", " else if mock { a() }\n", "}\n"),
    "sum.py": ("mock = 'a'", " + \\\n 'mock'", "\n"),
    "allowed.py": ("", "# prodlint: allow unimplemented -- later\ndef save():\n    raise NotImplementedError\n", ""),
    "broken.ts": ("", "const mock = = [ ;\n", ""),
}
"""What stands before, what is repeated, what stands behind."""
ODD = {
    "empty.py": b"",
    "bom.py": b"\xef\xbb\xbf" + UNIMPLEMENTED.encode(),
    "only_bom.py": b"\xef\xbb\xbf",
    "utf16.py": UNIMPLEMENTED.encode("utf-16"),
    "utf16be.py": b"\xfe\xff" + UNIMPLEMENTED.encode("utf-16-be"),
    "latin1.py": b"# caf\xe9\n" + UNIMPLEMENTED.encode(),
    "broken_utf8.py": b"# \xc3\x28 \xf0\x9f\n" + UNIMPLEMENTED.encode(),
    "one_nul.py": b"# \0" + b"a" * 600 + b"\n" + UNIMPLEMENTED.encode(),
    "windows.py": UNIMPLEMENTED.replace("\n", "\r\n").encode(),
    "old_mac.py": UNIMPLEMENTED.replace("\n", "\r").encode(),
    "no_last_line_end.py": UNIMPLEMENTED.rstrip("\n").encode(),
    "emoji.py": "# 👩‍👩‍👧\n".encode() + UNIMPLEMENTED.encode(),
}
FOUND_IN = ["bom", "broken_utf8", "emoji", "latin1", "no_last_line_end", "one_nul", "utf16", "utf16be", "windows"]


def with_rule(project: Path, where: str, on: str = "text") -> None:
    """A configuration with one rule of the user's own."""
    write(
        project / "lint" / "own" / "odd-text.toml",
        f'title = "Odd"\ngate = "P0-API"\nmessage = "Odd."\nwhy = "It is."\nfix = "Mend it."\n'
        f'[match]\non = "{on}"\nwhere = {where}\n',
    )
    write(project / "prodlint.toml", 'rules = ["lint"]\n')


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_is_read_within_the_time_limit(project: Path, name: str) -> None:
    write(project / name, NESTED[name])
    ran = check_json(".")
    assert ran.status in (0, 1), ran.err
    assert [kind for kind, _ in ran.not_read().values() if kind != "partial"] == []


@pytest.mark.parametrize("name", WIDE)
def test_a_file_of_many_equal_things_is_read_within_the_time_limit(project: Path, name: str) -> None:
    before, repeated, behind = WIDE[name]
    write(project / name, before + repeated * 6000 + behind)
    assert [kind for kind, _ in check_json(".").not_read().values() if kind != "partial"] == []


def test_code_behind_deep_nesting_is_still_read(project: Path) -> None:
    write(project / "a.py", "x = " + "[\n" * DEEP + "]\n" * DEEP + "\n\n" + UNIMPLEMENTED)
    assert check_json(".").rules == ["unimplemented"]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_encoding_never_crashes(project: Path, name: str) -> None:
    write(project / name, ODD[name])
    ran = check_json(".")
    assert ran.status in (0, 1)
    assert ran.not_read() == {}


@pytest.mark.parametrize("stem", FOUND_IN)
def test_code_in_an_odd_encoding_is_judged(project: Path, stem: str) -> None:
    write(project / f"{stem}.py", ODD[f"{stem}.py"])
    assert check_json(".").rules == ["unimplemented"]


def test_a_byte_order_mark_does_not_move_the_column(project: Path) -> None:
    write(project / "a.py", b"\xef\xbb\xbfdef charge(order): raise NotImplementedError\n")
    (finding,) = check_json(".").json["findings"]
    assert finding["column"] == "def charge(order): raise NotImplementedError".index("raise") + 1


def test_a_binary_file_is_skipped_and_said_so(project: Path) -> None:
    write(project / "a.py", bytes(range(256)) * 40)
    ran = check_json(".")
    assert ran.status == 0
    assert ran.not_read()["a.py"] == ("skipped", "binary: it has NUL bytes")


def test_nothing_but_nul_bytes_is_binary(project: Path) -> None:
    write(project / "a.swift", b"\0" * 5000)
    assert check_json(".").not_read()["a.swift"][0] == "skipped"


@pytest.mark.parametrize("setting", ["", "max-file-size = 100000000\n"])
def test_a_minified_line_of_fifty_megabytes_is_passed_over(project: Path, setting: str) -> None:
    write(project / "prodlint.toml", setting)
    write(project / "bundle.js", b"function save(){throw new Error('not implemented')};" * 1_000_000)
    ran = check_json(".")
    assert ran.status == 0
    assert ran.not_read()["bundle.js"][0] == "skipped"


def test_a_syntax_error_leaves_the_rest_judged_and_is_reported(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED + "\n\nbroken = = 1\n")
    ran = check_json(".")
    assert ran.rules == ["unimplemented"]
    kind, message = ran.not_read()["a.py"]
    assert kind == "partial"
    assert "syntax not understood from line" in message


@pytest.mark.parametrize("suffix", ["py", "js", "jsx", "ts", "tsx", "swift"])
@pytest.mark.parametrize(
    "text", ["%PDF-1.4 mock\n\x01\x02", "}}}} mock )))", "mock \\u{110000} '\"`${", "\ufeff\u202e mock", "<mock></"]
)
def test_nonsense_never_crashes(project: Path, suffix: str, text: str) -> None:
    write(project / f"a.{suffix}", text)
    assert check_json(".").status in (0, 1)


def test_links_that_go_round_end(project: Path) -> None:
    write(project / "inside" / "a.py", UNIMPLEMENTED)
    (project / "inside" / "again").symlink_to(project, target_is_directory=True)
    (project / "inside" / "self.py").symlink_to(project / "inside" / "self.py")
    (project / "inside" / "gone.py").symlink_to(project / "nowhere.py")
    ran = check_json(".")
    assert [finding["path"] for finding in ran.json["findings"]] == ["inside/a.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named_and_the_others_are_judged(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED)
    write(project / "b.py", CLEAN).chmod(0)
    ran = check_json(".")
    assert (ran.status, ran.rules) == (2, ["unimplemented"])
    assert ran.not_read()["b.py"][0] == "unreadable"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("asked", ["closed", "closed/a.py"])
def test_a_folder_that_may_not_be_entered_is_the_users_mistake(project: Path, asked: str) -> None:
    write(project / "closed" / "a.py", CLEAN).parent.chmod(0)
    ran = prodlint("check", asked)
    (project / "closed").chmod(0o700)
    assert (ran.status, ran.out) == (2, "")
    assert "may not be read by this user" in ran.err


def test_a_file_that_vanishes_before_it_is_read_is_named(project: Path) -> None:
    found = [FoundFile("gone.py", str(project / "gone.py"), "python")]
    settings = Settings(config="{}")
    (result,) = check_files(found, settings, "digest", 1, None)
    assert [(each.kind, each.message) for each in result.problems] == [("unreadable", "vanished while prodlint ran")]


def test_a_file_deleted_from_disk_but_not_from_git_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    write(tmp_path / "a.py", UNIMPLEMENTED)
    git(tmp_path, "add", ".")
    (tmp_path / "a.py").unlink()
    assert check_json(".").status == 0


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these names cannot be made there")
@pytest.mark.parametrize(
    "name", [b"new\nline.py", b"tab\there.py", b"caf\xe9.py", b"\x1b[31mred.py", b"::error::x.py", b"-rf.py"]
)
@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github"])
def test_an_odd_name_breaks_no_format(project: Path, name: bytes, form: str) -> None:
    (project / os.fsdecode(name)).write_text(UNIMPLEMENTED, encoding="utf-8")
    ran = prodlint("check", "--format", form, "--no-cache", ".")
    assert ran.status == 1
    assert "unimplemented" in ran.out
    assert "\x1b" not in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith("line.py")]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_stay_json_whatever_a_file_is_called(project: Path, form: str) -> None:
    (project / '"quoted" & <b>.py').write_text(UNIMPLEMENTED, encoding="utf-8")
    assert json.loads(prodlint("check", "--format", form, ".").out)


def test_a_regex_that_runs_away_is_cut_off_and_said_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prodlint.analyse.SECONDS_PER_FILE", 0.5)
    with_rule(project, "{ value = { matches = '^(a+)+$' } }")
    write(project / "a.py", 'x = "' + "a" * 3000 + '!"\n')
    write(project / "b.py", UNIMPLEMENTED)
    ran = check_json("--no-cache", ".")
    assert ran.rules == ["unimplemented"]
    assert ran.not_read()["a.py"][0] == "timeout"
    assert "took more than" in ran.not_read()["a.py"][1]


def test_a_neighbour_that_takes_too_long_is_said_and_the_asked_file_is_judged(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project / "a.py", UNIMPLEMENTED)
    check_json("--no-cache", "a.py")  # what the first file of a process costs is not counted against the limit
    route = "@app.get('/orders')\ndef orders():\n    return store.orders()\n"
    write(project / "b.py", "from fastapi import FastAPI\n\napp = FastAPI()\n" + route * 16_000)
    monkeypatch.setattr("prodlint.analyse.SECONDS_PER_FILE", 0.2)
    ran = check_json("--no-cache", "a.py")
    assert ran.rules == ["unimplemented"]
    assert ran.not_read()["b.py"][0] == "timeout"
    assert ran.status == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on = 'error'\n", "prodlint.toml:1: unknown key `fail_on` (did you mean `fail-on`?)"),
        ("ignore = ['P0-UI']\nfail-on = 'errors'\n", "prodlint.toml:2: "),
        (
            "jobs = 1\nignore = ['P0-UI',\n 'empty-actoin']\n",
            "prodlint.toml:3: unknown rule or gate `empty-actoin` (did you mean `empty-action`?)",
        ),
        ("[gates]\nP0-IU = { level = 'note' }\n", "prodlint.toml:2: unknown gate `P0-IU` (did you mean `P0-UI`?)"),
        ("exclude = [\n", "prodlint.toml:"),
        ("jobs = 1\nrules = ['nowhere']\n", "prodlint.toml:2: `rules`: nowhere: no such folder of rules"),
        ("rules = ['prodlint.toml']\n", "prodlint.toml:1: `rules`: prodlint.toml: a file, and no folder of rules"),
        ("select = ['p0-ui']\n", "prodlint.toml:1: unknown rule or gate `p0-ui` (did you mean `P0-UI`?)"),
        ("components = { Push = 'buton' }\n", "prodlint.toml:1: `components`: `Push` has the unknown kind `buton`"),
        ("[components]\nA = 'button'\nPush = 'Buton'\n", "prodlint.toml:3: `components`: `Push` has the unknown kind"),
        ("[per-path-ignores]\na = []\nb = ['mock']\n", "prodlint.toml:3: `per-path-ignores` names the unknown rule"),
    ],
)
def test_a_wrong_configuration_is_one_line_with_its_place(project: Path, text: str, said: str) -> None:
    write(project / "prodlint.toml", text)
    ran = prodlint("check", ".")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('gate = "P0-API"', 'gate = "P0-APY"', "odd-text.toml:2: unknown gate `P0-APY` (did you mean `P0-API`?)"),
        ('on = "text"', 'on = "texts"', "odd-text.toml:7: unknown on `texts` (did you mean `text`?)"),
        ("value =", "valeu =", "`text` has no field `valeu` (did you mean `value`?)"),
        ("matches =", "matchs =", "unknown operator `matchs` (did you mean `matches`?)"),
        ("'odd'", "'(odd'", "the regex does not compile"),
        ('title = "Odd"', 'titel = "Odd"', "unknown key `titel` (did you mean `title`?)"),
        ('fix = "Mend it."', "", "`fix`"),
        ('why = "It is."', "why = ", "odd-text.toml:4: not valid TOML"),
        ("[match]", "[match]\nconfirm = ['long_enough_to_be_sen']", "long_enough_to_be_seen"),
        ("[match]", "[match]\nproject = ['not_subclased']", "not_subclassed"),
    ],
)
def test_a_wrong_rule_file_is_one_line_with_its_place(project: Path, old: str, new: str, said: str) -> None:
    with_rule(project, "{ value = { matches = 'odd' } }")
    path = project / "lint" / "own" / "odd-text.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    write(project / "a.py", 'x = "odd"\n')
    ran = prodlint("check", ".")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "odd-text.toml" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("comment", "rule", "said"),
    [
        ("allow unimplementd -- later", "unknown-suppression", "did you mean `unimplemented`?"),
        ("alow unimplemented -- later", "unknown-suppression", "did you mean `allow`?"),
        ("allow unimplemented -- later until=2020-01-31", "expired-suppression", "2020-01-31"),
        ("allow unimplemented -- later until=soon", "unknown-suppression", "soon"),
        ("allow empty-action -- later", "unused-suppression", "empty-action"),
    ],
)
def test_a_wrong_suppression_is_a_finding_that_says_what_is_right(project: Path, comment: str, rule: str, said: str) -> None:
    write(project / "a.py", f"def charge(order):\n    # prodlint: {comment}\n    raise NotImplementedError\n")
    ran = check_json(".")
    (finding,) = [finding for finding in ran.json["findings"] if finding["rule"] == rule]
    assert said in finding["message"]
    assert finding["line"] == 2
    assert "unimplemented" in ran.rules


@pytest.fixture
def many(project: Path) -> Path:
    """A project whose report in JSON is far larger than a pipe holds."""
    text = "".join(f"def charge_{number}(order):\n    raise NotImplementedError\n\n\n" for number in range(100))
    names = [f"part_{number:02}.py" for number in range(12)]
    assert [write(project / name, text) for name in names]
    return project


def test_a_large_report_goes_through_a_pipe_whole(many: Path) -> None:
    with subprocess.Popen(command("check", "--format", "json", "."), cwd=many, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        time.sleep(1.0)
        out = running.stdout.read()
    assert len(out) > 5 * 65_536
    assert len(json.loads(out)["findings"]) == 1200
    assert running.returncode == 1


def test_a_closed_pipe_ends_without_a_traceback(many: Path) -> None:
    arguments = command("check", "--format", "json", ".")
    with subprocess.Popen(arguments, cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_no_color_is_written_to_a_pipe_unless_it_is_forced(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project / "a.py", UNIMPLEMENTED)
    plain = prodlint("check", ".").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced = prodlint("check", ".").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in plain
    assert "\x1b[" in forced
    assert prodlint("check", ".").out == plain


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_a_terminal_gets_color_unless_no_color_is_set(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED)
    environment = {**os.environ, "TERM": "xterm"}
    assert b"\x1b[" in on_a_terminal(project, environment)
    assert b"\x1b[" not in on_a_terminal(project, {**environment, "NO_COLOR": "1"})
    assert b"\x1b[" not in on_a_terminal(project, {**environment, "TERM": "dumb"})


def on_a_terminal(folder: Path, environment: dict[str, str]) -> bytes:
    """What prodlint writes to a pseudo terminal."""
    mine, theirs = os.openpty()
    with subprocess.Popen(command("check", "."), cwd=folder, stdout=theirs, env=environment):
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(mine, 65_536):
                said += chunk
        except OSError:  # the other side is closed
            os.close(mine)
    return said


@pytest.fixture
def slow(project: Path) -> Path:
    """A project that takes prodlint as long as its limit for a file allows."""
    with_rule(project, "{ value = { matches = '^(a+)+$' } }")
    write(project / "a.py", 'x = "' + "a" * 3000 + '!"\n')
    return project


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_run_leaves_the_old_report_whole(slow: Path, number: signal.Signals) -> None:
    report = write(slow / "report.json", '{"old": true}\n')
    arguments = command("check", "--no-cache", "--format", "json", "--output", report, ".")
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # tests that run in the background inherit a deaf ear
    with subprocess.Popen(arguments, cwd=slow, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=heard) as running:
        time.sleep(4)
        running.send_signal(number)
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode != 0
    assert report.read_text(encoding="utf-8") == '{"old": true}\n'
    assert sorted(path.name for path in slow.iterdir()) == [".git", "a.py", "lint", "prodlint.toml", "report.json"]


def test_a_report_that_cannot_be_written_is_one_line(project: Path) -> None:
    write(project / "a.py", UNIMPLEMENTED)
    ran = prodlint("check", "--output", "nowhere/report.txt", ".")
    assert ran.status == 2
    assert ran.err.startswith("prodlint: nowhere/report.txt: cannot be written")
    assert ran.err.count("\n") == 1


def test_two_runs_at_once_share_one_cache(many: Path) -> None:
    arguments = command("check", "--format", "json", ".")
    runs = [subprocess.Popen(arguments, cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [running.communicate(timeout=120) for running in runs]
    assert {out for out, _ in said} == {process("check", "--format", "json", "--no-cache", ".", cwd=many).stdout}
    assert {err for _, err in said} == {b""}
    assert {running.returncode for running in runs} == {1}


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github"])
def test_the_same_input_gives_the_same_bytes(many: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(many / "Bar.swift", EMPTY_ACTION)
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    first = process("check", "--format", form, "--no-cache", "--jobs", "1", ".", cwd=many).stdout
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    cold = process("check", "--format", form, "--jobs", "2", ".", cwd=many).stdout
    warm = process("check", "--format", form, "--jobs", "2", ".", cwd=many).stdout
    assert first
    assert first == cold == warm


HOSTILE = "import pathlib\npathlib.Path(r'{marker}').write_text('ran')\nraise SystemExit(7)\n"
TRAPS = [
    "conftest.py",
    "setup.py",
    "sitecustomize.py",
    "usercustomize.py",
    "click.py",
    "msgspec.py",
    "json.py",
    "prodlint/__init__.py",
]


def test_nothing_of_the_scanned_tree_is_run(project: Path, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    traps = [write(project / name, HOSTILE.format(marker=marker)) for name in TRAPS]
    write(project / "a.py", UNIMPLEMENTED)
    script = write(tmp_path / "bin" / "run.py", "from prodlint.cli import main\nmain()\n")
    done = subprocess.run(
        [sys.executable, script, "check", "--jobs", "2", "--format", "json", "."], cwd=project, capture_output=True, check=False
    )
    assert json.loads(done.stdout)["summary"]["files"] == len(traps) + 1
    assert not marker.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
@pytest.mark.parametrize("setting", ["core.fsmonitor", "diff.external", "diff.odd.textconv", "core.hooksPath"])
def test_a_repository_cannot_make_git_run_its_own_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    folder = tmp_path / "project"
    write(folder / "a.py", CLEAN)
    write(folder / ".gitattributes", "*.py diff=odd\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    program = write(folder / ".git" / "trap", f"#!/bin/sh\ntouch '{tmp_path}/marker'\n")
    program.chmod(0o755)
    git(folder, "config", setting, str(program))
    write(folder / "a.py", UNIMPLEMENTED)
    monkeypatch.chdir(folder)
    assert check_json("--diff", "HEAD", ".").rules == ["unimplemented"]
    assert not (tmp_path / "marker").exists()
