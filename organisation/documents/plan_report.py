"""The report with which a plan goes up (guide, one·2(3), 3(3), 4(3))."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags import ui
from organisation.models import FiledPlan
from organisation.rules.periods import last_day
from organisation.selectors import posts
from organisation.selectors.filed_plans import plan_for


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """The content of a report, ready to be read."""

    number: str
    title: str
    unit: str
    source: str
    rows: list[tuple[str, str]]
    cause: str
    plan: str
    signed: list[tuple[str, str]]


def plan_report(actor: Any, pk: int) -> PlanReport:
    """The report on a plan in the actor's scope; out of scope reads as not found."""
    found = plan_for(actor, pk)
    kind = _("Special report for approval") if found.approval else _("Filing report")
    return PlanReport(
        number=found.number,
        title=f"{kind}: {_(found.about.label)}",
        unit=found.unit.name,
        source=found.about.source.rpartition(" · ")[2],
        rows=_rows(found),
        cause=found.cause,
        plan=found.plan,
        signed=_signed(found),
    )


def _rows(found: FiledPlan) -> list[tuple[str, str]]:
    figures, last = found.figures, last_day(found.effective)
    decided = _(found.about.choices[found.choice]) if found.choice else "、".join(map(posts.name_of, found.posts))
    rows = [
        (_("Unit"), found.unit.name),
        (_("What is decided"), decided),
        (_("Period"), f"{ui.day(found.effective.lower)} – {ui.day(last) if last else _('without end')}"),
        (_("Premium of %(year)s as reported") % {"year": figures["year"]}, f"{Decimal(figures['stated']):,.2f}"),
        (_("Premium of %(year)s in this system") % {"year": figures["year"]}, f"{Decimal(figures['known']):,.2f}"),
    ]
    if figures["floor"] is not None:
        rows.append((_("Least premium"), f"{Decimal(figures['floor']):,.2f}"))
    if found.previous:
        rows.append((_("Takes the place of"), found.previous.number))
    return rows


def _signed(found: FiledPlan) -> list[tuple[str, str]]:
    signed = [
        (_("Drafted by"), found.drafted_by, found.created_at),
        (_("Decided by the province"), found.endorsed_by, found.endorsed_at),
        (_("Answered by head office"), found.answered_by, found.answered_at),
    ]
    return [(label, f"{who.name} {ui.full_moment(at)}" if who else "") for label, who, at in signed]
