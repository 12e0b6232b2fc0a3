"""Programs that write all the time and keep a log of what was acknowledged, to hold against the database afterwards."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import requests

from sources.identifiers import uuid7
from tests.servers import CHECKOUT

NEW_TOKEN = """
from django.contrib.auth.models import Group, User
from sources.models import Curator, Token
user = User.objects.create_user("drill", is_staff=True)
user.groups.add(Group.objects.get(name="Curator"))
Curator.objects.create(user=user, handle="curator-77")
print("token", Token(user=user, name="Drill", scope="write").issue())
"""
IMPORTED = 30  # articles in each import


def make_token(**environment: str) -> str:
    """A token for writing, in the database of that environment."""
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", NEW_TOKEN],
        cwd=CHECKOUT, env=os.environ | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return said.stdout.rpartition("token ")[2].strip()


@dataclass
class Log:
    """Articles that were acknowledged, and imports, each a list of articles: those acknowledged, and all that were sent."""

    articles: list[str] = field(default_factory=list)
    imports: list[list[str]] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)
    failures: int = 0

    @property
    def acknowledged(self) -> int:
        return len(self.articles) + len(self.imports)

    def compare(self, database_url: str) -> tuple[int, int]:
        """(acknowledged articles that are not there, imports that are there in part)."""
        with psycopg.connect(database_url) as database:
            there = {str(key) for (key,) in database.execute("SELECT id FROM sources_article")}
        missing = len(set(self.articles).union(*self.imports) - there)
        return missing, sum(0 < len(there.intersection(each)) < len(each) for each in self.sent)


class Writers:
    """Threads that put articles and import batches of them; what fails is tried again with the same identifier."""

    def __init__(self, address: str, token: str, *, importers: int = 1, putters: int = 3):
        self.address, self.log, self.ended = address, Log(), threading.Event()
        self.headers = {"Authorization": f"Bearer {token}"}
        work: list[Callable] = [self._import] * importers + [self._put] * putters
        self.threads = [threading.Thread(target=self._go_on, args=[each]) for each in work]

    @contextmanager
    def writing(self) -> Iterator[Log]:
        for thread in self.threads:
            thread.start()
        try:
            yield self.log
        finally:
            self.ended.set()
            for thread in self.threads:
                thread.join()

    def wait_for(self, more: int, seconds: float = 120) -> float:
        """Wait until so many more writes were acknowledged; returns the seconds that it took."""
        begun, before = time.monotonic(), self.log.acknowledged
        while self.log.acknowledged < before + more:
            assert time.monotonic() - begun < seconds, "the service did not come back"
            time.sleep(0.005)
        return time.monotonic() - begun

    def _go_on(self, work: Callable[[requests.Session], None]) -> None:
        session = requests.Session()
        session.headers.update(self.headers)
        while not self.ended.is_set():
            work(session)

    def _put(self, session: requests.Session) -> None:
        key = str(uuid7())
        body = {"id": key, "title": f"Article {key}", "kind": "report"}
        address = f"{self.address}/api/v1/articles/{key}/"
        if self._until_done(
            lambda: session.put(address, json=body, headers={"If-None-Match": "*"}, timeout=30)
        ):
            self.log.articles.append(key)

    def _import(self, session: requests.Session) -> None:
        keys = [str(uuid7()) for _ in range(IMPORTED)]
        self.log.sent.append(keys)
        lines = "".join(json.dumps(self._line(key)) + "\n" for key in keys).encode()
        kind = {"Content-Type": "application/x-ndjson"}
        address = f"{self.address}/api/v1/import/"
        if self._until_done(lambda: session.post(address, data=lines, headers=kind, timeout=60)):
            self.log.imports.append(keys)

    def _line(self, key: str) -> dict[str, Any]:
        review = {
            "status": "draft",
            "method": "imported",
            "recorded_by": "curator-77",
            "recorded_at": "2026-11-01T09:00:00Z",
        }
        return {
            "type": "article",
            "id": key,
            "title": f"Article {key}",
            "language": "en",
            "kind": "report",
        } | review

    def _until_done(self, send: Callable[[], requests.Response]) -> bool:
        """Whether it was acknowledged in the end; given up only when the drill ends."""
        while True:
            try:
                answer = send()
                if answer.status_code in {200, 201}:
                    return True
                assert answer.status_code >= 500, f"{answer.status_code} {answer.text}"
            except requests.RequestException:
                pass
            self.log.failures += 1
            if self.ended.is_set():
                return False
            time.sleep(0.02)
