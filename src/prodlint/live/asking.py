"""Requests → answers.  The only module that uses the network, and only where a user asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prodlint import __version__
from prodlint.errors import UserError
from prodlint.live.addresses import is_local
from prodlint.live.answers import Answer, NoAnswer, wait_before_next
from prodlint.live.queries import Query

if TYPE_CHECKING:
    import ssl

    import httpx

MOST_TRIES = 3
MOST_AT_ONCE = 8
LARGEST_ANSWER = 4_000_000
"""Bytes of an answer that are read."""


def must_be_able_to_ask() -> None:
    """Raises UserError where what asks is not installed."""
    try:
        import httpx  # noqa: F401  # 100 ms that nobody else needs
    except ImportError as error:
        raise UserError("`--live` needs httpx, which is not installed", "", "pip install 'prodlint[live]'") from error


def answers_to(queries: Sequence[Query], timeout: float) -> list[Answer | NoAnswer]:
    """The answer to each request, several at once; each try gives up after `timeout` seconds."""
    return asyncio.run(_answers(queries, timeout))


async def _answers(queries: Sequence[Query], timeout: float) -> list[Answer | NoAnswer]:
    free = asyncio.Semaphore(MOST_AT_ONCE)
    trusted = _trusted(queries)

    async def one(query: Query) -> Answer | NoAnswer:
        async with free:
            return await _asked(query, timeout, trusted)

    return list(await asyncio.gather(*map(one, queries)))


def _trusted(queries: Sequence[Query]) -> ssl.SSLContext | bool:
    """The certificates that are trusted, read once and before any time runs; none where all is asked without.

    Raises UserError where certificates or a proxy that the environment names cannot be used.
    """
    import httpx

    try:
        trusted = httpx.create_ssl_context() if any(query.url.startswith("https:") for query in queries) else False
    except OSError:
        raise UserError("the certificates that are to be trusted cannot be read", "--live", "look at `SSL_CERT_FILE`") from None
    if not all(is_local(query.url) for query in queries):
        try:
            httpx.AsyncClient(verify=trusted)
        except (ImportError, ValueError, httpx.InvalidURL):
            # Nothing of the error is repeated: the address of a proxy can hold a password.
            raise UserError(
                "the proxy of the environment cannot be used", "--live", "look at `HTTPS_PROXY` and `ALL_PROXY`"
            ) from None
    return trusted


async def _asked(query: Query, timeout: float, trusted: ssl.SSLContext | bool) -> Answer | NoAnswer:
    """The last answer of at most MOST_TRIES.  Every request has a client of its own: nothing of one reaches another."""
    import httpx

    headers = {"User-Agent": f"prodlint/{__version__}", "Accept-Encoding": "identity", **query.headers}
    # No proxy stands between this machine and itself; elsewhere the usual variables name one.
    own = not is_local(query.url)
    async with httpx.AsyncClient(headers=headers, timeout=timeout, verify=trusted, trust_env=own) as client:
        number = 1
        while True:
            answer = await _once(client, query, timeout, number)
            wait = wait_before_next(answer, datetime.now(UTC)) if isinstance(answer, Answer) else None
            if wait is None or number == MOST_TRIES:
                return answer
            await asyncio.sleep(wait)
            number += 1


async def _once(client: httpx.AsyncClient, query: Query, timeout: float, number: int) -> Answer | NoAnswer:
    """One try.  What went wrong is told by its kind alone: texts of errors can hold the request."""
    import httpx

    try:
        async with asyncio.timeout(timeout):
            return await _received(client, query, number)
    except (TimeoutError, httpx.TimeoutException):
        return NoAnswer("timeout", number)
    except (httpx.ProtocolError, httpx.DecodingError, httpx.InvalidURL):
        return NoAnswer("protocol", number)
    except UnicodeError:  # a host like `xn--a`, which no name stands for
        return NoAnswer("connection", number)
    except httpx.HTTPError as error:
        return NoAnswer("certificate" if "CERTIFICATE_VERIFY_FAILED" in str(error) else "connection", number)


async def _received(client: httpx.AsyncClient, query: Query, number: int) -> Answer:
    async with client.stream(query.word.method, query.url, follow_redirects=False) as response:
        body = b""
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LARGEST_ANSWER:
                break
        return Answer(status=response.status_code, body=body, retry_after=response.headers.get("Retry-After", ""), tries=number)
