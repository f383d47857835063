"""Any two versions of a proposal, and last year's cover, side by side with the effect on the premium (UWR-21)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from underwriting.rules.comparison import differences, premium_effect
from underwriting.selectors.versions import last_year, versions_of
from underwriting.services import intake
from underwriting.services.data import ProposalData

FENGZE = made.FENGZE


def changed(pk: int, **over: Any) -> None:
    data = ProposalData(cover=made.cover(**over))
    intake.edit_proposal(pk, order(actor_at("UW_ISSUE", FENGZE)), data=data)


@pytest.mark.req("UWR-21")
def test_every_edit_is_a_version_and_its_effect_is_exact() -> None:
    draft = made.make_draft()
    changed(draft.pk, third_party_limit=Decimal(2000000), autonomous_factor=Decimal("0.9"))
    intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)))
    found = versions_of(draft)
    assert [one.key for one in found] == ["1", "2", "3"]
    lines = {line.name: (str(line.old), str(line.new)) for line in differences(found[1].values, found[2].values)}
    assert lines == {"third_party_limit": ("1000000", "2000000"), "autonomous_factor": ("1", "0.9")}
    effect = {line.name: line.change for line in premium_effect(found[1].values, found[2].values)}
    # third party 676.67 → 890 ÷ 0.75 × 0.7 × 0.9 = 747.60; own damage 1,117.16 → 1,005.45 (× 0.9)
    assert effect == {
        "compulsory_premium": Decimal("0.00"),
        "vehicle_tax": Decimal("0.00"),
        "damage_premium": Decimal("-111.71"),
        "third_party_premium": Decimal("70.93"),
        "total": Decimal("-40.78"),
    }


@pytest.mark.req("UWR-21", "UWR-02")
def test_last_years_policies_stand_beside_this_years_entry() -> None:
    policies = made.make_policy_in_force()
    draft = made.make_draft(start_on=made.tomorrow(300), third_party_limit=Decimal(2000000))
    before = last_year(draft, actor_at("UW_UND2", made.UWC))
    assert before is not None
    assert before.number == ", ".join(policy.number for policy in policies)
    names = {line.name for line in differences(before.values, versions_of(draft)[-1].values)}
    assert {"third_party_limit", "start_on", "end_on"} <= names
    assert "plate" not in names
    assert last_year(draft, actor_at("UW_ISSUE", made.JINJIANG)) is None


@pytest.mark.req("UWR-21")
def test_the_page_compares_what_is_chosen(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    changed(draft.pk, third_party_limit=Decimal(2000000))
    url = reverse("underwriting:proposal", kwargs={"pk": draft.pk})
    underwriter = signed_in("UW_UND2", made.UWC)
    whole = underwriter.get(url, {"tab": "compare"}).content.decode()
    assert "2,000,000.00" in whole
    assert "+70.93" not in whole
    chosen = underwriter.get(url, {"panel": "versions", "older": "1", "newer": "2"}).content.decode()
    assert "The entries are the same" not in chosen
    same = underwriter.get(url, {"panel": "versions", "older": "2", "newer": "2"}).content.decode()
    assert "The entries are the same" in same
    assert signed_in("UW_ISSUE", made.JINJIANG).get(url, {"panel": "versions"}).status_code == 404
