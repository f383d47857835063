"""The tables of customers, intermediaries and lists."""

import core.crypto.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("parties", "0010_listed_accounts")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0002_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Intermediary",
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
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                        ("kind", models.CharField(max_length=12, verbose_name="kind")),
                        ("licence_number", models.CharField(max_length=60, verbose_name="licence number")),
                        ("licence_from", models.DateField(null=True, verbose_name="licence valid from")),
                        ("licence_until", models.DateField(verbose_name="licence valid until")),
                        ("agreement_number", models.CharField(max_length=60, verbose_name="agreement number")),
                        ("agreement_from", models.DateField(verbose_name="agreement from")),
                        ("agreement_until", models.DateField(verbose_name="agreement until")),
                        (
                            "lines",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="lines of business"),
                        ),
                        ("proposed_by_id", models.BigIntegerField(null=True)),
                        (
                            "proposed_by_name",
                            models.CharField(blank=True, default="", max_length=64, verbose_name="proposed by"),
                        ),
                        ("decided_by_id", models.BigIntegerField(null=True)),
                        (
                            "decided_by_name",
                            models.CharField(blank=True, default="", max_length=64, verbose_name="decided by"),
                        ),
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
                            "party",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "intermediary",
                        "verbose_name_plural": "intermediaries",
                        "indexes": [models.Index(fields=["-created_at", "-id"], name="intermediary_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["individual", "no_issuing", "issuing", "broker", "platform"])
                                ),
                                name="intermediary_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreement_until__gte", models.F("agreement_from"))),
                                name="intermediary_agreement_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by_id__isnull", True),
                                    models.Q(("decided_by_id", models.F("proposed_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="intermediary_four_eyes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="customer number")),
                        ("kind", models.CharField(max_length=16, verbose_name="kind")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_key", models.CharField(editable=False, max_length=120)),
                        ("id_type", models.CharField(max_length=24, verbose_name="paper")),
                        ("id_number", core.crypto.fields.EncryptedTextField(verbose_name="number of the paper")),
                        (
                            "id_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("id_masked", models.CharField(editable=False, max_length=40)),
                        ("id_valid_until", models.DateField(null=True, verbose_name="paper valid until")),
                        ("born_on", models.DateField(null=True, verbose_name="date of birth")),
                        ("gender", models.CharField(blank=True, default="", max_length=8, verbose_name="gender")),
                        ("nationality", models.CharField(default="CHN", max_length=3, verbose_name="nationality")),
                        (
                            "occupation",
                            models.CharField(blank=True, default="", max_length=80, verbose_name="occupation"),
                        ),
                        ("industry", models.CharField(blank=True, default="", max_length=80, verbose_name="industry")),
                        (
                            "legal_representative",
                            models.CharField(
                                blank=True, default="", max_length=60, verbose_name="legal representative"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="contact person"),
                        ),
                        ("phone", core.crypto.fields.EncryptedTextField(verbose_name="telephone")),
                        (
                            "phone_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("phone_masked", models.CharField(blank=True, default="", editable=False, max_length=30)),
                        ("address", core.crypto.fields.EncryptedTextField(verbose_name="address")),
                        ("address_masked", models.CharField(blank=True, default="", editable=False, max_length=40)),
                        ("email", core.crypto.fields.EncryptedTextField(verbose_name="e-mail")),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                default=list,
                                size=None,
                                verbose_name="roles",
                            ),
                        ),
                        (
                            "different_from",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("difference_reason", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "same_as",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                            ),
                        ),
                        ("registered_by_id", models.BigIntegerField(null=True)),
                        (
                            "home_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="registered at",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "customer",
                        "verbose_name_plural": "customers",
                        "indexes": [
                            models.Index(fields=["name_key", "phone_index"], name="party_name_phone"),
                            models.Index(fields=["name_key", "born_on"], name="party_name_birth"),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(models.F("name"), "text_pattern_ops"),
                                name="party_name_prefix",
                            ),
                            models.Index(
                                condition=models.Q(("phone_index", ""), _negated=True),
                                fields=["phone_index"],
                                name="party_phone",
                            ),
                            models.Index(fields=["-created_at", "-id"], name="party_newest"),
                            django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="party_roles"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("id_index", ""), _negated=True),
                                fields=("id_type", "id_index"),
                                name="party_identity_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["person", "organisation"])), name="party_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "id_type__in",
                                        [
                                            "resident_id",
                                            "passport",
                                            "hk_macao_permit",
                                            "taiwan_permit",
                                            "residence_permit",
                                            "foreign_resident_id",
                                            "military_id",
                                            "household_register",
                                            "credit_code",
                                            "other",
                                        ],
                                    )
                                ),
                                name="party_paper_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gender__in", ["male", "female", ""])), name="party_gender_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        ("valid_until", models.DateField(verbose_name="until")),
                        ("recorded_by_id", models.BigIntegerField(null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                        ("end_reason", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                                verbose_name="signed paper",
                            ),
                        ),
                        (
                            "intermediary",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="parties.intermediary",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "indexes": [models.Index(fields=["intermediary", "party"], name="mandate_of_customer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("valid_from"))), name="mandate_period"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListEntry",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                        ("kind", models.CharField(max_length=8, verbose_name="list")),
                        ("subject", models.CharField(max_length=10, verbose_name="subject")),
                        ("value", core.crypto.fields.EncryptedTextField(verbose_name="value")),
                        (
                            "value_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("shown", models.CharField(max_length=120, verbose_name="shown as")),
                        ("reason_code", models.CharField(max_length=20, verbose_name="ground")),
                        ("evidence", models.TextField(verbose_name="evidence")),
                        ("source_kind", models.CharField(blank=True, default="", max_length=60)),
                        (
                            "source_number",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="from case"),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        ("review_on", models.DateField(verbose_name="review on")),
                        ("valid_until", models.DateField(null=True, verbose_name="until")),
                        ("proposed_by_id", models.BigIntegerField()),
                        ("proposed_by_name", models.CharField(max_length=64)),
                        ("decided_by_id", models.BigIntegerField(null=True)),
                        ("decided_by_name", models.CharField(blank=True, default="", max_length=64)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("reviewed_on", models.DateField(null=True, verbose_name="last reviewed on")),
                        (
                            "appeal_ground",
                            models.CharField(
                                blank=True, default="", max_length=20, verbose_name="ground of the appeal"
                            ),
                        ),
                        ("appealed_on", models.DateField(null=True, verbose_name="appealed on")),
                        ("removal_proposed_by_id", models.BigIntegerField(null=True)),
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
                            "party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "list entry",
                        "verbose_name_plural": "list entries",
                        "indexes": [
                            models.Index(fields=["subject", "value_index"], name="listing_value"),
                            models.Index(fields=["party", "state"], name="listing_party"),
                            models.Index(fields=["state", "review_on"], name="listing_review"),
                            models.Index(fields=["-created_at", "-id"], name="listing_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["grey", "black"])), name="listing_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("subject__in", ["party", "identity", "phone", "plate", "vin", "account"])
                                ),
                                name="listing_subject_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by_id__isnull", True),
                                    models.Q(("decided_by_id", models.F("proposed_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="listing_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="listing_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Identification",
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
                        ("occasion", models.CharField(max_length=20, verbose_name="occasion")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="amount")),
                        (
                            "document_number",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="document"),
                        ),
                        ("needed_on", models.DateField(verbose_name="needed on")),
                        (
                            "relation",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="relation of the people concerned"
                            ),
                        ),
                        (
                            "identified_by_name",
                            models.CharField(blank=True, default="", max_length=64, verbose_name="identified by"),
                        ),
                        ("identified_on", models.DateField(null=True, verbose_name="identified on")),
                        ("refresh_on", models.DateField(null=True, verbose_name="due again on")),
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
                            "party",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identification",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "identification",
                        "indexes": [
                            models.Index(fields=["state", "refresh_on"], name="identification_due"),
                            models.Index(fields=["-updated_at", "-id"], name="identification_newest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerPaper",
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
                        ("kind", models.CharField(max_length=20, verbose_name="kind")),
                        ("valid_until", models.DateField(null=True, verbose_name="valid until")),
                        ("received_by_id", models.BigIntegerField(null=True)),
                        ("received_by_name", models.CharField(max_length=64, verbose_name="received by")),
                        (
                            "checked_by_name",
                            models.CharField(blank=True, default="", max_length=64, verbose_name="checked by"),
                        ),
                        ("remark", models.CharField(blank=True, default="", max_length=300, verbose_name="remark")),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                                verbose_name="file",
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
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper of a customer",
                        "indexes": [models.Index(fields=["party", "kind"], name="paper_of_customer")],
                    },
                ),
                migrations.CreateModel(
                    name="CreditFile",
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
                        ("score", models.DecimalField(decimal_places=1, max_digits=5, null=True, verbose_name="score")),
                        ("grade", models.CharField(blank=True, default="", max_length=1, verbose_name="grade")),
                        ("rated_on", models.DateField(null=True, verbose_name="rated on")),
                        (
                            "finances",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="business and financial state"
                            ),
                        ),
                        (
                            "conditions",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="special conditions"),
                        ),
                        (
                            "credit_limit",
                            models.DecimalField(
                                decimal_places=2, max_digits=16, null=True, verbose_name="credit limit"
                            ),
                        ),
                        ("limit_until", models.DateField(null=True, verbose_name="limit until")),
                        (
                            "proposed_limit",
                            models.DecimalField(
                                decimal_places=2, max_digits=16, null=True, verbose_name="proposed limit"
                            ),
                        ),
                        ("proposed_until", models.DateField(null=True, verbose_name="proposed until")),
                        ("proposed_by_id", models.BigIntegerField(null=True)),
                        ("approved_by_id", models.BigIntegerField(null=True)),
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
                            "party",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_file",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "credit file",
                        "indexes": [models.Index(fields=["-updated_at", "-id"], name="credit_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by_id__isnull", True),
                                    models.Q(("approved_by_id", models.F("proposed_by_id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="credit_limit_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("finances__in", ["", "strong", "fair", "weak"])),
                                name="credit_finances_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=10, verbose_name="kind")),
                        ("label", models.CharField(blank=True, default="", max_length=40, verbose_name="label")),
                        ("value", core.crypto.fields.EncryptedTextField(verbose_name="value")),
                        (
                            "value_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("value_masked", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact",
                        "indexes": [models.Index(fields=["kind", "value_index"], name="contact_value")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("party", "kind", "value_index"),
                                name="contact_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(max_length=16, verbose_name="purpose")),
                        ("is_given", models.BooleanField(verbose_name="given")),
                        ("wording", models.CharField(max_length=40, verbose_name="version of the wording")),
                        ("channel", models.CharField(max_length=40, verbose_name="given through")),
                        ("stated_at", models.DateTimeField(verbose_name="stated at")),
                        ("recorded_by_id", models.BigIntegerField(null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="note")),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent",
                        "indexes": [
                            models.Index(fields=["party", "purpose", "-stated_at", "-id"], name="consent_latest")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BeneficialOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("id_number", core.crypto.fields.EncryptedTextField(verbose_name="number of the paper")),
                        ("id_masked", models.CharField(max_length=40)),
                        ("share", models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="share")),
                        (
                            "control",
                            models.CharField(blank=True, default="", max_length=120, verbose_name="way of control"),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="owners", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beneficial owner",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share__isnull", True),
                                    models.Q(("share__gt", 0), ("share__lte", 100)),
                                    _connector="OR",
                                ),
                                name="owner_share",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("holder", models.CharField(max_length=120, verbose_name="account holder")),
                        ("bank", models.CharField(max_length=80, verbose_name="bank")),
                        (
                            "branch",
                            models.CharField(blank=True, default="", max_length=120, verbose_name="bank branch"),
                        ),
                        ("number", core.crypto.fields.EncryptedTextField(verbose_name="account number")),
                        (
                            "number_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("number_masked", models.CharField(max_length=50)),
                        ("created_at", models.DateTimeField()),
                        ("created_by_id", models.BigIntegerField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("end_reason", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="parties.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bank account",
                        "verbose_name_plural": "bank accounts",
                        "indexes": [models.Index(fields=["number_index"], name="account_number")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("party", "number_index"),
                                name="account_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reveal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_kind", models.CharField(default="parties.party", max_length=60)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("field", models.CharField(max_length=40, verbose_name="value")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("staff_id", models.BigIntegerField()),
                        ("staff_name", models.CharField(max_length=64)),
                        ("post", models.CharField(max_length=60)),
                        ("at", models.DateTimeField()),
                        (
                            "party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reveals",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reveal",
                        "indexes": [
                            models.Index(fields=["staff_id", "-at"], name="reveal_staff"),
                            models.Index(fields=["party", "-at"], name="reveal_party"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CreditRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rated_at", models.DateTimeField(verbose_name="rated at")),
                        ("score", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="score")),
                        ("grade", models.CharField(max_length=1, verbose_name="grade")),
                        ("steps", models.JSONField(default=list)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="parties.creditfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "credit rating",
                        "indexes": [models.Index(fields=["file", "-rated_at"], name="rating_latest")],
                    },
                ),
                migrations.CreateModel(
                    name="ApiChannel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "largest_sum",
                            models.DecimalField(
                                decimal_places=2, max_digits=16, null=True, verbose_name="largest sum insured"
                            ),
                        ),
                        (
                            "lowest_rate",
                            models.DecimalField(decimal_places=8, max_digits=9, null=True, verbose_name="lowest rate"),
                        ),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                        ("change", models.CharField(max_length=24, verbose_name="change")),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.apiclient",
                            ),
                        ),
                        (
                            "intermediary",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channels",
                                to="parties.intermediary",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API client of an intermediary",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("client", "="), ("effective", "&&")], name="apichannel_one_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("largest_sum", None), ("largest_sum__gt", 0), _connector="OR"),
                                    models.Q(("lowest_rate", None), ("lowest_rate__gte", 0), _connector="OR"),
                                ),
                                name="apichannel_limits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntermediaryTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        (
                            "commission_rate",
                            models.DecimalField(decimal_places=4, max_digits=6, verbose_name="commission rate"),
                        ),
                        (
                            "issuing_limit",
                            models.DecimalField(
                                decimal_places=2, max_digits=16, null=True, verbose_name="issuing limit"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        ("valid_until", models.DateField(null=True, verbose_name="until")),
                        ("agreement_number", models.CharField(max_length=60, verbose_name="agreement number")),
                        (
                            "intermediary",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="parties.intermediary",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "term of an agreement",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intermediary", "line", "valid_from"), name="intermediary_term_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("commission_rate__gte", 0), ("commission_rate__lte", 1)),
                                name="intermediary_rate_is_a_share",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    (
                                        "valid_until__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("valid_from"), "-", models.Value(1)
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="intermediary_term_period",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
