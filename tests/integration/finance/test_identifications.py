"""Money whose customer must be identified is found while it is due (domain 2.3)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.services.identification import ask_identifications
from parties.models import Identification, Party
from tests.factories.finance import House
from tests.factories.organisation import order
from tests.factories.parties import make_party, resident_number

pytestmark = pytest.mark.django_db


def asked(house) -> int:
    now = timezone.now() + timedelta(minutes=1)
    return ask_identifications(now - timedelta(days=1), now)


def stranger(house: House) -> Party:
    """A customer of whom no paper is at hand."""
    return make_party(order(house.desk), name="李四", id_number=resident_number(7))


@pytest.mark.parametrize(("amount", "found"), [("9999.99", 0), ("10000.00", 1)])
def test_a_claim_from_the_threshold_on_asks_for_its_payee(amount, found):
    house = House()
    house.payee = stranger(house)
    house.claim(amount)
    assert asked(house) == found
    assert Identification.objects.filter(party=house.payee, occasion="claim_payment").count() == found


def test_large_premium_asks_for_its_payer_once():
    house = House()
    house.payee = stranger(house)
    house.premium_due(1, payer_id=house.payee.pk, gross=Decimal("212000.00"))
    house.premium_due(2, payer_id=house.payee.pk, gross=Decimal("10600.00"))
    assert (asked(house), asked(house)) == (1, 1)
    record = Identification.objects.get(party=house.payee)
    assert (record.occasion, record.amount, record.state) == ("premium_transfer", Decimal("212000.00"), "needed")
    assert record.document_number == "PMOD20263505020000001"
