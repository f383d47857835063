"""By when a claim must be decided, and what the assessment report says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import get_current_timezone

from archives.models import Document
from claims.documents.papers import assessment_content
from claims.models import Claim, LossReport
from claims.services import papers
from core.jobs.drain import drain
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order

pytestmark = pytest.mark.req("PAY-09")


def day(month: int, number: int) -> datetime:
    return datetime(2027, month, number, 10, tzinfo=get_current_timezone())


def end_of(month: int, number: int) -> datetime:
    """A deadline in days ends with its last day."""
    return day(month, number).replace(hour=23, minute=59, second=59)


def receive(claim: Claim, at: datetime, codes: list[str]) -> None:
    papers.receive_documents(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE), at=at), codes=tuple(codes))


def complete(claim: Claim, at: datetime) -> Claim:
    return papers.complete_documents(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE), at=at))


def codes_of(claim: Claim) -> list[str]:
    return list(claim.documents.order_by("position").values_list("code", flat=True))


def test_thirty_days_from_the_first_documents_without_the_time_of_the_supplement() -> None:
    claim = made.make_claims()["MOD"]
    codes = codes_of(claim)
    receive(claim, day(3, 1), codes[:1])
    claim.refresh_from_db()
    assert (claim.documents_at, claim.decide_by) == (day(3, 1), end_of(3, 31))
    papers.ask_missing(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE), at=day(3, 3)))
    receive(claim, day(3, 8), codes[1:2])
    receive(claim, day(3, 15), codes[2:])
    done = complete(claim, day(3, 16))
    assert done.decide_by == end_of(3, 31) + timedelta(days=12)  # 3 to 15 March do not count


def test_thirty_days_when_nothing_was_missing() -> None:
    claim = made.make_claims()["MOD"]
    receive(claim, day(3, 1), codes_of(claim))
    assert complete(claim, day(3, 20)).decide_by == end_of(3, 31)


def test_five_days_from_complete_documents_of_a_compulsory_claim() -> None:
    claim = made.make_claims()["MCI"]
    receive(claim, day(3, 1), codes_of(claim))
    claim.refresh_from_db()
    assert claim.decide_by is None
    assert complete(claim, day(3, 4)).decide_by == end_of(3, 9)


@pytest.mark.req("SUR-08", "CAS-01")
def test_the_assessment_report_lists_parts_amounts_and_photos() -> None:
    report = made.make_assessed(covers=[])
    shown = assessment_content(LossReport.objects.get(pk=report.pk))
    assert [(one["name"], one["assessed"], one["net"]) for one in shown["assessed"]] == [
        ("大众朗逸", "10,000.00", "10,000.00"),
        ("丰田卡罗拉 闽C66666", "8,000.00", "8,000.00"),
    ]
    assert shown["assessed"][0]["lines"] == [("前保险杠", "配件", "10,000.00")]
    assert shown["grand_total"] == "18,000.00"
    assert [photo[1] for photo in shown["photos"]] == ["事故现场", "车辆全貌及号牌", "车架号或号牌近景", "损失部位"]
    drain(reraise=True)
    kept = Document.objects.filter(subject_kind="claims.report", subject_id=report.pk, kind="claim_assessment")
    assert [document.title for document in kept] == ["机动车辆保险定损单"]
