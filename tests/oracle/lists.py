"""Which rows a list answers, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .parameters import (
    ARTICLE,
    CLAIM,
    GROUNDS,
    REBUTS,
    SPEAKER,
    STATEMENT,
    TOPIC,
    Parameter,
    edge_parameters,
    having,
    one_of,
)
from .world import SLUGGED, Line, World

BESIDE: dict[str, Callable[[World, Line], list[Line]]] = {
    "statements": lambda world, claim: world.of("statement", "claim", claim["id"]),
    "rebuttals": lambda world, claim: world.of("rebuttal", "target_claim", claim["id"]),
    "affiliations": World.affiliations,
    "reviews": World.reviews,
}
SortKey = Callable[[World, Line], Any]


def shown_time(name: str) -> SortKey:
    def key(world: World, line: Line) -> str:
        return world.times[line["type"]][line["slug" if line["type"] in SLUGGED else "id"]][name]

    return key


CREATED: dict[str, SortKey] = {"created": shown_time("created_at")}
UPDATED: dict[str, SortKey] = {"updated": shown_time("updated_at")}
EDGE_DATE: dict[str, SortKey] = {"said_on": lambda world, edge: world.statement(edge).get("said_on")}


@dataclass(frozen=True)
class List:
    """One list of the API: its rows, its parameters, its orderings and the default one."""

    type: str
    parameters: dict[str, Parameter]
    orderings: dict[str, SortKey]
    default: str = "-created"
    key: str = field(default="id")

    def answer(self, world: World, asked: dict[str, str], ordering: str = "") -> list[str]:
        """The ids (or slugs) of the rows that everything asked is true of, in order. Raises `Unknown`."""
        defaults = {name: p.default for name, p in self.parameters.items() if p.default and name not in asked}
        wanted = {
            name: self.parameters[name].kind.read(world, text) for name, text in (asked | defaults).items()
        }
        rows = [line for line in world.public(self.type) if self._holds(world, line, wanted)]
        return [line[self.key] for line in self.sort(world, rows, ordering or self.default)]

    def _holds(self, world: World, line: Line, wanted: dict[str, Any]) -> bool:
        """One and the same row of each kind beside the listed one answers for all that is asked about it."""
        asked_of: dict[str, list[str]] = {}
        for name in wanted:
            asked_of.setdefault(self.parameters[name].of, []).append(name)
        return all(
            any(
                all(self.parameters[name].holds(world, row, wanted[name]) for name in names)
                for row in (BESIDE[of](world, line) if of else [line])
            )
            for of, names in asked_of.items()
        )

    def sort(self, world: World, rows: list[Line], ordering: str) -> list[Line]:
        """By key, then in the order of the primary keys; `-` reverses both, and absent keys come last either way."""
        key, downwards = self.orderings[ordering.removeprefix("-")], ordering.startswith("-")
        place = {k: number for number, k in enumerate(self._primary_keys(world))}
        rows = sorted(rows, key=lambda line: place[line[self.key]], reverse=downwards)
        keyed = [line for line in rows if key(world, line) is not None]
        keyed.sort(key=lambda line: key(world, line), reverse=downwards)
        return keyed + [line for line in rows if key(world, line) is None]

    def _primary_keys(self, world: World) -> list[str]:
        """UUIDs sort as texts do; slugged rows have numbers, in the order in which they were inserted."""
        return list(world.rows[self.type]) if self.type in SLUGGED else sorted(world.rows[self.type])


LISTS = {
    "claims": List(
        "claim",
        CLAIM,
        CREATED | UPDATED | {"said_on": lambda w, c: w.first_said(c)[0], "rebuttals": World.rebuttals},
    ),
    "statements": List(
        "statement", STATEMENT, CREATED | UPDATED | {"said_on": lambda _, s: s.get("said_on")}
    ),
    "rebuttals": List(
        "rebuttal",
        edge_parameters("rebuttal", REBUTS) | {"ground": having("ground", GROUNDS)},
        CREATED | UPDATED | EDGE_DATE,
    ),
    "supports": List(
        "support",
        edge_parameters("support", one_of("corroborates", "endorses", "praises")),
        CREATED | UPDATED | EDGE_DATE,
    ),
    "speakers": List(
        "speaker",
        SPEAKER,
        UPDATED
        | {"name": lambda _, p: p["name"], "claims": World.claims_of, "rebuttals": World.rebuttals_by},
        default="name",
        key="slug",
    ),
    "articles": List(
        "article", ARTICLE, CREATED | UPDATED | {"published_on": lambda _, a: a.get("published_on")}
    ),
    "topics": List(
        "topic",
        TOPIC,
        {"name": lambda _, t: t["name"], "claims": World.claims_on},
        default="name",
        key="slug",
    ),
}
