"""The limit: a bare WSGI application that sends hand-written SQL, prepared, and joins the JSON that PostgreSQL builds.

It checks nothing and knows no other question. What it answers is compared with the project's answer before anything is
measured. The JSON is built as one writes it by hand, with ``json_build_object``.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

import psycopg

CLAIMS, STATEMENTS, REBUTTALS, ARTICLES, SPEAKERS = (
    f"%(base)s::text || '/api/v1/{name}/' || {{}} || '/'"
    for name in ("claims", "statements", "rebuttals", "articles", "speakers")
)


def moment(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def speaker(alias: str, *, kind: bool) -> str:
    more = f", 'kind', {alias}.kind" if kind else ""
    url = SPEAKERS.format(f"{alias}.slug")
    return f"json_build_object('slug', {alias}.slug, 'url', {url}, 'name', {alias}.name{more})"


CLAIM = f"""
'id', c.id, 'url', {CLAIMS.format("c.id")}, 'text', c.text, 'language', c.language,
'speakers', ARRAY(
    SELECT DISTINCT ON (s.speaker_id, s.stance)
        json_build_object('slug', p.slug, 'name', p.name, 'kind', p.kind, 'stance', s.stance)
    FROM claims_statement s JOIN sources_speaker p ON p.id = s.speaker_id
    WHERE s.claim_id = c.id AND s.is_public ORDER BY s.speaker_id, s.stance, s.id LIMIT 20),
'topics', ARRAY(
    SELECT t.slug FROM claims_claimtopic l JOIN claims_topic t ON t.id = l.topic_id
    WHERE l.claim_id = c.id AND t.is_public ORDER BY t.slug LIMIT 50),
'first_said_on', c.first_said_on, 'first_said_on_precision', c.first_said_on_precision,
'about_article', CASE WHEN about.is_public THEN json_build_object(
    'id', about.id, 'url', {ARTICLES.format("about.id")}, 'title', nullif(about.title, '')) END,
