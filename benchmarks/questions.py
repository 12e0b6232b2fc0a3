"""The questions that are measured, each as a path of the API with the values that a world of any size can give."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psycopg

FEW = 12  # claims of the speaker who has few, and claims that hold the rare pair of words


@dataclass(frozen=True)
class Question:
    """What is asked: of the list `resource`, or of one object of it; `held` means that the asker has the answer already."""

    name: str
    title: str
    resource: str
    query: dict[str, str]
    key: str = ""
    held: bool = False

    @property
    def path(self) -> str:
        head = f"/api/v1/{self.resource}/" + (f"{self.key}/" if self.key else "")
        return f"{head}?{urlencode(self.query)}" if self.query else head


def questions(url: str) -> list[Question]:
    """All questions over the world in the database at `url`."""
    with psycopg.connect(url) as database:

        def first(sql: str, *values: Any) -> Any:
            row = database.execute(sql, values).fetchone()
            assert row, sql
            return row[0]

        claims = first("SELECT count(*) FROM claims_claim")
        speaker = "SELECT slug FROM sources_speaker WHERE claim_count > 0 ORDER BY {} LIMIT 1"
        heavy, rare = (
            first(speaker.format(by)) for by in ("claim_count DESC", f"abs(claim_count - {FEW}), id")
        )
        outlet = first(
            "SELECT s.slug FROM sources_speaker s JOIN sources_article a ON a.publisher_id = s.id "
            "GROUP BY s.slug ORDER BY count(*) DESC LIMIT 1"
        )
        topic = first("SELECT slug FROM claims_topic ORDER BY claim_count DESC LIMIT 1 OFFSET 2")
        critic = first("SELECT slug FROM sources_speaker ORDER BY rebuttal_count DESC LIMIT 1")
        much_said = first(
            "SELECT id::text FROM claims_claim WHERE statement_count > 1 ORDER BY rebuttal_count DESC, id LIMIT 1"
        )
        since = first(
            "SELECT updated_at FROM claims_claim ORDER BY created_at DESC OFFSET %s LIMIT 1", claims // 20
        )
        pair = _rare_pair(database)
        deep = first("SELECT count(*) / 2 FROM claims_claim")
        cursor = _cursor_at(database, deep)
    newest: dict[str, str] = {}
    return [
        Question("Q1", "newest 50 claims", "claims", newest),
        Question("Q2", "by a heavy speaker", "claims", {"speaker": heavy}),
        Question("Q3", "by a rare speaker", "claims", {"speaker": rare}),
        Question(
            "Q4", "by topic and date range", "claims",
            {"topic": topic, "said_after": "2020-01-01", "said_before": "2022-12-31"},
        ),
        Question("Q5", "rebutted claims of one publisher", "claims", {"publisher": outlet, "rebutted": "true"}),
        Question("Q6a", "search: two words that are in every claim, newest first", "claims", {"q": "rare earth"}),
        Question("Q6b", "search: two rare words, newest first", "claims", {"q": pair}),
        Question(
            "Q6c", "search: two words that are in every claim, by relevance", "claims",
            {"q": "rare earth", "ordering": "relevance"},
        ),
        Question("Q6d", "search: two rare words, by relevance", "claims", {"q": pair, "ordering": "relevance"}),
        Question("Q7", "one claim with all that is embedded", "claims", {}, key=much_said),
        Question("Q8", f"the page after row {deep:,}", "claims", {"cursor": cursor}),
        Question("Q9", "rebuttals by critic and ground", "rebuttals", {"critic": critic, "ground": "feasibility"}),
        Question("Q10", "newest 50 claims, held already", "claims", newest, held=True),
        Question(
            "Q11", "changed since", "claims",
            {"updated_since": since.strftime("%Y-%m-%dT%H:%M:%SZ"), "ordering": "updated"},
        ),
        Question("Q12", "by a heavy speaker, counted", "claims", {"speaker": heavy, "count": "true"}),
    ]  # fmt: skip


def _rare_pair(database: psycopg.Connection) -> str:
    """Two words of one claim that few claims hold together, always the same for a world."""
    texts = database.execute(
        "SELECT text FROM claims_claim WHERE language = 'de' ORDER BY id LIMIT 300"
    ).fetchall()
    best: tuple[int, str] = (1 << 30, "")
    for (text,) in texts:
        words = text.rstrip(".").split()[2:]
        pair = f"{words[1].lower()} {words[-1].lower()}"
        row = database.execute(
            "SELECT count(*) FROM claims_claim WHERE is_public AND search @@ ree_search_query(%s)", [pair]
        ).fetchone()
        assert row
        best = min(best, (abs(row[0] - FEW), pair))
        if best[0] == 0:
            break
    return best[1]


def _cursor_at(database: psycopg.Connection, depth: int) -> str:
    """The cursor that the API gives out beside that row, newest first."""
    row = database.execute(
        "SELECT created_at, id FROM claims_claim WHERE is_public ORDER BY created_at DESC, id DESC OFFSET %s LIMIT 1",
        [depth - 1],
    ).fetchone()
    assert row
    text = json.dumps(["-created", "n", row[0].isoformat(), str(row[1])], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
