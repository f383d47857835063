"""Money that needs its customer identified: found while it is due, before it moves (domain 2.3, AML)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from core.workflow.command import Command
from finance.models import Payable, Receivable
from finance.rules.lifecycles import payment, receivable
from finance.rules.payables import Purpose
from organisation.public import system_actor
from parties.public import AmlAct, AmlNeed, aml_threshold, parties, require_identification

ACTS = {Purpose.CLAIM: AmlAct.CLAIM_PAYMENT, Purpose.REFUND: AmlAct.REFUND}


def ask_identifications(since: datetime, at: datetime) -> int:
    """Ask for the identification of everybody whose premium, claim or refund reaches its threshold."""
    asked, wanted = 0, [*_premiums(since, at), *_payments(since, at)]
    known = parties([need.party_id for _unit, need in wanted])
    for unit_id, need in wanted:
        if need.party_id not in known:
            continue
        key = uuid5(NAMESPACE_OID, f"aml/{need.act}/{need.document_number}")
        command = Command(key=key, actor=system_actor("ledger", unit_id=unit_id), at=at)
        asked += require_identification(command, need).is_open
    return asked


def _premiums(since: datetime, at: datetime) -> Iterator[tuple[int, AmlNeed]]:
    """Premium comes by transfer: cash is refused (zero-cash rule)."""
    threshold = aml_threshold(AmlAct.PREMIUM_TRANSFER, at.date())
    rows = Receivable.objects.filter(created_at__gt=since, amount__gte=threshold).exclude(state=receivable.CANCELLED)
    for row in rows.order_by("pk"):
        yield (
            row.unit_id,
            AmlNeed(
                party_id=row.payer_id,
                act=AmlAct.PREMIUM_TRANSFER,
                amount=row.amount,
                document_number=row.document_number,
            ),
        )


def _payments(since: datetime, at: datetime) -> Iterator[tuple[int, AmlNeed]]:
    for purpose, act in ACTS.items():
        threshold = aml_threshold(act, at.date())
        rows = Payable.objects.filter(created_at__gt=since, amount__gte=threshold, purpose=purpose)
        for row in rows.exclude(state=payment.WITHDRAWN).order_by("pk"):
            yield row.unit_id, AmlNeed(party_id=row.payee_id, act=act, amount=row.amount, document_number=row.number)
