"""``GET /api/v1/changes/``: what began, changed or ended to be public since a place that the reader was told before."""

import json
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from reeapi.api.conditional import REVALIDATE
from reeapi.api.documents import DocumentView, closed_object, reference
from reeapi.api.errors import Problem, Refused, base_url
from reeapi.api.filters import ChoiceFilter
from reeapi.api.formats import OBJECT_RENDERERS, format_parameter
from reeapi.api.parameters import PageSize, Parameter
from reeapi.api.representation import compiled
from reeapi.api.shapes import ROOT

from .models import Change
from .models.changes import Noted, Place, Stretch

TOKEN = re.compile(r"([0-9a-f]{1,7})-([0-9a-f]{1,16})-([0-9a-f]{1,16})-([0-9a-f]{1,6})", re.ASCII)
BIGGEST = 2**63 - 1
EXAMPLE = "2f1c9d0-3e9-1b58-b4c33"
KINDS = [kind.value for kind in Change.Kind if kind is not Change.Kind.UNDONE]


def written(place: Place) -> str:
    """The place as a token, with the day on which it was given out."""
    return f"{place.epoch:x}-{place.position:x}-{place.id:x}-{datetime.now(UTC).date().toordinal():x}"


PAGE: dict[str, Any] = {
    "token": {"type": "string", "description": "Send it as `since` to go on from here."},
    "next": {"type": "string", "format": "uri", "description": "The address to go on with; never null."},
    "more": {
        "type": "boolean",
        "description": "Whether to go on at once. A page may be short, or empty, where more is to come.",
    },
    "results": {"type": "array", "items": reference("Change"), "description": "The changes, in order."},
}


class Since(Parameter):
    """A token as given out before, read as (place, day). Whatever else is refused."""

    def parse(self, text: str) -> tuple[Place, date]:
        found = TOKEN.fullmatch(text)
        epoch, position, pk, day = (int(part, 16) for part in found.groups()) if found else (0, 0, 0, 0)
        if not found or max(position, pk) > BIGGEST or not 1 <= day <= date.max.toordinal():
            raise Refused("This is no token of this feed; send `token` of an earlier answer as it is.")
        return Place(epoch, position, pk), date.fromordinal(day)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{TOKEN.pattern}$"}


class ChangesView(DocumentView):
    """Reads the notes that triggers make. `resources`: the name of each list → its viewset, in the order of the API."""

    resources: dict[str, Any] = {}
    cache_control = REVALIDATE
    operation_id = "listChanges"
    response_description = "The next changes, and the token to go on with."
    problems = ("start-anew",)
    list_description = (
        "What began, changed or ended to be public, each change once, in an order in which nothing is put in between later. "
        "Without `since` it answers no change but the token to begin with: keep it, read the lists, then ask for what "
        "changed since. A transaction shows when it and all that began before it have ended."
    )

    def parameters(self) -> dict[str, Parameter]:
        return {
            "since": Since(help_text="`token` of an earlier answer. Left out: begin now.", example=EXAMPLE),
            "resource": ChoiceFilter(
                list(self.resources), help_text="Only rows of these lists.", example="claims,statements"
            ),
            "expand": ChoiceFilter(
                ["rows"],
                help_text="`rows` adds the rows as they are now, where they are public, as their lists show them.",
                example="rows",
            ),
            "page_size": PageSize(help_text="How many changes at most.", example="100"),
            "format": format_parameter(OBJECT_RENDERERS),
        }

    def document(self, request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
        if "since" not in given:
            return self._answer(request, given, Stretch([], Change.objects.end(), more=False))
        place, day = given["since"]
        if not Change.objects.is_of_here(place) or day < oldest_day():
            raise start_anew(f"{base_url(request)}{ROOT}")
        size = given.get("page_size", PageSize.default)
        return self._answer(request, given, Change.objects.behind(place, size, given.get("resource", [])))

    def _answer(self, request: HttpRequest, given: dict[str, Any], found: Stretch) -> dict[str, Any]:
        base, token, shown = base_url(request), written(found.end), found.changes
        query = request.GET.copy()
        query["since"] = token
        successors = self._successors(shown)
        return {
            "token": token,
            "next": f"{base}{request.path}?{query.urlencode()}",
            "more": found.more,
            "results": [self._entry(change, f"{base}{ROOT}", successors) for change in shown],
        } | ({"rows": self._rows(shown, base)} if given.get("expand") else {})

    def _entry(self, change: Noted, root: str, successors: dict[tuple[str, str], str]) -> dict[str, Any]:
        return {
            "type": change.kind,
            "resource": change.resource,
            "id": change.key,
            "url": f"{root}{change.resource}/{change.key}/",
            "successor": successors.get((change.resource, change.key)),
            "changed_at": f"{change.changed_at.astimezone(UTC).replace(tzinfo=None).isoformat('T', 'microseconds')}Z",
        }

    def _rows(self, shown: list[Noted], base: str) -> dict[str, list[dict[str, Any]]]:
        """The changed rows of each list, read after the changes: at least as new as what these say."""
        keys: dict[str, dict[str, None]] = {resource: {} for resource in self.resources}
        for change in shown:
            keys[change.resource][change.key] = None
        rows = {}
        for resource, view in self.resources.items():
            model, lookup = view.queryset.model, view.lookup_field
            shape = compiled(view.serializer_class, model, lookup=lookup, hidden=view.expandable)
            rows[resource] = [json.loads(text) for text in shape.texts(keys[resource], base)]
        return rows

    def _successors(self, shown: list[Noted]) -> dict[tuple[str, str], str]:
        """{(resource, key): the key under which it goes on today}, of what ended."""
        ended: dict[str, list[str]] = defaultdict(list)
        for change in shown:
            if change.kind == Change.Kind.WITHDRAWN:
                ended[change.resource].append(change.key)
        return {
            (resource, key): successor
            for resource, keys in ended.items()
            for key, successor in self.resources[resource].queryset.model.objects.successors(keys).items()
        }

    def components(self) -> dict[str, dict[str, Any]]:
        rows = {
            resource: {
                "type": "array",
                "items": reference(view.serializer_class.__name__.removesuffix("Shape")),
                "description": f"Rows of `{resource}/`.",
            }
            for resource, view in self.resources.items()
        }
        page = closed_object(PAGE)
        page["properties"] = PAGE | {"rows": reference("ChangedRows")}
        return {
            "ChangeList": page,
            "Change": closed_object(self._change()),
            "ChangedRows": closed_object(rows),
        }

    def _change(self) -> dict[str, Any]:
        return {
            "type": {"type": "string", "enum": KINDS, "description": "What became of the row."},
            "resource": {"type": "string", "enum": list(self.resources), "description": "Its list."},
            "id": {"type": "string", "description": "Its id; for speakers and topics, its slug."},
            "url": {"type": "string", "format": "uri", "description": "Where it is, or why it is no more."},
            "successor": {
                "type": ["string", "null"],
                "description": "With `withdrawn`: the id or slug under which it goes on today, merged or renamed.",
            },
            "changed_at": {
                "type": "string",
                "format": "date-time",
                "description": "When the database noted it.",
            },
        }


def oldest_day() -> date:
    """Tokens of earlier days may lead to changes that are no longer kept."""
    return datetime.now(UTC).date() - timedelta(days=settings.CHANGES_KEPT_DAYS)


def start_anew(root: str) -> Problem:
    detail = (
        "This token leads into another database, or to changes that are no longer kept. Start anew: take a new token "
        f"from {root}changes/ and then read the lists."
    )
    return Problem("start-anew", detail)
