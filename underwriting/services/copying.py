"""What a proposal asks for, taken over into another period or into a new draft (5.0 #17, 5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.refusals import NotPossible
from underwriting.models import Channel, Proposal
from underwriting.rules import lifecycle, periods
from underwriting.rules.hand_over import SELLER
from underwriting.selectors.salespeople import salespeople_of
from underwriting.services.data import CoverData, LineData, PeopleData, ProposalData, VehicleData
from underwriting.services.hand_over import refuse_of_another
from underwriting.services.intake import receive_proposal

COPIED = frozenset({lifecycle.LAPSED, lifecycle.WITHDRAWN})


def moved(proposal: Proposal, start: date) -> ProposalData:
    """The cover with another first day; a year stays a year, any other period keeps its length in days."""
    whole_year = proposal.end_on == periods.year_end(proposal.start_on)
    end = periods.year_end(start) if whole_year else start + (proposal.end_on - proposal.start_on)
    if not proposal.is_motor:
        line = LineData(
            product=proposal.product,
            start_on=start,
            end_on=end,
            content=proposal.content,
            renewal_of=proposal.renewal_of,
        )
        return ProposalData(line=line)
    kept = {name: getattr(proposal, name) for name in CoverData.__slots__}
    if proposal.sum_insured == proposal.actual_value:
        kept["sum_insured"] = None  # the vehicle was insured at its actual value, which goes by the first day
    return ProposalData(cover=CoverData(**kept | {"start_on": start, "end_on": end}))


def copy_to_draft(command: Command, /, *, source: Proposal) -> Proposal:
    """A proposal that lapsed or was withdrawn begins again as a draft of its own: the same object, cover and people.
    Answers, signature and papers are asked for anew, they speak of their day (LAW-16). A salesperson begins own
    business again, nobody else's (3.2)."""
    refuse_of_another(command, source.salesperson_id)
    if source.state not in COPIED:
        raise NotPossible(_("Only a proposal that lapsed or was withdrawn is begun again."))
    if (refusal := command.actor.refusal_for(lifecycle.RECEIVE.permission, source)) is not None:
        raise refusal
    today = localdate(command.at)
    cover = moved(source, max(source.start_on, today + timedelta(days=1)))
    people = _people(source, command, today)
    return receive_proposal(command, data=replace(cover, vehicle=_vehicle(source), people=people))


def _vehicle(source: Proposal) -> VehicleData | None:
    if not source.is_motor:
        return None
    values = {name: getattr(source, name) for name in VehicleData.__slots__}
    return VehicleData(**values | {"first_registered_on": cast("date", source.first_registered_on)})


def _people(source: Proposal, command: Command, today: date) -> PeopleData | None:
    if not source.holder_id:
        return None
    people = people_again(source, holder_id=source.holder_id, insured_id=source.insured_id)
    return replace(people, salesperson_id=_seller(source, command, today))


def people_again(source: Proposal, *, holder_id: int, insured_id: int | None) -> PeopleData:
    """Who is insured, and by which way it came. What came in on a channel and is begun again by a person is no on-line
    business any more: its customer signs, and brings the papers."""
    online = source.channel == Channel.ECOM
    return PeopleData(
        holder_id=holder_id,
        insured_id=insured_id,
        channel=Channel.DIRECT if online else source.channel,
        intermediary_id=None if online else source.intermediary_id,
    )


def _seller(source: Proposal, command: Command, today: date) -> int | None:
    """Who sold it sells it again, if he still sells for the sub-branch."""
    if command.actor.post == SELLER or command.actor.unit_id != source.unit_id:
        return None
    still = dict(salespeople_of(source, today))
    return source.salesperson_id if source.salesperson_id in still else None
