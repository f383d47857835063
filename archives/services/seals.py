"""Seals: entered, used, handed over, taken out of use (FRM-05, FRM-06)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from archives.models import Seal, SealUse
from archives.rules import seal
from archives.services.form_papers import paper_number
from archives.services.form_refusals import WrongPaper
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import PostAssignment, PostDuty, Unit
from organisation.public import incompatible_with

CUSTODY = "forms.custody"


@creation(Seal, seal.ENTER)
def enter_seal(command: Command, /, *, kind: str, name: str, keeper_id: int, place: str) -> Seal:
    """A new seal and its first keeper."""
    if kind not in Seal.KINDS:
        raise WrongPaper(_("Choose the kind of seal."), field="kind")
    _refuse_keeper(keeper_id, kind, "keeper_id")
    row = Seal(
        number=paper_number("YZ", command), kind=kind, name=name.strip(), keeper_id=keeper_id, place=place.strip()
    )
    row.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    return row


def _refuse_keeper(staff_id: int, kind: str, field: str) -> None:
    """Who keeps blank forms, or does what the matrix holds against this seal, does not keep it (rows 18–21)."""
    posts = PostAssignment.objects.filter(staff_id=staff_id).values("post_id")
    held = set(PostDuty.objects.filter(post_id__in=posts).values_list("duty", flat=True))
    against = held & set(incompatible_with(seal.DUTIES[kind]))
    if against or CUSTODY in held:
        raise WrongPaper(_("Seals are kept apart from blank forms and from the acts held against them."), field=field)


@transition(Seal, seal.USE)
def note_use(row: Seal, command: Command, /, *, paper: str, impressions: int, asked_by: str, approved_by: str) -> None:
    """Every impression is written down with its paper."""
    SealUse.objects.create(
        seal=row,
        paper=paper.strip(),
        impressions=impressions,
        asked_by=asked_by.strip(),
        approved_by=approved_by.strip(),
        used_by=command.actor.name,
        used_at=command.at,
    )


@transition(Seal, seal.GIVE_UP)
def give_up(row: Seal, command: Command, /, *, successor_id: int) -> None:
    """Hand the seal to a colleague."""
    if successor_id == command.actor.staff_id:
        raise WrongPaper(_("Choose another person."), field="successor_id")
    _refuse_keeper(successor_id, row.kind, "successor_id")
    row.successor_id = successor_id


@transition(Seal, seal.TAKE)
def take(row: Seal, command: Command, /) -> None:
    """The successor has the seal."""
    row.keeper_id, row.successor_id = row.successor_id or row.keeper_id, None


@transition(Seal, seal.WITHDRAW)
def withdraw_seal(row: Seal, command: Command, /) -> None:
    """Worn out, or the inscription is wrong."""
