"""Work and targets, meetings and appraisals as people may see them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core import metrics
from core.metrics import Shape
from core.workflow.refusals import Hidden
from organisation.models import Appraisal, Assignment, Meeting, Staff
from organisation.rules.lifecycles import appraisal as appraisals_life
from organisation.selectors.people import people_in_scope


def assignments(actor: Any) -> QuerySet[Assignment]:
    """Those in scope of who gives work; everybody sees what is the own."""
    rows = Assignment.objects.select_related("unit", "owner", "set_by")
    own = Q(owner_id=actor.staff_id) | Q(set_by_id=actor.staff_id)
    if actor.refusal_for("organisation.give_work") is None:
        own |= actor.scope_filter(Assignment)
    return rows.filter(own)


def assignment_for(actor: Any, pk: int) -> Assignment:
    """One of them; what one may not see reads as not found."""
    found = assignments(actor).select_related("meeting").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def assignments_by_text(rows: QuerySet[Assignment], text: str) -> QuerySet[Assignment]:
    return rows.filter(Q(number__iexact=text) | Q(title__contains=text) | Q(owner__name__contains=text))


def owners(actor: Any) -> list[Staff]:
    """People to whom the actor may give work: those in scope who have a unit."""
    return [person for person in people_in_scope(actor) if person.pk != actor.staff_id]


class Measured(NamedTuple):
    """A target beside what the figure says today; ``now`` is None where the reader may not see it."""

    label: str
    unit: str
    target: str
    now: Any


def figures() -> list[tuple[str, str]]:
    """The figures that can be targets: one number each."""
    return [(one.name, _(one.label)) for one in metrics.registered() if one.shape is Shape.NUMBER]


def measured(found: Assignment, actor: Any, on: date) -> list[Measured]:
    """Each target with the figure of today, in the reader's own scope."""
    known = {one.name: one for one in metrics.registered()}
    rows = []
    for target in found.measures:
        metric = known.get(target["metric"])
        if metric is None:
            continue
        may_see = actor.refusal_for(metric.permission) is None
        points = metric.query(actor, on) if may_see else ()
        now = points[0].value if points else None
        rows.append(Measured(_(metric.label), _(metric.unit), target["target"], now))
    return rows


def meetings(actor: Any) -> QuerySet[Meeting]:
    """Meetings of units in scope."""
    return Meeting.objects.visible_to(actor).select_related("unit", "chair")


def meeting_for(actor: Any, pk: int) -> Meeting:
    """One of them; out of scope reads as not found."""
    found = meetings(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def work_of(meeting: Meeting) -> list[Assignment]:
    """What became of the decisions."""
    return list(Assignment.objects.filter(meeting=meeting).select_related("owner").order_by("pk"))


def appraisals(actor: Any) -> QuerySet[Appraisal]:
    """Confidential: the writer, who confirms in scope, and the person once it is confirmed (DUT-20)."""
    known = (appraisals_life.CONFIRMED, appraisals_life.KNOWN)
    may = Q(written_by_id=actor.staff_id) | Q(staff_id=actor.staff_id, state__in=known)
    if actor.refusal_for(appraisals_life.CONFIRM_RIGHT) is None:
        may |= actor.scope_filter(Appraisal) & ~Q(staff_id=actor.staff_id) & ~Q(state=appraisals_life.WRITTEN)
    return Appraisal.objects.filter(may).select_related("unit", "staff", "written_by", "confirmed_by")


def appraisal_for(actor: Any, pk: int) -> Appraisal:
    """One of them; what one may not see reads as not found."""
    found = appraisals(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def appraised_by(actor: Any) -> list[Staff]:
    """The people of the own unit and of its workplaces; a manager of the branch appraises everybody in scope."""
    rows = Staff.objects.filter(is_active=True).exclude(pk=actor.staff_id).order_by("name")
    if actor.refusal_for(appraisals_life.CONFIRM_RIGHT) is None:
        return [person for person in people_in_scope(actor) if person.pk != actor.staff_id]
    return list(rows.filter(Q(belongs_to=actor.unit_id) | Q(belongs_to__parent=actor.unit_id)))
