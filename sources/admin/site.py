"""The admin's name, and its first page in the order of a curator's work."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest

APPS = ("claims", "sources", "auth")
MODELS = (
    "Statement", "Claim", "Rebuttal", "Support", "Topic",
    "Article", "Snapshot", "Suggestion", "Speaker", "Affiliation", "Citation",
    "Token", "Rate", "User", "Curator", "Group",
)  # fmt: skip


def place(name: str, order: tuple[str, ...]) -> int:
    return order.index(name) if name in order else len(order)


def in_order_of_work(get_app_list: Callable[..., list[dict]]) -> Callable[..., list[dict]]:
    """The same apps and models, those that are used most first and the others after them by name."""

    def ordered(request: HttpRequest, app_label: str | None = None) -> list[dict]:
        found = sorted(get_app_list(request, app_label), key=lambda app: place(app["app_label"], APPS))
        for app in found:
            app["models"].sort(key=lambda model: place(model["object_name"], MODELS))
        return found

    return ordered


admin.site.site_header = admin.site.site_title = "REE API curation"
admin.site.index_title = "What is on record"
admin.site.get_app_list = in_order_of_work(admin.site.get_app_list)
