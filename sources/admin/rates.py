"""How often the API may be asked. A change is noticed within ten seconds."""

from django.contrib import admin
from django.db.models import Q

from sources.models import Rate

from .rows import RowAdmin


@admin.register(Rate)
class RateAdmin(RowAdmin):
    list_display = ["kind", "requests", "seconds", "updated_at"]
    fields = ["kind", "requests", "seconds"]

    def matching(self, words: list[str]) -> Q:
        return Q(kind__istartswith=words[0])
