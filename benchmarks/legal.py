"""Legal addresses of the API over a made-up world, the same each time: all kinds of question, and of those a sample.

What may be asked is read from the OpenAPI document of the service itself; what is worth asking for is asked of the
database: for each parameter values that much has, that little has, and that nothing has.
"""

import json
from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psycopg

LISTS = ("claims", "statements", "rebuttals", "supports", "speakers", "articles", "topics")
NOT_ASKED = {
    "status",
    "cursor",
    "format",
    "fields",
    "expand",
    "count",
    "page_size",
    "ordering",
}  # not filters, or for staff
NOBODY = "0197d2a0-0000-7000-8000-000000000000"
PAIRS = 40  # of each list
TRIPLES = 15
MIXED = 10  # for each of several values, and for each search that is ranked
LONG_SEARCH = " ".join(f"earth{number}" for number in range(30)) + " rare"
Query = dict[str, str]

SQL = {
    "speakers": "SELECT slug FROM sources_speaker WHERE is_public ORDER BY claim_count DESC, id",
    "topics": "SELECT slug FROM claims_topic WHERE is_public ORDER BY claim_count DESC, id",
    "claims": "SELECT id::text FROM claims_claim WHERE is_public ORDER BY rebuttal_count DESC, id",
    "articles": "SELECT id::text FROM sources_article WHERE is_public ORDER BY created_at, id",
    "statements": "SELECT id::text FROM claims_statement WHERE is_public ORDER BY created_at, id",
    "rebuttals": "SELECT id::text FROM claims_rebuttal WHERE is_public ORDER BY created_at, id",
    "urls": "SELECT url FROM sources_article WHERE is_public ORDER BY created_at, id",
}
# Which of these a parameter takes; what is not named is described well enough by its schema.
TAKES = {
    "topic": "topics", "broader": "topics", "article": "articles", "via": "articles", "target_article": "articles",
    "about_article": "articles", "reviews": "articles", "claim": "claims", "counter_claim": "claims",
    "statement": "statements", "rebuttal": "rebuttals", "url": "urls",
}  # fmt: skip
SEARCHES = ["rare earth", '"earth rare"', "-earth", "zzzzzz", LONG_SEARCH]
RANKED = (8_000, 19_000, 30_000, 100_000)  # claims with a word that is ranked
COMMON_WORDS = """SELECT word FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS words (word, share)
    WHERE tablename = 'claims_claim' AND attname = 'search' AND word NOT LIKE 'ree:%%'
    ORDER BY abs(share * (SELECT reltuples FROM pg_class WHERE oid = 'claims_claim'::regclass) - %s), word LIMIT 1"""
HEADINGS = {"speaker": "speakers", "publisher": "speakers", "critic": "speakers", "topic": "topics"}
SEVERAL = (2, 4, 20)  # values of one of them
OTHERS = {"language": ["en", "de", "fr"], "wikidata": ["Q7747"], "role": ["owner"]}


class Values:
    """What the parameters are asked for."""

    def __init__(self, url: str):
        with psycopg.connect(url) as database:
            self.known = {name: _ends(database, sql) for name, sql in SQL.items()}
            self.words = [*SEARCHES, *_words(database)]
            slugs = {
                name: [slug for (slug,) in database.execute(f"{SQL[name]} LIMIT 100")]
                for name in set(HEADINGS.values())
            }
            ranked = [database.execute(COMMON_WORDS, [claims]).fetchone() for claims in RANKED]
        self.topics = ",".join(slugs["topics"])
        self.several = {name: [",".join(some[:most]) for most in SEVERAL] for name, some in slugs.items()}
        self.ranked = [*self.words, *dict.fromkeys(row[0] for row in ranked if row)]

    def of(self, resource: str, name: str, schema: dict[str, Any]) -> list[str]:
        schema = schema.get("items", schema)
        if name == "q":
            return self.words
        if name in OTHERS:
            return OTHERS[name]
        if "enum" in schema:
            return schema["enum"]
        match schema.get("type"), schema.get("format"):
            case "boolean", _:
                return ["true", "false"]
            case _, "date":
                return ["1900-01-01", "2020-02-24", "2024-12-01", "2100-01-01"]
            case _, "date-time":
                return ["2000-01-01T00:00:00Z", "2024-12-01T00:00:00Z", "2100-01-01T00:00:00Z"]
        values = self.known.get(TAKES.get(name, resource if name == "id" else "speakers"), [])
        more = [NOBODY] if schema.get("format") == "uuid" else []
        return [*values, *more, *([self.topics] if name == "topic" else [])]


