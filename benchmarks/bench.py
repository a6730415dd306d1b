"""The budgets, measured side by side in one run: seconds vary between machines, the ratios hold.

`python benchmarks/bench.py [TREE] [--rounds N] [--large]`; without a tree a fixture is copied until there are enough files.
`--large` measures 1,000 against 10,000 files, and the memory that takes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tree_sitter import Language, Parser

from prodlint.config import Config
from prodlint.discover import discover

FIXTURE = Path(__file__).parents[1] / "fixtures" / "projects" / "harbor"
ENOUGH_FILES = 1_000
PRODLINT = [sys.executable, "-m", "prodlint"]
GRAMMARS = {
    "swift": ("tree_sitter_swift", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "python": ("tree_sitter_python", "language"),
}
SMALL = "def charge(order):\n    raise NotImplementedError\n\n# "
PATTERNS = {
    "python": ("print($A)", "time.sleep($A)", "raise NotImplementedError", "random.choice($A)", "assert True"),
    "swift": ("print($A)", "fatalError($A)", "Thread.sleep($$$A)", "Button($A) { }"),
    "tsx": ("console.log($A)", "setTimeout($$$A)", "Math.random()", "<button>$A</button>", "throw new Error($A)"),
}
"""Fourteen simple rules for ast-grep: what it takes to look for that much in the same files."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder)
        tree = asked.tree.resolve() if asked.tree else copies(workplace / "tree", ENOUGH_FILES)
        budgets(tree, workplace, asked.rounds)
        if asked.large:
            growth(workplace)


def budgets(tree: Path, workplace: Path, rounds: int) -> None:
    """Print what each run takes, and its ratio to what it is measured against."""
    texts = sources(tree)
    size = sum(len(raw) for _, raw in texts)
    print(f"{len(texts)} files, {size / 1e6:.1f} MB, {os.cpu_count()} cores, best of {rounds}\n")
    small = workplace / "small" / "charge.py"
    small.parent.mkdir()
    small.write_text(SMALL, encoding="utf-8")
    cache = str(workplace / "cache")
    check = [*PRODLINT, "check", "--exit-zero", "--format", "concise"]
    run([*check, "--no-cache", str(small)])

    parsing = best(lambda: parse(texts), rounds)
    one = best(lambda: run([*check, "--no-cache", "--jobs", "1", str(tree)]), rounds)
    cold = best(lambda: run([*check, "--no-cache", str(tree)]), rounds)
    run([*check, str(tree)], cache)
    warm = best(lambda: run([*check, str(tree)], cache), rounds)
    click = best(lambda: run([sys.executable, "-c", "import click"]), rounds * 3)
    version = best(lambda: run([*PRODLINT, "--version"]), rounds * 3)
    single = best(lambda: changed(small, check, cache), rounds * 3)
    bare = best(lambda: run([*check, "--no-cache", str(small)]), rounds * 3)

    row("what", "seconds", "against", "ratio", "at most")
    row("parsing alone, tree-sitter", f"{parsing:.3f}")
    compare("cold, one worker", one, "parsing alone", parsing, 1.5)
    compare("cold, all cores", cold, "cold, one worker", one, 1.0)
    compare("warm, nothing changed", warm, "cold, all cores", cold, 0.15)
    row("python -c 'import click'", f"{click:.3f}")
    compare("one small file, changed", single, "import click", click, 5)
    row("the same, --no-cache", f"{bare:.3f}", "import click", f"{bare / click:.2f}")
    compare("prodlint --version", version, "import click", click, 1.5)
    ast_grep(tree, workplace, rounds, cold)


def changed(small: Path, check: list[str], cache: str) -> float:
    """Seconds to check a file that has just been changed, as a hook does: the rule book is kept, the result is not."""
    small.write_text(f"{SMALL}{time.perf_counter_ns()}\n", encoding="utf-8")
    return run([*check, str(small)], cache)


def ast_grep(tree: Path, workplace: Path, rounds: int, cold: float) -> None:
    """Print what ast-grep takes for a few simple rules on the same tree, when it is installed (`pip install ast-grep-cli`)."""
    beside = shutil.which("ast-grep", path=str(Path(sys.executable).parent))
    program = beside or shutil.which("ast-grep")
    if program is None:
        row("ast-grep scan", "", "not installed")
        return
    rules = workplace / "rules.yml"
    named = [(language, pattern) for language, patterns in PATTERNS.items() for pattern in patterns]
    written = [
        f"id: rule-{number}\nlanguage: {language}\nseverity: warning\nrule: {{pattern: {json.dumps(pattern)}}}\n"
        for number, (language, pattern) in enumerate(named)
    ]
    rules.write_text("---\n".join(written), encoding="utf-8")
    scan = [program, "scan", "--rule", str(rules), "--json=compact", "--threads", "1", str(tree)]
    seconds = best(lambda: run(scan), rounds)
    row(f"ast-grep scan, {len(named)} rules", f"{seconds:.3f}", "cold, all cores", f"{seconds / cold:.2f}")


def growth(workplace: Path) -> None:
    """Print how time grows from 1,000 files to 10,000, and the most memory that one process takes."""
    few, many = copies(workplace / "few", 1_000), copies(workplace / "many", 10_000)
    check = [*PRODLINT, "check", "--exit-zero", "--no-cache", "--format", "concise"]
    compare("ten times the files", run([*check, str(many)]), "the files", run([*check, str(few)]), 10.5)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    row("peak memory, 10,000 files", f"{peak:.0f} MB", "", "", "400 MB")


def copies(folder: Path, files: int) -> Path:
    """A tree with at least so many files, made of copies of the fixture."""
    each = len(discover([FIXTURE], FIXTURE, Config()).files)
    for number in range(-(-files // each)):
        shutil.copytree(FIXTURE, folder / f"copy_{number:04}")
    return folder


def sources(tree: Path) -> list[tuple[str, bytes]]:
    """Language and bytes of every file that prodlint would read."""
    files = discover([tree], tree, Config()).files
    return [(file.language, Path(file.absolute).read_bytes()) for file in files if file.language in GRAMMARS]


def parse(texts: list[tuple[str, bytes]]) -> float:
    """Seconds to parse all texts and do nothing else."""
    parsers = {
        language: Parser(Language(getattr(import_module(module), name)())) for language, (module, name) in GRAMMARS.items()
    }
    began = time.perf_counter()
    for language, raw in texts:
        parsers[language].parse(raw)
    return time.perf_counter() - began


def run(words: list[str], cache: str = "") -> float:
    """Seconds that a whole process takes that finds its modules compiled, as an installed one does."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "prodlint-bench-bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment |= {"PRODLINT_CACHE_DIR": cache} if cache else {}
    began = time.perf_counter()
    subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def best(measure: Callable[[], float], rounds: int) -> float:
    """The shortest of several measurements: the one least disturbed."""
    return min(measure() for _ in range(rounds))


def compare(what: str, seconds: float, against: str, base: float, most: float) -> None:
    """One line of the table, marked when it is over its budget."""
    ratio = seconds / base
    row(what, f"{seconds:.3f}", against, f"{ratio:.2f}", f"{most:g}{'' if ratio <= most else '  OVER'}")


def row(what: str, seconds: str, against: str = "", ratio: str = "", most: str = "") -> None:
    """One line of the table."""
    print(f"{what:28} {seconds:>8}   {against:18} {ratio:>6}   {most}".rstrip())


if __name__ == "__main__":
    main()
