"""Endorsements from the sealed request to the terms that hold (END-01, END-10, PRO-07)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.public import documents_of
from core.jobs.drain import drain
from core.workflow.refusals import AboveAuthority, NotPossible, SegregationConflict
from parties.services.listing import ListingData, confirm_listing, propose_listing
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at
from tests.support.printed import printed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.selectors.cover import cover_in_force
from underwriting.selectors.overruling import given_way_to, overruling
from underwriting.services import endorsement_issue, endorsing
from underwriting.services.refusals import InvalidEntry, LaterChanges, PolicyNotChangeable


@pytest.mark.req("END-01", "PRO-07")
def test_a_new_plate_goes_from_the_sealed_request_to_the_policy() -> None:
    """EN-4: nothing to pay, and still numbered, printed and kept."""
    policy = made.running()
    done = made.issued(policy, "plate", {"plate": "闽C88888"})
    drain(reraise=True)
    policy.refresh_from_db()
    assert (done.state, done.delta) == ("effective", Decimal("0.00"))
    assert done.printed_number.startswith("EMOD")
    assert (done.before["plate"], done.changes["plate"]) == ("闽C12345", "闽C88888")
    assert policy.plate == "闽C88888"
    papers = documents_of("underwriting.endorsement", done.pk, actor_at("UW_ISSUE", made.FENGZE))
    assert {paper.kind for paper in papers} == {"endorsement_request", "endorsement"}


@pytest.mark.req("END-01")
def test_a_higher_limit_is_paid_before_it_is_issued() -> None:
    policy = made.running()
    waiting = made.approved(made.entered(policy, "limit", {"cover.MTP.limit": "2000000"}))
    assert waiting.state == "approved"
    assert waiting.delta > 0
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(waiting.pk, made.by("UW_ISSUE"))
    paid = made.settled(waiting)
    endorsement_issue.issue_endorsement(paid.pk, made.by("UW_ISSUE"))
    cover = cover_in_force(policy.pk, made.later())
    assert cover is not None
    assert {one.code: one.limit for one in cover.coverages}["MTP"] == Decimal(2000000)


@pytest.mark.req("END-01")
@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("plate", {"plate": "ABC"}, "plate"),
        ("vehicle", {"vin": "123"}, "vin"),
        ("vehicle", {"vin": ""}, "vin"),
        ("vehicle", {"first_registered_on": "2130-01-01"}, "first_registered_on"),
        ("vehicle", {"new_price": "0"}, "new_price"),
    ],
)
def test_a_vehicle_is_checked_as_in_its_proposal(kind: str, changes: dict[str, str], field: str) -> None:
    asked = made.requested(made.running(), kind)
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=endorsing.EndorsementEntry(changes=changes))
    assert refusal.value.field == field


@pytest.mark.req("END-06")
@pytest.mark.parametrize(
    ("kind", "path"), [("limit", "cover.MTP.limit"), ("sum_insured", "cover.MOD.sum_insured")], ids=["limit", "sum"]
)
@pytest.mark.parametrize("typed", ["", "0", "0.00"])
def test_a_cover_that_stays_keeps_a_figure(settings: Any, kind: str, path: str, typed: str) -> None:
    """The page says so at the field, and the service whoever asks."""
    settings.DEMO = True
    asked = made.requested(made.running(), kind)
    entry = endorsing.EndorsementEntry(changes={path: typed})
    with nothing_changed(), pytest.raises(InvalidEntry, match="above zero") as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    field = path.replace(".", "__")
    assert refusal.value.field == field
    sent = {"command_key": str(uuid4()), "version": str(asked.version), field: typed}
    answer = signed_in("UW_ISSUE", made.FENGZE).post(reverse("underwriting:enter_endorsement", args=[asked.pk]), sent)
    assert answer.status_code == 422
    assert "Enter a figure above zero" in str(answer.context["form"].errors[field])
    asked.refresh_from_db()
    assert (asked.state, asked.changes) == ("requested", {})


@pytest.mark.req("END-01")
def test_what_the_tariff_does_not_know_is_refused_at_its_entry() -> None:
    asked = made.requested(made.running(), "limit")
    entry = endorsing.EndorsementEntry(changes={"cover.MTP.limit": "1234567"})
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert refusal.value.field == "cover__MTP__limit"


@pytest.mark.req("END-01")
def test_old_terms_hold_until_the_day_of_the_change() -> None:
    policy = made.running()
    on = timezone.localdate(made.later(10))
    done = made.issued(policy, "terms", {"special_terms": "限本人驾驶"}, on=on)
    assert done.state == "issued"
    before, after = cover_in_force(policy.pk, made.later(9)), cover_in_force(policy.pk, made.later(10))
    assert before is not None
    assert after is not None
    assert (before.special_terms, after.special_terms) == ("", "限本人驾驶")
    assert policy.versions.filter(superseded_at=None).count() == 2
    assert policy.versions.count() == 3


@pytest.mark.req("END-01")
def test_one_endorsement_at_a_time() -> None:
    policy = made.running()
    made.requested(policy, "plate")
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        made.requested(policy, "terms")


@pytest.mark.req("END-01")
def test_a_request_without_its_scan_is_refused() -> None:
    policy = made.running()
    data = endorsing.EndorsementRequest(
        policy_id=policy.pk,
        kind="plate",
        requested_on=timezone.localdate(),
        requested_by="陈晓东",
        effective_on=timezone.localdate(made.later()),
    )
    with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
        endorsing.request_endorsement(made.by("SALES"), data=data)
    assert refusal.value.field == "scan"


@pytest.mark.req("END-01")
def test_who_entered_does_not_check() -> None:
    policy = made.running()
    entered = made.entered(policy, "plate", {"plate": "闽C88888"})
    checked = made.checked(entered)
    reviewer = made.by("UW_REVIEW")
    assert checked.state == "uw_queue"
    assert reviewer.actor.segregation_refusal("underwriting.enter", checked.case()) is not None
    assert isinstance(reviewer.actor.segregation_refusal("underwriting.decide", checked.case()), SegregationConflict)


@pytest.mark.req("PRO-07")
def test_the_centre_has_the_subject_inspected_again() -> None:
    policy = made.running()
    entered = made.entered(policy, "vehicle", {"seats": "7"})
    reviewed = endorsing.pass_review(entered.pk, made.by("UW_REVIEW"))
    assert reviewed.state == "reviewed"
    asked = endorsing.ask_inspection(reviewed.pk, made.by("UW_UND3", made.UWC, reason="请验车"))
    assert asked.state == "re_inspect"
    today = timezone.localdate(made.later())
    back = endorsing.report_inspection(asked.pk, made.by("SALES"), found="车况良好，与登记一致", inspected_on=today)
    assert back.state == "uw_queue"
    assert "车况良好" in back.inspection


@pytest.mark.req("END-10")
def test_an_earlier_change_shows_what_later_ones_say_and_asks() -> None:
    policy = made.running()
    late, early = timezone.localdate(made.later(20)), timezone.localdate(made.later(10))
    made.issued(policy, "limit", {"cover.MTP.limit": "2000000"}, on=late)
    with pytest.raises(LaterChanges) as refusal:
        made.entered(policy, "limit", {"cover.MTP.limit": "1500000"}, on=early)
    assert refusal.value.details["subjects"] == ["cover.MTP"]
    asked = Endorsement.objects.get(policy=policy, state="requested")
    entry = endorsing.EndorsementEntry(changes={"cover.MTP.limit": "1500000"}, overruled=())
    entered = endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert {one["later"] for one in entered.conflicts if one["path"].endswith("limit")} == {"2000000"}
    ready = made.settled(made.approved(entered))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    limits = [limit_on(policy, days) for days in (9, 10, 20)]
    assert limits == [Decimal(1000000), Decimal(1500000), Decimal(2000000)]


@pytest.mark.req("END-10")
def test_an_overruled_change_says_by_which_and_the_new_paper_names_it(settings: Any) -> None:
    """No two papers in force contradict each other: for what is not overruled nothing is said."""
    settings.DEMO = True
    policy = made.running()
    late, early = timezone.localdate(made.later(20)), timezone.localdate(made.later(10))
    first = made.issued(policy, "plate", {"plate": "闽C66666", "engine_number": "K24Z9900"}, on=late)
    second = made.issued(policy, "plate", {"plate": "闽C77777"}, on=early, overruled=("plate",))
    drain(reraise=True)
    text = printed("underwriting.endorsement", second.pk, "endorsement")
    assert f"{first.printed_number}号牌号码闽C66666{late}" in text
    assert "不再执行" not in printed("underwriting.endorsement", first.pk, "endorsement")
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    shown = clerk.get(reverse("underwriting:endorsement", args=[first.pk])).content.decode()
    assert "Not carried out, overruled by" in shown
    assert second.printed_number in shown
    listed = clerk.get(reverse("underwriting:policy", args=[policy.pk]), {"panel": "endorsements"}).content.decode()
    assert listed.count("Not carried out, overruled by") == 1
    assert "Not carried out" not in clerk.get(reverse("underwriting:endorsement", args=[second.pk])).content.decode()


@pytest.mark.req("END-10")
def test_a_later_change_that_stands_is_not_called_overruled() -> None:
    policy = made.running()
    late, early = timezone.localdate(made.later(20)), timezone.localdate(made.later(10))
    first = made.issued(policy, "plate", {"plate": "闽C66666"}, on=late)
    second = made.issued(policy, "plate", {"plate": "闽C77777"}, on=early, overruled=())
    assert (overruling(first), given_way_to(second)) == ([], [])


def limit_on(policy: Policy, days: int) -> Decimal | None:
    cover = cover_in_force(policy.pk, made.later(days))
    assert cover is not None
    return next(one.limit for one in cover.coverages if one.code == "MTP")


@pytest.mark.req("END-01")
def test_a_change_above_authority_goes_to_somebody_higher() -> None:
    policy = made.running()
    checked = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "2000000"}))
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND1", made.UWC))


@pytest.mark.req("END-01")
def test_open_claims_are_looked_at_first() -> None:
    policy = made.running()
    policy.losses.create(
        vin=policy.vin,
        claim_number="C1",
        occurred_on=timezone.localdate(),
        incurred=Decimal(5000),
        at_fault=True,
        closed=False,
        recorded_at=timezone.now(),
    )
    checked = made.checked(made.entered(policy, "plate", {"plate": "闽C88888"}))
    with nothing_changed(), pytest.raises(PolicyNotChangeable) as refusal:
        endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC))
    assert refusal.value.field == "claims_seen"
    found = endorsing.approve_endorsement(checked.pk, made.by("UW_UND3", made.UWC), claims_seen=True)
    assert found.state == "paid"


@pytest.mark.req("END-01")
def test_a_withdrawn_request_asks_for_no_money() -> None:
    policy = made.running()
    waiting = made.approved(made.entered(policy, "limit", {"cover.MTP.limit": "2000000"}))
    gone = endorsing.withdraw_endorsement(waiting.pk, made.by("SALES", reason="客户不改了"))
    assert gone.state == "voided"
    made.requested(policy, "plate", at=timezone.now() + timedelta(days=3))


@pytest.mark.req("CUS-04")
def test_a_listed_vehicle_is_seen_on_the_endorsement_by_its_new_plate(settings: Any) -> None:
    """Why is told to the posts that see the lists, that there is a hit to everybody who works on the change."""
    settings.DEMO = True
    data = ListingData(
        kind="grey", subject="plate", value="闽C66666", reason_code="suspected_fraud",
        evidence="一年内五次出险，损失部位与维修记录相同",
        valid_from=timezone.localdate(), review_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    entry = propose_listing(made.by("UW_INFO", made.UWC), data=data)
    confirm_listing(entry.pk, made.by("UW_DIR", made.UWC))
    waiting = made.entered(made.running(), "plate", {"plate": "闽C66666"})
    page = reverse("underwriting:endorsement", args=[waiting.pk])
    seen = signed_in("UW_UND3", made.UWC).get(page).content.decode()
    told = signed_in("UW_ISSUE", made.FENGZE).get(page).content.decode()
    assert entry.number in seen
    assert "On lists" in told
    assert entry.number not in told
