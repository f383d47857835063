"""Intermediaries of the demo branch, one of every kind and one that waits for its approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from PIL import Image

from parties.demo.hands import demo_command
from parties.models import Intermediary, Party
from parties.rules.intermediary import IntermediaryKind as Kind
from parties.services.data import IntermediaryData, LineTerms, MandateData
from parties.services.intermediary import (
    approve_intermediary,
    record_mandate,
    register_intermediary,
    suspend_intermediary,
)

CENTRE = "350591"
MOTOR = (("MCI", "0.04", None), ("MOD", "0.12", None), ("MTP", "0.12", None))
ISSUES = (("MCI", "0.04", "200000"), ("MOD", "0.10", "500000"), ("MTP", "0.10", "1000000"))


def build_intermediaries(companies: Sequence[Party], people: Sequence[Party]) -> None:
    """The companies in the order of the demo's list: agency with issuing right, broker, agency without, platform."""
    _approved(companies[2], Kind.ISSUING, "017", ISSUES, lasts=400)
    broker = _approved(companies[3], Kind.BROKER, "021", MOTOR, lasts=500)
    _mandate(broker, companies[0])
    agency = _approved(companies[4], Kind.NO_ISSUING, "026", MOTOR, lasts=20)
    _approved(companies[5], Kind.PLATFORM, "030", MOTOR, lasts=300)
    _proposed(people[4], Kind.INDIVIDUAL, "033", MOTOR[:1], lasts=365)
    reason = "年审材料未按期提交，待补齐后恢复。"
    suspend_intermediary(agency.pk, demo_command("UW_DIR", CENTRE, "suspend/026", reason=reason))


def _proposed(
    party: Party, kind: Kind, serial: str, terms: Sequence[tuple[str, str, str | None]], *, lasts: int
) -> Intermediary:
    today = timezone.localdate()
    data = IntermediaryData(
        party_id=party.pk,
        kind=kind,
        licence_number=f"2053100000{serial}",
        licence_from=date(today.year - 1, 1, 1),
        licence_until=today + timedelta(days=lasts),
        agreement_number=f"XY-{today.year}-{serial}",
        agreement_from=date(today.year, 1, 1),
        agreement_until=date(today.year + 1, 12, 31),
        terms=tuple(
            LineTerms(line=line, commission_rate=Decimal(rate), issuing_limit=Decimal(limit) if limit else None)
            for line, rate, limit in terms
        ),
    )
    return register_intermediary(demo_command("UW_INFO", CENTRE, f"intermediary/{serial}"), data=data)


def _approved(
    party: Party, kind: Kind, serial: str, terms: Sequence[tuple[str, str, str | None]], *, lasts: int
) -> Intermediary:
    row = _proposed(party, kind, serial, terms, lasts=lasts)
    return approve_intermediary(row.pk, demo_command("UW_DIR", CENTRE, f"approve/{serial}"))


def _mandate(broker: Intermediary, customer: Party) -> None:
    today = timezone.localdate()
    data = MandateData(
        customer_number=customer.number,
        valid_from=today,
        valid_until=today + timedelta(days=364),
        content=blank_scan(),
        name="客户授权委托书.png",
    )
    record_mandate(broker.pk, demo_command("UW_INFO", CENTRE, "mandate"), data=data)


def blank_scan() -> bytes:
    """An empty sheet, as a scanner would send it."""
    sheet = BytesIO()
    Image.new("L", (420, 594), color=250).save(sheet, format="PNG")
    return sheet.getvalue()
