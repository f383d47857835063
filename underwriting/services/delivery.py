"""Delivering a policy: expected from the issue, confirmed with the receipt, dropped with a void policy (A1 6)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from archives.public import DocumentFact, deposit_upload
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from underwriting.models import Channel, Policy, PolicyDelivery
from underwriting.rules import delivery as life
from underwriting.rules.lifecycle import POLICY_KIND, VOIDED
from underwriting.selectors.kept import kept_until
from underwriting.services.refusals import InvalidEntry

RECEIPT = "delivery_receipt"


def expect_delivery(policy: Policy, command: Command) -> PolicyDelivery | None:
    """From the issue on. An on-line customer fetches the electronic policy on the channel; once is enough, and nothing
    is delivered of what was made void meanwhile."""
    if policy.state == VOIDED:
        return None
    if policy.proposal.channel == Channel.ECOM or PolicyDelivery.objects.filter(policy=policy).exists():
        return None
    return begin_delivery(command, policy=policy.pk)


@creation(PolicyDelivery, life.EXPECT)
def begin_delivery(command: Command, /, *, policy: int) -> PolicyDelivery:
    """The receipt is due from now."""
    source = Policy.objects.select_related("unit").get(pk=policy)
    made = PolicyDelivery(policy=source)
    made.set_unit(source.unit)
    return made


@transition(PolicyDelivery, life.CONFIRM)
def confirm_delivery(
    delivery: PolicyDelivery,
    command: Command,
    /,
    *,
    way: str,
    received_by: str,
    received_on: date,
    note: str = "",
    receipt: bytes = b"",
) -> None:
    """Who received the policy, when and how. What was handed over is signed for; of an electronic policy the message
    in which the customer opened it is named."""
    today, issued = localdate(command.at), localdate(delivery.policy.created_at)
    if way not in set(life.Way):
        raise InvalidEntry(_("Say how the policy came to the customer."), field="way")
    if not received_by.strip():
        raise InvalidEntry(_("Name the person who received the policy."), field="received_by")
    if not issued <= received_on <= today:
        message = _("The policy was issued on %(day)s; it was received on that day or later, until today.")
        raise InvalidEntry(message % {"day": issued}, field="received_on")
    if way == life.Way.ELECTRONIC and not (note.strip() or receipt):
        raise InvalidEntry(_("Name the message, or attach its confirmation."), field="note")
    if way != life.Way.ELECTRONIC and not receipt:
        raise InvalidEntry(_("Attach the signed receipt."), field="receipt")
    delivery.way, delivery.received_by, delivery.received_on = way, received_by.strip(), received_on
    delivery.note, delivery.confirmed_by = note.strip(), command.signature
    if receipt:
        delivery.document_id = _keep(delivery.policy, command, receipt)


def _keep(policy: Policy, command: Command, content: bytes) -> int:
    """The receipt stands with the documents of the policy."""
    with override(settings.LANGUAGE_CODE):
        title = _("Receipt of the policy")
    fact = DocumentFact(
        kind=RECEIPT,
        title=title,
        subject_kind=POLICY_KIND,
        subject_id=policy.pk,
        subject_number=policy.number,
        content=content,
        media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(policy, localdate(command.at)),
    )
    return deposit_upload(command.then("receipt"), fact).id


@transition(PolicyDelivery, life.DROP)
def drop_delivery(delivery: PolicyDelivery, command: Command, /) -> None:
    """The policy was made void before it came to the customer."""
