"""Worlds to ask questions of: the sample dataset, and a generated one in which everything occurs that the model allows.

Both are lines as in dataset files. `inserted` puts a world into the database, by ways that use the triggers.
"""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic, TopicSlug
from sources.models import Affiliation, Article, ArticleAuthor, Citation, Snapshot, Speaker, SpeakerSlug

from .oracle.parameters import TARGETS
from .oracle.world import SLUGGED, Line, World

DATA = Path(__file__).resolve().parent.parent / "data"
MODELS = {
    "topic": Topic, "speaker": Speaker, "article": Article, "affiliation": Affiliation, "citation": Citation,
    "snapshot": Snapshot, "claim": Claim, "statement": Statement, "rebuttal": Rebuttal, "support": Support,
}  # fmt: skip
NAMED_BY_SLUG = {"speaker", "organization", "publisher", "affiliation"}
NAMED_BY_ID = {"article", "cited", "claim", "statement", "snapshot", "about_article", "syndicated_from"} | {
    f"target_{kind}" for kind in TARGETS
}
START = datetime(2026, 1, 1, tzinfo=UTC)


def sample() -> World:
    files = [DATA / f"{type_}s.ndjson" for type_ in MODELS]
    return World(json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())


# --- Into the database ---------------------------------------------------------------------------------------


