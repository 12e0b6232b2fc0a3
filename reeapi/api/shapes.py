"""The field types that representations are declared with.

Each one answers twice: `expression(path)` is what PostgreSQL evaluates, `to_representation` is the same in plain
Python. The first is what readers get, the second is what tests hold it against. Nothing here runs a query but the
plain side of :class:`Many`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef, QuerySet, TextField
from rest_framework import serializers

from .deprecation import Deprecated
from .fields import Tree
from .sql import AnyOf, BaseUrl, Joined, JsonObject, Literal, Path, Placeholder, Present, When

ROOT = "/api/v1/"
LIST_LIMIT = 20  # rows of an expanded list in each row of a page
CLOSING = (
    "created_at",
    "updated_at",
    "version",
)  # close every object, also one that adds to another's members
OBJECT_LIMIT = 100  # rows of an embedded list in a single object


class Link(serializers.Field):
    """An absolute URL below the root of the API. The template names one attribute: ``claims/{id}/``."""

    def __init__(self, template: str, **options: Any):
        super().__init__(source="*", read_only=True, **options)
        head, _, rest = template.partition("{")
        self.attribute, _, tail = rest.partition("}")
        self.head, self.tail = ROOT + head, tail

    def expression(self, path: Path) -> Func:
        tail = [Literal(self.tail)] if self.tail else []
        return Joined(Placeholder(BaseUrl(self.head), "text"), path(self.attribute), *tail)

    def to_representation(self, instance: Any) -> str:
        return f"{self.context['base']}{self.head}{getattr(instance, self.attribute)}{self.tail}"


class Timestamp(serializers.DateTimeField):
    """``2026-01-31T12:00:00.000000Z``: UTC, always with six digits."""

    def expression(self, path: Path) -> Func:
        return Func(
            path(self.source_attrs[-1]),
            template="""to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
            output_field=TextField(),
        )

    def to_representation(self, value: datetime) -> str:
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


class OptionalText(serializers.CharField):
    """A text whose absence is the empty string in the database and null in the API."""

    def __init__(self, **options: Any):
        super().__init__(allow_null=True, **options)

    def expression(self, path: Path) -> Func:
        return Func(
            path(self.source_attrs[-1]), template="NULLIF(%(expressions)s, '')", output_field=TextField()
        )

    def to_representation(self, value: str) -> str | None:
        return value or None


class Constant(serializers.CharField):
    """The same word in every row, such as the ``type`` of one of several shapes."""

    def __init__(self, text: str, **options: Any):
        super().__init__(source="*", read_only=True, **options)
        self.text = text

    def expression(self, path: Path) -> Func:
        return Literal(self.text)

    def to_representation(self, instance: Any) -> str:
        return self.text


class Computed(serializers.Field):
    """A member worked out from the object. Subclasses give `expression(path)`, `to_representation(instance)` and
    `schema`, its JSON schema."""

    schema: dict[str, Any] = {}
    columns: tuple[
        str, ...
    ] = ()  # the names of the CSV columns, where the value is an object or a list of objects

    def __init__(self, **options: Any):
        super().__init__(source="*", read_only=True, **options)

    def expression(self, path: Path) -> Any:
        raise NotImplementedError

    def to_representation(self, instance: Any) -> Any:
        raise NotImplementedError


class Shape(serializers.Serializer):
    """An object of the API: its declared fields are its members, in that order.

    Embedded as ``ArticleReference(source="article")`` it is null where there is no public article. With
    ``source="*"`` it groups members of the same row, and is null where the column `absent_without` is NULL.
    """

    absent_without: str | None = None
    deprecated: Mapping[str, Deprecated] = {}  # members that are going to end
    staff_only: tuple[str, ...] = ()  # members for staff with a token for writing, at the end
    words: tuple[str, ...] = ()  # other people's words: of the past, only those that stand today are told
    shown: Tree | None = None  # which members the plain side gives, where it is embedded

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = {}
        for name, field in super().get_fields().items():
            fields[name] = field
            if isinstance(field, Many) and field.link:
                fields[f"{name}_url"] = Link(field.link, help_text=f"The whole list of {name}.")
        return fields | {name: fields.pop(name) for name in (*self.staff_only, *CLOSING) if name in fields}

    def public_fields(self) -> dict[str, serializers.Field]:
        return {name: field for name, field in self.fields.items() if name not in self.staff_only}

    def tree(self, *, review: bool = False) -> Tree:
        """The members and what is in them; with `review` also those that are for staff."""
        fields = self.fields if review else self.public_fields()
        return {name: field.tree() if hasattr(field, "tree") else None for name, field in fields.items()}

    def expression(self, path: Path, shown: Tree, limit: int) -> Func:
        members = {name: member(self.fields[name], path, inner, limit) for name, inner in shown.items()}
        if self.absent_without:
            return When(Present(path(self.absent_without)), JsonObject(members))
        return JsonObject(members)

    def to_representation(self, instance: Any) -> dict[str, Any] | None:
        if self.absent_without and getattr(instance, self.absent_without) is None:
            return None
        shown = self.context.get("shown") if self.parent is None else self.shown
        return {
            name: _plain(self.fields[name], instance, inner)
            for name, inner in (self.tree() if shown is None else shown).items()
        }


