"""A rejected order of a withdrawn debt is cancelled and waits for nobody any more."""

from django.db import migrations

STEP = """
DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('finance_guard_payment'::regproc), '{old}', '{new}');
END $do$
"""
BEFORE, AFTER = "''returned>cancelled''", "''returned>cancelled'', ''rejected>cancelled''"


class Migration(migrations.Migration):
    dependencies = [("finance", "0007_closed_by_two")]

    operations = [
        migrations.RunSQL(STEP.format(old=BEFORE, new=AFTER), STEP.format(old=AFTER, new=BEFORE)),
    ]
