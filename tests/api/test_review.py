"""Rules of the database, review and removal, as a program of staff meets them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from claims.models import Claim, Statement
from sources.models import Speaker
from tests import factories as make
from tests.claims.test_withdrawn import a_day_passes
from tests.programs import Program, assert_unchanged_by_itself, everything, refused

pytestmark = pytest.mark.django_db
anybody = Client()
CLAIM = {"text": "Mines are slow."}


@pytest.fixture
def curator() -> Program:
    return Program("curator-7", "Curator")


@pytest.fixture
def reviewer() -> Program:
    return Program("reviewer-7", "Curator", "Reviewer")


# --- Rules of the database --------------------------------------------------------------------------------------------


def test_a_rule_of_the_database_is_told_with_its_place(curator):
    made = everything(curator)
    statement, claim = made["statements"], made["claims"]
    edge = {"statement": {"id": statement["id"]}, "relation": "rebuts"}
    own = edge | {"ground": "scale", "target": {"type": "claim", "id": claim["id"]}}
    assert list(refused(curator.call("POST", "rebuttals/", own), 400)) == ["/target"]
    unfit = edge | {"ground": "misquotation", "target": {"type": "article", "id": made["articles"]["id"]}}
    assert "/ground" in refused(curator.call("POST", "rebuttals/", unfit), 400)
    path = f"statements/{statement['id']}/"
    assert "/said_on_precision" in refused(
        curator.call("PATCH", path, {"said_on_precision": "year"}, If_Match="*"), 400
    )
    early = {
        "affiliations": [
            {
                "role": "x",
                "organization": {"slug": "harbour-gazette"},
                "start_date": "2020-01-01",
                "end_date": "2019-01-01",
            }
        ]
    }
    assert "/affiliations" in refused(curator.call("PATCH", "speakers/halla/", early, If_Match="*"), 400)
    assert "/broader" in refused(
        curator.call("PATCH", "topics/energy/", {"broader": {"slug": "lithium"}}, If_Match="*"), 409
    )
    assert "/slug" in refused(curator.call("PATCH", "topics/energy/", {"slug": "Ümlaut"}, If_Match="*"), 400)


def test_what_stands_there_already_is_named(curator):
    there = curator.made("articles/", {"source_url": "https://a.example/"})
    answer = curator.call("POST", "articles/", {"source_url": "https://a.example/"})
    assert "/source_url" in refused(answer, 409)
    assert answer.json()["errors"][0]["url"] == there["url"]


def test_a_key_that_is_taken_is_told_in_words_with_the_one_who_has_it(curator):
    there = curator.made("speakers/", {"slug": "halla", "name": "Halla", "kind": "person"})
    answer = curator.call("POST", "speakers/", {"slug": "halla", "name": "Another", "kind": "person"})
    assert refused(answer, 409) == {"/slug": "Another speaker has this slug already."}
    assert answer.json()["errors"][0]["url"] == there["url"]
    curator.made("speakers/", {"slug": "brix", "name": "Brix", "kind": "person"})
    answer = curator.call("PATCH", "speakers/brix/", {"slug": "halla"}, If_Match="*")
    assert answer.json()["errors"][0]["url"] == there["url"]
    assert "/slug" in refused(answer, 409)


QUOTED = "Mayor Halla said that the plant opens in May, and that it opens soon."


def test_a_quote_finds_its_place_or_is_refused_with_what_stands_there(curator):
    article = make.article()
    snapshot = make.snapshot(article, QUOTED)
    body = {
        "claim": {"id": str(make.claim().pk)},
        "speaker": {"slug": make.speaker().slug},
        "fidelity": "verbatim",
    }
    body["article"] = {"id": str(article.pk)}

    def quoting(exact: str, **anchor):
        return curator.call(
            "POST", "statements/", body | {"quote": {"exact": exact}, "anchor": anchor or None}
        )

    found = quoting("opens in May")
    start = QUOTED.index("opens in May")
    assert found.status_code == 201
    assert (
        found.json()["anchor"] | {"start": start, "end": start + 12, "status": "exact"}
        == found.json()["anchor"]
    )
    assert "opens in" in refused(quoting("opens in Mai", start=start), 422)["/quote/exact"]
    elsewhere = refused(quoting("opens soon", start=31), 422)["/quote/exact"]
    assert f"Yours start at {QUOTED.index('opens soon')}" in elsewhere
    assert "/anchor/start" in refused(quoting("opens"), 422)
    assert "/quote/exact" in refused(quoting("closes"), 422)
    assert "/anchor/end" in refused(quoting("plant", start=26, end=99), 422)
    assert "/anchor/snapshot_sha256" in refused(quoting("plant", snapshot_sha256="0" * 64), 400)
    exact = quoting("plant", start=26, end=31, snapshot_sha256=snapshot.sha256)
    assert exact.status_code == 201
    assert_unchanged_by_itself(curator, f"statements/{exact.json()['id']}/")


def test_an_anchor_that_was_lost_stays_as_it_is(curator):
    statement = make.statement(
        snapshot=make.snapshot(make.article(), QUOTED), quote="opens in May", status="draft"
    )
    Statement.objects.filter(pk=statement.pk).update(anchor_status="orphaned")
    assert_unchanged_by_itself(curator, f"statements/{statement.pk}/")
    assert Statement.objects.get().anchor_status == "orphaned"


# --- Review -----------------------------------------------------------------------------------------------------------


def test_nobody_publishes_what_they_recorded(reviewer):
    path = f"claims/{reviewer.made('claims/', CLAIM)['id']}/"
    answer = reviewer.call("PATCH", path, {"status": "published"}, If_Match="*")
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("#four-eyes")
    assert "reviewer-7" in answer.json()["detail"]
    assert reviewer.call("POST", "claims/", CLAIM | {"status": "published"}).status_code == 403
    assert Claim.objects.get().status == "draft"


def test_somebody_else_publishes_and_a_curator_does_not(curator, reviewer):
    path = f"claims/{curator.made('claims/', CLAIM)['id']}/"
    assert curator.call("PATCH", path, {"status": "published"}, If_Match="*").status_code == 403
    shown = reviewer.call("PATCH", path, {"status": "published"}, If_Match="*").json()
    assert (shown["status"], shown["reviewed_by"]) == ("published", "reviewer-7")
    public = anybody.get(f"/api/v1/{path}").json()
    assert public["text"] == CLAIM["text"]
    assert "status" not in public
    assert curator.call("PATCH", path, {"text": "Other."}, If_Match="*").status_code == 403
    assert reviewer.call("PATCH", path, {"text": "Other."}, If_Match="*").status_code == 200
    for status in ("draft", "withdrawn"):
        assert "/status" in refused(reviewer.call("PATCH", path, {"status": status}, If_Match="*"), 400)


def test_drafts_are_listed_for_those_who_may_see_them(curator):
    make.claim(text="Public.")
    draft = curator.made("claims/", CLAIM)
    texts = lambda path: [row["text"] for row in curator.call("GET", path).json()["results"]]  # noqa: E731
    assert texts("claims/?status=draft") == [CLAIM["text"]]
    assert texts("claims/?status=draft,published&ordering=created") == ["Public.", CLAIM["text"]]
    assert texts("claims/") == ["Public."]
    assert curator.call("GET", "claims/?status=draft&count=true").json()["count"] == 1
    listed = curator.call("GET", "claims/?status=draft&fields=id,status")
    assert listed.json()["results"] == [{"id": draft["id"], "status": "draft"}]
    assert listed["Cache-Control"] == "private, no-store"
    stream = curator.call("GET", "claims/?status=draft&format=csv").getvalue().decode()
    assert CLAIM["text"] in stream
    assert stream.splitlines()[0].split(",").count("status") == 1


def test_everybody_else_is_told_that_they_see_no_drafts(curator):
    reading = Program("reader-7", "Curator", scope="read")
    stranger = Program("stranger-7")
    for path in ("claims/?status=draft", "claims/?status=published", "statements/?status=draft&format=csv"):
        assert anybody.get(f"/api/v1/{path}").status_code == 401
        assert reading.call("GET", path).status_code == stranger.call("GET", path).status_code == 403
    for path in ("claims/?fields=status", f"claims/{make.claim().pk}/?fields=reviewed_by"):
        assert "fields" in refused(anybody.get(f"/api/v1/{path}"), 400)
        assert "fields" in refused(reading.call("GET", path), 400)
    assert anybody.get("/api/v1/claims/?status=secret").status_code == 400


def test_a_token_is_not_told_that_nothing_changed_by_the_tag_of_what_anybody_sees(curator):
    claim = make.claim()
    for path in ("claims/", f"claims/{claim.pk}/"):
        tag = anybody.get(f"/api/v1/{path}")["ETag"]
        assert anybody.get(f"/api/v1/{path}", headers={"If-None-Match": tag}).status_code == 304
        assert curator.call("GET", path, If_None_Match=tag).status_code == 200
        own = curator.call("GET", path)["ETag"]
        assert curator.call("GET", path, If_None_Match=own).status_code == 304
        assert anybody.get(f"/api/v1/{path}", headers={"If-None-Match": own}).status_code == 200


def test_drafts_of_kinds_that_one_may_not_see_are_not_shown_in_others(curator):
    claim = make.claim(status="draft", text="Secret.")
    statement = make.statement(claim=claim, status="draft")
    limited = Program("limited-7", "Curator")
    limited.user.groups.clear()
    limited.user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_statement", "change_statement"])
    )
    shown = limited.call("GET", f"statements/{statement.pk}/")
    assert shown.json()["claim"] is None
    assert limited.call("GET", f"claims/{claim.pk}/").status_code == 404
    path, other = f"statements/{statement.pk}/", make.claim(status="draft", text="Secret too.")
    assert limited.call("PUT", path, shown.json(), If_Match="*").status_code == 403
    assert limited.call("PATCH", path, {"hedge": "perhaps"}, If_Match="*").json()["hedge"] == "perhaps"
    statement.refresh_from_db()
    assert statement.claim == claim
    answer = limited.call("PATCH", path, {"claim": {"id": str(other.pk)}}, If_Match="*")
    assert "Secret" not in answer.content.decode()
    assert "/claim" in refused(answer, 400)


# --- Removing ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_deleted_and_what_was_public_is_withdrawn_for_a_reason(curator, reviewer):
    draft = curator.made("claims/", CLAIM)
    assert curator.call("DELETE", f"claims/{draft['id']}/", If_Match="*").json()["removed"] == [
        {"type": "claim", "key": draft["id"]}
    ]
    assert not Claim.objects.exists()
    path = f"claims/{make.claim().pk}/"
    a_day_passes()
    assert curator.call("DELETE", f"{path}?reason=Twice.", If_Match="*").status_code == 403
    assert "reason" in refused(reviewer.call("DELETE", path, If_Match="*"), 400)
    assert reviewer.call("DELETE", f"{path}?reason=Twice.", If_Match="*").status_code == 200
    assert anybody.get(f"/api/v1/{path}").json()["reason"] == "Twice."


def test_nothing_public_is_taken_down_by_letting_it_rest_on_a_draft(reviewer):
    draft = {"status": "draft", "recorded_by": "curator-7"}
    article, claim, statement = make.article(**draft), make.claim(**draft), make.statement(**draft)
    rebuttal = make.rebuttal(target_claim=make.claim())
    said = f"statements/{rebuttal.statement_id}/"
    about = f"claims/{make.claim(about_article=make.article()).pk}/"
    for path, patch, pointer in (
        (said, {"claim": {"id": str(claim.pk)}}, "/claim"),
        (said, {"article": {"id": str(article.pk)}}, "/article"),
        (said, {"chain": [{"article": str(article.pk)}]}, "/chain"),
        (about, {"about_article": {"id": str(article.pk)}}, "/about_article"),
        (f"rebuttals/{rebuttal.pk}/", {"statement": {"id": str(statement.pk)}}, "/statement"),
        (f"rebuttals/{rebuttal.pk}/", {"target": {"type": "claim", "id": str(claim.pk)}}, "/target"),
    ):
        whole = reviewer.call("GET", path).json()
        for method, body in (("PATCH", patch), ("PUT", whole | patch)):
            errors = refused(reviewer.call(method, path, body, If_Match="*"), 409)
            assert list(errors) == [pointer]
            assert "is not public" in errors[pointer]
            assert anybody.get(f"/api/v1/{path}").json()["version"] == whole["version"]
    assert anybody.get(f"/api/v1/rebuttals/{rebuttal.pk}/").status_code == 200
    other = {"claim": {"id": str(make.claim().pk)}}
    assert reviewer.call("PATCH", said, other, If_Match="*").status_code == 200
    assert anybody.get(f"/api/v1/{said}").status_code == 200


def test_what_others_rest_on_is_withdrawn_with_them_or_not_at_all(reviewer):
    rebuttal = make.rebuttal()
    a_day_passes()
    claim, statement = rebuttal.statement.claim, rebuttal.statement
    path = f"claims/{claim.pk}/?reason=Wrong."
    answer = reviewer.call("DELETE", path, If_Match="*")
    assert answer.status_code == 409
    ways = {
        f"http://testserver/api/v1/statements/{statement.pk}/",
        f"http://testserver/api/v1/rebuttals/{rebuttal.pk}/",
    }
    assert {error["url"] for error in answer.json()["errors"]} == ways
    claim.refresh_from_db()
    assert claim.is_public
    removed = reviewer.call("DELETE", f"{path}&cascade=true", If_Match="*").json()["removed"]
    assert [one["type"] for one in removed] == ["rebuttal", "statement", "claim"]
    assert anybody.get(f"/api/v1/rebuttals/{rebuttal.pk}/").status_code == 410


def test_speakers_and_topics_go_only_while_nothing_uses_them(curator):
    made = everything(curator)
    for path in ("speakers/harbour-gazette/", "topics/energy/"):
        answer = curator.call("DELETE", path, If_Match="*")
        assert answer.status_code == 409
        errors = answer.json()["errors"]
        shown = [error["url"] for error in errors if "url" in error]
        assert shown
        assert all(curator.get(url, headers=curator.headers).status_code == 200 for url in shown)
    curator.made("speakers/", {"slug": "nobody", "name": "Nobody", "kind": "person"})
    assert curator.call("DELETE", "speakers/nobody/", If_Match="*").status_code == 200
    assert not Speaker.objects.filter(slug="nobody").exists()
    assert made["topics"]["slug"] == "lithium"


def test_users_of_a_row_that_one_may_not_see_are_not_named(curator):
    topic = make.topic("mining")
    make.claim(topic, status="draft", text="Secret.")
    curator.user.groups.clear()
    curator.user.user_permissions.set(Permission.objects.filter(codename="delete_topic"))
    public = make.claim(topic)
    public.withdraw("Once.")
    answer = curator.call("DELETE", "topics/mining/", If_Match="*")
    assert answer.status_code == 409
    assert "Secret" not in answer.content.decode()


def test_a_slug_that_is_given_up_leads_to_the_new_one(curator):
    make.article(make.speaker("halla"))
    answer = curator.call("PATCH", "speakers/halla/", {"slug": "halla-brix"}, If_Match="*")
    assert answer.json()["slug"] == "halla-brix"
    assert anybody.get("/api/v1/speakers/halla/")["Location"] == "/api/v1/speakers/halla-brix/"
    assert "halla-brix" in curator.call("PATCH", "speakers/halla/", {}, If_Match="*").json()["detail"]
    body = {"name": "Another", "kind": "person"}
    assert "/slug" in refused(curator.call("PUT", "speakers/halla/", body, If_None_Match="*"), 409)


def test_words_and_status_are_not_changed_at_once_by_anybody(curator, reviewer):
    made = curator.made("claims/", CLAIM)
    path = f"claims/{made['id']}/"
    change = {"text": "Mines open late.", "status": "published"}
    assert "/status" in refused(reviewer.call("PATCH", path, change, If_Match="*"), 403)
    there = curator.call("GET", path).json()
    assert (there["text"], there["version"], there["status"]) == (CLAIM["text"], made["version"], "draft")
