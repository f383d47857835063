"""Underwriting days as people see them, and how they went (5.14)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import PostAssignment
from organisation.public import ScopedActor, parameter
from underwriting.models import Decision, Endorsement, EntryKind, Policy, Proposal, VisitDay, VisitIssue
from underwriting.rules import risk_visit as life
from underwriting.rules.endorsement_life import ENDORSEMENT_KIND
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.rules.risk_days import DayFigures

_NOT_TOLD = Q(state__in=(life.PLANNED, *life.GIVEN_UP), published_at=None)


def due_days(rows: QuerySet[VisitDay]) -> QuerySet[VisitDay]:
    """Days that had to be held: neither given up nor a plan that was never published (5.14)."""
    return rows.exclude(state__in=life.GIVEN_UP).exclude(_NOT_TOLD)


def days(actor: ScopedActor) -> QuerySet[VisitDay]:
    """Days in scope; a sub-branch sees what is published."""
    rows = VisitDay.objects.visible_to(actor).select_related("unit", "replaces")
    if actor.refusal_for(life.RECORD_DAY) is not None:
        rows = rows.exclude(_NOT_TOLD)
    return rows.annotate(open_issues=Count("issues", filter=Q(issues__settled_at=None)))


def number_for(actor: ScopedActor, pk: str) -> str:
    """The number of a day that the actor sees; nothing of any other."""
    found = days(actor).filter(pk=pk).values_list("number", flat=True).first() if pk.isdecimal() else None
    return found or ""


def day_for(actor: ScopedActor, pk: int) -> VisitDay:
    """One of them; out of scope reads as not found."""
    found = days(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def stands_for(day: VisitDay) -> VisitDay | None:
    """The day that came instead of a postponed one."""
    return day.replaced_by.order_by("-pk").first() if day.state == life.POSTPONED else None


class Filed(NamedTuple):
    """The paper behind a number."""

    kind: str
    pk: int | None


LEAST = ((EntryKind.VISIT, "underwriting.visits_a_day"), (EntryKind.FILE, "underwriting.files_a_day"))
FILES = ((POLICY_KIND, Policy), (PROPOSAL_KIND, Proposal), (ENDORSEMENT_KIND, Endorsement))


def files_named(day: VisitDay, numbers: Collection[str]) -> dict[str, Filed]:
    """The proposals, policies and endorsements of the visited sub-branch among the numbers."""
    found: dict[str, Filed] = {}
    for kind, model in FILES if numbers else ():
        rows = model._default_manager.filter(number__in=numbers, sub_branch_id=day.sub_branch_id or day.unit_id)
        found |= {number: Filed(kind, pk) for number, pk in rows.values_list("number", "pk")}
    return found


def checked_files(day: VisitDay) -> set[str]:
    """The files that were checked already."""
    return set(day.entries.filter(kind=EntryKind.FILE).values_list("number", flat=True))


class Needed(NamedTuple):
    """How many entries of a kind a day has, and how many it needs at least."""

    kind: EntryKind
    here: int
    least: int


def needed_entries(day: VisitDay) -> list[Needed]:
    """The least number of visited risks and checked files (5.14)."""
    kinds = list(day.entries.values_list("kind", flat=True))
    return [Needed(kind, kinds.count(kind), int(parameter(name, day.unit, day.day))) for kind, name in LEAST]


def rows_to_fill(day: VisitDay) -> list[str]:
    """The kinds of the rows that the day still lacks; a file where it lacks nothing."""
    lacking = [one.kind.value for one in needed_entries(day) for _place in range(one.least - one.here)]
    return lacking or [EntryKind.FILE.value]


def decided_on(day: VisitDay) -> list[Decision]:
    """What people decided of the sub-branch's proposals on the day, with their usual authority."""
    rows = Decision.objects.filter(
        automatic=False, decided_at__date=day.day, proposal__sub_branch_id=day.sub_branch_id or day.unit_id
    )
    return list(rows.select_related("proposal").order_by("pk"))


def figures(actor: ScopedActor, first: date, last: date, closing_days: int) -> DayFigures:
    """Held days of those that were due, and issues closed in time of those whose time is over or that are closed. What
    is still open counts whatever its day."""
    mine = VisitDay.objects.visible_to(actor)
    due = due_days(mine.filter(day__gte=first, day__lte=last))
    counts = due.aggregate(due=Count("pk"), held=Count("pk", filter=~Q(state=life.PLANNED)))
    issues = VisitIssue.objects.filter(day__in=due.values("pk")).annotate(
        raised_on=TruncDate("raised_at"), settled_on=TruncDate("settled_at")
    )
    in_time = Q(settled_on__lte=F("raised_on") + timedelta(days=closing_days))
    counted = Q(settled_at__isnull=False) | Q(raised_on__lt=last - timedelta(days=closing_days))
    found = issues.aggregate(all=Count("pk", filter=counted), closed=Count("pk", filter=in_time))
    return DayFigures(
        due=counts["due"],
        held=counts["held"],
        issues=found["all"] or 0,
        closed_in_time=found["closed"] or 0,
        still_open=VisitIssue.objects.filter(day__in=mine.values("pk"), settled_at=None).count(),
    )


def overdue_issues(actor: ScopedActor, today: date) -> list[VisitIssue]:
    """Issues past their day: the director's list."""
    mine = VisitDay.objects.visible_to(actor).values("pk")
    rows = VisitIssue.objects.filter(day__in=mine, settled_at=None, due_on__lt=today)
    return list(rows.select_related("day__unit").order_by("due_on", "pk"))


def premium_of_places(branch_id: int, first: date, last: date) -> dict[int, Decimal]:
    """Premium of the policies that each sub-branch of a branch issued between two days, by its unit."""
    rows = Policy.objects.filter(branch_id=branch_id, created_at__date__gte=first, created_at__date__lte=last)
    sums = rows.values_list("sub_branch_id").annotate(premium=Sum("premium"))
    return {unit: premium for unit, premium in sums if unit is not None}


def people_of(day: VisitDay, today: date) -> list[tuple[int, str]]:
    """People of the sub-branch and of the centre who may be charged with an issue."""
    held = PostAssignment.objects.filter(
        Q(unit_id=day.unit_id) | Q(post_id__in=("UW_DIR", "UW_RISK"), unit__branch_id=day.branch_id),
        period__contains=today,
        staff__is_active=True,
    )
    rows = held.select_related("staff", "post").order_by("staff__name", "staff_id").distinct("staff__name", "staff_id")
    return [(one.staff_id, f"{one.staff.name} · {one.post.name}") for one in rows]
