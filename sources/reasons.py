"""Why a change was made, beside it in the history."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pghistory
from pghistory import runtime


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Changes in this block have this reason; others of the same request, before and after it, do not.

    The library's own contexts are one for the whole request, so that a reason given in one would be told of all.
    """
    around = getattr(runtime._tracker, "value", None)
    if around is None:
        with pghistory.context(reason=reason):
            yield
        return
    runtime._tracker.value = runtime.Context(uuid4(), around.metadata | {"reason": reason})
    try:
        yield
    finally:
        runtime._tracker.value = around
