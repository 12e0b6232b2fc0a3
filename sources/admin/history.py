"""The history of a row as curators read it: each change with old and new in words, and the way back to an earlier state."""

from collections.abc import Iterable, Iterator
from typing import Any

import pghistory
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateformat import format as formatted

from sources.models import Reviewed
from sources.refusals import REFUSALS, in_words

SHOWN = 100  # changes on a page
NOT_TOLD = {"id", "version", "published_at", "unpublished_at"}
LABELS = {"insert": "Made", "update": "Changed", "delete": "Deleted"}


def still_at(row: Model, version: int | None) -> bool:
    """Whether the row has this version yet; if so it is locked, so that it keeps it until the transaction ends."""
    same = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk, version=version)
    return same.values_list("pk").first() is not None


def told(events: Iterable[Any], before: Any = None, without: str = "") -> Iterator[dict[str, Any]]:
    """Rows of a table of past states, oldest first, as changes: what was made or deleted shows all that it was.

    `before` is the state before the first of them; `without` names a column that is not told.
    """
    events = list(events)
    words = Words(events if before is None else [before, *events])
    previous = {before.pgh_obj_id: before} if before is not None else {}
    for event in events:
        old = None if event.pgh_label == "insert" else previous.get(event.pgh_obj_id)
        gone = event.pgh_label == "delete"
        yield {
            "event": event,
            "at": event.pgh_created_at,
            "label": LABELS[event.pgh_label],
            "context": event.pgh_context.metadata if event.pgh_context else {},
            "changes": list(_changes(words, event if gone else old, None if gone else event, without)),
        }
        previous[event.pgh_obj_id] = event


def _changes(words: "Words", old: Any, new: Any, without: str = "") -> Iterator[dict[str, str]]:
    for field in _fields(type(old or new)):
        if field.name == without:
            continue
        was, now = (None if state is None else getattr(state, field.attname) for state in (old, new))
        if was != now and not (was in (None, "", []) and now in (None, "", [])):
            yield {
                "name": field.verbose_name,
                "old": "" if old is None else words.of(field, was),
                "new": "" if new is None else words.of(field, now),
            }


def _fields(history: type[Model]) -> list[Any]:
    """The columns of the row itself in its table of past states."""
    return [
        field
        for field in history._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in NOT_TOLD
    ]


class Words:
    """Values as a curator reads them: choices by their label, other rows by their name, each looked up once."""

    def __init__(self, states: list[Any]):
        self.names: dict[str, dict[Any, str]] = {}
        for field in _fields(type(states[0])) if states else []:
            if field.is_relation:
                keys = {getattr(state, field.attname) for state in states} - {None}
                rows = field.related_model._base_manager.in_bulk(keys) if keys else {}
                self.names[field.name] = {key: str(row) for key, row in rows.items()}

    def of(self, field: Any, value: Any) -> str:
        if value is None or value == "" or value == []:
            return "–"
        if field.is_relation:
            return self.names[field.name].get(value, f"{value} (deleted since)")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value)).split(":")[0]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(field, models.DateTimeField):
            return formatted(timezone.localtime(value), "Y-m-d H:i:s")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _relation_of(inline: Any, model: type[Model]) -> str:
    """The foreign key by which the rows of an inline belong to those of the model."""
    fields = inline.model._meta.concrete_fields
    names = [f.name for f in fields if f.is_relation and issubclass(model, f.related_model)]
    return getattr(inline, "fk_name", None) or names[0]


