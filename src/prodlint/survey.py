"""The run of `prodlint ui`: the same stages as a check, asked for every control and only for the rules about them."""

from __future__ import annotations

import msgspec

from prodlint.config import Config
from prodlint.finding import Finding, Problem
from prodlint.inventory import Inventory
from prodlint.judge import ignored_at
from prodlint.pipeline import Request, analysed, asked_files, judged, rules_of, surroundings
from prodlint.project.inventory import inventory_of
from prodlint.project.model import Project

GATE = "P0-UI"


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The inventory of a project, and what could not be read."""

    inventory: Inventory
    problems: tuple[Problem, ...] = ()


def survey(request: Request) -> Survey:
    """Every control below the asked paths, each with its verdict."""
    asked = msgspec.structs.replace(request, config=about_controls(request.config))
    rules_of(request)
    book, settings = rules_of(asked)
    found = asked_files(asked)
    results = analysed(found.files, book, settings, asked, "inventory")
    project = Project.of([*results, *surroundings(results, found, book, settings, asked)])
    findings = judged(results, project, book, asked)

    def left_out(path: str, finding: Finding) -> bool:
        names = {finding.rule, finding.gate}
        config = request.config
        return bool(names & (ignored_at(path, config) | set(config.ignore))) or not names & set(config.select or names)

    problems = (*found.skipped, *(problem for result in results for problem in result.problems))
    inventory = inventory_of(results, findings, left_out)
    return Survey(
        inventory=msgspec.structs.replace(inventory, project=asked.root.resolve().name, root=str(asked.root)), problems=problems
    )


def about_controls(config: Config) -> Config:
    """The settings with exactly the rules about user interface: what a project leaves out is inert all the same."""
    return msgspec.structs.replace(config, select=(GATE,), ignore=(), per_path_ignores={})
