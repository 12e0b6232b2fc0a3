"""A peer: FastAPI, asyncpg, orjson and hand-written SQL, one query for each table that a page needs."""

import os
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Iterable
from contextlib import asynccontextmanager
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from fastapi import FastAPI, Request, Response
from psycopg.conninfo import conninfo_to_dict

pool: Any = None
CLAIM = """SELECT c.id, c.text, c.language, c.first_said_on, c.first_said_on_precision, c.statement_count, c.rebuttal_count,
c.support_count, c.created_at, c.updated_at, c.version, a.id AS about_id, a.title AS about_title FROM claims_claim c
LEFT JOIN sources_article a ON a.id = c.about_article_id AND a.is_public WHERE """
NEWEST = "ORDER BY c.created_at DESC, c.id DESC LIMIT 51"
FILED = CLAIM + (
    "c.id IN (SELECT e.claim_id FROM claims_claimentry e WHERE e.{0}_id = (SELECT id FROM {1} WHERE slug = $1) "
    "ORDER BY e.created_at DESC, e.claim_id DESC LIMIT 51) ORDER BY c.created_at DESC, c.id DESC"
)
FILED_AND = CLAIM + (
    "c.id IN (SELECT e.claim_id FROM claims_claimentry e WHERE e.{0}_id = (SELECT id FROM {1} WHERE slug = $1) "
    "AND EXISTS ({2}) ORDER BY e.created_at DESC, e.claim_id DESC LIMIT 51) ORDER BY c.created_at DESC, c.id DESC"
)
BY_SPEAKER = FILED.format("speaker", "sources_speaker")
MATCHES = "c.is_public AND c.search @@ ree_search_query($1) "
RANKED = f"""c.id IN (SELECT id FROM (SELECT id, floor(ts_rank(search, ree_search_query($1)) * 1000000)::int AS rank
FROM (SELECT c.id, c.search FROM claims_claim c WHERE {MATCHES} ORDER BY c.created_at DESC, c.id DESC LIMIT 10000) n) r
ORDER BY rank DESC, id DESC LIMIT 51)"""
PAGES = {
    "": CLAIM + "c.is_public " + NEWEST,
    "speaker": BY_SPEAKER,
    "speaker count": BY_SPEAKER,
    "topic said_after said_before": FILED_AND.format(
        "topic", "claims_topic", "SELECT 1 FROM claims_statement s WHERE s.claim_id = e.claim_id AND s.is_public "
        "AND s.said_until >= $2 AND s.said_on <= $3",
    ),
    "publisher rebutted": FILED_AND.format(
        "publisher", "sources_speaker", "SELECT 1 FROM claims_claim k WHERE k.id = e.claim_id AND k.rebuttal_count > 0"
    ),
    "q": CLAIM + MATCHES + NEWEST,
    "q ordering": CLAIM + RANKED,
    "cursor": CLAIM + "c.is_public AND (c.created_at, c.id) < ($1, $2) " + NEWEST,
    "updated_since ordering": CLAIM + "c.is_public AND c.updated_at >= $1 ORDER BY c.updated_at, c.id LIMIT 51",
}  # fmt: skip
COUNT = """SELECT count(*) FROM (SELECT DISTINCT claim_id FROM claims_claimentry
WHERE speaker_id = (SELECT id FROM sources_speaker WHERE slug = $1) LIMIT 100001) n"""
SPEAKERS = """SELECT DISTINCT s.claim_id, s.speaker_id, s.stance, p.slug, p.name, p.kind FROM claims_statement s
JOIN sources_speaker p ON p.id = s.speaker_id WHERE s.claim_id = ANY ($1) AND s.is_public ORDER BY 1, 2, 3"""
TOPICS = """SELECT l.claim_id, t.slug FROM claims_claimtopic l JOIN claims_topic t ON t.id = l.topic_id
WHERE l.claim_id = ANY ($1) AND t.is_public ORDER BY 1, 2"""
STATEMENTS = """SELECT s.*, p.slug, p.name, p.kind, a.title, a.published_on, a.url, o.slug AS outlet, o.name AS outlet_name,
k.text FROM claims_statement s JOIN claims_claim k ON k.id = s.claim_id JOIN sources_speaker p ON p.id = s.speaker_id
JOIN sources_article a ON a.id = s.article_id LEFT JOIN sources_speaker o ON o.id = a.publisher_id
WHERE s.claim_id = $1 AND s.is_public ORDER BY s.said_on NULLS LAST, s.id LIMIT 100"""
RELAYS = """SELECT r.statement_id, r.article_id, o.slug FROM claims_relay r JOIN sources_article a ON a.id = r.article_id
LEFT JOIN sources_speaker o ON o.id = a.publisher_id WHERE r.statement_id = ANY ($1) ORDER BY r.position"""
REBUTTALS = """SELECT r.*, t.text AS target, n.text AS counter, p.slug, p.name, p.kind, s.stance, s.said_on,
s.said_on_precision, s.quote_exact, s.quote_prefix, s.quote_suffix, s.quote_start, s.quote_end, s.anchor_status,
a.id AS article_id, a.title, a.published_on, a.url, o.slug AS outlet, o.name AS outlet_name
FROM claims_rebuttal r JOIN claims_claim t ON t.id = r.target_claim_id JOIN claims_claim n ON n.id = r.counter_claim_id
JOIN claims_statement s ON s.id = r.statement_id JOIN sources_speaker p ON p.id = r.critic_id
JOIN sources_article a ON a.id = s.article_id LEFT JOIN sources_speaker o ON o.id = a.publisher_id WHERE r.is_public AND """
CRITICS = REBUTTALS + (
    "r.critic_id = (SELECT id FROM sources_speaker WHERE slug = $1) AND r.ground = $2 "
    "ORDER BY r.created_at DESC, r.id DESC LIMIT 51"
)
HIDDEN = {
    "search",
    "status",
    "withdrawn_at",
    "withdrawn_reason",
    "is_public",
    "published_at",
    "unpublished_at",
}


