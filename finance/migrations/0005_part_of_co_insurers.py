"""What a leader collected for its co-insurers stands with the policy, so that business and books can be compared."""

from decimal import Decimal

from django.db import migrations, models

# The voucher that set the part aside knows it for the policies that are there already (JE-31).
KNOWN = """
UPDATE finance_premiumincome i SET followers = e.total
  FROM finance_businessentry e
 WHERE e.event = 'coinsurance_shared' AND e.document_kind = i.document_kind AND e.document_id = i.document_id
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0004_book_in_one_statement")]

    operations = [
        migrations.AddField(
            model_name="premiumincome",
            name="followers",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=18,
                verbose_name="part of the co-insurers",
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.RunSQL(
            "CREATE TRIGGER premiumincome_kept_too BEFORE UPDATE ON finance_premiumincome FOR EACH ROW"
            " EXECUTE FUNCTION finance_keep_columns('followers')",
            "DROP TRIGGER premiumincome_kept_too ON finance_premiumincome",
        ),
    ]
