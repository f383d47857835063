"""Questions of the sub-branches and the centre's answers (DUT-08, DUT-32)."""

from __future__ import annotations

from typing import cast

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import notify
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import Proposal
from underwriting.models.desk import Question
from underwriting.rules import question as life
from underwriting.services.refusals import InvalidEntry


@creation(Question, life.ASK)
def ask(command: Command, /, *, topic: str, title: str, text: str, proposal: str = "") -> Question:
    """A sub-branch asks; the clock of the centre begins."""
    if topic not in life.TOPICS:
        raise InvalidEntry(_("Choose the topic."), field="topic")
    if not title.strip() or not text.strip():
        raise InvalidEntry(_("Write what you want to know."), field="title" if not title.strip() else "text")
    unit = Unit.objects.get(pk=command.actor.unit_id)
    found = Question(topic=topic, title=title.strip(), asked_by_id=command.actor.staff_id, asked_by=command.signature)
    found.set_unit(unit)
    found.proposal = _proposal(proposal, unit, cast("ScopedActor", command.actor))
    found.thread = [_said(command, text)]
    found.number = business_number("Q", "QUE", localdate(command.at).year, unit.code, gap_free=False)
    return found


def _proposal(number: str, unit: Unit, actor: ScopedActor) -> Proposal | None:
    if not number.strip():
        return None
    mine = Proposal.objects.visible_to(actor).filter(branch_id=unit.branch_id)
    found = mine.filter(number=number.strip().upper()).first()
    if found is None:
        raise InvalidEntry(_("There is no proposal with this number."), field="proposal")
    return found


@transition(Question, life.ANSWER)
def answer(question: Question, command: Command, /) -> None:
    """The centre answers; whoever asked is told."""
    question.thread = [*question.thread, _said(command, command.reason)]
    question.answered_by, question.answered_at = command.signature, command.at
    if question.asked_by_id:
        notify.notify(
            [question.asked_by_id],
            key=f"question/{question.pk}/{len(question.thread)}",
            title=_("Answered: %(title)s") % {"title": question.title},
            body=command.reason[:200],
            subject_kind=life.QUESTION_KIND,
            subject_id=question.pk,
        )


@transition(Question, life.ASK_AGAIN)
def ask_again(question: Question, command: Command, /) -> None:
    """The answer does not help yet."""
    question.thread = [*question.thread, _said(command, command.reason)]


@transition(Question, life.CLOSE)
def close(question: Question, command: Command, /) -> None:
    """Answered."""
    if command.reason:
        question.thread = [*question.thread, _said(command, command.reason)]


def _said(command: Command, text: str) -> dict[str, str]:
    return {"who": command.signature, "at": command.at.isoformat(), "text": text.strip()}
