"""The site as a Django app: its templates and static files, and what it sets right in libraries."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "reeapi"
    verbose_name = "REE API"

    def ready(self) -> None:
        from reeapi import history, liveness

        history.install()
        liveness.install()
