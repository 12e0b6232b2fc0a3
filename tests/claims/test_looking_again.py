"""Quotes that are looked for in newer texts, after a person has decided, and after a new version of the canonical form."""

from io import StringIO

import pghistory
import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.models import AnchorReview, Statement
from sources.canonical import canonicalise
from sources.signals import snapshot_captured
from tests import factories
from tests.claims.test_anchoring import OLD, captured
from tests.factories import NOW
from tests.sources.test_admin import curator, page

pytestmark = pytest.mark.django_db
__all__ = ["curator"]
RAW = """The plant opens in May

Share on X Share on LinkedIn
In this article
Who pays
Who loses

The ministry said that twelve mines would open in the north by next spring.

Who pays
The state pays for all of the road, according to the plan.

Who loses
Nobody does, they say.
Read more: How tin is mined
"""


def test_what_was_decided_is_shown_with_the_quote_that_it_was_decided_about(admin_client):
    captured(OLD.replace("twelve", "ten"))
    review = AnchorReview.objects.get()
    review.accept(by="reviewer-9")
    shown = admin_client.get(page(review)).text
    assert "<mark>twelve</mark>" in shown
    assert "<mark>ten</mark>" in shown
    decided = reverse("admin:claims_anchorreview_changelist", query={"waiting": "no"})
    assert "has twelve mines" in admin_client.get(decided).text


def test_what_a_person_said_is_gone_is_not_asked_again_of_the_same_text():
    made, newer = captured(OLD.replace("twelve", "ten"))
    AnchorReview.objects.get().orphan(by="reviewer-9")
    call_command("reanchor", str(newer.article_id), stdout=StringIO())
    made.refresh_from_db()
    assert (made.anchor_status, AnchorReview.objects.get().decided_by) == ("orphaned", "reviewer-9")


def test_quotes_move_to_a_text_of_a_later_version_of_the_canonical_form(curator):
    of = factories.article(status="draft")
    older = factories.snapshot(of, canonicalise(RAW, 2), canonical_version=2)
    quotes = ("opens in May", "twelve mines would open", "Who pays\nThe state pays", "Nobody does")
    made = [factories.statement(snapshot=older, quote=quote) for quote in quotes]
    pasted = {
        "article": of.pk,
        "method": "manual",
        "captured_at_0": "2027-01-01",
        "captured_at_1": "10:00:00",
        "text": RAW,
    }
    curator.post(reverse("admin:sources_snapshot_add"), pasted)
    newer = of.snapshots.get(canonical_version=3)
    assert "Share on X" not in newer.text
    found = list(Statement.objects.filter(pk__in=[one.pk for one in made]).order_by("quote_start"))
    assert [(one.snapshot_id, one.quote_exact) for one in found] == [(newer.pk, quote) for quote in quotes]
    assert {one.anchor_status for one in found} <= {"exact", "moved"}


def test_the_reason_of_looking_for_a_quote_is_not_that_of_the_capture():
    of = factories.article()
    made = factories.statement(snapshot=factories.snapshot(of, OLD), quote="has twelve mines")
    with pghistory.context(user=7):
        newer = factories.snapshot(of, f"Note.\n\n{OLD}", captured_at=NOW.replace(hour=10))
        snapshot_captured.send(None, snapshot=newer, previous=made.snapshot)
        of.title = "New"
        of.save()
    told = [row.events.order_by("pgh_id").last().pgh_context.metadata for row in (newer, made, of)]
    assert told == [{"user": 7}, {"user": 7, "reason": "Looked for in a newer text"}, {"user": 7}]
