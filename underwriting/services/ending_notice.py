"""The insurer's letter was delivered: the proof is kept, and cover ends by the day on which it arrived (LAW-16, 49, 52,
58, CT-14, domain 5.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction as database
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Endorsement
from underwriting.rules import ending_notice as life
from underwriting.rules.ending import earliest_end
from underwriting.rules.ending_notice import Way
from underwriting.rules.ending_papers import DELIVERY
from underwriting.rules.grounds import Ground
from underwriting.selectors import policy_life
from underwriting.selectors.endorsement_gate import versions_now
from underwriting.services.ending_entry import read_policy, work_out_ending
from underwriting.services.ending_papers import keep_files, note_files
from underwriting.services.endorsement_claims import refuse_open_claims
from underwriting.services.endorsing import refuse_ended, refuse_stale
from underwriting.services.refusals import InvalidEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """When and how the letter reached the policyholder: number of the receipt or who signed, and the proof."""

    on: date
    way: str
    note: str
    proof: bytes


def deliver_letter(pk: int, command: Command, /, *, delivery: Delivery) -> Endorsement:
    """Note the delivery and keep its proof."""
    with database.atomic():
        done = _deliver(pk, command, delivery=delivery)
        keep_files(done, command, {DELIVERY: delivery.proof})
        return done


@transition(Endorsement, life.DELIVER)
def _deliver(endorsement: Endorsement, command: Command, /, *, delivery: Delivery) -> str | None:
    """The right is used on the day of the delivery; where the law leaves the customer time, cover ends when it is over.
    Nothing goes back: ready to issue."""
    read_policy(endorsement)
    _refuse_delivery(endorsement, delivery, localdate(command.at))
    refuse_ended(endorsement.policy)
    refuse_stale(endorsement)
    refuse_open_claims(endorsement)
    endorsement.effective_on = _last_day(endorsement, delivery.on)
    segments = policy_life.segments_from(endorsement.policy, versions_now(endorsement))
    work_out_ending(endorsement, segments, delivery.on, notified_on=delivery.on)
    endorsement.delivered_on, endorsement.delivery = delivery.on, delivery.way
    endorsement.notice = delivery.note.strip()
    note_files(endorsement, {DELIVERY: delivery.proof})
    return None if endorsement.delta else life.PAID


def _refuse_delivery(endorsement: Endorsement, delivery: Delivery, today: date) -> None:
    if delivery.way not in set(Way):
        raise InvalidEntry(_("Choose how the letter was delivered."), field="way")
    if delivery.on > today:
        raise InvalidEntry(_("This day has not come yet."), field="delivered_on")
    if endorsement.approved_at is not None and delivery.on < localdate(endorsement.approved_at):
        raise InvalidEntry(_("The letter was made later than this day."), field="delivered_on")
    if not delivery.proof:
        raise InvalidEntry(_("Attach the proof of delivery."), field="proof")


def _last_day(endorsement: Endorsement, delivered_on: date) -> date:
    """As agreed at the decision, and not before the letter has worked; cover that has begun meanwhile ends with it."""
    policy, planned = endorsement.policy, endorsement.effective_on
    clocks = policy_life.clocks_on(endorsement.unit, delivered_on)
    group = policy_life.group_of(policy.line, delivered_on)
    earliest = earliest_end(Ground(endorsement.ground), group, clocks, notified_on=delivered_on)
    if earliest is None:
        return delivered_on if planned < policy.start_on <= delivered_on else planned
    return max(planned, earliest)
