"""The tables of calls and contacts."""

import core.crypto.fields
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("customer_service", "0003_enquiries_answered")]  # databases of before the migrations were folded

    dependencies = [
        ("claims", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("state", models.CharField(max_length=32, verbose_name="state")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("updated_at", models.DateTimeField(verbose_name="changed at")),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="call")),
                        ("agent_name", models.CharField(max_length=64, verbose_name="taken by")),
                        ("caller_phone", core.crypto.fields.EncryptedTextField(blank=True, verbose_name="telephone")),
                        ("caller_phone_masked", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                        (
                            "phone_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("caller_name", models.CharField(blank=True, max_length=120, verbose_name="caller")),
                        (
                            "purpose",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("report", "report of a loss"),
                                    ("supplement", "addition to a report"),
                                    ("query", "question about a case or policy"),
                                    ("consult", "advice"),
                                    ("complaint", "complaint"),
                                    ("rescue", "rescue"),
                                    ("quote", "quotation"),
                                    ("callback", "our call back"),
                                    ("other", "other purpose"),
                                ],
                                max_length=12,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "report registered"),
                                    ("supplemented", "report completed"),
                                    ("answered", "answered"),
                                    ("transferred", "transferred"),
                                    ("promised", "call back promised"),
                                    ("broken_off", "caller hung up"),
                                ],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000, verbose_name="note")),
                        ("policy_id", models.BigIntegerField(null=True)),
                        ("policy_number", models.CharField(blank=True, max_length=30, verbose_name="policy")),
                        ("customer_id", models.BigIntegerField(null=True)),
                        ("customer_name", models.CharField(blank=True, max_length=120, verbose_name="customer")),
                        ("started_at", models.DateTimeField(verbose_name="began")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
                            ),
                        ),
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
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="claims.lossreport",
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
                        "verbose_name": "call",
                        "indexes": [
                            models.Index(fields=["branch_id", "-started_at", "-id"], name="call_branch_new"),
                            models.Index(fields=["report", "-started_at"], name="call_report"),
                            models.Index(fields=["customer_id", "-started_at"], name="call_customer"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "talking")), fields=("agent",), name="call_one_at_a_time"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"
                                ),
                                name="call_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "talking"),
                                    models.Q(
                                        models.Q(("purpose", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_ended_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enquiry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("state", models.CharField(max_length=32, verbose_name="state")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("created_at", models.DateTimeField(verbose_name="created at")),
                        ("updated_at", models.DateTimeField(verbose_name="changed at")),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="enquiry")),
                        ("way", models.CharField(max_length=10, verbose_name="by")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("party_id", models.BigIntegerField(null=True, verbose_name="customer")),
                        ("name", models.CharField(max_length=120, verbose_name="who asks")),
                        ("phone", core.crypto.fields.EncryptedTextField(blank=True, verbose_name="telephone")),
                        ("phone_masked", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                        ("question", models.CharField(max_length=1000, verbose_name="question")),
                        (
                            "matter",
                            models.CharField(
                                db_default="cover",
                                default="cover",
                                max_length=12,
                                verbose_name="subject of the enquiry",
                            ),
                        ),
                        (
                            "desk",
                            models.CharField(
                                db_default="advice", default="advice", max_length=12, verbose_name="who is responsible"
                            ),
                        ),
                        (
                            "hands",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                                verbose_name="passed through",
                            ),
                        ),
                        ("taken_by_name", models.CharField(max_length=64, verbose_name="taken by")),
                        (
                            "needs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="what is at risk",
                            ),
                        ),
                        ("risk_note", models.CharField(blank=True, default="", max_length=500, verbose_name="risk")),
                        (
                            "existing_cover",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="cover at hand"),
                        ),
                        (
                            "budget",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, null=True, verbose_name="yearly budget"
                            ),
                        ),
                        (
                            "finances",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="income or turnover"),
                        ),
                        ("facts", models.JSONField(db_default={}, default=dict, verbose_name="figures for the entry")),
                        ("recommended", models.JSONField(default=list, verbose_name="recommended")),
                        (
                            "advice",
                            models.CharField(blank=True, default="", max_length=1000, verbose_name="advice given"),
                        ),
                        (
                            "product",
                            models.CharField(blank=True, default="", max_length=20, verbose_name="product started"),
                        ),
                        ("proposals", models.JSONField(db_default=[], default=list, verbose_name="proposals entered")),
                        (
                            "answer",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=2000, verbose_name="answer"
                            ),
                        ),
                        (
                            "answered_by_name",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=64, verbose_name="answered by"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="time of the answer")),
                        ("passed", models.JSONField(db_default=[], default=list, verbose_name="handed on")),
                        (
                            "contacts",
                            models.JSONField(db_default=[], default=list, verbose_name="contacts with the customer"),
                        ),
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
                        "verbose_name": "enquiry",
                        "indexes": [
                            models.Index(fields=["branch_id", "-asked_at", "-id"], name="enquiry_branch_new"),
                            models.Index(fields=["party_id", "-asked_at"], name="enquiry_customer"),
                            django.contrib.postgres.indexes.GinIndex(fields=["hands"], name="enquiry_hands"),
                        ],
                    },
                ),
            ],
        ),
    ]
