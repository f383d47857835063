"""What a customer's page shows of underwriting, in the reader's scope."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in
from underwriting.selectors.business import policies_of, proposals_of


@pytest.mark.req("CUS-01")
def test_policies_and_open_proposals_of_a_customer(settings) -> None:
    settings.DEMO = True
    holder = made.make_customer()
    compulsory, commercial = made.make_issued(holder=holder)
    waiting = made.make_draft(holder=holder, start_on=made.tomorrow(2))
    agent = actor_at("UW_ISSUE", made.FENGZE)
    assert {row.number for row in policies_of(holder.id, agent)} == {compulsory.number, commercial.number}
    assert [row.number for row in proposals_of(holder.id, agent)] == [waiting.number]
    elsewhere = actor_at("UW_ISSUE", made.JINJIANG)
    assert (policies_of(holder.id, elsewhere), proposals_of(holder.id, elsewhere)) == ([], [])
    page = signed_in("UW_ISSUE", made.FENGZE).get(reverse("parties:customer", args=[holder.id]), {"tab": "business"})
    assert all(number in page.content.decode() for number in (compulsory.number, waiting.number))
