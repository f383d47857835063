"""Losses of ceded business: shared among all who bear part, told in time, recovered (REI-10, REI-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance.public import ReinsuranceFact, record_reinsurance
from organisation.public import parameter
from underwriting.models import FacultativeCase, LossAdvice, LossExperience, Movement, MovementKind, Policy, Treaty
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance import advice as life
from underwriting.rules.reinsurance.following import advice_due
from underwriting.selectors.loss_sharing import LossPart, SharedLoss, by_lines, share_loss
from underwriting.selectors.reinsurance import ceded_lines
from underwriting.services.cession_books import book

LOSS_JOB, THRESHOLD = "underwriting.share_loss", "underwriting.loss_advice_from"
NIL = Decimal("0.00")


def share_later(product: str, line: str, claim_number: str, command: Command) -> None:
    """Queue the sharing of a loss in the transaction in which claims tells of it; business that is kept whole queues
    nothing."""
    if product != MOTOR and line in ceded_lines():
        key = f"{claim_number}:{command.key}"
        enqueue(LOSS_JOB, key=key, payload={"claim": claim_number}, queue="underwriting", priority=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a claim costs now and who bears it."""

    policy_id: int
    claim_number: str
    incurred: Decimal
    closed: bool
    own: Decimal
    parts: tuple[LossPart, ...]

    @property
    def ceded(self) -> Decimal:
        return sum((part.amount for part in self.parts), NIL)


@transaction.atomic
def follow_loss(command: Command, claim_number: str) -> LossAdvice | None:
    """Bring the advice of a claim up to date with what the claim costs now: reserve, call, recovery."""
    loss = LossExperience.objects.select_related("policy__unit").get(claim_number=claim_number)
    shared = share_loss(loss.policy_id, loss.incurred)
    if shared is None:
        return None
    known = LossAdvice.objects.filter(claim_number=claim_number).first()
    if known is None:
        known = note_loss(command.then("note"), claim_number=claim_number)
    found = measure(known.pk, command.then("measure"), measured=_measured(loss, shared))
    threshold = Decimal(parameter(THRESHOLD, loss.policy.unit, localdate(command.at)))
    if found.state != life.DUE and advice_due(ceded=found.ceded, told=found.told, threshold=threshold):
        found = call(found.pk, command.then("call"))
    return found


def _measured(loss: LossExperience, shared: SharedLoss) -> Measured:
    return Measured(
        policy_id=loss.policy_id,
        claim_number=loss.claim_number,
        incurred=loss.incurred,
        closed=loss.closed,
        own=shared.own,
        parts=shared.parts,
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
    """Reserve while the claim is open (JE-29), recovery when it is closed (JE-28), both as differences."""
    found.incurred, found.closed = measured.incurred, measured.closed
    found.own_loss, found.ceded = measured.own, measured.ceded
    found.parts = [part.as_json() for part in measured.parts]
    target = NIL if measured.closed else measured.ceded
    _reserve(found, target - found.reserved, command)
    found.reserved = target
    if measured.closed:
        _recover(found, measured.parts, command)


@transition(LossAdvice, life.CALL)
def call(found: LossAdvice, command: Command, /) -> None:
    """The reinsurers' part is above the limit, or has moved by as much: material goes on today."""


@transition(LossAdvice, life.PASS_ON)
def pass_on(found: LossAdvice, command: Command, /) -> None:
    """The material from the claims centre went to the upper reinsurance department (REI-10)."""
    found.told, found.passed_at = found.ceded, command.at


@transition(LossAdvice, life.SETTLE)
def settle(found: LossAdvice, command: Command, /) -> None:
    """All reinsurers paid their part."""


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
    """Every reinsurer's part of the paid claim, less what it was asked for before."""
    rows = [row for part in parts for row in _rows_of(found, part, command)]
    moved = Movement.objects.bulk_create(rows)
    if moved:
        book(command, moved)


def _rows_of(found: LossAdvice, part: LossPart, command: Command) -> list[Movement]:
    before = Movement.objects.filter(advice=found, **{f"{part.kind}_id": part.row}).aggregate(total=Sum("amount"))
    difference = part.amount - (before["total"] or NIL)
    lines = _lines_of(part)
    if not difference or not lines:
        return []
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
            **{f"{part.kind}_id": part.row},
        )
        row.set_unit(found.unit)
        rows.append(row)
    return [row for row in rows if row.amount]


def _lines_of(part: LossPart) -> list[tuple[int, str, Decimal]]:
    if part.kind == "treaty":
        signed = Treaty.objects.get(pk=part.row).shares.order_by("-leads", "-signed_percent", "pk")
        return [(one.reinsurer_id, one.name, one.signed_percent) for one in signed]
    placed = FacultativeCase.objects.get(pk=part.row).shares.exclude(signed_percent=None)
    ordered = placed.order_by("-signed_percent", "pk")
    return [(one.reinsurer_id, one.name, one.signed_percent or NIL) for one in ordered]


def policy_of(claim_number: str) -> Policy:
    """The policy of a claim, for the actor of the queued job."""
    return LossExperience.objects.select_related("policy").get(claim_number=claim_number).policy
