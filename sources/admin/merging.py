"""The page on which one row becomes a part of another that means the same."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from sources.models import NotMerged, Reviewed, Status
from sources.refusals import REFUSALS, in_words

from .rows import RowAdmin

NAMED = 20


class MergingAdmin(RowAdmin):
    """Rows with a `merged_into`: their page leads to one that asks into which other row, and moves what refers to them."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<path:key>/merge/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.merged_into_id is None and self.may_merge(request, obj):
            context["merge_url"] = self.page("merge")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_merge(self, request: HttpRequest, row: Any) -> bool:
        """Who may change and delete the row, and everything that refers to it."""
        if not (
            self.has_change_permission(request, row)
            and request.user.has_perm(self.permission("delete", self.model))
        ):
            return False
        return all(self.may_move(request, move) for move in row.moves() if move.rows.exists())

    def may_move(self, request: HttpRequest, move: Any) -> bool:
        published = issubclass(move.model, Reviewed) and move.rows.exclude(status=Status.DRAFT).exists()
        actions = ("change", "publish") if published else ("change",)
        return all(request.user.has_perm(self.permission(action, move.model)) for action in actions)

    def permission(self, action: str, model: Any) -> str:
        return f"{model._meta.app_label}.{action}_{model._meta.model_name}"

    def merge_form(self, data: Any) -> forms.Form:
        field = self.model._meta.get_field("merged_into")
        into = forms.ModelChoiceField(
            self.model._base_manager.filter(merged_into=None),
            label="Becomes a part of",
            widget=AutocompleteSelect(field, self.admin_site),
            help_text="What refers to this row moves there, and its address leads there. This cannot be undone by a click.",
        )
        seen = forms.IntegerField(widget=forms.HiddenInput)
        return type("MergeForm", (forms.Form,), {"into": into, "seen_version": seen})(data)

    def merge_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """GET asks for the other row, POST merges; what stands in the way is listed, and then nothing was changed."""
        row = get_object_or_404(self.get_queryset(request), pk=key, merged_into=None)
        if not self.may_merge(request, row):
            raise PermissionDenied
        form = self.merge_form(request.POST if request.method == "POST" else None)
        form.fields["seen_version"].initial = row.version
        if form.is_valid() and self.merged(request, row, form):
            return redirect(self.page("change"), form.cleaned_data["into"].pk)
        context = self.admin_site.each_context(request) | {
            "title": f"Merge “{row}”", "opts": self.opts, "row": row, "form": form, "media": self.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/curation/merge.html", context)

    def merged(self, request: HttpRequest, row: Any, form: forms.Form) -> bool:
        into = form.cleaned_data["into"]
        if not self.has_change_permission(request, into):
            form.add_error("into", "You may not change this one.")
        elif form.cleaned_data["seen_version"] != row.version:
            form.add_error(None, "Somebody else saved this row after you opened the page. Look at it again.")
        else:
            try:
                row.merge(into)
            except NotMerged as refusal:
                form.add_error(
                    None,
                    [str(refusal), *(f"{one._meta.verbose_name}: {one}" for one in refusal.rows[:NAMED])],
                )
            except REFUSALS as refusal:
                form.add_error(None, in_words(refusal))
            else:
                self.log_change(request, row, f"Merged into {into} ({into.pk}).")
                self.log_change(request, into, f"Took in {row} ({row.pk}).")
                self.message_user(request, f"Merged: {row}. What referred to it is here now.")
                return True
        return False