class RecordedAdmin(admin.ModelAdmin):
    """Pages of the history of each row, and of going back to one of its states."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.restore_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        return [
            path("<path:object_id>/history/<int:event_id>/restore/", view, name=name),
            *super().get_urls(),
        ]

    # What became of it

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The newest changes of the row and of the rows that its page edits with it; `?before=` goes on from there."""
        if not hasattr(self.model, "pgh_event_model"):
            return super().history_view(request, object_id, extra_context)
        row = self._viewed(request, object_id)
        before = request.GET.get("before", "")
        own = self._own(row, int(before) if before.isdecimal() and len(before) < 18 else None)
        changes = (
            [*own, *self._parts(row, own[-1]["at"] if before and own else None)] if own or not before else []
        )
        changes.sort(key=lambda change: change["at"], reverse=True)
        self._name_accounts(changes)
        context = self.admin_site.each_context(request) | {
            "title": f"History: {row}", "opts": self.opts, "original": row, "changes": changes, "media": self.media,
            "older": own[-1]["event"].pgh_id if len(own) == SHOWN else None,
            "current": None if before or not own else own[0]["event"].pgh_id,
            "restore_url": self._page("restore") if self._restorable(request, row) else None,
        }  # fmt: skip
        return TemplateResponse(request, "admin/curation/history.html", context | (extra_context or {}))

    def _viewed(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return row

    def _own(self, row: Any, before: int | None) -> list[dict[str, Any]]:
        """Changes of the row itself, newest first."""
        events = self.model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context")
        if before is not None:
            events = events.filter(pgh_id__lt=before)
        newest = list(events.order_by("-pgh_id")[: SHOWN + 1])
        earlier = newest.pop() if len(newest) > SHOWN else None
        return list(told(reversed(newest), earlier))[::-1]

    def _parts(self, row: Any, until: Any) -> Iterator[dict[str, Any]]:
        """Changes of the rows that are edited on the row's page alone (bylines, chains, topics), the newest of each kind."""
        for inline in self.inlines:
            history = getattr(inline.model, "pgh_event_model", None)
            if history is None or issubclass(inline.model, Reviewed):
                continue
            of = _relation_of(inline, self.model)
            events = history.objects.filter(**{of: row.pk}).select_related("pgh_context")
            if until is not None:
                events = events.filter(pgh_created_at__lte=until)
            for change in told(reversed(events.order_by("-pgh_id")[:SHOWN]), without=of):
                yield change | {"part": inline.model._meta.verbose_name}

    def _name_accounts(self, changes: list[dict[str, Any]]) -> None:
        ids = {change["context"].get("user") for change in changes} - {None}
        users = get_user_model().objects.select_related("curator").in_bulk(ids)
        for change in changes:
            user = users.get(change["context"].get("user"))
            handle = getattr(user, "curator", None)
            change["who"] = handle or user or change["context"].get("command") or "a program"

    # Back to what it was

    def _restorable(self, request: HttpRequest, row: Any) -> list[str]:
        """The columns that may be put back: those that the form of the row edits, for whoever may edit it."""
        if not self.has_change_permission(request, row):
            return []
        form = self.get_form(request, row, change=True)
        edited = {*form.base_fields, *getattr(form, "computed", ())}
        return [field.name for field in _fields(self.model.pgh_event_model) if field.name in edited]

    def restore_view(self, request: HttpRequest, object_id: str, event_id: int) -> HttpResponse:
        """GET shows what would change, POST makes it so, as one more change: the same rules as for an edit."""
        row = self._viewed(request, object_id)
        names = self._restorable(request, row)
        events = self.model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(pgh_label="delete")
        event = events.filter(pgh_id=event_id).first()
        newest = events.order_by("pgh_id").last()
        if not names:
            raise PermissionDenied
        if event is None or newest is None:
            raise Http404
        changes = [
            c for c in _changes(Words([event, newest]), newest, event) if c["name"] in self._called(names)
        ]
        if request.method == "POST" and self._restored(request, row, event, names):
            return redirect(self._page("change"), row.pk)
        context = self.admin_site.each_context(request) | {
            "title": "Restore an earlier state", "opts": self.opts, "original": row, "event": event,
            "changes": changes, "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/curation/restore.html", context)

    def _called(self, names: list[str]) -> set[str]:
        return {str(self.opts.get_field(name).verbose_name) for name in names}  # type: ignore[union-attr]

    def _restored(self, request: HttpRequest, row: Any, event: Any, names: list[str]) -> bool:
        """Put the columns back, or say why not."""
        seen = request.POST.get("seen_version", "")
        reason = f"Restored from {formatted(event.pgh_created_at, 'Y-m-d H:i')}."
        try:
            with transaction.atomic(), pghistory.context(reason=reason):
                if hasattr(row, "version") and not (seen == str(row.version) and still_at(row, row.version)):
                    raise ValidationError(
                        "Somebody edited this row after you opened it. Look at it again first."
                    )
                for name in names:
                    attname = self.opts.get_field(name).attname  # type: ignore[union-attr]
                    setattr(row, attname, getattr(event, attname))
                row.full_clean()
                row.save(update_fields=names)
                outcome = self.put_back(row)
                connection.check_constraints()
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return False
        except REFUSALS as error:
            messages.error(request, in_words(error))
            return False
        self.log_change(request, row, reason)
        messages.success(request, f"{reason} {outcome}".strip())
        return True

    def put_back(self, row: Any) -> str:
        """What else has to be done once an earlier state was put back, in the same transaction; a sentence about it, or ""."""
        return ""

    def _page(self, name: str) -> str:
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"
