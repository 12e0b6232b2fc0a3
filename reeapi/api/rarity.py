"""Which filter of a question fewest rows fit: whether it is worth going by its own index is counted, not guessed.

What is counted stops at a bound and is kept until something changes. Of words the planner is asked first, for their index
has to read all there is of the commonest word before it gives the first row.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value

from .filters import TextSearch
from .filtersets import StrictFilterSet
from .findings import Findings
from .sql import filled
from .walking import FEW, united

MANY = 1_000_000  # stands for all numbers above the bound
COMMON = 25 * FEW  # rows; words that the planner thinks so many have are not even counted


class Rarity:
    """The counts of the filters of one form of question: up to `FEW`, of words up to `words`."""

    def __init__(
        self,
        filterset: type[StrictFilterSet],
        queryset: QuerySet,
        forms: Mapping[str, Any],
        words: int,
    ):
        searches = {name for name in forms if isinstance(filterset.base_filters[name], TextSearch)}
        self.most = {name: words if name in searches else FEW for name in forms}
        # Rows of several tables may be counted together: nothing is read of them.
        ways = {
            name: [
                rows.values_list(Value(1))
                for rows in filterset.weighing(queryset, name, form, self.most[name] + 1)
            ]
            for name, form in forms.items()
        }
        self.counted = {name: united(rows, self.most[name] + 1) for name, rows in ways.items()}
        self.words = {name: united(ways[name]) for name in searches}

    def rarest(self, values: Mapping[str, Any], found: Findings, *, ask: bool) -> tuple[int, str]:
        """How many rows fit the filter that fewest fit, and its name: `MANY`, where they are above its bound.

        What is not known counts as many unless asked for.
        """
        questions = {name: (sql, *filled(params, values, "")) for name, (sql, params) in self.counted.items()}
        counts = {name: found.known(question) for name, question in questions.items()}
        if ask:
            missing = [name for name, count in counts.items() if count is None]
            for name, count in self._count(missing, values).items():
                counts[name] = count
                found.keep(questions[name], count)
        return min(
            (MANY if count is None or count > self.most[name] else count, name)
            for name, count in counts.items()
        )

    def _count(self, names: list[str], values: Mapping[str, Any]) -> dict[str, int]:
        counts = {name: MANY for name in names if name in self.words and self._is_common(name, values)}
        asked = [name for name in names if name not in counts]
        if asked:
            parts = [self.counted[name] for name in asked]
            sql = ", ".join(f"(SELECT count(*) FROM ({part}) AS rows)" for part, _ in parts)
            row = planned_anew(
                f"SELECT {sql}", filled((p for _, params in parts for p in params), values, "")
            )[0]
            counts |= zip(asked, row, strict=True)
        return counts

    def _is_common(self, name: str, values: Mapping[str, Any]) -> bool:
        """Whether the words are too common to be looked up, or none has to be there: a search for what lacks a word reads all."""
        if "!" in values[name]:
            ((indexed,),) = planned_anew("SELECT querytree(%s::tsquery)", [values[name]])
            if indexed in ("", "T"):
                return True
        sql, params = self.words[name]
        ((plan,),) = planned_anew(f"EXPLAIN (FORMAT JSON) {sql}", filled(params, values, ""))
        plan = json.loads(plan) if isinstance(plan, str) else plan
        return plan[0]["Plan"]["Plan Rows"] > COMMON


def planned_anew(sql: str, params: list[Any]) -> list[tuple]:
    """The rows of a statement whose best plan depends on the values: it is planned for these, and not prepared."""
    with connection.cursor() as cursor:
        raw: Any = connection.connection
        threshold, raw.prepare_threshold = raw.prepare_threshold, None
        try:
            cursor.execute(sql, params)
        finally:
            raw.prepare_threshold = threshold
        return cursor.fetchall()
