"""Figures of the underwriting desk for the home pages of director, underwriters and information post (DUT-17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.metrics import Point
from underwriting.models import DailyReport, Question, Referral
from underwriting.rules import daily_report, question, referral

STAGES = (
    (referral.PREPARING, "wait"),
    (referral.PACK_COMPLETE, "info"),
    (referral.SUBMITTED_PROV, "info"),
    (referral.SUBMITTED_HO, "info"),
    (referral.REPLIED, "good"),
    (referral.ISSUED, "bad"),
)


def reports_upward(actor: Any, day: date) -> Sequence[Point]:  # noqa: ARG001 - as they stand now
    """Reports by how far they have come."""
    rows = Referral.objects.visible_to(actor)
    counts = rows.aggregate(**{state: Count("pk", filter=Q(state=state)) for state, _tone in STAGES})
    url = reverse("underwriting:referrals")
    return [
        Point(label=_(referral.REFERRAL.state(state).label), value=counts[state], url=f"{url}?state={state}", tone=tone)
        for state, tone in STAGES
    ]


def unanswered_reports(actor: Any, day: date) -> Sequence[Point]:
    """Daily reports that no sub-branch answered in time."""
    count = DailyReport.objects.visible_to(actor).filter(state=daily_report.UNANSWERED).count()
    url = reverse("underwriting:daily_reports") + f"?state={daily_report.UNANSWERED}"
    return (Point(label=str(day), value=count, url=url),)


def open_questions(actor: Any, day: date) -> Sequence[Point]:
    """Questions that wait for the centre."""
    count = Question.objects.visible_to(actor).filter(state=question.ASKED).count()
    url = reverse("underwriting:questions") + f"?state={question.ASKED}"
    return (Point(label=str(day), value=count, url=url),)
