"""Who may answer for the premium of a proposal, and who usually does (PRO-22, domain 9.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from organisation.models import Unit
from organisation.public import parameter, people_with_post
from underwriting.models import Proposal

POST = "SALES"
CHANNELS = "underwriting.channels_with_salesperson"


def channels_with_salesperson(proposal: Proposal, on: date) -> tuple[str, ...]:
    """Channels in which somebody must answer for the premium."""
    return tuple(parameter(CHANNELS, proposal.unit, on))


def salespeople_of(proposal: Proposal, on: date) -> list[tuple[int, str]]:
    """The salespeople of the sub-branch, and who stands on the proposal already."""
    found = people_with_post(POST, proposal.unit, on)
    kept = proposal.salesperson_id
    if kept and kept not in {pk for pk, _name in found}:
        found = [*found, (kept, proposal.salesperson_name)]
    return found


def sellers_in(unit: Unit, on: date) -> list[tuple[int, str]]:
    """Key and name of the salespeople of a unit: who may hand over the policies of its ledger (domain 8.1)."""
    return people_with_post(POST, unit, on)


def usual_salesperson(proposal: Proposal, sellers: Sequence[tuple[int, str]], *, own: int | None = None) -> int | None:
    """Among the salespeople offered: who stands on the proposal, who enters it, the only one there is, or who sold to
    this customer last."""
    offered = [pk for pk, _name in sellers]
    known = [proposal.salesperson_id, own, offered[0] if len(offered) == 1 else None]
    found = next((pk for pk in known if pk in offered), None)
    last = _last_of(proposal) if found is None and offered else None
    return found or (last if last in offered else None)


def _last_of(proposal: Proposal) -> int | None:
    if proposal.holder_id is None:
        return None
    before = Proposal.objects.filter(holder_id=proposal.holder_id, salesperson_id__isnull=False)
    return before.exclude(pk=proposal.pk).order_by("-pk").values_list("salesperson_id", flat=True).first()


def salespeople_for(proposal: Proposal, on: date) -> list[tuple[int, str]]:
    """Who may take it over: everybody who sells in the sub-branch, but the one who has it (3.2)."""
    found = people_with_post(POST, proposal.unit, on)
    return [(pk, name) for pk, name in found if pk != proposal.salesperson_id]
