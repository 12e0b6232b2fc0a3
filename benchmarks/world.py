"""A made-up world of N claims, the same every time, written by COPY.

Few speakers, topics and outlets have most of the claims (Zipf); dates come in bursts or are missing; 40 % of the claims
are rebutted; one in seven is not in English; some quotes are long; "rare earth" is in every claim. Triggers are off while it is written, so what they
would keep (counters, visibility, search vectors) is worked out here.
"""

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import psycopg

START = datetime(2015, 1, 1, tzinfo=UTC)
LANGUAGES = ["en"] * 6 + ["de"]
KINDS = ["person"] * 7 + ["organization"] * 2 + ["publication"]
STANCES = ["asserts"] * 6 + ["denies", "questions", "concedes", "proposes", "predicts"]
FIDELITIES = ["paraphrase"] * 3 + ["partial_quote"] * 2 + ["verbatim"]
RELATIONS = ["rebuts", "undermines", "undercuts", "qualifies", "corrects"]
GROUNDS = ["feasibility"] * 4 + [
    "legal",
    "security",
    "missing_evidence",
    "contrary_evidence",
    "scale",
    "motive",
]
SYLLABLES = [
    "ra",
    "mi",
    "tor",
    "nel",
    "ga",
    "sko",
    "ve",
    "lin",
    "dor",
    "ka",
    "pe",
    "zun",
    "ho",
    "bri",
    "el",
    "an",
]
REVIEWED = ["published", "curated", "curator-1", "reviewer-1"]
REVIEW_COLUMNS = "status, method, recorded_by, reviewed_by, recorded_at, reviewed_at, is_public, published_at, withdrawn_reason"
MIX = (1 << 64) - 1


def mixed(number: int, salt: int) -> int:
    """A 64-bit hash (splitmix64): the world's only source of chance."""
    x = (number * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9) & MIX
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MIX
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MIX
    return x ^ (x >> 31)


class Zipf:
    """Ranks 0 … size - 1, rank r drawn with a weight of 1 / (r + 3)."""

    def __init__(self, size: int):
        self.sums = list(accumulate(1 / (rank + 3) for rank in range(size)))

    def draw(self, number: int, salt: int) -> int:
        return bisect(self.sums, mixed(number, salt) / MIX * self.sums[-1] * 0.999999)


