"""The parameters of this package: declared here with their defaults, changed by four eyes in organisation."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from core.parameters import Declaration, Kind, declare
from core.workflow.command import Actor
from organisation.models import Unit
from organisation.public import parameter
from parties.rules.lifecycle import gettext_noop as _

REVEALS_PER_DAY = "parties.reveals_per_day"
GREY_LIST_DAYS = "parties.grey_list_days"


def declare_parameters() -> None:
    """Called while the app starts."""
    declare(
        Declaration(
            name=REVEALS_PER_DAY,
            label=_("Protected values that one person may look at within a day"),
            kind=Kind.INTEGER,
            default=60,
            unit_of_measure=_("values"),
            source=_("PIPL art. 51; reliability goal A5"),
        ),
        Declaration(
            name=GREY_LIST_DAYS,
            label=_("Longest time after which a grey-list entry is reviewed"),
            kind=Kind.INTEGER,
            default=366,
            unit_of_measure=_("days"),
            source=_("Guide B-43: lists are maintained regularly"),
        ),
    )


def reveals_per_day(actor: Actor, at: datetime) -> int:
    return _number(REVEALS_PER_DAY, actor, at)


def grey_list_days(actor: Actor, at: datetime) -> int:
    return _number(GREY_LIST_DAYS, actor, at)


def _number(name: str, actor: Actor, at: datetime) -> int:
    unit = Unit.objects.filter(pk=actor.unit_id).first()
    return int(parameter(name, unit, localdate(at)))
