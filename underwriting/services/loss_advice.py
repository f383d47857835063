"""Losses of ceded business: shared among all who bear part, told in time, recovered (REI-10, REI-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.jobs import NewJob, enqueue, enqueue_many
from core.locks import hold, hold_all
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance.public import ReinsuranceFact, record_reinsurance
from organisation.public import parameter
from underwriting.models import (
    Cession,
    FacultativeCase,
    LossAdvice,
    LossExperience,
    Movement,
    MovementKind,
    Policy,
    Treaty,
)
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.lines import CEDED_LINES, MOTOR
from underwriting.rules.reinsurance import advice as life
from underwriting.rules.reinsurance.following import advice_due
from underwriting.selectors.loss_sharing import LossPart, by_lines, layers_with_aggregate, share_loss
from underwriting.services.cession_books import book
from underwriting.services.reinsurance_refusals import ClaimStillOpen

LOSS_JOB, THRESHOLD = "underwriting.share_loss", "underwriting.loss_advice_from"
NIL = Decimal("0.00")
Carrier = tuple[str, int]  # "treaty" or "facultative", and its row


def share_later(product: str, line: str, claim_number: str, command: Command) -> None:
    """Queue the sharing of a loss in the transaction in which claims tells of it; business that is kept whole queues
    nothing."""
    if product != MOTOR and line in CEDED_LINES:
        key = f"{claim_number}:{command.key}"
        enqueue(LOSS_JOB, key=key, payload={"claim": claim_number}, queue="underwriting", priority=3)


def share_again(cession: Cession) -> None:
    """A version that reaches back, or that comes after the first word of a loss, shares the losses since its day
    anew."""
    losses = LossExperience.objects.filter(policy_id=cession.policy_id, occurred_on__gte=cession.effective_on)
    jobs = [
        NewJob(
            kind=LOSS_JOB,
            key=f"{number}:cession:{cession.pk}",
            payload={"claim": number},
            queue="underwriting",
            priority=3,
        )
        for number in losses.values_list("claim_number", flat=True)
    ]
    if jobs:
        enqueue_many(jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a claim costs now, who bears it, and what of it is paid: the rest is reserved."""

    occurred_on: date
    incurred: Decimal
    closed: bool
    own: Decimal
    parts: tuple[LossPart, ...]
    recoverable: tuple[LossPart, ...]

    @property
    def ceded(self) -> Decimal:
        return _total(self.parts)

    @property
    def reserve(self) -> Decimal:
        """What the reinsurers still bear beyond what they are asked for; nothing once the claim is closed."""
        return NIL if self.closed else max(self.ceded - _total(self.recoverable), NIL)


def _total(parts: Sequence[LossPart]) -> Decimal:
    return sum((part.amount for part in parts), NIL)


@transaction.atomic
def follow_loss(command: Command, claim_number: str) -> LossAdvice | None:
    """Bring the advice of a claim up to date with what the claim costs now: reserve, call, recovery."""
    hold(f"underwriting.loss:{claim_number}")
    loss = LossExperience.objects.select_related("policy__unit").get(claim_number=claim_number)
    hold_all(f"underwriting.layer:{code}" for code in layers_with_aggregate(loss))
    measured = _measured(loss)
    known = LossAdvice.objects.filter(claim_number=claim_number).first()
    if measured is None or (known is None and not measured.ceded):
        return None  # kept whole: nobody is to be told
    found = measure(_advice_of(loss, known, command).pk, command.then("measure"), measured=measured)
    threshold = Decimal(parameter(THRESHOLD, loss.policy.unit, localdate(command.at)))
    if found.state != life.DUE and advice_due(ceded=found.ceded, told=found.told, threshold=threshold):
        found = call(found.pk, command.then("call"))
    return found


def _advice_of(loss: LossExperience, known: LossAdvice | None, command: Command) -> LossAdvice:
    if known is None:
        return note_loss(command.then("note"), claim_number=loss.claim_number)
    return take_up(known.pk, command.then("again")) if known.state == life.SETTLED else known


def _measured(loss: LossExperience) -> Measured | None:
    """By the figures of this moment; a closed claim is recovered whole, an open one as far as it is paid."""
    shared = share_loss(loss, loss.incurred)
    if shared is None:
        return None
    paid = shared if loss.closed else share_loss(loss, loss.paid)
    return Measured(
        occurred_on=loss.occurred_on,
        incurred=loss.incurred,
        closed=loss.closed,
        own=shared.own,
        parts=shared.parts,
        recoverable=paid.parts if paid else (),
    )


@creation(LossAdvice, life.NOTE)
def note_loss(command: Command, /, *, claim_number: str) -> LossAdvice:
    """The first word of a claim on a ceded policy."""
    loss = LossExperience.objects.select_related("policy__unit").get(claim_number=claim_number)
    noted = LossAdvice(
        policy=loss.policy,
        claim_number=claim_number,
        line=loss.policy.line,
        occurred_on=loss.occurred_on,
        incurred=NIL,
        own_loss=NIL,
        ceded=NIL,
    )
    noted.set_unit(loss.policy.unit)
    return noted


