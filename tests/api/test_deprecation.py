"""What is going to end says so: in the headers of the answers that it plays a part in, and in the OpenAPI document."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator

from reeapi.api.deprecation import Deprecated
from reeapi.api.filters import TextFilter
from reeapi.api.root import Router
from tests import factories as make
from tests.api import endpoints

pytestmark = pytest.mark.django_db
MEMBER = Deprecated(date(2026, 3, 1), "`stance` of the statements says it.", sunset=date(2027, 3, 1))
PARAMETER = Deprecated(date(2026, 2, 1), "Use `q`.")
ENDPOINT = Deprecated(date(2026, 1, 1), "Use `claims/`.", sunset=date(2027, 1, 1))
client = Client()


class ClaimShape(endpoints.ClaimShape):
    deprecated = {"statement_count": MEMBER}


class ClaimFilterSet(endpoints.ClaimFilterSet):
    text = TextFilter("text", help_text="The very words.", example="Mines are slow.", deprecated=PARAMETER)


class ClaimViewSet(endpoints.ClaimViewSet):
    serializer_class = ClaimShape
    filterset_class = ClaimFilterSet


class OldClaimViewSet(endpoints.ClaimViewSet):
    deprecated = ENDPOINT


router = Router()
router.register("claims", ClaimViewSet)
router.register("old-claims", OldClaimViewSet)
urlpatterns = [path("api/v1/", include(router.urls))]
handler404 = "reeapi.api.errors.handler404"


@pytest.fixture(autouse=True)
def _these_addresses(settings):
    settings.ROOT_URLCONF = __name__


def days(address: str) -> tuple[date | None, date | None]:
    """(deprecated since, sunset) as the headers say."""
    headers = client.get(f"/api/v1/{address}").headers
    since, sunset = headers.get("Deprecation"), headers.get("Sunset")
    return (
        datetime.fromtimestamp(int(since.removeprefix("@")), UTC).date() if since else None,
        parsedate_to_datetime(sunset).date() if sunset else None,
    )


def test_an_endpoint_that_ends_says_so_in_each_answer():
    claim = make.claim()
    assert days("old-claims/") == days(f"old-claims/{claim.pk}/") == (date(2026, 1, 1), date(2027, 1, 1))
    assert days("old-claims/?no=such") == (date(2026, 1, 1), date(2027, 1, 1))
    link = client.get("/api/v1/old-claims/")["Link"]
    assert 'rel="first"' in link
    assert "</api/docs/>" not in link
    assert 'http://testserver/api/docs/>; rel="deprecation"' in link


def test_a_parameter_that_ends_says_so_where_it_is_used():
    make.claim()
    assert days("claims/?fields=id") == (None, None)
    assert days("claims/?fields=id&text=x") == (date(2026, 2, 1), None)


def test_a_member_that_ends_says_so_where_it_is_shown():
    assert days("claims/") == (date(2026, 3, 1), date(2027, 3, 1))
    assert days("claims/?fields=id,statement_count") == (date(2026, 3, 1), date(2027, 3, 1))
    assert days("claims/?fields=id") == (None, None)


def test_of_several_the_earliest_days_are_said():
    assert days("claims/?text=x") == (date(2026, 2, 1), date(2027, 3, 1))


def test_an_answer_that_is_unchanged_says_so_too():
    etag = client.get("/api/v1/old-claims/")["ETag"]
    answer = client.get("/api/v1/old-claims/", headers={"if-none-match": etag})
    assert (answer.status_code, "Deprecation" in answer.headers) == (304, True)


def test_the_document_marks_all_three():
    document = SchemaGenerator(urlconf=__name__).get_schema(request=None, public=True)
    lists = {name: document["paths"][f"/api/v1/{name}/"]["get"] for name in ("claims", "old-claims")}
    assert lists["old-claims"]["deprecated"] is True
    assert "deprecated" not in lists["claims"]
    assert "Use `claims/`. It ends on 2027-01-01." in lists["old-claims"]["description"]
    marked = {p["name"]: p["description"] for p in lists["claims"]["parameters"] if p.get("deprecated")}
    assert marked == {"text": "The very words. Deprecated since 2026-02-01: Use `q`."}
    member = document["components"]["schemas"]["Claim"]["properties"]["statement_count"]
    assert member["deprecated"] is True
