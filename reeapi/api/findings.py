"""What was found out in the database, kept for as long as nothing has changed there.

The *mark* (SQL function ``ree_mark()``) is another after each committed change of anything that is shown. What was found
under one mark holds under the same mark, and is looked up again under another: nothing kept here can be stale.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.db import connection

MARK = "SELECT ree_mark()"
KEPT = 10_000  # answers of each process, those found last; a few megabytes


def current_mark() -> str:
    """The mark of the database that this thread reads."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        return cursor.fetchone()[0]


class Findings:
    """Answers that hold under one mark, which is read before anything is found: what a commit in between left of before
    would else be kept, and confirmed, as what is there now.

    `mark`: as it was told a moment ago, by the database that is asked.
    """

    _kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
    _lock = Lock()

    def __init__(self, mark: str | None = None):
        self.mark = mark or current_mark()

    def known(self, question: Hashable) -> Any:
        """What was found under this mark, or None."""
        kept = self._kept.get(question)
        return kept[1] if kept and kept[0] == self.mark else None

    def keep(self, question: Hashable, found: Any) -> None:
        with self._lock:
            self._kept[question] = (self.mark, found)
            self._kept.move_to_end(question)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def answer(self, question: Hashable, find: Callable[[], Any]) -> Any:
        """What is known, else what `find` finds now. What that raises is not kept."""
        found = self.known(question)
        if found is None:
            found = find()
            self.keep(question, found)
        return found
