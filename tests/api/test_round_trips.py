"""What is read can be written back, over the whole sample dataset."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from reeapi.urls import router
from tests.api.test_openapi import DATA
from tests.programs import Program, assert_unchanged_by_itself

pytestmark = pytest.mark.django_db
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}


@pytest.fixture
def reviewer() -> Program:
    return Program("reviewer-7", "Curator", "Reviewer")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The sample dataset, for all tests of this file that ask for it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_dataset", str(DATA), verbosity=0)
        yield
        transaction.set_rollback(True)


def keys(program: Program, room: str) -> list[str]:
    rows = program.call("GET", f"{room}/?page_size=200").json()["results"]
    return [row.get("slug") or row["id"] for row in rows]


@pytest.mark.parametrize("room", VIEWS)
@pytest.mark.parametrize("most", [5, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.usefixtures("loaded")
def test_what_is_read_can_be_put_back_and_changes_nothing(reviewer, room, most):
    found = keys(reviewer, room)
    assert found
    for key in found[:most]:
        assert_unchanged_by_itself(reviewer, f"{room}/{key}/")
