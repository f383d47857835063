"""Versions of questionnaires, moratoria and errors found in entries stay as they were written."""

from django.db import migrations

from core.database import append_only


class Migration(migrations.Migration):
    replaces = [("underwriting", "0062_use_and_credit_of_changes")]
    dependencies = [("underwriting", "0001_tables"), ("core", "0003_chain_and_numbers")]

    operations = [
        append_only("underwriting_proofreading", "underwriting_proofreading"),
        migrations.RunSQL(
            "CREATE TRIGGER questionnaire_keep BEFORE DELETE OR UPDATE OF product, version, title, questions"
            " ON underwriting_questionnaire FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
            "DROP TRIGGER questionnaire_keep ON underwriting_questionnaire",
        ),
        migrations.RunSQL(
            "CREATE TRIGGER moratorium_keep BEFORE DELETE OR UPDATE OF"
            " number, title, grounds, lines, new_only, proposed_by_id, approved_by_id"
            " ON underwriting_moratorium FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
            "DROP TRIGGER moratorium_keep ON underwriting_moratorium",
        ),
    ]
