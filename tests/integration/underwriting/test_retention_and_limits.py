"""What the company may keep: every line by the law, one place and one event by their limits (LAW-103, REI-14)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.jobs.drain import drain
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import Cession, Endorsement, LossAdvice, Policy, Proposal, Section
from underwriting.public import LossExperience, record_loss_experience
from underwriting.rules.lifecycle import ISSUABLE
from underwriting.selectors.accumulation import accumulated, accumulation_of, to_place
from underwriting.selectors.cession import need_of, needs_facultative
from underwriting.selectors.endorsement_gate import as_changed
from underwriting.services import automatic, facultative, issue
from underwriting.services.reinsurance_refusals import AccumulationExceeded, FacultativeNotPlaced, NoOpinion

D = Decimal
NIL = D("0.00")
PLACE = "泉州市丰泽区东海工业园1号"


def people(sum_insured: str, **over: Any) -> Proposal:
    """A group at one place."""
    given: dict[str, Any] = {
        "product": "GPA",
        "product_name": "团体人身意外伤害保险",
        "line": "GPA",
        "subject": "车间工人",
    }
    given["content"] = {"address": PLACE, "description": "制鞋"}
    return made.make_property_proposal(sum_insured=sum_insured, premium="5300", **(given | over))


def tell(policy: Policy, incurred: str) -> None:
    loss = LossExperience(
        policy_id=policy.pk,
        claim_number="C-RI-9",
        occurred_on=timezone.localdate(),
        incurred=D(incurred),
        at_fault=False,
        closed=False,
    )
    record_loss_experience(order(made.clock(policy)), loss)
    drain(reraise=True)


def placed(proposal: Proposal, amount: str) -> None:
    made.make_placed_cession(proposal, asked=D(amount))


@pytest.mark.req("REI-14", "UWR-06")
def test_a_line_without_its_own_table_is_kept_up_to_what_the_law_allows() -> None:
    """LAW-103, RI-5: 300 million of employers' liability, 200 million may be kept of one risk unit."""
    proposal = made.make_property_proposal(product="EML", line="EML", sum_insured="300000000")
    need = needs_facultative(proposal)
    assert need is not None
    assert (need.units[0].sharing.parts[0].amount, need.needed) == (D("200000000.00"), D("100000000.00"))
    with pytest.raises(NoOpinion):
        facultative.refuse_without_opinion(proposal)
    with pytest.raises(FacultativeNotPlaced, match=r"100,000,000\.00"):
        facultative.refuse_unplaced(proposal)
    made.make_placed_cession(proposal)
    facultative.refuse_unplaced(proposal)


@pytest.mark.req("REI-14")
def test_up_to_the_bound_of_the_law_such_a_line_is_kept_whole_and_its_losses_are_nobody_elses() -> None:
    proposal = made.make_property_proposal(product="EML", line="EML", sum_insured="200000000", in_days=0)
    assert needs_facultative(proposal) is None
    policy = made.issue_property(proposal)
    cession = Cession.objects.get(policy=policy)
    assert (cession.retained, cession.ceded, cession.ceded_premium) == (D("200000000.00"), NIL, NIL)
    tell(policy, "3000000")
    assert not LossAdvice.objects.exists()


@pytest.mark.req("REI-14")
def test_persons_of_two_policies_at_one_place_are_kept_up_to_the_limit() -> None:
    """Ten million may be kept of the persons at one place: seven are, four more need a cession of one."""
    made.issue_property(people("7000000", in_days=0))
    second = people("4000000", in_days=0)
    (broken,) = accumulation_of(second)
    assert (broken.limit.event, broken.where, broken.others, broken.own) == (
        "people",
        PLACE,
        D("7000000.00"),
        D("4000000.00"),
    )
    with pytest.raises(AccumulationExceeded, match=r"11,000,000\.00.*10,000,000\.00.*1,000,000\.00"), nothing_changed():
        facultative.refuse_unplaced(second)
    assert to_place(second) == D("1000000.00")
    placed(second, "1000000")
    assert accumulation_of(second) == ()
    facultative.refuse_unplaced(second)


