"""A proposal from the e-commerce channel: entered and handed to the reviewer at once (PRO-04, B-32)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from core.workflow.command import Command
from parties.public import DuplicateParty, InvalidEntry, PartyData, PartyFact, ProbableDuplicate
from underwriting.models import Proposal
from underwriting.rules.papers_due import How
from underwriting.rules.proposal_papers import EXPLAINED
from underwriting.selectors.papers_due import mark
from underwriting.services.channel_limits import channel_of, refuse_beyond
from underwriting.services.customers import OtherName, customer_of
from underwriting.services.data import PapersData, PeopleData, ProposalData
from underwriting.services.intake import receive_proposal, submit_proposal
from underwriting.services.people_list import add_persons, start_list
from underwriting.services.refusals import CustomerNotClear


def propose_online(
    command: Command,
    *,
    holder: PartyData,
    data: ProposalData,
    insured: PartyData | None = None,
    persons: tuple[Mapping[str, str], ...] = (),
    explained: bool = False,
) -> Proposal:
    """All or nothing: customers, entry, list of persons, submission. ``insured`` None insures the policyholder;
    ``explained`` says that the customer confirmed on the channel that exclusions were explained (LAW-17).

    A person of the branch checks it next; the channel cannot."""
    with transaction.atomic():
        customer = _customer(command.then("holder"), holder, "name")
        other = _customer(command.then("insured"), insured, "insured_name") if insured else customer
        channel = channel_of(command)
        through = channel.through.id if channel else None
        people = PeopleData(holder_id=customer.id, insured_id=other.id, intermediary_id=through)
        whole = replace(data, people=people, papers=_with_confirmation(command, data.papers, explained=explained))
        draft = receive_proposal(command, data=whole)
        if channel is not None:
            refuse_beyond(draft, channel)
        if persons:
            listed = start_list(command.then("list"), proposal=draft.pk)
            add_persons(listed.pk, command.then("persons"), persons=persons)
        return submit_proposal(draft.pk, command.then("submit"))


def _with_confirmation(command: Command, papers: PapersData | None, *, explained: bool) -> PapersData | None:
    if papers is None or not explained:
        return papers
    return replace(papers, marks={EXPLAINED: mark(command, How.CHANNEL)})


def _customer(command: Command, data: PartyData, field: str) -> PartyFact:
    """Existing customers are not told to a channel."""
    try:
        return customer_of(command, data)
    except (DuplicateParty, ProbableDuplicate, OtherName):
        message = _("This policyholder needs a look by a person. Ask the customer to call 95518.")
        if field != "name":
            message = _("This insured person needs a look by a person. Ask the customer to call 95518.")
        raise CustomerNotClear(message, field=field) from None
    except InvalidEntry as refusal:
        if field != "name":
            refusal.field = f"insured_{refusal.field}"
        raise
