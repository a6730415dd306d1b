"""What files use from outside, what the project declares, and the findings → each service and variable with its verdict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from prodlint.candidate import FileResult
from prodlint.environment import Declared
from prodlint.finding import Finding
from prodlint.integration import (
    STATES,
    VERDICTS,
    Contact,
    Integrations,
    JudgedCall,
    JudgedService,
    JudgedVariable,
    Reading,
    Spot,
)
from prodlint.project.model import Project
from prodlint.services import ServiceWord

MADE_UP = frozenset({"canned-response", "mock-fallback", "mock-service", "simulated-work"})
"""Rules that say that an answer is made up."""
NOT_REAL = frozenset({"sandbox-endpoint", "test-key"})
OF_ADDRESSES = "sandbox-endpoint"
REPLACED = frozenset({"placeholder-key", "placeholder-env"})
OF_VARIABLES = MappingProxyType({"undeclared-env": "undeclared", "placeholder-env": "placeholder", "exposed-secret": "exposed"})
"""Rule → the state of the variable that it speaks of."""
PLACES = MappingProxyType({"local": "this machine", "sandbox": "a sandbox", "example": "an example"})
MINDED = frozenset({"default", "checked"})
KEY = re.compile(r"(?i)key|token|secret|passw|credential|dsn|ur[il]$")
"""Names of variables without which a service cannot be reached."""
TOOLS = "tool-config"
"""The role of files that build or start the program."""
Findings = Mapping[str, Sequence[Finding]]
"""Path → the findings there."""


class Evidence(msgspec.Struct, frozen=True):
    """All that speaks of one service: where the files contact it, its hosts, and its variables as they were judged."""

    name: str
    kind: str
    contacts: tuple[tuple[str, Contact], ...]
    variables: tuple[JudgedVariable, ...]
    mocks: tuple[Spot, ...]
    keyless: bool
    hosts: tuple[str, ...] = ()


def integrations_of(
    results: Iterable[FileResult], project: Project, findings: Iterable[Finding], services: Mapping[str, ServiceWord]
) -> Integrations:
    """All services and variables of a project; `services` are those that the vocabulary names."""
    results = sorted(results, key=lambda result: result.path)
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.path].append(finding)
    variables = variables_of(results, project, found)
    tools = _tools(results)
    own = [each for each in variables if any(spot.path not in tools for spot in each.reads)]
    judged = [judged_service(each, found) for each in _evidence(results, own, services)]
    return Integrations(
        services=tuple(sorted(judged, key=lambda each: (VERDICTS.index(each.verdict), each.kind, each.name))),
        variables=tuple(variables),
    )


def variables_of(results: Sequence[FileResult], project: Project, found: Findings) -> list[JudgedVariable]:
    """Every variable that the program, or what builds and starts it, reads, by name."""
    reads: dict[str, list[tuple[str, Reading]]] = {}
    for result in results:
        for read in result.used.reads:
            reads.setdefault(read.variable, []).append((result.path, read))
    tools = _tools(results)
    return [_variable(name, reads[name], project, found, tools) for name in sorted(reads)]


def _tools(results: Iterable[FileResult]) -> frozenset[str]:
    """The files that build or start the program: a default there is none for the program, and a key says nothing against it."""
    return frozenset(result.path for result in results if result.role == TOOLS)


def _variable(
    name: str, reads: list[tuple[str, Reading]], project: Project, found: Findings, tools: frozenset[str]
) -> JudgedVariable:
    declared = project.declared_variables.get(name, [])
    rules = {each.rule for path, read in reads for each in _at(found[path], read.line)}
    reads = sorted(reads, key=lambda each: each[0] in tools)
    missing = {read.missing for path, read in reads if path not in tools or reads[0][0] in tools}
    return JudgedVariable(
        name=name,
        state=_state(
            {OF_VARIABLES[rule] for rule in rules & OF_VARIABLES.keys()},
            declared,
            missing,
            platform=all(read.platform for _, read in reads),
        ),
        reads=tuple(Spot(path=path, line=read.line, what=read.missing) for path, read in reads),
        declared=_once(Spot(path=each.path, line=each.line, what=each.state) for each in declared),
    )


def _once(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The spots, of those in one line the first: `KEY: ${KEY}` both gives and names it."""
    found: dict[tuple[str, int], Spot] = {}
    for spot in spots:
        found.setdefault((spot.path, spot.line), spot)
    return tuple(found.values())