'statement_count', c.statement_count, 'rebuttal_count', c.rebuttal_count, 'support_count', c.support_count"""
CLOSING = "'created_at', {}, 'updated_at', {}, 'version', {}.version"


def closing(alias: str) -> str:
    return CLOSING.format(moment(f"{alias}.created_at"), moment(f"{alias}.updated_at"), alias)


def provenance(alias: str) -> str:
    return f"""'provenance', json_build_object('recorded_at', {moment(f"{alias}.recorded_at")},
    'recorded_by', {alias}.recorded_by, 'method', {alias}.method, 'reviewed_by', nullif({alias}.reviewed_by, ''), 'reviewed_at', {moment(f"{alias}.reviewed_at")})"""


ARTICLE = f"""json_build_object('id', a.id, 'url', {ARTICLES.format("a.id")}, 'title', nullif(a.title, ''),
    'published_on', a.published_on, 'source_url', nullif(a.url, ''),
    'publisher', CASE WHEN o.id IS NOT NULL THEN {speaker("o", kind=False)} END)"""
QUOTE = """CASE WHEN s.anchor_status IS NOT NULL THEN
    json_build_object('exact', s.quote_exact, 'prefix', s.quote_prefix, 'suffix', s.quote_suffix) END"""
ANCHOR = f"""CASE WHEN s.anchor_status IS NOT NULL THEN
    json_build_object('status', s.anchor_status, 'start', s.quote_start, 'end', s.quote_end, 'unit', 'codepoint',
    'snapshot_sha256', x.sha256, 'captured_at', {moment("x.captured_at")}, 'text_available', x.text_state = 'held') END"""
STATEMENT = f"""json_build_object(
'id', s.id, 'url', {STATEMENTS.format("s.id")},
'claim', json_build_object('id', k.id, 'url', {CLAIMS.format("k.id")}, 'text', k.text),
'speaker', {speaker("p", kind=True)}, 'role_as_printed', nullif(s.role_as_printed, ''),
'affiliation', CASE WHEN f.id IS NOT NULL THEN {speaker("f", kind=False)} END,
'stance', s.stance, 'said_on', s.said_on, 'said_on_precision', s.said_on_precision, 'venue', nullif(s.venue, ''),
'article', {ARTICLE},
'chain', array_to_json(json_build_object('speaker', p.slug) || ARRAY(
    SELECT json_build_object('article', r.article_id, 'publisher', rp.slug) FROM claims_relay r
    JOIN sources_article ra ON ra.id = r.article_id LEFT JOIN sources_speaker rp ON rp.id = ra.publisher_id
    WHERE r.statement_id = s.id ORDER BY r.position, r.id) || json_build_object('article', a.id, 'publisher', o.slug)),
'fidelity', s.fidelity, 'attribution', s.attribution, 'hedge', nullif(s.hedge, ''),
'quote', {QUOTE}, 'anchor', {ANCHOR}, {provenance("s")}, {closing("s")})"""
STATEMENT_TABLES = """claims_statement s JOIN claims_claim k ON k.id = s.claim_id
JOIN sources_speaker p ON p.id = s.speaker_id JOIN sources_article a ON a.id = s.article_id
LEFT JOIN sources_speaker o ON o.id = a.publisher_id LEFT JOIN sources_speaker f ON f.id = s.affiliation_id
LEFT JOIN sources_snapshot x ON x.id = s.snapshot_id"""
REBUTTAL = f"""json_build_object(
'id', r.id, 'url', {REBUTTALS.format("r.id")}, 'relation', r.relation, 'ground', r.ground, 'basis', r.basis,
'target', json_build_object('type', 'claim', 'id', t.id, 'url', {CLAIMS.format("t.id")}, 'text', t.text),
'statement', json_build_object('id', s.id, 'url', {STATEMENTS.format("s.id")}, 'stance', s.stance),
'counter_claim', json_build_object('id', n.id, 'url', {CLAIMS.format("n.id")}, 'text', n.text),
'critic', {speaker("p", kind=True)}, 'said_on', s.said_on, 'said_on_precision', s.said_on_precision,
'article', {ARTICLE}, 'quote', {QUOTE}, 'anchor', {ANCHOR}, 'note', nullif(r.note, ''),
'rebuttal_count', r.rebuttal_count, {provenance("r")}, {closing("r")})"""
REBUTTAL_TABLES = """claims_rebuttal r JOIN claims_claim t ON t.id = r.target_claim_id
JOIN claims_statement s ON s.id = r.statement_id JOIN claims_claim n ON n.id = r.counter_claim_id
JOIN sources_speaker p ON p.id = r.critic_id JOIN sources_article a ON a.id = s.article_id
LEFT JOIN sources_speaker o ON o.id = a.publisher_id LEFT JOIN sources_snapshot x ON x.id = s.snapshot_id"""
ONE_CLAIM = f"""SELECT json_build_object({CLAIM},
'statements', ARRAY(SELECT {STATEMENT} FROM {STATEMENT_TABLES} WHERE s.claim_id = c.id AND s.is_public
    ORDER BY s.said_on NULLS LAST, s.id LIMIT 100), 'statements_url', %(base)s::text || '/api/v1/statements/?claim=' || c.id,
'rebuttals', ARRAY(SELECT {REBUTTAL} FROM {REBUTTAL_TABLES} WHERE r.target_claim_id = c.id AND r.is_public
    ORDER BY r.id LIMIT 100), 'rebuttals_url', %(base)s::text || '/api/v1/rebuttals/?claim=' || c.id,
'supports', ARRAY(SELECT 1 FROM claims_support u WHERE u.target_claim_id = c.id AND u.is_public LIMIT 100),
'supports_url', %(base)s::text || '/api/v1/supports/?claim=' || c.id, {provenance("c")}, {closing("c")})::text
FROM claims_claim c LEFT JOIN sources_article about ON about.id = c.about_article_id
WHERE c.id = %(key)s AND c.is_public"""


def claims(ids: str) -> str:
    """The statement for the page of claims whose ids the query gives, in its order."""
    return f"""
WITH page AS MATERIALIZED (SELECT id, row_number() OVER () AS n FROM ({ids} LIMIT 50) AS ids (id))
SELECT json_build_object({CLAIM}, {closing("c")})::text FROM page JOIN claims_claim c ON c.id = page.id
LEFT JOIN sources_article about ON about.id = c.about_article_id ORDER BY page.n"""


def filed(heading: str, table: str) -> str:
    return f"""SELECT e.claim_id FROM claims_claimentry e
