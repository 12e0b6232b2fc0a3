"""The page between the wish to withdraw and the withdrawal: it names what else would go, and asks for a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from sources.models import Reviewed, Status, StillNeeded

from .searching import as_uuid

LIMIT = 100  # rows withdrawn at a time, not counting what rests on them
SHOWN = 200  # rows named on the page


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="Public reason",
        max_length=300,
        help_text="The public reads this where the row was. It stays.",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    cascade = forms.BooleanField(required=False)
    listed = forms.IntegerField(widget=forms.HiddenInput)  # how many rows the page named as resting on these

    def __init__(self, *args: Any, dependents: list[Reviewed], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.dependents = dependents
        self.fields["listed"].initial = len(dependents)
        if dependents:
            self.fields[
                "cascade"
            ].label = f"Also withdraw what rests on this, listed below ({len(dependents)})"
        else:
            del self.fields["cascade"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("cascade") and cleaned.get("listed") != len(self.dependents):
            self.data = {**self.data.dict(), "listed": str(len(self.dependents))}
            raise forms.ValidationError("What rests on this changed meanwhile. Read the list again.")
        return cleaned


def withdrawal_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET `?id=…&id=…` asks, POST withdraws: all of the rows or, with the reason on the page, none."""
    keys = [key for text in request.GET.getlist("id")[:LIMIT] if (key := as_uuid(text))]
    rows = list(model_admin.get_queryset(request).filter(pk__in=keys, status=Status.PUBLISHED))
    if not rows:
        messages.error(request, "Only published rows can be withdrawn. Drafts can be deleted.")
        return redirect(model_admin.page("changelist"))
    for row in rows:
        row.resting = row.all_dependents()
    dependents = each_once(dependent for row in rows for dependent in row.resting if dependent not in rows)
    if not all(may_publish(request, row) for row in dependents):
        raise PermissionDenied
    form = WithdrawalForm(request.POST if request.method == "POST" else None, dependents=dependents)
    if form.is_valid() and withdraw_all(rows, form):
        for row in rows:
            model_admin.log_change(request, row, f"Withdrawn: {form.cleaned_data['reason']}")
        also = f", and {len(dependents)} that rested on it" if dependents else ""
        messages.success(
            request, f"Withdrawn: {rows[0]}{f' and {len(rows) - 1} more' if rows[1:] else ''}{also}."
        )
        return redirect(model_admin.page("changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Withdraw {model_admin.opts.verbose_name if len(rows) == 1 else model_admin.opts.verbose_name_plural}",
        "opts": model_admin.opts,
        "form": form,
        "rows": linked(rows),
        "dependents": linked(dependents[:SHOWN]),
        "unnamed": max(len(dependents) - SHOWN, 0),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/curation/withdraw.html", context)


def withdraw_all(rows: list[Reviewed], form: WithdrawalForm) -> bool:
    """Withdraw all rows, those first that others of them are needed by. False, with an error on the form, if refused."""
    reason, cascade = form.cleaned_data["reason"], form.cleaned_data.get("cascade", False)
    try:
        with transaction.atomic():
            for row in sorted(rows, key=lambda row: len(row.resting)):
                row.withdraw(reason, cascade=cascade)
    except StillNeeded as refusal:
        form.add_error(
            None,
            f"Nothing was withdrawn: what is listed below rests on “{refusal.row}”. "
            "Withdraw those first, or tick the box to withdraw them together.",
        )
        return False
    return True


def each_once(rows: Iterable[Reviewed]) -> list[Reviewed]:
    return list({row.pk: row for row in rows}.values())


def may_publish(request: HttpRequest, row: Reviewed) -> bool:
    return request.user.has_perm(f"{row._meta.app_label}.publish_{row._meta.model_name}")


def linked(rows: list[Reviewed]) -> list[dict[str, Any]]:
    """Rows with what they are called and their page in the admin."""
    return [
        {
            "row": row,
            "kind": row._meta.verbose_name,
            "url": reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
        }
        for row in rows
    ]
