"""Credit files of the demo branch: one without a warning, one warning, one on the watch list with a limit asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from parties.demo.hands import demo_command
from parties.models import CreditFile, Party
from parties.rules.credit import Finances
from parties.services import credit

CENTRE = "350591"


def build_credit(people: Sequence[Party], companies: Sequence[Party]) -> None:
    """Rated from what is known when the branch is built."""
    for party in (*people[:2], people[5], *companies[:2]):
        credit.rate_customer(demo_command("UW_INFO", CENTRE, f"rate/{party.pk}"), party.pk)
    _strong(_file(companies[0]))
    _watched(_file(companies[1]))
    credit.warn(_file(people[5]).pk, demo_command("UW_INFO", CENTRE, "warn"))


def _file(party: Party) -> CreditFile:
    return CreditFile.objects.get(party=party)


def _strong(file: CreditFile) -> None:
    seen = demo_command("UW_INFO", CENTRE, "finances/strong", reason="2025年度审计报告：无逾期债务，营业收入稳定。")
    credit.note_finances(file.pk, seen, finances=Finances.STRONG)
    credit.rate_file(file.pk, demo_command("UW_INFO", CENTRE, "rate/strong"))
    until = timezone.localdate() + timedelta(days=180)
    asked = demo_command("UW_INFO", CENTRE, "limit/strong", reason="车队保费季度结算。")
    credit.propose_limit(file.pk, asked, limit=Decimal("300000.00"), until=until)


def _watched(file: CreditFile) -> None:
    seen = demo_command("UW_INFO", CENTRE, "finances/weak", reason="主要客户流失，有两笔贷款展期。")
    credit.note_finances(file.pk, seen, finances=Finances.WEAK)
    credit.rate_file(file.pk, demo_command("UW_INFO", CENTRE, "rate/weak"))
    watched = demo_command("UW_INFO", CENTRE, "watch", reason="经营状况恶化，按季度复查。")
    credit.watch(file.pk, watched, conditions="新业务先收费后出单；每季度提供财务报表。")
