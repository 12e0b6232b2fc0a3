"""Whoever recorded a row, or changed what it says since, leaves it to somebody else to publish, by whichever way."""

import pytest

from claims.models import Claim, ClaimTopic, Statement
from sources.models import Curator, Status
from tests import factories as make
from tests.desk_calls import errors, marking, piece, post, put, seen
from tests.programs import Program
from tests.sources.test_admin import curator, page, reviewer, save, told

pytestmark = pytest.mark.django_db
__all__ = ["curator", "piece", "reviewer"]


@pytest.fixture
def draft(django_user_model) -> Claim:
    return make.claim(text="The mines are rich.", status="draft", recorded_by="somebody-else")


def is_draft(row) -> bool:
    row.refresh_from_db()
    return row.status == Status.DRAFT


def test_what_a_reviewer_rewords_in_the_admin_is_published_by_another(reviewer, draft):
    save(reviewer, page(draft), text="All mines are rich.")
    draft.refresh_from_db()
    assert draft.text == "All mines are rich."
    answer = reviewer.post(page(draft, "publish"), {"seen_version": draft.version}, follow=True)
    assert "changed the claim" in told(answer)
    assert is_draft(draft)
    draft.publish("reviewer-8")
    assert not is_draft(draft)


def test_what_a_reviewer_rewords_at_the_desk_is_published_by_another(curator, reviewer, piece):
    mark = put(curator, piece, marking(piece)).json()["mark"]
    words = {"id": mark["claim"]["id"], "text": "All mines are rich.", "version": mark["claim"]["version"]}
    again = put(reviewer, piece, marking(piece, version=mark["version"], claim=words), mark["id"])
    assert again.status_code == 200
    shown = seen(reviewer, mark["id"])
    refused = post(reviewer, "publish", mark["id"], seen=shown)
    assert refused.status_code == 422
    assert "changed the claim" in errors(refused)[""][0]
    assert is_draft(Statement.objects.get(pk=mark["id"]))


def test_what_a_reviewer_rewords_through_the_api_is_published_by_another(draft):
    program = Program("reviewer-7", "Curator", "Reviewer")
    path = f"claims/{draft.pk}/"
    both = {"text": "All mines are rich.", "status": "published"}
    at_once = program.call("PATCH", path, both, If_Match="*")
    assert (at_once.status_code, at_once.json()["type"].split("#")[1]) == (403, "four-eyes")
    assert program.call("PATCH", path, {"text": both["text"]}, If_Match="*").status_code == 200
    later = program.call("PATCH", path, {"status": "published"}, If_Match="*")
    assert later.status_code == 403
    assert "changed the claim" in later.json()["detail"]
    assert is_draft(draft)
    other = Program("reviewer-8", "Curator", "Reviewer")
    assert other.call("PATCH", path, {"status": "published"}, If_Match="*").status_code == 200


def test_topics_are_a_part_of_what_a_claim_says():
    draft = make.claim(
        status="draft", created_at=make.NOW
    )  # not in this transaction, whose rows stay at their first version
    program = Program("editor-7", "Curator", "Reviewer")
    ClaimTopic.objects.create(claim=draft, topic=make.topic())
    changed = program.call("PATCH", f"claims/{draft.pk}/", {"topics": []}, If_Match="*")
    assert changed.status_code == 200
    assert "changed the claim" in draft.own_of("editor-7")
    assert draft.own_of("reviewer-7") == ""


def test_an_act_of_review_or_a_quote_found_elsewhere_is_no_change_of_the_words(django_user_model):
    article = make.article()
    row = make.statement(snapshot=make.snapshot(article, "a mine, a mine"), quote="a mine", status="draft")
    program = Program("reviewer-7", "Curator", "Reviewer")
    moved = program.call(
        "PATCH", f"statements/{row.pk}/", {"anchor": {"start": 8, "end": 14}, "quote": {"exact": "a mine"}}, If_Match="*"
    )  # fmt: skip
    assert moved.status_code == 200, moved.json()
    row.refresh_from_db()
    assert (row.quote_start, row.own_of("reviewer-7")) == (8, "")
    for answer in (
        program.call("PATCH", f"statements/{row.pk}/", {"status": "published"}, If_Match="*"),
        program.call("DELETE", f"statements/{row.pk}/?reason=Twice.", If_Match="*"),
    ):
        assert answer.status_code < 300, answer.content
    row.refresh_from_db()
    assert row.own_of("reviewer-7") == ""


def test_the_setting_for_a_lone_curator_holds_for_rewording_too(reviewer, draft, settings):
    save(reviewer, page(draft), text="All mines are rich.")
    settings.FOUR_EYES = False
    draft.refresh_from_db()
    draft.publish(Curator.objects.get(user__username="reviewer-7").handle)
    assert not is_draft(draft)