@contextmanager
def inserted(world: World) -> Iterator[World]:
    """The world in the database, for a while.

    Withdrawn rows are published at first, and every other published one is a draft until all are there: what is public
    and what it counts has then been spread by the triggers in both directions.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        insert(world)
        cursor.execute("ANALYZE")  # a table that autovacuum saw emptied is planned for as if it had no row
        yield world
        transaction.set_rollback(True)


def insert(world: World) -> None:
    pks: dict[str, int] = {}
    for type_, model in MODELS.items():
        lines = list(world.rows.get(type_, {}).values())
        for layer in layers(lines):
            rows = model.objects.bulk_create([model(**columns(line, n, pks)) for n, line in enumerate(layer)])
            if type_ in SLUGGED:
                pks |= {f"{type_} {row.slug}": row.pk for row in rows}
        link(type_, lines, pks)
    for type_, model in (("topic", TopicSlug), ("speaker", SpeakerSlug)):
        names = world.former.get(type_, {}).items()
        model.objects.bulk_create(
            model(slug=was, **{f"{type_}_id": pks[f"{type_} {now}"]}) for was, now in names
        )
    for type_ in ("support", "rebuttal", "statement", "claim", "article"):
        review(type_, list(world.rows.get(type_, {}).values()))


def layers(lines: list[Line]) -> Iterator[list[Line]]:
    """All at once, but rebuttals of rebuttals after those, and what was merged after what it is a part of."""
    while lines:
        waiting = {line.get("id") or line.get("slug") for line in lines}
        layer = [
            line for line in lines if not {line.get("target_rebuttal"), line.get("merged_into")} & waiting
        ]
        yield layer
        given = {id(line) for line in layer}
        lines = [line for line in lines if id(line) not in given]


def columns(line: Line, number: int, pks: dict[str, int]) -> dict[str, Any]:
    """The line as arguments of its model; many rows share a moment of creation, which is not in the order of ids."""
    made: dict[str, Any] = {"created_at": START + timedelta(hours=number * 37 % 23)}
    for name, value in line.items():
        if name in NAMED_BY_SLUG:
            made[f"{name}_id"] = pks[f"speaker {value}"]
        elif name in NAMED_BY_ID:
            made[f"{name}_id"] = value
        elif name == "merged_into":
            made[f"{name}_id"] = pks.get(f"speaker {value}", value)
        elif name not in {"type", "authors", "topics", "via", "broader"}:
            made[name] = value
    if line["type"] == "snapshot":
        made["text_state"] = "never_held"
    if line.get("status") == "withdrawn":
        made |= {"status": "published", "withdrawn_at": None, "withdrawn_reason": ""}
    elif line.get("status") == "published" and number % 2 and "merged_into" not in line:
        made["status"] = "draft"
    return made


def link(type_: str, lines: list[Line], pks: dict[str, int]) -> None:
    """What the lines say in other tables, and of rows of their own type."""
    for line in lines:
        if "broader" in line:
            Topic.objects.filter(slug=line["slug"]).update(broader=pks[f"topic {line['broader']}"])
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article_id=line["id"], speaker_id=pks[f"speaker {slug}"], position=position)
        for line in lines
        for position, slug in enumerate(line.get("authors", []))
    )
    ClaimTopic.objects.bulk_create(
        ClaimTopic(claim_id=line["id"], topic_id=pks[f"topic {slug}"])
        for line in lines
        for slug in line.get("topics", [])
    )
    Relay.objects.bulk_create(
        Relay(statement_id=line["id"], article_id=article, position=position)
        for line in lines
        for position, article in enumerate(line.get("via", []))
    )


def review(type_: str, lines: list[Line]) -> None:
    """Publish what is still a draft, and withdraw what was published too soon, one row at a time."""
    rows = MODELS[type_].objects
    for line in lines:
        if line["status"] == "withdrawn":
            names = ("status", "withdrawn_at", "withdrawn_reason")
            rows.filter(pk=line["id"]).update(**{name: line[name] for name in names})
    rows.filter(pk__in=[line["id"] for line in lines if line["status"] == "published"]).update(
        status="published"
    )


# --- A generated world ---------------------------------------------------------------------------------------

WORDS = {
    "en": "lithium cobalt graphite tungsten gallium yttrium scandium tariff permafrost smelter railway monazite zirconium",
    "en-GB": "aluminium harbour sulphur lithium tungsten",
    "de": "Förderung Bergwerk Lagerstätte Genehmigung lithium cobalt",
    "fr": "gisement raffinage étude lithium quotas",
    "ru": "добыча лити завод lithium",
}
TOPICS = [
    "mining",
    "processing",
    "sanctions",
    "recycling",
    "magnets",
    "geology",
    "finance",
    "diplomacy",
    "transport",
    "energy",
    "batteries",
    "labour",
]
FIRST, LAST = ("Ada", "Boris", "Chloé", "Dmitri", "Emma"), ("Brandt", "Ivanov", "Müller", "Okafor", "Quist")
ARGUMENTS = ("feasibility", "legal", "scale", "motive", "overstated")
ABOUT_ARTICLES = ("omission", "shallow", "framing", "overstated")


class Generator:
    """Lines made by a fixed sequence of chances: the same on every machine."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lines: list[Line] = []
        self.keys: set[tuple] = set()

    def world(self) -> World:
        """A few hundred lines."""
        self.topics()
        self.speakers()
        self.articles = [self.article(n) for n in range(30)]
        self.unnamed = [self.unnamed_group(n) for n in range(4)]
        for n in range(40):
            self.affiliation(n)
        for _ in range(60):
            self.citation()
        self.snapshots = [self.snapshot() for _ in range(20)]
        self.claims = [self.claim(n) for n in range(60)]
        self.statements: list[Line] = []
        for _ in range(330):
            self.statement()
        self.rebuttals: list[str] = []
        for _ in range(260):
            self.edge("rebuttal")
        for _ in range(140):
            self.edge("support")
        former = {
            "speaker": {
                "ada-of-old": self.people[0],
                "ada-of-older": self.people[0],
                "merged-of-old": "merged-1",
            },
            "topic": {"mines": "mining", "refining": "processing"},
        }
        return World(self.lines, former)

    def add(self, type_: str, **fields: Any) -> str:
        """A line without the absent fields; its key."""
        line = {"type": type_} | {
            name: value for name, value in fields.items() if value not in (None, "", [])
        }
        self.lines.append(line)
        return line["slug" if type_ in SLUGGED else "id"]

    def id(self) -> str:
        h = f"{self.random.getrandbits(128):032x}"
        return f"{h[:8]}-{h[8:12]}-7{h[13:16]}-8{h[17:20]}-{h[20:]}"

    def maybe(self, chance: float, value: Any) -> Any:
        return value if self.random.random() < chance else None

    def some(self, values: list[str], most: int) -> list[str]:
        return self.random.sample(values, self.random.randint(0, most))

    def day(self) -> str:
        return (date(2024, 1, 1) + timedelta(days=self.random.randrange(500))).isoformat()

    def reviewed(self) -> dict[str, Any]:
        status = self.random.choices(["published", "draft", "withdrawn"], [92, 4, 4])[0]
        moment = "2026-01-01T00:00:00Z"
        fields = {"status": status, "method": "curated", "recorded_by": "curator-9", "recorded_at": moment}
        if status != "draft":
            fields |= {"reviewed_by": "reviewer-9", "reviewed_at": moment}
        if status == "withdrawn":
            fields |= {"withdrawn_at": moment, "withdrawn_reason": "Recorded twice."}
        return fields

    def topics(self) -> None:
        for number, slug in enumerate(TOPICS):
            name = slug.title() if number % 5 else "Supply"
            self.add("topic", slug=slug, name=name, broader=TOPICS[(number - 1) // 2] if number > 1 else None)
        self.add("topic", slug="unused", name="Nothing")

    def speakers(self) -> None:
        names = [f"{first} {last}" for first in FIRST for last in LAST[:4]]
        self.people = [
            self.add(
                "speaker", slug=f"person-{n}", name=name if n % 6 else "Ada Brandt", kind="person",
                aliases=[f"alias {LAST[-1]}"] if n % 3 else None, wikidata=self.maybe(0.3, f"Q{n + 1}"),
            )
            for n, name in enumerate(names)
        ]  # fmt: skip
        self.organizations = [
            self.add("speaker", slug=f"company-{n}", name=f"Company {n}", kind="organization")
            for n in range(6)
        ]
        self.publications = [
            self.add("speaker", slug=f"paper-{n}", name=f"Paper {n}", kind="publication") for n in range(5)
        ]
        self.groups = [self.add("speaker", slug="miners", name="Miners' union", kind="group")]
        self.add("speaker", slug="silent", name="Silent", kind="person")
        for n in range(2):
            self.add("speaker", slug=f"merged-{n}", name="Merged", kind="person", merged_into=self.people[n])
        self.add("speaker", slug="merged-twice", name="Merged", kind="person", merged_into="merged-1")

    def unnamed_group(self, number: int) -> str:
        article = self.articles[number + 1]
        return self.add(
            "speaker", slug=f"critics-{number}", name="Critics", kind="group", named=False, article=article
        )

    def article(self, number: int) -> str:
        language = self.random.choice(list(WORDS))
        return self.add(
            "article", id=self.id(), title=self.maybe(0.8, " ".join(self.some(WORDS[language].split(), 3))),
            url=self.maybe(0.6, f"https://example.org/{number}"),
            publisher=self.maybe(0.85, self.random.choice(self.publications)), authors=self.some(self.people[:9], 3),
            published_on=self.maybe(0.75, self.day()), language=language,
            kind=self.random.choice(["report", "commentary", "opinion", "interview"]), **self.reviewed(),
        )  # fmt: skip

    def affiliation(self, number: int) -> None:
        role = self.random.choice(["owner", "Owner", "director", "envoy"])
        self.add(
            "affiliation", id=self.id(), speaker=self.people[number % 16], role=role,
            organization=self.random.choice(self.organizations[:4]), start_date=f"20{10 + number // 16}-01-0{1 + number % 9}",
        )  # fmt: skip

    def fresh(self, *key: Any) -> bool:
        """Whether these have not occurred together before."""
        known = key in self.keys
        self.keys.add(key)
        return not known

    def citation(self) -> None:
        article, cited = self.random.sample(self.articles, 2)
        relation = self.random.choice(["reviews", "reviews", "reports", "quotes"])
        if self.fresh("citation", article, cited, relation):
            self.add("citation", id=self.id(), article=article, cited=cited, relation=relation)

    def snapshot(self) -> tuple[str, str]:
        """A snapshot and its article."""
        article, sha256 = self.random.choice(self.articles), f"{self.random.getrandbits(256):064x}"
        made = self.add(
            "snapshot", id=self.id(), article=article, sha256=sha256, length=4000, canonical_version=1,
            captured_at="2026-01-01T00:00:00Z", method="manual", captured_by="curator-9",
        )  # fmt: skip
        return made, article

    def claim(self, number: int) -> str:
        language = self.random.choice(["en", "en", *WORDS])
        return self.add(
            "claim", id=self.id(), text=" ".join(["x", *self.some(WORDS[language].split(), 4)]), language=language,
            about_article=self.maybe(0.2, self.random.choice(self.articles)), topics=sorted(self.some(TOPICS, 3)),
            merged_into=self.claims_so_far[number % 7] if number % 12 == 11 else None, **self.reviewed(),
        )  # fmt: skip

    @property
    def claims_so_far(self) -> list[str]:
        return [line["id"] for line in self.lines if line["type"] == "claim"]

    def said(self) -> dict[str, Any]:
        """A date of any precision, or none."""
        day, precision = self.day(), self.random.choice(["day", "day", "month", "year", None])
        first = {"day": day, "month": f"{day[:8]}01", "year": f"{day[:4]}-01-01", None: None}[precision]
        return {"said_on": first, "said_on_precision": precision}

    def statement(self) -> None:
        snapshot, article = self.maybe(0.5, self.random.choice(self.snapshots)) or (
            None,
            self.random.choice(self.articles),
        )
        claim = self.random.choice(self.claims[:40] if self.random.random() < 0.8 else self.claims)
        speakers = [
            *self.people[:8] * 3,
            *self.people[8:],
            *self.organizations,
            *self.publications,
            *self.groups,
        ]
        speaker = self.random.choice(speakers + self.unnamed)
        stance = self.random.choice(
            ["asserts", "asserts", "denies", "denies", "questions", "concedes", "proposes", "predicts"]
        )
        if not self.fresh(claim, speaker, article, stance):
            return
        via = [a for a in self.some(self.articles, 2) if a != article] if self.random.random() < 0.5 else []
        anchored: dict[str, Any] = {}
        if snapshot:
            quote, start = self.random.choice(WORDS["en"].split()), self.random.randrange(3000)
            anchored = {
                "snapshot": snapshot, "quote_exact": quote, "quote_start": start, "quote_end": start + len(quote),
                "anchor_status": self.random.choice(["exact", "moved", "normalised", "changed", "orphaned", "withheld"]),
            }  # fmt: skip
        made = self.add(
            "statement", id=self.id(), claim=claim, speaker=speaker, article=article, stance=stance,
            affiliation=self.maybe(0.5, self.random.choice(self.organizations)), **self.said(),
            fidelity=self.random.choice(["verbatim", "partial_quote", "paraphrase", "translation", "headline"]),
            attribution="explicit", **anchored, via=via, **self.reviewed(),
        )  # fmt: skip
        self.statements.append(next(line for line in reversed(self.lines) if line.get("id") == made))

    def edge(self, type_: str) -> None:
        """A rebuttal or a support of any of the four kinds of target; one rebuttal in ten is a denial."""
        statement = self.random.choice(self.statements)
        kind = self.random.choices(TARGETS, [60, 15, 12, 13])[0]
        rows = {
            "claim": self.claims[:40], "statement": [s["id"] for s in self.statements], "article": self.articles,
            "rebuttal": self.rebuttals or [None],
        }  # fmt: skip
        target = self.random.choice(rows[kind])
        ground = self.random.choice(ABOUT_ARTICLES if kind == "article" else ARGUMENTS)
        if type_ == "rebuttal" and statement["stance"] == "denies" and self.random.random() < 0.4:
            kind, target, ground = "claim", statement["claim"], "denial"
        own = target in {statement["id"], statement["claim"]} and ground != "denial"
        if target is None or own or not self.fresh(type_, statement["id"], target):
            return
        relations = {
            "rebuttal": ["rebuts", "undermines", "undercuts", "qualifies", "corrects"],
            "support": ["corroborates", "endorses", "praises"],
        }
        made = self.add(
            type_, id=self.id(), statement=statement["id"], **{f"target_{kind}": target},
            relation=self.random.choice(relations[type_]), ground=ground if type_ == "rebuttal" else None,
            basis=self.random.choice(["stated", "juxtaposed", "inferred"]), **self.reviewed(),
        )  # fmt: skip
        if type_ == "rebuttal":
            self.rebuttals.append(made)


def generated(seed: int = 20) -> World:
    return Generator(seed).world()