class OneOf(serializers.Field):
    """The one embedded object that is there: `variants` maps each nullable relation to its shape."""

    def __init__(self, variants: Mapping[str, Shape], **options: Any):
        super().__init__(source="*", read_only=True, **options)
        self.variants = dict(variants)

    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        child_of: Any = self
        for relation, shape in self.variants.items():
            shape.bind(relation, child_of)

    def tree(self) -> Tree:
        """What any of the variants has; a member that embeds in one of them embeds in all."""
        merged: Tree = {}
        for shape in self.variants.values():
            for name, inner in shape.tree().items():
                merged[name] = {**(merged.get(name) or {}), **inner} if inner else merged.get(name)
        return merged

    def expression(self, path: Path, shown: Tree, limit: int) -> Func:
        choices = [member(shape, path, _only(shown, shape.tree()), limit) for shape in self.variants.values()]
        return Func(*choices, function="COALESCE", output_field=JSONField())

    def plain(self, instance: Any, shown: Tree) -> Any:
        answers = (_plain(shape, instance, _only(shown, shape.tree())) for shape in self.variants.values())
        return next((answer for answer in answers if answer is not None), None)


def _only(shown: Any, tree: Tree) -> Tree:
    """The part of `shown` that this tree has."""
    return {
        name: _only(shown[name], inner) if inner else None for name, inner in tree.items() if name in shown
    }


class Many(serializers.Field):
    """An embedded list: the first rows of `queryset()` whose `related` is this object.

    `queryset` is a callable that gives published rows in a total order (``DISTINCT ON`` is fine, plain ``DISTINCT``
    is not); `related` is the lookup from there to this object. `child` is a shape, or the name of a text column.
    `whole` gives all of them, public or not, where they are a part of the object that those who may edit it must see.
    `limit` defaults to 20 in a list and 100 in a single object; `link`, such as ``statements/?claim={id}``, adds a
    sibling ``…_url`` with the address of the whole list.
    """

    def __init__(
        self,
        child: type[Shape] | str,
        queryset: Callable[[], QuerySet],
        related: str,
        *,
        limit: int | None = None,
        link: str | None = None,
        whole: Callable[[], QuerySet] | None = None,
        **options: Any,
    ):
        super().__init__(source="*", read_only=True, **options)
        self.whole = whole
        self.child: Any = child if isinstance(child, str) else child()
        self.queryset, self.related, self.limit, self.link = queryset, related, limit, link

    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        if isinstance(self.child, Shape):
            child_of: Any = self
            self.child.bind("", child_of)

    def tree(self) -> Tree | None:
        return None if isinstance(self.child, str) else self.child.tree()

    def _visible_in(self, path: Path) -> tuple[Callable[[], QuerySet], frozenset]:
        """The rows that are listed, and the models whose drafts may be shown in them."""
        if self.whole and path.seen:
            model = self.whole().model
            if model in path.seen or not hasattr(model, "is_public"):
                return self.whole, path.seen
        return self.queryset, frozenset()

    def expression(self, path: Path, shown: Tree | None, limit: int) -> ArraySubquery:
        queryset, seen = self._visible_in(path)
        most, here = self.limit or limit, OuterRef(f"{path.prefix}pk")
        if self.link:  # it may be long: the first are found before anything is joined to them
            first = queryset().filter(**{self.related: OuterRef(here)}).values("pk")[:most]
            rows = queryset().filter(AnyOf(F("pk"), ArraySubquery(first)))
        else:
            rows = queryset().filter(**{self.related: here})
        inside = Path(rows.model, seen=seen)
        value = inside(self.child) if shown is None else self.child.expression(inside, shown, LIST_LIMIT)
        rows = rows.annotate(_member=value).values("_member")
        return ArraySubquery(rows[:most])

    def plain(self, instance: Any, shown: Tree | None) -> list[Any]:
        nested = self.parent.parent is not None
        limit = self.limit or (LIST_LIMIT if nested else self.context.get("limit", OBJECT_LIMIT))
        rows = self.queryset().filter(**{self.related: instance.pk})[:limit]
        if shown is None:
            return [getattr(row, self.child) for row in rows]
        self.child.shown = shown
        return [self.child.to_representation(row) for row in rows]


def member(field: Any, path: Path, shown: Any, limit: int) -> Any:
    """The SQL of one member. What lies behind a relation is NULL unless every object on the way is public."""
    relations = field.source_attrs if isinstance(field, Shape) else field.source_attrs[:-1]
    inside, guards = path.follow(relations)
    if isinstance(field, Shape | OneOf):
        value: Any = field.expression(inside, shown, LIST_LIMIT)
    elif isinstance(field, Many):
        value = field.expression(inside, shown, limit)
    elif hasattr(field, "expression"):
        value = field.expression(inside)
    else:
        value = inside(field.source_attrs[-1])
    return When(*guards, value) if guards else value


def _plain(field: Any, instance: Any, shown: Any) -> Any:
    """The same member in plain Python."""
    relations = field.source_attrs if isinstance(field, Shape) else field.source_attrs[:-1]
    for relation in relations:
        instance = getattr(instance, relation)
        if instance is None or not getattr(instance, "is_public", True):
            return None
    if isinstance(field, OneOf | Many):
        return field.plain(instance, shown)
    if isinstance(field, Shape):
        field.shown = shown
        return field.to_representation(instance)
    value = getattr(instance, field.source_attrs[-1]) if field.source_attrs else instance
    return None if value is None else field.to_representation(value)
