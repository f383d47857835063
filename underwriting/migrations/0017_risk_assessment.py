# Tables of risk assessment.

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_work_in_place"),
        ("organisation", "0009_deadlines_kept"),
        ("underwriting", "0016_rating_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RiskAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="sum insured or limit"
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
                ("answers", models.JSONField(default=dict, verbose_name="answers to the guide")),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="points")),
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
                ("proposed_terms", models.TextField(blank=True, verbose_name="conditions proposed by the sub-branch")),
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
            ],
            options={
                "verbose_name": "risk assessment",
            },
        ),
        migrations.CreateModel(
            name="CommitteeCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("look_back", models.TextField(blank=True, verbose_name="look-back")),
                (
                    "incurred",
                    models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="losses since"),
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
            },
        ),
        migrations.CreateModel(
            name="RiskGuide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.AddField(
            model_name="riskassessment",
            name="guide",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.riskguide"
            ),
        ),
        migrations.CreateModel(
            name="RiskQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="RiskUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area", models.CharField(max_length=40, verbose_name="fire area")),
                ("subject", models.CharField(max_length=60, verbose_name="subject matter")),
                ("value", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="value")),
                ("damage", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="damage factor (%)")),
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
            },
        ),
        migrations.CreateModel(
            name="SitePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="VisitDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="VisitEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="underwriting.visitday"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="underwriting.visitday"
                    ),
                ),
            ],
            options={
                "verbose_name": "issue of the day",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="ImprovementLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32, verbose_name="state")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("updated_at", models.DateTimeField(verbose_name="changed at")),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="letter")),
                ("hazards", models.TextField(verbose_name="hazards and advice")),
                ("follow_up_on", models.DateField(verbose_name="to be checked on")),
                ("delivered_on", models.DateField(null=True, verbose_name="delivered on")),
                ("delivered_to", models.CharField(blank=True, max_length=80, verbose_name="delivered to")),
                ("result", models.TextField(blank=True, verbose_name="what was found")),
                ("checked_by", models.CharField(blank=True, max_length=80, verbose_name="checked by")),
                ("checked_on", models.DateField(null=True, verbose_name="checked on")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.AddIndex(
            model_name="committeecase",
            index=models.Index(fields=["branch_id", "-created_at", "-id"], name="committeecase_branch_new"),
        ),
        migrations.AddIndex(
            model_name="committeecase",
            index=models.Index(fields=["province_id", "-created_at", "-id"], name="committeecase_province_new"),
        ),
        migrations.AddConstraint(
            model_name="committeecase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resolution", ""), _negated=True),
                fields=("branch", "resolution"),
                name="committeecase_resolution_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeecase",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="riskguide",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("code", "="), ("effective", "&&")], name="riskguide_one_version_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskguide",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="riskguide_four_eyes",
            ),
        ),
        migrations.AddIndex(
            model_name="riskassessment",
            index=models.Index(fields=["branch_id", "-created_at", "-id"], name="assessment_branch_new"),
        ),
        migrations.AddIndex(
            model_name="riskassessment",
            index=models.Index(fields=["sub_branch_id", "-created_at", "-id"], name="assessment_sub_new"),
        ),
        migrations.AddIndex(
            model_name="riskassessment",
            index=models.Index(fields=["province_id", "-created_at", "-id"], name="assessment_province_new"),
        ),
        migrations.AddIndex(
            model_name="riskassessment",
            index=models.Index(fields=["party_id", "-id"], name="assessment_party"),
        ),
        migrations.AddConstraint(
            model_name="riskassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("policy__isnull", False), ("proposal", None)),
                    models.Q(("policy", None), ("proposal__isnull", False)),
                    _connector="OR",
                ),
                name="assessment_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskassessment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="riskquestion",
            index=models.Index(fields=["branch_id", "-created_at", "-id"], name="riskquestion_branch_new"),
        ),
        migrations.AddConstraint(
            model_name="riskunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("damage__gte", 0), ("damage__lte", 100), ("value__gt", 0), ("value__lt", 10000000000000)
                ),
                name="riskunit_within",
            ),
        ),
        migrations.AddIndex(
            model_name="visitday",
            index=models.Index(fields=["branch_id", "day", "id"], name="visitday_branch_day"),
        ),
        migrations.AddConstraint(
            model_name="visitday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "postponed"), _negated=True), fields=("unit", "day"), name="visitday_once"
            ),
        ),
        migrations.AddIndex(
            model_name="visitissue",
            index=models.Index(condition=models.Q(("settled_at", None)), fields=["due_on"], name="visitissue_open"),
        ),
    ]
