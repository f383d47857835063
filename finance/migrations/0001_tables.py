"""The tables of receivables, payments, vouchers and ledgers."""

import core.crypto.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.database import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("finance", "0021_issued_on_credit")]  # databases of before the migrations were folded

    dependencies = [
        ("core", "0002_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="LedgerHead",
                    fields=[
                        ("unit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("length", models.BigIntegerField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "ledger head",
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=16, verbose_name="code")),
                        ("parent_code", models.CharField(blank=True, max_length=16, verbose_name="parent account")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_zh", models.CharField(max_length=80, verbose_name="Chinese name")),
                        (
                            "side",
                            models.CharField(
                                choices=[("debit", "Debit"), ("credit", "Credit")],
                                max_length=8,
                                verbose_name="balance side",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("asset", "Assets"),
                                    ("liability", "Liabilities"),
                                    ("equity", "Equity"),
                                    ("income", "Income"),
                                    ("cost", "Costs"),
                                ],
                                max_length=12,
                                verbose_name="category",
                            ),
                        ),
                        ("use", models.CharField(blank=True, max_length=40, verbose_name="used for")),
                        ("cash", models.BooleanField(default=False, verbose_name="cash or bank")),
                        ("postable", models.BooleanField(default=True, verbose_name="takes postings")),
                        ("effective", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="effective")),
                    ],
                    options={
                        "verbose_name": "account",
                        "ordering": ["code"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("code", "="), ("effective", "&&")], name="account_code_once_a_day"
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("use", ""), _negated=True),
                                expressions=[("use", "="), ("effective", "&&")],
                                name="account_use_once_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankStatement",
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
                        (
                            "opening",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="opening balance"),
                        ),
                        (
                            "closing",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="closing balance"),
                        ),
                        (
                            "book_balance",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="balance of the books"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, verbose_name="fingerprint of the file")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.account",
                                verbose_name="account",
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="prepared by",
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
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
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
                        "verbose_name": "bank statement",
                        "indexes": [models.Index(fields=["branch_id", "-month", "-id"], name="bankstatement_branch")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "discarded"), _negated=True),
                                fields=("unit", "account", "month"),
                                name="bankstatement_once_a_month",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "discarded"), _negated=True),
                                fields=("digest", "account"),
                                name="bankstatement_file_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opening__gte", 0),
                                    ("opening__lt", Decimal("1E+15")),
                                    ("closing__gte", 0),
                                    ("closing__lt", Decimal("1E+15")),
                                ),
                                name="bankstatement_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("book_balance__isnull", True),
                                    models.Q(
                                        ("book_balance__gt", Decimal("-1E+15")), ("book_balance__lt", Decimal("1E+15"))
                                    ),
                                    _connector="OR",
                                ),
                                name="bankstatement_book_balance",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="bankstatement_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by__isnull", True),
                                    models.Q(("reviewed_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="bankstatement_reviewed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["reviewed", "closed"]), _negated=True),
                                    ("reviewed_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="bankstatement_reviewed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankMatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("reference", "Same bank reference and same amount"),
                                    ("amount", "Only one of this amount within the days allowed"),
                                    ("manual", "Matched by hand"),
                                ],
                                max_length=12,
                                verbose_name="rule",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("made_at", models.DateTimeField(verbose_name="matched at")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matches",
                                to="finance.bankstatement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "match",
                    },
                ),
                migrations.CreateModel(
                    name="ClaimReserve",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("claim_kind", models.CharField(max_length=60)),
                        ("claim_id", models.BigIntegerField()),
                        ("claim_number", models.CharField(max_length=60, verbose_name="claim number")),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="reserve")),
                        ("changes", models.PositiveIntegerField(default=0, verbose_name="changes")),
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
                        "verbose_name": "claim reserve",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("claim_kind", "claim_id", "line"), name="claimreserve_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="claimreserve_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerBalance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit_id", models.BigIntegerField()),
                        ("line", models.CharField(max_length=20)),
                        ("month", models.DateField()),
                        ("debit", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="debit")),
                        ("credit", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="credit")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.account"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledger balance",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit_id", "month", "account", "line"), name="ledgerbalance_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("debit__gte", 0),
                                    ("debit__lt", Decimal("1E+15")),
                                    ("credit__gte", 0),
                                    ("credit__lt", Decimal("1E+15")),
                                ),
                                name="ledgerbalance_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payable",
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
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="payable number")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("claim", "Claim payment"),
                                    ("claim_advance", "Advance claim payment"),
                                    ("refund", "Premium refund"),
                                    ("advance_return", "Return of advance premium"),
                                    ("commission", "Commission payment"),
                                    ("vehicle_tax", "Vehicle tax payment"),
                                ],
                                default="claim",
                                max_length=16,
                                verbose_name="purpose",
                            ),
                        ),
                        ("claim_kind", models.CharField(max_length=60)),
                        ("claim_id", models.BigIntegerField()),
                        ("claim_number", models.CharField(max_length=60, verbose_name="business document number")),
                        ("case_ref", models.CharField(max_length=80)),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("payee_id", models.BigIntegerField()),
                        ("payee_name", models.CharField(max_length=120, verbose_name="payee")),
                        ("bank_name", models.CharField(max_length=120, verbose_name="bank")),
                        ("account", core.crypto.fields.EncryptedTextField(verbose_name="account")),
                        (
                            "account_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("indemnity", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="indemnity")),
                        (
                            "expense",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="direct claims expense"),
                        ),
                        ("tax", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="deductible tax")),
                        (
                            "offset",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="set off"
                            ),
                        ),
                        (
                            "unearned",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="unearned premium released",
                            ),
                        ),
                        (
                            "commission_back",
                            models.DecimalField(
                                decimal_places=2, max_digits=18, null=True, verbose_name="commission taken back"
                            ),
                        ),
                        (
                            "released",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=18,
                                null=True,
                                verbose_name="unearned premium released with the payment",
                            ),
                        ),
                        (
                            "clawed_back",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="clawed back"
                            ),
                        ),
                        (
                            "clawed_used",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="clawed back and set off",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="for")),
                        ("paid_at", models.DateTimeField(null=True, verbose_name="paid at")),
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
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
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
                            "income",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.premiumincome",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payable",
                        "indexes": [
                            models.Index(fields=["claim_kind", "claim_id"], name="payable_claim"),
                            models.Index(fields=["branch_id", "state", "-id"], name="payable_branch"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", 0),
                                    ("amount__lt", Decimal("1E+15")),
                                    ("indemnity__gte", 0),
                                    ("indemnity__lt", Decimal("1E+15")),
                                    ("expense__gte", 0),
                                    ("expense__lt", Decimal("1E+15")),
                                    ("tax__gte", 0),
                                    ("tax__lt", Decimal("1E+15")),
                                ),
                                name="payable_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("offset__gte", 0),
                                    ("offset__lt", Decimal("1E+15")),
                                    ("unearned__gte", 0),
                                    ("unearned__lt", Decimal("1E+15")),
                                    ("clawed_back__gte", 0),
                                    ("clawed_back__lt", Decimal("1E+15")),
                                    ("clawed_used__gte", 0),
                                    ("clawed_used__lt", Decimal("1E+15")),
                                ),
                                name="payable_deductions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "amount",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("indemnity"), "+", models.F("expense")
                                                ),
                                                "+",
                                                models.F("tax"),
                                            ),
                                            "-",
                                            models.F("offset"),
                                        ),
                                    ),
                                    ("amount__gt", 0),
                                ),
                                name="payable_adds_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("clawed_used__lte", models.F("clawed_back"))), name="payable_clawed"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentOrder",
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
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="order number")),
                        ("case_ref", models.CharField(max_length=80)),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("payee_id", models.BigIntegerField()),
                        ("payee_name", models.CharField(max_length=120, verbose_name="payee")),
                        ("bank_name", models.CharField(max_length=120, verbose_name="bank")),
                        ("account", core.crypto.fields.EncryptedTextField(verbose_name="account")),
                        (
                            "account_index",
                            core.crypto.fields.BlindIndexField(blank=True, default="", editable=False, max_length=32),
                        ),
                        (
                            "listed_as",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=20,
                                verbose_name="entry of the black list",
                            ),
                        ),
                        (
                            "pass_reason",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="why it is paid all the same"
                            ),
                        ),
                        (
                            "identity_checked",
                            models.BooleanField(default=False, verbose_name="payee's identity checked"),
                        ),
                        ("checkers_needed", models.PositiveSmallIntegerField(default=1, verbose_name="checks needed")),
                        (
                            "duplicate_note",
                            models.CharField(blank=True, max_length=200, verbose_name="why this is no duplicate"),
                        ),
                        ("request_id", models.UUIDField(unique=True, verbose_name="bank request number")),
                        ("released_at", models.DateTimeField(null=True, verbose_name="released at")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                        ("bank_reference", models.CharField(blank=True, max_length=60, verbose_name="bank reference")),
                        (
                            "bank_message",
                            models.CharField(blank=True, max_length=200, verbose_name="message of the bank"),
                        ),
                        ("inquiries", models.PositiveIntegerField(default=0, verbose_name="inquiries")),
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
                            "checker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "corrector",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="payee corrected by",
                            ),
                        ),
                        (
                            "maker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made in the bank by",
                            ),
                        ),
                        (
                            "passer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="let pass by",
                            ),
                        ),
                        (
                            "payable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="finance.payable",
                                verbose_name="payable",
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
                            "releaser",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="released by",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="finance.paymentorder",
                            ),
                        ),
                        (
                            "second_checker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="second check by",
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
                            "verifier",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payment order",
                        "indexes": [
                            models.Index(fields=["branch_id", "state", "-id"], name="paymentorder_branch"),
                            models.Index(fields=["account_index", "created_at"], name="paymentorder_account"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="paymentorder_amount",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="paymentorder_not_nil"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ["released", "sent", "unknown", "settled", "rejected", "reissued"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("checker__isnull", False),
                                        ("maker__isnull", False),
                                        ("releaser__isnull", False),
                                        ("verifier__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paymentorder_released_by_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["checked", "released", "sent", "unknown", "settled"]),
                                        _negated=True,
                                    ),
                                    ("checkers_needed__lt", 2),
                                    ("second_checker__isnull", False),
                                    _connector="OR",
                                ),
                                name="paymentorder_second_check",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("maker__isnull", True),
                                    models.Q(("verifier", models.F("maker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_maker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("checker__isnull", True),
                                    models.Q(("verifier", models.F("checker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("second_checker__isnull", True),
                                    models.Q(("verifier", models.F("second_checker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_second_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("releaser__isnull", True),
                                    models.Q(("verifier", models.F("releaser")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_releaser",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("corrector__isnull", True),
                                    models.Q(("verifier", models.F("corrector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_corrector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verifier__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("verifier", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_verifier_not_passer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    ("checker__isnull", True),
                                    models.Q(("maker", models.F("checker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_maker_not_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    ("second_checker__isnull", True),
                                    models.Q(("maker", models.F("second_checker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_maker_not_second_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    ("releaser__isnull", True),
                                    models.Q(("maker", models.F("releaser")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_maker_not_releaser",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    ("corrector__isnull", True),
                                    models.Q(("maker", models.F("corrector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_maker_not_corrector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("maker", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_maker_not_passer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    ("second_checker__isnull", True),
                                    models.Q(("checker", models.F("second_checker")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_checker_not_second_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    ("releaser__isnull", True),
                                    models.Q(("checker", models.F("releaser")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_checker_not_releaser",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    ("corrector__isnull", True),
                                    models.Q(("checker", models.F("corrector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_checker_not_corrector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("checker", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_checker_not_passer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second_checker__isnull", True),
                                    ("releaser__isnull", True),
                                    models.Q(("second_checker", models.F("releaser")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_second_checker_not_releaser",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second_checker__isnull", True),
                                    ("corrector__isnull", True),
                                    models.Q(("second_checker", models.F("corrector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_second_checker_not_corrector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second_checker__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("second_checker", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_second_checker_not_passer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releaser__isnull", True),
                                    ("corrector__isnull", True),
                                    models.Q(("releaser", models.F("corrector")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_releaser_not_corrector",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releaser__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("releaser", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_releaser_not_passer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrector__isnull", True),
                                    ("passer__isnull", True),
                                    models.Q(("corrector", models.F("passer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="paymentorder_corrector_not_passer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PremiumIncome",
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
                        ("document_kind", models.CharField(max_length=60)),
                        ("document_id", models.BigIntegerField()),
                        ("document_number", models.CharField(max_length=60, verbose_name="policy number")),
                        ("premium_kind", models.CharField(max_length=60, verbose_name="premium was due on")),
                        ("premium_id", models.BigIntegerField()),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="gross premium")),
                        ("net", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="net premium")),
                        ("tax", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="tax")),
                        (
                            "vehicle_tax",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="vehicle tax"),
                        ),
                        (
                            "more_net",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="net premium changed before cover",
                            ),
                        ),
                        (
                            "more_tax",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="tax changed before cover",
                            ),
                        ),
                        (
                            "kept_net",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="net premium kept",
                            ),
                        ),
                        (
                            "kept_tax",
                            models.DecimalField(
                                db_default=Decimal("0"),
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="tax in what was kept",
                            ),
                        ),
                        (
                            "commission_percent",
                            models.DecimalField(
                                decimal_places=4, max_digits=7, null=True, verbose_name="commission at most (%)"
                            ),
                        ),
                        ("cover_start", models.DateField(verbose_name="cover starts")),
                        ("cover_end", models.DateField(verbose_name="cover ends")),
                        ("recognised_on", models.DateField(null=True, verbose_name="recognised on")),
                        (
                            "unearned",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="unearned premium"
                            ),
                        ),
                        ("agreed_end", models.DateField(null=True, verbose_name="end agreed first")),
                        ("ended_on", models.DateField(null=True, verbose_name="cover ended on")),
                        ("holder_id", models.BigIntegerField(null=True)),
                        (
                            "holder_name",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=120, verbose_name="policyholder"
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
                        "verbose_name": "premium income",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["cover_start", "id"],
                                name="premiumincome_waiting",
                            ),
                            models.Index(fields=["premium_kind", "premium_id"], name="premiumincome_premium"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("document_kind", "document_id"), name="premiumincome_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gross__gte", 0),
                                    ("gross__lt", Decimal("1E+15")),
                                    ("net__gte", 0),
                                    ("net__lt", Decimal("1E+15")),
                                    ("tax__gte", 0),
                                    ("tax__lt", Decimal("1E+15")),
                                    ("vehicle_tax__gte", 0),
                                    ("vehicle_tax__lt", Decimal("1E+15")),
                                ),
                                name="premiumincome_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unearned__gte", 0), ("unearned__lt", Decimal("1E+15"))),
                                name="premiumincome_unearned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "gross",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("net"), "+", models.F("tax")
                                        ),
                                    )
                                ),
                                name="premiumincome_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
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
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="receipt number")),
                        ("received_at", models.DateTimeField(verbose_name="received at")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("pos", "POS"),
                                    ("transfer", "Bank transfer"),
                                    ("e_payment", "Electronic payment"),
                                    ("cash", "Cash"),
                                ],
                                max_length=12,
                                verbose_name="method",
                            ),
                        ),
                        ("bank_reference", models.CharField(max_length=60, verbose_name="bank reference")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("payer_name", models.CharField(max_length=120, verbose_name="payer")),
                        (
                            "payer_relation",
                            models.CharField(
                                choices=[
                                    ("self", "The policyholder himself"),
                                    ("family", "Family member"),
                                    ("employer", "Employer"),
                                    ("owner", "Owner of the vehicle"),
                                    ("lender", "Lender or leasing company"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                                verbose_name="payer is",
                            ),
                        ),
                        (
                            "identity_checked",
                            models.BooleanField(default=False, verbose_name="payer's identity checked"),
                        ),
                        ("case_ref", models.CharField(max_length=80)),
                        (
                            "void_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason for voiding"),
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
                            "entered_by",
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
                        "verbose_name": "receipt",
                        "indexes": [models.Index(fields=["branch_id", "-received_at", "-id"], name="receipt_branch")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "confirmed")),
                                fields=("method", "bank_reference"),
                                name="receipt_reference_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="receipt_amount",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="receipt_not_nil"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankCredit",
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
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("payer_name", models.CharField(max_length=120, verbose_name="payer on the statement")),
                        ("bank_reference", models.CharField(max_length=60, unique=True, verbose_name="bank reference")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
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
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_credit",
                                to="finance.receipt",
                                verbose_name="receipt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unidentified money",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="bankcredit_amount",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="bankcredit_not_nil"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receipt__isnull", False), ("state", "matched")),
                                    models.Q(("receipt__isnull", True), ("state", "unidentified")),
                                    _connector="OR",
                                ),
                                name="bankcredit_matched",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receivable",
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
                        ("document_kind", models.CharField(max_length=60)),
                        ("document_id", models.BigIntegerField()),
                        ("document_number", models.CharField(max_length=60, verbose_name="business document number")),
                        ("instalment", models.PositiveSmallIntegerField(default=1, verbose_name="instalment")),
                        ("case_ref", models.CharField(max_length=80)),
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("payer_id", models.BigIntegerField()),
                        ("payer_name", models.CharField(max_length=120, verbose_name="policyholder")),
                        ("premium", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="premium")),
                        ("tax_rate", models.DecimalField(decimal_places=4, max_digits=6, verbose_name="tax rate")),
                        (
                            "vehicle_tax",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=18, verbose_name="vehicle tax"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount due")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("cover_start", models.DateField(verbose_name="cover starts")),
                        ("salesperson_id", models.BigIntegerField(null=True)),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
                        (
                            "net",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="net premium"),
                        ),
                        (
                            "followers",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=18,
                                verbose_name="part of the co-insurers",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="for")),
                        ("pays_from", models.DateField(null=True, verbose_name="pays from")),
                        ("pays_until", models.DateField(null=True, verbose_name="pays until")),
                        ("addition", models.BooleanField(db_default=False, default=False)),
                        ("bound_at", models.DateTimeField(null=True, verbose_name="bound at")),
                        ("on_credit", models.BooleanField(db_default=False, default=False)),
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
                            "income",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="additions",
                                to="finance.premiumincome",
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
                        "verbose_name": "premium due",
                        "indexes": [
                            models.Index(fields=["branch_id", "state", "due_on", "id"], name="receivable_branch")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                fields=("document_kind", "document_id", "instalment"),
                                name="receivable_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("premium__gte", 0),
                                    ("premium__lt", Decimal("1E+15")),
                                    ("vehicle_tax__gte", 0),
                                    ("vehicle_tax__lt", Decimal("1E+15")),
                                    ("amount__gte", 0),
                                    ("amount__lt", Decimal("1E+15")),
                                ),
                                name="receivable_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "amount",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("premium"), "+", models.F("vehicle_tax")
                                        ),
                                    ),
                                    ("amount__gt", 0),
                                ),
                                name="receivable_adds_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("income__isnull", True), ("net__isnull", True)),
                                    models.Q(
                                        ("income__isnull", False),
                                        ("net__gt", 0),
                                        ("net__lte", models.F("premium")),
                                        ("vehicle_tax", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="receivable_addition",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", False), ("state", "settled")),
                                    models.Q(
                                        models.Q(("state", "settled"), _negated=True), ("settled_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="receivable_settled_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReceiptItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        (
                            "receipt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="finance.receipt"
                            ),
                        ),
                        (
                            "receivable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipt_items",
                                to="finance.receivable",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "receipt item",
                        "constraints": [
                            models.UniqueConstraint(fields=("receipt", "receivable"), name="receiptitem_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="receiptitem_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RedInvoice",
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
                        ("original", models.CharField(max_length=30, verbose_name="invoice")),
                        ("invoiced_on", models.DateField(verbose_name="invoiced on")),
                        (
                            "invoiced",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount of the invoice"),
                        ),
                        ("document_number", models.CharField(max_length=60, verbose_name="business document number")),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("buyer", models.CharField(max_length=120, verbose_name="buyer")),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount that goes back"),
                        ),
                        ("deducted", models.BooleanField(default=False, verbose_name="the buyer has deducted the tax")),
                        (
                            "information_form",
                            models.CharField(blank=True, max_length=40, verbose_name="information form"),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="number of the red invoice"),
                        ),
                        ("done_by", models.CharField(blank=True, max_length=80, verbose_name="written by")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="written at")),
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
                            "payable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="red_invoices",
                                to="finance.payable",
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
                        "verbose_name": "red invoice",
                        "indexes": [
                            models.Index(fields=["branch_id", "-created_at", "-id"], name="redinvoice_branch_new")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("payable", "original"), name="redinvoice_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number",),
                                name="redinvoice_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deducted", False),
                                    models.Q(("information_form", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="redinvoice_information",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", 0),
                                    ("amount__lt", Decimal("1E+15")),
                                    ("invoiced__gte", 0),
                                    ("invoiced__lt", Decimal("1E+15")),
                                ),
                                name="redinvoice_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="row")),
                        ("on", models.DateField(verbose_name="date")),
                        ("reference", models.CharField(blank=True, max_length=60, verbose_name="bank reference")),
                        ("counterparty", models.CharField(blank=True, max_length=120, verbose_name="counterparty")),
                        ("summary", models.CharField(blank=True, max_length=200, verbose_name="summary")),
                        ("paid_in", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="money in")),
                        ("paid_out", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="money out")),
                        (
                            "match",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_lines",
                                to="finance.bankmatch",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="finance.bankstatement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a bank statement",
                        "indexes": [models.Index(fields=["statement", "match"], name="statementline_open")],
                        "constraints": [
                            models.UniqueConstraint(fields=("statement", "place"), name="statementline_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paid_in__gte", 0),
                                    ("paid_in__lt", Decimal("1E+15")),
                                    ("paid_out__gte", 0),
                                    ("paid_out__lt", Decimal("1E+15")),
                                ),
                                name="statementline_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_in", 0), ("paid_out__gt", 0)),
                                    models.Q(("paid_in__gt", 0), ("paid_out", 0)),
                                    _connector="OR",
                                ),
                                name="statementline_one_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StubBankDebit",
                    fields=[
                        ("request_id", models.UUIDField(primary_key=True, serialize=False)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("payee_name", models.CharField(max_length=120)),
                        ("reference", models.CharField(max_length=60)),
                        ("rejected", models.CharField(blank=True, max_length=200, verbose_name="rejected because")),
                        ("booked_at", models.DateTimeField(verbose_name="booked at")),
                    ],
                    options={
                        "verbose_name": "debit at the demonstration bank",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+15"))),
                                name="stubbankdebit_amount",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnearnedMeasure",
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
                        ("line", models.CharField(max_length=20, verbose_name="line")),
                        ("as_of", models.DateField(verbose_name="as of")),
                        ("policies", models.PositiveIntegerField(verbose_name="policies")),
                        ("booked", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="booked before")),
                        (
                            "target",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="unearned premium"),
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
                        "verbose_name": "measure of unearned premium",
                        "indexes": [models.Index(fields=["branch_id", "-as_of", "-id"], name="unearnedmeasure_branch")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("booked__gte", 0),
                                    ("booked__lt", Decimal("1E+15")),
                                    ("target__gte", 0),
                                    ("target__lt", Decimal("1E+15")),
                                ),
                                name="unearnedmeasure_amounts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnearnedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="booked before")),
                        (
                            "after",
                            models.DecimalField(decimal_places=2, max_digits=18, verbose_name="unearned premium"),
                        ),
                        (
                            "income",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.premiumincome",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="finance.unearnedmeasure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unearned premium of a policy",
                        "constraints": [
                            models.UniqueConstraint(fields=("measure", "income"), name="unearneditem_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("before__gte", 0),
                                    ("before__lt", Decimal("1E+15")),
                                    ("after__gte", 0),
                                    ("after__lt", Decimal("1E+15")),
                                ),
                                name="unearneditem_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Voucher",
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
                        ("unit_code", models.CharField(max_length=16, verbose_name="unit code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("receipt", "Receipt voucher"),
                                    ("payment", "Payment voucher"),
                                    ("transfer", "Transfer voucher"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("business", "Business event"),
                                    ("manual", "Manual"),
                                    ("reversal", "Reversal"),
                                ],
                                max_length=10,
                                verbose_name="origin",
                            ),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("premium_received", "Premium received"),
                                    ("premium_receipt_voided", "Premium receipt voided"),
                                    ("premium_earning", "Premium income at start of cover"),
                                    ("unearned_remeasured", "Unearned premium re-measured"),
                                    ("premium_refunded", "Premium refunded"),
                                    ("advance_returned", "Advance premium returned"),
                                    ("vehicle_tax_remitted", "Vehicle tax paid over"),
                                    ("unidentified_received", "Unidentified receipt"),
                                    ("unidentified_matched", "Unidentified receipt matched"),
                                    ("commission_due", "Commission due"),
                                    ("commission_paid", "Commission paid"),
                                    ("reserve_changed", "Case reserve changed"),
                                    ("claim_approved", "Claim approved"),
                                    ("claim_advanced", "Claim advance paid"),
                                    ("claim_paid", "Claim paid"),
                                    ("commission_clawed_back", "Commission clawed back"),
                                    ("payable_withdrawn", "Payable withdrawn"),
                                    ("payment_bounced", "Payment sent back by the bank"),
                                    ("premium_ceded", "Premium ceded to reinsurers"),
                                    ("ceded_unearned", "Reinsurers' share of unearned premium"),
                                    ("ceding_commission", "Commission of reinsurers"),
                                    ("recovery_due", "Recovery from reinsurers due"),
                                    ("ceded_reserve", "Reinsurers' share of a case reserve"),
                                    ("reinsurance_settled", "Reinsurance account settled"),
                                    ("coinsurance_shared", "Premium of the co-insurers set aside"),
                                    ("coinsurance_paid", "Premium paid to the co-insurers"),
                                    ("manual", "Manual voucher"),
                                    ("reversal", "Reversal"),
                                ],
                                max_length=30,
                                verbose_name="event",
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("date", models.DateField(verbose_name="date")),
                        ("month", models.DateField(verbose_name="period")),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
                        ("attachments", models.PositiveSmallIntegerField(default=0, verbose_name="attachments")),
                        (
                            "total",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="total"),
                        ),
                        ("cash", models.BooleanField(default=False, verbose_name="moves cash")),
                        ("number", models.PositiveIntegerField(null=True, verbose_name="number in the month")),
                        (
                            "code",
                            models.CharField(max_length=40, null=True, unique=True, verbose_name="voucher number"),
                        ),
                        ("posted_at", models.DateTimeField(null=True, verbose_name="posted at")),
                        ("chain_no", models.BigIntegerField(null=True, verbose_name="place in the chain")),
                        ("previous", models.BinaryField(null=True)),
                        ("digest", models.BinaryField(null=True)),
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
                            "cashier",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="cashier",
                            ),
                        ),
                        (
                            "checker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "maker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="prepared by",
                            ),
                        ),
                        (
                            "poster",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="posted by",
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
                            "reverses",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.voucher",
                                verbose_name="reverses",
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
                        "verbose_name": "voucher",
                        "indexes": [
                            models.Index(fields=["branch_id", "state", "-date", "-id"], name="voucher_branch"),
                            models.Index(fields=["unit", "month", "state"], name="voucher_unit_month"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "month", "kind", "number"), name="voucher_number_once"
                            ),
                            models.UniqueConstraint(fields=("unit", "chain_no"), name="voucher_chain_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("origin", "business"), ("state", "draft")),
                                fields=("unit", "line", "event", "kind", "date"),
                                name="voucher_open_draft_once",
                            ),
                            models.UniqueConstraint(fields=("reverses",), name="voucher_reversed_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("chain_no__isnull", False),
                                        ("checker__isnull", False),
                                        ("code__isnull", False),
                                        ("digest__isnull", False),
                                        ("maker__isnull", False),
                                        ("number__isnull", False),
                                        ("posted_at__isnull", False),
                                        ("poster__isnull", False),
                                        ("state__in", ["posted", "reversed"]),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["posted", "reversed"]), _negated=True),
                                        ("chain_no__isnull", True),
                                        ("code__isnull", True),
                                        ("digest__isnull", True),
                                        ("number__isnull", True),
                                        ("posted_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="voucher_numbered_when_posted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cash", True), ("state__in", ["posted", "reversed"]), _negated=True),
                                    ("cashier__isnull", False),
                                    _connector="OR",
                                ),
                                name="voucher_cash_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("total__isnull", True),
                                    models.Q(("total__gt", 0), ("total__lt", 1000000000000000)),
                                    _connector="OR",
                                ),
                                name="voucher_total",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="voucher_month_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    models.Q(("maker", models.F("checker")), _negated=True),
                                    ("checker__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_maker_not_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    models.Q(("maker", models.F("cashier")), _negated=True),
                                    ("cashier__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_maker_not_cashier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("maker__isnull", True),
                                    models.Q(("maker", models.F("poster")), _negated=True),
                                    ("poster__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_maker_not_poster",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    models.Q(("checker", models.F("cashier")), _negated=True),
                                    ("cashier__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_checker_not_cashier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checker__isnull", True),
                                    models.Q(("checker", models.F("poster")), _negated=True),
                                    ("poster__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_checker_not_poster",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cashier__isnull", True),
                                    models.Q(("cashier", models.F("poster")), _negated=True),
                                    ("poster__isnull", True),
                                    _connector="OR",
                                ),
                                name="voucher_cashier_not_poster",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BusinessEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(unique=True, verbose_name="command key")),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("premium_received", "Premium received"),
                                    ("premium_receipt_voided", "Premium receipt voided"),
                                    ("premium_earning", "Premium income at start of cover"),
                                    ("unearned_remeasured", "Unearned premium re-measured"),
                                    ("premium_refunded", "Premium refunded"),
                                    ("advance_returned", "Advance premium returned"),
                                    ("vehicle_tax_remitted", "Vehicle tax paid over"),
                                    ("unidentified_received", "Unidentified receipt"),
                                    ("unidentified_matched", "Unidentified receipt matched"),
                                    ("commission_due", "Commission due"),
                                    ("commission_paid", "Commission paid"),
                                    ("reserve_changed", "Case reserve changed"),
                                    ("claim_approved", "Claim approved"),
                                    ("claim_advanced", "Claim advance paid"),
                                    ("claim_paid", "Claim paid"),
                                    ("commission_clawed_back", "Commission clawed back"),
                                    ("payable_withdrawn", "Payable withdrawn"),
                                    ("payment_bounced", "Payment sent back by the bank"),
                                    ("premium_ceded", "Premium ceded to reinsurers"),
                                    ("ceded_unearned", "Reinsurers' share of unearned premium"),
                                    ("ceding_commission", "Commission of reinsurers"),
                                    ("recovery_due", "Recovery from reinsurers due"),
                                    ("ceded_reserve", "Reinsurers' share of a case reserve"),
                                    ("reinsurance_settled", "Reinsurance account settled"),
                                    ("coinsurance_shared", "Premium of the co-insurers set aside"),
                                    ("coinsurance_paid", "Premium paid to the co-insurers"),
                                    ("manual", "Manual voucher"),
                                    ("reversal", "Reversal"),
                                ],
                                max_length=30,
                                verbose_name="event",
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("date", models.DateField(verbose_name="date")),
                        ("document_kind", models.CharField(max_length=60, verbose_name="document kind")),
                        ("document_id", models.BigIntegerField(verbose_name="business document")),
                        ("document_number", models.CharField(max_length=60, verbose_name="business document number")),
                        ("source_kind", models.CharField(max_length=60)),
                        ("source_id", models.BigIntegerField()),
                        ("occurrence", models.PositiveIntegerField(default=0)),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
                        ("total", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="amount")),
                        ("created_at", models.DateTimeField(verbose_name="recorded at")),
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
                            "voucher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="finance.voucher",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "business entry",
                        "indexes": [
                            models.Index(fields=["document_kind", "document_id", "id"], name="businessentry_document")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "source_kind", "source_id", "occurrence"), name="businessentry_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("total__gte", 0), ("total__lt", Decimal("1E+15"))),
                                name="businessentry_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherCounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit_id", models.BigIntegerField()),
                        ("month", models.DateField()),
                        ("kind", models.CharField(max_length=10)),
                        ("last", models.PositiveIntegerField()),
                    ],
                    options={
                        "verbose_name": "voucher counter",
                        "constraints": [
                            models.UniqueConstraint(fields=("unit_id", "month", "kind"), name="vouchercounter_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="line no.")),
                        ("debit", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="debit")),
                        ("credit", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="credit")),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
                        ("line", models.CharField(blank=True, max_length=20, verbose_name="line")),
                        ("channel", models.CharField(blank=True, max_length=20, verbose_name="channel")),
                        ("salesperson_id", models.BigIntegerField(null=True, verbose_name="salesperson")),
                        ("document_kind", models.CharField(blank=True, max_length=60)),
                        ("document_id", models.BigIntegerField(null=True)),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="business document number"),
                        ),
                        ("counterparty_id", models.BigIntegerField(null=True)),
                        (
                            "counterparty_name",
                            models.CharField(blank=True, max_length=120, verbose_name="counterparty"),
                        ),
                        (
                            "cash_flow",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("premium_in", "Premiums received on direct insurance"),
                                    ("claims_out", "Claims paid on direct insurance"),
                                    ("commission_out", "Commissions paid"),
                                    ("tax_out", "Taxes and duties paid"),
                                    ("reinsurance_in", "Received from reinsurers and co-insurers"),
                                    ("reinsurance_out", "Paid to reinsurers and co-insurers"),
                                    ("other_in", "Other operating cash received"),
                                    ("other_out", "Other operating cash paid"),
                                ],
                                max_length=16,
                                verbose_name="cash-flow item",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.account",
                                verbose_name="account",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="finance.businessentry",
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
                            "voucher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="finance.voucher"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "voucher line",
                        "indexes": [
                            models.Index(fields=["account", "id"], name="voucherline_account"),
                            models.Index(
                                fields=["document_kind", "document_id", "account"], name="voucherline_document"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("debit__gte", 0),
                                    ("debit__lt", Decimal("1E+15")),
                                    ("credit__gte", 0),
                                    ("credit__lt", Decimal("1E+15")),
                                ),
                                name="voucherline_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("credit__gt", 0), ("debit", 0)),
                                    models.Q(("credit", 0), ("debit__gt", 0)),
                                    _connector="OR",
                                ),
                                name="voucherline_one_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutstandingNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="explanation")),
                        ("made_at", models.DateTimeField(verbose_name="explained at")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="finance.bankstatement",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="finance.statementline",
                            ),
                        ),
                        (
                            "posting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="finance.voucherline",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "explanation of an outstanding item",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("line__isnull", True), ("posting__isnull", False)),
                                    models.Q(("line__isnull", False), ("posting__isnull", True)),
                                    _connector="OR",
                                ),
                                name="outstandingnote_one_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="outstandingnote_said"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchedPosting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "match",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="postings",
                                to="finance.bankmatch",
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_match",
                                to="finance.voucherline",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "matched posting",
                    },
                ),
                migrations.CreateModel(
                    name="AccountingPeriod",
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
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="closed by",
                            ),
                        ),
                        (
                            "held_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="cut off by",
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
                        "verbose_name": "accounting period",
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "month"), name="accountingperiod_once"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="accountingperiod_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_by__isnull", True),
                                    ("closed_by__isnull", True),
                                    models.Q(("held_by", models.F("closed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="accountingperiod_closed_by_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
