"""Writing through the API what curators write in the admin: the same permissions, review and refusals."""

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from reeapi.api.bodies import JSON, invalid_body, read_object, wrong
from reeapi.api.changes import referred
from reeapi.api.drafts import visible
from reeapi.api.errors import Problem, Refused, invalid_parameters
from reeapi.api.inputs import Input, PartsField, Reference
from reeapi.api.parameters import Flag, Parameter
from reeapi.api.preconditions import versions_seen
from reeapi.api.shapes import Shape
from reeapi.api.writing import NAMED, WriteViewSet, in_the_way, named

from .models import Curator, NotMerged, Reviewed, Status, StillNeeded
from .models.review import FourEyes, Method
from .refusals import REFUSALS, Refusal, explained

# Rules of triggers that are about other rows, which have to be changed first.
ABOUT_OTHERS = {
    "never_deleted_once_public", "slug_was_never_anothers", "never_back_to_draft", "merging_is_acyclic",
    "statement_quotes_leave_the_text_unpublished", "topic_is_not_below_itself", "rebuttal_chain_is_acyclic",
    "syndication_is_acyclic",
}  # fmt: skip
ABOUT_WORDS = {"statement_quote_is_what_the_text_says", "statement_quote_lies_within_its_text"}


class CuratedViewSet(WriteViewSet):
    """Rows that staff write: what the database refuses is told in its words, with the place in the body."""

    refusals = REFUSALS

    @staticmethod
    def handles(users: set) -> Mapping[Any, str]:
        return Curator.objects.handles(users)

    def refused(self, request: Request, error: DatabaseError) -> Problem:
        refusal = explained(error)
        errors = [wrong(pointer, refusal.words) for pointer in self.places_of(refusal)]
        if refusal.rule in ABOUT_WORDS:
            return Problem("quote-mismatch", refusal.words, errors=errors)
        if refusal.stands or refusal.rule in ABOUT_OTHERS:
            other = self.other(refusal)
            if other is not None:
                errors = [one | {"url": self.address(other, request._request)} for one in errors]
            return Problem("conflict", refusal.words, errors=errors)
        return invalid_body(errors or [wrong("", refusal.words)])

    def places_of(self, refusal: Refusal) -> list[str]:
        """Where in the body the fault lies: JSON pointers, each once."""
        form = self.input_class()
        if refusal.model not in (None, self.queryset.model):
            parts = (
                f"/{name}"
                for name, one in form.fields.items()
                if isinstance(one, PartsField)
                and self.queryset.model._meta.get_field(one.relation).related_model is refusal.model
            )
            return list(parts)
        found = [form.pointer(name) for name in (refusal.rule, *refusal.columns)]
        return list(dict.fromkeys(pointer for pointer in found if pointer is not None))

    def other(self, refusal: Refusal) -> Any:
        """The row that has the same values already, if the caller may see it."""
        model: Any = self.queryset.model
        if refusal.model != model or self.written is None or not refusal.stands:
            return None
        values = {name: getattr(self.written, name) for name in refusal.columns}
        same = {
            name if value is not None else f"{name}__isnull": value or True for name, value in values.items()
        }
        row: Any = model._base_manager.filter(**same).exclude(pk=self.written.pk).first()
        return row if row is not None and (row.is_public or model in self.seen) else None


class MergingViewSet(CuratedViewSet):
    """Rows that can become a part of another one. `reference_class`: the shape in which that one is referred to."""

    reference_class: type[Shape]

    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **kwargs: str) -> HttpResponse:
        """Answers with the one that stays."""
        model = self.queryset.model
        self._permit(request, "change")
        self.demand(request, "delete", model)
        key, versions = self._key(kwargs), versions_seen(request._request)
        document = read_object(request._request, JSON)
        into = referred(Reference(self.reference_class, model), document, "into", self.seen)

        def run() -> Any:
            row = self._locked(key, versions, for_delete=True)
            self._permit_merge(request, row, into)
            try:
                row.merge(into)
            except NotMerged as refusal:
                raise self._not_merged(refusal) from None
            return into

        return self._answer(request, self._in_transaction(request, run), 200)

    def _permit_merge(self, request: Request, row: Any, into: Any) -> None:
        """What moves is changed, and what is published among it takes the permission to publish."""
        self.permit_change(request, row)
        self.permit_change(request, into)
        for move in row.moves():
            if move.rows.exists():
                self.demand(request, "change", move.model)
            if issubclass(move.model, Reviewed) and move.rows.exclude(status=Status.DRAFT).exists():
                self.demand(request, "publish", move.model)

    def _not_merged(self, refusal: NotMerged) -> Problem:
        rows = [row for row in refusal.rows if visible(row, self.seen)]
        errors = [in_the_way(row, self.request._request) for row in rows[:NAMED]]
        return Problem("conflict", f"Not merged. {refusal}", errors=errors)


