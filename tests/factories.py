"""Rows for tests, with fixed values: `published` ones unless a status is given. Every call may override any field."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from sources.models import Affiliation, Article, ArticleAuthor, Citation, Snapshot, Speaker, Status

numbers = count(1)
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def reviewed(**fields: Any) -> dict[str, Any]:
    """The review fields of a row of the given status (published by default)."""
    status = fields.pop("status", Status.PUBLISHED)
    base: dict[str, Any] = {"status": status, "recorded_by": "curator-9", "recorded_at": NOW}
    if status == Status.PUBLISHED:
        base |= {"reviewed_by": "reviewer-9", "reviewed_at": NOW}
    if status == Status.WITHDRAWN:
        base |= {"withdrawn_at": NOW, "withdrawn_reason": "Recorded twice."}
    return base | fields


def speaker(slug: str | None = None, **fields: Any) -> Speaker:
    slug = slug or f"speaker-{next(numbers)}"
    return Speaker.objects.create(
        **{"slug": slug, "name": slug.replace("-", " ").title(), "kind": "person"} | fields
    )


def affiliation(**fields: Any) -> Affiliation:
    fields = {"role": "spokesperson"} | fields
    return Affiliation.objects.create(
        speaker=fields.pop("speaker", None) or speaker(),
        organization=fields.pop("organization", None) or speaker(kind="organization"),
        **fields,
    )


def topic(slug: str | None = None, **fields: Any) -> Topic:
    slug = slug or f"topic-{next(numbers)}"
    return Topic.objects.create(**{"slug": slug, "name": slug.replace("-", " ").capitalize()} | fields)


def article(*authors: Speaker, **fields: Any) -> Article:
    made = Article.objects.create(
        **reviewed(**{"title": f"Article {next(numbers)}", "kind": "report"} | fields)
    )
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article=made, speaker=a, position=i) for i, a in enumerate(authors)
    )
    made.refresh_from_db()
    return made


def citation(article: Article, cited: Article, relation: str = "reviews") -> Citation:
    return Citation.objects.create(article=article, cited=cited, relation=relation)


def snapshot(of: Article, text: str | None = None, **fields: Any) -> Snapshot:
    """A snapshot that holds `text`, or without one a text that was never held."""
    from sources.canonical import CANONICAL_VERSION, sha256_of

    words = text if text is not None else "Words that nobody here has read."
    state = "held" if text is not None else "never_held"
    return Snapshot.objects.create(
        **{
            "article": of, "text": text, "text_state": state, "sha256": sha256_of(words), "length": len(words),
            "canonical_version": CANONICAL_VERSION, "captured_by": "curator-9", "captured_at": NOW,
        }
        | fields
    )  # fmt: skip


def claim(*topics: Topic, **fields: Any) -> Claim:
    made = Claim.objects.create(**reviewed(**{"text": f"Proposition number {next(numbers)} holds."} | fields))
    ClaimTopic.objects.bulk_create(ClaimTopic(claim=made, topic=t) for t in topics)
    made.refresh_from_db()
    return made


def statement(**fields: Any) -> Statement:
    """A statement; `via` lists the articles that passed it on; `quote` of a `snapshot` with a text finds its own place."""
    via = fields.pop("via", [])
    quote = fields.pop("quote", None)
    if quote is not None:
        start = fields["snapshot"].text.index(quote)
        fields |= {
            "quote_exact": quote,
            "quote_start": start,
            "quote_end": start + len(quote),
            "anchor_status": "exact",
        }
        fields.setdefault("article", fields["snapshot"].article)
    if fields.get("said_on"):
        fields.setdefault("said_on_precision", "day")
    for name, make in (("claim", claim), ("speaker", speaker), ("article", article)):
        if name not in fields:
            fields[name] = make()
    made = Statement.objects.create(**reviewed(**{"fidelity": "paraphrase"} | fields))
    Relay.objects.bulk_create(Relay(statement=made, article=a, position=i) for i, a in enumerate(via))
    made.refresh_from_db()
    return made


def rebuttal(**fields: Any) -> Rebuttal:
    if not any(name.startswith("target_") for name in fields):
        fields["target_claim"] = claim()
    ground = "omission" if "target_article" in fields else "feasibility"
    fields.setdefault("statement", None)
    fields["statement"] = fields["statement"] or statement()
    made = Rebuttal.objects.create(**reviewed(**{"relation": "rebuts", "ground": ground} | fields))
    made.refresh_from_db()
    return made


def support(**fields: Any) -> Support:
    if not any(name.startswith("target_") for name in fields):
        fields["target_claim"] = claim()
    fields.setdefault("statement", None)
    fields["statement"] = fields["statement"] or statement()
    made = Support.objects.create(**reviewed(**{"relation": "corroborates"} | fields))
    made.refresh_from_db()
    return made
