"""Loss assessment within the surveyor's authority, else price review by the centre (B-13, B-14, SUR-08)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction as database
from django.db.models import Sum

from claims.models import Claim, LossItem
from claims.rules import claim_lifecycle as states
from claims.rules import lifecycle
from claims.selectors.reports import fully_assessed, live_items
from claims.services.dispatch import refuse_other_hands
from claims.services.progress import by_clock, tell_surveyor
from claims.services.reports import DOCUMENTS_JOB
from core import jobs
from core.workflow.command import Command
from core.workflow.engine import transition


def measures(item: LossItem) -> Mapping[str, Decimal]:
    """Authority is measured by the loss before residual."""
    return {"assessed": item.assessed}


@transition(LossItem, lifecycle.CONFIRM_ITEM, measures=measures)
def confirm_item(item: LossItem, command: Command, /) -> None:
    """The surveyor's own assessment stands."""
    refuse_other_hands(item.task, command)
    item.confirmed_at = command.at


@transition(LossItem, lifecycle.TO_PRICE)
def to_price_review(item: LossItem, command: Command, /) -> None:
    """Above the surveyor's authority, or doubtful: the centre looks at prices and photos."""
    refuse_other_hands(item.task, command)


@transition(LossItem, lifecycle.AGREE_PRICE, measures=measures)
def agree_price(item: LossItem, command: Command, /) -> None:
    """The reviewer confirms within the own authority."""
    item.confirmed_at = command.at


@transition(LossItem, lifecycle.RETURN_PRICE)
def return_price(item: LossItem, command: Command, /) -> None:
    """Back to the surveyor with what is wrong."""
    tell_surveyor(item.task, command, key=f"reassess:{item.pk}:{item.version}")


@transition(Claim, states.NOTE_ASSESSED)
def note_assessed(claim: Claim, command: Command, /) -> str | None:
    """All objects of the case are assessed."""
    claim.assessed_at = command.at
    claim.assessed = sum((item.net for item in live_items(claim.report_id)), Decimal("0.00"))
    return states.WAIT_DOCS if claim.state == states.WAIT_DOCS else None


def tell_claims(report_id: int, command: Command) -> None:
    """Move the claims of a fully assessed case on. Does nothing while something is open."""
    if not fully_assessed(report_id):
        return
    edition = LossItem.objects.filter(report_id=report_id).aggregate(n=Sum("version"))["n"]
    jobs.enqueue(
        DOCUMENTS_JOB, key=f"assessment:{report_id}:{edition}", payload={"what": "assessment", "id": report_id}
    )
    waiting = Claim.objects.filter(report_id=report_id, assessed_at=None, state__in=states.NOTE_ASSESSED.sources)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        note_assessed(pk, by_clock(command, f"assessed:{pk}"))


@database.atomic
def confirm(pk: int, command: Command) -> LossItem:
    """``confirm_item`` with what follows from it."""
    item = confirm_item(pk, command)
    tell_claims(item.report_id, command)
    return item


@database.atomic
def agree(pk: int, command: Command) -> LossItem:
    """``agree_price`` with what follows from it."""
    item = agree_price(pk, command)
    tell_claims(item.report_id, command)
    return item
