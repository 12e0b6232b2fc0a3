"""The site as a Django app: its templates and static files, and the history's way to name who did it."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "reeapi"
    verbose_name = "REE API"

    def ready(self) -> None:
        from reeapi import history

        history.install()
