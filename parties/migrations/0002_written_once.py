"""Who looked at hidden figures, and what customers agreed to, is written once."""

from django.db import migrations

from core.database import append_only


class Migration(migrations.Migration):
    replaces = [("parties", "0010_listed_accounts")]
    dependencies = [("parties", "0001_tables"), ("core", "0003_chain_and_numbers")]

    operations = [
        append_only("parties_reveal", "parties_reveal"),
        append_only("parties_consent", "parties_consent"),
    ]
