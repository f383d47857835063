"""Claims as people look for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import (
    Calculation,
    Claim,
    ClaimDocument,
    LossItem,
    LossReport,
    Opinion,
    Photo,
    ReserveEntry,
    ShareRequest,
    SurveyTask,
)
from claims.selectors.reports import plain_plate
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor, ScopedQuerySet


def claims(actor: ScopedActor) -> ScopedQuerySet[Claim]:
    return Claim.objects.visible_to(actor)


def claim_for(actor: ScopedActor, pk: int) -> Claim:
    """The claim, or ``Hidden``."""
    related = ("unit", "report", "adjusting_unit", "approving_unit", "centre")
    found = claims(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def by_text(text: str) -> Q:
    """Number, policy, plate or name."""
    number = text.strip().upper()
    plain = Q(number=number) | Q(policy_number=number) | Q(plate=plain_plate(text))
    return plain | Q(insured_name__icontains=text) | Q(report__number=number)


def tasks(actor: ScopedActor) -> ScopedQuerySet[SurveyTask]:
    return SurveyTask.objects.visible_to(actor)


def task_for(actor: ScopedActor, pk: int) -> SurveyTask:
    found = tasks(actor).select_related("report__unit", "unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def own_task(actor: Actor, pk: int) -> SurveyTask:
    """A task of the surveyor who asks; those of others read as not found."""
    found = SurveyTask.objects.select_related("report__unit", "unit").filter(pk=pk, surveyor_id=actor.staff_id).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def own_tasks(actor: Actor) -> list[SurveyTask]:
    """Tasks of the surveyor who asks: open ones first, the latest first."""
    rows = SurveyTask.objects.filter(surveyor_id=actor.staff_id).select_related("report")
    return list(rows.order_by("done_at", "-assigned_at")[:50])


def item_for(actor: ScopedActor, pk: int) -> LossItem:
    rows = LossItem.objects.visible_to(actor).select_related("report", "task", "unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def items_of(report_id: int) -> Sequence[LossItem]:
    return list(LossItem.objects.filter(report_id=report_id).order_by("pk"))


def tasks_of(report_id: int) -> Sequence[SurveyTask]:
    return list(SurveyTask.objects.filter(report_id=report_id).prefetch_related("photos__file").order_by("pk"))


def claims_of(report: LossReport) -> Sequence[Claim]:
    return list(Claim.objects.filter(report=report).order_by("line"))


def documents_of(claim: Claim) -> Sequence[ClaimDocument]:
    return list(claim.documents.all())


def reserve_history(claim: Claim) -> Sequence[ReserveEntry]:
    return list(claim.reserves.order_by("-pk"))


def sheets_of(claim: Claim) -> Sequence[Calculation]:
    return list(claim.sheets.order_by("-version"))


def opinions_of(claim: Claim) -> Sequence[Opinion]:
    return list(claim.opinions.order_by("pk"))


def shares_of(claim: Claim) -> Sequence[ShareRequest]:
    return list(claim.shares.order_by("-pk"))


def may_see_report(actor: Actor, pk: int) -> bool:
    """Who may read files of a report."""
    return bool(LossReport.objects.visible_to(actor).filter(pk=pk).exists())  # type: ignore[arg-type]


def may_see_claim(actor: Actor, pk: int) -> bool:
    return bool(Claim.objects.visible_to(actor).filter(pk=pk).exists())  # type: ignore[arg-type]


def may_see_task(actor: Actor, pk: int) -> bool:
    """Whoever sees the task, the report, or a claim of it: an adjuster of a sub-branch looks at the photos."""
    task = SurveyTask.objects.filter(pk=pk).first()
    if task is None:
        return False
    seen = SurveyTask.objects.visible_to(actor).filter(pk=pk).exists()  # type: ignore[arg-type]
    own = task.surveyor_id is not None and task.surveyor_id == actor.staff_id
    claimed = Claim.objects.visible_to(actor).filter(report_id=task.report_id)  # type: ignore[arg-type]
    return bool(seen or own or may_see_report(actor, task.report_id) or claimed.exists())


def photos_of(task: SurveyTask) -> Sequence[Photo]:
    return list(task.photos.select_related("file").order_by("pk"))


def item_of_task(task: SurveyTask, pk: int) -> LossItem:
    """An object of the task's own case."""
    found = LossItem.objects.filter(report_id=task.report_id, task=task, pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def shares(actor: ScopedActor) -> Any:
    """Requests in scope, and the own ones."""
    mine = ShareRequest.objects.filter(reader_id=actor.staff_id)
    return (ShareRequest.objects.visible_to(actor) | mine).distinct()


def share_for(actor: ScopedActor, pk: int) -> ShareRequest:
    found = shares(actor).select_related("claim", "unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found  # type: ignore[no-any-return]
