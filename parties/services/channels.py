"""Binding an API client to an intermediary with its limits: a change by four eyes (PRO-03, PRO-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ApiClient, ControlChange
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from parties.models import ApiChannel, Intermediary
from parties.rules.intermediary import IntermediaryState
from parties.rules.lifecycle import gettext_noop

KIND = "parties.api_channel"
LABELS = {
    "intermediary": gettext_noop("Intermediary"),
    "largest_sum": gettext_noop("Largest sum insured"),
    "lowest_rate": gettext_noop("Lowest rate (‰)"),
    "until": gettext_noop("Last day"),
}
PER_MILLE = Decimal(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelData:
    """The client, the limits of what it may send, and how long."""

    client_id: int
    largest_sum: Decimal | None = None
    lowest_rate: Decimal | None = None
    until: date | None = None


def propose_channel(command: Command, *, intermediary_id: int, data: ChannelData, holds_from: date) -> ControlChange:
    """Put the binding forward; the key sends as before until another person approves."""
    row = Intermediary.objects.select_related("party").get(pk=intermediary_id)
    client = ApiClient.objects.get(pk=data.client_id)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=row.unit_id,
        subject=str(client.pk),
        title=f"{client.name} · {row.code} {row.party.name}"[:120],
        proposal={
            "client": client.pk,
            "id": row.pk,
            "intermediary": row.code,
            "largest_sum": _text(data.largest_sum),
            "lowest_rate": _text(data.lowest_rate),
            "until": data.until.isoformat() if data.until else "",
        },
        effective_on=holds_from,
    )
    return propose_change(command, wanted=wanted)


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _number(value: str) -> Decimal | None:
    return Decimal(value) if value else None


def _check(change: ControlChange, _today: date) -> None:
    """A client of the intermediary's own unit, an active intermediary, a period in order."""
    row = Intermediary.objects.get(pk=change.proposal["id"])
    client = ApiClient.objects.get(pk=change.proposal["client"])
    if row.state != IntermediaryState.ACTIVE:
        raise ChangeRefused(_("No business is written through this intermediary."), field="client_id")
    if client.unit_id != row.unit_id or not client.active:
        raise ChangeRefused(_("Choose an active client of the same unit."), field="client_id")
    until = change.proposal["until"]
    if change.effective_on is None or (until and date.fromisoformat(until) < change.effective_on):
        raise ChangeRefused(_("The last day is before the first."), field="until")


def _standing(change: ControlChange) -> ApiChannel | None:
    on = change.effective_on or date.max
    rows = ApiChannel.objects.filter(client_id=change.proposal["client"], effective__contains=on)
    return rows.select_related("intermediary").first()


def _current(change: ControlChange) -> dict[str, Any]:
    held = _standing(change)
    if held is None:
        return {}
    last = held.effective.upper - timedelta(days=1) if held.effective.upper else None
    return {
        "intermediary": held.intermediary.code,
        "largest_sum": _text(held.largest_sum),
        "lowest_rate": _text(held.lowest_rate),
        "until": last.isoformat() if last else "",
    }


def _apply(change: ControlChange, _command: Command) -> None:
    """The binding of before ends where the new one begins; what was to begin later gives way."""
    begins, values = change.effective_on or date.max, change.proposal
    rows = ApiChannel.objects.select_for_update().filter(client_id=values["client"])
    for held in rows.filter(effective__overlap=DateRange(begins, None)):
        first = held.effective.lower or date.min
        held.effective = DateRange(first, begins) if first < begins else DateRange(empty=True)
        held.save(update_fields=["effective"])
    after = date.fromisoformat(values["until"]) + timedelta(days=1) if values["until"] else None
    ApiChannel.objects.create(
        client_id=values["client"],
        intermediary_id=values["id"],
        largest_sum=_number(values["largest_sum"]),
        lowest_rate=_number(values["lowest_rate"]),
        effective=DateRange(begins, after),
        change=change.number,
    )


def _describe(change: ControlChange) -> list[Difference]:
    old, new = change.before, change.proposal
    return [Difference(_(label), _shown(name, old), _shown(name, new)) for name, label in LABELS.items()]


def _shown(name: str, values: dict[str, Any]) -> str:
    value = str(values.get(name, ""))
    if name == "lowest_rate" and value:
        return f"{(Decimal(value) * PER_MILLE).normalize():f}"
    return f"{Decimal(value):,.2f}" if name == "largest_sum" and value else value


def _affected(change: ControlChange) -> list[Affected]:
    return [Affected(ApiClient.objects.get(pk=change.proposal["client"]).name)]


CHANNEL_CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("API client of an intermediary"),
    propose="parties.register_intermediary",
    approve="parties.decide_intermediary",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    icon="id-badge",
    queue="parties.intermediary_decision",
)
