"""The fast path: a declared shape, compiled once into a JSON expression that PostgreSQL evaluates for the ids of a page.

``compiled(ClaimShape, …)`` walks the declaration and builds one SELECT; the SQL is kept, and a request only puts its
ids and its host in. The rows arrive as JSON text and are joined without being read. What the answer is, field by
field, is what ``plain(ClaimShape, …)`` gives, which is what tests compare it with.

A process keeps the texts that it has built for as long as the mark of the database is the same (`findings`): until then
nothing that they show has changed. The mark is read before the keys, so a row is at most as old as its request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils.functional import cached_property

from .fields import Tree, choose
from .shapes import LIST_LIMIT, Shape
from .sql import AnyOf, AsText, Given, Literal, Path, Placeholder, Sql, filled

SHORT_OF_ROOM = 100_000  # characters
IDS = Given("keys")  # one of them, or an array


@dataclass(frozen=True, eq=False)
class Compiled:
    """One prepared SELECT: keys in, JSON texts out. It is compiled when it is first asked."""

    shape: type[Shape]
    model: type[models.Model]
    lookup: str
    shown: Tree
    limit: int
    seen: frozenset[type[models.Model]] = frozenset()

    @cached_property
    def of_several(self) -> Sql:
        return self._compiled(AnyOf(F(self.lookup), Placeholder(IDS, f"{self._key_type}[]")))

    @cached_property
    def of_one(self) -> Sql:
        """For one key alone, since PostgreSQL would plan anew each time for an array that is mostly this short."""
        return self._compiled(Q((self.lookup, Placeholder(IDS, self._key_type))))

    def _compiled(self, condition: Any) -> Sql:
        model, manager = self.model, cast("Any", self.model)._default_manager
        versioned = any(field.name == "version" for field in model._meta.fields)
        rows = (
            (manager.for_staff() if self.seen else manager.published())
            .order_by()
            .annotate(
                _key=AsText(F(self.lookup)),
                _version=F("version") if versioned else Literal(""),
                _json=AsText(self.shape().expression(Path(model, seen=self.seen), self.shown, self.limit)),
            )
        )
        chosen = rows.values_list("_key", "_version", "_json").filter(condition)
        return chosen.query.get_compiler(connection=connection).as_sql()

    @property
    def _key_type(self) -> str:
        """The SQL type of the keys."""
        pk = self.lookup == "pk"
        field = self.model._meta.pk if pk else self.model._meta.get_field(self.lookup)
        if isinstance(field, models.UUIDField):
            return "uuid"
        return "bigint" if isinstance(field, models.IntegerField) else "text"

    def rows(self, keys: Iterable[Any], base: str) -> list[tuple[str, Any, str]]:
        """Triples (key, version, JSON text) of the public ones among the keys, in any order."""
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(keys, base))
            return cursor.fetchall()

    def filled(self, keys: Iterable[Any], base: str) -> tuple[str, list[Any]]:
        """The SELECT and its parameters for these keys, with links that begin with `base`."""
        ids = [str(key) for key in keys]
        one = len(ids) == 1
        sql, params = self.of_one if one else self.of_several
        value = ids[0] if one else "{" + ",".join(ids) + "}"
        return sql, filled(params, {IDS.name: value}, base)

    def texts(self, keys: Iterable[Any], base: str) -> list[str]:
        """The JSON texts in the order of the keys; what has been withdrawn meanwhile is left out."""
        keys = [str(key) for key in keys]
        if not keys:
            return []
        found = {key: text for key, _, text in self.rows(keys, base)}
        return [found[key] for key in keys if key in found]

    def ready(self, keys: Iterable[Any], base: str, mark: str) -> list[tuple[Any, str]]:
        """Pairs (version, JSON text) as of the mark, in the order of the keys, as far as they are public."""
        kept = _kept_under(mark)
        wanted = [(self, base, str(key)) for key in keys]
        missing = [name for name in wanted if name not in kept.rows]
        found = {}
        if missing:
            rows = self.rows([key for _, _, key in missing], base)
            found = {(self, base, key): (version, text) for key, version, text in rows}
            kept.add(found)
        shown = (found.get(name) or kept.rows.get(name) for name in wanted)
        return [row for row in shown if row]


class Kept:
    """Rows that this process has built under one mark, up to `settings.ROWS_KEPT` megabytes of text."""

    def __init__(self, mark: str):
        self.mark, self.room = mark, settings.ROWS_KEPT * 1_000_000
        self.rows: dict[tuple, tuple[Any, str]] = {}

    def add(self, found: dict[tuple, tuple[Any, str]]) -> None:
        size = sum(len(text) for _, text in found.values())
        if size <= self.room:
            self.room -= size
            self.rows |= found


_kept: Kept | None = None


def _kept_under(mark: str) -> Kept:
    """What is kept under the mark. A change anywhere begins anew, and so does a lack of room."""
    global _kept
    if _kept is None or _kept.mark != mark or _kept.room < SHORT_OF_ROOM:
        _kept = Kept(mark)
    return _kept


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
