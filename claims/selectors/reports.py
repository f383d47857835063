"""Reports as people look for them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import LossItem, LossReport, ReportCover, SurveyTask
from claims.rules import lifecycle
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor, ScopedQuerySet, parameter


def plain_plate(text: str) -> str:
    """A plate without dots and blanks, capitals; foreign ones are taken as told."""
    return re.sub(r"[\s·.\-]", "", text).upper()


def reports(actor: ScopedActor) -> ScopedQuerySet[LossReport]:
    return LossReport.objects.visible_to(actor)


def report_for(actor: ScopedActor, pk: int) -> LossReport:
    """The report, or ``Hidden``."""
    found = reports(actor).select_related("unit", "merged_into", "event").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(text: str) -> Q:
    """Number, plate, reporter or place."""
    plate = plain_plate(text)
    return Q(number__iexact=text.strip()) | Q(plate=plate) | Q(reporter_name__icontains=text) | Q(place__icontains=text)


def report_by_number(actor: ScopedActor, number: str) -> LossReport | None:
    """The report of this number, or of the claim with this number, in the actor's scope."""
    plain = number.strip().upper()
    found = reports(actor).select_related("unit", "merged_into")
    return found.filter(Q(number=plain) | Q(claims__number=plain)).first()


def similar_reports(plate: str, policy_ids: tuple[int, ...], at: datetime) -> list[dict[str, Any]]:
    """Reports of the same vehicle or policy around the same time: perhaps one accident told twice (B-06, B1)."""
    hours = timedelta(hours=int(parameter("claims.duplicate_hours")))
    same = Q(covers__policy_id__in=policy_ids)
    if plate:
        same |= Q(plate=plate)
    found = LossReport.objects.filter(same, occurred_at__range=(at - hours, at + hours))
    rows = found.exclude(state__in=(lifecycle.CANCELLED, lifecycle.MERGED)).distinct().order_by("-pk")[:5]
    return [{"id": r.pk, "number": r.number, "place": r.place, "at": r.occurred_at.isoformat()} for r in rows]


def tasks_of(report_id: int) -> list[SurveyTask]:
    return list(SurveyTask.objects.filter(report_id=report_id).order_by("pk"))


def finding_of(tasks: list[SurveyTask]) -> SurveyTask | None:
    """The task whose facts count: the latest finished one that states the fault."""
    done = [task for task in tasks if task.state == lifecycle.DONE and task.fault and task.done_at]
    return max(done, key=lambda task: (task.done_at, task.pk), default=None)


def all_assessed(tasks: list[SurveyTask], items: list[LossItem]) -> bool:
    """Every task is finished and every object assessed."""
    closed = {lifecycle.DONE, lifecycle.CANCELLED}
    finished = all(task.state in closed for task in tasks)
    return finished and bool(items) and all(item.state == lifecycle.CONFIRMED for item in items)


def survey_of(report_id: int) -> SurveyTask | None:
    """The task whose facts count: the latest finished one that states the fault."""
    return finding_of(tasks_of(report_id))


def live_items(report_id: int) -> list[LossItem]:
    return list(LossItem.objects.filter(report_id=report_id).exclude(state=lifecycle.REMOVED).order_by("pk"))


def fully_assessed(report_id: int) -> bool:
    """Every task is finished and every object assessed."""
    return all_assessed(tasks_of(report_id), live_items(report_id))


def covers_of(report: LossReport) -> list[ReportCover]:
    """Policies of a report, the compulsory one first."""
    return list(report.covers.select_related("unit").order_by("line"))