class Reason(Parameter):
    """Why something is withdrawn."""

    longest = 300

    def parse(self, text: str) -> str:
        if len(text) > self.longest or not text.strip():
            raise Refused(f"A reason has words, and at most {self.longest} characters.")
        return text.strip()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class ReviewedViewSet(CuratedViewSet):
    """Rows that somebody else must review before the public sees them, and that are withdrawn, not deleted."""

    writing_descriptions = {
        "create": "It is a draft until somebody else publishes it.",
        "destroy": "A draft that nobody saw is deleted; what was public is withdrawn, for a reason, and answers 410 from then on.",
    }
    removal_parameters = {
        "reason": Reason(
            help_text="Why it is withdrawn; the public reads this. A draft that nobody saw is deleted, without a reason.",
            example="Recorded twice.",
        ),
        "cascade": Flag(
            help_text="`true` withdraws also what rests on it. Without it, that is a 409 which names it.",
            example="true",
        ),
    }

    def new_row(self, request: Request) -> Any:
        return self.queryset.model(recorded_by=Curator.objects.handle_of(request.user))

    def columns(self, request: Request, row: Any, form: Input, values: dict[str, Any]) -> dict[str, Any]:
        """A program that does not say by which method a new row came to be cannot claim that a person read the words."""
        found = super().columns(request, row, form, values)
        if row._state.adding:
            found["method"] = (values.get("provenance") or {}).get("method", Method.IMPORTED)
        return found

    def permit_change(self, request: Request, row: Reviewed) -> None:
        if row.status != Status.DRAFT:
            self.demand(request, "publish", type(row))

    def write_status(self, request: Request, row: Reviewed, status: str | None) -> None:
        if status is None or status == row.status:
            return
        if status != Status.PUBLISHED:
            detail = "What was published is withdrawn by DELETE, with a reason, and is never a draft again."
            raise invalid_body([wrong("/status", detail)])
        self.demand(request, "publish", type(row))
        self._refuse_merged(row)
        try:
            row.publish(by=Curator.objects.handle_of(request.user))
        except FourEyes as refusal:
            raise Problem("four-eyes", str(refusal), errors=[wrong("/status", str(refusal))]) from None

    def _refuse_merged(self, row: Reviewed) -> None:
        """What refers to a row that has become a part of another would stay out of sight."""
        form = self.input_class()
        links = [field.name for field in row._meta.concrete_fields if field.many_to_one]
        errors = [
            wrong(
                form.pointer(name) or "",
                f"{one} ({one.pk}) has become a part of {one.merged_into}: refer to that.",
            )
            for name in links
            if getattr(one := getattr(row, name), "merged_into", None)
        ]
        if errors:
            raise Problem(
                "conflict", "Not published: it refers to what is no longer by itself.", errors=errors
            )

    def remove(self, request: Request, row: Reviewed, given: dict[str, Any]) -> list[dict[str, str]]:
        if row.status == Status.DRAFT and row.published_at is None:
            return super().remove(request, row, given)
        self.demand(request, "publish", type(row))
        if "reason" not in given:
            raise invalid_parameters([Refused("Say why: the public reads it.").about("reason")])
        if given.get("cascade"):
            for model in {type(dependent) for dependent in row.all_dependents()}:
                self.demand(request, "publish", model)
        try:
            return [named(one) for one in row.withdraw(given["reason"], cascade=given.get("cascade", False))]
        except StillNeeded as refusal:
            raise self.still_needed(refusal) from None

    def still_needed(self, refusal: StillNeeded) -> Problem:
        """Names what rests on the row, all of which is public."""
        errors = [in_the_way(one, self.request._request) for one in refusal.dependents[:NAMED]]
        count = len(refusal.dependents)
        rest = "1 public row rests" if count == 1 else f"{count} public rows rest"
        detail = f"{rest} on this. Withdraw what does first, or all with `cascade=true`."
        return Problem("conflict", detail, errors=errors)
