"""Intermediaries with licence, agreement and mandates: proposed by one person, approved by another (CUS-07)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.files import attach, store
from core.files.purposes import DOCUMENT
from core.numbering import next_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden
from organisation.models import Unit
from parties.models import Intermediary, IntermediaryTerm, Mandate, Party
from parties.rules import intermediary as life
from parties.rules.intermediary import IntermediaryKind
from parties.rules.lifecycle import PartyState
from parties.rules.words import Role
from parties.services.data import IntermediaryData, MandateData
from parties.services.intermediary_checks import check_papers, check_terms
from parties.services.refusals import InvalidEntry, OwnProposal
from parties.services.register import note_role


@creation(Intermediary, life.REGISTER)
def register_intermediary(command: Command, /, *, data: IntermediaryData) -> Intermediary:
    """An existing customer record is proposed as an intermediary of the acting unit; another person approves."""
    if Intermediary.objects.filter(party_id=data.party_id).exists():
        raise InvalidEntry(_("This customer is registered as an intermediary already."), field="party_id")
    if not Party.objects.filter(pk=data.party_id, state=PartyState.ACTIVE).exists():
        raise InvalidEntry(_("Choose the customer."), field="party_id")
    row = Intermediary(party_id=data.party_id, pk=reserved_id(Intermediary))
    row.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    _fill(row, data, command)
    row.code = f"ZJ{next_number('parties.intermediary', gap_free=False):06d}"
    note_role(data.party_id, Role.INTERMEDIARY)
    return row


@transition(Intermediary, life.EDIT)
def edit_intermediary(row: Intermediary, command: Command, /, *, data: IntermediaryData) -> None:
    """A proposal that is not approved yet is corrected; the customer behind it never changes."""
    row.terms.all().delete()
    _fill(row, data, command)


@transition(Intermediary, life.APPROVE)
def approve_intermediary(row: Intermediary, command: Command, /) -> None:
    """Another person confirms licence and agreement; from the agreement's first day business may come."""
    _decide(row, command)


@transition(Intermediary, life.REJECT)
def reject_intermediary(row: Intermediary, command: Command, /) -> None:
    """The papers do not carry the agreement."""
    _decide(row, command)


@transition(Intermediary, life.RENEW)
def renew_intermediary(row: Intermediary, command: Command, /, *, data: IntermediaryData, holds_from: date) -> None:
    """A licence or agreement that took its four eyes as a change of rules; terms of before end the day before."""
    check_papers(data)
    check_terms(data, row.unit, localdate(command.at))
    _take_papers(row, data)
    _end_terms(row, holds_from)
    _write_terms(row, data, holds_from)


@transition(Intermediary, life.SUSPEND)
def suspend_intermediary(row: Intermediary, command: Command, /) -> None:
    """No new business for now."""


@transition(Intermediary, life.RESUME)
def resume_intermediary(row: Intermediary, command: Command, /) -> None:
    """New business again."""


@transition(Intermediary, life.END)
def end_intermediary(row: Intermediary, command: Command, /) -> None:
    """The agreement is over."""


@transition(Intermediary, life.RECORD_MANDATE)
def record_mandate(row: Intermediary, command: Command, /, *, data: MandateData) -> None:
    """A customer authorises the broker; the signed paper is kept and decides who may sign (PRO-02)."""
    if row.kind != IntermediaryKind.BROKER:
        raise InvalidEntry(_("Only a broker acts for the customer."), field="customer_number")
    if data.valid_until < data.valid_from:
        raise InvalidEntry(_("The mandate ends before it begins."), field="valid_until")
    mandate = Mandate(
        pk=reserved_id(Mandate),
        intermediary=row,
        party=_customer(data.customer_number),
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        recorded_by_id=command.actor.staff_id,
        recorded_at=command.at,
    )
    _refuse_second(mandate)
    file = store(data.content, purpose=DOCUMENT, name=data.name, actor=command.actor)
    mandate.file = attach(file, subject_kind=life.INTERMEDIARY.kind, subject_id=row.pk)
    mandate.save(force_insert=True)


@transition(Intermediary, life.END_MANDATE)
def end_mandate(row: Intermediary, command: Command, /, *, mandate_id: int) -> None:
    """From today the broker no longer signs for the customer; what was signed stays."""
    ended = row.mandates.filter(pk=mandate_id, ended_on=None)
    if not ended.update(ended_on=localdate(command.at), end_reason=command.reason.strip()[:300]):
        raise Hidden(_("Not found."))


def _customer(number: str) -> Party:
    found = Party.objects.filter(number=number.strip().upper()).select_related("merged_into").first()
    if found is None:
        raise InvalidEntry(_("There is no customer with this number."), field="customer_number")
    return found.merged_into or found


def _refuse_second(mandate: Mandate) -> None:
    """Two mandates of one customer never run together, so that one ending ends it."""
    running = Mandate.objects.filter(
        intermediary=mandate.intermediary,
        party=mandate.party,
        ended_on=None,
        valid_from__lte=mandate.valid_until,
        valid_until__gte=mandate.valid_from,
    )
    if running.exists():
        raise InvalidEntry(_("A mandate of this customer covers these days already."), field="valid_from")


def _fill(row: Intermediary, data: IntermediaryData, command: Command) -> None:
    check_papers(data)
    check_terms(data, row.unit, localdate(command.at))
    _take_papers(row, data)
    row.proposed_by_id, row.proposed_by_name = command.actor.staff_id, command.actor.name
    row.decided_by_id, row.decided_by_name, row.decided_at = None, "", None
    _write_terms(row, data, data.agreement_from)


def _take_papers(row: Intermediary, data: IntermediaryData) -> None:
    row.kind = IntermediaryKind(data.kind)
    row.licence_number, row.licence_from = data.licence_number.strip(), data.licence_from
    row.licence_until = data.licence_until
    row.agreement_number = data.agreement_number.strip()
    row.agreement_from, row.agreement_until = data.agreement_from, data.agreement_until
    row.lines = data.lines.strip()


def _end_terms(row: Intermediary, holds_from: date) -> None:
    """Terms that would begin on the day or later are replaced; those before end the day before."""
    row.terms.filter(valid_from__gte=holds_from).delete()
    still = Q(valid_until=None) | Q(valid_until__gte=holds_from)
    row.terms.filter(still).update(valid_until=holds_from - timedelta(days=1))


def _write_terms(row: Intermediary, data: IntermediaryData, holds_from: date) -> None:
    """The rows point to the intermediary that is saved in the same step; the key is checked at commit."""
    IntermediaryTerm.objects.bulk_create(
        IntermediaryTerm(
            intermediary_id=row.pk,
            line=term.line,
            commission_rate=term.commission_rate,
            issuing_limit=term.issuing_limit,
            valid_from=holds_from,
            valid_until=data.agreement_until,
            agreement_number=data.agreement_number.strip(),
        )
        for term in data.terms
    )


def _decide(row: Intermediary, command: Command) -> None:
    if row.proposed_by_id is not None and row.proposed_by_id == command.actor.staff_id:
        raise OwnProposal(_("You proposed this. Another person must decide."))
    row.decided_by_id, row.decided_by_name = command.actor.staff_id, command.actor.name
    row.decided_at = command.at
