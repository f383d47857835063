"""What the clock does for underwriting days and resolutions: calendars drafted and chased, sub-branches and
underwriters reminded (5.13, 5.14, A8 1, 2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import notify
from core.clocks import calendar
from core.workflow.command import Command
from organisation.models import Unit
from organisation.public import holders_in_scope, parameter, system_actor
from underwriting.models import CommitteeCase, VisitDay
from underwriting.rules import risk_visit as life
from underwriting.rules.risk_committee import CASE_KIND, RESOLVED
from underwriting.rules.risk_days import publish_by
from underwriting.services.risk_days import plan_month
from underwriting.services.risk_orders import AUTO_ACTOR


def draft_calendar(branch: Unit, now: datetime) -> int:
    """From the day of the draft on, the days of the next month stand as a proposal before those who plan, until the
    calendar is published; whoever is late with it is told once. How many days were drafted."""
    today = localdate(now)
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if today.day < parameter("underwriting.calendar_draft_day", branch, today):
        return 0
    command = Command(actor=system_actor(AUTO_ACTOR, unit_id=branch.pk), key=_calendar_key(branch, first), at=now)
    made = plan_month(command, first=first)
    if made:
        _tell_planners(made[0], first, today, _("Look at the drafted underwriting days and publish them."), "draft")
    last = publish_by(first, int(parameter("underwriting.calendar_day", branch, today)))
    late = VisitDay.objects.filter(
        branch_id=branch.pk, day__year=first.year, day__month=first.month, state=life.PLANNED, published_at=None
    ).select_related("unit")
    waiting = late.first() if today > last else None
    if waiting is not None:
        _tell_planners(waiting, first, today, _("The calendar of underwriting days is not published yet."), "late")
    return len(made)


def _calendar_key(branch: Unit, first: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"underwriting-days/{branch.pk}/{first}")


def _tell_planners(day: VisitDay, first: date, today: date, body: str, occasion: str) -> None:
    notify.notify(
        holders_in_scope(life.PLAN_DAYS, day, today),
        key=f"{life.DAY_KIND}/{day.branch_id}/{first:%Y-%m}/{occasion}",
        title=_("Underwriting days of %(month)s") % {"month": f"{first:%Y-%m}"},
        body=body,
        url=reverse("underwriting:visit_days"),
    )


def remind_to_hand_in(now: datetime) -> int:
    """The sub-branch collects cases, visits and problems some working days before (A8 2): it is told once. How many
    days were told of."""
    today = localdate(now)
    last = calendar().add_working_days(today, int(parameter("underwriting.hand_in_days", None, today)))
    coming = VisitDay.objects.filter(state=life.PLANNED, day__gt=today, day__lte=last).exclude(published_at=None)
    rows = list(coming.select_related("unit"))
    for one in rows:
        notify.notify(
            holders_in_scope(life.FOLLOW_ISSUES, one, today),
            key=f"{life.DAY_KIND}/{one.pk}/hand-in",
            title=_("Underwriting day on %(day)s") % {"day": one.day},
            body=_("Hand in cases, risks to be visited and problems."),
            subject_kind=life.DAY_KIND,
            subject_id=one.pk,
        )
    return len(rows)


def remind_to_apply(now: datetime) -> int:
    """Some days before a resolution ends unused the underwriters are told, once (5.13). How many they were told of."""
    running = CommitteeCase.objects.filter(state=RESOLVED, act_by__lte=now, valid_until__gte=localdate(now))
    rows = list(running.select_related("unit", "assessment"))
    for one in rows:
        notify.notify(
            holders_in_scope("underwriting.decide_proposal", one, localdate(now)),
            key=f"{CASE_KIND}/{one.pk}/ends",
            title=_("Resolution %(number)s is not applied yet") % {"number": one.resolution},
            body=_("%(insured)s, valid until %(day)s")
            % {"insured": one.assessment.insured_name, "day": one.valid_until},
            subject_kind=CASE_KIND,
            subject_id=one.pk,
        )
    return len(rows)
