import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0014_kept_impact"),
        ("underwriting", "0057_papers_and_letters_of_endings"),
    ]

    operations = [
        migrations.AddField(
            model_name="fleetupload",
            name="papers",
            field=models.JSONField(db_default=[], default=list, verbose_name="papers in its file"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="paper_marks",
            field=models.JSONField(db_default={}, default=dict, verbose_name="papers accounted for"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("state__in", ["draft", "returned"])), fields=["updated_at"], name="proposal_idle"
            ),
        ),
        migrations.CreateModel(
            name="DecisionNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_at", models.DateTimeField(verbose_name="told at")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="underwriting.decision",
                    ),
                ),
            ],
            options={"verbose_name": "news of a decision"},
        ),
        migrations.CreateModel(
            name="PolicyDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32, verbose_name="state")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("updated_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed", "handed to the customer"),
                            ("courier", "by courier, signed for"),
                            ("electronic", "electronic policy, opened by the customer"),
                        ],
                        max_length=12,
                        verbose_name="way of delivery",
                    ),
                ),
                ("received_by", models.CharField(blank=True, max_length=120, verbose_name="received by")),
                ("received_on", models.DateField(null=True, verbose_name="received on")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="number of the courier or of the message"
                    ),
                ),
                ("document_id", models.BigIntegerField(null=True, verbose_name="receipt")),
                ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="receipt noted by")),
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
                    "policy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="underwriting.policy",
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
                "verbose_name": "delivery of a policy",
                "indexes": [
                    models.Index(fields=["branch_id", "-created_at", "-id"], name="delivery_branch_new"),
                    models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="delivery_sub_new"),
                    models.Index(fields=["branch_id", "state", "-created_at", "-id"], name="delivery_branch_state"),
                ],
            },
        ),
    ]
