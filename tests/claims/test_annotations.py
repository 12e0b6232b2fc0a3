"""Statements are Web Annotations by the rules of the W3C's model (https://www.w3.org/TR/annotation-model/)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db
client = Client()
TEXT = "The plant opens in May, so the ministry says, and it has said so for several years now, as everybody knows."
MOTIVATIONS = {
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
}
TERMS = {
    "Annotation": "@context id type body target bodyValue motivation creator created generator generated modified rights canonical via audience stylesheet",
    "TextualBody": "id type value language format purpose creator created modified textDirection processingLanguage rights",
    "SpecificResource": "id type source purpose selector state scope renderedVia styleClass creator created",
    "TextQuoteSelector": "type exact prefix suffix refinedBy",
    "TextPositionSelector": "type start end refinedBy",
    "TimeState": "type sourceDate sourceDateStart sourceDateEnd cached refinedBy",
    "Person": "id type name nickname email email_sha1 homepage",
}
REQUIRED = {
    "Annotation": "@context id type target", "TextualBody": "value", "SpecificResource": "source", "Person": "type",
    "TextQuoteSelector": "exact", "TextPositionSelector": "start end", "TimeState": "sourceDate",
}  # fmt: skip


def broken(node: Any, place: str = "annotation") -> Iterator[str]:
    """The rules of the model that a node, or what lies below it, breaks."""
    kind = node.get("type")
    if kind not in TERMS:
        yield f"{place}: no type of the model: {kind}"
        return
    yield from (f"{place}: {name} is no term of {kind}" for name in node if name not in TERMS[kind].split())
    yield from (f"{place}: {name} is missing" for name in REQUIRED[kind].split() if name not in node)
    for name, value in node.items():
        yield from (f"{place}.{name}: {fault}" for fault in faults_of(name, value))
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, dict):
                yield from broken(one, f"{place}.{name}[{number}]")
    if kind == "TextPositionSelector" and not node["start"] < node["end"]:
        yield f"{place}: it ends before it starts"


def faults_of(name: str, value: Any) -> Iterator[str]:
    if name in {"id", "source", "rights"} and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        yield "no IRI"
    if name in {"created", "modified", "sourceDate"} and not re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value
    ):
        yield "no xsd:dateTime in UTC"
    if name in {"motivation", "purpose"} and value not in MOTIVATIONS:
        yield "no motivation of the model"
    if name in {"start", "end"} and not (type(value) is int and value >= 0):
        yield "no whole number from 0"
    if name in {"exact", "prefix", "suffix", "value", "nickname"} and not (isinstance(value, str) and value):
        yield "no text"
    if name == "@context" and value != "http://www.w3.org/ns/anno.jsonld":
        yield "another context"


def quoted(**fields: Any):
    article = make.article(url="https://news.example/plant", publisher=make.speaker(kind="publication"))
    return make.statement(snapshot=make.snapshot(article, TEXT), quote="opens in May", **fields)


def annotation_of(statement, **headers: str) -> dict:
    answer = client.get(
        f"/api/v1/statements/{statement.pk}/", headers=headers or {"Accept": "application/ld+json"}
    )
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert "Accept" in answer["Vary"]
    return answer.json()


def test_a_statement_is_an_annotation_of_the_words_in_the_article():
    statement = quoted()
    found = annotation_of(statement)
    assert list(broken(found)) == []
    assert found["id"] == f"http://testserver/api/v1/statements/{statement.pk}/"
    assert found["body"][0]["value"] == statement.claim.text
    assert found["creator"] == {"type": "Person", "nickname": "curator-9"}
    assert found["target"]["source"] == "https://news.example/plant"
    words, place = found["target"]["selector"]
    assert words["prefix"] + words["exact"] + words["suffix"] in TEXT
    assert TEXT[place["start"] : place["end"]] == words["exact"] == "opens in May"


def test_the_rules_find_what_is_wrong():
    right = annotation_of(quoted())
    for wrong in (
        right | {"motivation": "believing"},
        right | {"created": "2026-11-01T09:00:00+01:00"},
        right | {"target": {"type": "SpecificResource"}},
        right | {"body": [{"type": "TextualBody", "text": "x"}]},
        {name: value for name, value in right.items() if name != "@context"},
    ):
        assert list(broken(wrong)) != []


def test_without_a_quote_it_is_about_the_whole_article():
    statement = make.statement()
    found = annotation_of(statement)
    assert list(broken(found)) == []
    assert found["target"] == {
        "type": "SpecificResource", "source": f"http://testserver/api/v1/articles/{statement.article_id}/",
    }  # fmt: skip


def test_where_no_text_is_held_the_quote_stands_alone():
    statement = quoted()
    type(statement.snapshot).objects.update(text=None, text_state="taken_down", removed=[])
    found = annotation_of(statement)
    assert list(broken(found)) == []
    assert found["target"]["selector"][0] == {"type": "TextQuoteSelector", "exact": "opens in May"}


@pytest.mark.parametrize(
    "accept",
    [
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "application/ld+json, application/json;q=0.5",
    ],
)
def test_accept_chooses_it(accept):
    assert annotation_of(quoted(), Accept=accept)["type"] == "Annotation"


def test_format_chooses_it_and_json_stays_the_default():
    path = f"/api/v1/statements/{quoted().pk}/"
    assert (
        client.get(f"{path}?format=jsonld", headers={"Accept": "application/json"}).json()["type"]
        == "Annotation"
    )
    for accept in ("*/*", "application/json", "application/*"):
        assert client.get(path, headers={"Accept": accept})["Content-Type"] == "application/json"


def test_an_annotation_has_a_tag_of_its_own():
    path = f"/api/v1/statements/{quoted().pk}/"
    plain, linked = (
        client.get(path, headers={"Accept": kind}) for kind in ("application/json", "application/ld+json")
    )
    assert plain["ETag"] != linked["ETag"]
    again = {"Accept": "application/ld+json", "If-None-Match": linked["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    assert client.get(path, headers=again | {"If-None-Match": plain["ETag"]}).status_code == 200


@pytest.mark.parametrize("query", ["fields=id", "as_of=2025-05-01T00:00:00Z"])
def test_an_annotation_is_whole_and_of_today(query):
    problem = client.get(f"/api/v1/statements/{quoted().pk}/?format=jsonld&{query}")
    assert (problem.status_code, problem.json()["errors"][0]["parameter"]) == (400, query.split("=")[0])


def test_nothing_else_is_an_annotation():
    claim = make.statement().claim
    assert (
        client.get(f"/api/v1/claims/{claim.pk}/", headers={"Accept": "application/ld+json"}).status_code
        == 406
    )
    assert (
        client.get(f"/api/v1/statements/{make.statement(status='draft').pk}/?format=jsonld").status_code
        == 404
    )
