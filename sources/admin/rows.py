"""What every page of the admin shares: search, pages, refusals as form errors, and no save over somebody else's."""

from collections.abc import Callable, Iterable
from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from sources.models import Curator, Reviewed
from sources.refusals import REFUSALS, in_words

from .history import RecordedAdmin, still_at
from .listings import Listing
from .pages import CappedPaginator
from .searching import as_uuid, words_of


def one_word(field: str) -> Callable[[Model], str]:
    """A column that shows a choice in one word; its explanation is for the form."""

    @admin.display(description=field)
    def column(row: Model) -> str:
        return getattr(row, field)

    return column


def in_short(field: str) -> Callable[[Model], str]:
    """A column that shows the beginning of what another row is called."""

    @admin.display(description=field, ordering=field)
    def column(row: Model) -> str:
        return Truncator(str(getattr(row, field))).chars(60)

    return column


class RowForm(forms.ModelForm):
    """A form that remembers which version of the row it shows, and can say why the database refused it."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    refusal: ValidationError | None = None
    computed: tuple[str, ...] = ()  # model fields that the form sets without showing them

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not hasattr(self.instance, "version"):
            del self.fields["seen_version"]
        elif not self.instance._state.adding:
            self.fields["seen_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class RowAdmin(RecordedAdmin):
    """Every model's page. A subclass says how rows are found (`matching`), and what refers to them (`listings`)."""

    form = RowForm
    paginator = CappedPaginator
    ordering = ["-pk"]
    sortable_by: tuple[str, ...] = ()  # no index serves another order over all rows
    list_per_page = 50
    list_select_related: tuple[str, ...] = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["pk"]  # turns the search box on; `matching` is what it asks
    change_form_template = "admin/curation/change_form.html"
    change_list_template = "admin/curation/change_list.html"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    api_resource = ""
    listings: list[Listing] = []

    class Media:
        css = {"all": ["admin_ree/curation.css"]}

    # Which rows

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Rows with that id, or that match all words; an autocomplete offers only what can be chosen."""
        if request.path.endswith("/autocomplete/"):
            queryset = self.choosable(queryset)
        term = search_term.replace("\0", "").strip()
        key = as_uuid(term)
        if key and self.opts.pk.get_internal_type() == "UUIDField":
            return queryset.filter(pk=key), False
        words = words_of(term)
        if term and not words:
            return queryset.none(), False
        return (queryset.filter(self.matching(words)) if words else queryset), False

    def matching(self, words: list[str]) -> Q:
        raise NotImplementedError

    def choosable(self, queryset: QuerySet) -> QuerySet:
        return queryset

    # What is shown

    def view_on_site(self, obj: Model) -> str | None:
        """Where the API shows the row; None where it does not."""
        if not self.api_resource or not getattr(obj, "is_public", False):
            return None
        return f"/api/v1/{self.api_resource}/{getattr(obj, 'slug', obj.pk)}/"

    @admin.display(description="API")
    def on_api(self, obj: Model) -> str:
        url = self.view_on_site(obj)
        return (
            format_html('<a href="{}">view<span class="visually-hidden"> on API</span></a>', url)
            if url
            else "–"
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not context.get("is_popup"):
            context["listings"] = [
                shown for one in self.listings if (shown := one.of(obj, request, self.admin_site))
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving and deleting

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [name for name in super().get_fields(request, obj) if name != "seen_version"]

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """The form, and again with the reason where saving it was refused: then nothing of it was saved."""
        if reason := request.POST.get("change_reason", "").replace("\0", "").strip()[:300]:
            pghistory.context(reason=reason)  # of this request; the public reads it in the history
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            request.refusal = ValidationError(in_words(error))
        except ValidationError as error:
            request.refusal = error
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Model, form: RowForm, change: bool) -> None:
        """Save what the form shows, and only that: counters and visibility move meanwhile."""
        if not change:
            if isinstance(obj, Reviewed):
                obj.recorded_by = Curator.objects.handle_of(request.user)
            obj.save()
            return
        if "seen_version" in form.fields and not still_at(obj, form.cleaned_data["seen_version"]):
            raise ValidationError(
                "Somebody else saved this row after you opened it, so nothing of yours was saved. Open it in a "
                "second tab to see their changes, then repeat there what you still want to change."
            )
        shown = [field.name for field in self.opts.concrete_fields if field.name in form.cleaned_data]
        obj.save(update_fields=[*shown, *form.computed])

    def save_formset(self, request, form, formset, change) -> None:
        for inline in formset.forms:
            if isinstance(inline.instance, Reviewed) and inline.instance._state.adding:
                inline.instance.recorded_by = Curator.objects.handle_of(request.user)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()  # those that wait for the end of the transaction, while a form can say so

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was public keeps its address."""
        return super().has_delete_permission(request, obj) and getattr(obj, "published_at", None) is None

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as error:
            messages.error(request, in_words(error))
        return redirect(self.page("change"), object_id)

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except REFUSALS as error:
            messages.error(request, in_words(error))
        return redirect(request.get_full_path())

    def page(self, name: str) -> str:
        """The name of this model's page `name` (changelist, add, change, …) in URLs."""
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"

    def confirm(self, name: str, keys: Iterable[Any]) -> HttpResponse:
        """To the page `name`, which asks whether it shall be done to the rows with these keys."""
        return redirect(reverse(self.page(name), query={"id": [str(key) for key in keys]}))
