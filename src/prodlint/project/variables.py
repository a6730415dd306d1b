"""Whether a variable of the environment is declared where the project declares its others."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.candidate import Candidate, FileResult
from prodlint.finding import Related
from prodlint.project.model import Project
from prodlint.source import Place

ASKING = frozenset({"no_file_declares_it", "is_a_placeholder_where_deployed"})
"""The functions of this module for which the files must be read that declare variables."""
DOTENV = ".env"
SWIFT = ".swift"
"""Where entries of property lists count, whose names look like any others."""


def no_file_declares_it(candidate: Candidate, project: Project) -> bool:
    """The project declares variables, and this one neither there nor in code."""
    declared = project.declared_variables
    declares = project.declares_entries if candidate.path.endswith(SWIFT) else project.declares_variables
    return declares and candidate.subject not in declared and candidate.subject not in project.provided


def is_a_placeholder_where_deployed(candidate: Candidate, project: Project) -> bool:
    """Every value that a deployed file gives it is a placeholder, and there is one."""
    given = [each for each in project.declared_variables.get(candidate.subject, ()) if each.deployed and each.state != "named"]
    return bool(given) and all(each.state == "placeholder" for each in given)


def first_read_of_it(candidate: Candidate, project: Project) -> bool:
    """No read of the variable that the rule has found stands before this one: what is mended is one declaration."""
    place = candidate.path, candidate.start
    return project.reads.get((candidate.rule, candidate.subject), place) == place


def ask_for_declarations(results: Iterable[FileResult]) -> bool:
    """Whether some candidate asks what variables the project declares."""
    return any(not ASKING.isdisjoint(each.project) for result in results for each in result.candidates)


def place_to_mend(candidate: Candidate, project: Project) -> Related | None:
    """Where a variable has a placeholder, or where the project declares the others that a developer must set."""
    if ASKING.isdisjoint(candidate.project):
        return None
    own = project.declared_variables.get(candidate.subject, [])
    if own:
        return _related(own[0].path, own[0].line, f"`{candidate.subject}` is declared here")
    files = sorted(
        {each.path for each in project.environment.declared if not each.loose}, key=lambda path: _rank(path, candidate.path)
    )
    return _related(files[0], 1, "the variables of the environment are declared here") if files else None


def _rank(path: str, reader: str) -> tuple[bool, bool, int, str]:
    """`.env.example` before other `.env` files, these before the rest, and what lies nearest to the reader first."""
    folder, _, name = path.rpartition("/")
    shared = sum(first == second for first, second in zip(folder.split("/"), reader.split("/"), strict=False))
    return DOTENV not in name, name == DOTENV, -shared, path


def _related(path: str, line: int, message: str) -> Related:
    return Related(path, Place(line, 1, line, 1, 1, 1), message)
