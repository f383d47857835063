"""Accounts loaded before reinsurance was booked get their use; the application may not change accounts."""

from __future__ import annotations

from django.db import migrations

USES = {
    "1211": "reinsurance_receivable",
    "1212.01": "ceded_unearned",
    "1212.02": "ceded_outstanding",
    "2241.01": "coinsurers",
    "2261": "reinsurance_payable",
    "6201": "ceded_reserve_change",
    "6202": "ceded_claims",
    "6203": "ceding_commission",
    "6541": "ceded_premium",
}


def give_uses(apps, editor):
    for code, use in USES.items():
        apps.get_model("finance", "Account").objects.filter(code=code, use="").update(use=use)


class Migration(migrations.Migration):
    dependencies = [("finance", "0011_book_in_one_statement")]

    operations = [migrations.RunPython(give_uses, migrations.RunPython.noop)]
