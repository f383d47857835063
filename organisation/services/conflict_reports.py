"""Monthly report of incompatible duties to internal audit (domain 3.3, control; GRC-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clocks import at_midnight, local_day
from core.models import AuditEntry
from core.notify import notify
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import ConflictReport, EmergencyOverride, Unit
from organisation.rules.lifecycles import conflict_report as lifecycle
from organisation.selectors.duty_report import Clash, clashes_of_branch
from organisation.selectors.people import holders_in_scope
from organisation.selectors.posts import name_of

CLOCK = "segregation-clock"
SEGREGATED = "segregation_of_duties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """From the first day to before the first of the next one."""

    first: date
    next_first: date


@creation(ConflictReport, lifecycle.MAKE)
def make_report(command: Command, /, *, branch: int, month: Month) -> ConflictReport:
    """As it stands today, with the emergencies and the refused acts of the month."""
    unit = Unit.objects.get(pk=branch)
    found = ConflictReport(month=month.first)
    found.set_unit(unit)
    found.conflicts = [_told(one) for one in clashes_of_branch(unit, local_day(command.at))]
    found.overrides = [_override(one) for one in _overrides(unit, month)]
    found.refused = _refused(unit, month)
    found.number = number_of_year("SR", command.at)
    notify(
        holders_in_scope(lifecycle.NOTE_RIGHT, found, local_day(command.at)),
        key=f"organisation.conflict_report:{found.number}",
        title=_("Report of incompatible duties, %(month)s") % {"month": f"{month.first:%Y-%m}"},
        body=found.work_summary().detail,
        url=f"{reverse('organisation:conflict_reports')}?q={found.number}",
        subject_kind=lifecycle.KIND,
    )
    return found


def _told(one: Clash) -> dict[str, Any]:
    """A conflict as it is kept: names and posts as they were."""
    return {
        "row": one.duties.number,
        "why": one.duties.why,
        "person": one.first.staff.name,
        "first": name_of(one.first.post_id),
        "first_unit": one.first.unit.name,
        "second": name_of(one.second.post_id),
        "second_unit": one.second.unit.name,
        "people": one.people,
    }


def _overrides(unit: Unit, month: Month) -> list[EmergencyOverride]:
    begin, end = at_midnight(month.first), at_midnight(month.next_first)
    rows = EmergencyOverride.objects.filter(branch_id=unit.pk, decided_at__gte=begin, decided_at__lt=end)
    return list(rows.exclude(until=None).select_related("staff", "duties", "decided_by").order_by("pk"))


def _override(one: EmergencyOverride) -> dict[str, Any]:
    return {
        "number": one.number,
        "pk": one.pk,
        "person": one.staff.name,
        "row": one.duties.number,
        "why": one.duties.why,
        "approved_by": one.decided_by.name if one.decided_by else "",
        "reason": one.reason,
        "hours": one.hours,
        "state": one.state,
        "finding": one.finding,
    }


def _refused(unit: Unit, month: Month) -> int:
    """Acts that the matrix refused to people of the branch."""
    here = Unit.objects.filter(Q(branch_id=unit.pk) | Q(pk=unit.pk)).values("pk")
    rows = AuditEntry.objects.filter(unit_id__in=here, outcome=SEGREGATED)
    return rows.filter(at__gte=at_midnight(month.first), at__lt=at_midnight(month.next_first)).count()


@transition(ConflictReport, lifecycle.NOTE)
def note_report(found: ConflictReport, command: Command, /) -> None:
    """Internal audit has read it and says what follows."""
    found.noted_by_id, found.noted_at, found.remark = command.actor.staff_id, command.at, command.reason.strip()
