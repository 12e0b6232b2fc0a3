import sources.models.rows
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0017_successors_no_longer_noted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="url",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Address of the original; empty if not known.",
                db_default="",
                default="",
                help_text="Address of the original; empty if not known.",
                max_length=2000,
            ),
        ),
        migrations.AlterField(
            model_name="articleevent",
            name="url",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Address of the original; empty if not known.",
                db_default="",
                default="",
                help_text="Address of the original; empty if not known.",
                max_length=2000,
            ),
        ),
        migrations.AlterField(
            model_name="snapshot",
            name="archive_url",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Address of an archived copy; empty if none is known.",
                db_default="",
                default="",
                help_text="An archived copy of the page, if there is one.",
                max_length=2000,
            ),
        ),
        migrations.AlterField(
            model_name="snapshotevent",
            name="archive_url",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Address of an archived copy; empty if none is known.",
                db_default="",
                default="",
                help_text="An archived copy of the page, if there is one.",
                max_length=2000,
            ),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="website",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Home page; empty if none is known.",
                db_default="",
                default="",
                help_text="Home page, if any.",
                max_length=500,
            ),
        ),
        migrations.AlterField(
            model_name="speakerevent",
            name="website",
            field=sources.models.rows.WebAddress(
                blank=True,
                db_comment="Home page; empty if none is known.",
                db_default="",
                default="",
                help_text="Home page, if any.",
                max_length=500,
            ),
        ),
    ]
