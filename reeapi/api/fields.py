"""``fields=`` and ``expand=``: which members of the declared representation are shown.

A *tree* maps each member's name to the tree of what is embedded there, or to None for a plain value. The chosen part
of it drives the SQL, the plain serializer, the CSV header and the documentation alike.
"""

from collections.abc import Collection, Iterable
from typing import Any

from .errors import Refused, nearest
from .parameters import Parameter, chosen, quoted, split

Tree = dict[str, "Tree | None"]


def paths(tree: Tree, prefix: str = "") -> list[str]:
    """Every dotted name that `fields` accepts, outer ones first."""
    found = []
    for name, inner in tree.items():
        found.append(prefix + name)
        found += paths(inner, f"{prefix}{name}.") if inner else []
    return found


def choose(tree: Tree, fields: Iterable[str], hidden: Collection[str], expand: Collection[str]) -> Tree:
    """The part of `tree` that is shown, in the declared order.

    `hidden` members (and their ``…_url``) are left out unless they are in `expand`. With `fields`, only these are
    shown, and what is expanded; ``a.b`` shows only ``b`` of ``a``.
    """
    left_out = {name for member in set(hidden) - set(expand) for name in (member, f"{member}_url")}
    shown = {name: inner for name, inner in tree.items() if name not in left_out}
    if not fields:
        return shown
    picked = _pick(shown, fields)
    expanded = {name for member in expand for name in (member, f"{member}_url")}
    return {
        name: picked[name] if name in picked else shown[name]
        for name in shown
        if name in picked or name in expanded
    }


def _pick(tree: Tree, names: Iterable[str]) -> Tree:
    inner: dict[str, list[str]] = {}
    for name in names:
        head, _, rest = name.partition(".")
        inner.setdefault(head, []).append(rest)
    return {
        head: subtree if subtree is None or "" in inner[head] else _pick(subtree, inner[head])
        for head, subtree in tree.items()
        if head in inner
    }


class FieldsParameter(Parameter):
    """Names of members, dotted into embedded objects."""

    many = True

    def __init__(self, tree: Tree):
        names = paths(tree)
        example = ",".join(name for name in names if "." not in name and name != "url")[:40].rpartition(",")[
            0
        ]
        super().__init__(
            help_text="Only these members, comma-separated; `a.b` is the member `b` of the embedded object `a`. "
            "The answer has no others, whatever its schema requires.",
            example=example or names[0],
        )
        self.names = frozenset(names)

    def parse(self, text: str) -> tuple[str, ...]:
        for name in split(text):
            if name not in self.names:
                raise Refused(f"There is no field {quoted(name)} here.", nearest(name, self.names))
        return tuple(sorted(split(text)))

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "pattern": r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"},
            "minItems": 1,
        }


class ExpandParameter(Parameter):
    """Names of embedded lists that are shown only when asked for."""

    many = True

    def __init__(self, names: Iterable[str], *, limit: int):
        self.names = sorted(names)
        super().__init__(
            help_text=f"Embed these lists, comma-separated: the first {limit} of each, with a link to the rest.",
            example=self.names[0],
        )

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(sorted(chosen(name, self.names) for name in split(text)))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": self.names}, "minItems": 1}


def hidden_fields(
    fields: Iterable[str], hidden: Collection[str], expand: Collection[str]
) -> list[dict[str, str]]:
    """Errors for fields of lists that have not been expanded."""
    heads = {name.partition(".")[0].removesuffix("_url"): name for name in fields}
    return [
        Refused(f"{name} is shown only when expanded: add expand={head}.", f"expand={head}").about("fields")
        for head, name in heads.items()
        if head in hidden and head not in expand
    ]
