"""What is anchored in an article, in the shape in which the desk shows and edits it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from claims.models import ClaimTopic, Rebuttal, Relay, Remark, Statement, Support
from claims.models.edges import Edge
from sources.models import Article, Snapshot, Speaker, Status, Suggestion

TARGETS_OF_EDGES = (
    "target_claim", "target_statement__speaker", "target_statement__claim", "target_article__publisher",
    "target_rebuttal__statement__speaker", "target_rebuttal__statement__claim",
)  # fmt: skip
PLAIN = (
    "stance", "fidelity", "attribution", "role_as_printed", "hedge", "said_on", "said_on_precision", "venue",
)  # fmt: skip


def statements() -> QuerySet[Statement]:
    """Statements with all that a mark shows of them: a fixed number of queries, however many."""
    rebuttals, supports = (
        model.objects.exclude(status=Status.WITHDRAWN).select_related(*TARGETS_OF_EDGES).order_by("pk")
        for model in (Rebuttal, Support)
    )
    return Statement.objects.select_related("speaker", "claim__about_article__publisher", "affiliation").prefetch_related(
        Prefetch("relays", Relay.objects.select_related("article__publisher").order_by("position")),
        Prefetch("claim__topic_links", ClaimTopic.objects.select_related("topic")),
        Prefetch("rebuttals_made", rebuttals),
        Prefetch("supports_made", supports),
        Prefetch("remarks", Remark.objects.open()),
    )  # fmt: skip


def marks_of(article: Article, snapshot: Snapshot | None) -> list[dict[str, Any]]:
    """The statements of an article in the order of its text, those without a place in `snapshot` last."""
    found = statements().filter(article=article).exclude(status=Status.WITHDRAWN)
    made = [mark(one, snapshot) for one in found]
    return sorted(made, key=lambda one: (one["start"] is None, one["start"] or 0, one["end"] or 0, one["id"]))


def mark(statement: Statement, snapshot: Snapshot | None) -> dict[str, Any]:
    """A statement; its place (code points) only if it stands in the snapshot that is read."""
    here = snapshot is not None and statement.snapshot_id == snapshot.pk
    edges = edges_of(statement)
    kinds = {one["kind"] for one in edges}
    return {
        "id": str(statement.pk), "version": statement.version, "status": statement.status,
        "kind": "rebuttal" if "rebuttal" in kinds else "support" if kinds else "claim",
        "start": statement.quote_start if here else None, "end": statement.quote_end if here else None,
        "quote": statement.quote_exact, "anchor": statement.anchor_status,
        "speaker": speaker(statement.speaker), "claim": claim(statement),
        "affiliation": speaker(statement.affiliation) if statement.affiliation else None,
        "via": [article(relay.article) for relay in statement.relays.all()], "edges": edges,
        "recorded_by": statement.recorded_by, "remarks": [remark(one) for one in statement.remarks.all()],
    } | {name: getattr(statement, name) for name in PLAIN}  # fmt: skip


def edges_of(statement: Statement) -> list[dict[str, Any]]:
    return [edge(one) for one in (*statement.rebuttals_made.all(), *statement.supports_made.all())]


def speaker(row: Speaker) -> dict[str, Any]:
    return {"id": row.pk, "label": row.name, "kind": row.kind, "named": row.named}


def article(row: Article) -> dict[str, Any]:
    return {"id": str(row.pk), "label": label_of(row)}


def label_of(row: Article) -> str:
    """The title and, where it does not say it, the outlet."""
    outlet = f"{row.publisher}: " if row.publisher and row.title else ""
    return f"{outlet}{row.display_title}"


def claim(statement: Statement) -> dict[str, Any]:
    row = statement.claim
    return {
        "id": str(row.pk), "label": row.text, "status": row.status, "version": row.version,
        "topics": [{"id": link.topic_id, "label": link.topic.name} for link in row.topic_links.all()],
        "about": article(row.about_article) if row.about_article else None,
    }  # fmt: skip


def edge(row: Edge) -> dict[str, Any]:
    return {
        "id": str(row.pk), "version": row.version, "kind": row._meta.model_name, "status": row.status,
        "relation": row.relation, "ground": getattr(row, "ground", ""), "basis": row.basis, "note": row.note,
        "target": target(row),
    }  # fmt: skip


def target(row: Edge) -> dict[str, Any]:
    """{type, id, label} of what an edge bears on."""
    aimed: Any = row.target
    kind = row.target_kind
    if kind == "article":
        label = label_of(aimed)
    elif kind == "rebuttal":
        label = f"{aimed.statement.speaker}: {aimed.statement.claim.text}"
    elif kind == "statement":
        label = f"{aimed.speaker}: {aimed.claim.text}"
    else:
        label = aimed.text
    return {"type": kind, "id": str(aimed.pk), "label": label}


def remark(row: Remark) -> dict[str, Any]:
    return {"text": row.text, "by": row.made_by, "at": row.created_at}


def suggestions_of(snapshot: Snapshot | None) -> list[dict[str, Any]]:
    """What a program found in the text and nobody has decided yet."""
    if snapshot is None or snapshot.text is None:
        return []
    waiting = snapshot.suggestions.filter(status=Suggestion.State.OPEN).select_related("speaker")
    return [suggestion(one) for one in waiting.order_by("start", "pk")]


def suggestion(row: Suggestion) -> dict[str, Any]:
    return {
        "id": str(row.pk), "version": row.version, "kind": row.kind, "start": row.start, "end": row.end,
        "cue": row.cue, "speaker": speaker(row.speaker) if row.speaker else None, "name": row.speaker_name,
        "status": row.status,
    }  # fmt: skip


def each_label(rows: Iterable[Article]) -> list[dict[str, Any]]:
    return [article(row) for row in rows]
