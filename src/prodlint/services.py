"""The services that programs talk to, as rules/vocabulary has them: their words, and look-ups by module, host and name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

import msgspec

SHORT_STEM = 3
"""Letters of a stem that stand in many other words, too."""
MODULES = (".", "/")
"""What stands between a module and a part of it."""
METHODS = ("GET", "POST")
"""How a service may be asked; nothing is ever sent but headers."""


class LiveWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The cheapest request that tells whether a service takes a key, as its documentation has it.

    `path` is asked at `base`, an address without a path.  What stands in braces in these, in `headers` or in `basic` (user and
    password) is a key of `variables`, which maps it to variables of the environment: the first that is set gives the value.
    `address` are variables that give another address than `base`.  The answer is a JSON object with the member `answer`, or
    with those of `accepted` at exactly these values where the key is right.  `wrong` are statuses of a wrong key besides 401
    and 403, `limited` words in such an answer that tell of a right key which may not do this.
    """

    base: str
    path: str
    method: str = "GET"
    variables: dict[str, tuple[str, ...]] = {}
    address: tuple[str, ...] = ()
    headers: dict[str, str] = {}
    basic: tuple[str, ...] = ()
    answer: str = ""
    accepted: dict[str, bool | int | str] = {}
    wrong: tuple[int, ...] = ()
    limited: tuple[str, ...] = ()


class ServiceWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A service that programs talk to.

    `swift`, `ecmascript` and `python` are the modules that are imported for it; `hosts` are those of its addresses, `sandbox`
    those where nothing is real.  `stems` are parts of the names of its variables, in lower case.  One that is `keyless` is a
    part of the system or runs on the same machine.  `gives_up` are the languages in which its own library ends
    a request after a time by itself.  `live` is how to try it, None where no cheap request is known.
    """

    name: str
    kind: str
    hosts: tuple[str, ...] = ()
    sandbox: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    keyless: bool = False
    gives_up: tuple[str, ...] = ()
    swift: tuple[str, ...] = ()
    ecmascript: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    live: LiveWord | None = None


class Services:
    """The services of the vocabulary, by what one language imports for them, by host and by name."""

    def __init__(self, language: str, services: Iterable[ServiceWord]) -> None:
        self.by_name = {each.name: each for each in services}
        self.by_module: dict[str, ServiceWord] = {
            module: each for each in self.by_name.values() for module in getattr(each, language)
        }
        self._hosts = {host: (each, False) for each in self.by_name.values() for host in each.hosts}
        self._hosts |= {host: (each, True) for each in self.by_name.values() for host in each.sandbox}

    def at_host(self, host: str) -> tuple[ServiceWord | None, bool]:
        """The service at a host or at one that this one is below, and whether nothing is real there."""
        part = host
        while part:
            if part in self._hosts:
                return self._hosts[part]
            part = part.partition(".")[2]
        return None, False

    def of_module(self, module: str) -> ServiceWord | None:
        """The service of a module or of one that it is a part of."""
        while module:
            if module in self.by_module:
                return self.by_module[module]
            cut = max(module.rfind(mark) for mark in MODULES)
            module = module[:cut] if cut > 0 else ""
        return None

    def best_named_in(self, text: str) -> ServiceWord | None:
        """The service whose stem is the longest in a name, however its words are joined: `azure_openai` before `openai`."""
        joined = _joined(text)
        stems = ((stem, each) for each in self.by_name.values() for stem in each.stems if len(stem) > SHORT_STEM)
        found = [(len(stem), each) for stem, each in stems if _joined(stem) in joined]
        return max(found, key=itemgetter(0))[1] if found else None

    def named_in(self, text: str) -> ServiceWord | None:
        """The service whose stem stands in a name in lower case."""
        found = (each for each in self.by_name.values() for stem in each.stems if len(stem) > SHORT_STEM and stem in text)
        return next(found, None)


def _joined(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
