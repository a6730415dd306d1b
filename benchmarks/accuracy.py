"""Precision and recall on labelled projects, as the Markdown table of docs/accuracy.md.

CORPORA holds one folder a project, called owner+name; SCORE is the program that compares SARIF files with LABELS
(`score.py --labels FOLDER --results FOLDER --json`).  The SARIF files go to RESULTS.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prodlint.finding import GATES

CHECK = [sys.executable, "-m", "prodlint", "check", ".", "--exit-zero", "--no-cache"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One project's run: what was read, how long it took, and the errors and warnings of each gate."""

    name: str
    files: int
    lines: int
    seconds: float
    gates: Counter[str]


def main() -> None:
    """Run, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "labels", "score", "results"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    asked = parser.parse_args()
    asked.results.mkdir(parents=True, exist_ok=True)
    projects = sorted(path for path in asked.corpora.iterdir() if path.is_dir() and "+" in path.name)
    if not projects:
        sys.exit(f"no folders called owner+name in {asked.corpora}")
    measured = [measure(project, asked.results.resolve()) for project in projects]
    sys.stdout.write(report(measured, asked.labels, asked.results, asked.score))


def measure(project: Path, results: Path) -> Measured:
    """Check one project; the run that writes SARIF is the one that is timed."""
    began = time.perf_counter()
    subprocess.run([*CHECK, "--format", "sarif", "--output", results / f"{project.name}.sarif"], cwd=project, check=True)
    seconds = time.perf_counter() - began
    done = subprocess.run([*CHECK, "--format", "json"], cwd=project, check=True, capture_output=True)
    said = json.loads(done.stdout)
    gates = Counter(finding["gate"] for finding in said["findings"] if finding["level"] in ("error", "warning"))
    return Measured(project.name, said["summary"]["files"], said["summary"]["lines"], seconds, gates)


def report(measured: list[Measured], labels: Path, results: Path, program: Path) -> str:
    """The table of all projects, then the figures for all labels together."""
    gates = list(GATES)
    head = ["project", "files", "lines", "seconds", *gates, "recall", "precision", "trap rate"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    lines += [line(each, gates, score_of(each.name, labels, results, program)) for each in measured]
    together = Measured(
        "**all**",
        sum(each.files for each in measured),
        sum(each.lines for each in measured),
        sum(each.seconds for each in measured),
        sum((each.gates for each in measured), Counter()),
    )
    everything = score(labels, results, program)
    lines.append(line(together, gates, everything))
    return "\n".join([*lines, "", *kinds(everything)]) + "\n"


def line(each: Measured, gates: list[str], scored: dict[str, Any]) -> str:
    """One project's row; a figure that its labels do not give stays empty."""
    found = f"{scored['recall']:.0%} ({scored['found']}/{scored['blockers']})" if scored.get("blockers") else ""
    judged = scored.get("results_on_labelled_files", 0)
    right = f"{scored['precision']:.0%} ({judged - scored['extra']}/{judged})" if judged else ""
    traps = f"{scored['trap_rate']:.0%}" if scored else ""
    counts = [str(each.gates[gate]) for gate in gates]
    name = each.name.replace("+", "/", 1)
    return (
        "| " + " | ".join([name, str(each.files), str(each.lines), f"{each.seconds:.1f}", *counts, found, right, traps]) + " |"
    )


def kinds(scored: dict[str, Any]) -> list[str]:
    """Recall by kind of label, and precision by gate."""
    recall = [f"| {kind} | {hits} |" for kind, hits in scored["by_kind"].items()]
    precision = [f"| {gate} | {share:.0%} |" for gate, share in scored["precision_by_gate"].items()]
    return ["| kind | found |", "|---|--:|", *recall, "", "| gate | precision |", "|---|--:|", *precision]


def score_of(name: str, labels: Path, results: Path, program: Path) -> dict[str, Any]:
    """The figures for one project alone, empty when nothing of it is labelled."""
    project = name.replace("+", "/", 1)
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "labels"
        one = Path(folder) / "results"
        few.mkdir()
        one.mkdir()
        (one / f"{name}.sarif").symlink_to((results / f"{name}.sarif").resolve())
        labelled = [own_labels(path, project, few) for path in sorted(labels.glob("*.jsonl"))]
        return score(few, one, program) if any(labelled) else {}


def own_labels(path: Path, project: str, into: Path) -> bool:
    """Write the labels and labelled files of one project; whether there are labels."""
    own = [text for text in path.read_text(encoding="utf-8").splitlines() if text and json.loads(text)["repo"] == project]
    files = path.with_suffix(".files").read_text(encoding="utf-8").splitlines()
    (into / path.name).write_text("".join(text + "\n" for text in own), encoding="utf-8")
    kept = "".join(text + "\n" for text in files if text.startswith(project + " "))
    (into / path.with_suffix(".files").name).write_text(kept, encoding="utf-8")
    return bool(own)


def score(labels: Path, results: Path, program: Path) -> dict[str, Any]:
    """What the score program says."""
    words = [sys.executable, str(program), "--labels", str(labels), "--results", str(results), "--json"]
    done = subprocess.run(words, check=True, capture_output=True)
    scored: dict[str, Any] = json.loads(done.stdout)
    return scored


if __name__ == "__main__":
    main()