@transition(LossAdvice, life.MEASURE)
def measure(found: LossAdvice, command: Command, /, *, measured: Measured) -> None:
    """Reserve for what is not paid (JE-29), recovery of what is (JE-28), both as differences: what a claim does not
    cost any more is taken back."""
    found.occurred_on, found.incurred, found.closed = measured.occurred_on, measured.incurred, measured.closed
    found.own_loss, found.ceded = measured.own, measured.ceded
    found.parts = [part.as_json() for part in measured.parts]
    _reserve(found, measured.reserve - found.reserved, command)
    found.reserved = measured.reserve
    _recover(found, measured.recoverable, command)


@transition(LossAdvice, life.TAKE_UP)
def take_up(found: LossAdvice, command: Command, /) -> None:
    """The claim changed after everything had been recovered."""


@transition(LossAdvice, life.CALL)
def call(found: LossAdvice, command: Command, /) -> None:
    """The reinsurers' part is above the limit, or has moved by as much: material goes on today."""


@transition(LossAdvice, life.PASS_ON)
def pass_on(found: LossAdvice, command: Command, /) -> None:
    """The material from the claims centre went to the upper reinsurance department (REI-10)."""
    found.told, found.passed_at = found.ceded, command.at


@transition(LossAdvice, life.SETTLE)
def settle(found: LossAdvice, command: Command, /) -> None:
    """All reinsurers paid their part; not while part of the claim is still reserved."""
    if found.reserved or not found.closed:
        raise ClaimStillOpen(_("The claim is still open. Wait until it is closed."))


def _reserve(found: LossAdvice, difference: Decimal, command: Command) -> None:
    if not difference:
        return
    fact = ReinsuranceFact(
        source=(life.ADVICE_KIND, found.pk),
        occurrence=found.version,
        document_kind=POLICY_KIND,
        document_id=found.policy_id,
        document_number=found.policy.number,
        unit_id=found.unit_id,
        line=found.line,
        reserve=difference,
    )
    record_reinsurance(command, [fact])


def _recover(found: LossAdvice, parts: Sequence[LossPart], command: Command) -> None:
    """Every reinsurer's part of what was paid, less what it was asked for before; who bears nothing any more gets back
    what he paid."""
    wanted = {(part.kind, part.row): part.amount for part in parts}
    asked = _asked(found)
    rows = []
    for carrier in sorted(wanted.keys() | asked.keys()):
        difference = wanted.get(carrier, NIL) - asked.get(carrier, NIL)
        rows += _rows_of(found, carrier, difference, command)
    if rows:
        book(command, Movement.objects.bulk_create(rows))


def _asked(found: LossAdvice) -> dict[Carrier, Decimal]:
    rows = Movement.objects.filter(advice=found).values("treaty_id", "facultative_id").annotate(total=Sum("amount"))
    return {
        ("treaty", row["treaty_id"]) if row["treaty_id"] else ("facultative", row["facultative_id"]): row["total"]
        for row in rows
    }


def _rows_of(found: LossAdvice, carrier: Carrier, difference: Decimal, command: Command) -> list[Movement]:
    lines = _lines_of(carrier) if difference else []
    if not lines:
        return []
    kind, pk = carrier
    rows = []
    amounts = by_lines(difference, [line for _pk, _name, line in lines])
    for (reinsurer, name, _line), amount in zip(lines, amounts, strict=True):
        row = Movement(
            kind=MovementKind.RECOVERY,
            reinsurer_id=reinsurer,
            reinsurer_name=name,
            policy=found.policy,
            advice=found,
            line=found.line,
            amount=amount,
            booked_on=localdate(command.at),
            **{f"{kind}_id": pk},
        )
        row.set_unit(found.unit)
        rows.append(row)
    return [row for row in rows if row.amount]


def _lines_of(carrier: Carrier) -> list[tuple[int, str, Decimal]]:
    kind, pk = carrier
    if kind == "treaty":
        signed = Treaty.objects.get(pk=pk).shares.order_by("-leads", "-signed_percent", "pk")
        return [(one.reinsurer_id, one.name, one.signed_percent) for one in signed]
    placed = FacultativeCase.objects.get(pk=pk).shares.exclude(signed_percent=None)
    ordered = placed.order_by("-signed_percent", "pk")
    return [(one.reinsurer_id, one.name, one.signed_percent or NIL) for one in ordered]


def policy_of(claim_number: str) -> Policy:
    """The policy of a claim, for the actor of the queued job."""
    return LossExperience.objects.select_related("policy").get(claim_number=claim_number).policy
