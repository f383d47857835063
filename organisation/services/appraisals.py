"""Appraisals with advice on the post: written by the superior, confirmed above, read by the person (DUT-20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from core import notify
from core.numbering import number_of_year
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden, RuleRefusal
from organisation.models import Appraisal, Staff
from organisation.rules.lifecycles import appraisal as life

MOST = 100


class AppraisalRefused(RuleRefusal):
    """A mark is missing, or the person cannot be appraised by this superior."""

    code = "appraisal_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalWanted:
    """Marks by criterion, words, and what is advised."""

    staff_id: int
    period: str
    marks: Mapping[str, int]
    text: str
    advice: str
    advice_text: str = ""


@creation(Appraisal, life.WRITE)
def write_appraisal(command: Command, /, *, wanted: AppraisalWanted) -> Appraisal:
    """One for each person and period."""
    staff = Staff.objects.select_related("belongs_to").filter(pk=wanted.staff_id, is_active=True).first()
    if staff is None or staff.belongs_to is None or command.actor.staff_id is None:
        raise Hidden(_("Not found."))
    _check(wanted, command.actor.staff_id)
    found = Appraisal(
        staff=staff,
        period=wanted.period,
        marks=dict(wanted.marks),
        score=score_of(wanted.marks),
        text=wanted.text.strip(),
        advice=wanted.advice,
        advice_text=wanted.advice_text.strip(),
        written_by_id=command.actor.staff_id,
    )
    found.set_unit(staff.belongs_to)
    found.number = number_of_year("AP", command.at)
    return found


def _check(wanted: AppraisalWanted, writer: int) -> None:
    if wanted.staff_id == writer:
        raise AppraisalRefused(_("Nobody appraises himself."), field="staff")
    if set(wanted.marks) != set(life.CRITERIA) or any(not 0 <= mark <= MOST for mark in wanted.marks.values()):
        raise AppraisalRefused(_("Give every mark, from 0 to 100."))
    if Appraisal.objects.filter(staff_id=wanted.staff_id, period=wanted.period).exists():
        raise AppraisalRefused(_("The person has an appraisal for this period already."), field="period")
    _check_advice(wanted.advice, wanted.advice_text)


def _check_advice(advice: str, why: str) -> None:
    if advice not in life.ADVICE:
        raise AppraisalRefused(_("Choose what you advise."), field="advice")
    if advice != "stay" and not why.strip():
        raise AppraisalRefused(_("Say why you advise a change of the post."), field="advice_text")


def score_of(marks: Mapping[str, int]) -> Decimal:
    """The mean of all marks to one decimal: every criterion counts the same."""
    mean = Decimal(sum(marks.values())) / len(marks)
    return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@transition(Appraisal, life.AMEND)
def amend_appraisal(found: Appraisal, command: Command, /, *, text: str, advice: str, advice_text: str) -> None:
    """The words and the advice, for example after it was returned."""
    _check_advice(advice, advice_text)
    found.text, found.advice, found.advice_text = text.strip(), advice, advice_text.strip()


@transition(Appraisal, life.SUBMIT)
def submit_appraisal(found: Appraisal, command: Command, /) -> None:
    """It goes to whoever confirms it."""


@transition(Appraisal, life.CONFIRM)
def confirm_appraisal(found: Appraisal, command: Command, /) -> None:
    """The branch manager confirms it; the person is told."""
    found.confirmed_by_id, found.confirmed_at = command.actor.staff_id, command.at
    notify.notify(
        [found.staff_id],
        key=f"organisation.appraisal/{found.pk}",
        title=_("Your appraisal %(period)s can be read.") % {"period": found.period},
        subject_kind=life.KIND,
        subject_id=found.pk,
    )


@transition(Appraisal, life.RETURN)
def return_appraisal(found: Appraisal, command: Command, /) -> None:
    """Something in it does not convince; the writer changes it."""


@transition(Appraisal, life.READ)
def read_appraisal(found: Appraisal, command: Command, /) -> None:
    """The person has read it; a remark is kept with the case."""
