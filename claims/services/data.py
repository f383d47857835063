"""What is handed over when a report is taken, a survey recorded, an object assessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """What the caller tells 95518. ``policy_ids`` are the policies found; none is no reason to refuse (domain 6.1)."""

    reporter_name: str
    reporter_phone: str
    occurred_at: datetime
    place: str
    cause: str
    course: str
    relation: str = "driver"
    driver_name: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    loss_unit_id: int | None = None
    plate: str = ""
    policy_said: str = ""
    policy_ids: tuple[int, ...] = ()
    third_vehicles: int = 0
    injured: int = 0
    police: bool = False
    estimate: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """What the surveyor found."""

    fault: str
    narrative: str
    counterpart: str = "vehicle"
    blameless_others: int = 0
    received: Decimal = ZERO
    excluded: bool = False
    first_scene: bool = True
    driver_licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """A part or a piece of work."""

    name: str
    amount: Decimal
    labour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """An object of loss with its costs."""

    kind: str
    name: str
    lines: tuple[CostLine, ...]
    category: str = "property"
    plate: str = ""
    residual: Decimal = ZERO
    total_loss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeShare:
    """What somebody beside the insured gets: the garage, an injured person. ``why`` is kept with the payment."""

    account_token: str
    amount: Decimal
    why: str
