"""Five attempts on an account from an address, then none for a while: also when they arrive together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.core.management import call_command
from django.db import connection
from django.test import Client

from reeapi.api.throttling import forget

PASSWORD = "correct-horse-battery"
LOGIN = "/admin/login/"


@pytest.fixture
def curator(db, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # fast: what is counted is the same
    forget("%")
    return get_user_model().objects.create_user("ada", password=PASSWORD, is_staff=True)


def attempt(password: str, name: str = "ada", address: str = "192.0.2.20") -> int:
    client = Client(
        REMOTE_ADDR=address, HTTP_USER_AGENT=password
    )  # another program each time is no way around
    return client.post(LOGIN, {"username": name, "password": password}).status_code


def test_passwords_are_kept_as_argon2(db):
    assert (
        identify_hasher(get_user_model().objects.create_user("ada", password=PASSWORD).password).algorithm
        == "argon2"
    )


def test_after_five_failures_the_right_password_is_refused_too(curator):
    assert [attempt(f"wrong-{n}") for n in range(4)] == [200] * 4
    assert attempt("wrong-5") == 429
    assert attempt(PASSWORD) == 429


def test_the_account_is_open_from_elsewhere_and_other_accounts_from_there(curator):
    get_user_model().objects.create_user("bela", password=PASSWORD, is_staff=True)
    for n in range(6):
        attempt(f"wrong-{n}")
    assert attempt(PASSWORD, address="192.0.2.21") == 302
    assert attempt(PASSWORD, name="bela") == 302


@pytest.mark.parametrize("name", ["n" * 300, "n" * 20_000])
def test_names_that_no_account_can_have_are_counted_like_others(curator, name):
    assert [attempt(f"wrong-{n}", name) for n in range(6)] == [200] * 4 + [429] * 2


def test_a_success_begins_the_count_anew(curator):
    for _ in range(3):
        for n in range(4):
            attempt(f"wrong-{n}")
        assert attempt(PASSWORD) == 302


@pytest.mark.parametrize("which", [[], ["username", "ada"], ["ip", "192.0.2.20"]])
def test_an_operator_can_open_it_again(curator, which):
    for n in range(6):
        attempt(f"wrong-{n}")
    name = {"username": "axes_reset_username", "ip": "axes_reset_ip"}.get(
        which[0] if which else "", "axes_reset"
    )
    call_command(name, *which[1:], verbosity=0)
    assert attempt(PASSWORD) == 302


@pytest.mark.django_db(transaction=True)
def test_of_twenty_attempts_at_once_five_passwords_are_looked_at(curator, monkeypatch):
    looked, barrier = [], Barrier(20)
    check = get_user_model().check_password
    monkeypatch.setattr(get_user_model(), "check_password", lambda *a: looked.append(1) or check(*a))

    def one(number: int) -> int:
        barrier.wait(30)
        try:
            return attempt(f"wrong-{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        seen = list(pool.map(one, range(20)))
    assert len(looked) == 5
    assert set(seen) <= {200, 429}
    assert attempt(PASSWORD) == 429
    forget("%")
