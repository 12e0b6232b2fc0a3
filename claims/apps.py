from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims: what was said, and what counters it"
    default_auto_field = "django.db.models.BigAutoField"
