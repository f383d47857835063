"""What a request for an endorsement says, and what is refused of it before anything is entered (END-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from underwriting.models import Policy
from underwriting.rules import endorsement_life as life
from underwriting.rules.endorsement_kinds import Kind, KindRule
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.words import gettext_noop
from underwriting.selectors.coinsurance import coinsurance_on
from underwriting.selectors.policy_life import kinds_on, module_of
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable

SHARED_BEFORE_COVER = gettext_noop(
    "The premium of a co-insured contract is not changed before cover begins: void it and issue it anew."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementRequest:
    """What the customer asks, with the scan of the sealed request."""

    policy_id: int
    kind: str
    requested_on: date
    requested_by: str
    effective_on: date
    scan: bytes = b""
    mass_id: int | None = None


def day_of(policy: Policy, data: EndorsementRequest, today: date) -> date:
    """As asked; what holds from inception has no day of its own, and a policy is void from the day on which that is
    asked for, which lies before its cover."""
    if kinds_on(today)[Kind(data.kind)].backwards:
        return policy.start_on
    return today if data.kind == Kind.VOID else data.effective_on


def refuse_request(policy: Policy, data: EndorsementRequest, today: date) -> None:
    if policy.state not in {ISSUED, IN_FORCE}:
        raise PolicyNotChangeable(_("Only a policy that is issued or in force can be changed."))
    rule = kinds_on(today).get(Kind(data.kind)) if data.kind in set(Kind) else None
    if rule is None or not rule.fits(policy.line, module_of(policy)):
        raise InvalidEntry(_("This kind does not fit the product."), field="kind")
    if not data.requested_by.strip():
        raise InvalidEntry(_("Say who asks for the change."), field="requested_by")
    if data.requested_on > today:
        raise InvalidEntry(_("The day of the request has not come yet."), field="requested_on")
    first = first_day_of_requests(policy)
    if data.requested_on < first:
        message = _("A change is asked for once there is a policy: from %(day)s.")
        raise InvalidEntry(message % {"day": first}, field="requested_on")
    if not data.scan and data.mass_id is None:
        raise InvalidEntry(_("Attach the scan of the sealed request."), field="scan")
    _refuse_shared_before_cover(policy, rule, today)
    if data.kind == Kind.VOID and today >= policy.start_on:
        raise InvalidEntry(
            _("Cover has begun: a policy is voided before its start only. Terminate it instead."), field="kind"
        )
    # An ending is dated by its last day of cover, the day before the start when cover never begins.
    if data.kind not in {Kind.VOID, Kind.END_HOLDER, Kind.END_INSURER}:
        refuse_outside(policy, data.effective_on)
    if policy.endorsements.filter(state__in=life.BEFORE_ISSUE).exists():
        raise PolicyNotChangeable(_("Another endorsement of this policy is not issued yet. Finish it first."))


def _refuse_shared_before_cover(policy: Policy, rule: KindRule, today: date) -> None:
    """Of a co-insured contract the shares of all follow from the premium of the issue: what the tariff charges on stays
    until cover begins, so that no request waits that cannot be entered."""
    if policy.is_motor or policy.start_on <= today or module_of(policy) not in rule.content:
        return
    if coinsurance_on(policy.proposal):
        raise InvalidEntry(_(SHARED_BEFORE_COVER), field="kind")


def first_day_of_requests(policy: Policy) -> date:
    """A change is asked of a contract that stands (END-01): from the issue of its policy on, or from the start of cover
    that was entered after it had begun."""
    return min(localdate(policy.created_at), policy.start_on)


def refuse_outside(policy: Policy, on: date) -> None:
    if not policy.start_on <= on <= policy.end_on:
        message = _("The change holds from a day within the period: %(start)s – %(end)s.")
        raise InvalidEntry(message % {"start": policy.start_on, "end": policy.end_on}, field="effective_on")
