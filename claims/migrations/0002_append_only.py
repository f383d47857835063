"""Calculation sheets, changes of reserve and opinions are never altered; the database sees to it."""

from django.db import migrations

from core.database import append_only


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_motor"), ("core", "0002_chain_and_numbers")]

    operations = [
        append_only("claims_calculation", "calculation"),
        append_only("claims_reserveentry", "reserveentry"),
        append_only("claims_opinion", "opinion"),
    ]
