"""A service, the keys that are set and the addresses that are given → the request to make, or why there is none."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import msgspec

from prodlint.live.addresses import address_of, below, filled, host_of, is_open
from prodlint.live.keys import Key, Source, key_of
from prodlint.services import LiveWord, ServiceWord

SLOT = re.compile(r"\{(\w+)\}")
PART_OF_HOST = re.compile(r"[A-Za-z0-9.-]+")
UNKNOWN = "no cheap request known"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A request that tells whether a service takes a key.  Keys are in it, so it is never shown."""

    service: str
    word: LiveWord
    url: str
    headers: dict[str, str]
    host: str
    keys: tuple[Key, ...]

    def __repr__(self) -> str:
        return f"Query({self.service})"


class Untried(msgspec.Struct, frozen=True):
    """Why a service is not tried, and whether its keys are set."""

    reason: str
    has_keys: bool = False


def query_of(service: ServiceWord, own: Iterable[str], sources: Sequence[Source], given: str = "") -> Query | Untried:
    """The request for a service.  `own` are the project's variables of it, `given` an address that a user gives."""
    word = service.live
    if word is None:
        return Untried(UNKNOWN)
    needed = dict(word.variables)
    if given:
        needed = {name: variables for name, variables in needed.items() if name in _sent(word)}
    keys = {name: key_of(_named(variables, own), sources) for name, variables in needed.items()}
    found = {name: key for name, key in keys.items() if key is not None}
    if len(found) < len(keys):
        missing = " and ".join(f"`{needed[name][0]}`" for name in keys if name not in found)
        return Untried(f"{missing} {'is' if len(keys) - len(found) == 1 else 'are'} not set")
    odd = next((key for key in found.values() if not key.is_usable), None)
    if odd is not None:
        return Untried(f"{odd.shown} is a placeholder or no key at all", True)
    address = given or _address(word, found, sources)
    if isinstance(address, Untried):
        return address
    return _query(service.name, word, address, found)


def _sent(word: LiveWord) -> set[str]:
    """The names of what is sent, wherever it is sent to."""
    return {name for text in (word.path, *word.headers.values(), *word.basic) for name in SLOT.findall(text)}


def _named(variables: Sequence[str], own: Iterable[str]) -> list[str]:
    """These variables, then the project's own whose names end so: `VITE_OPENAI_API_KEY`."""
    return [*variables, *sorted(name for name in own if name.endswith(tuple(f"_{each}" for each in variables)))]


def _address(word: LiveWord, found: Mapping[str, Key], sources: Sequence[Source]) -> str | Untried:
    """The address that variables or the words give."""
    sent = _sent(word)
    told = [key for name, key in found.items() if name in SLOT.findall(word.base)]
    other = key_of(word.address, sources)
    if other is not None:
        told = [other]
    if any(key.source for key in told) and any(not key.source for name, key in found.items() if name in sent):
        return Untried(f"{told[0].shown} would send a key of the environment elsewhere: give `--base-url`", True)
    if other is not None:
        address = address_of(other.value, word.base)
    elif SLOT.fullmatch(word.base):
        address = address_of(told[0].value, "https://")
    else:
        fits = all(PART_OF_HOST.fullmatch(key.value) for key in told)
        address = address_of(filled(word.base, {name: key.value for name, key in found.items()})) if fits else None
    if address is None:
        return Untried(f"{told[0].shown} is no address that can be asked", True)
    if is_open(address) and sent:
        return Untried(f"{told[0].shown} would send the key unencrypted", True)
    return address


def _query(service: str, word: LiveWord, address: str, found: Mapping[str, Key]) -> Query:
    values = {name: key.value for name, key in found.items()}
    headers = {name: filled(text, values) for name, text in word.headers.items()}
    if word.basic:
        both = ":".join(filled(text, values) for text in word.basic)
        headers["Authorization"] = "Basic " + base64.b64encode(both.encode()).decode()
    path = filled(word.path, {name: quote(value, safe=":") for name, value in values.items()})
    sent = _sent(word)
    return Query(
        service=service,
        word=word,
        url=below(address, path),
        headers=headers,
        host=host_of(address),
        keys=tuple(key for name, key in found.items() if name in sent),
    )
