"""The pre-commit hooks as a project uses them: installed by the real pre-commit into a scratch repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from prodlint.languages import LANGUAGES
from running import CLEAN, EMPTY_ACTION, UNIMPLEMENTED, git, write

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
SHIPPED = ["pyproject.toml", "src", "rules", "README.md", "LICENSE", ".pre-commit-hooks.yaml"]
OFFLINE = {
    **dict.fromkeys(["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"], "http://127.0.0.1:9"),
    "no_proxy": "",
    "NO_PROXY": "",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "",
}
HOOKS = [hook["id"] for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))]


@dataclass(frozen=True, slots=True)
class Scratch:
    """A repository with the hooks installed, and the environment to work in it."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str, **further: str) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, **further}
        return subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def commit(self, name: str, text: str, **further: str) -> subprocess.CompletedProcess[str]:
        """Try to commit one file; a file of a refused commit is taken back."""
        path = write(self.folder / name, text)
        git(self.folder, "add", name)
        done = self.run("git", "commit", "-m", name, **further)
        if done.returncode:
            git(self.folder, "rm", "-q", "--cached", name)
            path.unlink()
        return done


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """pre-commit installs prodlint once, from a repository made of what this checkout ships; this needs the package index."""
    top = tmp_path_factory.mktemp("hook")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    environment |= {
        "PRE_COMMIT_HOME": str(top / "home"),
        "PRODLINT_CACHE_DIR": str(top / "cache"),
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
        "PIP_BUILD_CONSTRAINT": str(ROOT / "constraints.txt"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{role}_{what}": "ada@stone.test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    tool = _tool(top / "prodlint", environment)
    revision = git(tool, "rev-parse", "HEAD").strip()
    hooks = "".join(f"      - id: {hook}\n" for hook in HOOKS)
    folder = top / "project"
    write(folder / ".pre-commit-config.yaml", f"repos:\n  - repo: {tool}\n    rev: {revision}\n    hooks:\n{hooks}")
    made = Scratch(folder, environment)
    git(folder, "init", "-q", "-b", "main")
    installed = made.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return made


def _tool(folder: Path, environment: dict[str, str]) -> Path:
    folder.mkdir()
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "prodlint"]):
        subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, check=True)
    return folder


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("suffix", [*LANGUAGES, ".PY"])
def test_the_hook_is_given_every_file_that_prodlint_reads(suffix: str) -> None:
    (hook,) = [hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if hook["id"] == "prodlint"]
    assert re.search(hook["files"], f"src/app{suffix}")


@pytest.mark.parametrize(
    "name", [".env", "web/.env.production", "Info.plist", "Release.xcconfig", "vercel.json", "fly.toml", "k8s/api.yml"]
)
def test_the_hook_is_given_the_settings_that_are_deployed(name: str) -> None:
    (hook,) = [hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if hook["id"] == "prodlint"]
    assert re.search(hook["files"], name)


@pytest.mark.parametrize("name", ["a.csv", "a.py.txt", "a.css", "apy", "a.tsxx", "a.vuex"])
def test_the_hook_is_given_nothing_else(name: str) -> None:
    (hook,) = [hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if hook["id"] == "prodlint"]
    assert not re.search(hook["files"], name)


def test_a_bad_commit_is_stopped_and_a_good_one_passes(scratch: Scratch) -> None:
    bad = scratch.commit("Bar.swift", EMPTY_ACTION)
    good = scratch.commit("sum.py", CLEAN)
    assert bad.returncode == 1
    assert "Bar.swift:5:9: error empty-action" in bad.stdout + bad.stderr
    assert good.returncode == 0, good.stdout + good.stderr
    assert git(scratch.folder, "log", "--format=%s").splitlines() == ["sum.py"]


def test_nothing_is_downloaded_when_the_hook_runs(scratch: Scratch) -> None:
    bad = scratch.commit("charge.py", UNIMPLEMENTED, **OFFLINE)
    good = scratch.commit("sub.py", CLEAN, **OFFLINE)
    assert bad.returncode == 1
    assert "charge.py:2:5: error unimplemented" in bad.stdout + bad.stderr
    assert good.returncode == 0, good.stdout + good.stderr


def test_a_file_that_the_configuration_excludes_is_not_judged_though_the_hook_names_it(scratch: Scratch) -> None:
    scratch.commit("prodlint.toml", 'exclude = ["old/"]\n')
    assert scratch.commit("old/charge.py", UNIMPLEMENTED, **OFFLINE).returncode == 0


def test_the_full_hook_judges_files_that_no_commit_touches(scratch: Scratch) -> None:
    write(scratch.folder / "forgotten.py", UNIMPLEMENTED)
    words = [sys.executable, "-m", "pre_commit", "run", "prodlint-full", "--hook-stage", "manual"]
    found = scratch.run(*words, **OFFLINE)
    (scratch.folder / "forgotten.py").unlink()
    clean = scratch.run(*words, **OFFLINE)
    assert (found.returncode, clean.returncode) == (1, 0)
    assert "forgotten.py:2:5: error unimplemented" in found.stdout
