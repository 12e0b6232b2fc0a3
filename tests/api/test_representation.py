"""The fast path gives what the plain serializer gives, and shows nothing that is not public."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Statement
from reeapi.api.fields import choose
from reeapi.api.representation import Kept, compiled, plain
from reeapi.api.sql import AsText, JsonObject, Literal
from sources.models import Speaker
from tests import factories as make
from tests.api.endpoints import ClaimShape, SpeakerShape, StatementShape

pytestmark = pytest.mark.django_db
BASE = "https://api.example"


@pytest.fixture
def world() -> None:
    outlet = make.speaker("newsweek", kind="publication")
    snapshot = make.snapshot(
        make.article(publisher=outlet, published_on="2025-02-28"), "Mines are “slow”, he said."
    )
    claim = make.claim(
        make.topic("mining"), make.topic("law"), text="Mines – 100% of them –\nare 'slow' \\ \"dear\"."
    )
    make.statement(claim=claim, snapshot=snapshot, quote="“slow”", said_on="2025-02-24")
    make.statement(claim=claim, article=make.article(title="", publisher=None), affiliation=make.speaker())
    make.claim(about_article=snapshot.article)
    make.claim()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("shape", "model"), [(ClaimShape, Claim), (StatementShape, Statement), (SpeakerShape, Speaker)]
)
@pytest.mark.parametrize("limit", [1, 20])
def test_the_fast_path_answers_what_the_plain_serializer_does(shape, model, limit):
    fast = compiled(shape, model, limit=limit)
    rows = list(model.objects.published())
    answers = [json.loads(text) for text in fast.texts([row.pk for row in rows], BASE)]
    assert answers == [json.loads(json.dumps(plain(shape, row, BASE, fast.shown, limit))) for row in rows]
    assert [list(answer) for answer in answers] == [list(fast.shown)] * len(rows)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "fields", ["id", "statements.quote", "statements.anything.slug,text", "about_article.publisher.name"]
)
def test_chosen_fields_are_the_same_both_ways(fields):
    fast = compiled(ClaimShape, Claim, fields=tuple(fields.split(",")))
    rows = list(Claim.objects.published())
    answers = [json.loads(text) for text in fast.texts([row.pk for row in rows], BASE)]
    assert answers == [plain(ClaimShape, row, BASE, fast.shown) for row in rows]


def test_fewer_fields_make_a_smaller_question():
    everything, little = compiled(ClaimShape, Claim), compiled(ClaimShape, Claim, fields=("id",))
    assert "JOIN" in everything.of_several[0]
    assert "JOIN" not in little.of_several[0]


def test_what_was_withdrawn_is_left_out():
    kept, gone = make.claim(), make.claim()
    Claim.objects.filter(pk=gone.pk).update(
        status="withdrawn", withdrawn_at=make.NOW, withdrawn_reason="Twice."
    )
    texts = compiled(ClaimShape, Claim, fields=("id",)).texts([gone.pk, kept.pk], BASE)
    assert [json.loads(text)["id"] for text in texts] == [str(kept.pk)]


def test_nothing_private_is_embedded():
    claim = make.claim(about_article=None)
    make.statement(claim=claim, status="draft")
    public = make.statement(claim=claim)
    [text] = compiled(ClaimShape, Claim).texts([claim.pk], BASE)
    assert [statement["id"] for statement in json.loads(text)["statements"]] == [str(public.pk)]


def test_a_page_of_any_size_is_one_query():
    keys = [make.claim().pk for _ in range(5)]
    fast = compiled(ClaimShape, Claim)
    with CaptureQueriesContext(connection) as queries:
        assert len(fast.texts(keys, BASE)) == 5
    assert len(queries) == 1


def test_the_rows_come_in_the_order_of_the_keys():
    keys = [make.claim().pk for _ in range(3)]
    texts = compiled(ClaimShape, Claim, fields=("id",)).texts(keys[::-1], BASE)
    assert [json.loads(text)["id"] for text in texts] == [str(key) for key in keys[::-1]]


def test_an_object_may_have_more_members_than_a_function_has_arguments():
    names = [f"member_{number}" for number in range(120)]
    wide = AsText(JsonObject({name: Literal(f"it's 100% {name}") for name in names}))
    make.claim()
    found = Claim.objects.annotate(wide=wide).values_list("wide", flat=True).get()
    assert json.loads(found) == {name: f"it's 100% {name}" for name in names}


def test_the_plain_serializer_hides_what_is_not_public():
    statement = make.statement(article=make.article(publisher=make.speaker("hidden")))
    statement.article.publisher.is_public = False
    shown = choose(StatementShape().tree(), ["publisher_name", "article.publisher"], (), ())
    assert plain(StatementShape, statement, BASE, shown) == {
        "article": {"publisher": None},
        "publisher_name": None,
    }


def test_no_more_rows_are_kept_than_there_is_room_for(settings):
    assert settings.ROWS_KEPT == 16, "megabytes"
    settings.ROWS_KEPT = 1
    kept = Kept("mark")
    for number in range(30):
        kept.add({(number,): (1, "x" * 100_000)})
    assert len(kept.rows) == 10
