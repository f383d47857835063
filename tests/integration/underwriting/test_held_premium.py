"""Premium is not taken for cover that cannot be given any more: the start has passed, or business is suspended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from finance.models import Receivable
from finance.public import PremiumHeld
from organisation.models import Unit
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Moratorium, Proposal
from underwriting.rules.periods import year_end


def begun(proposal: Proposal) -> Proposal:
    """Its first day has come."""
    today = timezone.localdate()
    Proposal.objects.filter(pk=proposal.pk).update(start_on=today, end_on=year_end(today))
    return Proposal.objects.get(pk=proposal.pk)


def due_of(proposal: Proposal) -> list[Receivable]:
    ids = list(proposal.sections.values_list("pk", flat=True))
    return list(Receivable.objects.filter(document_id__in=ids, state="due").order_by("line"))


def suspended(*lines: str, **over: Any) -> Moratorium:
    now = timezone.now()
    unit = Unit.objects.get(code=made.FENGZE)
    row = Moratorium(
        number="CR2026009999",
        title="台风“海神”",
        grounds="台风橙色预警",
        lines=list(lines),
        effective=DateTimeTZRange(now - timedelta(hours=1), now + timedelta(days=2)),
        proposed_by_id=actor_at("UW_DIR", made.UWC).staff_id or 0,
        approved_by_id=actor_at("BR_MGR", "350500").staff_id or 0,
        **over,
    )
    row.set_unit(Unit.objects.get(code="350500"))
    row.save()
    row.units.set([unit])
    return row


@pytest.mark.req("ISS-03")
def test_the_till_takes_no_premium_once_the_agreed_start_has_come() -> None:
    proposal = begun(made.make_decided())
    with nothing_changed(), pytest.raises(PremiumHeld) as caught:
        made.enter_receipt(due_of(proposal))
    assert caught.value.field == "amount"
    assert str(proposal.start_on) in caught.value.message


@pytest.mark.req("ISS-03")
def test_the_receipt_form_and_the_due_say_so_before(settings: Any) -> None:
    settings.DEMO = True
    proposal = begun(made.make_decided())
    item = due_of(proposal)[0]
    till = signed_in("SUB_RP", made.FENGZE)
    form = till.get(reverse("finance:receipt_new"), {"due": item.pk}).content.decode()
    assert "This premium is not taken:" in form
    assert "has passed; agree a new period first" in form
    shown = till.get(reverse("finance:receivable", kwargs={"pk": item.pk})).content.decode()
    assert "Not to be taken now" in shown


@pytest.mark.req("UWR-20")
def test_premium_of_suspended_covers_is_not_taken_and_compulsory_premium_is() -> None:
    proposal = made.make_decided()
    suspended("MOD", "MTP")
    items = {item.line: item for item in due_of(proposal)}
    with nothing_changed(), pytest.raises(PremiumHeld) as caught:
        made.enter_receipt([items["MOD"]])
    assert "台风“海神”" in caught.value.message
    made.enter_receipt([items["MCI"]])
    assert Receivable.objects.get(pk=items["MCI"].pk).state == "settled"
