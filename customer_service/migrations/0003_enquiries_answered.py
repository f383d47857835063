"""An enquiry names what it is about, who is responsible, its answer, and what was said to the customer."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customer_service", "0002_enquiries"),
    ]

    operations = [
        migrations.AddField(
            "enquiry", "matter", models.CharField("subject of the enquiry", db_default="cover", default="cover", max_length=12)
        ),
        migrations.AddField(
            "enquiry",
            "desk",
            models.CharField("who is responsible", db_default="advice", default="advice", max_length=12),
        ),
        migrations.AddField(
            "enquiry",
            "hands",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), db_default=[], default=list, size=None, verbose_name="passed through"
            ),
        ),
        migrations.AddField("enquiry", "facts", models.JSONField("figures for the entry", db_default={}, default=dict)),
        migrations.AddField("enquiry", "proposals", models.JSONField("proposals entered", db_default=[], default=list)),
        migrations.AddField(
            "enquiry", "answer", models.CharField("answer", blank=True, db_default="", default="", max_length=2000)
        ),
        migrations.AddField(
            "enquiry",
            "answered_by_name",
            models.CharField("answered by", blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField("enquiry", "answered_at", models.DateTimeField("time of the answer", null=True)),
        migrations.AddField("enquiry", "passed", models.JSONField("handed on", db_default=[], default=list)),
        migrations.AddField(
            "enquiry", "contacts", models.JSONField("contacts with the customer", db_default=[], default=list)
        ),
        migrations.AddIndex(
            "enquiry", django.contrib.postgres.indexes.GinIndex(fields=["hands"], name="enquiry_hands")
        ),
    ]
