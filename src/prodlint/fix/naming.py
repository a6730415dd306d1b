"""The name of the variable of the environment that holds a credential: the one that the project or its service has for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prodlint.fact import Call, EnvRead, Import, Text
from prodlint.fix.subject import Subject
from prodlint.services import ServiceWord


def variable_for(subject: Subject, start: int, literal: str, own: str) -> str:
    """The variable for a placeholder at a byte offset, where `own` is what its holder is called: one that the file reads or the
    project declares for the same service, else the one by which the service is known, else `own`.
    """
    service = _service(subject, start, literal, own)
    if service is None:
        return own
    read = (each.variable for each in subject.parsed.facts("env-read") if isinstance(each, EnvRead))
    there = {each for each in (*read, *subject.declared) if _is_of(service, each) and _is_like(each, own)}
    if len(there) > 1:
        there = {each for each in there if _ends_with(each, own)}
    if len(there) == 1:
        return there.pop()
    return own if _is_of(service, own) else next(_known(service, own), own)


def _known(service: ServiceWord, own: str) -> Iterator[str]:
    """The service's own variables that end like the holder's name."""
    groups = service.live.variables.values() if service.live is not None else ()
    return (each for group in groups for each in group if _ends_with(each, own))


def _service(subject: Subject, start: int, literal: str, own: str) -> ServiceWord | None:
    """The service that the text itself names, or its holder, the client it is given to, or else the only one of the file."""
    services = subject.vocabulary.services
    named = services.best_named_in(literal) or services.best_named_in(own)
    if named is not None:
        return named
    around = [each for each in subject.parsed.facts("call") if isinstance(each, Call) and each.start <= start < each.end]
    for call in reversed(around):
        asked = services.best_named_in(call.callee) or _only(_addressed(subject, call.start, call.end))
        if asked is not None:
            return asked
    return _only((*_imported(subject), *_addressed(subject, 0, len(subject.source.text))))


def _imported(subject: Subject) -> Iterator[ServiceWord]:
    for fact in subject.parsed.facts("import"):
        if isinstance(fact, Import) and not fact.type_only:
            modules = (fact.module, *(f"{fact.module}.{name}" for name in fact.names))
            yield from filter(None, map(subject.vocabulary.services.of_module, modules))


def _addressed(subject: Subject, start: int, end: int) -> Iterator[ServiceWord]:
    """The services at the addresses that stand between two byte offsets."""
    address = subject.vocabulary.pattern("address")
    for text in subject.parsed.facts("text"):
        found = address.search(text.value) if isinstance(text, Text) and start <= text.start < end else None
        service = subject.vocabulary.services.at_host(found[1].lower())[0] if found else None
        if service is not None:
            yield service


def _only(services: Iterable[ServiceWord]) -> ServiceWord | None:
    """The one service that needs a key, None where there are several."""
    keyed = {each.name: each for each in services if not each.keyless}
    return next(iter(keyed.values())) if len(keyed) == 1 else None


def _is_of(service: ServiceWord, variable: str) -> bool:
    return any(f"_{stem}_" in f"_{variable.lower()}_" for stem in service.stems)


def _is_like(variable: str, own: str) -> bool:
    """Whether both are keys, or both tokens."""
    return variable.rpartition("_")[2] == own.rpartition("_")[2]


def _ends_with(variable: str, own: str) -> bool:
    return f"_{variable}".endswith(f"_{own}")