def _at(findings: Sequence[Finding], line: int) -> list[Finding]:
    return [each for each in findings if each.place.line == line]


def _state(said: set[str], declared: Sequence[Declared], missing: set[str], *, platform: bool) -> str:
    """One of STATES: what a rule says first, then what declares the variable, then what the code does without it."""
    if said:
        return min(said, key=STATES.index)
    if declared:
        return "declared"
    if platform:
        return "platform"
    return "optional" if missing & MINDED else "unknown"


def _evidence(
    results: Sequence[FileResult], variables: Sequence[JudgedVariable], services: Mapping[str, ServiceWord]
) -> list[Evidence]:
    contacts: dict[str, list[tuple[str, Contact]]] = {}
    mocks: dict[str, list[Spot]] = {}
    for result in results:
        for contact in result.used.contacts:
            contacts.setdefault(contact.service, []).append((result.path, contact))
        for twin in result.used.twins:
            mocks.setdefault(twin.service, []).append(Spot(path=result.path, line=twin.line, what=twin.name))
    return [
        _of_service(name, contacts.get(name, []), variables, mocks.get(name, []), services)
        for name in sorted({*contacts, *mocks})
    ]


def _of_service(
    name: str,
    contacts: Sequence[tuple[str, Contact]],
    variables: Sequence[JudgedVariable],
    mocks: Sequence[Spot],
    services: Mapping[str, ServiceWord],
) -> Evidence:
    word = services.get(name)
    stems = word.stems if word is not None else ()
    kind = word.kind if word is not None else contacts[0][1].kind
    own = tuple(each for each in variables if any(f"_{stem}" in f"_{each.name.lower()}" for stem in stems))
    keyless = word is None or word.keyless
    if not own and not keyless:
        own = _read_beside(contacts, variables, services)
    hosts = (*word.hosts, *word.sandbox) if word is not None else (name,)
    return Evidence(name, kind, tuple(contacts), own, tuple(mocks), keyless, hosts)


def _read_beside(
    contacts: Sequence[tuple[str, Contact]], variables: Sequence[JudgedVariable], services: Mapping[str, ServiceWord]
) -> tuple[JudgedVariable, ...]:
    """The keys that are read where the service is contacted, and whose names name no other service."""
    paths = {path for path, _ in contacts}
    stems = [stem for each in services.values() for stem in each.stems]
    return tuple(
        each
        for each in variables
        if KEY.search(each.name)
        and paths.intersection(spot.path for spot in each.reads)
        and not any(f"_{stem}" in f"_{each.name.lower()}" for stem in stems)
    )


def judged_service(evidence: Evidence, found: Findings) -> JudgedService:
    """A service with its verdict."""
    verdict, reason = verdict_of(evidence, found)
    return JudgedService(
        name=evidence.name,
        kind=evidence.kind,
        verdict=verdict,
        reason=reason,
        keys=tuple(each.name for each in evidence.variables),
        places=tuple(Spot(path=path, line=contact.line, what=contact.via) for path, contact in evidence.contacts),
        calls=tuple(
            JudgedCall(path=path, line=call.line, callee=call.callee, handled=call.handled, limited=call.limited)
            for path, contact in evidence.contacts
            for call in contact.calls
        ),
        mocks=evidence.mocks,
    )


