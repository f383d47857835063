"""The end of a difference between books and store: found, made good by a paper, or explained (domain 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from archives.models import FormCount, FormCountLine, FormMovement
from archives.rules import form_count
from archives.services.form_counts import differing_lines
from archives.services.form_refusals import WrongCount
from core.workflow.command import Command
from core.workflow.engine import transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the difference of one kind came to its end: on which paper, and what is to be said about it."""

    way: str
    paper: str = ""
    words: str = ""


@transition(FormCount, form_count.ANSWER)
def answer_difference(
    paper: FormCount, command: Command, /, *, answers: Mapping[str, Answer], liable: str = ""
) -> None:
    """The head of the unit says of every kind what became of the difference, and of class I who answers for it."""
    if paper.severe and not liable.strip():
        raise WrongCount(_("Forms of class I do not agree: say who answers for it."), field="liable")
    lines = differing_lines(paper)
    for line in lines:
        given = answers.get(line.form_type.code, Answer(way=""))
        _refuse_wrong(paper, line, given)
        line.way, line.paper, line.answer = given.way, given.paper.strip().upper(), given.words.strip()
    FormCountLine.objects.bulk_update(lines, ["way", "paper", "answer"])
    paper.answered_by_id, paper.answered_by = command.actor.staff_id, command.actor.name
    paper.liable = liable.strip()


def _refuse_wrong(paper: FormCount, line: FormCountLine, given: Answer) -> None:
    code, kind = line.form_type.code, line.form_type
    if given.way not in set(form_count.Way):
        raise WrongCount(_("Say of every kind how the difference came to its end."), field=f"{code}_way")
    if not form_count.may_end(given.way, kind.grade):
        text = _("“%(form)s” is of class I: words alone do not end its difference.")
        raise WrongCount(text % {"form": kind}, field=f"{code}_way")
    if given.paper.strip() and given.way != form_count.Way.BOOKED:
        text = _("A paper makes the difference good: choose that way, or leave its number out.")
        raise WrongCount(text, field=f"{code}_way")
    if given.way == form_count.Way.BOOKED:
        _refuse_unbooked(paper, line, given.paper.strip().upper())
    elif not given.words.strip():
        raise WrongCount(_("Say what was found out."), field=f"{code}_words")


def _refuse_unbooked(paper: FormCount, line: FormCountLine, number: str) -> None:
    """The paper moved exactly the missing forms out of the store, or those too many into it, after they were
    counted."""
    moved = FormMovement.objects.filter(
        form_type=line.form_type, subject_number=number, at__gte=paper.counted_at or paper.created_at
    )
    sums = moved.aggregate(
        into=Sum("quantity", filter=Q(to_store=paper.unit_id)),
        out=Sum("quantity", filter=Q(from_store=paper.unit_id)),
    )
    change = (sums["into"] or 0) - (sums["out"] or 0)
    if not number or change != line.counted.difference:
        text = _("No paper of this number made %(quantity)s forms good in this store since the count.")
        quantity = f"{line.counted.difference:+d}"
        raise WrongCount(text % {"quantity": quantity}, field=f"{line.form_type.code}_paper")


@transition(FormCount, form_count.ACCEPT)
def accept_answer(paper: FormCount, command: Command, /) -> None:
    """A centre saw that the difference is at its end; what it found stands on the count."""
    paper.finding = command.reason


@transition(FormCount, form_count.DOUBT)
def doubt_answer(paper: FormCount, command: Command, /) -> None:
    """Not yet: the unit goes on looking."""
    paper.finding = command.reason
