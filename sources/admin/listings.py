"""The first few of the rows that refer to a row, on its page, with the way to all of them and to a new one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

SHOWN = 20


@dataclass(frozen=True)
class Listing:
    """Rows of `model` that refer by their field `field` to the row whose page shows them."""

    title: str
    model: type[Model]
    field: str
    addable: bool = True

    def of(self, row: Model, request: HttpRequest, site: Any) -> dict[str, Any] | None:
        """What the page shows, or None for somebody who may not see it: links to at most SHOWN rows, newest first."""
        model_admin = site.get_model_admin(self.model)
        if not model_admin.has_view_permission(request):
            return None
        found = list(
            model_admin.get_queryset(request).filter(**{self.field: row}).order_by("-pk")[: SHOWN + 1]
        )
        names = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}"
        addable = self.addable and model_admin.has_add_permission(request)
        return {
            "title": self.title,
            "rows": [{"row": one, "url": reverse(f"{names}_change", args=[one.pk])} for one in found[:SHOWN]],
            "more": len(found) > SHOWN,
            "all_url": f"{reverse(f'{names}_changelist')}?{urlencode({f'{self.field}__id__exact': row.pk})}",
            "add_url": f"{reverse(f'{names}_add')}?{urlencode({self.field: row.pk})}" if addable else "",
        }
