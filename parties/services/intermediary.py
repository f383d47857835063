"""Intermediaries with licence and agreement (CUS-07)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.numbering import next_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from parties.models import Intermediary, Party
from parties.rules import lifecycle
from parties.rules.words import IntermediaryKind, Role
from parties.services.data import IntermediaryData
from parties.services.refusals import InvalidEntry
from parties.services.register import note_role


@creation(Intermediary, lifecycle.REGISTER_INTERMEDIARY)
def register_intermediary(command: Command, /, *, data: IntermediaryData) -> Intermediary:
    """An existing customer record becomes an intermediary of the acting unit."""
    if Intermediary.objects.filter(party_id=data.party_id).exists():
        raise InvalidEntry(_("This customer is registered as an intermediary already."), field="party_id")
    if not Party.objects.filter(pk=data.party_id, state=lifecycle.PartyState.ACTIVE).exists():
        raise InvalidEntry(_("Choose the customer."), field="party_id")
    intermediary = Intermediary(party_id=data.party_id)
    _fill(intermediary, data)
    intermediary.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    intermediary.code = f"ZJ{next_number('parties.intermediary', gap_free=False):06d}"
    note_role(data.party_id, Role.INTERMEDIARY)
    return intermediary


@transition(Intermediary, lifecycle.EDIT_INTERMEDIARY)
def edit_intermediary(intermediary: Intermediary, _command: Command, /, *, data: IntermediaryData) -> None:
    """New licence or agreement; the customer behind it never changes."""
    _fill(intermediary, data)


@transition(Intermediary, lifecycle.SUSPEND_INTERMEDIARY)
def suspend_intermediary(intermediary: Intermediary, command: Command, /) -> None:
    """No new business for now."""


@transition(Intermediary, lifecycle.RESUME_INTERMEDIARY)
def resume_intermediary(intermediary: Intermediary, command: Command, /) -> None:
    """New business again."""


@transition(Intermediary, lifecycle.END_INTERMEDIARY)
def end_intermediary(intermediary: Intermediary, command: Command, /) -> None:
    """The agreement is over."""


def _fill(intermediary: Intermediary, data: IntermediaryData) -> None:
    if data.agreement_until < data.agreement_from:
        raise InvalidEntry(_("The agreement ends before it begins."), field="agreement_until")
    intermediary.kind = IntermediaryKind(data.kind)
    intermediary.licence_number, intermediary.licence_until = data.licence_number.strip(), data.licence_until
    intermediary.agreement_number = data.agreement_number.strip()
    intermediary.agreement_from, intermediary.agreement_until = data.agreement_from, data.agreement_until
    intermediary.lines = data.lines.strip()
