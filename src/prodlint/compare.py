"""The run of `prodlint release --compare`: a sandbox and production side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from prodlint.candidate import FileResult
from prodlint.conventions import HEADER, LONGEST_HEADER
from prodlint.errors import UserError
from prodlint.finding import Problem
from prodlint.names import shown_path
from prodlint.pipeline import Examined, Request, examined, rules_of
from prodlint.read import read_bytes, utf8_of
from prodlint.report.drift_model import Differing, Drift, Mark, Named, Sides

RULE = "watermark"
"""The rule whose findings are the marks of a sandbox."""
Rename = Callable[[str], str]
"""A text of the sandbox as production would have it, which is called otherwise."""


class Tree(msgspec.Struct, frozen=True):
    """One side: its path from the project's root, and what was read of each file, by the path below the tree."""

    path: str
    files: dict[str, FileResult]

    def below(self, path: str) -> str:
        """A path of the project as seen from the tree."""
        return path[len(self.path) :].lstrip("/")


def compare(request: Request) -> Drift:
    """What differs between the two asked folders, the sandbox first.  Raises UserError."""
    rules_of(request)
    names = trees_of(request)
    seen = examined(about_marks(request), "drift")
    sandbox, production = (Tree(name, _files(name, seen.results)) for name in names)
    for tree in (sandbox, production):
        if not tree.files:
            raise UserError("no file that prodlint reads", tree.path, "--compare takes two folders with sources")
    rename = renamer(Path(request.paths[0]).resolve().name, Path(request.paths[1]).resolve().name)
    screens = screens_of(sandbox, production, rename)
    pairs = {path: rename(path) for path in sandbox.files if rename(path) in production.files}
    return Drift(
        sandbox=shown_path(sandbox.path),
        production=shown_path(production.path),
        both=len(pairs),
        files=files_of(sandbox, production, pairs),
        types=types_of(sandbox, production, pairs, rename, screens),
        screens=screens,
        differing=tuple(differing(sandbox, production, pairs, seen, rename)),
        marks=marks_in(production, seen),
        problems=seen.problems,
    )


def trees_of(request: Request) -> tuple[str, str]:
    """The two folders as paths from the root, "" for the root itself.  Raises UserError for what cannot be compared."""
    first, second = (Path(path).resolve() for path in request.paths)
    for given, folder in zip(request.paths, (first, second), strict=True):
        if not folder.is_dir():
            raise UserError("not a folder", str(given), "--compare takes the folder of the sandbox and that of production")
    if first.is_relative_to(second) or second.is_relative_to(first):
        raise UserError("one of the folders holds the other", "--compare", "name two folders that lie apart")
    root = request.root.resolve()
    return first.relative_to(root).as_posix(), second.relative_to(root).as_posix()


def about_marks(request: Request) -> Request:
    """The request with exactly the rule about marks of a sandbox: what a project leaves out is a mark all the same."""
    config = msgspec.structs.replace(request.config, select=(RULE,), ignore=(), per_path_ignores={})
    return msgspec.structs.replace(request, config=config)


def renamer(sandbox: str, production: str) -> Rename:
    """What replaces the name of the sandbox by that of production, where the first is the second with something behind it."""
    if not sandbox.startswith(production) or sandbox == production:
        return lambda text: text
    parts = [part for part in re.split(r"[-_ ]", sandbox) if part]
    named = re.compile("[-_ ]?".join(map(re.escape, parts)))
    return lambda text: named.sub(lambda _: production, text)


def _files(tree: str, results: Iterable[FileResult]) -> dict[str, FileResult]:
    return {result.path[len(tree) + 1 :]: result for result in results if result.path.startswith(f"{tree}/")}


def files_of(sandbox: Tree, production: Tree, pairs: Mapping[str, str]) -> Sides:
    """The files that only one side has."""
    paired = set(pairs.values())
    return Sides(
        sandbox=tuple(Named(name=path, path=path) for path in sorted(sandbox.files) if path not in pairs),
        production=tuple(Named(name=path, path=path) for path in sorted(production.files) if path not in paired),
    )


