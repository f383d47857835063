"""The parameters of this package. Their rows live in organisation and have dates; here stand names and defaults."""

from __future__ import annotations

from datetime import datetime

from core.workflow.command import Actor


def reveals_per_day(actor: Actor, at: datetime) -> int:
    return 30


def grey_list_days(actor: Actor, at: datetime) -> int:
    return 366
