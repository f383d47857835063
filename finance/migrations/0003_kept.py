"""What bills, payables, measures and statements say of their amounts is never altered."""

from django.db import migrations

from core.database import append_only, restrict_application

# What an amount is made of stays, beside what the guards of the ledger keep already.
KEPT = {
    "payable_kept_too": ("purpose", "offset", "unearned", "income_id", "entered_by_id", "payee_id", "account_index"),
    "receivable_kept_too": ("income_id", "net", "reason"),
    "unearnedmeasure_kept_too": ("unit_id", "line", "as_of", "policies", "booked", "target"),
    "bankstatement_kept": ("account_id", "month", "opening", "closing", "digest", "file_id", "prepared_by_id"),
    "statementline_kept": ("statement_id", "place", "on", "reference", "paid_in", "paid_out"),
}


def _kept(trigger: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    table, listed = f"finance_{trigger.split('_')[0]}", ", ".join(f"'{column}'" for column in columns)
    return migrations.RunSQL(
        f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION finance_keep_columns({listed})",
        f"DROP TRIGGER {trigger} ON {table}",
    )


class Migration(migrations.Migration):
    replaces = [("finance", "0021_issued_on_credit")]
    dependencies = [("finance", "0002_ledger")]

    operations = [
        *(_kept(trigger, columns) for trigger, columns in KEPT.items()),
        append_only("finance_unearneditem", "unearneditem"),
        append_only("finance_outstandingnote", "outstandingnote"),
        restrict_application("finance_unearneditem", "UPDATE", "DELETE", "TRUNCATE"),
        restrict_application("finance_outstandingnote", "UPDATE", "DELETE", "TRUNCATE"),
        restrict_application("finance_unearnedmeasure", "DELETE", "TRUNCATE"),
        restrict_application("finance_bankstatement", "DELETE", "TRUNCATE"),
        restrict_application("finance_statementline", "DELETE", "TRUNCATE"),
    ]
