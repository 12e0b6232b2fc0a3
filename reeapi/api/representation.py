"""The fast path: a declared shape, compiled once into a JSON expression that PostgreSQL evaluates for the ids of a page.

``compiled(ClaimShape, …)`` walks the declaration and builds one SELECT; the SQL is kept, and a request only puts its
ids and its host in. The rows arrive as JSON text and are joined without being read. What the answer is, field by
field, is what ``plain(ClaimShape, …)`` gives, which is what tests compare it with.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import F

from .fields import Tree, choose
from .shapes import LIST_LIMIT, Shape
from .sql import AnyOf, AsText, BaseUrl, Literal, Path, Placeholder, Sql, Verbatim

IDS = object()  # stands in the parameters for the keys of the page


class Compiled:
    """One prepared SELECT: keys in, JSON texts out."""

    def __init__(
        self,
        shape: type[Shape],
        model: type[models.Model],
        lookup: str,
        shown: Tree,
        limit: int,
        seen: frozenset[type[models.Model]] = frozenset(),
    ):
        self.shown = shown
        versioned = any(field.name == "version" for field in model._meta.fields)
        manager: Any = model._default_manager
        rows = (
            (manager.for_staff() if seen else manager.published())
            .order_by()
            .annotate(_json=AsText(shape().expression(Path(model, seen=seen), shown, limit)))
        )
        keyed = (
            rows.filter(AnyOf(F(lookup), Placeholder(IDS, _array_of(model, lookup))))
            .annotate(_key=AsText(F(lookup)), _version=F("version") if versioned else Literal(""))
            .values_list("_key", "_version", "_json")
        )
        self.sql, self.params = _compiled(keyed)
        # The same for the row whose key is `page.pk` of a query around this one.
        self.of_page = _compiled(rows.filter(pk=Verbatim("page.pk", model._meta.pk)).values_list("_json"))

    def rows(self, keys: Iterable[Any], base: str) -> list[tuple[str, Any, str]]:
        """Triples (key, version, JSON text) of the public ones among the keys, in any order."""
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(keys, base))
            return cursor.fetchall()

    def filled(self, keys: Iterable[Any], base: str) -> tuple[str, list[Any]]:
        """The SELECT and its parameters for these keys, with links that begin with `base`."""
        ids = "{" + ",".join(map(str, keys)) + "}"
        return self.sql, [
            ids if param is IDS else base + param.path if isinstance(param, BaseUrl) else param
            for param in self.params
        ]

    def texts(self, keys: Iterable[Any], base: str) -> list[str]:
        """The JSON texts in the order of the keys; what has been withdrawn meanwhile is left out."""
        keys = [str(key) for key in keys]
        if not keys:
            return []
        found = {key: text for key, _, text in self.rows(keys, base)}
        return [found[key] for key in keys if key in found]


def _compiled(queryset: Any) -> Sql:
    return queryset.query.get_compiler(connection=connection).as_sql()


def _array_of(model: type[models.Model], lookup: str) -> str:
    """The array type of the keys, so that a text of any ids becomes an array of the column's own type."""
    field = model._meta.pk if lookup == "pk" else model._meta.get_field(lookup)
    if isinstance(field, models.UUIDField):
        return "uuid[]"
    return "bigint[]" if isinstance(field, models.IntegerField) else "text[]"


@lru_cache(maxsize=512)
def compiled(
    shape: type[Shape],
    model: type[models.Model],
    *,
    lookup: str = "pk",
    limit: int = LIST_LIMIT,
    fields: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    expand: tuple[str, ...] = (),
    seen: frozenset[type[models.Model]] = frozenset(),
) -> Compiled:
    """The SELECT for a shape with these fields. Kept for the 512 combinations asked for last.

    `seen`: models whose rows are shown although they are not public; without any, it is what everybody sees.
    """
    tree = shape().tree(review=bool(seen))
    return Compiled(shape, model, lookup, choose(tree, fields, hidden, expand), limit, seen)


def plain(shape: type[Shape], instance: models.Model, base: str, shown: Tree, limit: int = LIST_LIMIT) -> Any:
    """What `Compiled` gives for one object, worked out by the serializer itself."""
    return shape(instance, context={"base": base, "shown": shown, "limit": limit}).data
