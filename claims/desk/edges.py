"""Rebuttals and supports that a marking draws: each of exactly one target, several from one statement."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from claims.models import Rebuttal, Statement, Support
from claims.models.edges import TARGETS, Edge
from sources.admin.searching import as_uuid
from sources.identifiers import validate_uuid7
from sources.models import Status

from .answers import Stale, part

GONE: dict[str, Any] = {
    name: {"invalid_choice": "What it bears on is not here any more: take it out, or choose another."}
    for name in TARGETS
}
MOST = 30  # edges of one statement, saved at once


class RebuttalForm(forms.ModelForm):
    class Meta:
        model = Rebuttal
        fields = (*TARGETS, "relation", "ground", "basis", "note")
        error_messages = GONE


class SupportForm(forms.ModelForm):
    class Meta:
        model = Support
        fields = (*TARGETS, "relation", "basis", "note")
        error_messages = GONE


FORMS: dict[str, Any] = {"rebuttal": RebuttalForm, "support": SupportForm}


def save_edges(
    request: HttpRequest, statement: Statement, given: list[dict], dropped: list[str], by: str
) -> None:
    """Write the edges `given` of a statement, [{"id", "kind", "target": {"type", "id"}, "relation", …}, …], and delete those `dropped`.

    One that is there is changed only if `version` is that which it has. Raises ValidationError under `edges`, or Stale.
    """
    if len(given) > MOST:
        raise ValidationError({"edges": f"Save at most {MOST} targets at once."})
    for key in dropped:
        drop(request, statement, as_uuid(str(key)))
    for one in given:
        try:
            save_edge(request, statement, one, by)
        except ValidationError as error:
            raise ValidationError({"edges": error.messages}) from error


def save_edge(request: HttpRequest, statement: Statement, given: dict[str, Any], by: str) -> None:
    form = FORMS.get(str(given.get("kind")))
    key = as_uuid(str(given.get("id") or ""))
    if form is None or key is None:
        raise ValidationError("A rebuttal or support has a kind and an identifier.")
    model: type[Edge] = form._meta.model
    row = model._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    new = row is None
    own = admin.site.get_model_admin(model)
    if new:
        if given.get("version") is not None:
            raise Stale  # somebody deleted it meanwhile
        validate_uuid7(key)
        row = model(pk=key, statement=statement, recorded_by=by)
    assert row is not None
    if row.statement_id != statement.pk:
        raise ValidationError("This identifier is taken by another row.")
    bound = form(values(given), instance=row)
    if not bound.is_valid():
        raise ValidationError([message for found in bound.errors.as_data().values() for message in found])
    if not new and not bound.has_changed():
        return
    if not (own.has_add_permission(request) if new else own.has_change_permission(request, row)):
        raise PermissionDenied(f"Your account may not record or change this {model._meta.verbose_name}.")
    if not new and given.get("version") != row.version:
        raise Stale
    row.save(force_insert=new)


def values(given: dict[str, Any]) -> dict[str, Any]:
    """The fields of an edge's form. `target` names one kind and one row."""
    target = part(given, "target")
    name = f"target_{target.get('type')}"
    if name not in TARGETS or as_uuid(str(target.get("id") or "")) is None:
        raise ValidationError("Choose what it bears on.")
    plain = {field: str(given.get(field) or "") for field in ("relation", "ground", "basis", "note")}
    return plain | {name: str(target["id"])}


def drop(request: HttpRequest, statement: Statement, key: Any) -> None:
    for model in (Rebuttal, Support):
        row = model.objects.filter(pk=key, statement=statement).first()
        if row is None:
            continue
        if row.status != Status.DRAFT or not admin.site.get_model_admin(model).has_delete_permission(
            request, row
        ):
            raise ValidationError(
                {"edges": "What was published is withdrawn, with a reason, on its own page."}
            )
        row.delete()
