"""The reinsurers' agreement to an endorsement of ceded business (REI-06, REI-09)."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import links, notify
from core.money import to_cents
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import holders_in_scope, system_actor
from underwriting.models import EndorsementAgreement, FacultativeCase, Policy, Route
from underwriting.rules.reinsurance import agreement as life
from underwriting.rules.reinsurance import facultative
from underwriting.rules.reinsurance.facultative import CARRIED
from underwriting.selectors.agreements import answers_to
from underwriting.selectors.cession import own_of
from underwriting.services.facultative import own_sum_now
from underwriting.services.loose_ends import end_agreement
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import ReinsurersNotAsked

CLOCK = "policy-clock"


@creation(EndorsementAgreement, life.ASK)
def ask_reinsurers(
    command: Command, /, *, policy_id: int, change: str, endorsement_id: int | None = None
) -> EndorsementAgreement:
    """The change of terms that touches a facultative placement, before it is endorsed. What is asked for one request
    serves no other; without a request it serves the change that comes first."""
    policy = Policy.objects.select_related("unit").get(pk=policy_id)
    case = FacultativeCase.objects.filter(proposal_id=policy.proposal_id, state__in=CARRIED).first()
    if case is None:
        raise InvalidEntry(_("This policy is not ceded facultatively; it is endorsed without asking."))
    if not change.strip():
        raise InvalidEntry(_("Say what shall be changed."), field="change")
    asked_for = policy.endorsements.filter(pk=endorsement_id).first() if endorsement_id else None
    if endorsement_id and asked_for is None:
        raise InvalidEntry(_("Choose a request to this policy."), field="endorsement_id")
    asked = EndorsementAgreement(case_of=case, policy=policy, change=change.strip(), asked_for=asked_for)
    asked.set_unit(policy.unit)
    year = localdate(command.at).year
    asked.number = business_number("A", policy.line, year, policy.unit.code, gap_free=False)
    return asked


@transition(EndorsementAgreement, life.REVIEW)
def review(asked: EndorsementAgreement, command: Command, /) -> str | None:
    """The underwriter agrees. In a prefecture branch the reinsurance post reviews next (REI-09); a municipality asks
    its own department at once (REI-06)."""
    return life.REPORTED if asked.case_of.route == Route.OWN else None


@transition(EndorsementAgreement, life.REPORT)
def report(asked: EndorsementAgreement, command: Command, /) -> None:
    """The reinsurance post agrees and reports to the upper department."""


@transition(EndorsementAgreement, life.APPROVE)
def approve(asked: EndorsementAgreement, command: Command, /, *, placed: Decimal | None = None) -> None:
    """The change may be made; whoever enters it hears of it. ``placed`` is what the reinsurers carry after it, where
    that is another amount: a higher sum above retention and treaties is not written before (LAW-103)."""
    if placed is not None:
        _refuse_amount(asked, placed)
    asked.reply, asked.placed = command.reason, placed
    with override(settings.LANGUAGE_CODE):
        told = _("The reinsurers agree: %(policy)s may be endorsed") % {"policy": asked.policy.number}
    notify.notify(
        holders_in_scope("underwriting.enter_endorsement", asked, localdate(command.at)),
        key=f"agreement:{asked.pk}:{asked.version}",
        title=told,
        body=asked.change[:300],
        url=links.url_for(life.AGREEMENT_KIND, asked.pk),
        subject_kind=life.AGREEMENT_KIND,
        subject_id=asked.pk,
    )


def _refuse_amount(asked: EndorsementAgreement, placed: Decimal) -> None:
    """What reinsurers carry lies between nothing and the own sum after the change."""
    if placed < 0:
        raise InvalidEntry(_("Not below zero."), field="placed")
    request = asked.asked_for
    if request is not None and request.exposure > 0:
        own = to_cents(own_of(asked.case_of.proposal_id).of(request.exposure))
    else:
        own = own_sum_now(asked.case_of)
    if placed > own:
        raise InvalidEntry(_("Not more than the own sum can be placed."), field="placed")


@transition(EndorsementAgreement, life.REFUSE)
def refuse(asked: EndorsementAgreement, command: Command, /) -> None:
    """The change is not made, or the branch bears the difference."""
    asked.reply = command.reason


@transition(EndorsementAgreement, life.BEAR)
def bear(asked: EndorsementAgreement, command: Command, /, *, difference: str, amount: Decimal) -> None:
    """Endorsed without approval: the differing condition is written down for the branch's own account (REI-06)."""
    if not difference.strip():
        raise InvalidEntry(_("Write the condition that differs from the placement."), field="difference")
    if amount < 0:
        raise InvalidEntry(_("Not below zero."), field="amount")
    asked.difference, asked.difference_amount = difference.strip(), amount


@transition(EndorsementAgreement, life.WITHDRAW)
def withdraw(asked: EndorsementAgreement, command: Command, /) -> None:
    """The change is not made: refused and left at that, given up by the customer, or asked by mistake."""


@transition(EndorsementAgreement, life.USE)
def use(asked: EndorsementAgreement, command: Command, /, *, endorsement: str) -> None:
    """The endorsement was made under this agreement; the next one asks anew."""
    asked.endorsement = endorsement


def agreement_to_use(policy: Policy, endorsement: str) -> EndorsementAgreement | None:
    """What allows this request to change the policy; None for policies that are not ceded facultatively. Refused while
    the reinsurers of a ceded one have not been asked: what they said to another request does not count."""
    if not FacultativeCase.objects.filter(proposal_id=policy.proposal_id, state__in=CARRIED).exists():
        return None
    found = answers_to(policy.pk, endorsement).first()
    if found is None:
        message = _(
            "Part of this policy is placed facultatively. Ask the reinsurers about the change first, or have the "
            "branch bear the difference."
        )
        raise ReinsurersNotAsked(message)
    return found


def use_agreement(policy: Policy, command: Command, *, endorsement: str) -> None:
    """Called by the endorsement that is made: refused without agreement, and the agreement is used up. What was said to
    the same request before falls away with it."""
    found = agreement_to_use(policy, endorsement)
    if found is None:
        return
    clock = command.acting_as(system_actor(CLOCK, unit_id=policy.unit_id), f"agreement:{found.pk}")
    use(found.pk, clock, endorsement=endorsement)
    for older in answers_to(policy.pk, endorsement).exclude(asked_for=None):
        end_agreement(older.pk, clock.then(f"older:{older.pk}"))
    if found.placed is not None:
        follow_endorsement(found.case_of_id, clock.then("placed"), placed=found.placed)


@transition(FacultativeCase, facultative.FOLLOW)
def follow_endorsement(case: FacultativeCase, command: Command, /, *, placed: Decimal) -> None:
    """What is placed from the endorsement on; its cession is made with it."""
    case.placed = placed
