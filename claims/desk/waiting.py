"""What waits for a reviewer: a draft as it was marked, with all that publishing it would make public."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Rebuttal, Remark, Statement, Support
from claims.models.edges import Edge
from sources.models import Article, Reviewed, Speaker, Status

from . import marks

LIMIT = 200  # drafts listed at once
AROUND = 240  # code points of the text on each side of the words


def waiting_drafts() -> QuerySet[Statement]:
    """Statements that are drafts, or that make a draft edge, and were not sent back; the oldest first."""
    edges = (
        Statement.objects.filter(pk__in=model.objects.drafts().values("statement")).values("pk")
        for model in (Rebuttal, Support)
    )
    drafts = Statement.objects.drafts().values("pk")
    found = Statement.objects.filter(pk__in=drafts.union(*edges)).exclude(status=Status.WITHDRAWN)
    sent_back = Remark.objects.open().filter(statement=OuterRef("pk"))
    return found.filter(~Exists(sent_back)).order_by("pk")


@dataclass
class Unit:
    """A statement with the drafts that are published with it, in the order in which they are, and what it must wait for."""

    statement: Statement
    drafts: list[Reviewed] = field(default_factory=list)
    waits_for: list[Reviewed] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """What a reviewer has seen, in a word: every draft with its version."""
        rows = [self.statement, *(one for one in self.drafts if one != self.statement)]
        return " ".join(f"{one._meta.model_name}:{one.pk}:{one.version}" for one in rows)

    def newly_named(self) -> list[Speaker]:
        """Speakers whom nothing public uses yet."""
        who = [self.statement.speaker, self.statement.affiliation]
        for row in self.drafts:
            if isinstance(row, Article):
                who += [row.publisher, *row.authors.all()]
        return list({one.pk: one for one in who if one is not None and not one.is_public}.values())


def unit_of(statement: Statement) -> Unit:
    """The statement is one of `marks.statements()`."""
    edges: list[Edge] = [*statement.rebuttals_made.all(), *statement.supports_made.all()]
    about = statement.claim.about_article
    chain = [relay.article for relay in statement.relays.all()]
    own: list[Any] = [statement.article, about, *chain, statement.claim, statement, *edges]
    drafts = {one.pk: one for one in own if one is not None and one.status == Status.DRAFT}
    targets: list[Any] = [one.target for one in edges if one.pk in drafts]
    # A piece that is criticised is part of what was marked; a claim or a rebuttal of somebody else is its own draft.
    pieces = {one.pk: one for one in targets if isinstance(one, Article) and one.status == Status.DRAFT}
    waits = {one.pk: one for one in targets if not one.is_public and one.pk not in drafts | pieces}
    gone = {one.pk: one for one in own if one is not None and one.status == Status.WITHDRAWN}
    return Unit(statement, [*pieces.values(), *(one for one in drafts.values() if one.pk not in pieces)], [*waits.values(), *gone.values()])  # fmt: skip


def around(statement: Statement) -> list[list[tuple[str, bool]]] | None:
    """The words in their context: its lines, each in parts (words, whether they are marked). None where the text is not held."""
    text = statement.snapshot.text if statement.snapshot else None
    if text is None or statement.quote_start is None or statement.quote_end is None:
        return None
    start, end = statement.quote_start, statement.quote_end
    left, right = max(start - AROUND, 0), min(end + AROUND, len(text))
    parts = [
        ("…" * (left > 0) + text[left:start], False),
        (text[start:end], True),
        (text[end:right] + "…" * (right < len(text)), False),
    ]
    lines: list[list[tuple[str, bool]]] = [[]]
    for words, is_marked in parts:
        for number, line in enumerate(words.split("\n")):
            if number:
                lines.append([])
            lines[-1].append((line, is_marked))
    return [line for line in lines if any(words.strip() for words, _ in line)]


def of_queue(found: QuerySet[Statement]) -> list[dict[str, Any]]:
    """Drafts as the list of the queue shows them."""
    rows = found.select_related("speaker", "claim", "article__publisher")[:LIMIT]
    return [{"row": one, "article": marks.label_of(one.article)} for one in rows]


def by_others(found: QuerySet[Statement], handle: str) -> QuerySet[Statement]:
    """Those that somebody else drafted, or whose draft edges somebody else did."""
    edges = Q()
    for model in (Rebuttal, Support):
        edges |= Q(pk__in=model.objects.drafts().exclude(recorded_by=handle).values("statement"))
    return found.filter(~Q(recorded_by=handle) | edges)


def rejectable(unit: Unit) -> list[Reviewed]:
    """What goes with a rejected draft: its edges, and its claim if no other statement takes a stance on it. Articles stay."""
    statement = unit.statement
    others = (
        Statement.objects.filter(claim=statement.claim)
        .exclude(pk=statement.pk)
        .exclude(status=Status.WITHDRAWN)
    )
    own: list[Reviewed] = [one for one in unit.drafts if isinstance(one, Edge) or one == statement]
    return own if statement.claim not in unit.drafts or others.exists() else [*own, statement.claim]
