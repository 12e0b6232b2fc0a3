"""By which method a new row came to be: what its writer says, and nothing later."""

import pytest

from tests.api.test_writing import CLAIM, curator, new_id
from tests.programs import refused

pytestmark = pytest.mark.django_db
__all__ = ["curator"]


@pytest.mark.parametrize(
    ("provenance", "method"),
    [({}, "imported"), ({"method": "curated"}, "curated"), ({"method": "suggested", "recorded_by": "x"}, "suggested"), (None, "imported")],
)  # fmt: skip
def test_a_new_row_says_how_it_came_to_be_and_never_says_otherwise(curator, provenance, method):
    path = f"claims/{new_id()}/"
    made = curator.call("PUT", path, CLAIM | {"provenance": provenance}, If_None_Match="*").json()
    again = curator.call("PUT", path, CLAIM | {"provenance": {"method": "curated"}}, If_None_Match="*")
    patch = {"provenance": {"method": "curated"}}
    later = curator.call("PATCH", path, patch, If_Match="*")
    assert [one["provenance"]["method"] for one in (made, again.json(), later.json())] == [method] * 3
    assert made["provenance"]["recorded_by"] == "curator-7"


def test_a_method_that_nobody_knows_is_refused(curator):
    answer = curator.call("POST", "claims/", CLAIM | {"provenance": {"method": "guessed"}})
    assert "/provenance/method" in refused(answer, 400)
