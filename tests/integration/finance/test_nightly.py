"""The nightly proof of the books, and the months that open by themselves."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.models import Notification
from finance.models import AccountingPeriod, Receivable
from finance.services.nightly import report_breaks
from finance.services.periods import open_current_periods
from organisation.public import system_actor
from tests.factories.finance import House
from tests.factories.organisation import order

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


@pytest.mark.req("FIN-14")
def test_month_of_every_branch_is_opened_once(house):
    assert open_current_periods(order(system_actor("ledger"))) == 1
    assert open_current_periods(order(system_actor("ledger"))) == 0
    period = AccountingPeriod.objects.get()
    assert (period.unit, period.month) == (house.branch, timezone.localdate().replace(day=1))


def test_sub_branch_posts_under_the_period_of_its_branch(house):
    open_current_periods(order(system_actor("ledger")))
    house.receive(house.premium_due())
    assert [voucher.state for voucher in house.post_everything()] == ["posted"]


def test_sound_books_pass_the_proof(house, capsys):
    house.open_books()
    house.receive(house.premium_due())
    house.post_everything()
    call_command("verify_ledger")
    assert capsys.readouterr().out == "every chain holds, business and ledger agree\n"


def test_break_is_named_by_the_proof(house, capsys):
    house.premium_due()
    Receivable.objects.update(state="settled", settled_at=timezone.now())
    with pytest.raises(CommandError):
        call_command("verify_ledger")
    assert "premium-advance differs by 10600.00" in capsys.readouterr().err


def test_break_is_told_to_those_who_answer_for_the_books_once(house):
    breaks = [(house.branch.pk, "泉州", "premium-advance", "0.01")]
    for _twice in range(2):
        report_breaks("2026-11-22", breaks, 1)
    told = Notification.objects.filter(recipient_id=house.director.staff_id)
    assert sorted(told.values_list("key", flat=True)) == [
        f"finance.break:2026-11-22:{house.branch.pk}:premium-advance",
        "finance.chain:2026-11-22",
    ]
    assert not Notification.objects.filter(recipient_id=house.clerk.staff_id).exists()