@pytest.mark.req("REI-14")
def test_another_place_or_another_time_is_not_added() -> None:
    made.issue_property(people("7000000", in_days=0))
    assert accumulation_of(people("4000000", content={"address": "晋江市世纪大道2号"})) == ()
    assert accumulation_of(people("4000000", in_days=366)) == ()


@pytest.mark.req("REI-14", "ISS-01")
def test_the_limit_is_asked_again_when_the_policy_is_issued() -> None:
    """Accepted when there was room; another contract took it before the premium came."""
    second = people("4000000", in_days=0)
    facultative.refuse_unplaced(second)
    made.issue_property(people("7000000", in_days=0))
    Proposal.objects.filter(pk=second.pk).update(state=ISSUABLE)
    Section.objects.create(proposal=second, line=second.line, premium=second.premium, paid_at=timezone.now())
    clerk = order(actor_at("UW_ISSUE", second.unit.code), at=timezone.now() - timedelta(days=1))
    with pytest.raises(AccumulationExceeded, match=r"11,000,000\.00"), nothing_changed():
        issue.issue(second.pk, clerk, explained_to=second.holder_name)
    placed(second, "1000000")
    issue.issue(second.pk, clerk, explained_to=second.holder_name)
    assert Policy.objects.filter(proposal=second).exists()


@pytest.mark.req("REI-14", "END-01")
def test_the_limit_is_asked_of_what_a_change_makes_of_the_contract() -> None:
    """Seven and two millions stand at one place; the second may grow to three, not to four. Its own two count once."""
    made.issue_property(people("7000000", in_days=0))
    policy = made.issue_property(people("2000000", in_days=0))
    change = Endorsement(policy=policy, kind="sum_insured", effective_on=policy.start_on, exposure=D("3000000.00"))
    facultative.refuse_accumulated(as_changed(change))
    change.exposure = D("4000000.00")
    with pytest.raises(AccumulationExceeded, match=r"11,000,000\.00"):
        facultative.refuse_accumulated(as_changed(change))


@pytest.mark.req("REI-14", "AUW-04")
def test_the_automatic_decision_hands_what_breaks_a_limit_to_a_person() -> None:
    made.issue_property(people("7000000", in_days=0))
    free, over = people("3000000"), people("3000001")
    found = accumulated([free, over])
    assert (found[free.pk], [one.limit.event for one in found[over.pk]]) == ((), ["people"])
    known = automatic._known([over], order(actor_at("UW_UND3", UWC)))
    assert known[over.pk].accumulation == ("people",)


@pytest.mark.req("REI-14")
def test_a_placement_that_only_relieves_the_surplus_does_not_free_the_place() -> None:
    """210 million of fire at one place: 192 kept by twelve others of 16 million each, 16 more break 200 million."""
    for _nth in range(12):
        made.issue_property(made.make_property_proposal(content={"address": PLACE}, in_days=0))
    proposal = made.make_property_proposal(content={"address": PLACE}, in_days=0)
    (broken,) = accumulation_of(proposal)
    assert (broken.limit.event, broken.kept) == ("fire", D("208000000.00"))
    assert to_place(proposal) == D("50000000.00")  # ten million are left, less a fifth of the quota share


@pytest.mark.req("REI-12")
def test_a_risk_that_all_treaties_exclude_asks_for_facultative_reinsurance() -> None:
    """60 million of fireworks: neither quota share nor surplus takes it, 20 million are kept, 40 must be placed."""
    proposal = made.make_property_proposal(content={"industry": "烟花爆竹生产"})
    need = need_of(proposal)
    assert need is not None
    assert (need.units[0].kinds, need.needed) == (frozenset({"fireworks"}), D("40000000.00"))
    with pytest.raises(FacultativeNotPlaced, match=r"40,000,000\.00"):
        facultative.refuse_unplaced(proposal)
    ordinary = made.make_property_proposal(content={"industry": "纺织"})
    assert needs_facultative(ordinary) is None


@pytest.mark.req("REI-12")
def test_an_excess_layer_takes_no_loss_of_what_it_excludes() -> None:
    nuclear = made.make_property_proposal(sum_insured="20000000", content={"industry": "核电"}, in_days=0)
    policy = made.issue_property(nuclear)
    tell(policy, "20000000")
    assert not LossAdvice.objects.exists()
