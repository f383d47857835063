"""The tables of units, people, posts, authority and what changes them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("organisation", "0017_guarded_posts")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0002_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Staff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("state", models.CharField(default="working", max_length=32, verbose_name="state")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed at"),
                        ),
                        ("login_name", models.CharField(max_length=64, unique=True, verbose_name="login name")),
                        (
                            "employee_number",
                            models.CharField(
                                blank=True, max_length=20, null=True, unique=True, verbose_name="employee number"
                            ),
                        ),
                        ("name", models.CharField(max_length=64, verbose_name="name")),
                        (
                            "education",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "secondary school"),
                                    (2, "college"),
                                    (3, "bachelor"),
                                    (4, "master or above"),
                                ],
                                default=2,
                                verbose_name="education",
                            ),
                        ),
                        ("joined_on", models.DateField(blank=True, null=True, verbose_name="joined on")),
                        (
                            "experience_years",
                            models.PositiveSmallIntegerField(default=0, verbose_name="years of relevant experience"),
                        ),
                        (
                            "management_years",
                            models.PositiveSmallIntegerField(default=0, verbose_name="years of business management"),
                        ),
                        ("good_english", models.BooleanField(default=False, verbose_name="good English")),
                        ("informal", models.BooleanField(default=False, verbose_name="informal staff")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "must_change_password",
                            models.BooleanField(default=False, verbose_name="must change the password"),
                        ),
                        (
                            "password_changed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="password changed at"),
                        ),
                        (
                            "belongs_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "works_at",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member of staff",
                        "verbose_name_plural": "staff",
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name="code"),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, verbose_name="English name")),
                        ("department", models.CharField(max_length=24, verbose_name="department")),
                        ("duty", models.CharField(blank=True, max_length=200, verbose_name="main duty")),
                        ("needs_second_factor", models.BooleanField(default=False, verbose_name="second factor")),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "post",
                        "verbose_name_plural": "posts",
                    },
                ),
                migrations.CreateModel(
                    name="Exchange",
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
                        ("kind", models.CharField(max_length=16, verbose_name="who is exchanged")),
                        ("moves", models.JSONField(verbose_name="moves")),
                        ("on_day", models.DateField(verbose_name="day of the exchange")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        (
                            "decided_by",
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
                        "verbose_name": "exchange of posted people",
                        "verbose_name_plural": "exchanges of posted people",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="exchange_four_eyes",
                            )
                        ],
                        "indexes": [models.Index(fields=["branch", "-id"], name="exchange_branch")],
                    },
                ),
                migrations.CreateModel(
                    name="IncompatibleDuties",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="row of the matrix")),
                        ("first", models.CharField(max_length=60, verbose_name="duty")),
                        ("second", models.CharField(max_length=60, verbose_name="incompatible duty")),
                        (
                            "level",
                            models.CharField(
                                choices=[("user", "never in one person"), ("case", "never on one case")],
                                max_length=4,
                                verbose_name="level",
                            ),
                        ),
                        ("why", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "user_from",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="never in one person from so many people in the unit on",
                            ),
                        ),
                        (
                            "liftable",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="may be lifted in an emergency"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incompatible duties",
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="incompatibleduties_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StaffSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40, unique=True)),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("device", models.CharField(blank=True, max_length=200)),
                        ("started_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=120, verbose_name="English name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("head_office", "head office"),
                                    ("province", "provincial branch"),
                                    ("municipal_branch", "municipality or plan-listed city branch"),
                                    ("prefecture_branch", "prefecture branch"),
                                    ("underwriting_centre", "underwriting centre"),
                                    ("claims_centre", "claims and customer service centre"),
                                    ("finance_centre", "finance centre"),
                                    ("department", "department"),
                                    ("hotline", "95518 workplace"),
                                    ("county_sub_branch", "county sub-branch"),
                                    ("district_sub_branch", "district sub-branch"),
                                    ("business_department", "business department"),
                                    ("counter", "counter"),
                                    ("survey_point", "survey point"),
                                ],
                                max_length=24,
                                verbose_name="kind",
                            ),
                        ),
                        ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        (
                            "road_km",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=6,
                                null=True,
                                verbose_name="road to the centre (km)",
                            ),
                        ),
                        (
                            "drive_minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="normal drive (minutes)"),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unit",
                        "verbose_name_plural": "units",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("pk")), _negated=True),
                                name="unit_not_its_own_parent",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyPointApproval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(verbose_name="survey points allowed")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        (
                            "approval_number",
                            models.CharField(max_length=60, verbose_name="head-office approval number"),
                        ),
                        ("approval_on", models.DateField(verbose_name="date of the approval")),
                        (
                            "approval_file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
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
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="branch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "approval of survey points",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("approval_number", ""), _negated=True),
                                name="surveypointapproval_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="surveypointapproval_four_eyes",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("branch", "="), ("effective", "&&")], name="surveypointapproval_one_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SameCityDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("same_city", models.BooleanField(verbose_name="under same-city management")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("ground", models.CharField(blank=True, max_length=16, verbose_name="ground")),
                        (
                            "road_km",
                            models.DecimalField(
                                decimal_places=1, max_digits=6, null=True, verbose_name="road to the centre (km)"
                            ),
                        ),
                        (
                            "drive_minutes",
                            models.PositiveIntegerField(null=True, verbose_name="normal drive (minutes)"),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "approval_number",
                            models.CharField(blank=True, max_length=60, verbose_name="head-office approval number"),
                        ),
                        ("approval_on", models.DateField(null=True, verbose_name="date of the approval")),
                        (
                            "approval_file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
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
                        "verbose_name": "same-city decision",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("same_city", True),
                                    models.Q(("ground", ""), _negated=True),
                                    models.Q(
                                        models.Q(("approval_number", ""), _negated=True), ("approval_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="samecitydecision_outside_needs_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="samecitydecision_four_eyes",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("unit", "="), ("effective", "&&")], name="samecitydecision_one_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=16, verbose_name="who is exchanged")),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                        (
                            "exchange",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.exchange",
                            ),
                        ),
                        (
                            "staff",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="place",
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
                        "verbose_name": "posting",
                        "verbose_name_plural": "postings",
                        "indexes": [models.Index(fields=["branch", "-id"], name="posting_branch")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("staff", "="), ("period", "&&")], name="posting_one_place_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                        (
                            "waiver",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for the exception"),
                        ),
                        (
                            "ended_because",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for the end"),
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post"
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
                            ),
                        ),
                        (
                            "scope_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
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
                        "verbose_name": "post assignment",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", False),
                                    ("proposed_by__isnull", False),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    models.Q(("approved_by", models.F("staff")), _negated=True),
                                ),
                                name="postassignment_four_eyes",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("staff", "="), ("post", "="), ("unit", "="), ("period", "&&")],
                                name="postassignment_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Parameter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="parameter")),
                        ("value", models.JSONField(verbose_name="value")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "parameter",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", False),
                                    ("proposed_by__isnull", False),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                ),
                                name="parameter_four_eyes",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("name", "="),
                                    (django.db.models.functions.comparison.Coalesce("unit", models.Value(0)), "="),
                                    ("effective", "&&"),
                                ],
                                name="parameter_one_value_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("sort", models.CharField(max_length=16, verbose_name="kind of meeting")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("held_at", models.DateTimeField(verbose_name="time")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                        ("agenda", models.TextField(verbose_name="agenda")),
                        ("attendees", models.JSONField(default=list, verbose_name="present")),
                        ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                        ("decisions", models.JSONField(default=list, verbose_name="decisions")),
                        ("lessons", models.TextField(blank=True, verbose_name="lessons")),
                        (
                            "chair",
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
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "indexes": [models.Index(fields=["branch", "-held_at"], name="meeting_branch")],
                    },
                ),
                migrations.CreateModel(
                    name="FiledPlan",
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
                        ("matter", models.CharField(max_length=24, verbose_name="matter")),
                        ("choice", models.CharField(blank=True, max_length=24, verbose_name="decision")),
                        ("posts", models.JSONField(default=list, verbose_name="posts")),
                        ("plan", models.TextField(verbose_name="plan")),
                        ("cause", models.TextField(verbose_name="reason for the plan")),
                        ("figures", models.JSONField(default=dict, verbose_name="figures")),
                        (
                            "approval",
                            models.BooleanField(default=False, verbose_name="needs the approval of head office"),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("endorsed_at", models.DateTimeField(null=True, verbose_name="decided by the province at")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered by head office at")),
                        (
                            "answer_number",
                            models.CharField(blank=True, max_length=60, verbose_name="number of the answer"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "endorsed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "previous",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.filedplan",
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
                        "verbose_name": "filed plan",
                        "verbose_name_plural": "filed plans",
                        "indexes": [models.Index(fields=["branch", "-id"], name="filedplan_branch")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("endorsed_by", None),
                                    models.Q(("endorsed_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="filedplan_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_by", None),
                                    models.Q(("answered_by", models.F("endorsed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="filedplan_answered_above",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("endorsed_by__isnull", False),
                                    models.Q(("state__in", ["filed", "in_force"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="filedplan_endorsed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cause", ""), _negated=True), name="filedplan_reasoned"
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ["filed", "in_force"])),
                                expressions=[("unit", "="), ("matter", "="), ("effective", "&&")],
                                name="filedplan_one_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyOverride",
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
                        ("hours", models.PositiveSmallIntegerField(verbose_name="hours")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("answer", models.TextField(blank=True, verbose_name="remark of the decision")),
                        ("until", models.DateTimeField(null=True, verbose_name="in force until")),
                        ("told", models.JSONField(default=list, verbose_name="who was told in internal audit")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("end_reason", models.TextField(blank=True, verbose_name="why it ended")),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="checked at")),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("justified", "justified, nothing to object to"),
                                    ("objected", "acts to be corrected"),
                                    ("misused", "misused"),
                                ],
                                max_length=12,
                                verbose_name="finding",
                            ),
                        ),
                        ("check_remark", models.TextField(blank=True, verbose_name="what the after-check found")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
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
                                verbose_name="person",
                            ),
                        ),
                        (
                            "duties",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.incompatibleduties",
                                verbose_name="pair of duties",
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
                        "verbose_name": "emergency override",
                        "verbose_name_plural": "emergency overrides",
                        "indexes": [models.Index(fields=["staff", "state"], name="override_person")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(
                                        ("decided_by", models.F("staff")),
                                        ("decided_by", models.F("requested_by")),
                                        _connector="OR",
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="override_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("running", "ended", "checked")), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="override_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="override_reasoned"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by", None),
                                    models.Q(
                                        ("checked_by", models.F("staff")),
                                        ("checked_by", models.F("decided_by")),
                                        _connector="OR",
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="override_checked_by_another",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("requested", "running"))),
                                fields=("staff", "duties"),
                                name="override_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
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
                        ("powers", models.JSONField(default=dict, verbose_name="operations and caps")),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("answer", models.TextField(blank=True, verbose_name="remark of the decision")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("end_reason", models.TextField(blank=True, verbose_name="why it ended")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "from_staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="holder",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="substitute",
                            ),
                        ),
                        (
                            "from_assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.postassignment",
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
                        "verbose_name": "delegation",
                        "verbose_name_plural": "delegations",
                        "indexes": [
                            models.Index(fields=["branch", "-id"], name="delegation_branch"),
                            models.Index(fields=["to_staff", "state"], name="delegation_to"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_staff", models.F("from_staff")), _negated=True),
                                name="delegation_to_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(
                                        ("decided_by", models.F("requested_by")),
                                        ("decided_by", models.F("from_staff")),
                                        ("decided_by", models.F("to_staff")),
                                        _connector="OR",
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", False),
                                    models.Q(("state__in", ["approved", "running"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="delegation_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period__endswith__isnull", False),
                                    ("period__isempty", False),
                                    ("period__startswith__isnull", False),
                                ),
                                name="delegation_from_to",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="delegation_reasoned"
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ["approved", "running"])),
                                expressions=[("from_assignment", "="), ("period", "&&")],
                                name="delegation_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ControlChange",
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
                        ("kind", models.CharField(max_length=60, verbose_name="kind")),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("proposal", models.JSONField(verbose_name="new values")),
                        ("before", models.JSONField(verbose_name="old values")),
                        ("effective_on", models.DateField(null=True, verbose_name="effective from")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        ("answer", models.TextField(blank=True, verbose_name="remark of the decision")),
                        ("impact", models.JSONField(null=True, verbose_name="who was affected when it was decided")),
                        (
                            "decided_by",
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
                        "verbose_name": "change of rules",
                        "verbose_name_plural": "changes of rules",
                        "indexes": [
                            models.Index(fields=["branch", "-id"], name="controlchange_branch"),
                            models.Index(fields=["kind", "subject", "-id"], name="controlchange_subject"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("kind", "subject"),
                                name="controlchange_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="controlchange_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ("approved", "rejected")),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("approved", "rejected")), _negated=True),
                                        ("decided_at", None),
                                        ("decided_by", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="controlchange_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="controlchange_reasoned"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictReport",
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
                        ("month", models.DateField(verbose_name="month")),
                        ("conflicts", models.JSONField(default=list, verbose_name="conflicts")),
                        ("overrides", models.JSONField(default=list, verbose_name="emergency overrides")),
                        (
                            "refused",
                            models.PositiveIntegerField(
                                default=0, verbose_name="acts refused by the segregation of duties"
                            ),
                        ),
                        ("noted_at", models.DateTimeField(null=True, verbose_name="noted at")),
                        ("remark", models.TextField(blank=True, verbose_name="what internal audit says to it")),
                        (
                            "noted_by",
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
                        "verbose_name": "report of incompatible duties",
                        "verbose_name_plural": "reports of incompatible duties",
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "month"), name="conflictreport_once_a_month")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuthorityGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("operation", models.CharField(max_length=60, verbose_name="operation")),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("measure", models.CharField(max_length=40, verbose_name="measure")),
                        ("limit", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="limit")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("letter", models.CharField(blank=True, max_length=60, verbose_name="authority letter")),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.post",
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
                        "verbose_name": "authority grant",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("limit__gte", 0), ("limit__lt", 1000000000000000)),
                                name="authoritygrant_limit_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("post__isnull", False), ("staff", None)),
                                    models.Q(("post", None), ("staff__isnull", False)),
                                    _connector="OR",
                                ),
                                name="authoritygrant_holder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", False),
                                    ("proposed_by__isnull", False),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                ),
                                name="authoritygrant_four_eyes",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("unit", "="),
                                    (django.db.models.functions.comparison.Coalesce("post", models.Value("")), "="),
                                    (django.db.models.functions.comparison.Coalesce("staff", models.Value(0)), "="),
                                    ("operation", "="),
                                    ("line", "="),
                                    ("measure", "="),
                                    ("effective", "&&"),
                                ],
                                name="authoritygrant_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                        ("sort", models.CharField(max_length=16, verbose_name="kind of work")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("text", models.TextField(verbose_name="what is to be done")),
                        ("first_on", models.DateField(verbose_name="first day")),
                        ("due_on", models.DateField(verbose_name="due day")),
                        ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="progress")),
                        ("measures", models.JSONField(default=list, verbose_name="targets")),
                        ("progress", models.JSONField(default=list, verbose_name="reports")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.meeting",
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
                        "verbose_name": "work and targets",
                        "verbose_name_plural": "work and targets",
                        "indexes": [
                            models.Index(fields=["branch", "-id"], name="assignment_branch"),
                            models.Index(fields=["owner", "state"], name="assignment_owner"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("first_on"))), name="assignment_days"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="assignment_percent"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisal",
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
                        ("period", models.CharField(max_length=20, verbose_name="period")),
                        ("marks", models.JSONField(default=dict, verbose_name="marks")),
                        ("score", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="score")),
                        ("text", models.TextField(verbose_name="appraisal")),
                        ("advice", models.CharField(max_length=12, verbose_name="advice")),
                        ("advice_text", models.TextField(blank=True, verbose_name="reason for the advice")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                        (
                            "confirmed_by",
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
                            ),
                        ),
                        (
                            "written_by",
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
                        "verbose_name": "appraisal",
                        "verbose_name_plural": "appraisals",
                        "constraints": [
                            models.UniqueConstraint(fields=("staff", "period"), name="appraisal_once"),
                            models.CheckConstraint(
                                condition=models.Q(("staff", models.F("written_by")), _negated=True),
                                name="appraisal_of_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(
                                        ("confirmed_by", models.F("written_by")),
                                        ("confirmed_by", models.F("staff")),
                                        _connector="OR",
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="appraisal_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiClient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("state", models.CharField(default="open", max_length=32, verbose_name="state")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created at"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed at"),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("key_digest", models.CharField(max_length=64, unique=True)),
                        ("requests_per_minute", models.PositiveIntegerField(verbose_name="requests a minute")),
                        ("active", models.BooleanField(default=True, verbose_name="active")),
                        ("key_issued_at", models.DateTimeField(null=True, verbose_name="key issued at")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post"
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
                        "verbose_name": "API client",
                    },
                ),
                migrations.CreateModel(
                    name="ApiMinute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("minute", models.DateTimeField()),
                        ("count", models.PositiveIntegerField(default=0)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisation.apiclient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "requests of a minute",
                        "constraints": [models.UniqueConstraint(fields=("client", "minute"), name="apiminute_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PostDuty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("duty", models.CharField(max_length=60, verbose_name="duty")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "duty of a post",
                        "constraints": [models.UniqueConstraint(fields=("post", "duty"), name="postduty_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PostNorm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "centre_kind",
                            models.CharField(
                                choices=[
                                    ("head_office", "head office"),
                                    ("province", "provincial branch"),
                                    ("municipal_branch", "municipality or plan-listed city branch"),
                                    ("prefecture_branch", "prefecture branch"),
                                    ("underwriting_centre", "underwriting centre"),
                                    ("claims_centre", "claims and customer service centre"),
                                    ("finance_centre", "finance centre"),
                                    ("department", "department"),
                                    ("hotline", "95518 workplace"),
                                    ("county_sub_branch", "county sub-branch"),
                                    ("district_sub_branch", "district sub-branch"),
                                    ("business_department", "business department"),
                                    ("counter", "counter"),
                                    ("survey_point", "survey point"),
                                ],
                                max_length=24,
                                verbose_name="kind of centre",
                            ),
                        ),
                        (
                            "branch_kind",
                            models.CharField(
                                choices=[
                                    ("head_office", "head office"),
                                    ("province", "provincial branch"),
                                    ("municipal_branch", "municipality or plan-listed city branch"),
                                    ("prefecture_branch", "prefecture branch"),
                                    ("underwriting_centre", "underwriting centre"),
                                    ("claims_centre", "claims and customer service centre"),
                                    ("finance_centre", "finance centre"),
                                    ("department", "department"),
                                    ("hotline", "95518 workplace"),
                                    ("county_sub_branch", "county sub-branch"),
                                    ("district_sub_branch", "district sub-branch"),
                                    ("business_department", "business department"),
                                    ("counter", "counter"),
                                    ("survey_point", "survey point"),
                                ],
                                max_length=24,
                                verbose_name="kind of branch",
                            ),
                        ),
                        ("minimum", models.PositiveSmallIntegerField(verbose_name="people at least")),
                        (
                            "premium_each",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=18, verbose_name="one more for each premium of"
                            ),
                        ),
                        (
                            "units_each",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="one more for each number of units"
                            ),
                        ),
                        (
                            "without_reinsurance",
                            models.BooleanField(default=False, verbose_name="only without a reinsurance department"),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(max_length=60, verbose_name="source")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "norm of a post",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("centre_kind", "="),
                                    ("branch_kind", "="),
                                    ("post", "="),
                                    ("effective", "&&"),
                                ],
                                name="postnorm_one_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("permission", models.CharField(max_length=80, verbose_name="permission")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "permission of a post",
                        "constraints": [
                            models.UniqueConstraint(fields=("post", "permission"), name="postpermission_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostQueue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("queue", models.CharField(max_length=60, verbose_name="queue")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "queue of a post",
                        "constraints": [models.UniqueConstraint(fields=("post", "queue"), name="postqueue_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PostRequirement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "branch_kind",
                            models.CharField(
                                choices=[
                                    ("head_office", "head office"),
                                    ("province", "provincial branch"),
                                    ("municipal_branch", "municipality or plan-listed city branch"),
                                    ("prefecture_branch", "prefecture branch"),
                                    ("underwriting_centre", "underwriting centre"),
                                    ("claims_centre", "claims and customer service centre"),
                                    ("finance_centre", "finance centre"),
                                    ("department", "department"),
                                    ("hotline", "95518 workplace"),
                                    ("county_sub_branch", "county sub-branch"),
                                    ("district_sub_branch", "district sub-branch"),
                                    ("business_department", "business department"),
                                    ("counter", "counter"),
                                    ("survey_point", "survey point"),
                                ],
                                max_length=24,
                                verbose_name="kind of branch",
                            ),
                        ),
                        (
                            "education",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "secondary school"),
                                    (2, "college"),
                                    (3, "bachelor"),
                                    (4, "master or above"),
                                ],
                                verbose_name="education",
                            ),
                        ),
                        ("years", models.PositiveSmallIntegerField(verbose_name="years of experience")),
                        (
                            "experience",
                            models.CharField(
                                choices=[("relevant", "relevant work"), ("management", "business management")],
                                max_length=12,
                                verbose_name="experience in",
                            ),
                        ),
                        ("good_english", models.BooleanField(default=False, verbose_name="good English")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("source", models.CharField(max_length=60, verbose_name="source")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.post"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "qualification of a post",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("post", "="), ("branch_kind", "="), ("effective", "&&")],
                                name="postrequirement_one_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SharedCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("subject_number", models.CharField(max_length=60, verbose_name="number")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="period")),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
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
                            "requested_by",
                            models.ForeignKey(
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
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shared case",
                        "indexes": [
                            models.Index(
                                fields=["staff", "subject_kind", "subject_id"], name="sharedcase_staff_subject"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="sharedcase_four_eyes",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
