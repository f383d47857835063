"""Master programmes (统保): agreed by four eyes, proposals of the customer written under them (PRO-09, domain 5.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core import audit
from core.numbering import business_number
from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from parties.public import party, party_numbered
from underwriting.models import MasterProgramme, ProgrammeMember
from underwriting.rules import change_queues
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.words import gettext_noop
from underwriting.selectors.master_programme import offered
from underwriting.services.coinsurance import open_proposal
from underwriting.services.refusals import InvalidEntry

KIND = "underwriting.master_programme"
PROPOSE, APPROVE = "underwriting.propose_master", "underwriting.approve_master"
JOINED = "underwriting.programme.join"
LABELS = {
    "name": gettext_noop("Name"),
    "customer": gettext_noop("Customer number"),
    "lines": gettext_noop("Lines"),
    "terms": gettext_noop("Common terms"),
    "ends_on": gettext_noop("Ends before"),
}


def propose_programme(
    command: Command, *, values: Mapping[str, Any], effective_on: date, programme: MasterProgramme | None = None
) -> ControlChange:
    """Ask for a programme, or for other terms of one; nothing holds before another person agrees."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    subject = programme.number if programme else f"{values['customer']}|{values['name']}"
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=programme.unit_id if programme else unit.branch_id or unit.pk,
        subject=subject,
        title=f"{_('Master programme')} · {values['name']}",
        proposal={**values, "programme": programme.pk if programme else None},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _check(change: ControlChange, _today: date) -> None:
    values, day = change.proposal, change.effective_on
    if day is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    if not values["lines"]:
        raise ChangeRefused(_("Choose at least one line."), field="lines")
    if party_numbered(values["customer"]) is None:
        raise ChangeRefused(_("There is no customer with this number."), field="customer")
    ends = date.fromisoformat(values["ends_on"]) if values.get("ends_on") else None
    if ends is None or ends <= day:
        raise ChangeRefused(_("A programme ends after it begins."), field="ends_on")


def _known(change: ControlChange) -> MasterProgramme | None:
    pk = change.proposal.get("programme")
    return MasterProgramme.objects.get(pk=pk) if pk else None


def _current(change: ControlChange) -> dict[str, Any]:
    found = _known(change)
    if found is None:
        return {}
    return {
        "name": found.name,
        "customer": party(found.customer_id).number,
        "lines": found.lines,
        "terms": found.terms,
        "ends_on": str(found.effective.upper or ""),
    }


def _apply(change: ControlChange, command: Command) -> None:
    values, day = change.proposal, change.effective_on
    customer = party_numbered(values["customer"])
    if day is None or customer is None:
        raise ChangeRefused(_("There is no customer with this number."), field="customer")
    found = _known(change)
    if found is None:
        found = MasterProgramme(
            number=business_number("M", "UNI", day.year, change.unit.code, gap_free=False),
            effective=DateRange(day, date.fromisoformat(values["ends_on"])),
        )
        found.set_unit(change.unit)
    else:
        found.effective = DateRange(found.effective.lower, date.fromisoformat(values["ends_on"]))
    found.name, found.lines, found.terms = values["name"], values["lines"], values["terms"]
    found.customer_id, found.customer_name = customer, party(customer).name
    found.proposed_by_id, found.approved_by_id = change.proposed_by_id, command.actor.staff_id
    found.save()


def _describe(change: ControlChange) -> Sequence[Difference]:
    return tuple(
        Difference(_(label), _text(change.before.get(name)), _text(change.proposal.get(name)))
        for name, label in LABELS.items()
    )


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Master programme"),
    propose=PROPOSE,
    approve=APPROVE,
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    lead=None,
    icon="layout-list",
    queue=change_queues.MASTER,
)


@transaction.atomic
def join_programme(command: Command, *, proposal_id: int, programme_id: int | None) -> None:
    """Write a proposal under a programme of its customer, line and day, or take it out again; while it is being
    entered only."""
    proposal = open_proposal(command, proposal_id)
    before = ProgrammeMember.objects.filter(proposal=proposal).values_list("programme__number", flat=True).first()
    ProgrammeMember.objects.filter(proposal=proposal).delete()
    chosen = None
    if programme_id is not None:
        chosen = next((one for one in offered(proposal) if one.pk == programme_id), None)
        if chosen is None:
            raise InvalidEntry(_("This programme is not for this customer, line and day."), field="programme")
        ProgrammeMember.objects.create(
            proposal=proposal, programme=chosen, recorded_by_id=command.actor.staff_id, recorded_at=command.at
        )
    audit.record(
        command,
        JOINED,
        subject=(PROPOSAL_KIND, proposal.pk, proposal.number),
        before={"programme": before or ""},
        after={"programme": chosen.number if chosen else ""},
    )
