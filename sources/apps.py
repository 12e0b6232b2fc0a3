from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources: who speaks, and where it was published"
    default_auto_field = "django.db.models.BigAutoField"
