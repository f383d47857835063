"""Calculations, reserves, opinions, notices and payees are written once."""

from django.db import migrations

from core.database import append_only


class Migration(migrations.Migration):
    replaces = [("claims", "0009_payees")]
    dependencies = [("claims", "0001_tables"), ("core", "0003_chain_and_numbers")]

    operations = [
        *(
            append_only(f"claims_{table}", table)
            for table in ("calculation", "reserveentry", "opinion", "sentnotice", "claimpayee")
        ),
    ]
