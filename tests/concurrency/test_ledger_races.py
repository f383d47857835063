"""Posting at the same instant: no gap in the numbers, no break in the chain, whatever is rolled back (M3, FIN-13)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from finance.models import LedgerBalance, Voucher
from finance.selectors.ledger import ledger_faults
from finance.services.vouchers import (
    LineData,
    VoucherData,
    check_voucher,
    post_voucher,
    prepare_manual_voucher,
    submit_voucher,
)
from tests.factories.finance import House, account
from tests.support.races import names, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("FIN-13")]
VOUCHERS = 12


class PowerCut(Exception):
    """The process dies after the posting and before the commit."""


def reviewed(house):
    lines = (
        LineData(account_id=account("6602"), summary="办公费", debit=Decimal("10.00")),
        LineData(account_id=account("1221"), summary="办公费", credit=Decimal("10.00")),
    )
    data = VoucherData(unit_id=house.unit.pk, date=timezone.localdate(), summary="办公费", attachments=1, lines=lines)
    voucher = prepare_manual_voucher(house.by("accountant"), data=data)
    submit_voucher(voucher.pk, house.by("accountant"))
    check_voucher(voucher.pk, house.by("checker"))
    return voucher.pk


def post(house, pk, *, dies):
    with transaction.atomic():
        post_voucher(pk, house.by("poster"))
        if dies:
            raise PowerCut


def test_numbers_and_chain_hold_while_every_third_posting_is_rolled_back():
    house = House()
    house.open_books()
    vouchers = [reviewed(house) for _ in range(VOUCHERS)]
    outcome = names(together(*[lambda pk=pk, n=n: post(house, pk, dies=n % 3 == 0) for n, pk in enumerate(vouchers)]))
    assert set(outcome) <= {"done", "PowerCut", "Busy"}
    assert outcome.count("PowerCut") >= 1
    numbers = sorted(Voucher.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == list(range(1, outcome.count("done") + 1))
    assert ledger_faults() == []
    posted = LedgerBalance.objects.get(account__code="6602")
    assert posted.debit == Decimal("10.00") * outcome.count("done")
    for pk in Voucher.objects.filter(state="checked").values_list("pk", flat=True):
        post_voucher(pk, house.by("poster"))
    assert sorted(Voucher.objects.values_list("number", flat=True)) == list(range(1, VOUCHERS + 1))
    assert ledger_faults() == []
