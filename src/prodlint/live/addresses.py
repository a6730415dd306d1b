"""Addresses of services: what a user or a variable gives → one that can be asked, and where a path stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from prodlint.errors import UserError, nearest

HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
LOCAL = re.compile(r"localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1|.*\.localhost")
HOW = "write it like `openai=http://127.0.0.1:8080`"


def addresses_of(given: Iterable[str], services: Iterable[str]) -> dict[str, str]:
    """`PROVIDER=URL` texts → the address of each service by its name, however it is written.  Raises UserError.

    No message repeats an address: there may be a password in it.
    """
    known = {_plain(name): name for name in services}
    found: dict[str, str] = {}
    for text in given:
        provider, equals, url = text.partition("=")
        if not equals:
            raise UserError("gives no address", "--base-url", HOW)
        name = known.get(_plain(provider))
        if name is None:
            near = nearest(provider.strip().lower(), sorted(each.lower() for each in known.values()))
            raise UserError(f"unknown provider `{provider.strip()}`", "--base-url", near)
        address = address_of(url)
        if address is None:
            raise UserError(f"the address for `{provider.strip()}` is none that can be asked", "--base-url", HOW)
        found[name] = address
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def address_of(text: str, usual: str = "") -> str | None:
    """An http address without user, query and fragment, None for anything else.

    Where a text is only a host, the scheme and the port are those of the `usual` address.
    """
    text = text.strip()
    if "://" not in text and usual:
        scheme, _, rest = usual.partition("://")
        port = rest.rpartition(":")[2] if ":" in rest else ""
        text = f"{scheme}://{text}" + (f":{port}" if port and ":" not in text else "")
    try:
        parts = urlsplit(text)
        port_number = parts.port
    except ValueError:
        return None
    plain = not (parts.username or parts.password or parts.query or parts.fragment or "@" in parts.netloc)
    named = bool(parts.hostname and HOST.fullmatch(parts.hostname)) and port_number != 0
    if parts.scheme not in ("http", "https") or not plain or not named or not re.fullmatch(r"[!-~]+", text):
        return None
    return text.rstrip("/")


def host_of(address: str) -> str:
    """The host of an address, with the port where one is given."""
    return urlsplit(address).netloc


def is_local(address: str) -> bool:
    """Whether an address is one of this machine."""
    return LOCAL.fullmatch(urlsplit(address).hostname or "") is not None


def is_open(address: str) -> bool:
    """Whether what is sent to an address can be read on the way."""
    return address.startswith("http:") and not is_local(address)


def below(address: str, path: str) -> str:
    """The path at an address.  What the address ends with and the path has, too, stands there once, as in addresses for SDKs:
    `/v1/models` at `https://a.test/v1` and `/openai/v1/models` at `http://localhost/v1` stand right behind `/v1`.
    """
    ends = [part for part in urlsplit(address).path.split("/") if part]
    parts = path.removeprefix("/").split("/")
    shared = (
        first + count
        for count in range(min(len(ends), len(parts)), 0, -1)
        for first in range(len(parts) - count)
        if ends[-count:] == parts[first : first + count]
    )
    return "/".join([address.rstrip("/"), *parts[next(shared, 0) :]])


def filled(template: str, values: Mapping[str, str]) -> str:
    """A text with what stands in braces replaced."""
    return re.sub(r"\{(\w+)\}", lambda slot: values[slot[1]], template)
