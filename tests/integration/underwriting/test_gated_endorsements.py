"""What stops a proposal stops an endorsement that adds cover or sum (UWR-20, B-26, LAW-103); authority (5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from archives.models import Document
from core.jobs.drain import drain
from core.models import WorkItem
from core.workflow.refusals import AboveAuthority, Forbidden
from tests.factories import endorsements as made
from tests.factories.lines import PROPERTY, make_line_policy
from tests.factories.organisation import actor_at
from tests.factories.underwriting import UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Moratorium, Policy, RiskAssessment
from underwriting.rules import endorsement_upward as upward
from underwriting.services import endorsement_upward, endorsing
from underwriting.services.refusals import NotAssessed, Suspended
from underwriting.services.reinsurance_refusals import FacultativeNotPlaced

LARGE = "15000000"


def _raised(policy: Policy, amount: str) -> Endorsement:
    """The first item of the property is insured for more; the underwriter has it."""
    items = [row | {"sum_insured": amount} if at == 0 else row for at, row in enumerate(PROPERTY["items"])]  # type: ignore[attr-defined, arg-type]
    return made.checked(made.entered(policy, "sum_insured", content={"items": items}))


def _suspend(policy: Policy, *lines: str, **over: Any) -> Moratorium:
    moment = made.later()
    held = Moratorium(
        number="T1",
        title="台风橙色预警",
        grounds="台风",
        lines=list(lines),
        effective=DateTimeTZRange(moment - timedelta(hours=1), moment + timedelta(days=3)),
        proposed_by_id=actor_at("UW_DIR", UWC).staff_id or 0,
        approved_by_id=actor_at("BR_MGR", "350500").staff_id or 0,
        **over,
    )
    held.set_unit(policy.unit)
    held.save()
    held.units.set([policy.unit_id])
    return held


@pytest.mark.req("UWR-20", "END-01")
def test_nothing_is_added_while_business_is_suspended_and_reductions_go_on() -> None:
    policy = made.running()
    _suspend(policy, "MTP")
    more = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "1500000"}))
    with nothing_changed(), pytest.raises(Suspended) as refused:
        endorsing.approve_endorsement(more.pk, made.by("UW_UND3", UWC))
    assert refused.value.details == {"value": "T1"}
    endorsing.decline_endorsement(more.pk, made.by("UW_UND3", UWC, reason="暂停承保"))
    less = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "500000"}))
    assert endorsing.approve_endorsement(less.pk, made.by("UW_UND3", UWC)).state == "approved"


@pytest.mark.req("UWR-20", "END-01")
def test_a_suspension_of_new_business_lets_customers_of_the_company_go_on() -> None:
    policy = made.running()
    _suspend(policy, "MTP", new_only=True)
    more = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "1500000"}))
    assert endorsing.approve_endorsement(more.pk, made.by("UW_UND3", UWC)).state == "approved"


@pytest.mark.req("RSK-01", "RSK-12", "END-01")
def test_a_sum_raised_above_the_authority_of_the_centre_is_assessed_first() -> None:
    policy = make_line_policy("PRB", PROPERTY)
    asked = _raised(policy, LARGE)
    upper = made.by("PROV_UW", "350000")
    with nothing_changed(), pytest.raises(NotAssessed):
        endorsing.approve_endorsement(asked.pk, upper)
    report = RiskAssessment(
        number="G1", kind="compulsory", place="centre", level="group", policy=policy, line="PRB", version=1,
        insured_name=policy.insured_name, exposure=asked.exposure, state="closed", opinion="accept", grade="good",
        signed_by="蔡文彬", signed_at=made.later(), created_at=made.later(), updated_at=made.later(),
    )  # fmt: skip
    report.set_unit(policy.unit)
    RiskAssessment.objects.bulk_create([report])
    assert (
        endorsing.approve_endorsement(asked.pk, replace(upper, key=made.by("PROV_UW", "350000").key)).state
        == "approved"
    )


@pytest.mark.req("REI-01", "END-01")
def test_a_sum_raised_above_all_treaties_is_placed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retention 20 million with 8 lines of surplus carries 180 million."""
    policy = make_line_policy("PRB", PROPERTY)
    asked = _raised(policy, "200000000")
    monkeypatch.setattr("underwriting.services.endorsement_gate.refuse_unassessed", lambda *_args, **_more: None)
    with nothing_changed(), pytest.raises(FacultativeNotPlaced) as refused:
        endorsing.approve_endorsement(asked.pk, made.by("HO_UW", "000000"))
    assert Decimal(refused.value.details["value"]) == asked.exposure - Decimal(180_000_000)


@pytest.mark.req("UWR-06", "END-01")
def test_own_wording_of_a_change_is_decided_by_a_senior() -> None:
    policy = made.running(own_damage=False, third_party_limit=Decimal(500_000))
    asked = made.checked(made.entered(policy, "terms", {"special_terms": "夜间不得营运"}))
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsing.approve_endorsement(asked.pk, made.by("UW_UND1", UWC))
    assert endorsing.approve_endorsement(asked.pk, made.by("UW_UND3", UWC)).state == "paid"


@pytest.mark.req("UWR-06", "END-01")
def test_where_premium_goes_back_the_sum_is_measured_beside_the_refund() -> None:
    policy = made.running()
    asked = made.checked(made.entered(policy, "limit", {"cover.MTP.limit": "500000"}))
    assert asked.refund < Decimal(5000)
    with nothing_changed(), pytest.raises(AboveAuthority):
        endorsing.approve_endorsement(asked.pk, made.by("UW_UND1", UWC))
    assert endorsing.approve_endorsement(asked.pk, made.by("UW_UND2", UWC)).state == "approved"


@pytest.mark.req("UWR-06", "UWR-16", "END-01")
def test_a_change_above_the_branch_goes_up_with_frozen_terms_and_comes_back_with_a_reply() -> None:
    policy = made.running()
    asked = made.checked(made.entered(policy, "terms", {"special_terms": "限本省行驶"}))
    director = actor_at("UW_DIR", UWC)
    up = endorsement_upward.report_up(asked.pk, made.by("UW_DIR", UWC, reason="超出本中心特约权限，建议同意"))
    assert (
        WorkItem.objects.get(subject_id=up.pk, queue=upward.PROVINCE_QUEUE, done_at=None).unit_id == policy.province_id
    )
    with nothing_changed(), pytest.raises(Forbidden):
        endorsing.approve_endorsement(up.pk, made.by("UW_DIR", UWC))
    replied = endorsing.approve_endorsement(up.pk, made.by("PROV_UW", "350000", reason="同意"))
    drain(reraise=True)
    assert replied.state == "paid"
    assert [(one["level"], one["outcome"], one["text"]) for one in replied.voices] == [
        ("branch", "advised", "超出本中心特约权限，建议同意"),
        ("province", "agreed", "同意"),
    ]
    assert replied.voices[0]["terms"] == asked.changes
    assert replied.voices[0]["by"].startswith(director.name)
    kept = Document.objects.get(subject_kind=replied.lifecycle.kind, subject_id=up.pk, kind="endorsement_reply")
    assert kept.title == "超权限批改批复"
