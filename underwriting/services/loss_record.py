"""What an entry says of earlier losses and policies is never less than what our own books know (UWR-02, B-35, A-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from organisation.public import parameter
from underwriting.models import LossExperience, Policy, Proposal
from underwriting.rules.ncd import MOST_YEARS
from underwriting.rules.periods import add_months
from underwriting.selectors.proposals import losses_that_count, losses_to_weigh, policies_of_vehicle
from underwriting.services.refusals import InvalidEntry

SAME_RISK_DAYS = "underwriting.renewal_list_days"


def refuse_hidden_record(proposal: Proposal) -> None:
    """Fewer losses than ours, or a renewal that is entered as new business, is refused at its field. A vehicle that was
    transferred begins its record with the new owner."""
    if proposal.is_motor and proposal.transferred:
        return
    _refuse_unnamed_renewal(proposal)
    if proposal.is_motor:
        _refuse_fewer(proposal, losses_that_count(losses_to_weigh(proposal)))
    elif proposal.renewal_of:
        _refuse_lower_ratio(proposal, losses_that_count(losses_to_weigh(proposal)))


def _refuse_unnamed_renewal(proposal: Proposal) -> None:
    """A vehicle that we insure until shortly before is a renewal: its losses are weighed and its discount is earned."""
    if not proposal.is_motor or proposal.renewal_of:
        return
    days = int(parameter(SAME_RISK_DAYS, proposal.unit, proposal.start_on))
    since = proposal.start_on - timedelta(days=days)
    near = (one for one in policies_of_vehicle(proposal) if since <= one.end_on < proposal.start_on)
    last = next((one for one in near if (one.product, one.holder_id) == (proposal.product, proposal.holder_id)), None)
    if last is not None:
        message = _("Our policy %(number)s of this vehicle ends on %(day)s: name it as the policy that is renewed.")
        raise InvalidEntry(message % {"number": last.number, "day": last.end_on}, field="renewal_of")


def _refuse_fewer(proposal: Proposal, known: Sequence[LossExperience]) -> None:
    year = [one for one in known if one.occurred_on >= add_months(proposal.start_on, -12)]
    longer = [one for one in known if one.occurred_on >= add_months(proposal.start_on, -12 * MOST_YEARS)]
    at_fault = [one for one in year if one.at_fault]
    _refuse_below(proposal.claims_last_year or 0, year, "claims_last_year")
    _refuse_below(proposal.claims_in_3_years, longer, "claims_in_3_years")
    if proposal.compulsory:
        _refuse_below(proposal.at_fault_accidents, at_fault, "at_fault_accidents")


def _refuse_below(said: int, known: Sequence[LossExperience], field: str) -> None:
    if said >= len(known):
        return
    numbers = _(", ").join(one.claim_number for one in known)
    message = _("Our books know %(known)s: %(claims)s. The entry says %(said)s.")
    raise InvalidEntry(message % {"known": len(known), "claims": numbers, "said": said}, field=field)


def _refuse_lower_ratio(proposal: Proposal, known: Sequence[LossExperience]) -> None:
    """Losses of the policy that is renewed, of its premium."""
    before = Policy.objects.filter(number=proposal.renewal_of.strip().upper()).first()
    if before is None or proposal.loss_ratio is None:
        return
    incurred = sum(one.incurred for one in known if one.policy_id == before.pk)
    ratio = round(incurred * 100 / before.premium, 2)
    if proposal.loss_ratio < ratio:
        message = _("Our books know losses of %(known)s %% of the premium. The entry says %(said)s %%.")
        raise InvalidEntry(message % {"known": ratio, "said": proposal.loss_ratio}, field="loss_ratio")