@asynccontextmanager
async def opened(app: FastAPI) -> Any:
    global pool
    at = conninfo_to_dict(os.environ["DATABASE_URL"])
    pool = await asyncpg.create_pool(
        host=at["host"], port=at["port"], user=at["user"], database=at["dbname"], min_size=1, max_size=8
    )
    yield
    await pool.close()


application = FastAPI(lifespan=opened)


def answered(request: Request, content: Any) -> Response:
    body = orjson.dumps(content, default=str)  # asyncpg has UUIDs of its own
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, media_type="application/json", headers={"ETag": etag})


async def with_relations(database: Any, base: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
    ids = [row["id"] for row in rows]
    speakers, topics = defaultdict(list), defaultdict(list)
    for s in await database.fetch(SPEAKERS, ids):
        speakers[s["claim_id"]].append({name: s[name] for name in ("slug", "name", "kind", "stance")})
    for t in await database.fetch(TOPICS, ids):
        topics[t["claim_id"]].append(t["slug"])
    found = []
    for row in rows:
        claim = dict(row)
        about, title = claim.pop("about_id"), claim.pop("about_title")
        claim["url"] = f"{base}claims/{claim['id']}/"
        claim["about_article"] = about and {
            "id": about,
            "url": f"{base}articles/{about}/",
            "title": title or None,
        }
        claim["speakers"], claim["topics"] = speakers[claim["id"]][:20], topics[claim["id"]]
        found.append(claim)
    return found


def values_of(query: dict[str, str]) -> list[Any]:
    values: list[Any] = []
    for name, text in query.items():
        if name == "cursor":
            _, _, created, pk = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            values += [datetime.fromisoformat(created), UUID(pk)]
        elif name in {"said_after", "said_before"}:
            values.append(date.fromisoformat(text))
        elif name == "updated_since":
            values.append(datetime.fromisoformat(text))
        elif name not in {"ordering", "count", "rebutted"}:
            values.append(text)
    return values


@application.get("/api/v1/claims/")
async def claims(request: Request) -> Response:
    query = dict(request.query_params)
    async with pool.acquire() as database:
        rows = await database.fetch(PAGES[" ".join(query)], *values_of(query))
        content: dict[str, Any] = {
            "next": "…" if len(rows) > 50 else None,
            "results": await with_relations(database, f"{request.base_url}api/v1/", rows[:50]),
        }
        if "count" in query:
            content["count"] = await database.fetchval(COUNT, query["speaker"])
    return answered(request, content)


def shown(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in HIDDEN}


@application.get("/api/v1/claims/{key}/")
async def claim(request: Request, key: UUID) -> Response:
    async with pool.acquire() as database:
        [found] = await with_relations(
            database,
            f"{request.base_url}api/v1/",
            await database.fetch(CLAIM + "c.id = $1 AND c.is_public", key),
        )
        statements = [shown(row) for row in await database.fetch(STATEMENTS, key)]
        chains = defaultdict(list)
        for relay in await database.fetch(RELAYS, [s["id"] for s in statements]):
            chains[relay["statement_id"]].append({"article": relay["article_id"], "publisher": relay["slug"]})
        found["statements"] = [s | {"chain": chains[s["id"]]} for s in statements]
        rebuttals = await database.fetch(REBUTTALS + "r.target_claim_id = $1 ORDER BY r.id LIMIT 100", key)
        found["rebuttals"] = [shown(row) for row in rebuttals]
    return answered(request, found)


@application.get("/api/v1/rebuttals/")
async def rebuttals(request: Request, critic: str, ground: str) -> Response:
    async with pool.acquire() as database:
        rows = await database.fetch(CRITICS, critic, ground)
    return answered(
        request, {"next": "…" if len(rows) > 50 else None, "results": [shown(row) for row in rows[:50]]}
    )
