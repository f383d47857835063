"""The tables of reports, surveys, assessments and claims."""

import core.crypto.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("claims", "0009_payees")]  # databases of before the migrations were folded

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("core", "0002_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="away")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("by", models.CharField(max_length=80, verbose_name="entered by")),
                        ("at", models.DateTimeField(verbose_name="entered at")),
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
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="surveyor",
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
                        "verbose_name": "absence",
                    },
                ),
                migrations.CreateModel(
                    name="LossReport",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="report")),
                        ("reported_at", models.DateTimeField(verbose_name="reported at")),
                        ("reporter_name", models.CharField(max_length=120, verbose_name="reporter")),
                        ("reporter_phone", core.crypto.fields.EncryptedTextField(verbose_name="telephone")),
                        ("reporter_phone_masked", models.CharField(max_length=30, verbose_name="telephone")),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("insured", "insured"),
                                    ("driver", "driver"),
                                    ("third_party", "third party"),
                                    ("police", "police"),
                                    ("other", "other"),
                                ],
                                default="driver",
                                max_length=12,
                                verbose_name="relation",
                            ),
                        ),
                        ("driver_name", models.CharField(blank=True, max_length=120, verbose_name="driver")),
                        ("occurred_at", models.DateTimeField(verbose_name="time of loss")),
                        ("place", models.CharField(max_length=200, verbose_name="place of loss")),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="latitude"
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("collision", "collision with a vehicle"),
                                    ("pedestrian", "collision with a person or bicycle"),
                                    ("object", "collision with an object"),
                                    ("overturn", "overturn"),
                                    ("falling", "falling or flying object"),
                                    ("weather", "storm, flood, hail"),
                                    ("fire", "fire or explosion"),
                                    ("theft", "theft"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="cause",
                            ),
                        ),
                        ("course", models.TextField(max_length=2000, verbose_name="course of the accident")),
                        ("plate", models.CharField(blank=True, max_length=10, verbose_name="plate")),
                        (
                            "policy_said",
                            models.CharField(blank=True, max_length=30, verbose_name="policy number as told"),
                        ),
                        ("third_vehicles", models.PositiveSmallIntegerField(default=0, verbose_name="other vehicles")),
                        ("injured", models.PositiveSmallIntegerField(default=0, verbose_name="injured persons")),
                        ("police", models.BooleanField(default=False, verbose_name="police called")),
                        (
                            "estimate",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                max_digits=18,
                                verbose_name="estimate of the caller",
                            ),
                        ),
                        ("duplicate_hints", models.JSONField(default=list, verbose_name="similar reports")),
                        ("notice_sent_at", models.DateTimeField(null=True, verbose_name="list of documents sent")),
                        ("handler_name", models.CharField(max_length=64, verbose_name="taken by")),
                        ("remarks", models.TextField(blank=True, verbose_name="additions")),
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
                            "merged_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="claims.lossreport",
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
                        (
                            "event",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="claims.majorevent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "loss report",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="report_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="report_sub_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="report_province_new"),
                            models.Index(fields=["plate", "occurred_at"], name="report_plate_time"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="claim")),
                        ("policy_id", models.BigIntegerField(verbose_name="policy")),
                        ("policy_number", models.CharField(max_length=30, verbose_name="policy")),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("product", models.CharField(max_length=80, verbose_name="product")),
                        ("insured_id", models.BigIntegerField()),
                        ("insured_name", models.CharField(max_length=120, verbose_name="insured")),
                        ("plate", models.CharField(blank=True, max_length=10, verbose_name="plate")),
                        ("occurred_at", models.DateTimeField(verbose_name="time of loss")),
                        ("forced", models.BooleanField(default=False, verbose_name="registered by the system")),
                        ("route_basis", models.CharField(max_length=10, verbose_name="routed by")),
                        (
                            "reserve",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="reserve"
                            ),
                        ),
                        (
                            "assessed",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="assessed"
                            ),
                        ),
                        (
                            "payable",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="payable"
                            ),
                        ),
                        (
                            "paid",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="paid"
                            ),
                        ),
                        (
                            "recover",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="to be recovered"
                            ),
                        ),
                        ("assessed_at", models.DateTimeField(null=True, verbose_name="assessed at")),
                        ("documents_at", models.DateTimeField(null=True, verbose_name="first documents at")),
                        ("decide_by", models.DateTimeField(null=True, verbose_name="decide by")),
                        ("docs_complete_at", models.DateTimeField(null=True, verbose_name="documents complete at")),
                        (
                            "supplement_asked_at",
                            models.DateTimeField(null=True, verbose_name="missing documents asked at"),
                        ),
                        ("calculations", models.PositiveSmallIntegerField(default=0, verbose_name="calculations")),
                        ("first_approver_id", models.BigIntegerField(null=True)),
                        ("first_approver", models.CharField(blank=True, max_length=64, verbose_name="first approver")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="approved at")),
                        ("agreed_at", models.DateTimeField(null=True, verbose_name="agreed at")),
                        ("payee_id", models.BigIntegerField(null=True)),
                        ("payee_name", models.CharField(blank=True, max_length=120, verbose_name="payee")),
                        ("payee_account", models.CharField(blank=True, max_length=120, verbose_name="account")),
                        ("paid_at", models.DateTimeField(null=True, verbose_name="paid at")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                        ("reopening_asked_by", models.BigIntegerField(null=True)),
                        (
                            "adjusting_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="calculated by",
                            ),
                        ),
                        (
                            "approving_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="approved by",
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
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="claims centre",
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
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="claims.lossreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "claim",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="claim_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="claim_sub_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="claim_province_new"),
                            models.Index(
                                fields=["branch_id", "state", "-created_at", "-id"], name="claim_branch_state"
                            ),
                            models.Index(fields=["policy_id"], name="claim_policy"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["insured_name"], name="claim_insured_trgm", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "policy_id"), name="claim_one_per_policy"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paid__gte", 0),
                                    ("payable__gte", 0),
                                    ("payable__lt", 1000000000000000),
                                    ("reserve__gte", 0),
                                    ("reserve__lt", 1000000000000000),
                                ),
                                name="claim_amounts_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MajorEvent",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="event")),
                        ("cause", models.CharField(max_length=12, verbose_name="cause")),
                        ("first_at", models.DateTimeField(verbose_name="first loss")),
                        ("declared_with", models.PositiveSmallIntegerField(verbose_name="reports when declared")),
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
                        "verbose_name": "major event",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("branch", "cause"),
                                name="event_one_per_cause",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("outcome", models.CharField(max_length=12)),
                        ("payable", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="payable")),
                        ("text", models.CharField(blank=True, max_length=1000, verbose_name="opinion")),
                        ("by_id", models.BigIntegerField(null=True)),
                        ("by", models.CharField(max_length=80, verbose_name="by")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="claims.claim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "approver's opinion",
                    },
                ),
                migrations.CreateModel(
                    name="ReportCover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("policy_id", models.BigIntegerField(verbose_name="policy")),
                        ("policy_number", models.CharField(max_length=30, verbose_name="policy")),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("product", models.CharField(max_length=80, verbose_name="product")),
                        ("insured_id", models.BigIntegerField()),
                        ("insured_name", models.CharField(max_length=120, verbose_name="insured")),
                        ("covered", models.BooleanField(verbose_name="covered at the time of loss")),
                        ("verdicts", models.JSONField(default=list, verbose_name="verdicts")),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="covers",
                                to="claims.lossreport",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "policy of a report",
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "policy_id"), name="reportcover_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReserveEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("coverage", models.CharField(max_length=20, verbose_name="coverage")),
                        ("old", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="before")),
                        ("new", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="after")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("by", models.CharField(max_length=80, verbose_name="by")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reserves", to="claims.claim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of reserve",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("new__gte", 0), ("new__lt", 1000000000000000)),
                                name="reserveentry_sane",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=20, verbose_name="paper")),
                        ("title", models.CharField(max_length=80, verbose_name="paper")),
                        ("listed", models.JSONField(default=list, verbose_name="documents asked for")),
                        ("recipient", models.CharField(max_length=120, verbose_name="sent to")),
                        ("phone_masked", models.CharField(max_length=30, verbose_name="telephone")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("sms", "text message")], default="sms", max_length=6, verbose_name="by"
                            ),
                        ),
                        ("reference", models.CharField(max_length=60, verbose_name="reference of the gateway")),
                        ("sent_at", models.DateTimeField(verbose_name="sent at")),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="claims.lossreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sent notice",
                        "constraints": [models.UniqueConstraint(fields=("reference",), name="sentnotice_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ShareRequest",
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
                        ("reader_name", models.CharField(max_length=80, verbose_name="reader")),
                        ("why", models.CharField(max_length=500, verbose_name="reason")),
                        ("hours", models.PositiveSmallIntegerField(verbose_name="hours")),
                        ("until", models.DateTimeField(null=True, verbose_name="until")),
                        ("shared_case_id", models.BigIntegerField(null=True)),
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="claims.claim"
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
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reader",
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
                        "verbose_name": "shared claim",
                    },
                ),
                migrations.CreateModel(
                    name="SurveyTask",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="task")),
                        (
                            "speciality",
                            models.CharField(
                                choices=[("vehicle", "vehicle"), ("injury", "injury"), ("property", "property")],
                                default="vehicle",
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        ("surveyor_name", models.CharField(blank=True, max_length=64, verbose_name="surveyor")),
                        (
                            "distance_km",
                            models.DecimalField(
                                decimal_places=1, max_digits=7, null=True, verbose_name="distance (km)"
                            ),
                        ),
                        (
                            "dispatch_note",
                            models.CharField(blank=True, max_length=200, verbose_name="why this surveyor"),
                        ),
                        ("weighed", models.JSONField(default=list, verbose_name="who could have gone")),
                        ("refused_by", models.JSONField(default=list)),
                        ("waves", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("assigned_at", models.DateTimeField(null=True, verbose_name="assigned at")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
                        ("arrived_at", models.DateTimeField(null=True, verbose_name="arrived at")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="finished at")),
                        (
                            "fault",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("full", "fully at fault"),
                                    ("main", "mainly at fault"),
                                    ("equal", "equally at fault"),
                                    ("minor", "less at fault"),
                                    ("none", "not at fault"),
                                ],
                                max_length=6,
                                verbose_name="fault",
                            ),
                        ),
                        (
                            "counterpart",
                            models.CharField(
                                choices=[("vehicle", "motor vehicle or none"), ("pedestrian", "pedestrian or bicycle")],
                                default="vehicle",
                                max_length=10,
                                verbose_name="liability against",
                            ),
                        ),
                        (
                            "blameless_others",
                            models.PositiveSmallIntegerField(default=0, verbose_name="blameless other vehicles"),
                        ),
                        (
                            "received",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                max_digits=18,
                                verbose_name="received from others",
                            ),
                        ),
                        ("excluded", models.BooleanField(default=False, verbose_name="drunk or without licence")),
                        ("first_scene", models.BooleanField(default=True, verbose_name="first scene")),
                        ("driver_licence", models.CharField(blank=True, max_length=30, verbose_name="driving licence")),
                        ("narrative", models.TextField(blank=True, max_length=2000, verbose_name="what was found")),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
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
                            "surveyor",
                            models.ForeignKey(
                                null=True,
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
                        "verbose_name": "survey task",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="task_branch_new"),
                            models.Index(fields=["surveyor", "state"], name="task_surveyor_state"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Photo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "shot",
                            models.CharField(
                                choices=[
                                    ("scene", "scene"),
                                    ("whole", "whole vehicle with plate"),
                                    ("vin", "VIN or plate near"),
                                    ("damage", "damage near"),
                                    ("people", "people"),
                                    ("papers", "documents"),
                                ],
                                max_length=10,
                                verbose_name="shows",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="taken at")),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="latitude"
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        ("added_by", models.CharField(max_length=64, verbose_name="added by")),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="claims.surveytask",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "survey photo",
                    },
                ),
                migrations.CreateModel(
                    name="LossItem",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("own_vehicle", "insured vehicle"),
                                    ("third_vehicle", "other vehicle"),
                                    ("property", "other property"),
                                    ("injury", "person"),
                                ],
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("property", "property"),
                                    ("medical", "medical"),
                                    ("death_disability", "death and disability"),
                                ],
                                max_length=18,
                                verbose_name="category",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="what or who")),
                        ("plate", models.CharField(blank=True, max_length=10, verbose_name="plate")),
                        ("lines", models.JSONField(default=list, verbose_name="parts and labour")),
                        (
                            "parts",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="parts and goods"
                            ),
                        ),
                        (
                            "labour",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0.00"),
                                max_digits=18,
                                verbose_name="labour and services",
                            ),
                        ),
                        (
                            "residual",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="residual value"
                            ),
                        ),
                        ("total_loss", models.BooleanField(default=False, verbose_name="total loss")),
                        ("assessed_by", models.CharField(blank=True, max_length=64, verbose_name="assessed by")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
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
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="claims.lossreport",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="claims.surveytask",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "object of loss",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("labour__gte", 0),
                                    ("labour__lt", 1000000000000),
                                    ("parts__gte", 0),
                                    ("parts__lt", 1000000000000),
                                    ("residual__gte", 0),
                                ),
                                name="lossitem_amounts_sane",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Calculation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("total", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="payable")),
                        (
                            "recover",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0.00"), max_digits=18, verbose_name="to be recovered"
                            ),
                        ),
                        ("by_coverage", models.JSONField(default=dict)),
                        ("shares", models.JSONField(default=dict)),
                        ("steps", models.JSONField(default=list)),
                        ("tables", models.JSONField(default=dict, verbose_name="table versions")),
                        ("opinion", models.CharField(blank=True, max_length=500, verbose_name="opinion")),
                        ("by_id", models.BigIntegerField(null=True)),
                        ("by", models.CharField(max_length=80, verbose_name="calculated by")),
                        ("at", models.DateTimeField(verbose_name="calculated at")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="claims.claim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calculation",
                        "constraints": [
                            models.UniqueConstraint(fields=("claim", "version"), name="calculation_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(("total__gte", 0), ("total__lt", 1000000000000000)),
                                name="calculation_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        ("name", models.CharField(max_length=80, verbose_name="document")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("received_at", models.DateTimeField(null=True, verbose_name="received at")),
                        ("received_by", models.CharField(blank=True, max_length=80, verbose_name="received by")),
                        ("asked_at", models.DateTimeField(null=True, verbose_name="asked at")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="claims.claim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "claim document",
                        "ordering": ["position"],
                        "constraints": [models.UniqueConstraint(fields=("claim", "code"), name="claimdocument_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimPayee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("calculation", models.PositiveSmallIntegerField(verbose_name="calculation")),
                        ("party_id", models.BigIntegerField(verbose_name="payee")),
                        ("holder", models.CharField(max_length=120, verbose_name="payee")),
                        ("account", models.CharField(max_length=120, verbose_name="account")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("why", models.CharField(blank=True, max_length=100, verbose_name="why this payee")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="payees", to="claims.claim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payee of a claim",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lt", 1000000000000000)),
                                name="claimpayee_sane",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimTable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="table")),
                        ("version", models.CharField(max_length=60, verbose_name="version")),
                        ("data", models.JSONField(verbose_name="figures")),
                        ("filing", models.CharField(blank=True, max_length=80, verbose_name="filing")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "claims table",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="claimtable_one_version_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="claimtable_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimUserPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="claims.claim"),
                        ),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("user", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="DutyShift",
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
                        ("place", models.CharField(max_length=80, verbose_name="standing at")),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="latitude"
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                            ),
                        ),
                        ("specialities", models.JSONField(default=list, verbose_name="specialities")),
                        ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="on duty")),
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
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="surveyor",
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
                        "verbose_name": "duty shift",
                        "indexes": [models.Index(fields=["branch_id", "state"], name="dutyshift_branch")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state", "planned")),
                                expressions=[("staff", "="), ("period", "&&")],
                                name="dutyshift_one_at_a_time",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
