"""A rule's examples tried on the rule book: what `prodlint test` and our own tests say about them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from prodlint.analyse import Analyser
from prodlint.candidate import Candidate, FileResult
from prodlint.discover import language_at, settings_at
from prodlint.environment import Environment
from prodlint.finding import Problem
from prodlint.folding import fold
from prodlint.project import VERDICTS
from prodlint.project.model import Project
from prodlint.read import declared_by, source_of
from prodlint.rulebook.model import EXAMPLE_FAMILY, Example, Rule

MARK = "↓"
SUFFIXES = {
    "swift": ".swift",
    "javascript": ".js",
    "jsx": ".jsx",
    "typescript": ".ts",
    "tsx": ".tsx",
    "python": ".py",
    "html": ".html",
    "vue": ".vue",
    "svelte": ".svelte",
    "yaml": ".production.yml",
    "json": ".production.json",
    "toml": ".production.toml",
    "plist": "-Info.plist",
    "dotenv": ".env.production",
    "xcconfig": ".xcconfig",
}
LANGUAGE = {"jsx": "javascript"}


class Failure(msgspec.Struct, frozen=True):
    """An example that does not hold.

    `kind` is "Missing" (nothing found in a bad one), "Wrong" (found at another place), or "Noisy" (found in a good one).
    """

    rule: str
    number: int
    kind: str
    message: str
    code: str


def failures(rule: Rule, analyser: Analyser) -> Iterator[Failure]:
    """What is wrong with a rule's examples; `number` counts from 1."""
    for number, example in enumerate(rule.examples, start=1):
        said = _bad(rule, example, analyser) if example.bad else _good(example, analyser)
        if said:
            yield Failure(rule.id, number, *said, (example.bad or example.good).strip("\n"))


def lacking(rule: Rule) -> list[str]:
    """Which examples a rule still needs: a bad one for each language that it claims, and two good ones with their because."""
    shown = {EXAMPLE_FAMILY[example.language] for example in rule.examples if example.bad}
    lacks = [f"no bad example for {family}" for family in rule.languages if family not in shown]
    good = [example for example in rule.examples if example.good]
    if len(good) < 2:
        lacks.append("fewer than two good examples")
    lacks += [f"the good example `{each.good.strip()[:40]}` has no because" for each in good if not each.because]
    return lacks


def found_in(code: str, example: Example, analyser: Analyser) -> list[Candidate]:
    """The candidates in a piece of code, folded and judged with a project of this one file and those beside it."""
    language = LANGUAGE.get(example.language, example.language)
    source = source_of(example.path or f"src/app{SUFFIXES[example.language]}", code.encode(), language)
    if isinstance(source, Problem):
        return []
    result = analyser.check_source(source, language)
    project = Project.of([result, *beside(example, analyser)], declared_beside(example))
    return fold(each for each in result.candidates if all(VERDICTS[name](each, project) for name in each.project))


def beside(example: Example, analyser: Analyser) -> Iterator[FileResult]:
    """The results of the other files of an example."""
    for path, text in example.beside.items():
        if not language_at(path):
            continue
        source = source_of(path, text.encode(), language_at(path))
        if not isinstance(source, Problem):
            yield analyser.check_source(source, language_at(path))


def declared_beside(example: Example) -> Environment:
    """What the files of an example that are no source declare."""
    files = ((settings_at(path), text) for path, text in example.beside.items())
    read = [declared_by(file, text.encode()) for file, text in files if file is not None]
    return Environment(declared=tuple(each for one in read for each in one.declared))


def marked(code: str) -> tuple[str, list[tuple[int, int]]]:
    """Code without its marks, and the 1-based line and column of each."""
    places: list[tuple[int, int]] = []
    lines = code.split("\n")
    for number, line in enumerate(lines, start=1):
        while MARK in line:
            places.append((number, line.index(MARK) + 1))
            line = line.replace(MARK, "", 1)
        lines[number - 1] = line
    return "\n".join(lines), places


def _bad(rule: Rule, example: Example, analyser: Analyser) -> tuple[str, str] | None:
    code, wanted = marked(example.bad)
    found = [(each.place.line, each.place.column) for each in found_in(code, example, analyser) if each.rule == rule.id]
    if not found:
        return "Missing", f"nothing found at {_shown(wanted)}"
    if found != wanted:
        return "Wrong", f"found at {_shown(found)}, wanted at {_shown(wanted)}"
    return None


def _good(example: Example, analyser: Analyser) -> tuple[str, str] | None:
    found = found_in(example.good, example, analyser)
    if not found:
        return None
    return "Noisy", "; ".join(f"{each.rule} at {each.place.line}:{each.place.column}: {each.message}" for each in found)


def _shown(places: list[tuple[int, int]]) -> str:
    return ", ".join(f"{line}:{column}" for line, column in places) or "no place"
