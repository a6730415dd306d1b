"""A file's contacts with services as `prodlint integrations` lists them: by what it imports, addresses, calls and reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from prodlint.fact import Call, Catch, Declaration, EnvRead, Import, Text
from prodlint.file import File
from prodlint.integration import Calling, Contact, Reading, Twin, Used
from prodlint.services import ServiceWord

HTTP = "http"
"""The kind of a service of which only the host is known."""
ROLES = ("product", "script", "design-system")
"""Roles of files whose services are the program's own."""
DATABASE = "database"
"""The kind of services whose modules have much that only describes tables."""
MODULES = (".", "/")
OWN = ("self.", "this.")
SCHEME = b"://"
LONGEST_ADDRESS = 400
MOST_CALLS = 40


def used_in(file: File) -> Used:
    """What a file that ships uses from outside."""
    if file.role not in ROLES:
        return Used()
    finding = _Finding(file)
    contacts = {(each.service, each.via): each for each in (*finding.imported(), *finding.addressed())}
    return Used(
        contacts=tuple(finding.with_calls(each) for each in contacts.values()),
        reads=tuple(finding.reads()),
        twins=tuple(finding.twins()),
    )


class _Finding:
    """One file, with what its names stand for."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._services = file.vocabulary.services
        self._named: dict[str, str] = {}

    def imported(self) -> Iterator[Contact]:
        """The services of the modules that the file imports."""
        for each in self._file.all(Import):
            service, via = self._of_import(each)
            if service is not None and not each.type_only and not each.region:
                yield Contact(service=service.name, kind=service.kind, line=self._line(each.start), via=via)

    def _of_import(self, fact: Import) -> tuple[ServiceWord | None, str]:
        for module in (fact.module, *(f"{fact.module}.{name}" for name in fact.names)):
            service = self._service_of(module)
            if service is not None:
                return service, module
        return None, ""

    def _service_of(self, module: str) -> ServiceWord | None:
        """The service of a module or of one that it is a part of."""
        known = self._services.by_module
        while module:
            if module in known:
                return known[module]
            cut = max(module.rfind(mark) for mark in MODULES)
            module = module[:cut] if cut > 0 else ""
        return None

    def addressed(self) -> Iterator[Contact]:
        """The services and other hosts whose addresses stand in the file, one contact for each host."""
        if SCHEME not in self._file.source.text:
            return
        seen: set[str] = set()
        for text in self._file.all(Text):
            found = self._file.vocabulary.pattern("address").search(text.value[:LONGEST_ADDRESS])
            host = found[1].lower() if found else ""
            if not host or text.region or host in seen:
                continue
            contact = self._at(host, text)
            if contact is not None:
                self._named[host] = text.name
                seen.add(host)
                yield contact

    def _at(self, host: str, text: Text) -> Contact | None:
        service, sandbox = self._services.at_host(host)
        line = self._line(text.start)
        if service is not None:
            place = "sandbox" if sandbox else ""
            return Contact(service=service.name, kind=service.kind, line=line, via=host, place=place)
        if self._file.says("not-a-service", host) or "{" in host or " " in text.value or not self._is_asked(text):
            return None
        return Contact(service=host, kind=HTTP, line=line, via=host, place=self._place(host))

    def _is_asked(self, text: Text) -> bool:
        """Whether an address is one that the program asks, and not one that it shows or links to."""
        line = self._file.source.line_text(self._file.source.line_index(text.start))
        if self._file.says("permits-an-address", f"{text.name} {text.callee} {line}"):
            return False
        asked = any(each.start <= text.start < each.end and self._is_request(each) for each in self._file.all(Call))
        return asked or self._file.says("asks-an-address", line)

    def _is_request(self, call: Call) -> bool:
        return self._file.says("requesting", call.callee)

    def _place(self, host: str) -> str:
        kinds = (("local", "local-host"), ("example", "example-host"), ("sandbox", "sandbox-host"))
        return next((place for place, pattern in kinds if self._file.says(pattern, host)), "")

    def with_calls(self, contact: Contact) -> Contact:
        """The contact with the calls of the file that go to it."""
        calls = [each for each in self._file.all(Call) if not each.region and self._goes_to(each, contact)]
        return msgspec.structs.replace(contact, calls=tuple(self._calling(each) for each in calls[:MOST_CALLS]))

    def _goes_to(self, call: Call, contact: Contact) -> bool:
        if contact.kind == HTTP or self._services.at_host(contact.via)[0] is not None:
            told = self._file.source.slice(call.start, call.end)
            name = self._named.get(contact.via, "")
            return self._is_request(call) and (contact.via in told or bool(name and re.search(rf"\b{re.escape(name)}\b", told)))
        head = call.callee
        for own in OWN:
            head = head.removeprefix(own)
        if self._holders.get(head.partition(".")[0]) == contact.service:
            return True
        service = self._service_of(call.callee)
        if service is None or service.name != contact.service:
            return False
        return service.kind != DATABASE or self._file.vocabulary.effect(call.callee) == "io"

    @cached_property
    def _holders(self) -> Mapping[str, str]:
        """The names that stand for a service: what is imported from its module, and what is made of that."""
        names: dict[str, str] = {}
        for each in self._file.all(Import):
            service = self._of_import(each)[0]
            if service is not None:
                names.update(dict.fromkeys((*each.names, each.module), service.name))
        for made in self._file.all(Declaration):
            head = made.value.partition(".")[0]
            service = self._service_of(made.value) if made.shape == "call" else None
            if made.shape == "call" and (service is not None or head in names):
                names.setdefault(made.name, service.name if service is not None else names[head])
        return names

    def _calling(self, call: Call) -> Calling:
        line = self._line(call.start)
        around = self._file.function_of(call)
        first, last = (self._line(around.start), self._line(around.body_end)) if around is not None else (line, line)
        return Calling(
            line=line,
            callee=call.callee,
            handled=call.callee in self._protected,
            limited=self._file.says("limits-time", self._file.source.slice(call.start, call.end)),
            first=first,
            last=last,
        )

    @cached_property
    def _protected(self) -> frozenset[str]:
        """The callees whose failures the file catches."""
        return frozenset(callee for each in self._file.all(Catch) for callee in each.calls)

    def reads(self) -> Iterator[Reading]:
        """The variables of the environment that the file reads."""
        for each in self._file.all(EnvRead):
            if not each.region:
                platform = self._file.says("platform-variable", each.variable)
                line = self._line(each.start)
                yield Reading(variable=each.variable, line=line, missing=each.missing, platform=platform)

    def twins(self) -> Iterator[Twin]:
        """The types that stand in for a service: their name says so, and names the service."""
        words = self._file.vocabulary.words("twin-words")
        for each in self._file.all(Declaration):
            lowered = each.name.lower()
            if each.kind == "type" and not each.region and any(word in lowered for word in words):
                service = self._services.named_in(lowered)
                if service is not None:
                    yield Twin(service=service.name, name=each.name, line=self._line(each.start))

    def _line(self, offset: int) -> int:
        return self._file.source.place(offset, offset + 1).line
