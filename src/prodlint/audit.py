"""The run of `prodlint integrations`: the same stages as a check, asked for what every file uses from outside."""

from __future__ import annotations

import msgspec

from prodlint.config import Config
from prodlint.finding import Problem
from prodlint.integration import Integrations
from prodlint.pipeline import Request, examined, rules_of
from prodlint.project.integrations import integrations_of

GATES = ("P0-API", "P0-MOCK")
FAMILIES = ("swift", "ecmascript", "python")


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """The integrations of a project, and what could not be read."""

    integrations: Integrations
    problems: tuple[Problem, ...] = ()


def audit(request: Request) -> Audit:
    """Every service and variable below the asked paths, each with its verdict."""
    asked = msgspec.structs.replace(request, config=about_services(request.config))
    rules_of(request)
    seen = examined(asked, "integrations")
    services = seen.book.vocabulary(FAMILIES[0]).services.by_name
    found = integrations_of(seen.results, seen.project, seen.findings, services)
    named = msgspec.structs.replace(found, project=asked.root.resolve().name, root=str(asked.root))
    return Audit(integrations=named, problems=seen.problems)


def about_services(config: Config) -> Config:
    """The settings with exactly the rules that tell what is not real: what a project leaves out is not real all the same."""
    return msgspec.structs.replace(config, select=GATES, ignore=(), per_path_ignores={})
