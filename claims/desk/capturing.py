"""What the reading page asks for: save a marking, delete a draft, decide a suggestion."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from claims.models import Claim, Statement
from sources.models import Article, Status, Suggestion

from . import marks
from .answers import Conflict, only, sent
from .reading import held_text
from .saving import save


@only("PUT", "DELETE")
@transaction.atomic
def statement_view(request: HttpRequest, article: Any, key: Any) -> JsonResponse:
    """PUT records or changes a marking and answers with its mark; DELETE `?version=…` takes a draft away."""
    row = get_object_or_404(Article, pk=article)
    if request.method == "DELETE":
        delete(request, row, key)
        return JsonResponse({"deleted": str(key)})
    saved = save(request, row, key, sent(request))
    return JsonResponse({"mark": marks.mark(marks.statements().get(pk=saved.pk), held_text(row))})


def delete(request: HttpRequest, article: Article, key: Any) -> None:
    """A draft with its draft edges, and its claim if that is a draft of the same hand that nothing else rests on."""
    row = Statement.objects.select_for_update(of=("self",)).filter(pk=key, article=article).first()
    if row is None:
        return  # sent twice
    own = admin.site.get_model_admin(Statement)
    if row.status != Status.DRAFT or not own.has_delete_permission(request, row):
        raise PermissionDenied("Only drafts can be deleted; what was published is withdrawn.")
    if request.GET.get("version") != str(row.version):
        raise Conflict(
            None, "Somebody else changed this draft meanwhile: look at it again before you delete it."
        )
    for edges in (row.rebuttals_made, row.supports_made):
        edges.filter(status=Status.DRAFT).delete()
    claim = row.claim
    row.delete()
    if is_left_alone(claim, row.recorded_by):
        claim.delete()


def is_left_alone(claim: Claim, by: str) -> bool:
    """Whether a draft claim was made for a statement that is gone, and serves nothing else."""
    uses = ("statements", "rebuttals", "supports", "rebuttals_made", "supports_made", "merged")
    return (
        claim.status == Status.DRAFT and claim.published_at is None and claim.recorded_by == by
        and not any(getattr(claim, name).exists() for name in uses)
    )  # fmt: skip


@only("POST")
@transaction.atomic
def suggestion_view(request: HttpRequest, key: Any) -> JsonResponse:
    """POST {"status": "rejected" | "open", "version": …}: reject a suggestion, or take that back."""
    if not request.user.has_perm("sources.add_snapshot"):
        raise PermissionDenied("Your account may not decide suggestions.")
    row = get_object_or_404(
        Suggestion.objects.select_for_update(of=("self",)).select_related("speaker"), pk=key
    )
    given = sent(request)
    if given.get("status") not in Suggestion.State.values:
        raise ValidationError("A suggestion is accepted, rejected or open.")
    if row.status != given["status"]:
        if given.get("version") != row.version:
            raise Conflict(marks.suggestion(row), "Somebody else decided this suggestion meanwhile.")
        row.status = given["status"]
        row.save(update_fields=["status"])
        row.refresh_from_db(fields=["version"])
    return JsonResponse({"suggestion": marks.suggestion(row)})
