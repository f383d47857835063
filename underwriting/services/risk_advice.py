"""Questions of the sub-branches and the advice they get (DUT-25)."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from underwriting.models import RiskQuestion
from underwriting.rules import risk_advice as life
from underwriting.services.refusals import InvalidEntry


@creation(RiskQuestion, life.ASK)
def ask(command: Command, /, *, title: str, text: str, customer: str = "", occupancy: str = "") -> RiskQuestion:
    """Ask before a proposal is written."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    question = RiskQuestion(
        title=title.strip(),
        text=text.strip(),
        customer=customer.strip(),
        occupancy=occupancy.strip(),
        asked_by=command.actor.name,
    )
    question.set_unit(unit)
    question.number = business_number("X", "ASK", localdate(command.at).year, unit.code, gap_free=False)
    return question


@transition(RiskQuestion, life.REPLY)
def answer_question(question: RiskQuestion, command: Command, /, *, answer: str) -> None:
    """The assessor's advice; it is kept for whoever meets such a risk again."""
    if not answer.strip():
        raise InvalidEntry(_("Write the advice."), field="answer")
    question.answer, question.answered_by, question.answered_at = answer.strip(), command.actor.name, command.at
