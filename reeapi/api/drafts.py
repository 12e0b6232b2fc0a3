"""What staff see with a token for writing: drafts through ``status=`` and by key, and how each row was reviewed.

An answer to such a token is the row as those see it who may edit it: references and parts that are not public yet are
in it, as far as the permissions go, so that what was read can be written back. Embedded lists of other rows, and the
counts, are of public rows for everybody.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from .authentication import CHALLENGE
from .conditional import answer, tag
from .errors import Moved, Problem, Refused, Withdrawn, base_url, invalid_parameters
from .fields import FieldsParameter, choose
from .filters import ChoiceFilter
from .findings import Findings
from .formats import refuse_pages, row_texts, stream
from .pagination import Relevance
from .parameters import Parameter, read
from .provenance import RecordedViewSet
from .questions import compiled_question
from .shapes import Shape


@cache
def with_drafts() -> frozenset[type[Model]]:
    """The models whose rows are not all public."""
    models = [model for model in apps.get_models() if hasattr(model._default_manager, "for_staff")]
    return frozenset(model for model in models if not model._meta.proxy)


def may(user: Any, action: str, model: type[Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")


def may_see(user: Any, model: type[Model]) -> bool:
    """Whoever may change rows may see them, as in the admin."""
    return may(user, "view", model) or may(user, "change", model)


def visible(row: Any, seen: frozenset[type[Model]]) -> bool:
    """Whether a row may be named to somebody who sees the drafts of these models; a link of others, if all of them may."""
    if hasattr(row, "is_public"):
        return row.is_public or type(row) in seen
    links = [field.name for field in row._meta.concrete_fields if field.related_model in with_drafts()]
    return all(visible(getattr(row, name), seen) for name in links if getattr(row, name) is not None)


@dataclass(frozen=True)
class InStates:
    """What the filters look at of other tables, for staff who ask for rows in these states of review: rows in the same
    states, and what is public, which a draft may bear on.
    """

    states: tuple[str, ...]

    def __call__(self, model: Any) -> QuerySet:
        if model in with_drafts():
            return model._default_manager.for_staff().filter(Q(status__in=self.states) | Q(is_public=True))
        return model._default_manager.all()


def for_writing(request: Request) -> bool:
    """Whether the caller is of staff, with a token that may write."""
    return request.auth is not None and request.auth.may_write


class DraftViewSet(RecordedViewSet):
    """Reading, by everybody and by staff. The model's manager answers `for_staff()` too."""

    @classmethod
    @cache
    def list_parameters(cls) -> dict[str, Parameter]:
        if not cls.has_status():
            return super().list_parameters()
        status = ChoiceFilter(
            cls.queryset.model._meta.get_field("status").choices,
            "status",
            help_text="Any of these states of review, also of the statements and rebuttals that other parameters are about. For "
            "staff with a token for writing; without it, what is public.",
            example="draft,published",
        )
        return super().list_parameters() | {"status": status}

    @classmethod
    def has_status(cls) -> bool:
        return any(field.name == "status" for field in cls.queryset.model._meta.fields)

    @classmethod
    def _shown_parameters(cls, shape: type[Shape]) -> dict[str, Parameter]:
        return super()._shown_parameters(shape) | {"fields": FieldsParameter(shape().tree(review=True))}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.seen = self.drafts_of(request)

    def drafts_of(self, request: Request) -> frozenset[type[Model]]:
        """The models whose drafts the caller may see; none, where they may not see those of this resource."""
        if not for_writing(request):
            return frozenset()
        found = frozenset(model for model in with_drafts() if may_see(request.user, model))
        return found if self.queryset.model in found else frozenset()

    def answer_list(self, request: HttpRequest, name: str) -> HttpResponseBase:
        if not self.seen:
            self._refuse_what_is_for_staff(request)
            return super().answer_list(request, name)
        told = self.admit(request, name)
        given = read(request.GET, self.list_parameters())
        ordering = self._ordering(given)
        if name != "json":
            refuse_pages(given, name)
        found = Findings(told)
        values = self.filterset_class.values(given, found, self.seen)
        form = replace(self.form(given, values, ordering), seen=self.seen)
        if states := tuple(given.get("status", ())):
            form = replace(form, queryset=self.of_status(states))
            if self.seen == with_drafts():  # else a filter would tell of drafts that are not shown
                form = replace(form, rows=InStates(states))
        values, base = self.filterset_class.bound(values), base_url(request)
        if name != "json":
            shown = choose(form.shape().tree(review=True), form.fields, form.hidden, form.expand)
            return stream(row_texts(form, values, base), form.shape(), shown, name, self.basename)
        question = compiled_question(form)
        page = question.page(values, given.get("cursor"), base, found)
        extras = (
            dict(zip(("count", "count_is_exact"), question.counted(values, found), strict=True))
            if given.get("count")
            else {}
        )
        if isinstance(ordering, Relevance):
            extras["relevance_scope"] = page.ranked
        return self._page(request, page, base, extras)

    def answer_object(self, request: HttpRequest) -> HttpResponse:
        if not self.seen or "as_of" in request.GET:
            self._refuse_what_is_for_staff(request)
            return super().answer_object(request)
        self.admit(request)
        given, key = read(request.GET, self.object_parameters()), self._key(self.kwargs)
        rows = self._object_shown(given).rows([key], base_url(request))
        if not rows:
            return self._elsewhere(request, key)
        _, version, text = rows[0]
        return answer(request, text.encode(), etag=tag(text.encode(), version))

    def _whereabouts(self, key: str) -> Moved | Withdrawn | None:
        """Staff are also led on from the former slug of what nothing public uses, and from a draft that was merged."""
        if self.queryset.model in self.seen:
            row = self.queryset.model._default_manager.successor(key)
            current = row and str(getattr(row, self.lookup_field))
            if current and current != key:
                return Moved(current)
        return super()._whereabouts(key)

    @classmethod
    @cache
    def of_status(cls, status: tuple[str, ...]) -> QuerySet:
        """The rows in any of these states of review: one object for each, which the compiled questions are kept by."""
        return cls.queryset.model._default_manager.for_staff().filter(status__in=status)

    def _refuse_what_is_for_staff(self, request: HttpRequest) -> None:
        query = request.GET
        if self.has_status() and "status" in query and self.action == "list":
            read(query, self.list_parameters())
            if getattr(self.request, "auth", None) is None:
                detail = "Only staff see drafts: send a token for writing, or leave `status` out."
                raise Problem("unauthenticated", detail, headers={"WWW-Authenticate": CHALLENGE})
            raise Problem("forbidden", "This token does not show drafts: leave `status` out.")
        names = query.get("fields", "").split(",")
        hidden = [name for name in names if name in self.object_shape().staff_only]
        if hidden:
            errors = [Refused(f"{name} is shown to staff with a token for writing.") for name in hidden]
            raise invalid_parameters([refused.about("fields") for refused in errors])
