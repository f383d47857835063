"""Reactions to what finance tells: premium received makes a proposal issuable."""

from __future__ import annotations

from core.events import Delivery, on
from core.workflow.command import Command
from finance.public import ReceivableReinstated, ReceivableSettled, UnearnedMeasured, receivables_of
from organisation.public import system_actor
from underwriting.events import PolicyIssued, PolicyVoided
from underwriting.models import Endorsement, Instalment, LedgerEntry, Policy, Section
from underwriting.rules import endorsement_life, instalment_life
from underwriting.rules.ledger_entry import ASKED, CANCEL_ASKED, LEDGER_ENTRY_KIND
from underwriting.rules.lifecycle import POLICY_KIND, SECTION_KIND
from underwriting.selectors.deliveries import of_void
from underwriting.services.ceded_unearned import measure_ceded
from underwriting.services.delivery import drop_delivery, expect_delivery
from underwriting.services.endorsing import mark_paid as mark_endorsement_paid
from underwriting.services.endorsing import unmark_paid as unmark_endorsement_paid
from underwriting.services.instalments import bind_to_policy, lose_instalment, receive_instalment
from underwriting.services.ledger_entry import settle_ledger
from underwriting.services.money import mark_paid, unmark_paid
from underwriting.services.renewing import confirm_renewal, confirmed_by

CLOCK = "policy-clock"


@on(ReceivableSettled, name="underwriting.premium_received", queue="underwriting")
def premium_received(event: ReceivableSettled, delivery: Delivery) -> None:
    """The premium of a section, or of an endorsement on a policy, came in."""
    if event.document_kind == LEDGER_ENTRY_KIND:
        _ledger_settled(event, delivery)
        return
    if event.document_kind == POLICY_KIND:
        _endorsement_paid(event.document_id, delivery)
        return
    if event.document_kind != SECTION_KIND:
        return
    section = Section.objects.select_related("proposal").get(pk=event.document_id)
    command = delivery.command(system_actor(CLOCK, unit_id=section.proposal.unit_id))
    _instalment_paid(section, event, command)
    if event.instalment > 1:
        _paid_before_cover(section, event, delivery)
    if section.paid_at is not None or event.instalment > 1:
        return  # noted before, such as by the demo branch, or a later instalment
    if section.exempted_at is not None:
        Section.objects.filter(pk=section.pk).update(paid_at=event.received_at)
        return  # it went on to the issue without its premium
    mark_paid(section.proposal_id, command, section_id=section.pk, received_at=event.received_at)


@on(ReceivableReinstated, name="underwriting.premium_voided", queue="underwriting")
def premium_voided(event: ReceivableReinstated, delivery: Delivery) -> None:
    """A receipt was voided on its day."""
    if event.document_kind == POLICY_KIND:
        _endorsement_owed(event, delivery)
        return
    if event.document_kind != SECTION_KIND:
        return
    section = Section.objects.select_related("proposal").get(pk=event.document_id)
    command = delivery.command(system_actor(CLOCK, unit_id=section.proposal.unit_id))
    _instalment_lost(section, event, command)
    if event.instalment > 1:
        _owed_before_cover(section, event, delivery)
    if event.instalment > 1 or section.paid_at is None:
        return
    if section.exempted_at is not None:
        Section.objects.filter(pk=section.pk).update(paid_at=None)
    else:
        unmark_paid(section.proposal_id, command, section_id=section.pk)


def _paid_before_cover(section: Section, event: ReceivableSettled, delivery: Delivery) -> None:
    """More premium of a policy that has not begun is due on the document of its first premium."""
    waiting = Endorsement.objects.filter(policy__section=section, state=endorsement_life.APPROVED, delta__gt=0)
    found = waiting.filter(instalment=event.instalment).first()
    dues = receivables_of(SECTION_KIND, section.pk)
    if found is not None and any(due.instalment == found.instalment and due.settled for due in dues):
        mark_endorsement_paid(found.pk, delivery.command(system_actor(CLOCK, unit_id=found.unit_id)))


def _owed_before_cover(section: Section, event: ReceivableReinstated, delivery: Delivery) -> None:
    """Its receipt was voided: the endorsement waits for the premium again."""
    waiting = Endorsement.objects.filter(policy__section=section, state=endorsement_life.PAID, delta__gt=0)
    waiting = waiting.filter(exempted_at=None)  # those wait for no money
    found = waiting.filter(instalment=event.instalment).first()
    dues = receivables_of(SECTION_KIND, section.pk)
    if found is not None and not any(due.instalment == found.instalment and due.settled for due in dues):
        unmark_endorsement_paid(found.pk, delivery.command(system_actor(CLOCK, unit_id=found.unit_id)))