def types_of(sandbox: Tree, production: Tree, pairs: Mapping[str, str], rename: Rename, screens: Sides) -> Sides:
    """The types that only one side has, in files that both have, and that are no screens: the others are told already."""
    told = {each.name for each in (*screens.sandbox, *screens.production)}
    first, second = _types(sandbox, rename), _types(production, lambda text: text)
    paired = set(pairs.values())
    lonely = {each for name, each in first.items() if name not in second and each.path in pairs}
    others = {each for name, each in second.items() if name not in first and each.path in paired}
    return Sides(
        sandbox=tuple(sorted(each for each in lonely if each.name not in told)),
        production=tuple(sorted(each for each in others if each.name not in told)),
    )


def screens_of(sandbox: Tree, production: Tree, rename: Rename) -> Sides:
    """The screens with controls that only one side has."""
    first, second = _screens(sandbox, rename), _screens(production, lambda text: text)
    types, others = _types(sandbox, rename), _types(production, lambda text: text)
    return Sides(
        sandbox=tuple(sorted(each for name, each in first.items() if name not in second and name not in others)),
        production=tuple(sorted(each for name, each in second.items() if name not in first and name not in types)),
    )


def _types(tree: Tree, rename: Rename) -> dict[str, Named]:
    """The types of a tree by their names in production."""
    return {rename(name): Named(name=name, path=path) for path, each in sorted(tree.files.items()) for name in each.types}


def _screens(tree: Tree, rename: Rename) -> dict[str, Named]:
    """Named screens: one without a name stands under the path of its file, which is told as a file."""
    return {
        rename(control.screen): Named(name=control.screen, path=path)
        for path, each in sorted(tree.files.items())
        for control in each.seen.controls
        if control.screen and "/" not in control.screen and control.screen != each.path
    }


def differing(sandbox: Tree, production: Tree, pairs: Mapping[str, str], seen: Examined, rename: Rename) -> Iterable[Differing]:
    """The files of both sides that are not the same without marks and the comments above all code, the most different first."""
    found = {file.path: file for file in seen.found.files}
    told = []
    for path, other in sorted(pairs.items()):
        mine, others = sandbox.files[path], production.files[other]
        read = [read_bytes(found[each.path]) for each in (mine, others)]
        if any(isinstance(raw, Problem) for raw in read):
            continue
        first = [rename(line) for line in lines_of(read[0], mine)]  # type: ignore[arg-type]  # no Problem is left
        second = lines_of(read[1], others)  # type: ignore[arg-type]
        if first != second:
            more, less = Counter(first) - Counter(second), Counter(second) - Counter(first)
            told.append(
                Differing(sandbox=path, production=other, only_in_sandbox=more.total(), only_in_production=less.total())
            )
    return sorted(told, key=lambda each: (-each.only_in_sandbox - each.only_in_production, each.sandbox))


def lines_of(raw: bytes, result: FileResult) -> list[str]:
    """The lines of a file that say something, without the comments above all code and without marks of a sandbox."""
    text = utf8_of(raw) or b""
    header = HEADER.match(text, 0, LONGEST_HEADER)
    first = text[: header.end()].count(b"\n") + 1 if header else 1
    marked = {
        line for each in result.candidates if each.rule == RULE for line in range(each.place.line, each.place.end_line + 1)
    }
    numbered = enumerate(text.decode("utf-8", "replace").splitlines(), start=1)
    return [line.strip() for number, line in numbered if number >= first and number not in marked and line.strip()]


def marks_in(tree: Tree, seen: Examined) -> tuple[Mark, ...]:
    """The marks of a sandbox in a tree that no comment allows."""
    return tuple(
        Mark(path=tree.below(each.path), line=each.place.line, message=each.message)
        for each in seen.findings
        if each.rule == RULE and not each.suppressed and each.path.startswith(f"{tree.path}/")
    )
