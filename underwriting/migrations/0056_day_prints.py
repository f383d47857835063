"""Policies of a day that are printed together, each once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0014_kept_impact"),
        ("underwriting", "0055_filed_commission"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayPrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="issued on")),
                ("line", models.CharField(blank=True, max_length=8, verbose_name="line")),
                ("only_new", models.BooleanField(default=True, verbose_name="only what was not printed yet")),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("asked_by", models.CharField(max_length=120, verbose_name="printed by")),
                ("asked_at", models.DateTimeField(verbose_name="printed at")),
                ("export_id", models.BigIntegerField(null=True)),
                ("job_id", models.BigIntegerField(null=True)),
                ("printed", models.PositiveIntegerField(null=True, verbose_name="policies")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="without paper")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="pages")),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "of_unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "sub_branch",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "print of a day's policies",
            },
        ),
        migrations.CreateModel(
            name="PrintedPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document_id", models.BigIntegerField()),
                ("pages", models.PositiveIntegerField(verbose_name="pages")),
                (
                    "policy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="first_print",
                        to="underwriting.policy",
                    ),
                ),
                (
                    "print",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policies", to="underwriting.dayprint"
                    ),
                ),
            ],
            options={
                "verbose_name": "printed policy",
            },
        ),
        migrations.AddIndex(
            model_name="dayprint",
            index=models.Index(fields=["branch_id", "-asked_at", "-id"], name="dayprint_branch_new"),
        ),
        migrations.AddIndex(
            model_name="dayprint",
            index=models.Index(fields=["sub_branch_id", "-asked_at", "-id"], name="dayprint_sub_new"),
        ),
        migrations.AddConstraint(
            model_name="dayprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("printed", None), ("pages__gte", 1), _connector="OR"), name="dayprint_pages"
            ),
        ),
    ]
