"""Who may do what: curators draft, reviewers publish (not their own drafts: the rows themselves see to that)."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

REVIEWED = {"sources": ["article"], "claims": ["claim", "statement", "rebuttal", "support"]}
PLAIN = {
    "sources": ["speaker", "affiliation", "articleauthor", "citation", "snapshot"],
    "claims": ["topic", "claimtopic", "relay"],
}


def create_groups(apps: Apps, schema_editor) -> None:
    from django.apps import apps as installed

    for label in ("sources", "claims"):
        create_permissions(
            installed.get_app_config(label), verbosity=0, apps=apps, using=schema_editor.connection.alias
        )
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")

    def grant(group, actions: list[str], models: dict[str, list[str]]) -> None:
        for label, names in models.items():
            codenames = [f"{action}_{name}" for action in actions for name in names]
            found = Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
            assert found.count() == len(codenames), f"permissions missing in {label}: {codenames}"
            group.permissions.add(*found)

    curators, _ = Group.objects.get_or_create(name="Curator")
    reviewers, _ = Group.objects.get_or_create(name="Reviewer")
    for group in (curators, reviewers):
        grant(group, ["view", "add", "change", "delete"], REVIEWED)
        grant(group, ["view", "add", "change", "delete"], PLAIN)
    grant(reviewers, ["publish"], REVIEWED)


def delete_groups(apps: Apps, schema_editor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=["Curator", "Reviewer"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_snapshot_of_same_article"),
        ("sources", "0002_models"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(create_groups, delete_groups)]
