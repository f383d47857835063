"""An act keeps the post and the unit under which it was done, and in whose place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_personal")]

    operations = [
        migrations.AddField("caseact", "post", models.CharField(blank=True, default="", max_length=60, verbose_name="post"), preserve_default=False),
        migrations.AddField("caseact", "unit_id", models.BigIntegerField(null=True, verbose_name="acting unit")),
        migrations.AddField("caseact", "delegation_id", models.BigIntegerField(null=True, verbose_name="in place of")),
    ]
