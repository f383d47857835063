"""The tables of products, proposals, policies, risk, reinsurance and the reports about them."""

import core.crypto.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
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
    replaces = [("underwriting", "0062_use_and_credit_of_changes")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0002_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Coinsurance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "arrangement",
                            models.CharField(
                                choices=[
                                    ("coinsurance", "co-insurance (several insurers)"),
                                    ("joint", "joint business (several branches)"),
                                    ("master", "master programme"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "position",
                            models.CharField(
                                choices=[("leader", "leader, issues the policy"), ("follower", "follower")],
                                max_length=8,
                                verbose_name="position",
                            ),
                        ),
                        (
                            "leader_policy",
                            models.CharField(blank=True, max_length=40, verbose_name="policy of the leader"),
                        ),
                        (
                            "total_sum",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="total sum insured"),
                        ),
                        ("recorded_by_id", models.BigIntegerField(null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "programme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.masterprogramme",
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="coinsurance",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "co-insurance",
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("automatic", models.BooleanField(verbose_name="automatic")),
                        ("outcome", models.CharField(max_length=24, verbose_name="outcome")),
                        ("elements_version", models.CharField(blank=True, max_length=40)),
                        ("values_version", models.CharField(blank=True, max_length=40)),
                        ("facts", models.JSONField(default=dict)),
                        ("verdicts", models.JSONField(default=list)),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion")),
                        ("terms", models.TextField(blank=True, verbose_name="terms")),
                        ("reason_code", models.CharField(blank=True, max_length=24, verbose_name="reason")),
                        (
                            "record",
                            models.JSONField(db_default={}, default=dict, verbose_name="figures of the decision"),
                        ),
                        ("decided_by_id", models.BigIntegerField(null=True)),
                        ("decided_by", models.CharField(max_length=120, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "underwriting decision",
                        "indexes": [models.Index(fields=["automatic", "-decided_at"], name="decision_automatic")],
                    },
                ),
                migrations.CreateModel(
                    name="Cession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("occasion", models.CharField(max_length=40, verbose_name="occasion")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("effective_on", models.DateField(verbose_name="effective")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("own_share", models.DecimalField(decimal_places=10, max_digits=12, verbose_name="own share")),
                        (
                            "sum_insured",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sum insured"),
                        ),
                        ("own_sum", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own sum")),
                        ("retained", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="kept")),
                        ("ceded", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="ceded")),
                        ("unplaced", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="not placed")),
                        (
                            "premium",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own net premium"),
                        ),
                        (
                            "ceded_premium",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="ceded premium"),
                        ),
                        ("commission", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="commission")),
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cessions",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cession",
                        "indexes": [
                            models.Index(fields=["branch_id", "-recorded_at", "-id"], name="cession_branch_new")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("policy", "number"), name="cession_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("policy",),
                                name="cession_one_current",
                            ),
                            models.UniqueConstraint(fields=("policy", "occasion"), name="cession_once_an_occasion"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CededUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=120, verbose_name="risk unit")),
                        ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                        ("area", models.CharField(blank=True, max_length=60, verbose_name="area")),
                        ("occupancy", models.CharField(blank=True, max_length=20, verbose_name="occupancy class")),
                        (
                            "sum_insured",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sum insured"),
                        ),
                        ("own_sum", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own sum")),
                        ("retained", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="kept")),
                        ("unplaced", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="not placed")),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="kinds of the risk",
                            ),
                        ),
                        ("steps", models.JSONField(default=list)),
                        (
                            "cession",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="units",
                                to="underwriting.cession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "risk unit",
                        "indexes": [
                            models.Index(fields=["area", "place"], name="cededunit_area"),
                            models.Index(fields=["place"], name="cededunit_place"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="code")),
                        ("version", models.CharField(max_length=60, verbose_name="version")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source of the release")),
                        ("title", models.JSONField(verbose_name="title")),
                        ("rider", models.BooleanField(default=False, verbose_name="rider")),
                        ("filing", models.CharField(blank=True, max_length=80, verbose_name="filing")),
                        ("sections", models.JSONField(verbose_name="text")),
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
                        "verbose_name": "clause",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="clause_one_version_a_day"
                            ),
                            models.UniqueConstraint(fields=("code", "version"), name="clause_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="clause_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodeRequest",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        ("clause_name", models.CharField(max_length=120, verbose_name="clause")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "national clause"),
                                    ("provincial", "provincial clause"),
                                    ("local", "local clause"),
                                ],
                                max_length=10,
                                verbose_name="level",
                            ),
                        ),
                        ("clause_text", models.TextField(verbose_name="text of the clause")),
                        ("need", models.TextField(verbose_name="why it is needed")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=60, verbose_name="reference of the application"),
                        ),
                        ("product_code", models.CharField(blank=True, max_length=8, verbose_name="product code")),
                        ("requested_by", models.CharField(max_length=80, verbose_name="requested by")),
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
                        "verbose_name": "request for a product code",
                        "indexes": [models.Index(fields=["branch_id", "-created_at"], name="coderequest_branch_new")],
                    },
                ),
                migrations.CreateModel(
                    name="CoinsuranceShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("insurer_id", models.BigIntegerField(null=True, verbose_name="insurer")),
                        ("name", models.CharField(max_length=120, verbose_name="insurer")),
                        ("percent", models.DecimalField(decimal_places=4, max_digits=7, verbose_name="share (%)")),
                        ("leads", models.BooleanField(default=False, verbose_name="leads")),
                        ("own", models.BooleanField(default=False, verbose_name="own share")),
                        (
                            "filed_percent",
                            models.DecimalField(
                                decimal_places=4, max_digits=7, null=True, verbose_name="filed commission (%)"
                            ),
                        ),
                        (
                            "coinsurance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="underwriting.coinsurance",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "share of a co-insurer",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("coinsurance", "name"), name="coinsuranceshare_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("leads", True)),
                                fields=("coinsurance",),
                                name="coinsuranceshare_one_leads",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("own", True)),
                                fields=("coinsurance",),
                                name="coinsuranceshare_one_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gt", 0), ("percent__lt", 100)),
                                name="coinsuranceshare_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("filed_percent", None),
                                    models.Q(("filed_percent__gte", 0), ("filed_percent__lte", 100)),
                                    _connector="OR",
                                ),
                                name="coinsuranceshare_commission",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeCase",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="case")),
                        (
                            "board",
                            models.CharField(
                                choices=[
                                    ("committee", "risk management committee"),
                                    ("property", "panel property and engineering"),
                                    ("motor", "panel motor"),
                                    ("liability", "panel liability"),
                                    ("accident", "panel accident and health"),
                                    ("cargo", "panel cargo"),
                                ],
                                max_length=12,
                                verbose_name="board",
                            ),
                        ),
                        ("grounds", models.TextField(verbose_name="why it is referred")),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                        ("referred_by_id", models.BigIntegerField(null=True)),
                        ("referred_by", models.CharField(blank=True, max_length=80, verbose_name="referred by")),
                        ("plan", models.TextField(blank=True, verbose_name="plan of cover")),
                        (
                            "plan_sum",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="sum insured of the plan"
                            ),
                        ),
                        ("cession", models.TextField(blank=True, verbose_name="opinion on reinsurance")),
                        ("papers_ready_at", models.DateTimeField(null=True, verbose_name="papers ready at")),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("meeting", "meeting"),
                                    ("circulation", "circulation"),
                                    ("telephone", "telephone (urgent)"),
                                ],
                                max_length=12,
                                verbose_name="form",
                            ),
                        ),
                        ("meets_at", models.DateTimeField(null=True, verbose_name="meets at")),
                        ("venue", models.CharField(blank=True, max_length=80, verbose_name="venue")),
                        ("agenda", models.TextField(blank=True, verbose_name="agenda")),
                        ("vetoed_by", models.CharField(blank=True, max_length=80, verbose_name="veto of the chair")),
                        ("veto_reason", models.TextField(blank=True, verbose_name="grounds of the veto")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agree", "agreed"),
                                    ("conditions", "agreed with conditions"),
                                    ("defer", "put off"),
                                    ("refuse", "refused"),
                                ],
                                max_length=12,
                                verbose_name="resolution",
                            ),
                        ),
                        ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                        ("resolution", models.CharField(blank=True, max_length=20, verbose_name="resolution number")),
                        ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved at")),
                        ("valid_until", models.DateField(null=True, verbose_name="valid until")),
                        ("applied_outcome", models.CharField(blank=True, max_length=24, verbose_name="decision")),
                        ("applied_at", models.DateTimeField(null=True, verbose_name="applied at")),
                        ("act_by", models.DateTimeField(null=True, verbose_name="next step by")),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("right", "the opinion was right"),
                                    ("too_strict", "the opinion was too strict"),
                                    ("too_mild", "the opinion was too mild"),
                                ],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="judgement of the opinion",
                            ),
                        ),
                        ("look_back", models.TextField(blank=True, verbose_name="look-back")),
                        (
                            "incurred",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="losses since"
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="underwriting.riskassessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "committee case",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="committeecase_branch_new"),
                            models.Index(
                                fields=["province_id", "-created_at", "-id"], name="committeecase_province_new"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("resolution", ""), _negated=True),
                                fields=("branch", "resolution"),
                                name="committeecase_resolution_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("resolved", "executed", "reviewed")), _negated=True),
                                    models.Q(
                                        models.Q(("resolution", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("valid_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="committeecase_resolved_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="member")),
                        (
                            "role",
                            models.CharField(
                                choices=[("chair", "chair"), ("deputy", "deputy chair"), ("member", "member")],
                                max_length=8,
                                verbose_name="part",
                            ),
                        ),
                        ("no_vote", models.CharField(blank=True, max_length=120, verbose_name="has no vote because")),
                        ("present", models.BooleanField(default=False, verbose_name="present")),
                        ("withdrew", models.TextField(blank=True, verbose_name="withdrew because")),
                        (
                            "vote",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agree", "agreed"),
                                    ("conditions", "agreed with conditions"),
                                    ("defer", "put off"),
                                    ("refuse", "refused"),
                                ],
                                max_length=12,
                                verbose_name="vote",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reasons")),
                        ("voted_at", models.DateTimeField(null=True, verbose_name="voted at")),
                        ("by_phone", models.BooleanField(default=False, verbose_name="by telephone")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed in writing at")),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="underwriting.committeecase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "staff"), name="attendance_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vote", ""),
                                    models.Q(("no_vote", ""), ("present", True), ("withdrew", "")),
                                    _connector="OR",
                                ),
                                name="attendance_vote_allowed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "board",
                            models.CharField(
                                choices=[
                                    ("committee", "risk management committee"),
                                    ("property", "panel property and engineering"),
                                    ("motor", "panel motor"),
                                    ("liability", "panel liability"),
                                    ("accident", "panel accident and health"),
                                    ("cargo", "panel cargo"),
                                ],
                                max_length=12,
                                verbose_name="board",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("chair", "chair"), ("deputy", "deputy chair"), ("member", "member")],
                                default="member",
                                max_length=8,
                                verbose_name="part",
                            ),
                        ),
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
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="member",
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
                        "verbose_name": "seat on a board",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("unit", "="), ("board", "="), ("staff", "="), ("effective", "&&")],
                                name="committeeseat_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="committeeseat_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DailyReport",
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
                        ("day", models.DateField(verbose_name="day")),
                        ("rows", models.JSONField(default=list, verbose_name="figures")),
                        (
                            "cases",
                            models.JSONField(db_default={}, default=dict, verbose_name="cases behind the figures"),
                        ),
                        ("published_at", models.DateTimeField(verbose_name="published at")),
                        ("answer_by", models.DateTimeField(verbose_name="to be answered by")),
                        ("answered_by", models.CharField(blank=True, max_length=120, verbose_name="answered by")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                        ("remark", models.TextField(blank=True, verbose_name="remark")),
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
                        "verbose_name": "daily underwriting report",
                        "indexes": [
                            models.Index(fields=["branch_id", "-day", "-id"], name="dailyreport_branch_day"),
                            models.Index(fields=["sub_branch_id", "-day", "-id"], name="dailyreport_sub_day"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("unit", "day"), name="dailyreport_once")],
                    },
                ),
                migrations.CreateModel(
                    name="DayPrint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "verbose_name": "print of a day's policies",
                        "indexes": [
                            models.Index(fields=["branch_id", "-asked_at", "-id"], name="dayprint_branch_new"),
                            models.Index(fields=["sub_branch_id", "-asked_at", "-id"], name="dayprint_sub_new"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("printed", None), ("pages__gte", 1), _connector="OR"),
                                name="dayprint_pages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionNews",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    options={
                        "verbose_name": "news of a decision",
                    },
                ),
                migrations.CreateModel(
                    name="Discrepancy",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="difference")),
                        ("line", models.CharField(blank=True, max_length=8, verbose_name="line")),
                        (
                            "figure",
                            models.CharField(
                                choices=[
                                    ("carried", "Carried over"),
                                    ("submitted", "Submitted"),
                                    ("automatic", "Passed automatically"),
                                    ("manual", "Passed by hand"),
                                    ("declined", "Declined"),
                                    ("returned", "Returned"),
                                    ("ended", "Withdrawn or lapsed"),
                                    ("pending", "To be underwritten"),
                                    ("escalated", "With the level above"),
                                    ("in_work", "Otherwise in work"),
                                    ("sum_insured", "Sum insured passed"),
                                    ("premium", "Premium passed"),
                                ],
                                max_length=12,
                                verbose_name="figure of the report",
                            ),
                        ),
                        (
                            "reported",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="in the report"),
                        ),
                        (
                            "expected",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="in the sub-branch"),
                        ),
                        ("text", models.TextField(verbose_name="what differs")),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("report", "the report was wrong"),
                                    ("entry", "an entry of the sub-branch was wrong"),
                                    ("timing", "it belongs to another day"),
                                    ("none", "no difference was found"),
                                ],
                                max_length=8,
                                verbose_name="cause",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="explanation")),
                        ("raised_by", models.CharField(max_length=120, verbose_name="raised by")),
                        ("resolved_by", models.CharField(blank=True, max_length=120, verbose_name="cleared by")),
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
                                related_name="discrepancies",
                                to="underwriting.dailyreport",
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
                        "verbose_name": "difference in the daily report",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="discrepancy_branch_new")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacultativeCase",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="cession")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[("facultative", "facultative"), ("treaty", "treaty, prior confirmation")],
                                default="facultative",
                                max_length=12,
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("own", "reinsurance department of the branch"),
                                    ("upper", "reinsurance department of the upper level"),
                                ],
                                max_length=6,
                                verbose_name="decided by",
                            ),
                        ),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("customer", models.CharField(max_length=120, verbose_name="insured")),
                        ("cover_start", models.DateField(verbose_name="cover begins")),
                        ("submit_by", models.DateField(verbose_name="to be sent by")),
                        ("own_sum", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own sum")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own premium")),
                        (
                            "needed",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="above all treaties"),
                        ),
                        (
                            "asked",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount to be placed"),
                        ),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion of the sub-branch")),
                        ("opinion_by", models.CharField(blank=True, max_length=120, verbose_name="stated by")),
                        ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                        ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("terms", models.TextField(blank=True, verbose_name="terms of the business")),
                        ("loss_record", models.TextField(blank=True, verbose_name="loss record")),
                        ("material", models.TextField(blank=True, verbose_name="material sent")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="sent at")),
                        ("late", models.BooleanField(default=False, verbose_name="late")),
                        ("late_reason", models.CharField(blank=True, max_length=300, verbose_name="why late")),
                        (
                            "placed",
                            models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="placed"),
                        ),
                        (
                            "commission_percent",
                            models.DecimalField(
                                decimal_places=4, default=0, max_digits=7, verbose_name="commission (%)"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=80, verbose_name="reference of the reinsurers"),
                        ),
                        ("bound_at", models.DateTimeField(null=True, verbose_name="flagged at")),
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facultative",
                                to="underwriting.proposal",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.riskassessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cession to be confirmed",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="facultative_branch_new")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("asked__gte", 0), ("placed__gte", 0)),
                                name="facultativecase_amounts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "closed"), _negated=True),
                                fields=("proposal",),
                                name="facultativecase_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacultativeShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reinsurer_id", models.BigIntegerField(verbose_name="reinsurer")),
                        ("name", models.CharField(max_length=120, verbose_name="reinsurer")),
                        (
                            "written_percent",
                            models.DecimalField(decimal_places=4, max_digits=7, verbose_name="written line (%)"),
                        ),
                        (
                            "signed_percent",
                            models.DecimalField(
                                decimal_places=4, max_digits=7, null=True, verbose_name="signed line (%)"
                            ),
                        ),
                        (
                            "commission_percent",
                            models.DecimalField(
                                decimal_places=4, default=0, max_digits=7, verbose_name="commission (%)"
                            ),
                        ),
                        ("quoted_at", models.DateTimeField(verbose_name="quoted at")),
                        ("superseded_at", models.DateTimeField(null=True, verbose_name="superseded at")),
                        (
                            "why_superseded",
                            models.CharField(blank=True, max_length=1000, verbose_name="why it no longer counts"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="underwriting.facultativecase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "facultative line",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("case", "reinsurer_id"),
                                name="facultativeshare_counts_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("superseded_at", None),
                                    models.Q(("why_superseded", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="facultativeshare_superseded",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FleetUpload",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="fleet")),
                        ("uploaded_by_id", models.BigIntegerField(null=True)),
                        ("uploaded_by", models.CharField(max_length=64, verbose_name="uploaded by")),
                        ("holder_id", models.BigIntegerField(null=True)),
                        ("holder_name", models.CharField(blank=True, max_length=120, verbose_name="policyholder")),
                        ("channel", models.CharField(blank=True, max_length=8, verbose_name="channel")),
                        ("signed", models.BooleanField(default=False, verbose_name="signed proposal form at hand")),
                        ("inspected", models.BooleanField(default=False, verbose_name="inspected")),
                        ("papers", models.JSONField(db_default=[], default=list, verbose_name="papers in its file")),
                        ("disclosures", models.JSONField(default=dict, verbose_name="answers to the questionnaire")),
                        ("rows_total", models.PositiveIntegerField(verbose_name="vehicles")),
                        ("rows_faulty", models.PositiveIntegerField(verbose_name="rows with errors")),
                        ("job_id", models.BigIntegerField(null=True)),
                        ("problem", models.TextField(blank=True, verbose_name="why the import stopped")),
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
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
                        "verbose_name": "fleet",
                        "indexes": [
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="fleetupload_sub_new")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rows_faulty__lte", models.F("rows_total")), ("rows_total__gt", 0)),
                                name="fleetupload_rows",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "imported"), _negated=True), ("rows_faulty", 0), _connector="OR"
                                ),
                                name="fleetupload_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FleetRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="row")),
                        ("texts", models.JSONField(default=dict)),
                        ("faults", models.JSONField(default=dict)),
                        ("proposal_id", models.BigIntegerField(null=True)),
                        (
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="underwriting.fleetupload",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "row of a fleet",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("faults", {}), _negated=True),
                                fields=["upload", "place"],
                                name="fleetrow_faulty",
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("upload", "place"), name="fleetrow_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                        ("inspector_id", models.BigIntegerField(verbose_name="inspector")),
                        ("inspector_name", models.CharField(max_length=64, verbose_name="inspector")),
                        ("inspected_at", models.DateTimeField(verbose_name="inspected at")),
                        ("place", models.CharField(max_length=200, verbose_name="place of the inspection")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("good", "in order"),
                                    ("remarks", "in order with remarks"),
                                    ("refused", "not to be insured"),
                                ],
                                max_length=8,
                                verbose_name="result",
                            ),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="remark")),
                        ("photos", models.PositiveSmallIntegerField(verbose_name="photos")),
                        (
                            "doubts",
                            models.JSONField(
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="doubts about the photos",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inspection",
                        "indexes": [models.Index(fields=["proposal", "-inspected_at"], name="inspection_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="MarketNote",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("price", "price"),
                                    ("product", "product"),
                                    ("channel", "sales channel"),
                                    ("rule", "regulation"),
                                    ("customer", "customers' needs"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("competitor", models.CharField(blank=True, max_length=80, verbose_name="competitor")),
                        ("seen_on", models.DateField(verbose_name="seen on")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("text", models.TextField(verbose_name="what was seen")),
                        ("origin", models.CharField(max_length=120, verbose_name="origin of the information")),
                        ("strategy", models.TextField(blank=True, verbose_name="product and price strategy")),
                        ("noted_by", models.CharField(max_length=80, verbose_name="noted by")),
                        ("answered_by", models.CharField(blank=True, max_length=80, verbose_name="decided by")),
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
                        "verbose_name": "market note",
                        "indexes": [models.Index(fields=["branch_id", "-created_at"], name="marketnote_branch_new")],
                    },
                ),
                migrations.CreateModel(
                    name="MassEndorsement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="mass endorsement")),
                        ("title", models.CharField(max_length=80, verbose_name="occasion")),
                        ("changes", models.JSONField(verbose_name="new terms")),
                        ("effective_on", models.DateField(verbose_name="from")),
                        ("reason", models.TextField(verbose_name="grounds")),
                        ("made_at", models.DateTimeField(verbose_name="entered at")),
                        ("made_by_id", models.BigIntegerField(null=True)),
                        ("made_by", models.CharField(max_length=80, verbose_name="entered by")),
                        ("total", models.PositiveIntegerField(verbose_name="policies")),
                        ("policy_ids", models.JSONField(default=list)),
                        ("failures", models.JSONField(default=list, verbose_name="not carried out")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="carried out at")),
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
                        "verbose_name": "mass endorsement",
                        "indexes": [models.Index(fields=["branch_id", "-made_at"], name="massendorsement_new")],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="request")),
                        ("printed_number", models.CharField(blank=True, max_length=24, verbose_name="endorsement")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("names", "correction of names and addresses"),
                                    ("plate", "plate and licence data changed"),
                                    ("vehicle", "vehicle data changed"),
                                    ("use", "use changed"),
                                    ("sum_insured", "sum insured changed"),
                                    ("limit", "limit of indemnity changed"),
                                    ("add_cover", "cover added"),
                                    ("drop_cover", "cover dropped"),
                                    ("deductible", "deductible changed"),
                                    ("completion", "value of the works at completion"),
                                    ("extension", "period made longer"),
                                    ("transfer", "transfer of ownership"),
                                    ("list", "insured persons or items changed"),
                                    ("terms", "special terms changed"),
                                    ("void", "void before cover begins"),
                                    ("end_holder", "surrender by the policyholder"),
                                    ("end_insurer", "termination by the insurer"),
                                ],
                                max_length=24,
                                verbose_name="kind",
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("requested_on", models.DateField(verbose_name="requested on")),
                        ("requested_by", models.CharField(max_length=120, verbose_name="requested by")),
                        ("effective_on", models.DateField(verbose_name="from")),
                        ("entered_by_id", models.BigIntegerField(null=True)),
                        ("changes", models.JSONField(default=dict, verbose_name="new terms")),
                        ("before", models.JSONField(default=dict, verbose_name="terms before")),
                        ("overruled", models.JSONField(default=list, verbose_name="later changes that give way")),
                        ("conflicts", models.JSONField(default=list, verbose_name="later changes of the same")),
                        ("base_version", models.PositiveSmallIntegerField(default=0, verbose_name="based on version")),
                        (
                            "delta",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="difference of premium",
                            ),
                        ),
                        (
                            "set_off",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="set off against what is owed",
                            ),
                        ),
                        (
                            "exposure",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="sum insured after the change",
                            ),
                        ),
                        ("steps", models.JSONField(default=list, verbose_name="steps")),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("error", "issued in error"),
                                    ("wish", "wish of the policyholder"),
                                    ("deregistered", "vehicle deregistered"),
                                    ("laid_up", "vehicle laid up"),
                                    ("lost", "vehicle lost, confirmed by the police"),
                                    ("sold", "vehicle sold"),
                                    ("partial_loss", "policyholder cancels after a partial loss"),
                                    ("intent", "not disclosed on purpose"),
                                    ("negligence", "not disclosed by gross negligence"),
                                    ("risk_increase", "risk increased or subject transferred"),
                                    ("safety", "safety duty neglected"),
                                    ("fraud", "invented or intended accident"),
                                    ("non_payment", "premium not paid, as the clause says"),
                                    ("partial_loss_insurer", "insurer cancels after a partial loss"),
                                ],
                                max_length=24,
                                verbose_name="ground",
                            ),
                        ),
                        (
                            "ground_note",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=400, verbose_name="what happened"
                            ),
                        ),
                        ("known_on", models.DateField(null=True, verbose_name="ground known on")),
                        (
                            "returned_papers",
                            models.CharField(blank=True, max_length=200, verbose_name="papers given back"),
                        ),
                        ("papers_complete", models.BooleanField(default=False, verbose_name="all papers are back")),
                        ("papers", models.JSONField(db_default=[], default=list, verbose_name="papers on file")),
                        ("held_until", models.DateTimeField(null=True, verbose_name="refund held until")),
                        ("delivered_on", models.DateField(null=True, verbose_name="letter delivered on")),
                        (
                            "delivery",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hand", "handed over against signature"),
                                    ("post", "registered or express post with receipt"),
                                    ("electronic", "electronically, as the customer agreed"),
                                    ("notary", "through a notary"),
                                    ("public", "by public notice"),
                                ],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="delivered how",
                            ),
                        ),
                        (
                            "notice",
                            models.CharField(blank=True, max_length=200, verbose_name="receipt number, received by"),
                        ),
                        ("account_token", models.CharField(blank=True, max_length=80)),
                        (
                            "elsewhere",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="goes to another than the one who paid"
                            ),
                        ),
                        ("cautions", models.JSONField(default=list, verbose_name="to be looked at twice")),
                        ("inspection", models.CharField(blank=True, max_length=400, verbose_name="inspection")),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion")),
                        ("listed", models.JSONField(db_default=[], default=list, verbose_name="on lists")),
                        ("listed_at", models.DateTimeField(null=True, verbose_name="lists asked at")),
                        ("voices", models.JSONField(db_default=[], default=list, verbose_name="opinions and replies")),
                        ("approved_by_id", models.BigIntegerField(null=True)),
                        ("approved_by", models.CharField(blank=True, max_length=120, verbose_name="approved by")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="approved at")),
                        ("instalment", models.PositiveSmallIntegerField(null=True)),
                        (
                            "on_credit",
                            models.JSONField(db_default={}, default=dict, verbose_name="premium to come later"),
                        ),
                        ("exempted_at", models.DateTimeField(null=True, verbose_name="premium may come later since")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="endorsement issued at")),
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
                            "mass",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="underwriting.massendorsement",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "endorsement",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="endorsement_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="endorsement_sub_new"),
                            models.Index(
                                condition=models.Q(("state", "issued")),
                                fields=["effective_on"],
                                name="endorsement_to_begin",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["requested_by"], name="endorsement_asker_trgm", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("printed_number", ""), _negated=True),
                                fields=("printed_number",),
                                name="endorsement_printed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delta__gt", -1000000000000000), ("delta__lt", 1000000000000000)),
                                name="endorsement_delta",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "approved",
                                            "entered",
                                            "notice",
                                            "paid",
                                            "re_inspect",
                                            "refund_approved",
                                            "requested",
                                            "reviewed",
                                            "second_look",
                                            "uw_queue",
                                            "with_head",
                                            "with_province",
                                        ],
                                    )
                                ),
                                fields=("policy",),
                                name="endorsement_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MasterProgramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="programme")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("customer_id", models.BigIntegerField(verbose_name="customer")),
                        ("customer_name", models.CharField(max_length=120, verbose_name="customer")),
                        (
                            "lines",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), size=None, verbose_name="lines"
                            ),
                        ),
                        (
                            "arrangement",
                            models.CharField(
                                choices=[
                                    ("coinsurance", "co-insurance (several insurers)"),
                                    ("joint", "joint business (several branches)"),
                                    ("master", "master programme"),
                                ],
                                default="master",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("terms", models.TextField(blank=True, verbose_name="common terms")),
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
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "master programme",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="masterprogramme_four_eyes",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyPack",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="pack")),
                        ("month", models.DateField(verbose_name="month")),
                        ("content", models.JSONField(default=dict, verbose_name="figures")),
                        ("policies", models.PositiveIntegerField(default=0, verbose_name="policies")),
                        (
                            "premium",
                            models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="premium"),
                        ),
                        ("drawn_at", models.DateTimeField(verbose_name="drawn at")),
                        ("released_by", models.CharField(blank=True, max_length=120, verbose_name="released by")),
                        ("released_at", models.DateTimeField(null=True, verbose_name="released at")),
                        ("remark", models.TextField(blank=True, verbose_name="remark")),
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
                        "verbose_name": "monthly pack",
                        "constraints": [
                            models.UniqueConstraint(fields=("branch", "month"), name="monthlypack_once"),
                            models.CheckConstraint(condition=models.Q(("month__day", 1)), name="monthlypack_month"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Moratorium",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="suspension")),
                        ("title", models.CharField(max_length=80, verbose_name="occasion")),
                        ("grounds", models.TextField(verbose_name="grounds")),
                        (
                            "lines",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), size=None, verbose_name="covers"
                            ),
                        ),
                        ("new_only", models.BooleanField(default=False, verbose_name="renewals are written")),
                        (
                            "effective",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="effective"),
                        ),
                        ("ended_by_change", models.CharField(blank=True, max_length=20, verbose_name="ended by")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "units",
                            models.ManyToManyField(related_name="+", to="organisation.unit", verbose_name="area"),
                        ),
                    ],
                    options={
                        "verbose_name": "suspension of business",
                        "indexes": [
                            django.contrib.postgres.indexes.GistIndex(fields=["effective"], name="moratorium_effective")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                name="moratorium_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lines__overlap", ["MCI"]), _negated=True),
                                    models.Q(("lines", []), _negated=True),
                                ),
                                name="moratorium_lines",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperBatch",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="batch")),
                        ("day", models.DateField(verbose_name="policies of")),
                        ("made_by_id", models.BigIntegerField()),
                        ("made_by", models.CharField(max_length=64, verbose_name="handed over by")),
                        ("received_by", models.CharField(blank=True, max_length=64, verbose_name="received by")),
                        ("received_at", models.DateTimeField(null=True, verbose_name="received at")),
                        ("volume", models.CharField(blank=True, max_length=30, verbose_name="volume")),
                        ("filed_by", models.CharField(blank=True, max_length=64, verbose_name="filed by")),
                        ("filed_at", models.DateTimeField(null=True, verbose_name="filed at")),
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
                        "verbose_name": "batch of papers",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="paperbatch_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="paperbatch_sub_new"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("unit", "day"), name="paperbatch_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PeopleList",
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
                        ("persons_total", models.PositiveIntegerField(default=0, verbose_name="persons")),
                        ("rows_faulty", models.PositiveIntegerField(default=0, verbose_name="rows with errors")),
                        ("pages", models.PositiveIntegerField(null=True, verbose_name="pages")),
                        ("custodian", models.CharField(blank=True, max_length=64, verbose_name="custodian")),
                        ("shelf", models.CharField(blank=True, max_length=40, verbose_name="shelf")),
                        (
                            "last_change",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=300,
                                verbose_name="last change of a person",
                            ),
                        ),
                        (
                            "sealed_across",
                            models.BooleanField(default=False, verbose_name="sealed across the pages by both parties"),
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
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
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
                            "scan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
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
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people_list",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "list of persons",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sealed"), _negated=True),
                                    models.Q(
                                        ("pages__gt", 0),
                                        ("scan__isnull", False),
                                        ("sealed_across", True),
                                        models.Q(("custodian", ""), _negated=True),
                                        models.Q(("shelf", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="peoplelist_sealed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListedPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("place", models.PositiveIntegerField(verbose_name="row")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "id_number",
                            core.crypto.fields.EncryptedTextField(blank=True, verbose_name="number of the paper"),
                        ),
                        (
                            "id_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("id_masked", models.CharField(blank=True, max_length=40)),
                        ("born_on", models.DateField(null=True, verbose_name="born on")),
                        ("group", models.PositiveSmallIntegerField(default=1, verbose_name="group")),
                        ("texts", models.JSONField(default=dict)),
                        ("faults", models.JSONField(default=dict)),
                        ("since", models.DateField(null=True, verbose_name="insured from")),
                        ("until", models.DateField(null=True, verbose_name="not insured from")),
                        (
                            "joined_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=24, verbose_name="joined by"
                            ),
                        ),
                        (
                            "left_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=24, verbose_name="left by"
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="underwriting.peoplelist",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "listed person",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("faults", {}), _negated=True),
                                fields=["list", "place"],
                                name="listedperson_faulty",
                            ),
                            models.Index(fields=["id_index"], name="listedperson_paper"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("list", "place"), name="listedperson_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PersonChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("place", models.PositiveIntegerField(verbose_name="row")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "id_number",
                            core.crypto.fields.EncryptedTextField(blank=True, verbose_name="number of the paper"),
                        ),
                        (
                            "id_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("id_masked", models.CharField(blank=True, max_length=40)),
                        ("born_on", models.DateField(null=True, verbose_name="born on")),
                        ("group", models.PositiveSmallIntegerField(default=1, verbose_name="group")),
                        ("texts", models.JSONField(default=dict)),
                        ("faults", models.JSONField(default=dict)),
                        (
                            "act",
                            models.CharField(
                                choices=[("join", "joins"), ("leave", "leaves")], max_length=6, verbose_name="change"
                            ),
                        ),
                        (
                            "endorsement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="person_changes",
                                to="underwriting.endorsement",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="underwriting.listedperson",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of a list of persons",
                        "constraints": [
                            models.UniqueConstraint(fields=("endorsement", "place"), name="personchange_row_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("endorsement", "person"),
                                name="personchange_person_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Policy",
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
                        ("plate", models.CharField(blank=True, max_length=10, verbose_name="plate")),
                        ("vin", models.CharField(blank=True, max_length=17, verbose_name="VIN")),
                        ("engine_number", models.CharField(blank=True, max_length=30, verbose_name="engine number")),
                        ("model", models.CharField(blank=True, max_length=80, verbose_name="make and model")),
                        (
                            "vehicle_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("private_car", "private car"),
                                    ("enterprise_bus", "company car or bus"),
                                    ("government_bus", "government car or bus"),
                                    ("taxi", "taxi or rental"),
                                    ("city_bus", "city bus"),
                                    ("road_passenger", "road passenger"),
                                    ("truck", "truck, own use"),
                                    ("commercial_truck", "truck, commercial"),
                                    ("special", "special vehicle"),
                                    ("motorcycle", "motorcycle"),
                                    ("tractor_unit", "semitrailer tractor"),
                                    ("low_speed_truck", "low-speed truck"),
                                    ("tractor", "farm tractor for transport"),
                                    ("trailer", "trailer"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(default=5, verbose_name="seats")),
                        (
                            "tonnes",
                            models.DecimalField(
                                decimal_places=3, default=Decimal("0"), max_digits=7, verbose_name="load (t)"
                            ),
                        ),
                        (
                            "displacement",
                            models.DecimalField(
                                decimal_places=3, default=Decimal("0"), max_digits=5, verbose_name="displacement (l)"
                            ),
                        ),
                        ("first_registered_on", models.DateField(null=True, verbose_name="first registered")),
                        (
                            "new_price",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="new price"
                            ),
                        ),
                        ("owner_name", models.CharField(blank=True, max_length=120, verbose_name="owner")),
                        (
                            "tractor_plate",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="drawn by (plate)"
                            ),
                        ),
                        (
                            "special_kind",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "I: tankers and liquefied gas"),
                                    (2, "II: cranes, cement, refrigerated and other goods"),
                                    (3, "III: rescue, fire, medical, police, sanitation"),
                                    (4, "IV: container tractors"),
                                ],
                                null=True,
                                verbose_name="kind of the special vehicle",
                            ),
                        ),
                        (
                            "product",
                            models.CharField(
                                db_default="MOTOR", default="MOTOR", max_length=16, verbose_name="product"
                            ),
                        ),
                        (
                            "product_name",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=80, verbose_name="product"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=200, verbose_name="what is insured"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="policy")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("holder_id", models.BigIntegerField()),
                        ("holder_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("insured_id", models.BigIntegerField()),
                        ("insured_name", models.CharField(max_length=120, verbose_name="insured")),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                        ("start_on", models.DateField(verbose_name="begins")),
                        ("end_on", models.DateField(verbose_name="ends")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        (
                            "vehicle_tax",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="vehicle tax"),
                        ),
                        ("serial", models.CharField(blank=True, max_length=30, verbose_name="printed serial number")),
                        ("explained_to", models.CharField(max_length=120, verbose_name="exclusions explained to")),
                        ("explained_at", models.DateTimeField(verbose_name="exclusions explained at")),
                        ("issued_by_id", models.BigIntegerField(null=True)),
                        ("salesperson_id", models.BigIntegerField(null=True)),
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policies",
                                to="underwriting.proposal",
                            ),
                        ),
                        (
                            "section",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policy",
                                to="underwriting.section",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "policy",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="policy_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="policy_sub_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="policy_province_new"),
                            models.Index(
                                fields=["branch_id", "state", "-created_at", "-id"], name="policy_branch_state"
                            ),
                            models.Index(fields=["plate"], name="policy_plate", opclasses=["text_pattern_ops"]),
                            models.Index(fields=["vin"], name="policy_vin"),
                            models.Index(
                                condition=models.Q(("tractor_plate", ""), _negated=True),
                                fields=["tractor_plate"],
                                name="policy_drawn_by",
                            ),
                            models.Index(fields=["serial"], name="policy_serial"),
                            models.Index(fields=["holder_id"], name="policy_holder"),
                            models.Index(fields=["insured_id"], name="policy_insured"),
                            models.Index(
                                condition=models.Q(("state", "issued")), fields=["start_on"], name="policy_to_begin"
                            ),
                            models.Index(
                                condition=models.Q(("state", "in_force")), fields=["end_on"], name="policy_to_expire"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["holder_name"], name="policy_holder_trgm", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("state__in", ["issued", "in_force"]), models.Q(("vin", ""), _negated=True)
                                ),
                                expressions=[("vin", "="), ("line", "="), ("period", "&&")],
                                name="policy_no_double_cover",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("premium__gt", 0), ("premium__lt", 1000000000000000)),
                                name="policy_premium",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("product", "MOTOR"),
                                        ("first_registered_on__isnull", False),
                                        models.Q(("vin", ""), _negated=True),
                                        models.Q(("vehicle_class", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("product", "MOTOR"), _negated=True),
                                        ("first_registered_on__isnull", True),
                                        ("plate", ""),
                                        ("vin", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="policy_vehicle",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LossExperience",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("vin", models.CharField(blank=True, max_length=17)),
                        ("claim_number", models.CharField(max_length=24, unique=True, verbose_name="claim")),
                        ("occurred_on", models.DateField(verbose_name="occurred on")),
                        ("incurred", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="incurred")),
                        ("paid", models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="paid")),
                        ("at_fault", models.BooleanField(verbose_name="at fault")),
                        ("closed", models.BooleanField(verbose_name="closed")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="losses",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "loss experience",
                        "indexes": [models.Index(fields=["vin", "-occurred_on"], name="lossexperience_vin")],
                    },
                ),
                migrations.CreateModel(
                    name="LossAdvice",
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
                        ("claim_number", models.CharField(max_length=24, unique=True, verbose_name="claim")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("occurred_on", models.DateField(verbose_name="occurred on")),
                        ("incurred", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="incurred")),
                        (
                            "own_loss",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="own share of the loss"),
                        ),
                        (
                            "ceded",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="borne by reinsurers"),
                        ),
                        ("parts", models.JSONField(default=list, verbose_name="shares of the loss")),
                        ("closed", models.BooleanField(default=False, verbose_name="claim closed")),
                        (
                            "reserved",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=18,
                                verbose_name="reinsurers' share of the reserve",
                            ),
                        ),
                        (
                            "told",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=18, verbose_name="last told to the reinsurers"
                            ),
                        ),
                        ("passed_at", models.DateTimeField(null=True, verbose_name="passed on at")),
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="loss_advices",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "loss advice",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="lossadvice_branch_new")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        ("form", models.CharField(max_length=30, verbose_name="form")),
                        ("form_name", models.CharField(max_length=80, verbose_name="form")),
                        ("serial", models.CharField(max_length=30, unique=True, verbose_name="printed serial number")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("holder_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("insured_name", models.CharField(max_length=120, verbose_name="insured")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        (
                            "sum_insured",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sum insured"),
                        ),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("start_on", models.DateField(verbose_name="cover begins")),
                        ("end_on", models.DateField(verbose_name="cover ends")),
                        ("agency", models.CharField(blank=True, max_length=80, verbose_name="agency")),
                        (
                            "agreement",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=24, verbose_name="agreement"
                            ),
                        ),
                        (
                            "goods",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=40, verbose_name="goods"
                            ),
                        ),
                        (
                            "why_late",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=200, verbose_name="why late"
                            ),
                        ),
                        (
                            "asked_because",
                            models.JSONField(db_default=[], default=list, verbose_name="before an underwriter because"),
                        ),
                        (
                            "allowed_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=64, verbose_name="approved by"
                            ),
                        ),
                        ("opinion", models.TextField(blank=True, db_default="", default="", verbose_name="opinion")),
                        ("holder_id", models.BigIntegerField(null=True, verbose_name="policyholder")),
                        ("payer_id", models.BigIntegerField(null=True, verbose_name="payer")),
                        ("payer_name", models.CharField(blank=True, max_length=120, verbose_name="payer")),
                        ("settle_by", models.DateField(verbose_name="to be settled by")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
                        ("chased_at", models.DateTimeField(null=True, verbose_name="reminded at")),
                        (
                            "chased",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=200,
                                verbose_name="what was done for the premium",
                            ),
                        ),
                        ("entered_by_id", models.BigIntegerField(null=True)),
                        ("entered_by", models.CharField(max_length=64, verbose_name="entered by")),
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
                            "policy",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="ledgerentry_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="ledgerentry_sub_new"),
                            models.Index(
                                condition=models.Q(("agreement", ""), _negated=True),
                                fields=["agreement"],
                                name="ledgerentry_agreement",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("premium__gt", 0), ("sum_insured__gt", 0)),
                                name="ledgerentry_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("end_on__gte", models.F("start_on"))), name="ledgerentry_period"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndorsementAgreement",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="agreement")),
                        ("change", models.TextField(verbose_name="what shall be changed")),
                        ("reply", models.TextField(blank=True, verbose_name="reply of the reinsurers")),
                        ("difference", models.TextField(blank=True, verbose_name="condition that the branch bears")),
                        (
                            "difference_amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="amount that the branch bears"
                            ),
                        ),
                        ("endorsement", models.CharField(blank=True, max_length=40, verbose_name="endorsement")),
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
                            "case_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="underwriting.facultativecase",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agreement to an endorsement",
                    },
                ),
                migrations.CreateModel(
                    name="DataDefect",
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
                            "rule",
                            models.CharField(
                                choices=[
                                    ("duplicate", "same vehicle, line and period twice"),
                                    ("no_sum", "sum insured is zero"),
                                    ("rate", "a cover without premium"),
                                    ("region", "the risk lies outside the region"),
                                    ("premium", "premium is not what the formula gives"),
                                    ("no_phone", "telephone of the policyholder is missing"),
                                    ("no_identity", "identity number of the policyholder is missing"),
                                    ("start", "cover begins before the policy was issued"),
                                    ("paper", "papers of the policy were not handed over"),
                                ],
                                max_length=20,
                                verbose_name="rule",
                            ),
                        ),
                        ("detail", models.CharField(max_length=200, verbose_name="found")),
                        ("found_on", models.DateField(verbose_name="found on")),
                        (
                            "method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("endorse", "by endorsement"),
                                    ("void", "by voiding"),
                                    ("parameter", "by a corrected parameter"),
                                    ("customer", "in the customer's record"),
                                    ("right", "it is right as it is"),
                                ],
                                max_length=12,
                                verbose_name="mended how",
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(blank=True, max_length=40, verbose_name="endorsement or voiding number"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        ("fixed_by_id", models.BigIntegerField(null=True)),
                        ("fixed_by", models.CharField(blank=True, max_length=64, verbose_name="mended by")),
                        ("fixed_on", models.DateField(null=True, verbose_name="mended on")),
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.policy",
                                verbose_name="policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "data defect",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="datadefect_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="datadefect_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "answered"])),
                                fields=("rule", "policy"),
                                name="datadefect_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                        ("missing", models.CharField(blank=True, max_length=200, verbose_name="missing")),
                        ("page", models.PositiveIntegerField(null=True, verbose_name="page")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="underwriting.paperbatch",
                            ),
                        ),
                        (
                            "policy",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper of a batch",
                        "constraints": [
                            models.UniqueConstraint(fields=("batch", "place"), name="batchedpaper_place"),
                            models.CheckConstraint(condition=models.Q(("place__gt", 0)), name="batchedpaper_counts"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwaitedCession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("occasion", models.CharField(max_length=40, verbose_name="occasion")),
                        (
                            "delta",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=18, verbose_name="difference of premium"
                            ),
                        ),
                        (
                            "sum_insured",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="sum insured after the change"
                            ),
                        ),
                        ("effective_on", models.DateField(verbose_name="effective")),
                        ("asked_at", models.DateTimeField(verbose_name="awaited since")),
                        ("made_at", models.DateTimeField(null=True, verbose_name="made")),
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "awaited cession",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("made_at", None)),
                                fields=["branch_id", "asked_at", "id"],
                                name="awaitedcession_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("policy", "occasion"), name="awaitedcession_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyDelivery",
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
                            models.Index(
                                fields=["branch_id", "state", "-created_at", "-id"], name="delivery_branch_state"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        ("superseded_at", models.DateTimeField(null=True)),
                        ("content", models.JSONField(db_default={}, default=dict, verbose_name="what is insured")),
                        ("coverages", models.JSONField(verbose_name="coverages")),
                        ("special_terms", models.TextField(blank=True, verbose_name="special terms")),
                        ("steps", models.JSONField(default=list, verbose_name="premium steps")),
                        (
                            "particulars",
                            models.JSONField(db_default={}, default=dict, verbose_name="entries that were changed"),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=24, verbose_name="made by"
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "policy version",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("superseded_at", None)),
                                expressions=[("policy", "="), ("effective", "&&")],
                                name="policyversion_one_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintedPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policies",
                                to="underwriting.dayprint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "printed policy",
                    },
                ),
                migrations.CreateModel(
                    name="ProductVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="code")),
                        ("version", models.CharField(max_length=60, verbose_name="version")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source of the release")),
                        ("name", models.JSONField(verbose_name="name")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("module", models.CharField(max_length=24, verbose_name="entry and rating")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "national clause"),
                                    ("provincial", "provincial clause"),
                                    ("local", "local clause"),
                                ],
                                max_length=10,
                                verbose_name="level",
                            ),
                        ),
                        ("on_system", models.BooleanField(default=True, verbose_name="on system")),
                        ("high_risk", models.BooleanField(default=False, verbose_name="high risk")),
                        ("tariff", models.CharField(blank=True, max_length=40, verbose_name="tariff")),
                        ("short_rate", models.CharField(blank=True, max_length=40, verbose_name="short-rate table")),
                        ("questionnaire", models.CharField(blank=True, max_length=20, verbose_name="questionnaire")),
                        (
                            "controlled_form",
                            models.CharField(blank=True, max_length=40, verbose_name="controlled form"),
                        ),
                        (
                            "clauses",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="clauses",
                            ),
                        ),
                        (
                            "riders",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="riders",
                            ),
                        ),
                        (
                            "required_documents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="required documents",
                            ),
                        ),
                        ("rules", models.JSONField(default=dict, verbose_name="rules")),
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
                        "verbose_name": "product",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="product_one_version_a_day"
                            ),
                            models.UniqueConstraint(fields=("code", "version"), name="product_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="product_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProofReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reader_id", models.BigIntegerField()),
                        ("reader", models.CharField(max_length=64, verbose_name="proof-read by")),
                        ("read_at", models.DateTimeField(verbose_name="at")),
                        ("different", models.JSONField(default=list, verbose_name="different")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proof-reading",
                        "indexes": [models.Index(fields=["policy", "-read_at"], name="proofreading_policy")],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                        ("plate", models.CharField(blank=True, max_length=10, verbose_name="plate")),
                        ("vin", models.CharField(blank=True, max_length=17, verbose_name="VIN")),
                        ("engine_number", models.CharField(blank=True, max_length=30, verbose_name="engine number")),
                        ("model", models.CharField(blank=True, max_length=80, verbose_name="make and model")),
                        (
                            "vehicle_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("private_car", "private car"),
                                    ("enterprise_bus", "company car or bus"),
                                    ("government_bus", "government car or bus"),
                                    ("taxi", "taxi or rental"),
                                    ("city_bus", "city bus"),
                                    ("road_passenger", "road passenger"),
                                    ("truck", "truck, own use"),
                                    ("commercial_truck", "truck, commercial"),
                                    ("special", "special vehicle"),
                                    ("motorcycle", "motorcycle"),
                                    ("tractor_unit", "semitrailer tractor"),
                                    ("low_speed_truck", "low-speed truck"),
                                    ("tractor", "farm tractor for transport"),
                                    ("trailer", "trailer"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(default=5, verbose_name="seats")),
                        (
                            "tonnes",
                            models.DecimalField(
                                decimal_places=3, default=Decimal("0"), max_digits=7, verbose_name="load (t)"
                            ),
                        ),
                        (
                            "displacement",
                            models.DecimalField(
                                decimal_places=3, default=Decimal("0"), max_digits=5, verbose_name="displacement (l)"
                            ),
                        ),
                        ("first_registered_on", models.DateField(null=True, verbose_name="first registered")),
                        (
                            "new_price",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="new price"
                            ),
                        ),
                        ("owner_name", models.CharField(blank=True, max_length=120, verbose_name="owner")),
                        (
                            "tractor_plate",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="drawn by (plate)"
                            ),
                        ),
                        (
                            "special_kind",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "I: tankers and liquefied gas"),
                                    (2, "II: cranes, cement, refrigerated and other goods"),
                                    (3, "III: rescue, fire, medical, police, sanitation"),
                                    (4, "IV: container tractors"),
                                ],
                                null=True,
                                verbose_name="kind of the special vehicle",
                            ),
                        ),
                        (
                            "product",
                            models.CharField(
                                db_default="MOTOR", default="MOTOR", max_length=16, verbose_name="product"
                            ),
                        ),
                        (
                            "product_name",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=80, verbose_name="product"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=200, verbose_name="what is insured"
                            ),
                        ),
                        (
                            "driver_limit",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=18,
                                null=True,
                                verbose_name="limit for the driver",
                            ),
                        ),
                        (
                            "passenger_limit",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=18,
                                null=True,
                                verbose_name="limit for each passenger",
                            ),
                        ),
                        (
                            "driver_premium",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="premium for the driver",
                            ),
                        ),
                        ("driver_steps", models.JSONField(db_default=[], default=list)),
                        (
                            "passenger_premium",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="premium for passengers",
                            ),
                        ),
                        ("passenger_steps", models.JSONField(db_default=[], default=list)),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="proposal")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("DIRECT", "direct"),
                                    ("AGENT", "individual agent"),
                                    ("AGENCY", "agency"),
                                    ("BROKER", "broker"),
                                    ("ECOM", "e-commerce"),
                                ],
                                default="DIRECT",
                                max_length=8,
                                verbose_name="channel",
                            ),
                        ),
                        ("intermediary_id", models.BigIntegerField(blank=True, null=True, verbose_name="intermediary")),
                        ("salesperson_id", models.BigIntegerField(null=True)),
                        ("salesperson_name", models.CharField(blank=True, max_length=64, verbose_name="salesperson")),
                        ("entered_by_id", models.BigIntegerField(null=True)),
                        ("client_id", models.BigIntegerField(null=True, verbose_name="API client")),
                        ("fleet", models.CharField(blank=True, max_length=24, verbose_name="fleet")),
                        ("holder_id", models.BigIntegerField(null=True)),
                        ("holder_name", models.CharField(blank=True, max_length=120, verbose_name="policyholder")),
                        ("insured_id", models.BigIntegerField(null=True)),
                        ("insured_name", models.CharField(blank=True, max_length=120, verbose_name="insured")),
                        ("start_on", models.DateField(verbose_name="cover begins")),
                        ("end_on", models.DateField(verbose_name="cover ends")),
                        (
                            "short_term",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("entry", "foreign vehicle, temporary entry"),
                                    ("road", "temporary use of the road"),
                                    ("scrap", "less than a year to compulsory scrapping"),
                                    ("other", "other case set by the regulator"),
                                ],
                                db_default="",
                                default="",
                                max_length=8,
                                verbose_name="reason of the short period",
                            ),
                        ),
                        (
                            "short_term_evidence",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=200,
                                verbose_name="evidence of the reason",
                            ),
                        ),
                        ("compulsory", models.BooleanField(default=True, verbose_name="compulsory cover")),
                        ("own_damage", models.BooleanField(default=False, verbose_name="own damage")),
                        (
                            "third_party_limit",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="third-party limit"
                            ),
                        ),
                        (
                            "sum_insured",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=18,
                                null=True,
                                verbose_name="sum insured (own damage)",
                            ),
                        ),
                        (
                            "autonomous_factor",
                            models.DecimalField(
                                decimal_places=4, default=Decimal("1"), max_digits=5, verbose_name="autonomous factor"
                            ),
                        ),
                        (
                            "accident_free_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="years without accident"
                            ),
                        ),
                        (
                            "at_fault_accidents",
                            models.PositiveSmallIntegerField(default=0, verbose_name="accidents at fault"),
                        ),
                        (
                            "at_fault_death",
                            models.BooleanField(default=False, verbose_name="accident with death at fault"),
                        ),
                        (
                            "insured_years",
                            models.PositiveSmallIntegerField(default=0, verbose_name="years insured without gap"),
                        ),
                        (
                            "claim_free_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="years in a row without a claim"
                            ),
                        ),
                        (
                            "claims_in_3_years",
                            models.PositiveSmallIntegerField(default=0, verbose_name="claims in three years"),
                        ),
                        (
                            "claims_last_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="claims in the last year"
                            ),
                        ),
                        (
                            "loss_ratio",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="loss ratio of the last year (%)",
                            ),
                        ),
                        ("lapse_days", models.PositiveSmallIntegerField(default=0, verbose_name="days without cover")),
                        ("transferred", models.BooleanField(default=False, verbose_name="transferred vehicle")),
                        ("renewal_of", models.CharField(blank=True, max_length=24, verbose_name="renewal of")),
                        ("inspected", models.BooleanField(default=False, verbose_name="inspected")),
                        ("signed", models.BooleanField(default=False, verbose_name="signed proposal form at hand")),
                        (
                            "signed_by",
                            models.CharField(
                                choices=[
                                    ("customer", "the customer"),
                                    ("intermediary", "the intermediary, with the customer's authorisation"),
                                ],
                                db_default="customer",
                                default="customer",
                                max_length=12,
                                verbose_name="signed by",
                            ),
                        ),
                        ("papers", models.JSONField(db_default=[], default=list, verbose_name="papers at hand")),
                        (
                            "paper_marks",
                            models.JSONField(db_default={}, default=dict, verbose_name="papers accounted for"),
                        ),
                        ("disclosures", models.JSONField(default=dict, verbose_name="answers to the questionnaire")),
                        ("special_terms", models.TextField(blank=True, verbose_name="special terms")),
                        (
                            "check_again",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="changed since it was checked"
                            ),
                        ),
                        ("return_reasons", models.JSONField(default=dict, verbose_name="reasons by field")),
                        (
                            "actual_value",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="actual value"
                            ),
                        ),
                        ("value_steps", models.JSONField(default=list)),
                        (
                            "compulsory_premium",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="compulsory premium"
                            ),
                        ),
                        ("compulsory_steps", models.JSONField(default=list)),
                        (
                            "vehicle_tax",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="vehicle tax"
                            ),
                        ),
                        (
                            "damage_premium",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="own-damage premium"
                            ),
                        ),
                        ("damage_steps", models.JSONField(default=list)),
                        (
                            "third_party_premium",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="third-party premium",
                            ),
                        ),
                        ("third_party_steps", models.JSONField(default=list)),
                        ("signed_on", models.DateField(null=True, verbose_name="signed on, entered later")),
                        (
                            "line",
                            models.CharField(db_default="MOTOR", default="MOTOR", max_length=8, verbose_name="line"),
                        ),
                        ("content", models.JSONField(db_default={}, default=dict, verbose_name="entry of the line")),
                        (
                            "line_premium",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="premium",
                            ),
                        ),
                        (
                            "line_sum_insured",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="sum insured",
                            ),
                        ),
                        (
                            "line_deviation",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=5,
                                verbose_name="below the tariff (%)",
                            ),
                        ),
                        ("line_steps", models.JSONField(db_default=[], default=list)),
                        ("line_coverages", models.JSONField(db_default=[], default=list, verbose_name="coverages")),
                        ("table_versions", models.JSONField(default=dict, verbose_name="table versions")),
                        ("approved_at", models.DateTimeField(null=True, verbose_name="approved at")),
                        ("history_seen_by_id", models.BigIntegerField(null=True)),
                        ("listed", models.JSONField(db_default=[], default=list, verbose_name="on lists")),
                        ("listed_at", models.DateTimeField(null=True, verbose_name="lists asked at")),
                        (
                            "conditions_met",
                            models.JSONField(
                                db_default={}, default=dict, verbose_name="conditions fulfilled before cover"
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
                        "verbose_name": "proposal",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="proposal_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="proposal_sub_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="proposal_province_new"),
                            models.Index(
                                fields=["branch_id", "state", "-created_at", "-id"], name="proposal_branch_state"
                            ),
                            models.Index(fields=["vin"], name="proposal_vin"),
                            models.Index(
                                condition=models.Q(("state__in", ["draft", "returned"])),
                                fields=["updated_at"],
                                name="proposal_idle",
                            ),
                            models.Index(fields=["holder_id"], name="proposal_holder"),
                            models.Index(fields=["insured_id"], name="proposal_insured"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["holder_name"], name="proposal_holder_trgm", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end_on__gte", models.F("start_on"))), name="proposal_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("compulsory_premium__gte", 0),
                                    ("compulsory_premium__lt", 1000000000000000),
                                    ("damage_premium__gte", 0),
                                    ("damage_premium__lt", 1000000000000000),
                                    ("driver_premium__gte", 0),
                                    ("driver_premium__lt", 1000000000000000),
                                    ("line_premium__gte", 0),
                                    ("line_premium__lt", 1000000000000000),
                                    ("passenger_premium__gte", 0),
                                    ("passenger_premium__lt", 1000000000000000),
                                    ("third_party_premium__gte", 0),
                                    ("third_party_premium__lt", 1000000000000000),
                                    ("vehicle_tax__gte", 0),
                                    ("vehicle_tax__lt", 1000000000000000),
                                ),
                                name="proposal_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("product", "MOTOR"),
                                        ("first_registered_on__isnull", False),
                                        models.Q(("vin", ""), _negated=True),
                                        models.Q(("vehicle_class", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("product", "MOTOR"), _negated=True),
                                        ("first_registered_on__isnull", True),
                                        ("plate", ""),
                                        ("vin", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_vehicle",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_by_id", models.BigIntegerField(null=True)),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="underwriting.masterprogramme",
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposal of a programme",
                    },
                ),
                migrations.CreateModel(
                    name="PremiumExemption",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="request")),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("GOV_FISCAL", "paid by the public treasury"),
                                    ("GOV_SUBSIDY_PART", "part paid by a public subsidy"),
                                    ("INSTALMENT_APPROVED", "paid by instalments"),
                                    ("COINS_LEADER_PAID", "co-insurance, the leader has received the premium"),
                                    ("BANK_ACCEPTANCE", "banker's acceptance"),
                                    ("FX_EVIDENCE", "foreign currency, proof of remittance"),
                                ],
                                max_length=24,
                                verbose_name="ground",
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        (
                            "later",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, verbose_name="premium after the issue"
                            ),
                        ),
                        ("payments", models.JSONField(default=list, verbose_name="instalments")),
                        ("grounds", models.TextField(verbose_name="grounds")),
                        ("requested_by_id", models.BigIntegerField(null=True)),
                        ("requested_by", models.CharField(max_length=120, verbose_name="requested by")),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion")),
                        ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
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
                            "endorsement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exemptions",
                                to="underwriting.endorsement",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exemptions",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "premium after the issue",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="exemption_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="exemption_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("endorsement", None), ("state__in", ["approved", "requested"])),
                                fields=("proposal",),
                                name="exemption_one_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["approved", "requested"])),
                                fields=("endorsement",),
                                name="exemption_one_open_change",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("later__gt", 0), ("later__lte", models.F("premium")), ("premium__gt", 0)
                                ),
                                name="exemption_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OffSystemBusiness",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="register number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        "central",
                                        "high risk or high sum: central underwriting on paper before it begins",
                                    ),
                                    ("later", "other business: reported after acceptance"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("product", models.CharField(max_length=120, verbose_name="product or clause")),
                        ("holder_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("subject", models.CharField(max_length=200, verbose_name="what is insured")),
                        (
                            "sum_insured",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sum insured"),
                        ),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        ("start_on", models.DateField(verbose_name="cover begins")),
                        ("accepted_on", models.DateField(null=True, verbose_name="day of acceptance")),
                        ("days_late", models.PositiveSmallIntegerField(default=0, verbose_name="working days late")),
                        ("text", models.TextField(verbose_name="why outside the system, and the terms")),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion of the centre")),
                        ("reported_by", models.CharField(max_length=120, verbose_name="reported by")),
                        ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="decided by")),
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
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "business outside the system",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="offsystem_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="offsystem_sub_new"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialDemand",
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
                            "what",
                            models.CharField(
                                choices=[
                                    ("document", "a document"),
                                    ("inspection", "an inspection by the centre"),
                                    ("information", "information"),
                                ],
                                max_length=12,
                                verbose_name="what",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="what exactly, and why")),
                        ("due_on", models.DateField(null=True, verbose_name="wanted by")),
                        ("asked_by", models.CharField(max_length=120, verbose_name="demanded by")),
                        ("brought_by", models.CharField(blank=True, max_length=120, verbose_name="brought by")),
                        ("brought_at", models.DateTimeField(null=True, verbose_name="brought at")),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
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
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.inspection",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="demands",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "demanded material",
                        "indexes": [models.Index(fields=["proposal", "state"], name="demand_of_proposal")],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
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
                        ("document_number", models.CharField(max_length=24, verbose_name="policy")),
                        ("holder_id", models.BigIntegerField()),
                        ("holder_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("salesperson_id", models.BigIntegerField(null=True)),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("place", models.PositiveSmallIntegerField(verbose_name="instalment")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("paid_at", models.DateTimeField(null=True, verbose_name="paid at")),
                        ("noticed_on", models.DateField(null=True, verbose_name="notice sent on")),
                        ("delivery", models.CharField(blank=True, max_length=120, verbose_name="proof of delivery")),
                        ("pay_until", models.DateField(null=True, verbose_name="to be paid until")),
                        ("endorsement_id", models.BigIntegerField(null=True)),
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
                            "policy",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="underwriting.policy",
                            ),
                        ),
                        (
                            "exemption",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="underwriting.premiumexemption",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instalments",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instalment of a policy",
                        "indexes": [
                            models.Index(fields=["branch_id", "due_on", "id"], name="instalment_branch_due"),
                            models.Index(fields=["sub_branch_id", "due_on", "id"], name="instalment_sub_due"),
                            models.Index(
                                condition=models.Q(("state", "planned")), fields=["due_on"], name="instalment_planned"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("exemption", "place"), name="instalment_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", Decimal("0"))), name="instalment_amount"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BackEntry",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("hand_written", "written by hand"),
                                    ("computer", "computer outside the system"),
                                    ("other", "other business not entered in time"),
                                ],
                                max_length=12,
                                verbose_name="issued how",
                            ),
                        ),
                        ("serial", models.CharField(max_length=30, unique=True, verbose_name="printed serial number")),
                        (
                            "approval",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="approval of the underwriting centre"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("DIRECT", "direct"),
                                    ("AGENT", "individual agent"),
                                    ("AGENCY", "agency"),
                                    ("BROKER", "broker"),
                                    ("ECOM", "e-commerce"),
                                ],
                                max_length=8,
                                verbose_name="channel",
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("holder_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        ("signed_on", models.DateField(verbose_name="signed on")),
                        ("form_since", models.DateField(null=True, verbose_name="form held since")),
                        ("returned_on", models.DateField(null=True, verbose_name="policies collected on")),
                        ("due_on", models.DateField(verbose_name="to be entered by")),
                        ("entered_on", models.DateField(null=True, verbose_name="entered on")),
                        ("late_days", models.PositiveSmallIntegerField(default=0, verbose_name="days late")),
                        ("why_late", models.CharField(blank=True, max_length=200, verbose_name="why late")),
                        (
                            "differing",
                            models.CharField(
                                blank=True, db_default="", max_length=200, verbose_name="differs from the paper"
                            ),
                        ),
                        (
                            "why_differing",
                            models.CharField(blank=True, db_default="", max_length=200, verbose_name="why it differs"),
                        ),
                        ("chased", models.PositiveSmallIntegerField(default=0, verbose_name="urged")),
                        ("registered_by_id", models.BigIntegerField(null=True)),
                        ("reviewed_by", models.CharField(blank=True, max_length=64, verbose_name="reviewed by")),
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
                            "proposal",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "back-entry",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="backentry_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="backentry_sub_new"),
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["due_on"], name="backentry_due"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("premium__gt", 0)), name="backentry_premium"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("way", "hand_written"), _negated=True),
                                    models.Q(("approval", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="backentry_approved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualityCheck",
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
                        ("month", models.DateField(verbose_name="month")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("clerk_id", models.BigIntegerField()),
                        ("clerk", models.CharField(max_length=64, verbose_name="entered by")),
                        ("reviewer_id", models.BigIntegerField(null=True)),
                        ("reviewer", models.CharField(blank=True, max_length=64, verbose_name="checked by")),
                        ("checker_id", models.BigIntegerField(null=True)),
                        ("checker", models.CharField(blank=True, max_length=64, verbose_name="compared by")),
                        ("compared_on", models.DateField(null=True, verbose_name="compared on")),
                        ("errors", models.JSONField(default=list, verbose_name="errors")),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        (
                            "evidence",
                            models.CharField(blank=True, max_length=40, verbose_name="endorsement or voiding number"),
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.policy",
                                verbose_name="policy",
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
                        "verbose_name": "quality check",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="qualitycheck_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="qualitycheck_sub_new"),
                            models.Index(fields=["month", "unit"], name="qualitycheck_month"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("month", "policy"), name="qualitycheck_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker_id", None),
                                    models.Q(
                                        models.Q(("checker_id", models.F("clerk_id")), _negated=True),
                                        models.Q(
                                            ("reviewer_id", None),
                                            models.Q(("checker_id", models.F("reviewer_id")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="qualitycheck_three_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualityMeasure",
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
                                    ("retrain", "retraining after two bad months"),
                                    ("account", "accountability for an error that cost money"),
                                    ("proof", "printed policies that nobody proof-read"),
                                    ("papers", "papers that were not handed over"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("person", models.CharField(blank=True, max_length=64, verbose_name="person")),
                        ("month", models.DateField(null=True, verbose_name="month")),
                        ("found", models.PositiveIntegerField(default=0, verbose_name="policies")),
                        ("detail", models.CharField(blank=True, max_length=300, verbose_name="what was found")),
                        ("decision", models.TextField(blank=True, verbose_name="what follows")),
                        ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="recorded by")),
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
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        "verbose_name": "measure of quality",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="qmeasure_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="qmeasure_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "retrain")),
                                fields=("unit", "person", "month"),
                                name="qualitymeasure_retrained_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "account")),
                                fields=("policy",),
                                name="qualitymeasure_accounted_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind__in", ("proof", "papers")), ("state", "open")),
                                fields=("unit", "kind"),
                                name="qualitymeasure_standing_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="question")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("acceptance", "whether a risk can be accepted"),
                                    ("rate", "rate and premium"),
                                    ("clause", "clauses and special terms"),
                                    ("authority", "authority and reporting"),
                                    ("system", "entry and system"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="topic",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="subject")),
                        ("thread", models.JSONField(default=list, verbose_name="said")),
                        ("asked_by_id", models.BigIntegerField(null=True)),
                        ("asked_by", models.CharField(max_length=120, verbose_name="asked by")),
                        ("answered_by", models.CharField(blank=True, max_length=120, verbose_name="answered by")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
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
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.proposal",
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
                        "verbose_name": "question to the underwriting centre",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="question_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="question_sub_new"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Questionnaire",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("product", models.CharField(max_length=20, verbose_name="product")),
                        ("version", models.CharField(max_length=40, unique=True, verbose_name="version")),
                        ("title", models.JSONField(verbose_name="title")),
                        ("questions", models.JSONField(verbose_name="questions")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                    ],
                    options={
                        "verbose_name": "risk questionnaire",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("product", "="), ("effective", "&&")],
                                name="questionnaire_one_version_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateTable",
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
                        "verbose_name": "rate table",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="ratetable_one_version_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="ratetable_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="code")),
                        ("version", models.CharField(max_length=60, verbose_name="version")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source of the release")),
                        ("product", models.CharField(max_length=20, verbose_name="product")),
                        ("title", models.CharField(max_length=120, verbose_name="case")),
                        ("content", models.JSONField(verbose_name="entry")),
                        ("start_on", models.DateField(verbose_name="cover from")),
                        ("end_on", models.DateField(verbose_name="cover until")),
                        (
                            "expected",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium expected"),
                        ),
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
                        "verbose_name": "regression case",
                        "indexes": [models.Index(fields=["product"], name="ratingcase_product")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="ratingcase_one_version_a_day"
                            ),
                            models.UniqueConstraint(fields=("code", "version"), name="ratingcase_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="ratingcase_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="report")),
                        ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="version of the plan")),
                        ("off_area", models.BooleanField(default=False, verbose_name="business outside the area")),
                        ("items", models.JSONField(default=dict, verbose_name="pack")),
                        ("attachments", models.JSONField(default=list, verbose_name="attached files")),
                        ("frozen", models.JSONField(default=dict, verbose_name="terms as submitted")),
                        ("copy_wanted", models.BooleanField(default=False, verbose_name="copy of the policy wanted")),
                        ("prepared_by", models.CharField(blank=True, max_length=120, verbose_name="prepared by")),
                        ("reply_document", models.BigIntegerField(null=True)),
                        (
                            "reply_sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="digest of the reply"),
                        ),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="issued at")),
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="underwriting.proposal",
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
                        "verbose_name": "report upward",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="referral_branch_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="referral_province_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="referral_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("closed", "dropped")), _negated=True),
                                fields=("proposal",),
                                name="referral_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralOpinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveSmallIntegerField(verbose_name="version of the plan")),
                        (
                            "level",
                            models.CharField(
                                choices=[("branch", "branch"), ("province", "province"), ("head", "head office")],
                                max_length=8,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("agree", "accept as proposed"),
                                    ("conditions", "accept on conditions"),
                                    ("disagree", "do not accept"),
                                    ("more", "more is needed"),
                                ],
                                max_length=12,
                                verbose_name="opinion",
                            ),
                        ),
                        ("final", models.BooleanField(default=False, verbose_name="reply")),
                        ("text", models.TextField(verbose_name="grounds")),
                        ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                        ("terms", models.JSONField(null=True, verbose_name="terms approved")),
                        ("given_by_id", models.BigIntegerField(null=True)),
                        ("given_by", models.CharField(max_length=120, verbose_name="given by")),
                        ("given_at", models.DateTimeField(verbose_name="given at")),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="underwriting.referral",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opinion on a report",
                    },
                ),
                migrations.CreateModel(
                    name="ReinsuranceAccount",
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
                        ("number", models.CharField(max_length=32, unique=True, verbose_name="account")),
                        ("reinsurer_id", models.BigIntegerField(verbose_name="reinsurer")),
                        ("reinsurer_name", models.CharField(max_length=120, verbose_name="reinsurer")),
                        ("quarter", models.DateField(verbose_name="quarter")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="ceded premium")),
                        ("commission", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="commission")),
                        ("recovery", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="recovery")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                        ("difference", models.TextField(blank=True, verbose_name="differences")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="confirmation")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
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
                        "verbose_name": "reinsurance account",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("branch", "reinsurer_id", "quarter"), name="reinsuranceaccount_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quarter__day", 1)), name="reinsuranceaccount_quarter"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reinsurer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source")),
                        ("party_id", models.BigIntegerField(verbose_name="reinsurer")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=120, verbose_name="English name")),
                        ("rating", models.CharField(max_length=10, verbose_name="rating")),
                        ("agency", models.CharField(max_length=40, verbose_name="rating agency")),
                        ("rated_on", models.DateField(verbose_name="rated on")),
                        ("registration", models.CharField(max_length=40, verbose_name="registration")),
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
                        "verbose_name": "reinsurer",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("party_id", "="), ("effective", "&&")], name="reinsurer_one_version_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="reinsurer_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Renewal",
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
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("ends_on", models.DateField(verbose_name="policy ends")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        ("contact_on", models.DateField(null=True, verbose_name="next contact")),
                        ("agreed_on", models.DateField(null=True, verbose_name="agreed with the customer")),
                        ("contacts", models.PositiveSmallIntegerField(default=0, verbose_name="contacts")),
                        ("losses", models.PositiveSmallIntegerField(default=0, verbose_name="claims")),
                        (
                            "incurred",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="incurred"
                            ),
                        ),
                        ("gap_days", models.PositiveSmallIntegerField(null=True, verbose_name="days without cover")),
                        (
                            "lost_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("price", "price"),
                                    ("competitor", "another insurer"),
                                    ("sold", "subject sold or gone"),
                                    ("service", "service"),
                                    ("not_reached", "customer not reached"),
                                    ("lapsed", "ended without an answer"),
                                    ("other", "other reason"),
                                ],
                                max_length=16,
                                verbose_name="why not renewed",
                            ),
                        ),
                        ("salesperson_id", models.BigIntegerField(null=True)),
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
                                related_name="renewal",
                                to="underwriting.policy",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="underwriting.proposal",
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
                            "renewed_by",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renews",
                                to="underwriting.policy",
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
                        "verbose_name": "renewal",
                        "indexes": [
                            models.Index(fields=["branch_id", "ends_on", "id"], name="renewal_branch_end"),
                            models.Index(fields=["sub_branch_id", "ends_on", "id"], name="renewal_sub_end"),
                            models.Index(fields=["contact_on"], name="renewal_contact"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "means",
                            models.CharField(
                                choices=[("sms", "text message"), ("phone", "telephone"), ("visit", "visit")],
                                max_length=8,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("renews", "wants to renew"),
                                    ("thinks", "thinks about it"),
                                    ("leaves", "will not renew"),
                                    ("not_reached", "not reached"),
                                ],
                                max_length=12,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "need",
                            models.CharField(
                                choices=[
                                    ("same", "as before"),
                                    ("sum", "another sum insured"),
                                    ("wider", "wider cover"),
                                    ("narrower", "narrower cover"),
                                    ("other", "other wishes"),
                                ],
                                max_length=10,
                                verbose_name="needs",
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="what was said")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("by", models.CharField(max_length=80, verbose_name="by whom")),
                        (
                            "renewal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="talks",
                                to="underwriting.renewal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact about a renewal",
                    },
                ),
                migrations.CreateModel(
                    name="RenewalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="days before the end")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("notice", models.BooleanField(verbose_name="by a written notice")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                        ("done_by", models.CharField(blank=True, max_length=80, verbose_name="done by")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sent", "notice sent"),
                                    ("renews", "wants to renew"),
                                    ("thinks", "thinks about it"),
                                    ("leaves", "will not renew"),
                                    ("not_reached", "not reached"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "renewal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="underwriting.renewal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of a plan of contacts",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)), fields=["due_on"], name="renewalstep_open"
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("renewal", "days"), name="renewalstep_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Reprint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paper", models.CharField(max_length=40, verbose_name="paper")),
                        ("copy", models.PositiveSmallIntegerField(verbose_name="copy")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "serial",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=30,
                                verbose_name="printed serial number",
                            ),
                        ),
                        (
                            "replaced",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=30, verbose_name="number before"
                            ),
                        ),
                        (
                            "fate",
                            models.CharField(
                                blank=True,
                                choices=[("damaged", "came back damaged, made void"), ("lost", "lost by the customer")],
                                db_default="",
                                default="",
                                max_length=10,
                                verbose_name="what became of it",
                            ),
                        ),
                        (
                            "released_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=120, verbose_name="released by"
                            ),
                        ),
                        ("document_id", models.BigIntegerField(null=True)),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("by", models.CharField(max_length=80, verbose_name="by whom")),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reprints",
                                to="underwriting.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reprint",
                        "constraints": [
                            models.UniqueConstraint(fields=("policy", "paper", "copy"), name="reprint_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReprintRequest",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="request")),
                        ("paper", models.CharField(max_length=40, verbose_name="paper")),
                        ("copy", models.PositiveSmallIntegerField(verbose_name="print")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("asked_by_id", models.BigIntegerField(null=True)),
                        ("asked_by", models.CharField(max_length=120, verbose_name="requested by")),
                        ("opinion", models.CharField(blank=True, max_length=400, verbose_name="opinion")),
                        ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="decided by")),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reprint_requests",
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
                        "verbose_name": "request for a reprint",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="reprintreq_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="reprintreq_sub_new"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "released"])),
                                fields=("policy", "paper"),
                                name="reprintrequest_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionTable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("rows", models.JSONField(verbose_name="retentions")),
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
                        "verbose_name": "retention table",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("line", "="), ("effective", "&&")],
                                name="retentiontable_one_version_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="retentiontable_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskAssessment",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="assessment")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("compulsory", "compulsory, before acceptance"),
                                    ("routine", "during the cover (loss prevention)"),
                                    ("ordinary", "ordinary inspection before acceptance"),
                                ],
                                max_length=12,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                choices=[("centre", "underwriting centre"), ("sub_branch", "sub-branch")],
                                max_length=12,
                                verbose_name="made by",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("group", "standing group"), ("panel", "panel"), ("committee", "committee")],
                                max_length=12,
                                verbose_name="decided by",
                            ),
                        ),
                        ("line", models.CharField(max_length=16, verbose_name="line")),
                        ("party_id", models.BigIntegerField(null=True)),
                        ("insured_name", models.CharField(max_length=120, verbose_name="insured")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="place of the risk")),
                        ("occupancy", models.CharField(blank=True, max_length=40, verbose_name="occupancy")),
                        (
                            "exposure",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="sum insured or limit",
                            ),
                        ),
                        ("grounds", models.JSONField(default=list, verbose_name="grounds")),
                        ("assessor_id", models.BigIntegerField(null=True)),
                        ("assessor_name", models.CharField(blank=True, max_length=80, verbose_name="assessor")),
                        ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                        ("visit_on", models.DateField(null=True, verbose_name="planned visit")),
                        ("visited_at", models.DateTimeField(null=True, verbose_name="visited at")),
                        ("with_expert", models.BooleanField(default=False, verbose_name="with an outside expert")),
                        ("profile", models.JSONField(default=dict, verbose_name="data collected")),
                        ("refused_data", models.TextField(blank=True, verbose_name="data that were refused")),
                        (
                            "documents",
                            models.JSONField(
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="papers collected",
                            ),
                        ),
                        (
                            "danger",
                            models.TextField(blank=True, db_default="", default="", verbose_name="imminent danger"),
                        ),
                        ("answers", models.JSONField(default=dict, verbose_name="answers to the guide")),
                        (
                            "score",
                            models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="points"),
                        ),
                        ("score_steps", models.JSONField(default=list)),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("excellent", "excellent"),
                                    ("good", "good risk"),
                                    ("fair", "fair, terms"),
                                    ("poor", "poor"),
                                ],
                                max_length=12,
                                verbose_name="grade",
                            ),
                        ),
                        ("fatal", models.JSONField(default=list, verbose_name="fatal answers")),
                        ("pml", models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="PML")),
                        ("mfl", models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="MFL")),
                        (
                            "opinion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accept", "accept"),
                                    ("terms", "accept on conditions"),
                                    ("cede", "accept with reinsurance"),
                                    ("rectify", "accept after improvements"),
                                    ("decline", "do not accept"),
                                ],
                                max_length=12,
                                verbose_name="opinion",
                            ),
                        ),
                        ("findings", models.TextField(blank=True, verbose_name="findings")),
                        ("advice", models.TextField(blank=True, verbose_name="advice on terms")),
                        (
                            "proposed_terms",
                            models.TextField(blank=True, verbose_name="conditions proposed by the sub-branch"),
                        ),
                        ("signed_by_id", models.BigIntegerField(null=True)),
                        ("signed_by", models.CharField(blank=True, max_length=120, verbose_name="signed by")),
                        ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                        ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="confirmed by")),
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
                            "policy",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="underwriting.policy",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="underwriting.proposal",
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
                            "guide",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.riskguide",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "risk assessment",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="assessment_branch_new"),
                            models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="assessment_sub_new"),
                            models.Index(fields=["province_id", "-created_at", "-id"], name="assessment_province_new"),
                            models.Index(fields=["party_id", "-id"], name="assessment_party"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("policy__isnull", False), ("proposal", None)),
                                    models.Q(("policy", None), ("proposal__isnull", False)),
                                    _connector="OR",
                                ),
                                name="assessment_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("signed", "committee", "closed")), _negated=True),
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        models.Q(("signed_by", ""), _negated=True),
                                        models.Q(("opinion", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_signed_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImprovementLetter",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="letter")),
                        ("hazards", models.TextField(verbose_name="hazards and advice")),
                        ("follow_up_on", models.DateField(verbose_name="to be checked on")),
                        ("delivered_on", models.DateField(null=True, verbose_name="delivered on")),
                        ("delivered_to", models.CharField(blank=True, max_length=80, verbose_name="delivered to")),
                        (
                            "extensions",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, verbose_name="times more time was given"
                            ),
                        ),
                        ("result", models.TextField(blank=True, verbose_name="what was found")),
                        ("checked_by", models.CharField(blank=True, max_length=80, verbose_name="checked by")),
                        ("checked_on", models.DateField(null=True, verbose_name="checked on")),
                        (
                            "consequence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("premium", "more premium is asked by endorsement (LAW-51)"),
                                    ("end", "the contract is ended by the insurer (LAW-51)"),
                                    ("keep", "the contract goes on as it is"),
                                ],
                                db_default="",
                                default="",
                                max_length=8,
                                verbose_name="consequence for the contract",
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=120, verbose_name="decided by"
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="underwriting.riskassessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter of improvements",
                        "indexes": [models.Index(fields=["branch_id", "-created_at", "-id"], name="letter_branch_new")],
                    },
                ),
                migrations.CreateModel(
                    name="ExpertOpinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="expert")),
                        ("institution", models.CharField(max_length=120, verbose_name="institution")),
                        ("task", models.CharField(max_length=200, verbose_name="task")),
                        ("fee", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="fee")),
                        ("engaged_on", models.DateField(verbose_name="engaged on")),
                        ("engaged_by", models.CharField(max_length=80, verbose_name="engaged by")),
                        ("received_on", models.DateField(null=True, verbose_name="opinion received on")),
                        ("summary", models.TextField(blank=True, verbose_name="opinion in short")),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="experts",
                                to="underwriting.riskassessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "expert from outside",
                        "constraints": [models.CheckConstraint(condition=models.Q(("fee__gte", 0)), name="expert_fee")],
                    },
                ),
                migrations.CreateModel(
                    name="RiskGuide",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="guide")),
                        ("version", models.CharField(max_length=40, unique=True, verbose_name="version")),
                        ("title", models.JSONField(verbose_name="title")),
                        ("data", models.JSONField(verbose_name="sections and grades")),
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
                        "verbose_name": "guide of risk assessment",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="riskguide_one_version_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="riskguide_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskQuestion",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="question")),
                        ("title", models.CharField(max_length=80, verbose_name="about")),
                        ("customer", models.CharField(blank=True, max_length=120, verbose_name="customer")),
                        ("occupancy", models.CharField(blank=True, max_length=80, verbose_name="occupancy")),
                        ("text", models.TextField(verbose_name="question")),
                        ("asked_by", models.CharField(max_length=80, verbose_name="asked by")),
                        ("answer", models.TextField(blank=True, verbose_name="advice")),
                        ("answered_by", models.CharField(blank=True, max_length=80, verbose_name="advice by")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
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
                        "verbose_name": "question on a risk",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="riskquestion_branch_new")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("area", models.CharField(max_length=40, verbose_name="fire area")),
                        ("subject", models.CharField(max_length=60, verbose_name="subject matter")),
                        ("value", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="value")),
                        (
                            "damage",
                            models.DecimalField(decimal_places=2, max_digits=5, verbose_name="damage factor (%)"),
                        ),
                        ("finding", models.CharField(blank=True, max_length=500, verbose_name="what was found there")),
                        (
                            "why_above",
                            models.CharField(blank=True, max_length=1000, verbose_name="why above the sum insured"),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="underwriting.riskassessment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "risk unit",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("damage__gte", 0),
                                    ("damage__lte", 100),
                                    ("value__gt", 0),
                                    ("value__lt", 10000000000000),
                                ),
                                name="riskunit_within",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleElements",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("product", models.CharField(max_length=20, verbose_name="product")),
                        ("version", models.CharField(max_length=40, unique=True, verbose_name="version")),
                        ("elements", models.JSONField(verbose_name="elements")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                    ],
                    options={
                        "verbose_name": "head-office elements",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("product", "="), ("effective", "&&")],
                                name="ruleelements_one_version_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleValues",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("product", models.CharField(max_length=20, verbose_name="product")),
                        ("version", models.CharField(max_length=40, unique=True, verbose_name="version")),
                        ("values", models.JSONField(verbose_name="values")),
                        ("filing", models.CharField(max_length=80, verbose_name="filing number")),
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
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "branch values",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("product", "="), ("unit", "="), ("effective", "&&")],
                                name="rulevalues_one_version_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="rulevalues_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleFile",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="file")),
                        ("product", models.CharField(max_length=20, verbose_name="product")),
                        ("elements_version", models.CharField(max_length=40, verbose_name="elements")),
                        ("values", models.JSONField(verbose_name="values")),
                        ("before", models.JSONField(default=dict, verbose_name="values before")),
                        ("outside", models.JSONField(default=list, verbose_name="beyond the scope")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("own", "within the scope of head office"),
                                    ("head", "beyond the scope: head office decides"),
                                    ("local", "local product: the province decides"),
                                ],
                                max_length=8,
                                verbose_name="scope",
                            ),
                        ),
                        ("effective_on", models.DateField(verbose_name="in force from")),
                        ("grounds", models.TextField(blank=True, verbose_name="grounds")),
                        ("filing", models.CharField(blank=True, max_length=80, verbose_name="filing number")),
                        ("proposed_by_id", models.BigIntegerField(null=True)),
                        ("proposed_by", models.CharField(max_length=120, verbose_name="proposed by")),
                        ("approved_by_id", models.BigIntegerField(null=True)),
                        ("approved_by", models.CharField(blank=True, max_length=120, verbose_name="approved by")),
                        ("filed_by", models.CharField(blank=True, max_length=120, verbose_name="filed upward by")),
                        ("tested", models.JSONField(default=dict, verbose_name="back-test")),
                        ("tested_at", models.DateTimeField(null=True, verbose_name="tested at")),
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
                            "released",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.rulevalues",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "values of automatic underwriting",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="rulefile_branch_new")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("draft", "br_approved", "awaiting"))),
                                fields=("product", "unit"),
                                name="rulefile_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SampledAcceptance",
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
                        ("decided_on", models.DateField(verbose_name="accepted on")),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("element", "an element is missing in the rules"),
                                    ("value", "a value is too wide"),
                                    ("entry", "the entry was wrong"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="finding",
                            ),
                        ),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion")),
                        ("reviewed_by_id", models.BigIntegerField(null=True)),
                        ("reviewed_by", models.CharField(blank=True, max_length=80, verbose_name="reviewed by")),
                        ("reviewed_at", models.DateTimeField(null=True, verbose_name="reviewed at")),
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
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.decision",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.proposal",
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
                        "verbose_name": "sampled acceptance",
                        "indexes": [models.Index(fields=["branch_id", "-decided_on"], name="sample_branch_day")],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        (
                            "vehicle_tax",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="vehicle tax"
                            ),
                        ),
                        ("paid_at", models.DateTimeField(null=True, verbose_name="paid at")),
                        ("exempted_at", models.DateTimeField(null=True, verbose_name="premium may come later since")),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="underwriting.proposal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "section",
                        "constraints": [models.UniqueConstraint(fields=("proposal", "line"), name="section_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SitePhoto",
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
                                    ("site", "whole site"),
                                    ("building", "building"),
                                    ("process", "process and storage"),
                                    ("protection", "fire protection"),
                                    ("hazard", "fault or hazard"),
                                    ("neighbours", "surroundings"),
                                    ("plan", "plan drawing"),
                                    ("books", "books and stock records"),
                                ],
                                max_length=12,
                                verbose_name="shows",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="taken at")),
                        ("latitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                        ("longitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                        ("added_at", models.DateTimeField(verbose_name="added at")),
                        ("added_by", models.CharField(max_length=80, verbose_name="added by")),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="underwriting.riskassessment",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "photo of the site",
                    },
                ),
                migrations.CreateModel(
                    name="Treaty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source")),
                        ("code", models.CharField(max_length=20, verbose_name="code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("quota_share", "quota share"),
                                    ("surplus", "surplus"),
                                    ("excess", "excess of loss"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "lines",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), size=None, verbose_name="lines"
                            ),
                        ),
                        (
                            "share",
                            models.DecimalField(
                                decimal_places=4, max_digits=7, null=True, verbose_name="ceded share (%)"
                            ),
                        ),
                        (
                            "surplus_lines",
                            models.DecimalField(
                                decimal_places=2, max_digits=6, null=True, verbose_name="lines of the retention"
                            ),
                        ),
                        (
                            "limit",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="limit"),
                        ),
                        (
                            "attachment",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="excess of"),
                        ),
                        (
                            "aggregate",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="limit of the year"
                            ),
                        ),
                        (
                            "commission_percent",
                            models.DecimalField(
                                decimal_places=4, default=0, max_digits=7, verbose_name="commission (%)"
                            ),
                        ),
                        (
                            "confirm_above",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="prior confirmation above"
                            ),
                        ),
                        ("exclusions", models.TextField(blank=True, verbose_name="exclusions")),
                        (
                            "excluded",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="kinds of risks not taken",
                            ),
                        ),
                        ("profit_commission", models.TextField(blank=True, verbose_name="profit commission")),
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
                        "verbose_name": "treaty",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="treaty_one_version_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="treaty_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Movement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("premium", "ceded premium"),
                                    ("commission", "commission"),
                                    ("recovery", "recovery"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("reinsurer_id", models.BigIntegerField(verbose_name="reinsurer")),
                        ("reinsurer_name", models.CharField(max_length=120, verbose_name="reinsurer")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("booked_on", models.DateField(verbose_name="booked on")),
                        (
                            "advice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="underwriting.lossadvice",
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
                            "cession",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="underwriting.cession",
                            ),
                        ),
                        (
                            "facultative",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.facultativecase",
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="underwriting.reinsuranceaccount",
                            ),
                        ),
                        (
                            "treaty",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.treaty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reinsurance movement",
                        "indexes": [
                            models.Index(fields=["branch_id", "-booked_on", "-id"], name="movement_branch_new"),
                            models.Index(fields=["branch_id", "reinsurer_id", "booked_on"], name="movement_reinsurer"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CessionPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "layer",
                            models.CharField(
                                choices=[
                                    ("retention", "own retention"),
                                    ("quota_share", "quota share"),
                                    ("surplus", "surplus"),
                                    ("facultative", "facultative"),
                                    ("unplaced", "not placed"),
                                ],
                                max_length=12,
                                verbose_name="layer",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("ratio", models.DecimalField(decimal_places=10, max_digits=12, verbose_name="ratio")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        ("commission", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="commission")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="underwriting.cededunit",
                            ),
                        ),
                        (
                            "facultative",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="underwriting.facultativecase",
                            ),
                        ),
                        (
                            "treaty",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="underwriting.treaty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "layer of a risk",
                    },
                ),
                migrations.CreateModel(
                    name="TreatyReport",
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
                        ("number", models.CharField(max_length=32, unique=True, verbose_name="report")),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("since", models.DateField(verbose_name="from")),
                        ("until", models.DateField(verbose_name="until")),
                        ("rows", models.JSONField(default=list, verbose_name="figures")),
                        ("policies", models.PositiveIntegerField(default=0, verbose_name="policies")),
                        (
                            "premium",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=18, verbose_name="ceded premium"
                            ),
                        ),
                        (
                            "commission",
                            models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="commission"),
                        ),
                        (
                            "recovery",
                            models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="recovery"),
                        ),
                        ("remark", models.TextField(blank=True, verbose_name="remark")),
                        ("filled_by_id", models.BigIntegerField(null=True, verbose_name="filled in by")),
                        ("filled_by", models.CharField(max_length=120, verbose_name="filled in by")),
                        ("filled_at", models.DateTimeField(verbose_name="filled in at")),
                        ("confirmed_by_id", models.BigIntegerField(null=True, verbose_name="confirmed by")),
                        ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="confirmed by")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                        ("sent_to", models.CharField(blank=True, max_length=120, verbose_name="sent to")),
                        ("sent_on", models.DateField(null=True, verbose_name="sent on")),
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
                        "verbose_name": "treaty business report",
                        "indexes": [
                            models.Index(fields=["branch_id", "-until", "-id"], name="treatyreport_branch_new")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("branch", "line", "since", "until"), name="treatyreport_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("since"))), name="treatyreport_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by_id", None),
                                    models.Q(("confirmed_by_id", models.F("filled_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="treatyreport_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TreatyShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reinsurer_id", models.BigIntegerField(verbose_name="reinsurer")),
                        ("name", models.CharField(max_length=120, verbose_name="reinsurer")),
                        (
                            "signed_percent",
                            models.DecimalField(decimal_places=4, max_digits=7, verbose_name="signed line (%)"),
                        ),
                        ("leads", models.BooleanField(default=False, verbose_name="leads")),
                        (
                            "treaty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="underwriting.treaty",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signed line",
                        "constraints": [
                            models.UniqueConstraint(fields=("treaty", "reinsurer_id"), name="treatyshare_once"),
                            models.CheckConstraint(
                                condition=models.Q(("signed_percent__gt", 0), ("signed_percent__lte", 100)),
                                name="treatyshare_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitDay",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="underwriting day")),
                        ("day", models.DateField(verbose_name="day")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                        ("attendance", models.TextField(blank=True, verbose_name="who was there")),
                        ("training", models.TextField(blank=True, verbose_name="training given")),
                        ("trained", models.PositiveSmallIntegerField(default=0, verbose_name="persons trained")),
                        ("minutes", models.TextField(blank=True, verbose_name="minutes of the meeting")),
                        ("held_by", models.CharField(blank=True, max_length=80, verbose_name="held by")),
                        ("held_at", models.DateTimeField(null=True, verbose_name="held at")),
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
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="underwriting.visitday",
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
                        "verbose_name": "underwriting day",
                        "indexes": [models.Index(fields=["branch_id", "day", "id"], name="visitday_branch_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "postponed"), _negated=True),
                                fields=("unit", "day"),
                                name="visitday_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("case", "case handed in"),
                                    ("visit", "risk visited"),
                                    ("file", "file checked"),
                                    ("papers", "documents and receivables checked"),
                                    ("problem", "problem heard"),
                                ],
                                max_length=8,
                                verbose_name="what",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=24, verbose_name="number")),
                        ("text", models.CharField(max_length=300, verbose_name="what was found")),
                        ("fault", models.BooleanField(default=False, verbose_name="something is wrong")),
                        ("entered_at", models.DateTimeField(verbose_name="entered at")),
                        ("entered_by", models.CharField(max_length=80, verbose_name="entered by")),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="underwriting.visitday",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of the day",
                    },
                ),
                migrations.CreateModel(
                    name="VisitIssue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="issue")),
                        ("owner_id", models.BigIntegerField(null=True)),
                        ("owner", models.CharField(max_length=80, verbose_name="to be settled by")),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("raised_at", models.DateTimeField(verbose_name="raised at")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
                        ("settled_by", models.CharField(blank=True, max_length=80, verbose_name="settled by")),
                        ("result", models.TextField(blank=True, verbose_name="how it was settled")),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="underwriting.visitday",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "issue of the day",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at", None)), fields=["due_on"], name="visitissue_open"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccumulationLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=40, verbose_name="source")),
                        ("event", models.CharField(max_length=20, verbose_name="event")),
                        ("area", models.CharField(blank=True, max_length=60, verbose_name="area")),
                        (
                            "lines",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=8), size=None, verbose_name="lines"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="limit")),
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
                        "verbose_name": "limit of accumulation",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("event", "="), ("area", "="), ("effective", "&&")],
                                name="accumulationlimit_one_version_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="accumulationlimit_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BookReconciliation",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="reconciliation")),
                        ("month", models.DateField(verbose_name="month")),
                        ("rows", models.JSONField(default=list, verbose_name="figures")),
                        ("differing", models.PositiveIntegerField(default=0, verbose_name="differences")),
                        (
                            "difference",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=18, verbose_name="sum of the differences"
                            ),
                        ),
                        ("drawn_by_id", models.BigIntegerField(null=True, verbose_name="drawn by")),
                        ("drawn_by", models.CharField(max_length=120, verbose_name="drawn by")),
                        ("drawn_at", models.DateTimeField(verbose_name="drawn at")),
                        ("note", models.TextField(blank=True, verbose_name="explanation")),
                        ("closed_by_id", models.BigIntegerField(null=True, verbose_name="closed by")),
                        ("closed_by", models.CharField(blank=True, max_length=120, verbose_name="closed by")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
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
                        "verbose_name": "reconciliation of the books",
                        "constraints": [
                            models.UniqueConstraint(fields=("branch", "month"), name="bookreconciliation_once"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="bookreconciliation_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_by_id", None),
                                    models.Q(("closed_by_id", models.F("drawn_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="bookreconciliation_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CargoAgreement",
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
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("agency", "agency agreement"), ("open_cover", "open cover")],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("product", models.CharField(max_length=8, verbose_name="product")),
                        ("partner_id", models.BigIntegerField(null=True, verbose_name="partner")),
                        ("partner", models.CharField(max_length=120, verbose_name="partner")),
                        ("begins_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        (
                            "limit_each",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="limit per conveyance"),
                        ),
                        (
                            "limit_total",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="limit of the agreement"),
                        ),
                        (
                            "goods",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="goods",
                            ),
                        ),
                        ("rate", models.DecimalField(decimal_places=8, max_digits=9, verbose_name="agreed rate")),
                        ("deductible", models.CharField(blank=True, max_length=120, verbose_name="deductible")),
                        ("delegated", models.BooleanField(default=False, verbose_name="issues by itself")),
                        ("terms", models.TextField(blank=True, verbose_name="conditions")),
                        ("submitted_by", models.CharField(max_length=80, verbose_name="submitted by")),
                        ("reviewed_by", models.CharField(blank=True, max_length=80, verbose_name="reviewed by")),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion of the centre")),
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
                        "verbose_name": "cargo agreement",
                        "indexes": [models.Index(fields=["branch_id", "-created_at"], name="agreement_branch_new")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="agreement_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("limit_each__gt", 0), ("limit_total__gte", models.F("limit_each")), ("rate__gt", 0)
                                ),
                                name="agreement_limits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CededUnearnedMeasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.CharField(max_length=8, verbose_name="line")),
                        ("as_of", models.DateField(verbose_name="as of")),
                        ("policies", models.PositiveIntegerField(verbose_name="policies")),
                        ("booked", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="booked before")),
                        ("target", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="as measured")),
                        ("measured_at", models.DateTimeField(verbose_name="measured at")),
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
                        "verbose_name": "measure of ceded unearned premium",
                        "indexes": [
                            models.Index(fields=["branch_id", "-as_of", "-id"], name="cededunearned_branch_new")
                        ],
                    },
                ),
            ],
        ),
    ]
