"""Writing: POST, PUT, PATCH and DELETE in the shape that is read. Every rule about rows is the database's.

A request passes: token, permission, query, precondition, body, then one transaction in which the row is locked at the version
that was read, changed, and read again for the answer.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, models, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from psycopg.errors import DeadlockDetected, SerializationFailure
from rest_framework.fields import empty
from rest_framework.request import Request

from .authentication import CHALLENGE
from .bodies import JSON, MERGE_PATCH, invalid_body, merged, read_object, wrong
from .changes import Change, Seen, change_of, checked, referred_by, still_public
from .conditional import PRIVATE, tag
from .drafts import DraftViewSet, for_writing, may, visible, with_drafts
from .errors import Moved, Problem, Withdrawn, base_url
from .inputs import Input
from .parameters import Parameter, read
from .preconditions import ANY, is_new, versions_seen
from .representation import compiled
from .shapes import OBJECT_LIMIT, ROOT

TRIES = 5  # of a transaction that met another one head-on
NAMED = 20  # rows named in an answer


class WriteViewSet(DraftViewSet):
    """A resource that can be written.

    - `input_class`: what may be written. `writing_descriptions`: what the document says of an action beside the usual.
    - `refusals`: the errors of the database that `refused(error)` makes a problem of.
    - `new_row(request)`, `write_status(…)`, `remove(…)`: what the resource does beside its columns.
    """

    input_class: type[Input]
    writing_descriptions: dict[str, str] = {}
    refusals: tuple[type[DatabaseError], ...] = ()
    removal_parameters: dict[str, Parameter] = {}
    written: Any = None

    # The four methods

    def create(self, request: Request) -> HttpResponse:
        self._permit(request, "add")
        form, document = self.input_class(), read_object(request._request, JSON)
        if self.lookup_field == "pk" and "id" in document:
            detail = (
                "An id is chosen by the address: PUT it there with `If-None-Match: *`. POST gives a new one."
            )
            raise invalid_body([wrong("/id", detail)])
        values = checked(form, document, self.seen)
        row = self._in_transaction(
            request, lambda: self._insert(request, self.new_row(request), form, values)
        )
        return self._answer(request, row, 201)

    def update(self, request: Request, **kwargs: str) -> HttpResponse:
        new = is_new(request._request)
        self._permit(request, "add" if new else "change")
        key = self._new_key(kwargs) if new else self._key(kwargs)
        versions = ANY if new else versions_seen(request._request)
        document = read_object(request._request, JSON)
        if new:
            return self._create_at(request, key, document)
        return self._change(request, key, versions, lambda row: self._whole(request, row, document))

    def partial_update(self, request: Request, **kwargs: str) -> HttpResponse:
        self._permit(request, "change")
        key, versions = self._key(kwargs), versions_seen(request._request)
        patch = read_object(request._request, MERGE_PATCH, JSON)
        return self._change(
            request, key, versions, lambda row: merged(self._bare(request, row, with_drafts()), patch)
        )

    def destroy(self, request: Request, **kwargs: str) -> HttpResponse:
        self._permit(request, "delete", read_query=False)
        given = read(request._request.GET, self.removal_parameters)
        key, versions = self._key(kwargs), versions_seen(request._request)

        def run() -> list[dict[str, str]]:
            return self.remove(request, self._locked(key, versions, for_delete=True), given)

        return _private(json.dumps({"removed": self._in_transaction(request, run)}), 200)

    # What a resource adds

    def new_row(self, request: Request) -> Any:
        return self.queryset.model()

    def write_status(self, request: Request, row: Any, status: str | None) -> None:
        """Bring the row into the state of review that the body asks for, if it asks for one."""

    def remove(self, request: Request, row: Any, given: dict[str, Any]) -> list[dict[str, str]]:
        """Remove the row; returns what was removed, `named`."""
        removed = [named(row)]
        row.delete()
        return removed

    def columns(self, request: Request, row: Any, form: Input, values: dict[str, Any]) -> dict[str, Any]:
        """{column: value} of the row itself."""
        return form.columns(values)

    def permit_change(self, request: Request, row: Any) -> None:
        """Raise the problem `forbidden` where the caller may change rows, but not this one."""

    def refused(self, request: Request, error: DatabaseError) -> Problem:
        """What the database refused, `written` being the row that it was about."""
        raise NotImplementedError

    # Steps

    def _permit(self, request: Request, action: str, *, read_query: bool = True) -> None:
        if request.auth is None:
            detail = "Only staff write: send a token for writing."
            raise Problem("unauthenticated", detail, headers={"WWW-Authenticate": CHALLENGE})
        if not for_writing(request):
            raise Problem("forbidden", "This token is for reading alone, or its account is not one of staff.")
        self.demand(request, action, self.queryset.model)
        self.seen |= {self.queryset.model}  # whoever may write rows is shown what they wrote
        if read_query:
            read(request._request.GET, {})

    def demand(self, request: Request, action: str, model: type[models.Model]) -> None:
        if not may(request.user, action, model):
            raise Problem("forbidden", f"Your account may not {action} {model._meta.verbose_name_plural}.")

    def _in_transaction(self, request: Request, run: Callable[[], Any]) -> Any:
        """Run it in one transaction; what the database refuses becomes a problem, and a deadlock another try."""
        for attempt in range(TRIES):
            try:
                with transaction.atomic():
                    return run()
            except ProtectedError as error:
                raise self._in_use(error) from None
            except self.refusals as error:
                raise self.refused(request, error) from error
            except OperationalError as error:
                met = isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
                if not met or attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _in_use(self, error: ProtectedError) -> Problem:
        """Names what refers to the row; of what the caller may not see, only that there is something."""
        rows = sorted(error.protected_objects, key=lambda row: (row._meta.label, str(row.pk)))
        shown = [row for row in rows if visible(row, self.seen)]
        errors = [in_the_way(row, self.request._request) for row in shown[:NAMED]]
        return Problem(
            "conflict",
            f"This is still used by {len(rows)} other {'row' if len(rows) == 1 else 'rows'}.",
            errors=errors,
        )

    def _locked(self, key: str, versions: frozenset[int], *, for_delete: bool = False) -> Any:
        """The row, kept from others until the transaction ends, if it has one of the versions (any, if there are none)."""
        manager: Any = self.queryset.model._default_manager
        row = manager.for_staff().filter(**{self.lookup_field: key}).first()
        if row is None or not (row.is_public or self.queryset.model in self.seen):
            raise self._nowhere(key)
        same = manager.select_for_update(no_key=not for_delete).filter(pk=row.pk)
        locked = (same.filter(version__in=versions) if versions else same).first()
        if locked is None:
            raise Problem("precondition-failed", "Somebody else changed it meanwhile: read it again.")
        return locked

    def _nowhere(self, key: str) -> Problem:
        match self._whereabouts(key):
            case Moved(key=new):
                return Problem("conflict", f"This goes on at {ROOT}{self.basename}/{new}/: write there.")
            case Withdrawn() as withdrawn:
                return withdrawn.problem()
        return Problem("not-found", "There is nothing at this address. `If-None-Match: *` creates it.")

    def _insert(self, request: Request, row: Any, form: Input, values: dict[str, Any]) -> Any:
        self._write(request, self._difference(request, row, form, values))
        self.write_status(request, row, values.get("status"))
        return row

    def _difference(self, request: Request, row: Any, form: Input, values: dict[str, Any]) -> Change:
        return change_of(row, form, self.columns(request, row, form, values), values)

    def _write(self, request: Request, change: Change) -> None:
        self.written = change.row
        for part in change.parts:
            for action in part.actions():
                self.demand(request, action, part.model)
        change.write()

    def _create_at(self, request: Request, key: str, document: dict[str, Any]) -> HttpResponse:
        """Create at this address. What stands there and is the same already was created by an earlier try."""
        form, values = (
            self.input_class(),
            checked(self.input_class(), self._at(key, document, new=True), self.seen),
        )

        def run() -> tuple[Any, int]:
            with connection.cursor() as cursor:  # two who create the same come one after the other
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{self.basename}/{key}"])
            there = self.queryset.model._base_manager.filter(**{self.lookup_field: key}).first()
            if there is None:
                row = self.new_row(request)
                self._set_key(row, key)
                return self._insert(request, row, form, values), 201
            if getattr(there, "merged_into", None) or self._difference(request, there, form, values):
                raise Problem("precondition-failed", "Something else stands at this address already.")
            return there, 200

        return self._answer(request, *self._in_transaction(request, run))

    def _at(self, key: str, document: dict[str, Any], *, new: bool = False) -> dict[str, Any]:
        """The body, whose own key, if it has one, is that of the address; a slug that is there already may be changed."""
        name = "id" if self.lookup_field == "pk" else self.lookup_field
        if (new or name == "id") and str(document.get(name, key)).lower() != key:
            raise invalid_body([wrong(f"/{name}", f"The address is that of '{key}'.")])
        return document if name == "id" else {name: key} | document

    def _new_key(self, kwargs: dict[str, str]) -> str:
        """The key of an address at which something may be created."""
        try:
            return self._key(kwargs)
        except Problem:
            model = self.queryset.model
            rule = (
                f"an id is a UUIDv7, such as {self.example_key}."
                if self.lookup_field == "pk"
                else "a slug has lower-case letters a to z, digits and single hyphens between them, "
                f"at most {model._meta.get_field(self.lookup_field).max_length} characters."
            )
            raise Problem("bad-request", f"The address is no good: {rule}") from None

    def _set_key(self, row: Any, key: str) -> None:
        """Give a new row the key of its address, if rows can have it."""
        column = row._meta.pk if self.lookup_field == "pk" else row._meta.get_field(self.lookup_field)
        try:
            setattr(row, column.attname, column.clean(key, row))
        except ValidationError as error:
            raise Problem("bad-request", f"The address is no good: {' '.join(error.messages)}") from None

    def _change(
        self, request: Request, key: str, versions: frozenset[int], document: Callable[[Any], dict[str, Any]]
    ) -> HttpResponse:
        form = self.input_class()

        def run() -> Any:
            row = self._locked(key, versions)
            was_public = row.is_public
            values = checked(form, self._at(key, document(row)), self.seen, referred_by(row, form))
            change = self._difference(request, row, form, values)
            if change:
                self.permit_change(request, row)
                self._write(request, change)
            self.write_status(request, row, values.get("status"))
            if change and was_public:
                still_public(row, form)
            return row

        return self._answer(request, self._in_transaction(request, run), 200)

    # Answers

    def _bare(self, request: Request, row: Any, seen: Seen) -> Any:
        """What can be written of the row, as those read it who see these drafts."""
        return self.input_class().bare(json.loads(self._shown(request, row, seen)[1]))

    def _whole(self, request: Request, row: Any, document: dict[str, Any]) -> dict[str, Any]:
        """The body of a PUT, if it says all of what it replaces and the caller sees that: nobody takes away what they
        did not mean to, or were not shown.
        """
        self._demand_whole(document)
        everything = with_drafts()
        if self.seen != everything and self._bare(request, row, self.seen) != self._bare(
            request, row, everything
        ):
            detail = "Your account does not see all that this refers to: change single members with PATCH."
            raise Problem("forbidden", detail)
        return document

    def _demand_whole(self, document: dict[str, Any]) -> None:
        """Refuse a body without members that would fall back to their defaults; the key is in the address."""
        detail = "A PUT replaces the whole object, this member with it: send it too, or PATCH for a part."
        errors = [
            wrong(f"/{name}", detail)
            for name, one in self.input_class().fields.items()
            if name not in document
            and name != self.lookup_field
            and (one.required or one.default is not empty)
        ]
        if errors:
            raise invalid_body(errors)

    def _shown(self, request: Request, row: Any, seen: Seen) -> tuple[int, str]:
        shown = compiled(
            self.object_shape(),  # type: ignore[arg-type]
            self.queryset.model,
            lookup="pk",
            limit=OBJECT_LIMIT,
            seen=seen,
        )
        ((_, version, text),) = shown.rows([row.pk], base_url(request._request))
        return version, text

    def _answer(self, request: Request, row: Any, status: int) -> HttpResponse:
        version, text = self._shown(request, row, self.seen)
        response = _private(text, status)
        response["ETag"] = tag(text.encode(), version)
        if status == 201:
            response["Location"] = self.address(row, request._request)
        return response

    def address(self, row: Any, request: HttpRequest) -> str:
        return f"{base_url(request)}{ROOT}{self.basename}/{getattr(row, self.lookup_field)}/"


def named(row: Any) -> dict[str, str]:
    """A row that was removed, by kind and key."""
    return {"type": row._meta.model_name, "key": str(getattr(row, "slug", None) or row.pk)}


def in_the_way(row: Any, request: HttpRequest) -> dict[str, str]:
    """A row that a change would break, in words, with its address; that of a part is the address of what it belongs to."""
    told = {"detail": f"{row._meta.verbose_name} {row.pk}: {row}"[:300]}
    wholes = (getattr(row, field.name) for field in row._meta.concrete_fields if field.many_to_one)
    for one in (row, *filter(None, wholes)):
        try:
            path = reverse(f"{one._meta.model_name}s-detail", args=[getattr(one, "slug", one.pk)])
        except NoReverseMatch:
            continue
        return told | {"url": f"{base_url(request)}{path}"}
    return told


def _private(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=JSON, headers={"Cache-Control": PRIVATE})
