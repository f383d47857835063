"""Whose business an API client sends, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisation.models import ApiClient
from parties.models import ApiChannel, Intermediary
from parties.selectors.intermediaries import IntermediaryFact, intermediary_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFact:
    """An intermediary behind a key. What is None has no limit."""

    through: IntermediaryFact
    largest_sum: Decimal | None = None
    lowest_rate: Decimal | None = None
    ended: bool = False


def channel_of_client(client_id: int, on: date) -> ChannelFact | None:
    """The intermediary of a client on a day; None for a client that never was bound. One whose time is over sends
    nothing any more."""
    rows = ApiChannel.objects.filter(client_id=client_id)
    row = rows.filter(effective__contains=on).first() or rows.order_by("-effective").first()
    if row is None:
        return None
    return ChannelFact(
        through=intermediary_fact(row.intermediary_id, on),
        largest_sum=row.largest_sum,
        lowest_rate=row.lowest_rate,
        ended=on not in row.effective,
    )


def channels_of(row: Intermediary) -> list[ApiChannel]:
    """The clients that were bound to an intermediary, the newest first."""
    rows = ApiChannel.objects.filter(intermediary=row)
    return list(rows.select_related("client__unit").order_by("-effective", "-pk"))


def clients_to_bind(row: Intermediary) -> list[tuple[int, str]]:
    """The clients at work in the unit of an intermediary."""
    return list(ApiClient.objects.filter(unit_id=row.unit_id, active=True).order_by("name").values_list("pk", "name"))
