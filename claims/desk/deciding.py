"""What a reviewer does with a draft: publish it as it was shown, send it back, or reject it. Nothing is published unseen."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from claims.models import Remark, Statement
from sources.admin.searching import as_uuid
from sources.models import Curator
from sources.models.review import FourEyes

from . import marks, waiting
from .answers import Conflict, listed, only, sent


def may_publish(request: HttpRequest, row: Any) -> bool:
    return request.user.has_perm(f"{row._meta.app_label}.publish_{row._meta.model_name}")


@only("POST")
@transaction.atomic
def publish_view(request: HttpRequest, key: Any) -> JsonResponse:
    """POST {"seen": …}: publish a draft with what was shown with it, if it is yet as it was shown."""
    unit = as_seen(key, sent(request).get("seen"))
    by = Curator.objects.handle_of(request.user)
    if not unit.drafts:
        raise ValidationError("There is nothing left to publish here.")
    for row in unit.drafts:
        if not may_publish(request, row):
            raise PermissionDenied(f"Your account may not publish this {row._meta.verbose_name}.")
        try:
            row.publish(by=by)
        except FourEyes as refusal:
            raise ValidationError(f"{refusal} ({row})") from refusal
        admin.site.get_model_admin(type(row)).log_change(request, row, "Published.")
    unit.statement.remarks.settle(by)
    unit.statement.refresh_from_db(fields=["is_public"])
    waits = [str(one) for one in unit.waits_for]
    return JsonResponse({"done": str(key), "public": unit.statement.is_public, "waits": waits})


def as_seen(key: Any, seen: Any) -> waiting.Unit:
    """The draft, locked. Raises Conflict if anything of it was changed after it was shown."""
    get_object_or_404(Statement.objects.select_for_update(no_key=True, of=("self",)), pk=key)
    unit = waiting.unit_of(marks.statements().get(pk=key))
    for row in unit.drafts:
        type(row)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).first()
    unit = waiting.unit_of(marks.statements().get(pk=key))
    if unit.seen != seen:
        raise Conflict(None, "Somebody changed this draft after you opened it. Read it again, then decide.")
    return unit


@only("POST")
@transaction.atomic
def return_view(request: HttpRequest, key: Any) -> JsonResponse:
    """POST {"remark": …, "seen": …}: send a draft back to whoever recorded it."""
    if not request.user.has_perm("claims.publish_statement"):
        raise PermissionDenied("Your account may not send drafts back.")
    given = sent(request)
    unit = as_seen(key, given.get("seen"))
    remark = Remark(statement=unit.statement, text=str(given.get("remark") or "").strip())
    remark.made_by = Curator.objects.handle_of(request.user)
    remark.full_clean()
    remark.save()
    return JsonResponse({"done": str(key)})


@only("POST")
@transaction.atomic
def reject_view(request: HttpRequest) -> JsonResponse:
    """POST {"drafts": [{"id", "seen"}, …], "reason": …}: withdraw drafts for good, all of them or none."""
    given = sent(request)
    reason, drafts = str(given.get("reason") or "").strip(), listed(given, "drafts", dict)
    if not reason:
        raise ValidationError({"reason": ["Say why, for whoever recorded them."]})
    if len(reason) > 300:
        raise ValidationError({"reason": ["Say it in 300 characters."]})
    for one in drafts[: waiting.LIMIT]:
        reject(request, as_seen(as_uuid(str(one.get("id"))), one.get("seen")), reason)
    return JsonResponse({"done": [one.get("id") for one in drafts]})


def reject(request: HttpRequest, unit: waiting.Unit, reason: str) -> None:
    for row in waiting.rejectable(unit):
        if not may_publish(request, row):
            raise PermissionDenied(f"Your account may not reject this {row._meta.verbose_name}.")
        row.withdraw(reason)
        admin.site.get_model_admin(type(row)).log_change(request, row, f"Rejected: {reason}")
