"""A pooled connection whose server has gone is noticed without asking the server."""

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from reeapi.liveness import check_connection


def statements_of(pid: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_lost_connection_is_noticed_and_a_good_one_not_asked():
    parameters = connection.get_connection_params()
    with psycopg.connect(**parameters, autocommit=True) as other:
        pid = other.execute("SELECT pg_backend_pid()").fetchone()[0]
        check_connection(other)
        assert "pg_backend_pid" in statements_of(pid)  # still its last one
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        with pytest.raises(psycopg.OperationalError):
            check_connection(other)


def test_the_pools_of_django_check_so():
    assert ConnectionPool.check_connection is check_connection
