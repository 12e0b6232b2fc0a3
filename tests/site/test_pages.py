"""The pages for people, and whether the documentation tells the truth: every call in it is made."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from reeapi import pages
from reeapi.api.problems import PROBLEMS
from sources.models import Status
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["/", "/problems/", "/api/docs/"]
# A call in a text: `GET /…`, alone or in a line, with the status in front where it is not 200; or as curl has it.
CALL = re.compile(r"(?:\b(\d{3}) )?(?:GET |curl 'http://127\.0\.0\.1:8000)(/[^`'\n]*)")
DOCUMENTED = {
    path.strip(): int(status or 200)
    for name in ("README.md", "docs/api.md")
    for status, path in CALL.findall((ROOT / name).read_text())
}


class Found(HTMLParser):
    """What a page points at: `links` to click, `fetched` by the browser itself; and `inline` code, if any."""

    def __init__(self, html: str):
        super().__init__()
        self.links, self.fetched, self.inline, self.ids = [], [], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids.add(given.get("id"))
        if tag == "a":
            self.links.append(given["href"])
        if tag == "link":
            self.fetched.append(given["href"])
        self.fetched += [given[name] for name in ("src", "srcset", "data-schema") if name in given]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)


@pytest.fixture
def dataset(db):
    call_command("load_dataset", str(ROOT / "data"), verbosity=0)


@pytest.fixture
def get(client):
    return client.get


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_title_a_heading_and_a_language(get, path):
    html = get(path).content.decode()
    assert '<html lang="en">' in html
    assert re.search(r"<title>[^<]*REE API[^<]*</title>", html)
    assert path == "/api/docs/" or html.count("<h1>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, "/api/schema/", "/robots.txt"])
def test_a_page_sets_no_cookie_and_does_not_vary_by_one(get, path):
    answer = get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_the_content_security_policy_allows_our_own_files_alone_and_no_inline_code(get, path):
    answer = get(path)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert Found(answer.content.decode()).inline == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fetches_nothing_from_elsewhere_and_all_it_fetches_is_there(get, path):
    for url in Found(get(path).content.decode()).fetched:
        assert url.startswith("/"), url
        assert not url.startswith("//"), url
        if url.startswith("/static/"):
            assert finders.find(url.removeprefix("/static/")), url
        else:
            assert get(url).status_code == 200, url


@pytest.mark.parametrize("name", ["site.css", "docs.css", "docs.js", "favicon.svg"])
def test_our_static_files_name_no_other_host(name):
    text = Path(finders.find(f"reeapi/{name}")).read_text()
    assert re.findall(r"//[a-z]", text.replace("http://www.w3.org/2000/svg", "")) == []


@pytest.mark.usefixtures("dataset")
def test_every_link_of_the_landing_page_works_when_clicked(get):
    links = {unescape(link) for link in Found(get("/").content.decode()).links}
    ours = {link for link in links if link.startswith("/")}
    assert {pages.FIRST_EXAMPLE, *(path for _, path in pages.EXAMPLES)} <= ours
    assert {"/api/docs/", "/api/schema/", "/api/v1/", "/admin/"} <= ours
    assert {link: get(link, follow=True).status_code for link in ours} == dict.fromkeys(ours, 200)
    assert {urlsplit(link).scheme for link in links - ours} == {"", "https", "mailto"}


@pytest.mark.usefixtures("dataset")
def test_no_example_has_an_empty_answer(get):
    for _, path in pages.EXAMPLES:
        body = b"".join(get(path)).decode()
        assert len(body.splitlines()) > 1 if "format=csv" in path else json.loads(body)["results"], path


@pytest.mark.usefixtures("dataset")
def test_the_summary_of_the_first_example_is_what_the_api_answers(get):
    html = unescape(get("/").content.decode())
    claims = json.loads(get(pages.FIRST_EXAMPLE).content)["results"]
    shown = [claim["text"] for claim in claims]
    shown += [edge["counter_claim"]["text"] for claim in claims for edge in claim["rebuttals"]]
    assert len(shown) > 8
    assert [text for text in shown if text not in html] == []


def test_the_landing_page_counts_public_rows_alone(get, db):
    factories.statement()
    factories.claim(status=Status.DRAFT)
    counts = pages.live_counts()
    assert counts == {"claims": 1, "statements": 1, "rebuttals": 0, "speakers": 1, "articles": 1}


def test_a_count_stops_at_the_cap_and_says_so(get, db, monkeypatch):
    monkeypatch.setattr(pages, "COUNT_CAP", 2)
    for _ in range(4):
        factories.claim()
    assert pages.live_counts()["claims"] == 3
    assert "<strong>2+</strong> claims" in get("/").content.decode()
    assert Claim.objects.published().count() == 4


def test_the_landing_page_costs_the_same_however_much_there_is(get, dataset):
    get("/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        get("/")
    for _ in range(30):
        factories.statement()
    get("/")  # what was kept of the rows before is built anew
    with CaptureQueriesContext(connection) as many:
        get("/")
    assert len(few) == len(many) <= 6


def test_without_data_the_landing_page_offers_no_example_that_would_fail(get, db):
    html = get("/").content.decode()
    assert "speaker=" not in html
    assert "Nothing has been published here yet" in html


def test_the_landing_page_says_the_licence_the_citation_and_whom_to_write_to(get, db, settings):
    html = unescape(get("/").content.decode())
    assert settings.DATA_LICENSE["url"] in html
    assert settings.DATA_CITATION in html
    assert f"mailto:{settings.CONTACT_EMAIL}" in html


def test_every_type_of_problem_is_explained_at_the_anchor_its_url_points_to(get, db):
    refused = json.loads(get("/api/v1/claims/?speakr=x").content)
    path, _, anchor = refused["type"].partition("#")
    found = Found(get(urlsplit(path).path).content.decode())
    assert anchor == "invalid-parameter"
    assert set(PROBLEMS) <= found.ids


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/favicon.ico"])
@pytest.mark.django_db
def test_writing_to_a_page_is_refused_as_a_problem(client, path):
    answer = client.post(path)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD"


def test_the_favicon_is_found_by_those_who_guess(get, db):
    assert get("/favicon.ico").url == "/static/reeapi/favicon.svg"


def test_the_openapi_document_is_served_as_yaml_and_as_json(get, db):
    assert get("/api/schema/").content.startswith(b"openapi: 3.1")
    assert json.loads(get("/api/schema/?format=json").content)["openapi"].startswith("3.1")
    asked = get("/api/schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    assert json.loads(asked.content)["info"]["title"] == "REE API"
    assert asked["Content-Type"].startswith("application/vnd.oai.openapi+json")
    again = get("/api/schema/?format=json", headers={"if-none-match": asked["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get("/api/schema/", headers={"if-none-match": asked["ETag"]}).status_code == 200


@pytest.mark.usefixtures("dataset")
def test_every_documented_call_is_answered_as_the_documentation_says(get):
    assert len(DOCUMENTED) > 30
    answers = {path: get(path) for path in DOCUMENTED}
    assert {path: answer.status_code for path, answer in answers.items()} == DOCUMENTED
    pages_of = {
        path: json.loads(answer.content)
        for path, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"] == "application/json"
    }
    empty = [path for path, page in pages_of.items() if page.get("results") == []]
    empty = [path for path in empty if not path.startswith("/api/v1/changes/")]  # nothing happened since
    assert empty == ["/api/v1/claims/?id=0197d2a0-0000-7000-8000-000000000000"]


@pytest.mark.usefixtures("dataset")
def test_the_answer_in_the_readme_is_true(get):
    text = (ROOT / "README.md").read_text()
    call = re.search(r"curl 'http://127\.0\.0\.1:8000(/[^']*)'", text)[1]
    printed = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    results = json.loads(get(call).content)["results"]
    assert "answers four claims" in text
    assert len(results) == 4
    assert {name: value for name, value in results[0].items() if not name.endswith("_url")} == printed


def test_the_error_in_the_guide_is_true(get, db):
    text = (ROOT / "docs/api.md").read_text()
    printed = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    answer = json.loads(
        get("/api/v1/claims/?speakr=vladimir-putin", headers={"host": "127.0.0.1:8000"}).content
    )
    assert answer == printed


def test_the_readme_names_every_setting_and_no_other():
    files = ["settings.py", "serve.py", "embedded/places.py", "embedded/binaries.py"]
    code = "".join((ROOT / "reeapi" / name).read_text() for name in files)
    read = set(
        re.findall(
            r'(?:env(?:\.\w+)?|Environment\(\)\.\w+|environ\.get|_required|_number)\(\s*"([A-Z_]+)"', code
        )
    )
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    assert set(re.findall(r"[A-Z][A-Z_]+", " ".join(rows))) == read


@pytest.mark.parametrize("file", ["README.md", "CHANGELOG.md", "docs/api.md", "docs/decisions.md"])
def test_every_link_between_our_documents_leads_somewhere(file):
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / file).read_text())
    assert [link for link in links if not ((ROOT / file).parent / link).exists()] == []
