"""Counting what the centre did on a day, by sub-branch and line (B-37)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.clocks import at_midnight
from core.models import AuditEntry, WorkItem
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.models.unit import SUB_BRANCHES
from organisation.public import ScopedActor
from underwriting.models import Proposal
from underwriting.models.desk import DailyReport, Discrepancy
from underwriting.rules import discrepancy as ticket
from underwriting.rules import lifecycle
from underwriting.rules.daily_flow import IN_CENTRE, Act, figures_of, states_around
from underwriting.rules.daily_report import Correction, Gathered

DONE = "done"
COLUMNS = (
    "sub_branch_id",
    "unit_id",
    "line",
    "state",
    "compulsory_premium",
    "damage_premium",
    "third_party_premium",
    "driver_premium",
    "passenger_premium",
    "line_premium",
    "sum_insured",
    "third_party_limit",
    "driver_limit",
    "passenger_limit",
    "seats",
    "line_sum_insured",
)


def begins(units: Sequence[Unit], day: date) -> dict[datetime, list[Unit]]:
    """From when the report of a day counts, with the units for which that is so: from the end of their last one, so
    that what happens in the evening and on days off stands in the next; the first report begins with the day."""
    earlier = DailyReport.objects.filter(unit__in=units, day__lt=day).order_by("unit_id", "-day").distinct("unit_id")
    last = {
        unit: until or published for unit, until, published in earlier.values_list("unit_id", "until", "published_at")
    }
    found: dict[datetime, list[Unit]] = defaultdict(list)
    for unit in units:
        found[last.get(unit.pk) or at_midnight(day)].append(unit)
    return dict(found)


def gathered(branch: Unit, begin: datetime, end: datetime) -> Gathered:
    """What came from ``begin`` on and what had become of it before ``end``, a few statements whatever the number of
    proposals."""
    found = Gathered()
    acts = _acts(branch, begin, end)
    touched = Q(state__in=IN_CENTRE) | Q(pk__in=acts)
    for proposal in Proposal.objects.filter(touched, branch_id=branch.pk).only(*COLUMNS):
        _count(found, proposal, acts.get(proposal.pk, []))
    items = WorkItem.objects.filter(branch_id=branch.pk, subject_kind=lifecycle.PROPOSAL_KIND)
    _add_handling(found, items.filter(done_at__gte=begin, done_at__lt=end))
    return found


def _acts(branch: Unit, begin: datetime, end: datetime) -> dict[int, list[tuple[bool, Act]]]:
    """What was done to each proposal since ``begin``, the oldest first, and whether before the report."""
    changed = Proposal.objects.filter(branch_id=branch.pk, updated_at__gte=begin).values("pk")
    entries = AuditEntry.objects.filter(
        subject_kind=lifecycle.PROPOSAL_KIND, subject_id__in=changed, at__gte=begin, outcome=DONE
    )
    found: dict[int, list[tuple[bool, Act]]] = {}
    columns = ("subject_id", "at", "state_before", "state_after")
    for pk, at, before, after in entries.exclude(state_after="").order_by("at", "pk").values_list(*columns):
        found.setdefault(pk, []).append((at < end, Act(before, after)))
    return found


def _count(found: Gathered, proposal: Proposal, acts: list[tuple[bool, Act]]) -> None:
    before, after, within = states_around(acts, proposal.state)
    place = proposal.sub_branch_id or proposal.unit_id
    for figure in figures_of(before, within, after):
        found.count(place, proposal.line, figure, proposal.pk)
        if figure in {"automatic", "manual"}:
            found.add(place, proposal.line, premium=proposal.premium, sum_insured=proposal.exposure)


def _add_handling(found: Gathered, items: QuerySet[WorkItem]) -> None:
    done = items.filter(queue=lifecycle.DECIDE).values("sub_branch_id", "unit_id", "line")
    for row in done.annotate(n=Count("pk"), took=Sum(F("done_at") - F("opened_at"))):
        minutes = round(row["took"].total_seconds() / 60)
        found.add(row["sub_branch_id"] or row["unit_id"], row["line"], handled=row["n"], minutes=minutes)


def sub_branches(branch: Unit) -> list[Unit]:
    """Every sub-branch gets its report, also when nothing happened: what is missing there is a difference, too."""
    return list(Unit.objects.filter(branch_id=branch.pk, kind__in=SUB_BRANCHES).order_by("code"))


def unpublished(branch: Unit, day: date) -> list[Unit]:
    """Sub-branches without the report of the day."""
    known = set(DailyReport.objects.filter(branch_id=branch.pk, day=day).values_list("unit_id", flat=True))
    return [unit for unit in sub_branches(branch) if unit.pk not in known]


def reports(actor: ScopedActor) -> QuerySet[DailyReport]:
    """Daily reports in scope."""
    return DailyReport.objects.visible_to(actor).defer("cases")


def cases_behind(actor: ScopedActor, report: DailyReport, figure: str, line: str = "") -> QuerySet[Proposal]:
    """The proposals that a figure of a report counted, of one line or of all."""
    lines = [report.cases.get(line, {})] if line else report.cases.values()
    counted = {pk for found in lines for pk in found.get(figure, ())}
    return Proposal.objects.visible_to(actor).filter(pk__in=counted).select_related("unit")


def report_for(actor: ScopedActor, pk: int) -> DailyReport:
    """One of them; out of scope reads as not found."""
    differences = Prefetch("discrepancies", Discrepancy.objects.order_by("pk"))
    found = reports(actor).select_related("unit").prefetch_related(differences).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def corrections_of(report: DailyReport) -> list[Correction]:
    """What was wrong in the report itself, of the differences that the sub-branch has confirmed; the last one of a
    figure holds (5.4, UWR-05). A difference that lies elsewhere corrects nothing here."""
    return [
        Correction(
            line=one.line,
            figure=one.figure,
            reported=one.reported,
            corrected=one.expected,
            number=one.number,
            answer=one.answer,
            ticket_id=one.pk,
        )
        for one in report.discrepancies.all()
        if one.state == ticket.CLOSED and one.cause == ticket.IN_REPORT
    ]


def discrepancies(actor: ScopedActor) -> QuerySet[Discrepancy]:
    """Differences in scope."""
    return Discrepancy.objects.visible_to(actor)


def discrepancy_for(actor: ScopedActor, pk: int) -> Discrepancy:
    """One of them; out of scope reads as not found."""
    found = discrepancies(actor).select_related("unit", "report__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
