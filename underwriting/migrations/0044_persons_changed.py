"""A list of persons says what was changed last, so that every change stands in the audit."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0043_placement_and_findings"),
    ]

    operations = [
        migrations.AddField(
            "peoplelist",
            "last_change",
            models.CharField("last change of a person", blank=True, db_default="", default="", max_length=300),
        ),
    ]
