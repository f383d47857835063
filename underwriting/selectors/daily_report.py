"""Counting what the centre did on a day, by sub-branch and line (B-37)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add

from django.db.models import Count, DecimalField, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.models import WorkItem
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.models.unit import SUB_BRANCHES
from organisation.public import ScopedActor
from underwriting.models import Decision
from underwriting.models.desk import DailyReport, Discrepancy
from underwriting.rules import lifecycle
from underwriting.rules.daily_report import Gathered

KINDS = {
    "approved": "manual",
    "approved_with_terms": "manual",
    "reply_agreed": "manual",
    "declined": "declined",
    "reply_declined": "declined",
    "escalated": "escalated",
}
SUMS = (
    "proposal__compulsory_premium",
    "proposal__damage_premium",
    "proposal__third_party_premium",
    "proposal__line_premium",
)
EXPOSURE = ("proposal__sum_insured", "proposal__third_party_limit", "proposal__line_sum_insured")


def gathered(branch: Unit, day: date) -> Gathered:
    """Four statements whatever the number of proposals; the figures come from the queues and the decisions."""
    found = Gathered()
    items = WorkItem.objects.filter(branch_id=branch.pk, subject_kind=lifecycle.PROPOSAL_KIND)
    _add_arrivals(found, items, day)
    _add_handling(found, items, day)
    _add_decisions(found, branch, day)
    return found


def _add_arrivals(found: Gathered, items: QuerySet[WorkItem], day: date) -> None:
    arrived = items.filter(opened_at__date=day, queue=lifecycle.REVIEW_QUEUE).values("sub_branch_id", "unit_id", "line")
    for row in arrived.annotate(n=Count("pk")):
        found.add(row["sub_branch_id"] or row["unit_id"], row["line"], submitted=row["n"])
    back = items.filter(opened_at__date=day, subject_state=lifecycle.RETURNED).values(
        "sub_branch_id", "unit_id", "line"
    )
    for row in back.annotate(n=Count("pk")):
        found.add(row["sub_branch_id"] or row["unit_id"], row["line"], returned=row["n"])


def _add_handling(found: Gathered, items: QuerySet[WorkItem], day: date) -> None:
    waiting = items.filter(queue=lifecycle.DECIDE, done_at=None).values("sub_branch_id", "unit_id", "line")
    for row in waiting.annotate(n=Count("pk")):
        found.add(row["sub_branch_id"] or row["unit_id"], row["line"], pending=row["n"])
    done = items.filter(queue=lifecycle.DECIDE, done_at__date=day).values("sub_branch_id", "unit_id", "line")
    for row in done.annotate(n=Count("pk"), took=Sum(F("done_at") - F("opened_at"))):
        minutes = round(row["took"].total_seconds() / 60)
        found.add(row["sub_branch_id"] or row["unit_id"], row["line"], handled=row["n"], minutes=minutes)


def _add_decisions(found: Gathered, branch: Unit, day: date) -> None:
    rows = Decision.objects.filter(decided_at__date=day, proposal__branch_id=branch.pk)
    kept = rows.filter(outcome__in=("manual", *KINDS)).exclude(automatic=True, outcome="manual")
    place = Coalesce("proposal__sub_branch_id", "proposal__unit_id")
    grouped = kept.annotate(place=place).values("place", "proposal__line", "automatic", "outcome")
    for row in grouped.annotate(n=Count("pk"), premium=_sum(SUMS), exposure=_sum(EXPOSURE)):
        name = "automatic" if row["automatic"] else KINDS[row["outcome"]]
        values = {name: row["n"]}
        if name in {"automatic", "manual"}:
            values |= {"premium": row["premium"], "sum_insured": row["exposure"]}
        found.add(row["place"], row["proposal__line"], **values)


def _sum(names: tuple[str, ...]) -> Sum:
    total = Value(Decimal(0), output_field=DecimalField(max_digits=20, decimal_places=2))
    return Sum(reduce(add, (Coalesce(name, Decimal(0)) for name in names), total))


def sub_branches(branch: Unit) -> list[Unit]:
    """Every sub-branch gets its report, also when nothing happened: what is missing there is a difference, too."""
    return list(Unit.objects.filter(branch_id=branch.pk, kind__in=SUB_BRANCHES).order_by("code"))


def unpublished(branch: Unit, day: date) -> list[Unit]:
    """Sub-branches without the report of the day."""
    known = set(DailyReport.objects.filter(branch_id=branch.pk, day=day).values_list("unit_id", flat=True))
    return [unit for unit in sub_branches(branch) if unit.pk not in known]


def reports(actor: ScopedActor) -> QuerySet[DailyReport]:
    """Daily reports in scope."""
    return DailyReport.objects.visible_to(actor)


def report_for(actor: ScopedActor, pk: int) -> DailyReport:
    """One of them; out of scope reads as not found."""
    found = reports(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def discrepancies(actor: ScopedActor) -> QuerySet[Discrepancy]:
    """Differences in scope."""
    return Discrepancy.objects.visible_to(actor)


def discrepancy_for(actor: ScopedActor, pk: int) -> Discrepancy:
    """One of them; out of scope reads as not found."""
    found = discrepancies(actor).select_related("unit", "report__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
