"""What Django has called unchanged is called so again without it, and no longer than it is."""

from collections.abc import Callable
from typing import Any

import pytest
import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from structlog.testing import capture_logs

from reeapi import log, revalidation
from reeapi.revalidation import Revalidation
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/api/v1/topics/"


class Site:
    """The application as a server calls it, with a count of what reaches Django."""

    def __init__(self) -> None:
        self.handler, self.reached = WSGIHandler(), 0
        self.application = Revalidation(self.django)

    def django(self, environ: dict[str, Any], start_response: Callable) -> Any:
        self.reached += 1
        return self.handler(environ, start_response)

    def get(self, path: str, **headers: str) -> tuple[str, dict[str, str]]:
        answer: list[Any] = []
        request = RequestFactory().get(path, headers={"Host": "localhost"} | headers)
        body = self.application(request.environ, lambda *given: answer.extend(given))
        b"".join(body)
        getattr(body, "close", lambda: None)()
        return answer[0], dict(answer[1])

    def told(self, path: str, **headers: str) -> dict[str, str]:
        """Ask with the tag until Django has said 304 once; returns the headers to ask with."""
        asked = {"If-None-Match": self.get(path, **headers)[1]["ETag"], **headers}
        assert self.get(path, **asked)[0] == "304 Not Modified"
        return asked


@pytest.mark.parametrize("path", [LIST, f"{LIST}mining/"])
def test_a_reader_is_told_again_what_django_said(path):
    make.claim(make.topic("mining"))
    site = Site()
    asked = site.told(path, Origin="https://elsewhere.example")
    first = site.get(path, **asked)
    assert site.reached == 2
    site.application.said.clear()
    assert site.get(path, **asked) == first
    assert site.reached == 3
    assert first[1]["access-control-allow-origin"] == "*"
    assert first[1]["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", [LIST, f"{LIST}mining/"])
def test_what_has_changed_is_shown(path):
    topic = make.topic("mining")
    make.claim(topic)
    site = Site()
    asked = site.told(path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_topic SET name = 'Another' WHERE id = %s", [topic.pk])
    status, headers = site.get(path, **asked)
    assert status == "200 OK"
    assert headers["ETag"] != asked["If-None-Match"]


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (f"{LIST}?page_size=1", {}),
        (LIST, {"Accept": "text/csv"}),
        (LIST, {"Origin": "https://elsewhere.example"}),
        (LIST, {"Host": "127.0.0.1"}),
        (LIST, {"Host": "evil.example"}),
        (LIST, {"Authorization": "Token none"}),
        (LIST, {"If-None-Match": '"another"'}),
    ],
)
def test_django_decides_about_every_other_request(path, other):
    site = Site()
    asked = site.told(LIST)
    site.get(path, **asked | other)
    assert site.reached == 3


def test_what_does_not_hold_under_a_mark_is_not_said_again():
    site = Site()
    asked = site.told("/api/v1/")
    site.get("/api/v1/", **asked)
    assert site.reached == 3


def test_while_the_database_cannot_say_django_is_asked(monkeypatch):
    site = Site()
    asked = site.told(LIST)
    monkeypatch.setattr(revalidation, "MARK", "SELECT 1 / 0")
    site.get(LIST, **asked)
    assert site.reached == 3


def test_the_log_and_the_figures_have_such_an_answer(monkeypatch):
    told = structlog.wrap_logger(None, wrapper_class=structlog.make_filtering_bound_logger("INFO"))
    monkeypatch.setattr(log, "logger", told)
    site = Site()
    asked, counted = site.told(LIST), []
    site.application.observe = lambda *given: counted.append(given[:3])
    with capture_logs() as lines:
        site.get(LIST, **asked)
    line = lines[-1]
    assert (line["event"], line["code"], line["request"]) == ("request_finished", 304, f"GET {LIST}")
    assert line["request_id"]
    assert counted == [("GET", "api/v1/topics/$", 304)]


def test_only_so_many_answers_are_kept(monkeypatch):
    monkeypatch.setattr(revalidation, "KEPT", 2)
    site = Site()
    for size in range(1, 6):
        site.told(f"{LIST}?page_size={size}")
        assert len(site.application.said) <= 2
