"""Pages from addresses: off unless switched on, and never from inside the network, large, slow, or not text."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from sources.ingestion.fetching import Limits, Refused, fetch

PAGE = b"<p>Ten mines will open.</p>"


class Site(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        path, _, rest = self.path.partition("?")
        getattr(self, f"get_{path.strip('/') or 'page'}")(rest)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"content_type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def get_page(self, rest: str) -> None:
        self.answer(PAGE)

    def get_to(self, rest: str) -> None:
        self.answer(b"", 302, location=unquote(rest))

    def get_loop(self, rest: str) -> None:
        self.answer(b"", 302, location="/loop")

    def get_image(self, rest: str) -> None:
        self.answer(b"\x89PNG", content_type="image/png")

    def get_missing(self, rest: str) -> None:
        self.answer(b"gone", 404)

    def get_large(self, rest: str) -> None:
        self.answer(b"x" * 3000)

    def get_packed(self, rest: str) -> None:
        self.answer(gzip.compress(b"x" * 3_000_000), content_encoding="gzip")

    def get_slow(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        for _ in range(30):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def get_silent(self, rest: str) -> None:
        time.sleep(2)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # a caller who hangs up is what is tested
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def on(settings) -> None:
    settings.INGEST_FETCH = True


def here(site: str, **changes) -> Limits:
    """Limits under which the server of the tests may be asked."""
    return Limits(**{"ports": (int(site.rpartition(":")[2]),), "loopback": True} | changes)


def test_it_is_off_unless_switched_on(site, settings):
    settings.INGEST_FETCH = False
    with pytest.raises(Refused, match="INGEST_FETCH=true"):
        fetch(site, here(site))


def test_a_page_comes_with_its_address_after_redirects(site):
    assert fetch(f"{site}/to?/page", here(site)) == (f"{site}/page", PAGE)


@pytest.mark.parametrize(
    ("path", "changes", "why"),
    [
        pytest.param("image", {}, "not text but image/png", id="what is not text"),
        pytest.param("missing", {}, "answered 404", id="an error"),
        pytest.param("loop", {}, "more than 5 redirects", id="a circle"),
        pytest.param("large", {"largest": 2000}, "larger than 2,000 bytes", id="a large page"),
        pytest.param("packed", {"largest": 100_000}, "larger than 100,000 bytes", id="a page that is large unpacked"),
        pytest.param("slow", {"seconds": 0.5}, "within 0.5 seconds", id="a page that drips"),
        pytest.param("silent", {"seconds": 0.5}, "within 0.5 seconds", id="a page that never comes"),
        pytest.param("to?file:///etc/passwd", {}, "only http", id="a redirect to a file"),
        pytest.param("to?ftp://ore.example/", {}, "only http", id="a redirect to another scheme"),
        pytest.param("to?http://127.0.0.1:1/", {}, "port 1 is not fetched", id="a redirect to another port"),
        pytest.param("to?http://10.0.0.1:{port}/", {}, "inside a network", id="a redirect to a private address"),
        pytest.param("to?http://169.254.169.254:{port}/latest/", {}, "inside a network", id="a redirect to metadata"),
        pytest.param("to?http://[fe80::1]:{port}/", {}, "inside a network", id="a redirect to a link-local address"),
        pytest.param("to?http://a:b@127.0.0.1:{port}/page", {}, "name or password", id="a redirect with a password"),
    ],
)  # fmt: skip
def test_it_refuses(site, path, changes, why):
    with pytest.raises(Refused, match=why):
        fetch(f"{site}/{path.replace('{port}', site.rpartition(':')[2])}", here(site, **changes))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0",  # noqa: S104
     "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "[fd00:ec2::254]",
     "[::ffff:127.0.0.1]", "100.100.100.200", "2130706433", "224.0.0.1"],
)  # fmt: skip
def test_an_address_inside_a_network_is_refused(address):
    with pytest.raises(Refused, match="inside a network"):
        fetch(f"http://{address}/")


def test_a_local_server_is_refused_without_the_exception_of_the_tests(site):
    with pytest.raises(Refused, match="inside a network"):
        fetch(site, here(site, loopback=False))


@pytest.mark.parametrize(("url", "why"), [("http://ore.example:8080/", "port 8080"), ("https://ore.example:22/", "port 22"), ("gopher://ore.example/", "only http"), ("http://[", "not an address")])  # fmt: skip
def test_other_ports_and_schemes_are_refused(url, why):
    with pytest.raises(Refused, match=why):
        fetch(url)


def test_the_limits_are_five_megabytes_and_ten_seconds():
    assert (Limits().largest, Limits().seconds, Limits().ports, Limits().loopback) == (5_000_000, 10, (80, 443), False)  # fmt: skip
