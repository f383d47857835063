"""Terms that change the entry: stricter only, priced anew, so that policy and claims know them (5.0 no. 9, B-40)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.factories import referral as up
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, Proposal
from underwriting.rules.stricter import fault_of
from underwriting.services import decide, referral, referral_life
from underwriting.services.refusals import InvalidEntry

UWC, FENGZE = made.UWC, made.FENGZE


@pytest.mark.req("UWR-01")
@pytest.mark.parametrize(
    ("name", "old", "new", "is_stricter"),
    [
        ("deductible_amount", None, "5000", True),
        ("deductible_amount", "5000", "5000", False),
        ("deductible_rate", "0.10", "0.05", False),
        ("third_party_limit", "2000000", "1500000", True),
        ("third_party_limit", "2000000", "3000000", False),
        ("aggregate", None, "4000000", True),
        ("sum_insured", "100", "0", False),
        ("premium", "100", "200", False),
    ],
)
def test_terms_are_stricter_than_what_was_proposed(name: str, old: str | None, new: str, *, is_stricter: bool) -> None:
    assert (fault_of(name, Decimal(old) if old else None, Decimal(new)) == "") is is_stricter


@pytest.mark.req("UWR-01", "UWR-16")
def test_a_lower_limit_in_the_reply_stands_on_the_proposal_with_its_premium() -> None:
    """The province lowers the third-party limit from 2 to 1.5 million."""
    before = Proposal.objects.get(pk=up.make_submitted().proposal_id)
    found = referral.Referral.objects.get()
    province = order(actor_at("PROV_UW", up.PROVINCE), reason="同意，限额降低")
    referral.agree(found.pk, province, conditions="三者限额降至150万", changes={"third_party_limit": Decimal(1500000)})
    after = Proposal.objects.get(pk=before.pk)
    assert (after.state, after.third_party_limit, after.special_terms) == (
        "terms_sent",
        Decimal("1500000.00"),
        "三者限额降至150万",
    )
    assert after.third_party_premium < before.third_party_premium
    told = Decision.objects.get(outcome="reply_agreed").terms.splitlines()
    assert told[1].endswith("：2,000,000.00 → 1,500,000")
    assert told[2].endswith(f"：{before.premium:,.2f} → {after.premium:,.2f}")


@pytest.mark.req("UWR-16")
def test_the_customer_answers_after_the_reply_was_passed_on() -> None:
    agreed = up.make_agreed(conditions="绝对免赔额 2000 元")
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    with nothing_changed(), pytest.raises(referral_life.NoValidReply, match=agreed.number):
        decide.accept_terms(agreed.proposal_id, clerk, call="REC-1")
    referral_life.deliver_reply(agreed.pk, order(actor_at("UW_UND1", UWC)))
    assert decide.accept_terms(agreed.proposal_id, order(clerk.actor), call="REC-1").state == "approved"


@pytest.mark.req("UWR-01")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"third_party_limit": Decimal(3000000)}, "to_third_party_limit"),
        ({"autonomous_factor": Decimal("0.5")}, "to_autonomous_factor"),
        ({"deductible_amount": Decimal(500)}, "to_deductible_amount"),
    ],
)
def test_milder_or_foreign_entries_are_refused_at_their_field(changes: dict[str, Any], field: str) -> None:
    waiting = up.make_waiting()
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        decide.approve_with_terms(waiting.pk, order(actor_at("UW_UND3", UWC)), changes=changes)
    assert caught.value.field == field
