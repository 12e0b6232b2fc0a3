"""Whatever is thrown at any parameter of any endpoint is refused by name or answered in bounds, and never breaks it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from reeapi.api.filters import BoundFilter
from reeapi.api.pagination import Cursor
from reeapi.urls import router
from tests import factories as make

pytestmark = pytest.mark.django_db
client = Client(raise_request_exception=False)  # one for all: each of its own would load the middleware anew
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
LONG = 10_000
ID = "0197d2a0-0000-7000-8000-000000000000"

TEXTS = [
    # control characters and what is not text
    "\0", "a\0b", "\x01", "\x1b[31m", "\r\nSet-Cookie: a=b", "\t", " ", "\ufeff", "\ufffd", "\uffff", "\U0010ffff", "\u2028", "\u202e", "\u200b",
    # numbers
    "-1", "0", "00", "+1", "1.0", "1e9", "1e999", "0x10", "1_000", " 1 ", "201", "2147483648", "-2147483649",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 100, "9" * 4000, "NaN", "Infinity", "-Infinity", "-0", "½",
    "١٢", "٣", "１", "൧", "²", "Ⅷ",
    # dates and times
    "0000-00-00", "0000-01-01", "10000-01-01", "-0001-01-01", "+2025-01-01", "2025-02-30", "2025-13-01", "2025-1-1", "20250101", "2025-01",
    "2025-W01-1", "2025-01-01T00:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2025-01-01T24:00:00Z", "2025-01-01T00:00:60Z",
    "2025-01-01T00:00:00+99:99", "2025-01-01 00:00:00+00:00", "٢٠٢٥-٠١-٠١", "today", "now()", "infinity", "epoch",
    # truths
    "TRUE", "True", "yes", "on", "t", "null", "None", "undefined", "nil", "false,true", "true,",
    # lists
    ",", ",,", "a,", ",a", "a,,b", "," * 4000, "a," * 1000 + "a", ",".join(map(str, range(101))), ",".join([ID] * 200), ", ",
    # dots, paths
    ".", "..", "a.b.c.d", "." * 500, "id." * 300, "id..id", "__class__", "pk", "speaker__user__password", "claim__search", "id__in",
    "../../etc/passwd", "..\\..\\", "file:///etc/passwd", "//evil.example", "http://evil.example/?a=b&c=d#e", "%2e%2e%2f", "%00", "%", "%zz",
    # fragments of other languages
    "'", '"', "''", "\\", "';--", "' OR '1'='1", "1; DROP TABLE claims_claim", "1) OR (1=1", "') UNION SELECT usename FROM pg_user--",
    "pg_sleep(10)", "'||pg_sleep(10)||'", "$1", "$$", "%s", "%(a)s", "{}", "{0}", "{{7*7}}", "{% debug %}", "${7*7}", "#{7*7}", "<%= 7.0001 %>",
    "<script>alert(1)</script>", "javascript:alert(1)", "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "[]", "[1]", '{"a": 1}', '["a"]',
    "{$ne: null}", "*", "?", "(", "((((", "a(", "[", "[^", "(a+)+$", "a{1000000}", "&", "|", "!", "a & b", "a <-> b", ":*", "a:*", "'a':*", '"',
    '"a', '""', "-", "--", "-a", "OR", "a OR", "or or or", "<->", "ree:english", "'ree:english'::tsvector",
    # words in other scripts, and ones that change their length
    "é", "e\u0301", "ﬁ", "ß", "İ", "ı", "ﷺ", "𝕏", "😀", "👩‍👩‍👧‍👦", "العربية", "\u202eעברית", "ทดสอบ", "稀土", "Ж" * 100, "a\u0301" * 200, "z̷̡̛" * 50,
    # size
    "a" * 100, "a" * 201, "a" * 501, "a" * 2001, "a" * LONG, "-" * LONG, "%" * LONG, "稀" * LONG, "a " * 5000, '"' * LONG, "(" * LONG,
    # names and ids nearly right
    "a-", "-a", "a--b", "A", "vladimir putin", "vladimir_putin", ID[:-1], f"{ID}0", ID.upper(), ID.replace("-", ""), f"{{{ID}}}", f"urn:uuid:{ID}",
    "00000000-0000-0000-0000-000000000000", "g" * 8 + ID[8:], "-created,-id", "-", "--created", "created ", "Created", "random", "json ", "xml", "api", "en-", "EN",
    "Q0", "Q", "q1", "Q" + "9" * 30,
]  # fmt: skip
RAW = [
    "%ED%A0%80", "%FF", "%C0%80", "%F4%90%80%80", "%E2%82", "%80", "a%ED%BF%BFb", "+", "%25%30%30", "%u0041", "&&&", "=", "==", ";", "%0d%0a",
]  # fmt: skip
HOSTILE = list(dict.fromkeys([quote(text, safe="") for text in TEXTS] + RAW))
QUICK = [*HOSTILE[::8], "%00", "%ED%A0%80", "9" * 100, "a" * LONG, quote("' OR '1'='1"), ""]
ENDPOINTS = [(room, False) for room in VIEWS] + [(room, True) for room in VIEWS]


def parameters_of(room: str, single: bool) -> dict:
    return VIEWS[room].object_parameters() if single else VIEWS[room].list_parameters()


@pytest.fixture
def addresses() -> dict[tuple[str, bool], str]:
    """Each list and one object of each, over a few rows of every kind; some have dates, some have none."""
    outlet = make.speaker("outlet", kind="publication")
    article = make.article(make.speaker("writer"), publisher=outlet, published_on="2025-02-25")
    topic = make.topic("mining")
    statement = make.statement(claim=make.claim(topic), article=article, said_on="2025-02-24")
    rebuttal = make.rebuttal(target_claim=statement.claim)
    support = make.support(target_article=article)
    make.affiliation(speaker=statement.speaker, organization=outlet)
    keys = [
        statement.speaker.slug,
        article.pk,
        "mining",
        statement.claim_id,
        statement.pk,
        rebuttal.pk,
        support.pk,
    ]
    rooms = ["speakers", "articles", "topics", "claims", "statements", "rebuttals", "supports"]
    return {(room, False): f"/api/v1/{room}/" for room in rooms} | {
        (room, True): f"/api/v1/{room}/{key}/" for room, key in zip(rooms, keys, strict=True)
    }


def problem_of(answer) -> dict:
    """The problem of a refusal, which is in the one shape that all refusals have."""
    assert answer["Content-Type"] == "application/problem+json", answer.content[:200]
    problem = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "instance"} <= problem.keys()
    assert problem["status"] == answer.status_code
    assert len(answer.content) < 20_000
    return problem


def judge(answer, name: str, may_match_all: bool) -> str | None:
    """What is wrong with the answer to a hostile value of a parameter, if anything."""
    if answer.status_code == 400:
        named = [error["parameter"] for error in problem_of(answer).get("errors", [])]
        return None if name in named else f"names {named}"
    if answer.status_code != 200 or answer.streaming:
        return f"answers {answer.status_code}"
    rows = answer.json().get("results", [])
    return "answers all rows" if rows and not may_match_all else None


def complaints(room: str, single: bool, address: str, values: list[str]) -> Iterator[str]:
    """Each value against each parameter of an endpoint; yields what went wrong."""
    for name, parameter in parameters_of(room, single).items():
        for value in values:
            free = (
                single
                or isinstance(parameter, BoundFilter)
                or (name == "q" and value.startswith(("-", "%22", "%3Ca")))
            )
            wrong = judge(client.get(f"{address}?{name}={value}"), name, free)
            if wrong:
                yield f"{room} {name}={value[:80]}: {wrong}"


def test_there_are_hostile_values_of_many_kinds():
    assert len(HOSTILE) >= 150
    assert len(set(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize(("room", "single"), ENDPOINTS)
def test_a_hostile_value_is_refused_by_name_or_answered_in_bounds(addresses, room, single):
    assert list(complaints(room, single, addresses[room, single], QUICK)) == []


@pytest.mark.long
@pytest.mark.parametrize(("room", "single"), ENDPOINTS)
def test_every_hostile_value_is_refused_by_name_or_answered_in_bounds(addresses, room, single):
    assert list(complaints(room, single, addresses[room, single], HOSTILE)) == []


@pytest.mark.parametrize(("room", "single"), ENDPOINTS)
def test_a_parameter_given_twice_or_written_otherwise_is_refused(addresses, room, single):
    for name, parameter in parameters_of(room, single).items():
        example = quote(parameter.example)
        second = "" if parameter.many else example  # a list may be sent so, but not with an empty value
        for query, named in (
            (f"{name}={example}&{name}={second}", name),
            (f"{name}=", name),
            (name, name),
            (f"{name.upper()}={example}", name.upper()),
            (f"{name}[]={example}", f"{name}[]"),
            (f"{name}__in={example}", f"{name}__in"),
            (f"%20{name}={example}", f" {name}"),
        ):
            problem = problem_of(client.get(f"{addresses[room, single]}?{query}"))
            assert problem["status"] == 400
            assert named in [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize("value", QUICK)
def test_a_hostile_name_of_a_parameter_is_refused(addresses, value):
    for address in addresses.values():
        answer = client.get(f"{address}?{value}=1")
        assert problem_of(answer)["status"] == 400


# --- Cursors ------------------------------------------------------------------------------------------------------


def forged(*parts) -> str:
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


BROKEN = [
    forged(), forged(1), forged("-created"), forged("-created", "n", None, None), forged("-created", "n", None, ID), forged("-created", "x", "2025-01-01T00:00:00+00:00", ID),
    forged("-created", "n", "2025-01-01T00:00:00+00:00", "x"), forged("-created", "n", "2025-01-01", ID), forged("-created", "n", 5, ID), forged("-created", "n", [], ID),
    forged("-created", "n", "\0", ID), forged("-created", "n", "2025-01-01T00:00:00+00:00", 10**30), forged("nothing", "n", "x", ID), forged(["-created"], "n", "x", ID),
    forged("-created", ["n"], "x", ID), forged({}, {}, {}, {}), forged("name", "n", "\ud800", 1), forged("name", "n", "a", 2**63), forged("name", "n", "a", True),
    forged("name", "n", "a\0", 1), forged("rebuttals", "n", 1e300, ID), forged("said_on", "n", "0000-01-01", ID), forged("said_on", "n", "2025-02-30", ID),
    urlsafe_b64encode(b"[" * 1500).decode(), urlsafe_b64encode(b"\xff\xfe\xfd").decode(), urlsafe_b64encode(b"null").decode(), urlsafe_b64encode(b"{}").decode(),
    urlsafe_b64encode(b'"abcd"').decode(), urlsafe_b64encode(b"NaN").decode(), "AAAA", "====", "!", "é",
]  # fmt: skip


@pytest.mark.parametrize("room", VIEWS)
def test_a_broken_cursor_is_refused_by_name(addresses, room):
    for cursor in BROKEN:
        answer = client.get(f"/api/v1/{room}/", {"cursor": cursor})
        assert [error["parameter"] for error in problem_of(answer)["errors"]] == ["cursor"], cursor


@pytest.mark.parametrize("room", VIEWS)
def test_a_cursor_of_another_ordering_is_refused(addresses, room):
    orderings = [name for name in VIEWS[room].built_orderings() if "relevance" not in name]
    for name in orderings:
        page = client.get(f"/api/v1/{room}/?page_size=1&ordering={name}").json()
        if page["next"]:
            other = next(o for o in orderings if o != name)
            answer = client.get(page["next"].replace(f"ordering={name}", f"ordering={other}"))
            assert "cursor" in [error["parameter"] for error in problem_of(answer)["errors"]]


def test_a_cursor_of_another_list_is_refused_or_a_place_in_this_one(addresses):
    pages = {room: client.get(f"/api/v1/{room}/?page_size=1").json() for room in VIEWS}
    for given in pages.values():
        for room in VIEWS:
            cursor = (given["next"] or "cursor=AAAA").partition("cursor=")[2]
            answer = client.get(f"/api/v1/{room}/?page_size=1&cursor={cursor}")
            assert answer.status_code == 400 or len(answer.json()["results"]) <= 1


@pytest.mark.parametrize("moment", ["0001-01-01", "0294-01-01", "1582-10-10", "9999-12-31"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_forged_cursor_is_but_a_place_between_two_rows(addresses, moment, backwards):
    cursor = Cursor(
        "-created", datetime.fromisoformat(f"{moment}T00:00:00Z"), str(uuid4()), backwards
    ).encode()
    answer = client.get(f"/api/v1/claims/?page_size=2&cursor={cursor}")
    assert answer.status_code == 200
    assert len(answer.json()["results"]) <= 2


# --- Addresses, methods, headers ----------------------------------------------------------------------------------

PATHS = [
    "%00", "%ED%A0%80", "..%2f..", "%2e%2e", "a" * LONG, "-1", "9" * 100, "%F0%9F%98%80", "%u0000", "a.json", "{{7*7}}", "'", "%22", "*", "~", "a%0d%0aX: y",
    ID.replace("-", ""), f"{ID}0", f"{{{ID}}}", "٣", "%D9%A3", "null", "undefined", "true", "__class__", ";a=b", "a%2Fb",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:20])
def test_a_hostile_path_is_not_found(addresses, path):
    for room in VIEWS:
        problem = problem_of(client.get(f"/api/v1/{room}/{path}/"))
        assert problem["status"] == 404
    assert problem_of(client.get(f"/{path}/x"))["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "LOCK", "FOO"])
def test_a_method_that_is_not_for_reading_is_refused(addresses, method):
    writes = {True: {"PUT", "PATCH", "DELETE"}, False: {"POST"}}
    for (_, single), address in addresses.items():
        answer = client.generic(method, address, b'{"a": 1}', "application/json")
        assert problem_of(answer)["status"] == (401 if method in writes[single] else 405)
        assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "\0",
    ],
)
def test_a_body_changes_nothing(addresses, kind):
    answer = client.generic("POST", "/api/v1/claims/", b"\0" * 100_000, kind)
    assert problem_of(answer)["status"] == 401
    assert client.generic("GET", "/api/v1/claims/", b"\xff" * 1000, kind).status_code == 200


HEADERS = {
    "Accept": [
        "",
        ";",
        ";;;",
        "*",
        "*/*;q=banana",
        "a/b;q=1e999",
        "/",
        "text/html;level=\0",
        "a" * LONG,
        ", ," * 1000,
        "application/json;" * 500,
        "é",
    ],
    "If-None-Match": ["", '"', '"a', "W/", "*, *", "*" * LONG, '"a",' * 2000, "\0", "é", "()", '"' * 5001],
    "If-Modified-Since": ["", "never", "Thu, 99 Foo 99999 99:99:99 GMT", "-1", "\0"],
    "Range": ["bytes=0-", "bytes=-1", "items=0-1000000"],
    "Authorization": ["", "Token", "Token x", "Bearer " + "a" * LONG, "Basic !!!", "\0"],
    "Cookie": ["a", "sessionid=\0", "sessionid=" + "a" * LONG, "=;=;="],
    "Origin": ["null", "http://evil.example", "\0", "é"],
    "X-Forwarded-For": ["127.0.0.1", "a" * LONG, "\0"],
    "X-Forwarded-Host": ["evil.example"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Accept-Language": ["*", "a" * LONG, "en;q=banana"],
    "Accept-Encoding": ["gzip;q=nope", "\0", "a" * LONG],
    "Content-Length": ["-1", "banana", "99999999999999999999"],
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_hostile_header_breaks_nothing(addresses, name):
    for value in HEADERS[name]:
        for address in ("/api/v1/claims/", addresses["claims", True], "/api/v1/", "/api/v1/nothing/"):
            answer = client.get(address, headers={name: value})
            expected = {401, 404} if name == "Authorization" else {200, 304, 400, 404, 406}
            assert answer.status_code in expected, (address, value[:50])
            assert not any(cookie.value for cookie in answer.cookies.values())
            assert "evil.example" not in str(answer.headers) + answer.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver\0", "a" * 300, "[::1", "@", "testserver@evil.example", "..", "é", ""]
)
def test_a_host_that_is_not_ours_is_refused_without_being_repeated(addresses, host):
    answer = client.get("/api/v1/claims/", HTTP_HOST=host, SERVER_NAME="evil.example")
    problem = problem_of(answer)
    assert problem["status"] == 400
    assert "evil" not in str(problem)


def test_a_thousand_parameters_are_refused(addresses):
    for number in (100, 1000, 2000):
        answer = client.get("/api/v1/claims/?" + "&".join(f"p{n}=1" for n in range(number)))
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
