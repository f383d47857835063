"""Entering the co-insurance of a proposal: who takes which share, who leads (domain 5.7, REI-13, PRO-09)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from underwriting.models import Arrangement, Coinsurance, CoinsuranceShare, Position, Proposal
from underwriting.rules import shared_business as life
from underwriting.rules.coinsurance import Share, UnsoundShares, checked
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.coinsurance import coinsurance_of, shares_of
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import UnsoundTable

RECORDED, REMOVED = "underwriting.coinsurance.record", "underwriting.coinsurance.remove"
PERMISSION = life.SHARE.permission


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinsuranceData:
    """The arrangement as it is entered."""

    arrangement: str
    position: str
    total_sum: Decimal
    leader_policy: str = ""
    shares: tuple[Share, ...] = ()


@transition(Proposal, life.SHARE)
def record_coinsurance(proposal: Proposal, command: Command, /, *, data: CoinsuranceData) -> None:
    """Keep the table of a proposal that is still being entered; what was entered before is replaced. Two people never
    overwrite each other's table: who opened the page before the other saved it is told so."""
    refuse_motor(proposal)
    shares = _sound(data)
    own = next(one for one in shares if one.own)
    _refuse_position(data, own, proposal)
    _refuse_unfiled(data)
    Coinsurance.objects.filter(proposal=proposal).delete()
    made = Coinsurance.objects.create(
        proposal=proposal,
        arrangement=data.arrangement,
        position=data.position,
        leader_policy=data.leader_policy.strip(),
        total_sum=data.total_sum,
        recorded_by_id=command.actor.staff_id,
        recorded_at=command.at,
    )
    CoinsuranceShare.objects.bulk_create(
        CoinsuranceShare(
            coinsurance=made,
            name=one.name.strip(),
            percent=one.percent,
            leads=one.leads,
            own=one.own,
            filed_percent=one.filed_percent,
        )
        for one in shares
    )
    audit.record(
        command,
        RECORDED,
        subject=(PROPOSAL_KIND, proposal.pk, proposal.number),
        after={"position": data.position, "total": str(data.total_sum), "own": str(own.percent)},
    )


@transition(Proposal, life.CARRY_ALONE)
def remove_coinsurance(proposal: Proposal, command: Command, /) -> None:
    """The company carries the contract alone; the table that was entered stays in the trail."""
    found = coinsurance_of(proposal.pk)
    if found is None:
        raise NotPossible(_("The company carries the contract alone."))
    told = ", ".join(f"{one.name} {one.percent:f}" for one in shares_of(found))
    audit.record(command, REMOVED, subject=(PROPOSAL_KIND, proposal.pk, proposal.number), before={"shares": told})
    found.delete()


def open_proposal(command: Command, proposal_id: int) -> Proposal:
    """The proposal, held, if the actor may still change who stands in it."""
    proposal = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal_id)
    refusal = command.actor.refusal_for(PERMISSION, proposal)
    if refusal is not None:
        raise refusal
    if proposal.state not in life.ENTERED:
        raise NotPossible(_("The shares are fixed when the proposal is handed in."))
    refuse_motor(proposal)
    return proposal


def refuse_motor(proposal: Proposal) -> None:
    if proposal.is_motor:
        raise InvalidEntry(_("Motor business is not co-insured."))


def _sound(data: CoinsuranceData) -> tuple[Share, ...]:
    messages = {
        "sum": _("The shares add up to 100 percent with four decimals at most."),
        "share": _("The shares add up to 100 percent with four decimals at most."),
        "leader": _("One of the insurers leads."),
        "own": _("Mark the own share."),
        "names": _("At least two insurers, each named once."),
    }
    try:
        return checked(data.shares)
    except UnsoundShares as fault:
        raise UnsoundTable(messages[str(fault)], field="shares") from None


def _refuse_position(data: CoinsuranceData, own: Share, proposal: Proposal) -> None:
    """The leader enters the whole contract; a follower its own share with the leader's policy."""
    if data.arrangement not in Arrangement.values:
        raise InvalidEntry(_("Choose the kind of the arrangement."), field="arrangement")
    if own.leads != (data.position == Position.LEADER):
        raise InvalidEntry(_("The table and the position disagree on who leads."), field="position")
    if data.position == Position.LEADER and data.total_sum != proposal.exposure:
        message = _("The leader enters the whole contract: the total is the sum insured of %(sum)s.")
        raise InvalidEntry(message % {"sum": f"{proposal.exposure:,.2f}"}, field="total_sum")
    if data.position == Position.FOLLOWER and not data.leader_policy.strip():
        raise InvalidEntry(_("Enter the number of the leader's policy."), field="leader_policy")
    if data.total_sum < proposal.exposure:
        raise InvalidEntry(_("The total is not below the sum insured of the own entry."), field="total_sum")


def _refuse_unfiled(data: CoinsuranceData) -> None:
    """The commission of a co-insured contract is bounded by the lowest rate that one of its insurers has filed."""
    if data.arrangement == Arrangement.COINSURANCE and any(one.filed_percent is None for one in data.shares):
        message = _("Enter the filed commission rate of each insurer; 0 where an insurer pays none.")
        raise InvalidEntry(message, field="commissions")
