"""The run of `prodlint ui`: the same stages as a check, asked for every control and only for the rules about them."""

from __future__ import annotations

import msgspec

from prodlint.finding import Finding, Problem
from prodlint.inventory import Inventory
from prodlint.judge import ignored_at
from prodlint.pipeline import Examined, Request, examined, rules_of
from prodlint.project.inventory import inventory_of

GATE = "P0-UI"
UNDONE = "unimplemented"
"""The rule of another gate that tells of functions which controls call."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The inventory of a project, and what could not be read."""

    inventory: Inventory
    problems: tuple[Problem, ...] = ()


def survey(request: Request) -> Survey:
    """Every control below the asked paths, each with its verdict."""
    rules_of(request)
    return surveyed(examined(about_controls(request), "inventory"), request)


def surveyed(seen: Examined, request: Request) -> Survey:
    """The controls of a run that asked exactly the rules about them."""

    def left_out(path: str, finding: Finding) -> bool:
        names = {finding.rule, finding.gate}
        config = request.config
        return bool(names & (ignored_at(path, config) | set(config.ignore))) or not names & set(config.select or names)

    inventory = inventory_of(seen.results, seen.findings, left_out)
    named = msgspec.structs.replace(inventory, project=request.root.resolve().name, root=str(request.root))
    return Survey(inventory=named, problems=seen.problems)


def about_controls(request: Request) -> Request:
    """The request with exactly the rules that tell of controls: what a project leaves out is inert all the same."""
    config = msgspec.structs.replace(request.config, select=(GATE, UNDONE), ignore=(), per_path_ignores={})
    return msgspec.structs.replace(request, config=config)
