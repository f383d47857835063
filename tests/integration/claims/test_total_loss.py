"""A paid total loss ends its policy (domain 4.3, 5.0 #21)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.services import approve
from claims.services.settle import agree, settle
from finance.models import Payable
from organisation.public import system_actor
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from underwriting.models import Policy


def paid(line: str, *, total: bool) -> Policy:
    """The claim of a line, paid by the bank; the policy as it stands then."""
    items = (made.item_data(total_loss=total), made.item_data("third_vehicle", 8000, plate="闽C66666"))
    claim = made.make_claim_in("approving", line=line, items=items)
    above = order(actor_at("CS_APPR3", claim.approving_unit.code))
    claim = approve.approve(claim.pk, above)
    account = made.account_of(claim.insured_id)
    claim = agree(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)), account_token=account)
    at = made.moment(2)
    clock = order(system_actor("claims-clock", unit_id=claim.unit_id), at=at)
    done = settle(claim.pk, clock, amount=claim.payable - claim.paid, settled_at=at)
    assert done.state == "closed"
    return Policy.objects.get(pk=claim.policy_id)


@pytest.mark.req("END-03", "PAY-05")
def test_the_policy_of_a_paid_total_loss_is_exhausted_without_a_refund() -> None:
    policy = paid("MOD", total=True)
    assert policy.state == "exhausted"
    assert not Payable.objects.filter(purpose="refund").exists()
    others = Policy.objects.filter(proposal=policy.proposal_id).exclude(pk=policy.pk)
    assert set(others.values_list("state", flat=True)) <= {"in_force"}


@pytest.mark.req("END-03")
def test_a_repaired_vehicle_stays_insured() -> None:
    assert paid("MOD", total=False).state == "in_force"
    assert Decimal(0) < Payable.objects.get(purpose="claim").amount
