"""The run of `prodlint integrations`: the same stages as a check, asked for what every file uses from outside."""

from __future__ import annotations

import msgspec

from prodlint.finding import Problem
from prodlint.integration import Integrations
from prodlint.pipeline import Examined, Request, examined, rules_of
from prodlint.project.integrations import integrations_of

GATES = ("P0-API", "P0-MOCK")
FAMILIES = ("swift", "ecmascript", "python")


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """The integrations of a project, and what could not be read."""

    integrations: Integrations
    problems: tuple[Problem, ...] = ()


def audit(request: Request) -> Audit:
    """Every service and variable below the asked paths, each with its verdict."""
    rules_of(request)
    return audited(examined(about_services(request), "integrations"), request)


def audited(seen: Examined, request: Request) -> Audit:
    """The services of a run that asked exactly the rules that tell what is not real."""
    services = seen.book.vocabulary(FAMILIES[0]).services.by_name
    found = integrations_of(seen.results, seen.project, seen.findings, services)
    named = msgspec.structs.replace(found, project=request.root.resolve().name, root=str(request.root))
    return Audit(integrations=named, problems=seen.problems)


def about_services(request: Request) -> Request:
    """The request with exactly the rules that tell what is not real: what a project leaves out is not real all the same."""
    config = msgspec.structs.replace(request.config, select=GATES, ignore=(), per_path_ignores={})
    return msgspec.structs.replace(request, config=config)
