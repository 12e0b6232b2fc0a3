"""Changes name who made them, with server-side binding, which the library alone does not manage."""

import pghistory
import pytest
from django.db import transaction

from sources.models import Speaker

pytestmark = pytest.mark.django_db(transaction=True)


def contexts() -> list[dict | None]:
    rows = Speaker.pgh_event_model.objects.order_by("pgh_id")
    return [event.pgh_context and event.pgh_context.metadata for event in rows]


def test_a_change_inside_a_context_carries_it_and_one_outside_does_not():
    with pghistory.context(user=7):
        speaker = Speaker.objects.create(slug="a", name="A", kind="person")
    speaker.name = "B"
    speaker.save()
    assert contexts() == [{"user": 7}, None]


def test_a_transaction_carries_the_context_that_was_current():
    with transaction.atomic(), pghistory.context(user=8):
        Speaker.objects.create(slug="a", name="A", kind="person")
    with transaction.atomic():
        Speaker.objects.update(name="B")
    assert contexts() == [{"user": 8}, None]
