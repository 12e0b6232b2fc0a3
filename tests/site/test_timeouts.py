"""Public reads have a second of the database, staff have longer, commands have no limit."""

import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client

from claims.models import Topic
from reeapi.api.errors import as_problem
from tests import factories
from tests.servers import cloned_database, serving

ASK = """
import django; django.setup(); import {first}
from django.db import connection
cursor = connection.cursor(); cursor.execute("SHOW {setting}"); print(cursor.fetchone()[0])
"""


def limit(first: str, setting: str = "statement_timeout") -> str:
    with cloned_database() as url:
        environment = {"DATABASE_URL": url, "SECRET_KEY": "0123456789" * 5, "ALLOWED_HOSTS": "localhost", "CONTACT_EMAIL": "a@example.org",
                       "DJANGO_SETTINGS_MODULE": "reeapi.settings"}  # fmt: skip
        said = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", ASK.format(first=first, setting=setting)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    return said.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_a_server_process_gives_each_statement_a_second():
    assert limit("reeapi.wsgi") == "1s"


@pytest.mark.django_db(transaction=True)
def test_a_server_process_gives_each_statement_one_processor():
    assert limit("reeapi.wsgi", "max_parallel_workers_per_gather") == "0"


@pytest.mark.django_db(transaction=True)
def test_a_read_waits_for_a_lock_less_long_than_for_its_answer():
    assert limit("reeapi.wsgi", "lock_timeout") == "800ms"


@pytest.mark.django_db(transaction=True)
def test_a_command_has_no_limit():
    assert limit("reeapi") == "0"


@pytest.mark.django_db(transaction=True)
def test_the_admin_has_longer_and_leaves_the_connection_as_it_was(client: Client, settings):
    settings.STAFF_STATEMENT_TIMEOUT = "7s"
    client.force_login(User.objects.create_superuser("root"))
    with connection.execute_wrapper(limits := Limits()):
        client.get("/admin/")
    assert limits.seen[-1] == ("7s", "10s")
    with connection.cursor() as cursor:
        cursor.execute(SHOW)
        assert cursor.fetchone() == ("0", "0")


SHOW = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"


class Limits:
    """Remembers the limits before each statement."""

    def __init__(self):
        self.seen = []

    def __call__(self, execute, sql, params, many, context):
        self.seen.append(context["connection"].connection.execute(SHOW).fetchone())
        return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_lock_for_too_long_is_told_to_try_again(client: Client):
    topic = factories.topic("processing")
    with psycopg.connect(**connection.get_connection_params()) as holder, connection.cursor() as cursor:
        holder.execute("SELECT FROM claims_topic WHERE id = %s FOR UPDATE", [topic.pk])
        cursor.execute("SET lock_timeout = '10ms'")
        with pytest.raises(OperationalError) as caught:
            Topic.objects.filter(pk=topic.pk).update(name="Processing of ores")
        cursor.execute("RESET lock_timeout")
    problem = as_problem(caught.value, None)
    assert (problem.kind, problem.headers["Retry-After"]) == ("unavailable", "5")
    assert "Another change" in problem.detail


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_is_locked_out_is_not_told_that_the_question_was_at_fault():
    with cloned_database() as url, serving(url, PUBLIC_STATEMENT_TIMEOUT="2s") as address:
        with psycopg.connect(url) as holder:
            holder.execute("LOCK TABLE claims_topic IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(HTTPError) as refused:
                urlopen(f"{address}/api/v1/topics/", timeout=30)  # noqa: S310
        assert (refused.value.code, refused.value.headers["Retry-After"]) == (503, "5")
        assert urlopen(f"{address}/api/v1/topics/", timeout=30).status == 200  # noqa: S310
