"""What reviewers do at the desk without a browser: publish, send back, reject, and what is refused."""

import pytest
from django.urls import reverse

from claims.models import Rebuttal, Support
from sources.models import Article
from tests import factories as make
from tests.desk_calls import errors, marking, piece, post, put, seen
from tests.sources.test_admin import curator, reviewer

pytestmark = pytest.mark.django_db
__all__ = ["curator", "piece", "reviewer"]


def test_publishing_takes_a_permission_another_persons_draft_and_what_was_seen(curator, reviewer, piece):
    row = make.statement(article=piece, status="draft", recorded_by="curator-7")
    own = make.statement(article=piece, status="draft", recorded_by="reviewer-7")
    assert post(curator, "publish", row.pk, seen=seen(curator, row.pk)).status_code == 403
    assert post(reviewer, "publish", row.pk, seen="").status_code == 409
    refused = post(reviewer, "publish", own.pk, seen=seen(reviewer, own.pk))
    assert (refused.status_code, "somebody else must review" in errors(refused)[""][0]) == (422, True)
    assert not Article.objects.get(pk=piece.pk).is_public  # all of it or nothing
    assert post(reviewer, "publish", row.pk, seen=seen(reviewer, row.pk)).json()["public"]
    assert post(reviewer, "publish", row.pk, seen=seen(reviewer, row.pk)).status_code == 422


def test_a_lone_curator_may_publish_where_the_setting_says_so(reviewer, piece, settings):
    settings.FOUR_EYES = False
    own = make.statement(article=piece, status="draft", recorded_by="reviewer-7")
    assert post(reviewer, "publish", own.pk, seen=seen(reviewer, own.pk)).json()["public"]


def test_what_was_sent_back_leaves_the_queue_until_it_is_changed(curator, reviewer, piece):
    mark = put(curator, piece, sent := marking(piece)).json()["mark"]
    assert (
        post(curator, "return", mark["id"], remark="No.", seen=seen(curator, mark["id"])).status_code == 403
    )
    assert (
        post(reviewer, "return", mark["id"], remark=" ", seen=seen(reviewer, mark["id"])).status_code == 422
    )
    assert (
        post(reviewer, "return", mark["id"], remark="Whose?", seen=seen(reviewer, mark["id"])).status_code
        == 200
    )
    queue = reverse("desk:review")
    assert reviewer.get(queue).context["units"] == []
    assert b"Whose?" in curator.get(reverse("desk:desk")).content
    put(
        curator,
        piece,
        sent | {"version": mark["version"], "claim": {"id": mark["claim"]["id"]}, "hedge": "may"},
        mark["id"],
    )
    assert [str(one["row"].pk) for one in reviewer.get(queue).context["units"]] == [mark["id"]]


def test_rejecting_is_for_reviewers_takes_a_reason_and_leaves_what_others_said(curator, reviewer, piece):
    shared = make.claim(status="draft")
    row, other = (make.statement(article=piece, status="draft", claim=shared) for _ in range(2))
    edge = make.support(statement=row, status="draft")
    drafts = [{"id": str(row.pk), "seen": seen(reviewer, row.pk)}]
    assert post(reviewer, "reject", drafts=drafts, reason="").status_code == 422
    assert post(curator, "reject", drafts=drafts, reason="No.").status_code == 403
    assert post(reviewer, "reject", drafts=drafts, reason="No.").status_code == 200
    for one in (row, other, shared, edge):
        one.refresh_from_db()
    assert [one.status for one in (row, other, shared, edge)] == ["withdrawn", "draft", "draft", "withdrawn"]


def test_edges_of_published_statements_wait_by_themselves(reviewer, piece):
    Rebuttal.objects.all().delete()
    edge = make.rebuttal(status="draft")
    assert [one["row"] for one in reviewer.get(reverse("desk:review")).context["units"]] == [edge.statement]
    assert (
        post(reviewer, "publish", edge.statement.pk, seen=seen(reviewer, edge.statement.pk)).status_code
        == 200
    )
    edge.refresh_from_db()
    assert edge.is_public
    assert not Support.objects.exists()


def test_a_rejected_draft_is_listed_with_its_reason_for_whoever_recorded_it(curator, reviewer, piece):
    row = make.statement(article=piece, status="draft", recorded_by="curator-7")
    make.statement(article=piece, status="draft", recorded_by="somebody-else").withdraw("Not mine.")
    drafts = [{"id": str(row.pk), "seen": seen(reviewer, row.pk)}]
    assert post(reviewer, "reject", drafts=drafts, reason="Nobody said so.").status_code == 200
    page = curator.get(reverse("desk:desk"))
    assert list(page.context["rejected"]) == [row]
    assert b"Nobody said so." in page.content


def test_each_line_of_the_context_has_its_own_direction(reviewer):
    piece = make.article(status="draft")
    text = "The mine is rich.\nقال الوزير إن المناجم تكفي.\nSo it was said."
    words = "المناجم تكفي"
    row = make.statement(snapshot=make.snapshot(piece, text), quote=words, status="draft")
    page = reviewer.get(reverse("desk:unit", args=[row.pk]))
    assert page.context["around"] == [
        [("The mine is rich.", False)],
        [("قال الوزير إن ", False), (words, True), (".", False)],
        [("So it was said.", False)],
    ]
    assert page.content.decode().count('<p dir="auto">') == 3
