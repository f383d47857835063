"""The tables of the mechanisms: engine, audit, clocks, jobs, files, search."""

import core.crypto.fields
import core.models.search
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import uuid
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("core", "0011_work_counted_from_indexes")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0001_search_functions"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="AuditHead",
                    fields=[
                        ("stream", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("seq", models.BigIntegerField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "audit head",
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        ("day", models.DateField(primary_key=True, serialize=False, verbose_name="day")),
                        ("working", models.BooleanField(verbose_name="working day")),
                        ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "calendar day",
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        ("series", models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ("last", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "number series",
                    },
                ),
                migrations.CreateModel(
                    name="QueuePulse",
                    fields=[
                        (
                            "queue",
                            models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="queue"),
                        ),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="canary sent")),
                        ("seen_at", models.DateTimeField(null=True, verbose_name="canary consumed")),
                        ("host", models.CharField(db_default="", max_length=120, verbose_name="host")),
                        ("pid", models.IntegerField(null=True, verbose_name="process")),
                        ("up_since", models.DateTimeField(null=True, verbose_name="worker up since")),
                        ("restarts", models.IntegerField(db_default=0, verbose_name="restarts for silence")),
                        ("restarted_at", models.DateTimeField(null=True, verbose_name="last restart for silence")),
                    ],
                    options={
                        "verbose_name": "queue pulse",
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        ("key", models.UUIDField(primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=80, verbose_name="transition")),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("digest", models.CharField(max_length=64, verbose_name="content digest")),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "command receipt",
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stream", models.BigIntegerField()),
                        ("seq", models.BigIntegerField(default=0)),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("action", models.CharField(max_length=80, verbose_name="action")),
                        ("outcome", models.CharField(default="done", max_length=40, verbose_name="outcome")),
                        ("staff_id", models.BigIntegerField(null=True)),
                        ("assignment_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(max_length=80, verbose_name="who")),
                        ("post", models.CharField(max_length=60, verbose_name="post")),
                        ("unit_id", models.BigIntegerField()),
                        ("subject_kind", models.CharField(blank=True, max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("subject_number", models.CharField(blank=True, max_length=60)),
                        ("state_before", models.CharField(blank=True, max_length=32)),
                        ("state_after", models.CharField(blank=True, max_length=32)),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("basis", models.JSONField(default=dict)),
                        ("edition", models.CharField(blank=True, max_length=20, verbose_name="rule-book edition")),
                        ("command_key", models.UUIDField(null=True)),
                        ("context", models.JSONField(default=dict)),
                        ("previous", models.BinaryField(default=b"")),
                        ("digest", models.BinaryField(default=b"")),
                    ],
                    options={
                        "verbose_name": "audit entry",
                        "indexes": [
                            models.Index(fields=["subject_kind", "subject_id", "-id"], name="auditentry_subject"),
                            models.Index(fields=["staff_id", "-id"], name="auditentry_staff"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("stream", "seq"), name="auditentry_stream_seq")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseAct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("case_ref", models.CharField(max_length=80, verbose_name="case")),
                        ("duty", models.CharField(max_length=60, verbose_name="duty")),
                        ("staff_id", models.BigIntegerField(null=True)),
                        ("assignment_id", models.BigIntegerField(null=True)),
                        ("post", models.CharField(blank=True, max_length=60, verbose_name="post")),
                        ("unit_id", models.BigIntegerField(null=True, verbose_name="acting unit")),
                        ("delegation_id", models.BigIntegerField(null=True, verbose_name="in place of")),
                        ("operation", models.CharField(blank=True, max_length=60)),
                        ("line", models.CharField(blank=True, max_length=20)),
                        ("measure", models.CharField(blank=True, max_length=40)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                        ("limit_amount", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                        ("grant_id", models.BigIntegerField(null=True)),
                        ("transition", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "case act",
                        "indexes": [models.Index(fields=["case_ref", "staff_id"], name="caseact_case_staff")],
                    },
                ),
                migrations.CreateModel(
                    name="ClockRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("label", models.CharField(max_length=120, verbose_name="deadline")),
                        ("amount", models.PositiveIntegerField(verbose_name="amount")),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("minutes", "minutes"),
                                    ("hours", "hours"),
                                    ("calendar_days", "calendar_days"),
                                    ("working_hours", "working_hours"),
                                    ("working_days", "working_days"),
                                ],
                                max_length=20,
                                verbose_name="counted in",
                            ),
                        ),
                        (
                            "roll",
                            models.BooleanField(
                                default=False, verbose_name="a holiday moves the end to the next working day"
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                    ],
                    options={
                        "verbose_name": "clock rule",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="clockrule_one_version_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("owner_id", models.BigIntegerField()),
                        ("form", models.CharField(max_length=120)),
                        ("content", core.crypto.fields.EncryptedTextField(verbose_name="content")),
                        ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("saved_at", models.DateTimeField(verbose_name="saved")),
                        ("expires_at", models.DateTimeField(db_index=True, verbose_name="kept until")),
                    ],
                    options={
                        "verbose_name": "draft",
                        "constraints": [models.UniqueConstraint(fields=("owner_id", "form"), name="draft_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=120, verbose_name="event")),
                        ("payload", models.JSONField(verbose_name="facts")),
                        (
                            "published_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="published"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                        "indexes": [
                            models.Index(fields=["-published_at", "-id"], name="event_recent"),
                            models.Index(fields=["kind", "-published_at"], name="event_kind"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=120, verbose_name="kind of work")),
                        ("key", models.CharField(max_length=200, verbose_name="business key")),
                        ("queue", models.CharField(max_length=40, verbose_name="queue")),
                        ("payload", models.JSONField(db_default={}, verbose_name="references")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ready", "waiting"),
                                    ("running", "in work"),
                                    ("done", "done"),
                                    ("dead", "given up"),
                                    ("cancelled", "cancelled"),
                                ],
                                db_default="ready",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("priority", models.SmallIntegerField(db_default=5, verbose_name="priority")),
                        (
                            "run_after",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="not before"
                            ),
                        ),
                        ("attempts", models.SmallIntegerField(db_default=0, verbose_name="attempts")),
                        ("max_attempts", models.SmallIntegerField(verbose_name="attempts allowed")),
                        ("lease_seconds", models.IntegerField()),
                        ("token", models.BigIntegerField(db_default=0, verbose_name="fence token")),
                        ("lease_until", models.DateTimeField(null=True, verbose_name="lease until")),
                        ("locked_by", models.CharField(db_default="", max_length=120, verbose_name="worker")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="hint sent")),
                        ("last_error", models.TextField(db_default="", verbose_name="last error")),
                        ("cancel_requested", models.BooleanField(db_default=False, verbose_name="cancel requested")),
                        ("progress_done", models.IntegerField(db_default=0, verbose_name="done so far")),
                        ("progress_total", models.IntegerField(null=True, verbose_name="of")),
                        ("progress_note", models.CharField(db_default="", max_length=200, verbose_name="step")),
                        ("result", models.JSONField(null=True, verbose_name="result")),
                        ("requested_by", models.BigIntegerField(null=True, verbose_name="requested by")),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                            ),
                        ),
                        ("started_at", models.DateTimeField(null=True, verbose_name="started")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="finished")),
                    ],
                    options={
                        "verbose_name": "job",
                        "verbose_name_plural": "jobs",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "ready")),
                                fields=["queue", "priority", "id"],
                                name="job_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "running")), fields=["lease_until"], name="job_lease"
                            ),
                            models.Index(
                                condition=models.Q(("state", "dead")), fields=["-done_at", "-id"], name="job_dead"
                            ),
                            models.Index(
                                condition=models.Q(("requested_by__isnull", False)),
                                fields=["requested_by", "-id"],
                                name="job_requested",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["done", "cancelled"])),
                                fields=["done_at"],
                                name="job_ended",
                            ),
                            models.Index(fields=["queue", "-started_at"], name="job_started"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "key"), name="job_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["ready", "running", "done", "dead", "cancelled"])),
                                name="job_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    ("lease_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="job_running_has_lease",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("state__in", ["ready", "running"])),
                                    models.Q(("done_at__isnull", False), ("state__in", ["done", "dead", "cancelled"])),
                                    _connector="OR",
                                ),
                                name="job_end_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attempts__gte", 0), ("max_attempts__gte", 1)),
                                name="job_attempts_bounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lease_seconds__gte", 1)), name="job_lease_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("owner_id", models.BigIntegerField()),
                        ("owner_name", models.CharField(max_length=80, verbose_name="person")),
                        ("place", models.CharField(max_length=80, verbose_name="list")),
                        ("name", models.CharField(blank=True, default="", max_length=40, verbose_name="name")),
                        ("params", models.JSONField(default=dict)),
                        ("is_default", models.BooleanField(default=False, verbose_name="opens with the list")),
                        ("shared_post", models.CharField(blank=True, default="", max_length=60)),
                        ("shared_unit_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "verbose_name": "view of a list",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("shared_post", ""), _negated=True),
                                fields=["shared_unit_id", "shared_post", "place"],
                                name="listview_shared",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("owner_id", "place", "name"), name="listview_name_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("owner_id", "place"),
                                name="listview_default_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("is_default", False), ("shared_post", ""), ("shared_unit_id", None)),
                                    _connector="OR",
                                ),
                                name="listview_columns_are_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("shared_post", ""), ("shared_unit_id", None)),
                                    models.Q(
                                        models.Q(("shared_post", ""), _negated=True), ("shared_unit_id__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="listview_share_complete",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recipient_id", models.BigIntegerField(verbose_name="recipient")),
                        ("key", models.CharField(max_length=200)),
                        ("subject_kind", models.CharField(db_default="", max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("body", models.CharField(db_default="", max_length=500, verbose_name="text")),
                        ("url", models.CharField(db_default="", max_length=300, verbose_name="address")),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="time"
                            ),
                        ),
                        ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                    ],
                    options={
                        "verbose_name": "notification",
                        "verbose_name_plural": "notifications",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("read_at", None)),
                                fields=["recipient_id", "-id"],
                                name="notification_unread",
                            ),
                            models.Index(fields=["recipient_id", "-id"], name="notification_recent"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("recipient_id", "key"), name="notification_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=60)),
                        ("object_id", models.BigIntegerField()),
                        ("number", models.CharField(blank=True, default="", max_length=64)),
                        ("plate", models.CharField(blank=True, default="", max_length=20)),
                        ("vin", models.CharField(blank=True, default="", max_length=20)),
                        ("names", models.TextField(blank=True, default="")),
                        (
                            "phone",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        (
                            "phone_tail",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        (
                            "identity",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("detail", models.CharField(blank=True, default="", max_length=200)),
                        ("state", models.CharField(blank=True, default="", max_length=60)),
                        ("tone", models.CharField(blank=True, default="", max_length=12)),
                        ("unit_id", models.BigIntegerField(null=True)),
                        ("sub_branch_id", models.BigIntegerField(null=True)),
                        ("branch_id", models.BigIntegerField(null=True)),
                        ("province_id", models.BigIntegerField(null=True)),
                        ("updated_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.models.search.Grams(models.F("names")), fastupdate=False, name="search_names"
                            ),
                            models.Index(
                                django.db.models.functions.text.Left("names", 60),
                                models.OrderBy(models.F("updated_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="search_whole_name",
                            ),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(models.F("number"), "text_pattern_ops"),
                                name="search_number",
                            ),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Reverse(models.F("number")), "text_pattern_ops"
                                ),
                                name="search_number_tail",
                            ),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(models.F("plate"), "text_pattern_ops"),
                                condition=models.Q(("plate", models.Value("")), _negated=True),
                                name="search_plate",
                            ),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Reverse(models.F("plate")), "text_pattern_ops"
                                ),
                                condition=models.Q(("plate", models.Value("")), _negated=True),
                                name="search_plate_tail",
                            ),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Reverse(models.F("vin")), "text_pattern_ops"
                                ),
                                condition=models.Q(("vin", models.Value("")), _negated=True),
                                name="search_vin_tail",
                            ),
                            models.Index(
                                condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="search_phone"
                            ),
                            models.Index(
                                condition=models.Q(("phone_tail", ""), _negated=True),
                                fields=["phone_tail", "-updated_at"],
                                name="search_phone_tail",
                            ),
                            models.Index(
                                condition=models.Q(("identity", ""), _negated=True),
                                fields=["identity"],
                                name="search_identity",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "object_id"), name="search_object_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("media_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveBigIntegerField(verbose_name="size")),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("path", models.CharField(max_length=200, unique=True)),
                        ("thumbnail_path", models.CharField(blank=True, default="", max_length=200)),
                        ("original_path", models.CharField(blank=True, default="", max_length=200)),
                        ("original_sha256", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[("ready", "ready"), ("quarantined", "waiting for the virus scan")],
                                default="ready",
                                max_length=16,
                            ),
                        ),
                        ("width", models.PositiveIntegerField(null=True)),
                        ("height", models.PositiveIntegerField(null=True)),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="taken at")),
                        (
                            "latitude",
                            models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name="latitude"),
                        ),
                        (
                            "longitude",
                            models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name="longitude"),
                        ),
                        ("subject_kind", models.CharField(blank=True, default="", max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("stored_by_id", models.BigIntegerField(null=True)),
                        ("stored_as", models.CharField(blank=True, default="", max_length=60, verbose_name="post")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "stored file",
                        "verbose_name_plural": "stored files",
                        "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="storedfile_subject")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                                    _connector="OR",
                                ),
                                name="storedfile_place_complete",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListExport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("owner_id", models.BigIntegerField()),
                        ("assignment_id", models.BigIntegerField()),
                        ("address", core.crypto.fields.EncryptedTextField(verbose_name="address")),
                        ("name", models.CharField(max_length=80, verbose_name="file name")),
                        ("language", models.CharField(max_length=10)),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("expires_at", models.DateTimeField(db_index=True, verbose_name="kept until")),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "export of a list",
                    },
                ),
                migrations.CreateModel(
                    name="WorkItem",
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
                        ("subject_state", models.CharField(max_length=32, verbose_name="state")),
                        ("queue", models.CharField(max_length=60, verbose_name="queue")),
                        ("unit_id", models.BigIntegerField()),
                        ("sub_branch_id", models.BigIntegerField(null=True)),
                        ("branch_id", models.BigIntegerField(null=True)),
                        ("province_id", models.BigIntegerField(null=True)),
                        ("title", models.CharField(max_length=160, verbose_name="subject")),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="detail")),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("customer", models.CharField(blank=True, max_length=120, verbose_name="customer")),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="amount"),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                        ("assignee_id", models.BigIntegerField(null=True, verbose_name="assignee")),
                        ("in_place_of_id", models.BigIntegerField(null=True, verbose_name="in place of")),
                        ("claimed_at", models.DateTimeField(null=True)),
                        ("clock", models.CharField(blank=True, max_length=60, verbose_name="clock")),
                        ("clock_rule_id", models.BigIntegerField(null=True, verbose_name="frozen clock rule")),
                        ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                        ("paused_at", models.DateTimeField(null=True)),
                        ("pause_reason", models.CharField(blank=True, max_length=200)),
                        ("opened_at", models.DateTimeField(verbose_name="since")),
                        ("done_at", models.DateTimeField(null=True)),
                        ("done_by_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "verbose_name": "work item",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["branch_id", "queue", "due_at", "id"],
                                include=("paused_at",),
                                name="workitem_open_branch",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["sub_branch_id", "queue", "due_at", "id"],
                                include=("paused_at",),
                                name="workitem_open_sub",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["province_id", "queue", "due_at", "id"],
                                include=("paused_at",),
                                name="workitem_open_province",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["unit_id", "queue", "due_at", "id"],
                                include=("paused_at",),
                                name="workitem_open_unit",
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["assignee_id", "due_at", "id"],
                                name="workitem_open_assignee",
                            ),
                            models.Index(fields=["subject_kind", "subject_id"], name="workitem_subject"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_at", None)),
                                fields=("subject_kind", "subject_id", "queue"),
                                name="workitem_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScheduleSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="schedule")),
                        ("slot", models.DateTimeField(verbose_name="planned for")),
                        (
                            "origin",
                            models.CharField(
                                choices=[("beat", "clock"), ("sweep", "found missed"), ("baseline", "first start")],
                                max_length=12,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "fired_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="started"
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="core.job"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "schedule slot",
                        "constraints": [models.UniqueConstraint(fields=("name", "slot"), name="slot_once")],
                    },
                ),
            ],
        ),
    ]
