"""The scorecard of a sub-branch: business, quality of data, punctuality, arrears, forms, days held (DUT-18, 5.11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from archives.public import form_rates
from core.clocks import at_midnight
from finance.public import overdue_by_sub_branch
from organisation.models import SUB_BRANCHES, Unit
from organisation.public import ScopedActor, unit_rows
from underwriting.models import BackEntry, DataDefect, QualityCheck, VisitDay
from underwriting.rules import quality_lives as lives
from underwriting.rules import risk_visit as visits
from underwriting.rules.data_quality import Checked, Quality, quality
from underwriting.selectors.quality import weighing
from underwriting.selectors.risk_visit import due_days
from underwriting.selectors.statistics import Asked, Row, business_by_sub_branch

NIL = Decimal("0.00")
HELD = (visits.HELD, visits.ISSUES_CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One sub-branch over a period; None where nothing was to be measured."""

    unit: Unit
    business: Row | None
    checked: Quality
    defects: int
    open_defects: int
    entered_later: int
    entered_late: int
    arrears: Decimal
    reconcile_rate: Decimal | None
    void_rate: Decimal | None
    lost: int
    days_planned: int
    days_held: int

    @property
    def punctual(self) -> Decimal | None:
        """Back-entries that came in time, in percent."""
        if not self.entered_later:
            return None
        return (Decimal(self.entered_later - self.entered_late) * 100 / self.entered_later).quantize(Decimal("0.01"))


def scorecards(actor: ScopedActor, asked: Asked, today: date) -> list[Card]:
    """Of every sub-branch in the actor's scope."""
    units = list(_units(actor, asked, today))
    business = business_by_sub_branch(actor, asked)
    checked, arrears = _checked(actor, asked), overdue_by_sub_branch(actor, today)
    forms = form_rates([unit.pk for unit in units], asked.since, asked.last_day)
    cards = []
    for unit in units:
        rates = forms.get(unit.pk)
        cards.append(
            Card(
                unit=unit,
                business=business.get(unit.pk),
                checked=quality(checked.get(unit.pk, ()), weighing(today)),
                arrears=arrears.get(unit.pk, NIL),
                reconcile_rate=rates.reconcile_rate if rates else None,
                void_rate=rates.void_rate if rates else None,
                lost=rates.lost if rates else 0,
                **{name: getattr(unit, name) or 0 for name in COUNTED},
            )
        )
    return cards


COUNTED = ("defects", "open_defects", "entered_later", "entered_late", "days_planned", "days_held")


def _units(actor: ScopedActor, asked: Asked, today: date) -> QuerySet[Any]:
    """The sub-branches with what is counted in them, in one statement."""
    found = DataDefect.objects.filter(created_at__gte=at_midnight(asked.since), created_at__lt=at_midnight(asked.end))
    later = BackEntry.objects.filter(signed_on__gte=asked.since, signed_on__lt=asked.end)
    late = Q(late_days__gt=0) | Q(entered_on=None, due_on__lt=today)
    days = due_days(VisitDay.objects.filter(day__gte=asked.since, day__lt=asked.end))
    rows = unit_rows(actor).filter(kind__in=SUB_BRANCHES, active=True)
    return rows.annotate(
        defects=_count(found),
        open_defects=_count(found.exclude(state=lives.CLOSED)),
        entered_later=_count(later),
        entered_late=_count(later.filter(late)),
        days_planned=_count(days),
        days_held=_count(days.filter(state__in=HELD)),
    ).order_by("code")


def _count(rows: QuerySet[Any]) -> Subquery:
    own = rows.filter(sub_branch_id=OuterRef("pk")).order_by().values("sub_branch_id")
    return Subquery(own.annotate(number=Count("pk")).values("number"))


def _checked(actor: ScopedActor, asked: Asked) -> Mapping[int, list[Checked]]:
    """The checked policies of the months, by sub-branch."""
    rows = QualityCheck.objects.visible_to(actor).filter(month__gte=asked.since, month__lt=asked.end)
    found: dict[int, list[Checked]] = defaultdict(list)
    for unit_id, errors in rows.exclude(state=lives.DRAWN).values_list("sub_branch_id", "errors"):
        found[unit_id].append(Checked(errors=tuple(error["grade"] for error in errors)))
    return found
