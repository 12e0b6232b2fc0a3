"""A statement's quote stands in a snapshot of the statement's own article: a foreign key over two columns."""

from django.db import migrations

RULE = """
ALTER TABLE claims_statement ADD CONSTRAINT statement_snapshot_is_of_its_article
    FOREIGN KEY (snapshot_id, article_id) REFERENCES sources_snapshot (id, article_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_triggers"), ("sources", "0002_models")]
    operations = [
        migrations.RunSQL(
            RULE, "ALTER TABLE claims_statement DROP CONSTRAINT statement_snapshot_is_of_its_article;"
        )
    ]