class World:
    """Sizes and draws of a world of `claims` claims."""

    def __init__(self, claims: int):
        self.claims = claims
        self.speakers, self.topics, self.outlets = max(claims // 50, 50), 200, 300
        self.articles = max(claims // 5, 10)
        self.outlets = min(self.outlets, self.speakers // 2)
        self.speaker, self.topic, self.outlet = Zipf(self.speakers), Zipf(self.topics), Zipf(self.outlets)
        self.words = Zipf(8000)
        self.phrases = [
            " ".join(self.word(self.words.draw(i * 8 + k, 40)) for k in range(5)) for i in range(20_000)
        ]
        self.seconds = 10 * 365 * 86_400 // claims or 1

    def word(self, rank: int) -> str:
        return "".join(SYLLABLES[(rank >> shift) & 15] for shift in (0, 4, 8, 12)[: 2 + rank // 200 % 3])

    def text(self, number: int, salt: int, phrases: int) -> str:
        """So many phrases of five words each."""
        chance = mixed(number, salt)
        return " ".join(self.phrases[(chance >> 7 * i) % 20_000] for i in range(phrases)).capitalize() + "."

    def proposition(self, number: int) -> str:
        return f"Rare earth: {self.text(number, 41, 2 + number % 3)}"

    def moment(self, number: int) -> datetime:
        """When a claim was recorded: in bursts of seven at the same microsecond."""
        return START + timedelta(seconds=(number - number % 7) * self.seconds)

    def id(self, number: int, kind: int) -> str:
        """A UUIDv7 of the moment, in the order of the numbers."""
        stamp = int(self.moment(number).timestamp() * 1000)
        tail = mixed(number, kind) & 0xFFFFFFFFFFFF
        return f"{stamp >> 16:08x}-{stamp & 0xFFFF:04x}-7{number % 7:01x}{kind:02x}-8{number & 0xFFF:03x}-{tail:012x}"

    def said_on(self, number: int) -> date | None:
        """Missing for three in ten; one in five on one of a few busy days."""
        chance = mixed(number, 11) % 10
        if chance < 3:
            return None
        if chance < 5:
            return date(2020 + number % 5, 2, 24)
        return date(2015, 1, 1) + timedelta(days=mixed(number, 12) % 3650)

    def statements(self, claim: int) -> range:
        """Serial numbers of a claim's statements: one, two or three; on average 1.6."""
        first = claim * 8 // 5
        return range(first, (claim + 1) * 8 // 5)

    def rebuttals(self, claim: int) -> int:
        """How many counter-claims a claim has: none for six in ten."""
        chance = mixed(claim, 21) % 10
        return 0 if chance < 6 else 1 + chance % 3


def review(moment: datetime) -> list[Any]:
    return [*REVIEWED, moment, moment, True, moment, ""]


def speakers(world: World) -> Iterator[list[Any]]:
    for i in range(world.speakers):
        kind = "publication" if i < world.outlets else KINDS[mixed(i, 1) % 10]
        name = f"{world.word(mixed(i, 2) % 8000)} {world.word(mixed(i, 3) % 8000)}".title()
        yield [i + 1, START, START, f"speaker-{i + 1}", name, kind, True, START, 1]


def articles(world: World) -> Iterator[list[Any]]:
    for i in range(world.articles):
        moment = world.moment(i * 5)
        outlet = world.outlet.draw(i, 31) + 1
        published = None if mixed(i, 32) % 5 == 0 else moment.date()
        yield [world.id(i * 5, 1), moment, moment, world.text(i, 33, 2), f"https://example.org/{i}", outlet, published,
               LANGUAGES[i % 7], "commentary" if i % 3 else "report", *review(moment)]  # fmt: skip


def claims(world: World) -> Iterator[list[Any]]:
    for i in range(world.claims):
        dates = [d for d in map(world.said_on, world.statements(i)) if d]
        moment = world.moment(i)
        yield [world.id(i, 2), moment, moment, world.proposition(i), LANGUAGES[i % 7], min(dates, default=None),
               "day" if dates else None, len(world.statements(i)), world.rebuttals(i), 0, *review(moment)]  # fmt: skip


def claim_topics(world: World) -> Iterator[list[Any]]:
    for i in range(world.claims):
        for topic in {world.topic.draw(i, 51), world.topic.draw(i, 52)}:
            yield [world.id(i, 2), topic + 1]


def statements(world: World) -> Iterator[list[Any]]:
    for i in range(world.claims):
        moment = world.moment(i)
        for n in world.statements(i):
            day = world.said_on(n)
            article = mixed(n, 61) % world.articles
            quote = world.text(n, 62, 8 if n % 50 == 0 else 1)
            yield [world.id(n * 5 // 8, 3 + n % 3), moment, moment, world.id(i, 2), world.speaker.draw(n, 63) + 1,
                   world.id(article * 5, 1), STANCES[mixed(n, 64) % 11], day, day and "day", FIDELITIES[n % 6], "explicit",
                   quote, 100, 100 + len(quote), "exact", world.id(article * 5, 9), *review(moment)]  # fmt: skip


def snapshots(world: World) -> Iterator[list[Any]]:
    for i in range(world.articles):
        moment = world.moment(i * 5)
        yield [world.id(i * 5, 9), moment, moment, world.id(i * 5, 1), "never_held", f"{mixed(i, 71):064x}", 9000, 1, moment,
               "manual", "curator-1"]  # fmt: skip


def statement_id(world: World, n: int) -> str:
    return world.id(n * 5 // 8, 3 + n % 3)


def relays(world: World) -> Iterator[list[Any]]:
    for n in range(0, world.claims * 8 // 5, 3):
        article, other = mixed(n, 61) % world.articles, mixed(n, 81) % world.articles
        if article != other:
            yield [statement_id(world, n), world.id(other * 5, 1), 0]


def rebuttals(world: World) -> Iterator[list[Any]]:
    serial = 0
    for i in range(world.claims):
        moment = world.moment(i)
        for k in range(world.rebuttals(i)):
            counter = (i + 1 + mixed(i, 91) % (world.claims // 2) + k * 7) % world.claims
            n = world.statements(counter)[0]
            yield [world.id(i, 20 + k), moment, moment, statement_id(world, n), world.id(i, 2), world.id(counter, 2),
                   world.speaker.draw(n, 63) + 1, world.said_on(n), RELATIONS[mixed(serial, 92) % 5],
                   GROUNDS[mixed(serial, 93) % 10], "stated", *review(moment)]  # fmt: skip
            serial += 1


TABLES = [
    ("sources_speaker", "id, created_at, updated_at, slug, name, kind, is_public, published_at, public_uses", speakers),
    ("sources_article", f"id, created_at, updated_at, title, url, publisher_id, published_on, language, kind, {REVIEW_COLUMNS}", articles),
    ("sources_snapshot", "id, created_at, updated_at, article_id, text_state, sha256, length, canonical_version, captured_at, method, captured_by", snapshots),
    ("claims_claim", "id, created_at, updated_at, text, language, first_said_on, first_said_on_precision, statement_count, "
     f"rebuttal_count, support_count, {REVIEW_COLUMNS}", claims),
    ("claims_claimtopic", "claim_id, topic_id", claim_topics),
    ("claims_statement", "id, created_at, updated_at, claim_id, speaker_id, article_id, stance, said_on, said_on_precision, "
     f"fidelity, attribution, quote_exact, quote_start, quote_end, anchor_status, snapshot_id, {REVIEW_COLUMNS}", statements),
    ("claims_relay", "statement_id, article_id, position", relays),
    ("claims_rebuttal", "id, created_at, updated_at, statement_id, target_claim_id, counter_claim_id, critic_id, said_on, relation, "
     f"ground, basis, {REVIEW_COLUMNS}", rebuttals),
]  # fmt: skip

DERIVED = """
INSERT INTO claims_topic (id, slug, name, is_public, public_uses, published_at)
    SELECT i, 'topic-' || i, 'Topic ' || i, true, 1, now() FROM generate_series(1, 200) i;
UPDATE sources_speaker s SET claim_count = n FROM
    (SELECT speaker_id, count(DISTINCT claim_id) AS n FROM claims_statement GROUP BY 1) c WHERE c.speaker_id = s.id;
UPDATE sources_speaker s SET rebuttal_count = n FROM
    (SELECT critic_id, count(*) AS n FROM claims_rebuttal GROUP BY 1) c WHERE c.critic_id = s.id;
UPDATE claims_topic t SET claim_count = n FROM
    (SELECT topic_id, count(*) AS n FROM claims_claimtopic GROUP BY 1) c WHERE c.topic_id = t.id;
SELECT ree_file_claims(ARRAY(SELECT id FROM claims_claim));
"""


def fill(connection: psycopg.Connection, size: int) -> None:
    """Fill the migrated, empty database of the connection with a world of `size` claims."""
    made = World(size)
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("SET LOCAL statement_timeout = 0")
    for table, columns, rows in TABLES:
        with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows(made):
                copy.write_row(row)
    connection.execute(
        "UPDATE claims_statement s SET search = ree_search_vector(c.language, c.text || E'\\n' || s.quote_exact) "
        "FROM claims_claim c WHERE c.id = s.claim_id"
    )
    for command in DERIVED.split(";\n"):
        if command.strip():
            connection.execute(command)
    connection.execute("SET LOCAL session_replication_role = origin")