def _instalment_paid(section: Section, event: ReceivableSettled, command: Command) -> None:
    """The plan of the proposal or policy knows what came in."""
    if section.proposal.is_motor:
        return
    planned = Instalment.objects.filter(proposal_id=section.proposal_id, place=event.instalment)
    found = planned.filter(state__in=instalment_life.OPEN).first()
    if found is not None:
        receive_instalment(found.pk, command.then("instalment"), received_at=event.received_at)


def _instalment_lost(section: Section, event: ReceivableReinstated, command: Command) -> None:
    """A receipt was voided; unless the money came again meanwhile, the instalment is open again."""
    dues = receivables_of(SECTION_KIND, section.pk)
    if section.proposal.is_motor or any(due.instalment == event.instalment and due.settled for due in dues):
        return
    planned = Instalment.objects.filter(proposal_id=section.proposal_id, place=event.instalment)
    found = planned.filter(state=instalment_life.PAID).first()
    if found is not None:
        lose_instalment(found.pk, command.then("instalment"))


def _ledger_settled(event: ReceivableSettled, delivery: Delivery) -> None:
    """A fixed-sum policy of the ledger was settled."""
    row = LedgerEntry.objects.get(pk=event.document_id)
    if row.state in {ASKED, CANCEL_ASKED}:
        return  # it is settled with what the underwriter says
    paid = any(due.settled for due in receivables_of(LEDGER_ENTRY_KIND, row.pk))
    if paid and row.settled_at is None:
        command = delivery.command(system_actor(CLOCK, unit_id=row.unit_id))
        settle_ledger(row.pk, command, settled_at=event.received_at)


def _endorsement_paid(policy_id: int, delivery: Delivery) -> None:
    """The one open endorsement of the policy can be issued when its own item is settled."""
    found = Endorsement.objects.filter(policy_id=policy_id, state=endorsement_life.APPROVED, delta__gt=0).first()
    dues = receivables_of(POLICY_KIND, policy_id)
    if found is None or not any(due.instalment == found.instalment and due.settled for due in dues):
        return
    mark_endorsement_paid(found.pk, delivery.command(system_actor(CLOCK, unit_id=found.unit_id)))


def _endorsement_owed(event: ReceivableReinstated, delivery: Delivery) -> None:
    """Its own receipt was voided, and not paid again meanwhile: it waits for the premium again."""
    waiting = Endorsement.objects.filter(policy_id=event.document_id, state=endorsement_life.PAID, delta__gt=0)
    found = waiting.filter(instalment=event.instalment).first()
    dues = receivables_of(POLICY_KIND, event.document_id)
    if found is not None and not any(due.instalment == found.instalment and due.settled for due in dues):
        unmark_endorsement_paid(found.pk, delivery.command(system_actor(CLOCK, unit_id=found.unit_id)))


@on(PolicyIssued, name="underwriting.renewal_confirmed", queue="underwriting")
def renewal_confirmed(event: PolicyIssued, delivery: Delivery) -> None:
    """A new policy may be the renewal of one that ends."""
    policy = Policy.objects.select_related("proposal").get(pk=event.policy_id)
    if not policy.is_motor:
        bind_to_policy(policy)
    found = confirmed_by(policy)
    if found is not None:
        clock = system_actor(CLOCK, unit_id=found.unit_id)
        confirm_renewal(found.pk, delivery.command(clock), policy_id=policy.pk)


@on(PolicyIssued, name="underwriting.delivery_expected", queue="underwriting")
def delivery_expected(event: PolicyIssued, delivery: Delivery) -> None:
    """The policy goes to the customer, who signs for it."""
    policy = Policy.objects.select_related("proposal").get(pk=event.policy_id)
    expect_delivery(policy, delivery.command(system_actor(CLOCK, unit_id=policy.unit_id)))


@on(PolicyVoided, name="underwriting.delivery_dropped", queue="underwriting")
def delivery_dropped(event: PolicyVoided, delivery: Delivery) -> None:
    """Nobody signs for a policy that is void; whoever would have carried it out hears so at once."""
    for one in of_void(event.policy_id):
        drop_delivery(one.pk, delivery.command(system_actor(CLOCK, unit_id=one.unit_id)))


@on(UnearnedMeasured, name="underwriting.ceded_unearned", queue="underwriting")
def unearned_measured(event: UnearnedMeasured, delivery: Delivery) -> None:
    """What reinsurers bear of the unearned premium is measured on the same day."""
    command = delivery.command(system_actor(CLOCK, unit_id=event.unit_id))
    measure_ceded(command, branch_id=event.unit_id, as_of=event.as_of)
