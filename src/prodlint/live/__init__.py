"""The services of a project, and others whose key is set, are asked whether they take it: `prodlint integrations --live`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from prodlint.errors import UserError
from prodlint.integration import LIVE, Integrations, Tried
from prodlint.live.answers import Answer, NoAnswer, verdict_of
from prodlint.live.asking import answers_to
from prodlint.live.keys import Source
from prodlint.live.queries import UNKNOWN, Query, Untried, query_of
from prodlint.services import ServiceWord

NO = ("", "0", "false", "no", "off")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a user asks for: where keys are set, which services stand at other addresses, and the seconds that a try has."""

    sources: tuple[Source, ...]
    addresses: Mapping[str, str]
    timeout: float


def refuse_in_ci(environ: Mapping[str, str], variables: Iterable[str]) -> None:
    """Raises UserError where one of the variables of continuous integration is set."""
    mark = next((name for name in sorted(variables) if environ.get(name, "").lower() not in NO), None)
    if mark is not None:
        raise UserError(f"asks outside services, and this seems to be CI: `{mark}` is set", "--live", "add `--live-in-ci`")


def with_live(integrations: Integrations, services: Mapping[str, ServiceWord], wanted: Wanted) -> Integrations:
    """The integrations with what trying the services came to."""
    own = {each.name: each.keys for each in integrations.services}
    queries: list[Query] = []
    tried: list[Tried] = []
    for name in sorted({*own, *services}):
        word = services.get(name)
        found = query_of(word, own.get(name, ()), wanted.sources, wanted.addresses.get(name, "")) if word else Untried(UNKNOWN)
        asked_for = name in own or name in wanted.addresses
        if isinstance(found, Query) and (asked_for or found.keys):
            queries.append(found)
        elif isinstance(found, Untried) and (asked_for or found.has_keys):
            tried.append(Tried(service=name, verdict="not-tried", reason=found.reason, used=name in own))
    answers = answers_to(queries, wanted.timeout)
    tried += [_tried(query, answer, wanted.timeout, own) for query, answer in zip(queries, answers, strict=True)]
    ordered = sorted(tried, key=lambda each: (LIVE.index(each.verdict), each.service))
    return msgspec.structs.replace(integrations, live=tuple(ordered))


def _tried(query: Query, answer: Answer | NoAnswer, timeout: float, own: Mapping[str, object]) -> Tried:
    verdict, reason = verdict_of(query, answer, timeout)
    return Tried(
        service=query.service,
        verdict=verdict,
        reason=reason,
        keys=tuple(key.variable for key in query.keys),
        host=query.host,
        status=answer.status if isinstance(answer, Answer) else 0,
        used=query.service in own,
    )
