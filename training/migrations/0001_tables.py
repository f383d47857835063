"""The tables of trainings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("training", "0001_trainings")]  # databases of before the migrations were folded

    dependencies = [
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="TrainingSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("state", models.CharField(max_length=32, verbose_name="state")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("updated_at", models.DateTimeField(verbose_name="changed at")),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("subject", models.CharField(max_length=16, verbose_name="subject")),
                        ("audience", models.CharField(max_length=16, verbose_name="audience")),
                        ("held_on", models.DateField(verbose_name="day")),
                        ("hours", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="hours")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                        ("material", models.TextField(verbose_name="material")),
                        ("pass_mark", models.PositiveSmallIntegerField(null=True, verbose_name="pass mark")),
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
                            "trainer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "training",
                        "verbose_name_plural": "trainings",
                        "indexes": [models.Index(fields=["branch", "-held_on"], name="training_branch")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pass_mark", None), ("pass_mark__lte", 100), _connector="OR"),
                                name="training_mark",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("present", models.BooleanField(null=True, verbose_name="present")),
                        ("score", models.PositiveSmallIntegerField(null=True, verbose_name="score")),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="training.trainingsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participant",
                        "verbose_name_plural": "participants",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "staff"), name="trainingseat_once"),
                            models.CheckConstraint(
                                condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"),
                                name="trainingseat_score",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
