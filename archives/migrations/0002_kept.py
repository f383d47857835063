"""Papers, codes, movements of printed forms and uses of seals stay as they were written."""

from django.db import migrations

from core.database import append_only, restrict_application


class Migration(migrations.Migration):
    replaces = [("archives", "0006_counts_and_low_stock")]
    dependencies = [("archives", "0001_tables"), ("core", "0003_chain_and_numbers")]

    operations = [
        append_only("archives_documentaccess", "archives_documentaccess"),
        append_only("archives_formmovement", "archives_formmovement"),
        append_only("archives_sealuse", "archives_sealuse"),
        restrict_application("archives_document", "UPDATE", "DELETE"),
        restrict_application("archives_verificationcode", "UPDATE", "DELETE"),
        # What a series is never changes: numbers printed under it would mean something else.
        migrations.RunSQL(
            "CREATE TRIGGER formtype_keep BEFORE DELETE OR UPDATE OF code, prefix, serial_length, valued, printed_amount,"
            " printed_sum, copies ON archives_formtype FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
            "DROP TRIGGER formtype_keep ON archives_formtype",
        ),
    ]
