"""Explaining numbers that were skipped or lie too long in a hand: typed by the holder, looked at by the
keeper (FRM-08)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from archives.models import FormGap, FormLot
from archives.rules import form_gap
from archives.rules.form_places import Standing
from archives.services.form_papers import paper_number, staff_of
from archives.services.form_refusals import NotHeld, WrongPaper
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden
from organisation.models import Unit


@creation(FormGap, form_gap.EXPLAIN)
def explain_numbers(command: Command, /, *, lot_id: int, account: str) -> FormGap:
    """The numbers stay where they are; why is kept with them."""
    lot = FormLot.objects.filter(pk=lot_id, standing=Standing.WITH_USER).first()
    if lot is None or lot.holder_id is None:
        raise Hidden(_("Not found."))
    if lot.holder_id != command.actor.staff_id:
        raise NotHeld(_("You do not hold this form."))
    if not account.strip():
        raise WrongPaper(_("Say what happened."), field="account")
    paper = FormGap(
        number=paper_number("DE", command),
        form_type_id=lot.form_type_id,
        first=lot.first,
        last=lot.last,
        made_by_id=staff_of(command),
        holder_id=lot.holder_id,
        account=account.strip(),
    )
    paper.set_unit(Unit.objects.get(pk=lot.unit_id))
    return paper


@transition(FormGap, form_gap.ACCEPT)
def accept_explanation(paper: FormGap, command: Command, /) -> None:
    """The keeper of the store believes it."""
    paper.looked_at_by = command.actor.name[:64]


@transition(FormGap, form_gap.DOUBT)
def doubt_explanation(paper: FormGap, command: Command, /) -> None:
    """The keeper does not; it is told anew or reported as a loss."""
    paper.looked_at_by, paper.opinion = command.actor.name[:64], command.reason.strip()[:200]
