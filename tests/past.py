"""What the API says of the past: an object's history, and what it was at a time."""

from datetime import datetime
from urllib.parse import quote

from django.db import connection
from django.test import Client

client = Client()
MARK = "zqxmarker"


def moment() -> datetime:
    """The time on the clock of the database, between two transactions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def then(path: str, at: datetime, more: str = "") -> dict:
    answer = client.get(f"/api/v1/{path}?as_of={quote(at.isoformat())}{more}")
    return answer.json() | {"code": answer.status_code}


def history(path: str) -> list[dict]:
    answer = client.get(f"/api/v1/{path}history/")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]
