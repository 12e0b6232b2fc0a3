from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims: what was said, and what counters it"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims.anchoring.arrival import on_capture
        from sources.signals import snapshot_captured

        snapshot_captured.connect(on_capture, dispatch_uid="claims.reanchor")
