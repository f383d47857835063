"""Identifying customers: asked for by amounts, recorded with papers and owners, renewed (domain 2.3, AML law)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.crypto import mask_id
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from core.workflow.refusals import Hidden
from parties.models import BeneficialOwner, Identification, Party
from parties.rules import identification as rules
from parties.rules import lifecycle
from parties.rules.identification import GAPS, Act
from parties.rules.identity import IdentityFault, IdType, PartyKind, check_identity, check_name
from parties.selectors.identification import AmlVerdict, aml_needed, identification_ends, missing_for_record, owners_of
from parties.services.refusals import InvalidEntry, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class AmlNeed:
    """An act with a customer's money, as the law looks at it."""

    party_id: int
    act: str
    amount: Decimal
    document_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerData:
    """A beneficial owner as typed. A share in per cent, or how the person controls the organisation otherwise."""

    name: str
    id_type: str
    id_number: str
    share: Decimal | None = None
    control: str = ""


@creation(Identification, rules.REQUIRE)
def open_identification(command: Command, /, *, need: AmlNeed) -> Identification:
    """The first act that needs the customer identified; the record belongs to the customer's unit."""
    party = Party.objects.select_related("home_unit").get(pk=need.party_id)
    record = Identification(party=party)
    record.set_unit(party.home_unit)
    _occasion(record, need, command)
    return record


@step(Identification, rules.REQUIRE_AGAIN)
def reopen_identification(record: Identification, command: Command, /, *, need: AmlNeed) -> None:
    """A later act, or an identification that is due again."""
    _occasion(record, need, command)


def _occasion(record: Identification, need: AmlNeed, command: Command) -> None:
    record.occasion, record.amount = Act(need.act), need.amount
    record.document_number, record.needed_on = need.document_number, localdate(command.at)


def require_identification(command: Command, need: AmlNeed) -> AmlVerdict:
    """Asked before money moves: opens the work for whoever identifies, when something is missing."""
    verdict = aml_needed(need.party_id, need.act, need.amount, localdate(command.at))
    if not verdict.is_open:
        return verdict
    with transaction.atomic():
        party = Party.objects.get(pk=need.party_id)
        of_customer = AmlNeed(
            party_id=party.merged_into_id or party.pk,
            act=need.act,
            amount=need.amount,
            document_number=need.document_number,
        )
        found = Identification.objects.filter(party_id=of_customer.party_id).first()
        if found is None:
            open_identification(command.then("identification"), need=of_customer)
        elif found.state == rules.IdentificationState.IDENTIFIED:
            reopen_identification(found.pk, command.then("identification"), need=of_customer)
    return verdict


@step(Identification, rules.IDENTIFY)
def identify(record: Identification, command: Command, /, *, relation: str) -> None:
    """Papers, data and owners are there; the relation of the people was confirmed. It holds for some years."""
    today = localdate(command.at)
    missing = missing_for_record(record.party, today)
    if missing:
        text = _(", ").join(_(GAPS[gap]) for gap in missing)
        raise InvalidEntry(
            _("Not complete: %(what)s.") % {"what": text}, details={"missing": [str(g) for g in missing]}
        )
    if not relation.strip():
        raise InvalidEntry(_("Say how policyholder, insured and payee are related."), field="relation")
    record.relation = relation.strip()
    record.identified_by_name, record.identified_on = command.actor.name, today
    record.refresh_on = identification_ends(record.party, today)


@step(Identification, rules.FAIL)
def fail_identification(record: Identification, command: Command, /) -> None:
    """The customer cannot or will not be identified; compliance decides what is reported."""


@step(Party, lifecycle.ADD_OWNER)
def add_owner(party: Party, command: Command, /, *, data: OwnerData) -> None:
    """Who owns or controls the organisation in the end."""
    if party.is_person:
        raise InvalidEntry(_("Only an organisation has beneficial owners."), field="name")
    if data.share is None and not data.control.strip():
        raise InvalidEntry(_("Enter the share, or how this person controls the organisation."), field="share")
    if sum((owner.share or 0 for owner in owners_of(party)), data.share or Decimal(0)) > 100:
        raise InvalidEntry(_("All shares together are more than 100%."), field="share")
    BeneficialOwner.objects.create(party=party, recorded_at=command.at, **_checked(data, localdate(command.at)))


def _checked(data: OwnerData, today: date) -> dict[str, object]:
    try:
        name = check_name(data.name, kind=PartyKind.PERSON)
    except IdentityFault as fault:
        raise invalid(fault, "name") from None
    try:
        identity = check_identity(IdType(data.id_type), data.id_number, kind=PartyKind.PERSON, today=today)
    except IdentityFault as fault:
        raise invalid(fault, "id_number") from None
    return {
        "name": name,
        "id_number": identity.number,
        "id_masked": mask_id(identity.number),
        "share": data.share,
        "control": data.control.strip(),
    }


@step(Party, lifecycle.END_OWNER)
def end_owner(party: Party, command: Command, /, *, owner_id: int) -> None:
    """The person no longer owns or controls the organisation; the record stays."""
    if not owners_of(party).filter(pk=owner_id).update(ended_at=command.at):
        raise Hidden(_("Not found."))
