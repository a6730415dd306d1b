"""A file's contacts with services as `prodlint integrations` lists them: by what it imports, addresses, calls and reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from prodlint.clients import Client, clients_of, is_made_only, limit_said
from prodlint.fact import Call, Catch, Declaration, EnvRead, Function, Import, Text
from prodlint.file import File
from prodlint.holders import Holders, Hosts
from prodlint.integration import Calling, Contact, Reading, Twin, Used
from prodlint.services import ServiceWord

HTTP = "http"
"""The kind of a service of which only the host is known."""
ROLES = ("product", "script", "design-system", "generated")
"""Roles of files whose services are the program's own."""
BUILDING = "tool-config"
"""The role of files that a build runs: the program gets the variables that they read, and they talk to no service for it."""
DATABASE = "database"
"""The kind of services whose modules have much that only describes tables."""
BEHIND = ("catch", "except", "promise")
"""Styles of handlers that stand behind what they protect."""
SCHEME = b"://"
LONGEST_ADDRESS = 400
MOST_CALLS = 40


def used_in(file: File) -> Used:
    """What a file that ships uses from outside."""
    finding = _Finding(file)
    if file.role == BUILDING and not file.says("only-for-tests-or-style", file.path):
        return Used(reads=tuple(finding.reads()))
    if file.role not in ROLES:
        return Used()
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
        self._hosts = Hosts(file)
        self._clients = clients_of(file)
        self._listed: set[tuple[str, int]] = set()

    def imported(self) -> Iterator[Contact]:
        """The services of the modules that the file imports."""
        for each in self._file.all(Import):
            service, via = self._of_import(each)
            if service is not None and not each.type_only and not each.region:
                yield Contact(service=service.name, kind=service.kind, line=self._line(each.start), via=via)

    def _of_import(self, fact: Import) -> tuple[ServiceWord | None, str]:
        for module in (fact.module, *(f"{fact.module}.{name}" for name in fact.names)):
            service = self._services.of_module(module)
            if service is not None:
                return service, module
        return None, ""

    def addressed(self) -> Iterator[Contact]:
        """The services and other hosts whose addresses stand in the file, one contact for each host."""
        if SCHEME not in self._file.source.text:
            return
        seen: dict[str, Contact] = {}
        for text in self._file.all(Text):
            found = self._file.vocabulary.pattern("address").search(text.value[:LONGEST_ADDRESS])
            host = found[1].lower() if found else ""
            if not host or text.region:
                continue
            contact = seen.get(host) or self._at(host, text)
            if contact is not None:
                seen[host] = contact
                self._hosts.add(host, text)
        self._hosts.follow()
        yield from seen.values()

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
        if text.name in self._asked_names:
            return True
        around = self._file.around(Call, text.start)
        asked = any(
            self._is_request(each) or self._client_of(each) or self._file.says("addressing", each.callee) for each in around
        )
        return asked or self._file.says("asks-an-address", line)

    @cached_property
    def _asked_names(self) -> frozenset[str]:
        """The names that requests of the file are given, and those of which such an address is made."""
        requests = [each for each in self._file.all(Call) if self._is_request(each) or self._client_of(each)]
        given = {part.value.rpartition(".")[2] for each in requests for part in each.arguments if part.shape == "name"}
        joined = [each for each in self._file.all(Text) if each.joined]
        made = (each for each in joined if each.name in given or self._file.says("requesting", each.callee))
        words = {word for each in made for word in re.findall(r"\w+", self._file.source.slice(each.start, each.end))}
        return frozenset(given | words)

    def _is_request(self, call: Call) -> bool:
        return self._file.says("requesting", call.callee)

    def _place(self, host: str) -> str:
        kinds = (("local", "local-host"), ("example", "example-host"), ("sandbox", "sandbox-host"))
        return next((place for place, pattern in kinds if self._file.says(pattern, host)), "")

    def with_calls(self, contact: Contact) -> Contact:
        """The contact with the calls of the file that go to it, and with where its address is made ready to be asked.

        A call is listed with the first contact of its service.
        """
        going = [each for each in self._file.all(Call) if not each.region and self._goes_to(each, contact)]
        calls = [
            each for each in going if self._asks_itself(each, contact) and (contact.service, each.start) not in self._listed
        ]
        self._listed.update((contact.service, each.start) for each in calls)
        lines = dict.fromkeys(self._lines_around(each) for each in going[:MOST_CALLS])
        return msgspec.structs.replace(
            contact, calls=tuple(self._calling(each, contact) for each in calls[:MOST_CALLS]), around=tuple(lines)
        )

    def _asks_itself(self, call: Call, contact: Contact) -> bool:
        """Whether a call asks, and does not only make what is asked with."""
        return not is_made_only(self._file, call) and not (self._is_by_host(contact) and self._hosts.prepares(call))

    def _is_by_host(self, contact: Contact) -> bool:
        return contact.kind == HTTP or self._services.at_host(contact.via)[0] is not None

    def _goes_to(self, call: Call, contact: Contact) -> bool:
        if self._is_by_host(contact):
            client = self._client_of(call)
            asks = client is not None or self._is_request(call) or self._hosts.prepares(call)
            return asks and (self._names_host(call, contact) or (client is not None and self._names_host(client.made, contact)))
        if contact.service not in self._holders.of(call.callee, call.start) or self._file.says("only-a-value", call.callee):
            return False
        direct = self._services.of_module(call.callee)
        return direct is None or direct.kind != DATABASE or self._file.vocabulary.effect(call.callee) == "io"

    def _client_of(self, call: Call) -> Client | None:
        """The client of HTTP that a call asks with."""
        client = self._clients.of(call.callee, call.start)
        return client if client is not None and self._file.says("makes-an-http-client", client.made.callee) else None

    def _names_host(self, call: Call, contact: Contact) -> bool:
        """Whether the host of a contact, or a name of its address, stands in a call."""
        return contact.via in self._file.source.slice(call.start, call.end) or contact.via in self._hosts.of(call)

    @cached_property
    def _holders(self) -> Holders:
        return Holders(self._file, self._services.of_module)

    def _calling(self, call: Call, contact: Contact) -> Calling:
        return Calling(
            line=self._line(call.start),
            callee=call.callee,
            handled=self._is_caught(call, self._file.function_of(call)),
            limited=self._is_limited(call, contact),
        )

    def _is_limited(self, call: Call, contact: Contact) -> bool:
        """Whether a call gives up after a time: as it says itself, as its client says, or by its library's default."""
        client = self._clients.of(call.callee, call.start)
        said = limit_said(self._file, call)
        if said is None and client is not None:
            said = limit_said(self._file, client.made)
        if said is not None:
            return said
        made = client.made.callee if client is not None else call.callee
        return self._file.says("gives-up-by-itself", made) or self._service_gives_up(contact)

    def _service_gives_up(self, contact: Contact) -> bool:
        """Whether what is imported for a service gives up by itself."""
        service = None if self._is_by_host(contact) else self._services.of_module(contact.via)
        return service is not None and self._file.family in service.gives_up

    def _lines_around(self, call: Call) -> tuple[int, int]:
        """The lines of the function around a call, the first and the last; those of the call where there is none."""
        around = self._file.function_of(call)
        if around is None:
            return self._line(call.start), self._line(call.start)
        return self._line(around.start), self._line(around.body_end)

    def _is_caught(self, call: Call, around: Function | None) -> bool:
        """Whether a handler in the function around a call, or around that one, catches its failure."""
        for each in self._catching.get(call.callee, ()):
            home = self._file.function_of(each)
            inside = home is around if home is None else home.body_start <= call.start < home.body_end
            if inside and (each.style not in BEHIND or call.start < each.start):
                return True
        return False

    @cached_property
    def _catching(self) -> Mapping[str, list[Catch]]:
        """The handlers that catch the failures of each callee."""
        found: defaultdict[str, list[Catch]] = defaultdict(list)
        for each in self._file.all(Catch):
            for callee in each.calls:
                found[callee].append(each)
        return found

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
