"""The types of the dataset, in load order, and their fields in the order in which a line has them.

A type names its fields here, once; what kind of value each holds, how long it may be, what may be left out and what it
refers to is the model's to say. The reader, the writer and the documentation (`as_markdown`) share this table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic
from sources.models import Affiliation, Article, ArticleAuthor, Citation, Snapshot, Speaker

from . import values

REVIEW = (
    "status", "method", "recorded_by", "recorded_at", "reviewed_by", "reviewed_at", "withdrawn_at", "withdrawn_reason",
)  # fmt: skip
TARGETS = ("target_claim", "target_statement", "target_article", "target_rebuttal")


@dataclass(frozen=True)
class Links:
    """A list of references, kept in a table of its own. Without a `position` its order says nothing."""

    model: type[models.Model]
    owner: str
    member: str
    position: str | None = "position"

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True)
class Field:
    """One field of a line. `empty` is what a field that is left out stands for, and what is never written."""

    name: str
    kind: values.Kind
    help: str
    column: str
    required: bool = True
    empty: Any = None
    target: str | None = None
    links: Links | None = None

    @property
    def by_slug(self) -> bool:
        return self.target in ("speaker", "topic")

    @property
    def staged(self) -> str:
        """Its column in a staging table: slugs stand there as they are read, everything else as it is stored."""
        return f"{self.name}_slug" if self.by_slug and not self.links else self.column


@dataclass(frozen=True)
class Type:
    """One type of line: the model whose rows they are, the field that identifies them, and all fields in order."""

    name: str
    model: type[models.Model]
    key: str
    names: tuple[str, ...]
    links: dict[str, Links]
    constants: dict[str, str]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def filename(self) -> str:
        return f"{self.name}s.ndjson"

    @cached_property
    def fields(self) -> dict[str, Field]:
        return {name: self._field(name) for name in self.names}

    @cached_property
    def empty(self) -> dict[str, Any]:
        """The values of a line that says nothing."""
        return {name: field.empty for name, field in self.fields.items()}

    @cached_property
    def required(self) -> list[str]:
        return [name for name, field in self.fields.items() if field.required]

    @cached_property
    def columns(self) -> list[str]:
        """The columns of the model's table that a line decides, without its links."""
        return [field.column for field in self.fields.values() if not field.links]

    @cached_property
    def linked(self) -> list[Field]:
        return [field for field in self.fields.values() if field.links]

    def _field(self, name: str) -> Field:
        found: Any = self.model._meta.get_field(name)
        flag = isinstance(found, models.BooleanField)
        return Field(
            name=name,
            kind=_kind(found),
            help=str(found.help_text or found.db_comment or ""),
            column=name if name in self.links else found.column,
            required=not (found.null or found.blank or flag),
            empty=found.default if flag else [] if _is_list(found) else None if found.null else "",
            target=_NAMES.get(found.related_model) if found.is_relation else None,
            links=self.links.get(name),
        )


_NAMES: dict[type[models.Model], str] = {
    Topic: "topic", Speaker: "speaker", Article: "article", Snapshot: "snapshot", Claim: "claim",
    Statement: "statement", Rebuttal: "rebuttal",
}  # fmt: skip


def _is_list(field: Any) -> bool:
    return isinstance(field, ArrayField) or bool(field.many_to_many)


def _kind(field: Any) -> values.Kind:
    """The kind of value that a model's field holds in a line."""
    if field.is_relation:
        one = values.REFERENCE_SLUG if field.related_model in (Speaker, Topic) else values.ID
        return values.list_of(one, f"{one.words}s") if field.many_to_many else one
    if isinstance(field, ArrayField):
        return values.list_of(values.text(field.base_field.max_length), "texts")
    if field.choices:
        return values.choice(value for value, _ in field.choices)
    if isinstance(field, models.SlugField):
        return values.REFERENCE_SLUG
    largest = values.LARGEST.get(field.get_internal_type())
    if largest:
        return values.number(largest)
    plain = {
        "UUIDField": values.ID,
        "BooleanField": values.FLAG,
        "DateField": values.DATE,
        "DateTimeField": values.TIMESTAMP,
    }
    return plain.get(field.get_internal_type()) or values.text(
        field.max_length, url=isinstance(field, models.URLField)
    )


def _type(
    model: type[models.Model], *names: str, links: dict[str, Links] | None = None, **constants: str
) -> Type:
    return Type(str(model._meta.model_name), model, names[0], names, links or {}, constants)


TYPES: dict[str, Type] = {
    found.name: found
    for found in (
        _type(Topic, "slug", "name", "broader", "wikidata"),
        _type(Speaker, "slug", "name", "kind", "named", "article", "aliases", "website", "wikidata", "merged_into"),
        _type(
            Article, "id", "title", "url", "publisher", "authors", "published_on", "language", "kind", "syndicated_from",
            *REVIEW, links={"authors": Links(ArticleAuthor, "article_id", "speaker_id")},
        ),
        _type(Affiliation, "id", "speaker", "organization", "role", "start_date", "end_date"),
        _type(Citation, "id", "article", "cited", "relation"),
        # Texts and highlights are other people's: a file never holds them, and loading never touches one that is held.
        _type(
            Snapshot, "id", "article", "sha256", "length", "canonical_version", "captured_at", "method", "captured_by",
            text_state="never_held",
        ),
        _type(
            Claim, "id", "text", "language", "about_article", "topics", "merged_into",
            *REVIEW, links={"topics": Links(ClaimTopic, "claim_id", "topic_id", position=None)},
        ),
        _type(
            Statement, "id", "claim", "speaker", "article", "stance", "role_as_printed", "affiliation", "said_on",
            "said_on_precision", "venue", "fidelity", "attribution", "hedge", "snapshot", "quote_exact", "quote_start",
            "quote_end", "anchor_status", "via",
            *REVIEW, links={"via": Links(Relay, "statement_id", "article_id")},
        ),
        _type(Rebuttal, "id", "statement", *TARGETS, "relation", "ground", "basis", "note", *REVIEW),
        _type(Support, "id", "statement", *TARGETS, "relation", "basis", "note", *REVIEW),
    )
}  # fmt: skip


def as_markdown() -> Iterator[str]:
    """The table of all types and fields, for the documentation, line by line."""
    for found in TYPES.values():
        yield f"### {found.name} (`{found.filename}`)"
        yield ""
        yield "| field | value | may be left out | meaning |"
        yield "|---|---|---|---|"
        for field in found.fields.values():
            refers = f" of a {field.target}" if field.target else ""
            yield f"| `{field.name}` | {field.kind.words}{refers} | {'no' if field.required else 'yes'} | {field.help} |"
        yield ""
