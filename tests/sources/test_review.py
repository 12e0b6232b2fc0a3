"""Publishing and withdrawing, as the verbs of a row."""

import pytest
from django.db import IntegrityError

from sources.models import Status
from sources.models.review import FourEyes
from tests import factories

pytestmark = pytest.mark.django_db
KINDS = ["article", "claim", "statement", "rebuttal", "support"]


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_publishes_their_own_draft(kind):
    draft = getattr(factories, kind)(status="draft", recorded_by="curator-1")
    with pytest.raises(FourEyes, match="somebody else must review it"):
        draft.publish("curator-1")
    draft.refresh_from_db()
    assert (draft.status, draft.reviewed_by, draft.is_public) == (Status.DRAFT, "", False)


@pytest.mark.parametrize("kind", KINDS)
def test_publishing_names_the_reviewer_and_makes_public(kind):
    draft = getattr(factories, kind)(status="draft")
    draft.publish("reviewer-1")
    draft.refresh_from_db()
    assert (draft.status, draft.reviewed_by, draft.is_public) == (Status.PUBLISHED, "reviewer-1", True)
    assert draft.reviewed_at >= draft.created_at


def test_one_pair_of_eyes_suffices_where_the_setting_says_so(settings):
    settings.FOUR_EYES = False
    draft = factories.claim(status="draft", recorded_by="curator-1")
    draft.publish("curator-1")
    assert draft.status == Status.PUBLISHED


def test_nobody_at_all_is_not_a_reviewer():
    with pytest.raises(IntegrityError, match="is_reviewed_before_it_is_published"):
        factories.claim(status="draft").publish("")


def test_a_withdrawal_needs_a_reason():
    with pytest.raises(IntegrityError, match="is_withdrawn_with_date_and_reason"):
        factories.claim().withdraw("")


def test_publishing_again_clears_the_withdrawal():
    claim = factories.claim(status="withdrawn")
    claim.publish("reviewer-1")
    claim.refresh_from_db()
    assert (claim.is_public, claim.withdrawn_at, claim.withdrawn_reason) == (True, None, "")


def test_a_withdrawn_row_that_rests_on_nothing_falls_alone():
    claim = factories.claim()
    assert claim.withdraw("Said by nobody.") == [claim]
    claim.refresh_from_db()
    assert (claim.status, claim.is_public, claim.public_reason()) == (Status.WITHDRAWN, False, "Said by nobody.")  # fmt: skip


def test_drafts_do_not_stand_in_the_way_of_a_withdrawal():
    claim = factories.claim()
    factories.statement(claim=claim, status="draft")
    assert claim.withdraw("Wrong.") == [claim]


def test_the_nearest_cause_gives_the_reason():
    statement = factories.statement(claim=factories.claim(about_article=(about := factories.article())))
    factories.rebuttal(statement=statement)
    about.withdraw("Retracted.", cascade=True)
    statement.withdrawn_reason = ""
    assert statement.claim.about_article == about
    statement.claim.refresh_from_db()
    assert statement.claim.public_reason() == "Retracted."


def test_what_moved_under_a_draft_says_only_that_it_is_gone():
    statement = factories.statement()
    statement.claim = factories.claim(status="draft")
    statement.save()
    assert statement.public_reason() == "No longer public."