def _ends(database: psycopg.Connection, sql: str) -> list[str]:
    """The first, another near it, and the last."""
    columns = sql.rpartition(" ORDER BY ")[2].removesuffix(" DESC, id").split(", ")
    reverse = (
        f"{sql.rpartition(' ORDER BY ')[0]} ORDER BY {columns[0]}{'' if ' DESC' in sql else ' DESC'}, id DESC"
    )
    asked = (f"{sql} LIMIT 1", f"{sql} OFFSET 1000 LIMIT 1", f"{reverse} LIMIT 1")
    rows = [database.execute(one).fetchone() for one in asked]  # type: ignore[arg-type]
    return list(dict.fromkeys(row[0] for row in rows if row))


def _words(database: psycopg.Connection) -> list[str]:
    """Two words of one claim, common ones and not so common ones."""
    texts = database.execute("SELECT text FROM claims_claim WHERE is_public ORDER BY id LIMIT 3").fetchall()
    pairs = [text.rstrip(".").lower().split() for (text,) in texts]
    return [f"{words[2]} {words[-1]}" for words in pairs]


def documented(address: str) -> dict[str, Any]:
    with urlopen(f"{address}/api/schema/?format=json", timeout=60) as answer:  # noqa: S310
        return json.load(answer)["paths"]


def addresses(paths: dict[str, Any], values: Values) -> list[str]:
    """All that are asked, each once."""
    found: dict[str, None] = {}
    for resource in LISTS:
        path = f"/api/v1/{resource}/"
        parameters = {one["name"]: one["schema"] for one in paths[path]["get"]["parameters"]}
        for query in _queries(resource, parameters, values):
            found[f"{path}?{urlencode(query)}"] = None
        for key in values.known.get(resource, ()):
            found[f"{path}{key}/"] = None
            found[f"{path}{key}/history/"] = None
            found[f"{path}{key}/?as_of=2026-01-01T00:00:00Z"] = None
        if f"{path}facets/" in paths:
            for query in ({}, *_singles(resource, parameters, values)):
                found[f"{path}facets/?{urlencode(query)}"] = None
    for query in ({}, {"resource": "topics"}, {"expand": "rows", "page_size": "200"}):
        found[f"/api/v1/changes/?{urlencode(query)}"] = None
    return list(found)


def _queries(resource: str, parameters: dict[str, Any], values: Values) -> Iterator[Query]:
    orderings = parameters["ordering"]["enum"]
    chance, singles = Random(resource), list(_singles(resource, parameters, values))
    expand = {"expand": ",".join(parameters["expand"]["items"]["enum"])} if "expand" in parameters else {}
    plain = [name for name in orderings if "relevance" not in name]
    yield {}
    yield {"page_size": "200"} | expand
    yield {"count": "true"}
    yield {"format": "csv"}
    yield {"format": "ndjson"}
    yield from ({"ordering": name, "page_size": size} for name in plain for size in ("1", "200"))
    for query in singles:
        yield query
        yield query | {"ordering": chance.choice(plain)}
        yield query | {"count": "true"}
    for number, wanted in ((2, PAIRS), (3, TRIPLES)):
        mixed = [
            q for q in combinations(singles, number) if len({name for one in q for name in one}) == number
        ]
        for several in chance.sample(mixed, min(wanted, len(mixed))):
            query = {name: value for one in several for name, value in one.items()}
            yield query | {"ordering": chance.choice(plain)}
    for words in values.ranked if len(plain) < len(orderings) else ():
        best = {"q": words, "ordering": "relevance"}
        yield from (best | {"page_size": "200"}, best | {"count": "true"})
        yield from (query | best | {"count": "true"} for query in chance.sample(singles, MIXED))
    for name in [name for name in HEADINGS if name in parameters]:
        for slugs in values.several[HEADINGS[name]]:
            for query in chance.sample(singles, MIXED):
                yield query | {name: slugs, "count": "true", "ordering": chance.choice(plain)}


def _singles(resource: str, parameters: dict[str, Any], values: Values) -> Iterator[Query]:
    for name, schema in parameters.items():
        if name not in NOT_ASKED:
            yield from ({name: value} for value in values.of(resource, name, schema))
