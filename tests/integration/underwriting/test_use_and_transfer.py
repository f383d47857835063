"""Another use of what is insured and a new owner: the tariff anew, in time, with every step (LAW-49, LAW-52)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.jobs.drain import drain
from core.workflow.refusals import NotPossible
from parties.public import register_party
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import organisation_data
from tests.factories.underwriting import make_customer
from tests.integration.underwriting.test_gated_endorsements import _suspend
from tests.integration.underwriting.test_people_list import number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy, Proposal
from underwriting.selectors.cover import cover_in_force
from underwriting.selectors.policy_life import kinds_for
from underwriting.services import endorsement_issue, endorsing
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.refusals import InvalidEntry, LateAnswer, Suspended

D = Decimal
pytestmark = pytest.mark.req("END-01")


def buyer() -> Any:
    return make_customer("林秀英", number(40), "13805951111")


def rules_of(endorsement: Endorsement) -> list[str]:
    return [step["rule"] for step in endorsement.steps]


# -- use --------------------------------------------------------------------------------------------------------------


def test_a_family_car_that_becomes_a_taxi_is_priced_by_the_tariff_of_taxis() -> None:
    """4.6: 950.00 × 0.80 = 760.00 becomes 1,800.00 × 0.80 = 1,440.00; 364 of 365 days are left."""
    policy = made.running("MCI")
    found = made.entered(policy, "use", {"vehicle_class": "taxi"})
    assert (found.before["cover.MCI.premium"], found.changes["cover.MCI.premium"]) == ("760.00", "1440.00")
    assert found.delta == D("678.14")
    assert rules_of(found) == [
        "Base premium",
        "Floating with accidents",
        "Difference of the premium for the days left",
        "Difference of premium",
    ]


def test_a_car_that_becomes_a_special_vehicle_is_priced_by_its_kind() -> None:
    """4.6: special vehicles I pay 3,710.00, × 0.80 = 2,968.00."""
    policy = made.running("MCI")
    on = policy.start_on + timedelta(days=5)
    found = made.entered(policy, "use", {"vehicle_class": "special", "special_kind": "1"}, on=on)
    assert found.changes["cover.MCI.premium"] == "2968.00"
    ready = made.settled(made.approved(found))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE", at=made.later(6)))
    policy.refresh_from_db()
    assert (policy.vehicle_class, policy.special_kind) == ("special", 1)


def test_commercial_cover_follows_the_class_and_the_value_agreed_stays() -> None:
    """4.7: a limit of one million costs a taxi 725 × 2.10 ÷ 0.75 × 0.7; a taxi loses its value faster, which is no
    reason to lower what was agreed when it was none."""
    policy = made.running()
    found = made.entered(policy, "use", {"vehicle_class": "taxi"})
    assert found.changes["cover.MTP.premium"] == "1421.00"
    assert "cover.MOD.sum_insured" not in found.changes
    assert D(found.changes["cover.MOD.premium"]) > D(found.before["cover.MOD.premium"])


def test_the_new_use_holds_for_losses_from_its_day_on() -> None:
    policy = made.running()
    on = policy.start_on + timedelta(days=5)
    ready = made.settled(made.approved(made.entered(policy, "use", {"vehicle_class": "taxi"}, on=on)))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE", at=made.later(6)))
    policy.refresh_from_db()
    assert policy.vehicle_class == "taxi"
    before, after = cover_in_force(policy.pk, made.later(3)), cover_in_force(policy.pk, made.later(6))
    assert before is not None
    assert after is not None
    assert (before.vehicle.vehicle_class, after.vehicle.vehicle_class) == ("private_car", "taxi")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vehicle_class": "spaceship"}, "vehicle_class"),
        ({"vehicle_class": ""}, "vehicle_class"),
        ({"vehicle_class": "city_bus"}, "vehicle_class"),
        ({"vehicle_class": "special"}, "special_kind"),
        ({"special_kind": "1"}, "special_kind"),
    ],
)
def test_a_class_that_the_tariff_does_not_know_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    asked = made.requested(made.running("MCI"), "use")
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(changes=changes))
    assert refusal.value.field == field


def test_another_use_is_not_covered_for_days_before_it_was_told() -> None:
    policy = made.running()
    asked = made.requested(policy, "use", on=policy.start_on)
    with nothing_changed(), pytest.raises(InvalidEntry):
        endorsing.enter_endorsement(
            asked.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(changes={"vehicle_class": "taxi"})
        )


def test_more_premium_is_asked_for_within_the_days_of_the_law() -> None:
    """LAW-52: thirty days from the notice."""
    waiting = made.checked(made.entered(made.running("MCI"), "use", {"vehicle_class": "taxi"}))
    with nothing_changed(), pytest.raises(LateAnswer):
        endorsing.approve_endorsement(waiting.pk, made.by("UW_UND3", made.UWC, at=made.later(33)))
    approved = endorsing.approve_endorsement(waiting.pk, made.by("UW_UND3", made.UWC, at=made.later(32)))
    assert approved.state == "approved"


@pytest.mark.req("UWR-20")
def test_a_greater_danger_is_not_taken_where_business_is_suspended() -> None:
    policy = made.running()
    waiting = made.checked(made.entered(policy, "use", {"vehicle_class": "taxi"}))
    _suspend(policy, "MOD")
    with nothing_changed(), pytest.raises(Suspended):
        endorsing.approve_endorsement(waiting.pk, made.by("UW_UND3", made.UWC))


def test_the_page_offers_the_classes_and_names_the_other_policy_of_the_vehicle(settings: Any) -> None:
    settings.DEMO = True
    policy = made.running()
    other = Policy.objects.get(vin=policy.vin, line="MCI")
    asked = made.requested(policy, "use", at=timezone.now(), on=policy.start_on)
    clerk, url = signed_in("UW_ISSUE", made.FENGZE), reverse("underwriting:enter_endorsement", args=[asked.pk])
    form = clerk.get(url).context["form"]
    sent = {"command_key": form["command_key"].value(), "vehicle_class": "taxi", "tonnes": "0.000"}
    assert clerk.post(url, sent).status_code == 302
    asked.refresh_from_db()
    assert set(asked.changes) == {"vehicle_class", "cover.MOD.premium", "cover.MTP.premium"}
    shown = clerk.get(reverse("underwriting:endorsement", args=[asked.pk])).content.decode()
    assert other.number in shown


# -- transfer ---------------------------------------------------------------------------------------------------------


def test_the_record_of_the_old_owner_gives_nothing_to_the_new_one() -> None:
    """4.6, 4.7: a transferred vehicle floats by nothing: 760.00 becomes 950.00, the no-claim factor 1.0."""
    policy = made.running("MCI")
    found = made.entered(policy, "transfer", holder_id=buyer().id)
    assert (found.changes["cover.MCI.premium"], found.delta) == ("950.00", D("189.48"))
    commercial = Policy.objects.get(vin=policy.vin, line="MOD")
    found = made.entered(commercial, "transfer", holder_id=buyer().id)
    assert (found.before["cover.MTP.premium"], found.changes["cover.MTP.premium"]) == ("676.67", "966.67")


def test_a_transfer_may_lie_before_its_notice_and_still_costs_more() -> None:
    """LAW-49: the buyer has the cover from the purchase on."""
    policy = made.running("MCI")
    found = made.entered(policy, "transfer", holder_id=buyer().id, on=policy.start_on)
    assert found.delta == D("190.00")


def test_the_new_owner_uses_the_vehicle_for_something_else() -> None:
    """1,800.00 without the floating of the old owner."""
    found = made.entered(made.running("MCI"), "transfer", {"vehicle_class": "taxi"}, holder_id=buyer().id)
    assert found.changes["cover.MCI.premium"] == "1800.00"


def test_a_bad_record_of_the_old_owner_costs_the_new_one_nothing() -> None:
    """1,045.00 with two accidents at fault becomes 950.00; the difference goes back to the one who paid."""
    policy = made.running("MCI")
    Proposal.objects.filter(pk=policy.proposal_id).update(at_fault_accidents=2, accident_free_years=0)
    cover = {"code": "MCI", "sum_insured": None, "limit": None, "premium": "1045.00"}
    policy.versions.update(coverages=[cover])
    found = made.entered(policy, "transfer", holder_id=buyer().id)
    assert (found.changes["cover.MCI.premium"], found.delta) == ("950.00", D("-94.74"))


def test_what_is_changed_later_is_priced_without_the_old_record_too() -> None:
    policy, new = made.running(), buyer()
    drain(reraise=True)
    made.issued(policy, "transfer", holder_id=new.id)
    asked = made.requested(Policy.objects.get(pk=policy.pk), "limit")
    entry = EndorsementEntry(changes={"cover.MTP.limit": "2000000"})
    found = endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert found.changes["cover.MTP.premium"] == "1186.67"


def test_a_company_does_not_take_over_a_family_car_as_one() -> None:
    company = register_party(order(actor_at("SALES", made.FENGZE)), organisation_data(name="泉州丰泽出租汽车有限公司"))
    policy = made.running("MCI")
    asked = made.requested(policy, "transfer")
    entry = EndorsementEntry(holder_id=company.id)
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert refusal.value.field == "vehicle_class"
    entry = EndorsementEntry(holder_id=company.id, changes={"vehicle_class": "taxi"})
    assert endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry).changes["vehicle_class"] == "taxi"


# -- other lines ------------------------------------------------------------------------------------------------------


def test_every_line_that_knows_a_use_offers_its_change() -> None:
    kinds = {rule.kind.value for rule in kinds_for(made.running(), timezone.localdate())}
    assert "use" in kinds


def test_no_refund_is_checked_where_additional_premium_is_due() -> None:
    due = made.approved(made.entered(made.running("MCI"), "use", {"vehicle_class": "taxi"}))
    assert (due.state, due.delta) == ("approved", D("678.14"))
    with nothing_changed(), pytest.raises(NotPossible, match="receipts desk"):
        endorsing.approve_refund(due.pk, made.by("FN_AR", made.FINANCE))
