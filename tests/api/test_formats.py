"""CSV and NDJSON: every row that the filters select, in a form that spreadsheets and scripts read."""

import csv
import io
import json

import pytest
from django.test import RequestFactory

from reeapi.api import formats
from tests import factories as make

pytestmark = pytest.mark.django_db


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_header_line_ends_of_rfc_4180_and_no_byte_order_mark(streamed):
    make.claim(text="Mines are slow.")
    assert streamed("claims/?format=csv&fields=text,version") == "text,version\r\nMines are slow.,1\r\n"


def test_csv_without_rows_still_has_its_header(streamed):
    assert streamed("claims/?format=csv&fields=id,about_article.title") == "id,about_article.title\r\n"


def test_csv_flattens_objects_into_dotted_columns_and_joins_lists(streamed):
    outlet = make.speaker("newsweek", kind="publication")
    claim = make.claim(
        make.topic("a"), make.topic("b"), about_article=make.article(publisher=outlet, title="T | 1")
    )
    make.statement(claim=claim, article=make.article(title="x|y"))
    make.statement(claim=claim, article=make.article(title="z"))
    [row] = table(streamed("claims/?format=csv&expand=statements"))
    assert row["topics"] == "a|b"
    assert (row["about_article.title"], row["about_article.publisher.slug"]) == ("T | 1", "newsweek")
    assert row["statements.article.title"] == r"x\|y|z"
    assert row["first_said_on"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_spreadsheet_formula_is_escaped(streamed, text):
    make.claim(text=text)
    [row] = table(streamed("claims/?format=csv"))
    assert row["text"] == f"'{text}"


def test_quotes_commas_and_line_breaks_survive(streamed):
    text = 'He said "no, never";\nthen – yes.'
    make.claim(text=text)
    [row] = table(streamed("claims/?format=csv"))
    assert row["text"] == text


def test_ndjson_has_the_rows_of_the_json_list(sample, streamed):
    for number in range(3):
        make.claim(text=f"{number}\n– é")
    lines = streamed("claims/?format=ndjson").splitlines()
    assert [json.loads(line) for line in lines] == sample.rows("claims/")


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_a_stream_has_all_rows_whatever_the_chunks(streamed, monkeypatch, name):
    monkeypatch.setattr(formats, "CHUNK", 2)
    for number in range(5):
        make.claim(text=f"{number}")
    lines = streamed(f"claims/?format={name}&fields=text&ordering=created").splitlines()
    assert [line.rpartition(" : ")[2].strip('"}') for line in lines if line != "text"] == list("01234")


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/csv", "text/csv"), ("application/x-ndjson", "application/x-ndjson")]
)
def test_accept_says_the_same_as_format(sample, accept, kind):
    answer = sample.read("claims/", accept=accept)
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith('attachment; filename="claims.')
    assert "Accept" in answer["Vary"]


def test_format_wins_over_accept(sample):
    assert sample.read("claims/?format=json", accept="text/csv")["Content-Type"] == "application/json"


def test_an_unknown_format_is_refused_with_those_there_are(sample):
    assert "csv, json, ndjson" in sample.refused("claims/?format=xlsx")["format"]["detail"]


@pytest.mark.parametrize("query", ["format=csv&page_size=5", "format=ndjson&count=true"])
def test_a_stream_takes_nothing_that_is_about_pages(sample, query):
    assert "all rows" in next(iter(sample.refused(f"claims/?{query}").values()))["detail"]


def test_filters_work_on_a_stream(streamed):
    make.claim(text="Ja.", language="de")
    make.claim(text="Yes.")
    assert streamed("claims/?format=csv&fields=text&language=de") == "text\r\nJa.\r\n"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0, */*", "application/json"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("text/html, */*;q=0.8", "application/json"),
        ("application/x-ndjson;q=0.5, text/*;q=0.4", "application/x-ndjson"),
    ],
)
def test_the_format_is_the_one_that_accept_wants_most(accept, media_type):
    request = RequestFactory().get("/", headers={"accept": accept})
    renderers = [renderer() for renderer in formats.LIST_RENDERERS]
    assert formats.StrictNegotiation().select_renderer(request, renderers)[1] == media_type
