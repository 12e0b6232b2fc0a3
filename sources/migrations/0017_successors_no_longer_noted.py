from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sources", "0016_successors_looked_up"), ("claims", "0021_successors_looked_up")]

    operations = [migrations.RemoveField(model_name="change", name="successor")]
