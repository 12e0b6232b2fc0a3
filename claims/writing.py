"""Writing statements, whose quotes stand in captured texts."""

from typing import Any

from rest_framework.request import Request

from reeapi.api.inputs import Input
from sources.writing import ReviewedViewSet

from .anchoring.quoting import quote_columns
from .models import Statement


class QuotingViewSet(ReviewedViewSet):
    """Rows with a quote, which has to be what the text says."""

    def columns(
        self, request: Request, row: Statement, form: Input, values: dict[str, Any]
    ) -> dict[str, Any]:
        may_read = request.user.has_perm("sources.view_snapshot")
        quote = quote_columns(row, values["article"], values["quote"], values["anchor"], may_read=may_read)
        return super().columns(request, row, form, values) | quote