WHERE e.{heading}_id = (SELECT id FROM {table} WHERE slug = %({heading})s)"""


FILED_ORDER = "ORDER BY e.created_at DESC, e.claim_id DESC"
ORDER = "ORDER BY c.created_at DESC, c.id DESC"
BY_SPEAKER = f"{filed('speaker', 'sources_speaker')} {FILED_ORDER}"
SEARCH = "FROM claims_claim c WHERE c.is_public AND c.search @@ ree_search_query(%(q)s)"
RANKED = f"""SELECT id FROM (SELECT id, floor(ts_rank(search, ree_search_query(%(q)s)) * 1000000)::int AS rank
FROM (SELECT c.id, c.search {SEARCH} {ORDER} LIMIT 10000) AS newest) AS ranked ORDER BY rank DESC, id DESC"""
# By the parameters given.
PAGES: dict[frozenset, str] = {
    frozenset(names.split()): sql
    for names, sql in {
        "": claims(f"SELECT c.id FROM claims_claim c WHERE c.is_public {ORDER}"),
        "speaker": claims(BY_SPEAKER),
        "speaker count": claims(BY_SPEAKER),
        "topic said_after said_before": claims(
            f"""{filed("topic", "claims_topic")} AND EXISTS (SELECT 1 FROM claims_statement s WHERE s.claim_id = e.claim_id
            AND s.is_public AND s.said_until >= %(said_after)s AND s.said_on <= %(said_before)s) {FILED_ORDER}"""
        ),
        "publisher rebutted": claims(
            f"""{filed("publisher", "sources_speaker")} AND EXISTS (
            SELECT 1 FROM claims_claim c WHERE c.id = e.claim_id AND c.rebuttal_count > 0) {FILED_ORDER}"""
        ),
        "q": claims(f"SELECT c.id {SEARCH} {ORDER}"),
        "q ordering": claims(RANKED),
        "cursor": claims(
            "SELECT c.id FROM claims_claim c WHERE c.is_public AND (c.created_at, c.id) < (%(created)s, %(pk)s) "
            f"{ORDER}"
        ),
        "critic ground": f"""
WITH page AS MATERIALIZED (SELECT id, row_number() OVER () AS n FROM (
    SELECT id FROM claims_rebuttal WHERE critic_id = (SELECT id FROM sources_speaker WHERE slug = %(critic)s)
    AND ground = %(ground)s AND is_public ORDER BY created_at DESC, id DESC LIMIT 50) AS ids)
SELECT {REBUTTAL}::text FROM page JOIN {REBUTTAL_TABLES.replace("claims_rebuttal r", "claims_rebuttal r ON r.id = page.id", 1)}
ORDER BY page.n""",
        "updated_since ordering": claims(
            "SELECT c.id FROM claims_claim c WHERE c.is_public AND c.updated_at >= %(updated_since)s "
            "ORDER BY c.updated_at, c.id"
        ),
    }.items()
}
COUNT = f"SELECT count(*) FROM (SELECT DISTINCT claim_id FROM ({BY_SPEAKER}) AS rows (claim_id) LIMIT 100001) AS counted"
local = threading.local()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    values: dict[str, Any] = dict(parse_qsl(environ["QUERY_STRING"]))
    values["base"] = f"http://{environ['HTTP_HOST']}"
    parts = environ["PATH_INFO"].split("/")
    if parts[4]:
        [(body,)] = _rows(ONE_CLAIM, values | {"key": parts[4]})
    else:
        names = frozenset(values) - {"base"}
        if "cursor" in names:
            values |= _place(values["cursor"])
        texts = [text for (text,) in _rows(PAGES[names], values)]
        count = f'"count": {_rows(COUNT, values)[0][0]}, ' if "count" in names else ""
        body = f'{{{count}"results": [{", ".join(texts)}]}}'
    answer = body.encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def _rows(sql: str, values: dict[str, Any]) -> list[tuple]:
    if not hasattr(local, "database"):
        local.database = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=2)
    return local.database.execute(sql, values).fetchall()


def _place(cursor: str) -> dict[str, str]:
    import json
    from base64 import urlsafe_b64decode

    _, _, created, pk = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return {"created": created, "pk": pk}
