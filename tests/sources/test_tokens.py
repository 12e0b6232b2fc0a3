"""Tokens of the API: made and revoked by their owners, refused when they are no good, and never mixed up with anybody's answers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sources.models import Token
from tests.sources.test_admin import account, page, pages, save, told

pytestmark = pytest.mark.django_db
PATHS = ["/api/v1/", "/api/v1/claims/", "/api/v1/speakers/nobody/", "/api/v1/claims/?format=csv"]


def token(**fields) -> tuple[Token, str]:
    user = fields.pop("user", None) or User.objects.create_user("curator-7", is_staff=True)
    made = Token(**{"user": user, "name": "Importer", "scope": "write"} | fields)
    return made, made.issue()


def read(path: str, secret: str, scheme: str = "Bearer"):
    return Client().get(path, headers={"Authorization": f"{scheme} {secret}"})


@pytest.fixture
def curator() -> Client:
    return account("curator-7", "Curator")


# --- Calls with a token -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["Bearer", "Token", "bearer"])
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_to_a_token_is_kept_by_no_cache(path, scheme):
    _, secret = token()
    answer = read(path, secret, scheme)
    assert answer.status_code in {200, 404}
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    assert "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_to_anybody_is_not_given_to_a_token(path):
    answer = Client().get(path)
    assert "Authorization" in answer["Vary"]
    assert answer["Cache-Control"] in {"public, max-age=0, must-revalidate", "no-cache", "no-store"}


NO_GOOD = {
    "an unknown token": "Bearer ree_0123456789abcdef0123456789abcdef",
    "no secret": "Bearer",
    "two secrets": "Bearer ree_0123456789abcdef ree_0123456789abcdef",
    "another scheme": "Basic Y3VyYXRvcjpwYXNzd29yZA==",
    "an empty header": "",
    "bytes that are no text": "Bearer \udcff\udcfe\x00",
    "a very long one": f"Token {'a' * 5_000}",
}


@pytest.mark.parametrize("header", NO_GOOD.values(), ids=NO_GOOD)
def test_what_is_no_token_is_refused_also_where_it_only_reads(header):
    for path in PATHS:
        answer = Client().get(path, HTTP_AUTHORIZATION=header)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert "no-store" in answer["Cache-Control"]


def expire(made: Token) -> None:
    Token.objects.filter(pk=made.pk).update(expiry=timezone.now() - timedelta(seconds=1))


def deactivate(made: Token) -> None:
    User.objects.filter(pk=made.user_id).update(is_active=False)


@pytest.mark.parametrize("spoil", [expire, Token.revoke, deactivate], ids=lambda f: f.__name__)
def test_a_token_that_was_good_is_refused_once_it_is_not(spoil):
    made, secret = token()
    assert read("/api/v1/", secret).status_code == 200
    spoil(made)
    answer = read("/api/v1/", secret)
    assert (answer.status_code, answer.json()["detail"]) == (
        401,
        "The token is wrong, has expired or was revoked.",
    )
    assert Token.objects.filter(pk=made.pk).exists(), "its owner sees what became of it"


def test_only_a_hash_of_the_secret_is_kept():
    made, secret = token()
    row = Token.objects.values().get(pk=made.pk)
    assert secret.startswith("ree_")
    assert len(secret) > 60
    assert not any(secret in str(value) or secret[20:] in str(value) for value in row.values())


def test_its_last_use_is_noted_once_a_minute():
    made, secret = token()
    read("/api/v1/", secret)
    made.refresh_from_db()
    assert made.last_used_at is not None
    with CaptureQueriesContext(connection) as queries:
        read("/api/v1/", secret)
    assert [q["sql"] for q in queries if q["sql"].startswith("UPDATE")] == []
    Token.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    read("/api/v1/", secret)
    assert Token.objects.get().last_used_at > timezone.now() - timedelta(minutes=1)


# --- Their pages -----------------------------------------------------------------------------------------------------


def test_a_new_token_is_shown_once_and_works(curator):
    answer = save(curator, pages(Token, "add"), name="Importer", scope="write")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    secret = answer.context["token"].secret
    assert secret in answer.content.decode()
    made = Token.objects.get()
    assert (made.user.username, made.name, made.scope) == ("curator-7", "Importer", "write")
    assert read("/api/v1/", secret).status_code == 200
    for again in (page(made), pages(Token, "changelist"), page(made, "history")):
        assert secret not in curator.get(again).content.decode()


def test_a_token_without_a_name_or_for_longer_than_a_year_is_refused(curator):
    late = timezone.now() + timedelta(days=400)
    for changes in (
        {"name": ""},
        {"name": "x", "expiry_0": f"{late:%Y-%m-%d}"},
        {"name": "x", "expiry_0": "2020-01-01"},
    ):
        answer = save(curator, pages(Token, "add"), **changes)
        assert answer.context["errors"]
    assert not Token.objects.exists()


def test_an_owner_revokes_a_token(curator):
    made, secret = token(user=User.objects.get())
    assert curator.get(page(made)).context["revoke_url"]
    assert "Revoked" in told(curator.post(reverse("admin:sources_token_revoke", args=[made.pk]), follow=True))
    assert read("/api/v1/", secret).status_code == 401


def test_nobody_sees_or_revokes_the_tokens_of_others(curator):
    made, secret = token(user=User.objects.create_user("other", is_staff=True))
    assert made.name not in curator.get(pages(Token, "changelist")).content.decode()
    assert curator.get(page(made)).status_code == 302  # to the first page: there is no such token
    assert curator.post(reverse("admin:sources_token_revoke", args=[made.pk])).status_code == 404
    action = {"action": "revoke_selected", "_selected_action": made.pk}
    curator.post(pages(Token, "changelist"), action)
    assert read("/api/v1/", secret).status_code == 200


def test_a_curator_makes_no_token_for_another_account(curator):
    other = User.objects.create_superuser("other")
    save(curator, pages(Token, "add"), name="Importer", user=other.pk)
    assert Token.objects.get().user.username == "curator-7"


def test_a_superuser_manages_all_of_them(admin_client):
    made, secret = token()
    assert made.name in admin_client.get(pages(Token, "changelist")).content.decode()
    action = {"action": "revoke_selected", "_selected_action": made.pk}
    assert "Revoked" in told(admin_client.post(pages(Token, "changelist"), action, follow=True))
    assert read("/api/v1/", secret).status_code == 401
    answer = save(admin_client, pages(Token, "add"), name="For another", user=made.user_id)
    assert answer.context["token"].user == made.user
