"""Treaties name the kinds of risks that they do not take; risk units keep the kinds they belong to."""

from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models


def _codes(label: str) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=20), default=list, size=None, verbose_name=label
    )


class Migration(migrations.Migration):
    dependencies = [("underwriting", "0047_life_of_the_policy")]

    operations = [
        migrations.AddField("treaty", "excluded", _codes("kinds of risks not taken")),
        migrations.AddField("cededunit", "kinds", _codes("kinds of the risk")),
        migrations.AddIndex("cededunit", models.Index(fields=["place"], name="cededunit_place")),
    ]
