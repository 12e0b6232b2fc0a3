"""Questions to a list of the API, drawn from a world, and whether plain Python answers them alike."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from itertools import combinations
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import Exists, Q
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reeapi.api.filters import published
from reeapi.api.filtersets import StrictFilterSet
from reeapi.api.questions import compiled_question

from .oracle.lists import BESIDE, LISTS
from .oracle.parameters import BROADER, SPEAKERS, TOPICS
from .oracle.world import Unknown, World

Choose = Callable[[list], Any]
Question = dict[str, str]
client = Client()


class Interview:
    """One list of the API over one world."""

    def __init__(self, world: World, name: str):
        self.world, self.name, self.list = world, name, LISTS[name]
        self.keys = [line[self.list.key] for line in world.public(self.list.type)]
        self.values, self.true_of = cache(self._values), cache(self._true_of)

    def page(self, address: str) -> dict[str, Any]:
        answer = client.get(address)
        if answer.status_code == 400:
            raise Unknown(answer.content.decode())
        assert answer.status_code == 200, (address, answer.content)
        return json.loads(answer.content)

    def rows(self, asked: Question) -> Iterator[dict[str, Any]]:
        """The rows that the API answers with, page after page."""
        address: str | None = f"/api/v1/{self.name}/?{urlencode({'page_size': '200'} | asked)}"
        while address:
            page = self.page(address)
            yield from page["results"]
            parts = urlsplit(page["next"] or "")
            address = f"{parts.path}?{parts.query}" if page["next"] else None

    def all_rows(self, fields: str) -> list[dict[str, Any]]:
        """These fields of every row, unnamed speakers included."""
        unnamed = [{"fields": fields, "named": "false"}] if self.name == "speakers" else []
        return [row for asked in [{"fields": fields}, *unnamed] for row in self.rows(asked)]

    def miscounted(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Rows whose counters, as shown, are not those that plain Python counts: both, side by side."""
        lines = {line[self.list.key]: line for line in self.world.public(self.list.type)}
        names = list(self.world.counts(next(iter(lines.values()))))
        rows = {row.pop(self.list.key): row for row in self.all_rows(",".join([self.list.key, *names]))}
        assert rows.keys() == lines.keys()
        pairs = [(rows[key], self.world.counts(line)) for key, line in lines.items()]
        return [(shown, counted) for shown, counted in pairs if shown != counted]

    def answers(self, asked: Question) -> tuple[list[str] | str, list[str] | str]:
        """What the API answers and what plain Python does: ids (or slugs) in order, or that it is refused."""
        filters = {name: text for name, text in asked.items() if name in self.list.parameters}
        return (
            _or_refused(lambda: [row[self.list.key] for row in self.rows(asked | {"fields": self.list.key})]),
            _or_refused(lambda: self.list.answer(self.world, filters, asked.get("ordering", ""))),
        )

    def agrees(self, asked: Question) -> bool:
        """Whether both answer alike; what they answer differently is in the message of the failure."""
        served, expected = self.answers(asked)
        if served != expected:
            print(f"{self.name}/?{urlencode(asked)}\n  the API:      {served}\n  plain Python: {expected}")
        return served == expected

    def _values(self, name: str) -> list[str]:
        return list(self.list.parameters[name].kind.values(self.world))

    def _true_of(self, name: str) -> dict[str, list[str]]:
        """Key of a row → the values of the parameter that are true of it."""
        parameter, found = self.list.parameters[name], dict[str, list[str]]()
        lines = self.world.public(self.list.type)
        answering = [
            (x[self.list.key], BESIDE[parameter.of](self.world, x) if parameter.of else [x]) for x in lines
        ]
        for value in self.values(name):
            wanted = parameter.kind.read(self.world, value)
            for key, rows in answering:
                if any(parameter.holds(self.world, row, wanted) for row in rows):
                    found.setdefault(key, []).append(value)
        return found

    def value(self, name: str, row: str, choose: Choose) -> str | None:
        """A value for the parameter: mostly one that is true of the row, sometimes any, sometimes two of them."""
        every = self.values(name)
        if not every:
            return None
        near = self.true_of(name).get(row) or every
        first = choose(near if choose([True, True, True, False]) else every)
        second = choose(every)
        listed = self.list.parameters[name].kind.many and first != second and choose([True, False, False])
        return f"{first},{second}" if listed else first

    def question(self, names: Iterable[str], choose: Choose) -> Question:
        """Values for the named parameters that may well have an answer: each is mostly true of one and the same row."""
        row = choose(self.keys)
        values = {name: self.value(name, row, choose) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def orderings(self) -> list[str]:
        return [sign + name for name in self.list.orderings for sign in ("", "-")]

    def pairs(self, times: int, of: str = "") -> Iterator[Question]:
        """So many questions for each pair of parameters, or for each pair with the one named `of`."""
        for a, b in combinations(self.list.parameters, 2):
            if of in ("", a, b):
                choose = Random(f"{self.name} {a} {b}").choice
                yield from (self.question((a, b), choose) for _ in range(times))

    def single_values(self) -> Iterator[Question]:
        """Every parameter with every value that is worth asking for."""
        for name in self.list.parameters:
            yield from ({name: value} for value in self.values(name))

    def hidden_slugs(self) -> Iterator[Question]:
        """Every parameter that takes a slug, with one that no public row uses."""
        for name, parameter in self.list.parameters.items():
            if parameter.kind in (SPEAKERS, TOPICS, BROADER):
                type_ = "speaker" if parameter.kind is SPEAKERS else "topic"
                lines = self.world.rows[type_].items()
                hidden = {slug for slug, line in lines if "merged_into" not in line} - self.world.visible[
                    type_
                ]
                yield from ({name: slug} for slug in sorted(hidden)[:1])

    def ordered(self) -> Iterator[Question]:
        """All rows in every order, on pages of 13."""
        for ordering in self.orderings():
            yield {"ordering": ordering, "page_size": "13"}


@cache
def interview(world: World, name: str) -> Interview:
    """The one interview about a list of a world: what it has worked out serves every test."""
    return Interview(world, name)


def _or_refused(answer: Callable[[], list[str]]) -> list[str] | str:
    try:
        return answer()
    except Unknown:
        return "refused"


def questions(about: Interview) -> st.SearchStrategy[Question]:
    """Up to four parameters that may well hold of one row, in any order, on large or small pages."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Question:
        names = draw(st.lists(st.sampled_from(list(about.list.parameters)), max_size=4, unique=True))
        asked = about.question(names, lambda options: draw(st.sampled_from(options)))
        ordering = draw(st.sampled_from([None, *about.orderings()]))
        page_size = draw(st.sampled_from(["200", "50", "21"]))
        return asked | {"page_size": page_size} | ({"ordering": ordering} if ordering else {})

    return drawn()


def agree_on_any(about: Interview, *, examples: int) -> None:
    """Property: whatever is asked, both answer alike."""

    @settings(max_examples=examples, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(questions(about))
    def answer_alike(asked: Question) -> None:
        served, expected = about.answers(asked)
        assert served == expected, asked

    answer_alike()


def disagreements(about: Interview, asked: Iterable[Question]) -> list[Question]:
    return [question for question in asked if not about.agrees(question)]


@contextmanager
def with_an_exists_of_its_own(filters: type[StrictFilterSet], name: str) -> Iterator[None]:
    """The filter of that name as it would be without the rule that one and the same row answers.

    Questions compiled before know nothing of it, and those compiled meanwhile must not outlive it.
    """
    shared = filters.base_filters[name]
    alone = copy(shared)
    alone.scope = alone.column = alone.seek = None
    alone.own_condition = lambda value: Q(
        Exists(filters.scopes[shared.scope](published).filter(shared.condition(value)))
    )
    compiled_question.cache_clear()
    filters.base_filters[name] = alone
    try:
        yield
    finally:
        filters.base_filters[name] = shared
        compiled_question.cache_clear()


def learn_times(world: World) -> None:
    """When rows were created and updated, only the database knows: take it from what the API shows."""
    for name, listed in LISTS.items():
        rows = interview(world, name).all_rows(f"{listed.key},created_at,updated_at")
        world.times[listed.type] = {row[listed.key]: row for row in rows}
