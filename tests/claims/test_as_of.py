"""What an object was at a time, as far as it was public then and is today."""

from urllib.parse import quote

import pytest

from claims.models import Claim, ClaimTopic, Statement
from sources.models import Affiliation, Snapshot, Speaker
from tests import factories as make
from tests.past import MARK, client, history, moment, then

pytestmark = pytest.mark.django_db(transaction=True)


def without(value, *names: str):
    """A JSON value without the members of these names, wherever they stand."""
    if isinstance(value, list):
        return [without(one, *names) for one in value]
    if isinstance(value, dict):
        return {name: without(one, *names) for name, one in value.items() if name not in names}
    return value


COUNTED = (
    "statement_count",
    "rebuttal_count",
    "support_count",
    "claim_count",
    "first_said_on",
    "first_said_on_precision",
)


def test_of_now_everything_is_what_it_is_now_but_for_what_has_no_past():
    article = make.article(make.speaker(), publisher=make.speaker("outlet", kind="publication"))
    place = make.snapshot(
        article, "The plant opens in May, so the ministry says, and it has said so for years."
    )
    claim = make.claim(make.topic("deep", broader=make.topic("wide")))
    person = make.affiliation(organization=make.statement().speaker).speaker
    statement = make.statement(
        claim=claim,
        speaker=person,
        snapshot=place,
        quote="opens in May",
        via=[make.article()],
        said_on="2026-01-31",
    )
    rebuttal = make.rebuttal(target_claim=claim)
    answer = make.rebuttal(target_rebuttal=rebuttal)
    support = make.support(statement=statement, target_article=article, relation="praises")
    make.citation(article, make.article())
    paths = [f"claims/{claim.pk}/", f"statements/{statement.pk}/", f"articles/{article.pk}/", "topics/wide/"]
    paths += [f"rebuttals/{r.pk}/" for r in (rebuttal, answer)] + [f"supports/{support.pk}/"]
    paths += [f"speakers/{person.slug}/", "speakers/outlet/", "topics/deep/"]
    at = moment()
    for path in paths:
        today = client.get(f"/api/v1/{path}").json() | {"code": 200}
        left_out = ("updated_at", "prefix", "suffix", *COUNTED)
        assert without(then(path, at), "updated_at") == without(today, *left_out), path


def test_an_object_and_what_it_embeds_are_as_they_were():
    person = make.speaker("ann-lee", name="Ann Lee")
    claim = make.claim(make.topic("mining"), text="One.")
    first = make.statement(claim=claim, speaker=person)
    version = client.get(f"/api/v1/claims/{claim.pk}/").json()["version"]
    at = moment()
    second = make.statement(claim=claim)
    Claim.objects.filter(pk=claim.pk).update(text="Two.")
    Speaker.objects.filter(pk=person.pk).update(name="Anne Lee", slug="anne-lee")
    ClaimTopic.objects.create(claim=claim, topic=make.topic("ores"))
    Statement.objects.filter(pk=first.pk).update(stance="denies")
    past, today = then(f"claims/{claim.pk}/", at), client.get(f"/api/v1/claims/{claim.pk}/").json()
    assert (past["text"], past["version"], past["topics"]) == ("One.", version, ["mining"])
    assert [(s["id"], s["stance"], s["speaker"]["name"]) for s in past["statements"]] == [
        (str(first.pk), "asserts", "Ann Lee")
    ]
    assert today["text"] == "Two."
    assert {s["id"] for s in today["statements"]} == {str(first.pk), str(second.pk)}
    assert then("speakers/anne-lee/", at)["slug"] == "ann-lee"
    assert then(f"claims/{claim.pk}/", at, "&fields=text,statements.stance") == {
        "text": "One.", "statements": [{"stance": "asserts"}], "code": 200,
    }  # fmt: skip


def test_the_past_opens_nothing_that_is_closed_today():
    claim = make.claim()
    secret = make.statement(claim=claim, venue=MARK)
    make.rebuttal(target_claim=claim, note=MARK)
    at = moment()
    assert MARK in str(then(f"claims/{claim.pk}/", at))
    for row in (secret, claim.rebuttals.get()):
        row.withdraw("It was libel.", cascade=True)
    assert then(f"claims/{claim.pk}/", at)["code"] == 200
    assert MARK not in str(then(f"claims/{claim.pk}/", at))


