"""The tables of documents, printed forms and seals."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("archives", "0006_counts_and_low_stock")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0002_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="document number")),
                        ("kind", models.CharField(max_length=60, verbose_name="kind")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("subject_number", models.CharField(max_length=60, verbose_name="belongs to")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("sha256", models.CharField(blank=True, default="", max_length=64)),
                        ("unavailable", models.CharField(blank=True, default="", max_length=200)),
                        ("confidential", models.BooleanField(default=False, verbose_name="confidential")),
                        ("retain_until", models.DateField(verbose_name="kept until")),
                        ("deposit_key", models.UUIDField(unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        ("made_by_id", models.BigIntegerField(null=True)),
                        ("made_by_name", models.CharField(max_length=64, verbose_name="made by")),
                        (
                            "file",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("subject_kind", "subject_id", "kind", "title", "version"),
                                name="document_version_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file__isnull", False), ("unavailable", "")),
                                    models.Q(("file__isnull", True), models.Q(("unavailable", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="document_file_or_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("staff_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(max_length=64, verbose_name="person")),
                        ("post", models.CharField(max_length=60, verbose_name="post")),
                        ("is_download", models.BooleanField(default=False, verbose_name="downloaded")),
                        ("purpose", models.CharField(blank=True, default="", max_length=200, verbose_name="purpose")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="archives.document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "look at a document",
                        "indexes": [
                            models.Index(fields=["document", "-at"], name="documentaccess_document"),
                            models.Index(fields=["staff_id", "-at"], name="documentaccess_staff"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormCount",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("monthly", "Monthly"),
                                    ("quarterly", "Quarterly"),
                                    ("surprise", "Surprise"),
                                    ("hand_over", "Hand-over of the store"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "grades",
                            models.CharField(db_default="I II", default="I II", max_length=8, verbose_name="classes"),
                        ),
                        (
                            "severe",
                            models.BooleanField(db_default=False, default=False, verbose_name="class I differs"),
                        ),
                        ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                        ("counted_by_id", models.BigIntegerField(null=True)),
                        ("counted_by", models.CharField(blank=True, max_length=64, verbose_name="counted by")),
                        ("checked_by_id", models.BigIntegerField(null=True)),
                        ("checked_by", models.CharField(blank=True, max_length=64, verbose_name="checked by")),
                        ("answered_by_id", models.BigIntegerField(null=True)),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=64, verbose_name="answered for by"
                            ),
                        ),
                        (
                            "liable",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=200, verbose_name="who answers for it"
                            ),
                        ),
                        ("finding", models.TextField(blank=True, db_default="", default="", verbose_name="finding")),
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
                        "verbose_name": "count of forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formcount_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formcount_sub_new"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by_id", None),
                                    models.Q(("checked_by_id", models.F("counted_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="formcount_two_people",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormType",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=60, verbose_name="form")),
                        ("name_en", models.CharField(max_length=80)),
                        (
                            "grade",
                            models.CharField(
                                choices=[("I", "class I"), ("II", "class II")], max_length=2, verbose_name="class"
                            ),
                        ),
                        ("valued", models.BooleanField(default=False, verbose_name="has a value of its own")),
                        (
                            "printed_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="printed premium"
                            ),
                        ),
                        (
                            "printed_sum",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="printed sum insured"
                            ),
                        ),
                        ("prefix", models.CharField(max_length=10, verbose_name="prefix")),
                        ("serial_length", models.PositiveSmallIntegerField(verbose_name="digits")),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="copies")),
                        ("line", models.CharField(blank=True, max_length=8, verbose_name="line")),
                        ("ledger_entry", models.BooleanField(default=False, verbose_name="entered as a ledger row")),
                    ],
                    options={
                        "verbose_name": "kind of form",
                        "constraints": [
                            models.UniqueConstraint(fields=("prefix", "serial_length"), name="formtype_series_once"),
                            models.CheckConstraint(
                                condition=models.Q(("valued", False), ("printed_amount__gt", 0), _connector="OR"),
                                name="formtype_value",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "shelf_months",
                            models.PositiveSmallIntegerField(verbose_name="months until it is out of use"),
                        ),
                        (
                            "minimum_days",
                            models.PositiveSmallIntegerField(verbose_name="days of usage that are always in store"),
                        ),
                        ("lead_days", models.PositiveSmallIntegerField(verbose_name="days of delivery")),
                        (
                            "maximum_days",
                            models.PositiveSmallIntegerField(verbose_name="days of usage that are the most in store"),
                        ),
                        (
                            "holding_days",
                            models.PositiveSmallIntegerField(verbose_name="days of usage that a user may hold"),
                        ),
                        (
                            "explain_days",
                            models.PositiveSmallIntegerField(verbose_name="days until every number is accounted for"),
                        ),
                        (
                            "settle_days",
                            models.PositiveSmallIntegerField(verbose_name="days until a form of value is paid for"),
                        ),
                        (
                            "least_held",
                            models.PositiveSmallIntegerField(verbose_name="forms that a user may hold in any case"),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("change_number", models.CharField(blank=True, max_length=20, verbose_name="change")),
                        (
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="archives.formtype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "terms of a form",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("form_type", "="), ("effective", "&&")], name="formterms_one_at_a_time"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormSlip",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("issue", "Issue to a user"),
                                    ("return", "Return to the store"),
                                    ("hand_over", "Hand-over to another user"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
                        ("witnessed_by", models.CharField(blank=True, max_length=64, verbose_name="supervisor")),
                        ("signed_by", models.CharField(blank=True, max_length=64, verbose_name="signed by")),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
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
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken over by",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "slip of forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formslip_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formslip_sub_new"),
                            models.Index(fields=["holder", "state"], name="formslip_holder"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                                name="formslip_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("successor", None),
                                    models.Q(
                                        ("kind", "hand_over"),
                                        models.Q(("successor", models.F("holder")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="formslip_successor",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormShortage",
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
                        ("lying", models.PositiveIntegerField(verbose_name="in store")),
                        ("reorder_point", models.PositiveIntegerField(verbose_name="reorder point")),
                        ("suggested", models.PositiveIntegerField(verbose_name="suggested by usage")),
                        ("paper", models.CharField(blank=True, max_length=24, verbose_name="paper")),
                        (
                            "why_not",
                            models.CharField(blank=True, max_length=200, verbose_name="why nothing is ordered"),
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
                        (
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "low stock of forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formshort_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formshort_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "low")),
                                fields=("unit", "form_type"),
                                name="formshortage_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormRequest",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        ("quantity", models.PositiveIntegerField(verbose_name="requested")),
                        ("suggested", models.PositiveIntegerField(default=0, verbose_name="suggested by usage")),
                        (
                            "grounds",
                            models.CharField(blank=True, max_length=200, verbose_name="why more than suggested"),
                        ),
                        ("dispatched_at", models.DateTimeField(null=True, verbose_name="dispatched at")),
                        ("dispatched_by", models.CharField(blank=True, max_length=64, verbose_name="dispatched by")),
                        ("received", models.PositiveIntegerField(null=True, verbose_name="counted on arrival")),
                        ("received_at", models.DateTimeField(null=True, verbose_name="received at")),
                        ("received_by", models.CharField(blank=True, max_length=64, verbose_name="received by")),
                        ("missing_first", models.BigIntegerField(null=True, verbose_name="missing from number")),
                        ("missing_last", models.BigIntegerField(null=True, verbose_name="missing to number")),
                        (
                            "missing_parts",
                            models.JSONField(db_default=[], default=list, verbose_name="missing numbers"),
                        ),
                        ("difference", models.TextField(blank=True, verbose_name="difference report")),
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "source",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="from",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "requisition of forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formrequest_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formrequest_sub_new"),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="formrequest_quantity")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormOrder",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        ("printer", models.CharField(max_length=80, verbose_name="printer")),
                        ("printer_licence", models.CharField(max_length=60, verbose_name="approval of the printer")),
                        (
                            "unit_price",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="price of one form"),
                        ),
                        ("wanted_on", models.DateField(verbose_name="to be delivered on")),
                        ("counted", models.PositiveIntegerField(null=True, verbose_name="counted")),
                        ("proof_by", models.CharField(blank=True, max_length=64, verbose_name="proof checked by")),
                        ("counted_by_id", models.BigIntegerField(null=True)),
                        ("accepted_by_id", models.BigIntegerField(null=True)),
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "print order",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formorder_branch_new")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                                name="formorder_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_by_id", None),
                                    models.Q(("accepted_by_id", models.F("counted_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="formorder_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormMovement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("receive", "received from the printer"),
                                    ("dispatch", "sent to a lower store"),
                                    ("arrive", "arrived"),
                                    ("offer", "issued to a user"),
                                    ("draw", "signed for"),
                                    ("recall", "issue taken back"),
                                    ("use", "used"),
                                    ("reconcile", "accounted for"),
                                    ("void", "made void"),
                                    ("lose", "lost"),
                                    ("return", "returned"),
                                    ("hand_over", "handed over"),
                                    ("expire", "taken out of use"),
                                    ("destroy", "destroyed"),
                                ],
                                max_length=12,
                                verbose_name="what",
                            ),
                        ),
                        ("first", models.BigIntegerField(verbose_name="from")),
                        ("last", models.BigIntegerField(verbose_name="to")),
                        ("quantity", models.PositiveIntegerField(verbose_name="quantity")),
                        ("subject_kind", models.CharField(blank=True, max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("subject_number", models.CharField(blank=True, max_length=60, verbose_name="for")),
                        ("skipped", models.PositiveIntegerField(default=0, verbose_name="lower numbers skipped")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("on", models.DateField(verbose_name="day")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(max_length=64, verbose_name="by")),
                        (
                            "from_holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "from_store",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "to_holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_store",
                            models.ForeignKey(
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archives.formtype"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "movement of forms",
                        "indexes": [
                            models.Index(fields=["form_type", "first"], name="formmovement_numbers"),
                            models.Index(fields=["from_store", "form_type", "on"], name="formmovement_out"),
                            models.Index(fields=["to_store", "form_type", "on"], name="formmovement_in"),
                            models.Index(fields=["from_holder", "form_type", "on"], name="formmovement_from"),
                            models.Index(fields=["to_holder", "form_type", "on"], name="formmovement_to"),
                            models.Index(fields=["subject_kind", "subject_id"], name="formmovement_subject"),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("step", "use")),
                                expressions=[
                                    ("form_type", "="),
                                    (
                                        models.Func(
                                            models.F("first"),
                                            models.F("last"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="formmovement_used_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first__gte", 0),
                                    (
                                        "quantity",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("last"), "-", models.F("first")
                                            ),
                                            "+",
                                            models.Value(1),
                                        ),
                                    ),
                                ),
                                name="formmovement_quantity",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormLot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first", models.BigIntegerField(verbose_name="from")),
                        ("last", models.BigIntegerField(verbose_name="to")),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("in_store", "in store"),
                                    ("in_transit", "in transit"),
                                    ("offered", "to be signed for"),
                                    ("with_user", "with a user"),
                                    ("used", "used"),
                                    ("reconciled", "accounted for"),
                                    ("void", "made void"),
                                    ("lost", "lost"),
                                    ("expired", "out of use"),
                                    ("destroyed", "destroyed"),
                                ],
                                max_length=12,
                                verbose_name="where",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
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
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="held by",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archives.formtype"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forms at one place",
                        "indexes": [
                            models.Index(fields=["holder", "form_type", "first"], name="formlot_holder"),
                            models.Index(fields=["unit", "form_type", "standing"], name="formlot_unit"),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("form_type", "="),
                                    (
                                        models.Func(
                                            models.F("first"),
                                            models.F("last"),
                                            models.Value("[]"),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="formlot_no_number_twice",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                                name="formlot_numbers",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormIncident",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("void", "Void"), ("misprint", "Misprint"), ("loss", "Lost")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("discovered_at", models.DateTimeField(verbose_name="discovered at")),
                        ("late", models.BooleanField(default=False, verbose_name="reported late")),
                        ("account", models.TextField(verbose_name="what happened")),
                        ("subject_number", models.CharField(blank=True, max_length=60, verbose_name="was used for")),
                        (
                            "copies_back",
                            models.PositiveSmallIntegerField(null=True, verbose_name="copies that are back"),
                        ),
                        ("notice_on", models.DateField(null=True, verbose_name="notice published on")),
                        ("newspaper", models.CharField(blank=True, max_length=80, verbose_name="newspaper")),
                        (
                            "notice_page",
                            models.CharField(blank=True, max_length=20, verbose_name="page of the newspaper"),
                        ),
                        ("notice_late", models.BooleanField(default=False, verbose_name="notice was late")),
                        ("finding", models.TextField(blank=True, verbose_name="finding")),
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
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="held by",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "void or lost forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formincident_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="formincident_sub_new"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                                name="formincident_numbers",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormGap",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        ("account", models.TextField(verbose_name="explanation")),
                        ("looked_at_by", models.CharField(blank=True, max_length=64, verbose_name="looked at by")),
                        ("opinion", models.CharField(blank=True, max_length=200, verbose_name="opinion")),
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
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "explanation of numbers",
                        "indexes": [
                            models.Index(fields=["form_type", "first", "last"], name="formgap_numbers"),
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formgap_branch_new"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormDestruction",
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
                        ("first", models.BigIntegerField(null=True, verbose_name="from number")),
                        ("last", models.BigIntegerField(null=True, verbose_name="to number")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
                        ("method", models.CharField(max_length=60, verbose_name="way of destruction")),
                        ("destroyed_at", models.DateTimeField(null=True, verbose_name="destroyed at")),
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
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
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
                            "supervised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="supervisor",
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
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="archives.formtype",
                                verbose_name="form",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "destruction of forms",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="formdestr_branch_new")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                                name="formdestruction_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_by", None),
                                        models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("supervised_by", None),
                                        models.Q(
                                            models.Q(("supervised_by", models.F("made_by")), _negated=True),
                                            models.Q(("supervised_by", models.F("confirmed_by")), _negated=True),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="formdestruction_three_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormCountLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("booked", models.PositiveIntegerField(verbose_name="by the books")),
                        ("ranges", models.CharField(blank=True, max_length=400, verbose_name="numbers")),
                        ("found", models.PositiveIntegerField(null=True, verbose_name="counted")),
                        ("cause", models.CharField(blank=True, max_length=200, verbose_name="cause")),
                        ("measure", models.CharField(blank=True, max_length=200, verbose_name="measure")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("found", "counted again, it agrees"),
                                    ("booked", "made good by a paper: loss, slip, requisition"),
                                    ("explained", "explained only (class II)"),
                                ],
                                db_default="",
                                default="",
                                max_length=10,
                                verbose_name="how it ended",
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=24, verbose_name="paper"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=300, verbose_name="answer"
                            ),
                        ),
                        (
                            "count",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="archives.formcount",
                            ),
                        ),
                        (
                            "form_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archives.formtype"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a count",
                        "constraints": [
                            models.UniqueConstraint(fields=("count", "form_type"), name="formcountline_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=32)),
                        ("minute", models.DateTimeField()),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "public request",
                        "constraints": [
                            models.UniqueConstraint(fields=("address", "minute"), name="public_visit_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("category", models.CharField(max_length=40, verbose_name="category")),
                        ("label", models.CharField(max_length=120, verbose_name="what")),
                        ("years", models.PositiveSmallIntegerField(verbose_name="years")),
                        ("source", models.CharField(max_length=160, verbose_name="source")),
                        ("valid_from", models.DateField(verbose_name="holds from")),
                    ],
                    options={
                        "verbose_name": "retention rule",
                        "constraints": [
                            models.UniqueConstraint(fields=("category", "valid_from"), name="retention_rule_once"),
                            models.CheckConstraint(
                                condition=models.Q(("years__range", (1, 100))), name="retention_years_sensible"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seal",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="seal")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Policy seal"),
                                    ("finance", "Finance seal"),
                                    ("legal", "Seal of the legal representative"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="inscription")),
                        ("place", models.CharField(max_length=80, verbose_name="place")),
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
                            "keeper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="kept by",
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
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken over by",
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
                        "verbose_name": "seal",
                        "indexes": [models.Index(fields=["branch_id", "-created_at", "-id"], name="seal_branch_new")],
                    },
                ),
                migrations.CreateModel(
                    name="SealUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paper", models.CharField(max_length=120, verbose_name="paper")),
                        ("impressions", models.PositiveSmallIntegerField(verbose_name="impressions")),
                        ("asked_by", models.CharField(max_length=64, verbose_name="asked for by")),
                        ("approved_by", models.CharField(max_length=64, verbose_name="approved by")),
                        ("used_by", models.CharField(max_length=64, verbose_name="sealed by")),
                        ("used_at", models.DateTimeField(verbose_name="at")),
                        (
                            "seal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="archives.seal"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "use of a seal",
                    },
                ),
                migrations.CreateModel(
                    name="VerificationCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.CharField(max_length=32, unique=True)),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "verification code",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("subject_kind", "subject_id"), name="verification_subject_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
