"""Which database a request speaks to: one that may be a replica while it reads, and the primary for whatever it writes.

Everything reads over Django's connection ``default``. `reading_from` puts a replica's connection in its place, for this
thread and for a while, so that nothing on the read path need know of replicas. What has to write even then, such as a
counter of requests, writes over `primary()`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

_put_aside = threading.local()


def primary() -> Any:
    """The connection that may write."""
    return getattr(_put_aside, "connection", None) or connections["default"]


@contextmanager
def reading_from(alias: str) -> Iterator[Any]:
    """Let `default` be the connection of that replica; yields it. Not to be nested."""
    replica, _put_aside.connection = connections[alias], connections["default"]
    connections["default"] = replica
    try:
        yield replica
    finally:
        connections["default"] = _put_aside.connection
        _put_aside.connection = None