def test_a_row_that_was_merged_since_is_shown_where_it_was_named():
    statement = make.statement(speaker=make.speaker("a-lee", name="A. Lee"))
    at = moment()
    other = make.statement().speaker
    Statement.objects.filter(pk=statement.pk).update(speaker=other)
    Speaker.objects.filter(slug="a-lee").update(merged_into=other)
    assert then(f"statements/{statement.pk}/", at)["speaker"]["name"] == "A. Lee"


def test_what_a_counter_claim_was_follows_from_the_statement_of_then():
    rebuttal = make.rebuttal()
    was, critic = str(rebuttal.statement.claim_id), rebuttal.statement.speaker.slug
    at = moment()
    Statement.objects.filter(pk=rebuttal.statement_id).update(
        claim=make.claim(), speaker=make.statement().speaker
    )
    gone = then(f"rebuttals/{rebuttal.pk}/", at)
    assert (gone["code"], gone["detail"]) == (410, "The critic of then is not public any more.")
    make.statement(speaker=Speaker.objects.get(slug=critic))
    past = then(f"rebuttals/{rebuttal.pk}/", at)
    assert (past["counter_claim"]["id"], past["critic"]["slug"]) == (was, critic)


def test_parts_that_were_deleted_are_there_as_of_then():
    speaker = make.statement().speaker
    make.affiliation(speaker=speaker, organization=make.statement().speaker, role="owner")
    at = moment()
    Affiliation.objects.all().delete()
    assert [one["role"] for one in then(f"speakers/{speaker.slug}/", at)["affiliations"]] == ["owner"]


@pytest.mark.parametrize(
    "value",
    ["2026-05-01", "yesterday", "9999-01-01T00:00:00Z", "2026-05-01T00:00:00", "", "2026-02-30T00:00:00Z"],
)
def test_a_time_that_cannot_be_used_is_refused(value):
    problem = client.get(f"/api/v1/claims/{make.claim().pk}/?as_of={value}")
    assert problem.status_code == 400
    assert problem.json()["errors"][0]["parameter"] == "as_of"


@pytest.mark.parametrize("name", ["statement_count", "rebuttals.rebuttal_count", "statements.quote.prefix"])
def test_fields_without_a_past_are_refused(name):
    claim = make.claim()
    problem = then(f"claims/{claim.pk}/", moment(), f"&fields=text,{name}")
    assert (problem["code"], problem["errors"][0]["parameter"]) == (400, "fields")


def test_lists_have_no_past():
    assert client.get("/api/v1/claims/?as_of=2025-01-01T00:00:00Z").status_code == 400


def test_an_answer_of_the_past_is_checked_again_and_has_a_tag():
    claim = make.claim()
    path = f"/api/v1/claims/{claim.pk}/?as_of={quote(moment().isoformat())}"
    answer = client.get(path)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_takedown_leaves_no_words_in_the_past():
    text = f"The plant {MARK} opens in May, so the {MARK} ministry says."
    place = make.snapshot(make.article(), text)
    statement = make.statement(snapshot=place, quote="opens in May")
    at = moment()
    Snapshot.objects.update(text=None, text_state="taken_down", removed=[])
    for path in (f"statements/{statement.pk}/", f"articles/{place.article_id}/"):
        assert MARK not in str(then(path, at))
        assert MARK not in str(history(path))


def test_words_that_a_quote_has_no_longer_are_not_told_of_the_past():
    text = make.snapshot(make.article(), "Gallium is scarce, and nobody refines it here.")
    statement = make.statement(snapshot=text, quote="Gallium is scarce, and nobody")
    at = moment()
    Statement.objects.filter(pk=statement.pk).update(
        quote_exact="Gallium is scarce", quote_end=17, hedge="perhaps"
    )
    assert "nobody" not in str(history(f"statements/{statement.pk}/"))
    assert "Gallium is scarce" in str(history(f"statements/{statement.pk}/"))
    past = then(f"statements/{statement.pk}/", at)
    assert (past["quote"], past["anchor"], past["hedge"]) == (None, None, None)
    assert "nobody" not in str(then(f"claims/{statement.claim_id}/", at))
    assert then(f"statements/{statement.pk}/", moment())["quote"]["exact"] == "Gallium is scarce"