def verdict_of(evidence: Evidence, found: Findings) -> tuple[str, str]:
    """The worst verdict that something speaks for, and what."""
    said = [_of_variables(evidence), _of_what_is_deployed(evidence, found), _of_findings(evidence, found), _of_places(evidence)]
    worst = min((each for each in said if each[0]), key=lambda each: VERDICTS.index(each[0]), default=None)
    return worst or _of_keys(evidence)


def _of_variables(evidence: Evidence) -> tuple[str, str]:
    """What the variables of the service say."""
    undeclared = next((each for each in evidence.variables if each.state == "undeclared"), None)
    if undeclared is not None:
        return "missing-key", f"`{undeclared.name}` is declared nowhere"
    placeholder = next((each for each in evidence.variables if each.state == "placeholder"), None)
    return ("placeholder", f"`{placeholder.name}` has a placeholder where it is deployed") if placeholder else ("", "")


def _of_what_is_deployed(evidence: Evidence, found: Findings) -> tuple[str, str]:
    """What the findings say where files of settings give the variables of the service their values."""
    told = (
        (each, finding)
        for each in evidence.variables
        for spot in each.declared
        for finding in _at(found.get(spot.path, ()), spot.line)
        if finding.rule in NOT_REAL
    )
    each, finding = next(told, (None, None))
    return ("sandbox", f"`{each.name}`: {_named(finding)}") if each is not None and finding is not None else ("", "")


def _of_findings(evidence: Evidence, found: Findings) -> tuple[str, str]:
    """What the findings say: one placeholder is enough, but of a mock or sandbox every contact has to tell."""
    near = [[each for each in found.get(path, ()) if _tells_of(each, contact, evidence)] for path, contact in evidence.contacts]
    replaced = next((each for findings in near for each in findings if each.rule in REPLACED), None)
    if replaced is not None:
        return "placeholder", _named(replaced)
    for verdict, rules in (("mock", MADE_UP), ("sandbox", NOT_REAL)):
        told = [next((each for each in findings if each.rule in rules), None) for findings in near]
        if told and told[0] is not None and all(told):
            return verdict, _named(told[0])
    return "", ""


def _tells_of(finding: Finding, contact: Contact, evidence: Evidence) -> bool:
    """Whether a finding is near a contact; one of an address in the same function may tell of another address."""
    if finding.rule == OF_ADDRESSES and f".{contact.via}".endswith(tuple(f".{host}" for host in evidence.hosts)):
        return finding.place.line == contact.line
    return _is_near(finding, contact)


def _named(finding: Finding) -> str:
    return f"{finding.rule} at {finding.path}:{finding.place.line}"


def _is_near(finding: Finding, contact: Contact) -> bool:
    line = finding.place.line
    return line == contact.line or any(first <= line <= last for first, last in contact.around)


def _of_places(evidence: Evidence) -> tuple[str, str]:
    """What the addresses say, where none of them is a real one; a service that only something stands in for is a mock."""
    if not evidence.contacts:
        return "mock", f"only `{evidence.mocks[0].what}` stands in for it"
    places = {contact.place for _, contact in evidence.contacts}
    if "" in places:
        return "", ""
    place = min(places)
    return "placeholder" if place == "example" else "sandbox", f"its address is that of {PLACES[place]}"


def _of_keys(evidence: Evidence) -> tuple[str, str]:
    """The verdict where nothing speaks against the service."""
    if evidence.keyless:
        return "real", "it needs no key" if evidence.kind != "http" else "a real address"
    if not evidence.variables:
        return "unknown", "no key of it is read here"
    loose = next((each for each in evidence.variables if each.state == "unknown" and KEY.search(each.name)), None)
    if loose is not None:
        return "unknown", f"`{loose.name}` is read, and nothing here declares it"
    named = ", ".join(f"`{each.name}`" for each in evidence.variables[:3])
    return "real", f"{named} {'is' if len(evidence.variables) == 1 else 'are'} read"
