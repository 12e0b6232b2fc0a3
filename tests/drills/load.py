"""Many readers at once, readers who never finish what they say, and a database that is away for a while."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlsplit

from reeapi.embedded import Server

from . import Outcome

MIXED = [
    "/api/v1/claims/",
    "/api/v1/claims/?speaker=vladimir-potanin&expand=statements,rebuttals",
    "/api/v1/statements/?stance=asserts&page_size=20",
    "/api/v1/rebuttals/?ground=legal,feasibility",
    "/api/v1/speakers/vladimir-putin/",
    "/api/v1/claims/?q=rare&ordering=relevance",
    "/api/v1/topics/?format=csv",
    "/readyz",
]
SLOW_BODY = "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na="
SLOW_HEAD = "GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Slowly: "


@dataclass
class Load:
    """What many requests were answered with, and the seconds that each took."""

    statuses: Counter = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def figures(self) -> str:
        cuts = quantiles(self.seconds, n=100)
        told = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        return f"{told}; p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms ({cuts[98] / cuts[49]:.1f} ×)"


async def ask(
    address: str, path: str, load: Load | None = None, limit: float = 120
) -> tuple[int, dict[str, str]]:
    """One request on a connection of its own: its status (0 where there was none) and its headers, read to the end."""
    begun, status, headers = time.monotonic(), 0, {}
    url = urlsplit(address)
    with suppress(OSError, TimeoutError, ValueError):
        async with asyncio.timeout(limit):
            reader, writer = await asyncio.open_connection(url.hostname, url.port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = await reader.read(-1)
            writer.close()
        head, _, _ = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        status = int(first.split()[1])
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if load is not None:
        load.statuses[status] += 1
        load.seconds.append(time.monotonic() - begun)
    return status, headers


async def at_once(address: str, number: int) -> Load:
    """So many requests at the same moment, of all kinds."""
    load = Load()
    await asyncio.gather(*(ask(address, MIXED[n % len(MIXED)], load) for n in range(number)))
    return load


def crowd(address: str, number: int) -> Outcome:
    load = asyncio.run(at_once(address, number))
    held = set(load.statuses) == {200}
    return Outcome(f"{number} requests at once", "all are answered", held, load.figures())


async def _beside_slow_ones(address: str, number: int) -> Load:
    url, load, slow = urlsplit(address), Load(), []
    for count in range(number):
        _, writer = await asyncio.open_connection(url.hostname, url.port)
        text = SLOW_BODY if count % 2 else SLOW_HEAD
        writer.write(text.format(path=["/api/v1/claims/", "/admin/login/"][count // 2 % 2]).encode())
        slow.append(writer)
    for _ in range(20):
        await ask(address, "/api/v1/claims/", load, limit=10)
        for writer in slow[:: max(number // 50, 1)]:
            with suppress(OSError):
                writer.write(b"a")
    for writer in slow:
        writer.close()
    return load


def slow_clients(address: str, number: int) -> Outcome:
    load = asyncio.run(_beside_slow_ones(address, number))
    held = load.statuses == {200: 20}
    return Outcome(
        f"{number} half-sent requests", "20 ordinary readers are not disturbed", held, load.figures()
    )


async def _while_away(address: str, server: Server, seconds: float) -> tuple[Load, set[str], Load]:
    away, back, retries = Load(), Load(), set()
    server.leave()
    ended = time.monotonic() + seconds
    while time.monotonic() < ended:
        answers = await asyncio.gather(*(ask(address, "/api/v1/claims/", away, limit=30) for _ in range(4)))
        retries |= {headers.get("retry-after", "none") for _, headers in answers}
    server.use()
    while (await ask(address, "/api/v1/claims/"))[0] != 200 and time.monotonic() < ended + 60:
        await asyncio.sleep(0.1)
    for _ in range(100):
        await ask(address, "/api/v1/claims/", back, limit=30)
    return away, retries, back


def database_away(address: str, server: Server, seconds: float) -> Outcome:
    """Stop the database for a while. It must be the only use of the server: that of this process."""
    away, retries, back = asyncio.run(_while_away(address, server, seconds))
    held = set(away.statuses) == {503} and "none" not in retries and set(back.statuses) == {200}
    told = f"{away.statuses[503]} × 503 within {max(away.seconds):.1f} s; then {back.figures()}"
    promise = "503 with Retry-After, and no error in the 100 requests after it is back"
    return Outcome(f"the database away for {seconds:.0f} s", promise, held, told)
