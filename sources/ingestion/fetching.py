"""A page from its address, and nothing but a page: never from inside the network, never large, never slow."""

import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress

from .facts import Unreadable

_TEXTS = ("application/xhtml+xml", "application/json", "application/ld+json", "application/xml")


class Refused(Unreadable):
    """The page was not fetched; the message says why."""


@dataclass(frozen=True)
class Limits:
    """What may be fetched. Only tests, whose server is this machine, ask for other ports and loopback addresses."""

    ports: tuple[int, ...] = (80, 443)
    loopback: bool = False
    largest: int = 5_000_000  # bytes, after decompression
    seconds: float = 10  # for everything: names, redirects, headers and body
    redirects: int = 5


def fetch(url: str, limits: Limits = Limits()) -> tuple[str, bytes]:
    """(address after redirects, bytes) of a page. Raises Refused, at once where INGEST_FETCH is off."""
    if not settings.INGEST_FETCH:
        raise Refused(
            "Fetching from the net is off. Set INGEST_FETCH=true, or save the page and give its file."
        )
    answer: dict[str, Any] = {}
    deadline = time.monotonic() + limits.seconds

    def work() -> None:
        try:
            answer["page"] = _follow(url, limits, deadline)
        except Exception as error:
            answer["error"] = error

    # A thread, because a server that sends a byte now and then never meets the timeout of a socket.
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(limits.seconds)
    if "page" in answer:
        return answer["page"]
    error = answer.get("error")
    if error is None or isinstance(error, requests.Timeout):
        raise Refused(f"{url} did not answer within {limits.seconds:g} seconds.")
    if isinstance(error, Refused):
        raise error
    if isinstance(error, InvalidIPAddress):
        raise Refused(f"{url} leads to an address inside a network, which is never fetched.")
    if isinstance(error, requests.RequestException | OSError | ValueError):
        raise Refused(f"{url} could not be fetched: {type(error).__name__}.")
    raise error


def _follow(url: str, limits: Limits, deadline: float) -> tuple[str, bytes]:
    """Each redirect is a new request, checked like the first one."""
    config = Config(
        ip_filter_enable=True, ip_filter_allow_loopback_ips=limits.loopback, never_redirect=True, default_timeout=(5, 5),
        user_agent_override="ree-api ingestion",
    )  # fmt: skip
    with HTTPSession(config) as session:
        session.trust_env = False  # a proxy of the environment would connect in our place, unchecked
        for _ in range(limits.redirects + 1):
            _check(url, limits)
            with session.get(url, stream=True, allow_redirects=False) as response:
                if not response.is_redirect:
                    return url, _body(response, limits, deadline)
                url = urljoin(url, response.headers["location"])
    raise Refused(f"{url}: more than {limits.redirects} redirects.")


def _check(url: str, limits: Limits) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        raise Refused(f"{url} is not an address.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(f"{url}: only http:// and https:// addresses are fetched.")
    if port not in limits.ports:
        raise Refused(f"{url}: port {port} is not fetched, only {' and '.join(map(str, limits.ports))}.")
    if parts.username is not None or parts.password is not None:
        raise Refused("An address with a name or password in it is not fetched.")


def _body(response: requests.Response, limits: Limits, deadline: float) -> bytes:
    if response.status_code != 200:
        raise Refused(f"{response.url} answered {response.status_code}.")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.startswith("text/") and kind not in _TEXTS:
        raise Refused(f"{response.url} is not text but {kind or 'of no stated type'}.")
    body = bytearray()
    for chunk in response.iter_content(16_384):
        body += chunk
        if len(body) > limits.largest:
            raise Refused(f"{response.url} is larger than {limits.largest:,} bytes.")
        if time.monotonic() > deadline:
            raise Refused(f"{response.url} did not end within {limits.seconds:g} seconds.")
    return bytes(body)
