"""The parameters of this package: declared here with their defaults, changed by four eyes in organisation."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from core.parameters import Declaration, Kind, declare
from core.workflow.command import Actor
from organisation.models import Unit
from organisation.public import parameter
from parties.rules.intermediary import ceiling_class
from parties.rules.lifecycle import gettext_noop as _
from parties.selectors.credit_scheme import credit_declarations
from parties.selectors.identification import aml_declarations

REVEALS_PER_DAY = "parties.reveals_per_day"
PAPER_OPEN_MINUTES = "parties.paper_open_minutes"
GREY_LIST_DAYS = "parties.grey_list_days"
BLACK_LIST_DAYS = "parties.black_list_days"
EXPIRY_NOTICE_DAYS = "parties.expiry_notice_days"
COMMISSION_CEILINGS = {
    "compulsory": "parties.commission_ceiling_compulsory",
    "motor": "parties.commission_ceiling_motor",
    "other": "parties.commission_ceiling_other",
}


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
            name=PAPER_OPEN_MINUTES,
            label=_("Time for which a scan stays open after its reason was given"),
            kind=Kind.INTEGER,
            default=15,
            unit_of_measure=_("minutes"),
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
        Declaration(
            name=BLACK_LIST_DAYS,
            label=_("Longest time after which a black-list entry is reviewed"),
            kind=Kind.INTEGER,
            default=731,
            unit_of_measure=_("days"),
            source=_("Guide B-43: lists are maintained regularly"),
        ),
        Declaration(
            name=EXPIRY_NOTICE_DAYS,
            label=_("Notice before licence or agreement of an intermediary ends"),
            kind=Kind.INTEGER,
            default=30,
            unit_of_measure=_("days"),
            source=_("Guide 2.3(1)1"),
        ),
        *credit_declarations(),
        *aml_declarations(),
        *(_ceiling(which, label, rate) for which, label, rate in _CEILINGS),
    )


_CEILINGS = (
    ("compulsory", _("Highest commission rate: compulsory motor"), "0.04"),
    ("motor", _("Highest commission rate: commercial motor"), "0.15"),
    ("other", _("Highest commission rate: other lines"), "0.20"),
)


def _ceiling(which: str, label: str, rate: str) -> Declaration:
    return Declaration(
        name=COMMISSION_CEILINGS[which],
        label=label,
        kind=Kind.DECIMAL,
        default=Decimal(rate),
        maximum=Decimal(1),
        source=_("Rates filed with the regulator (charged as filed)"),
    )


def expiry_notice_days(on: date) -> int:
    return int(parameter(EXPIRY_NOTICE_DAYS, None, on))


def commission_ceiling(line: str, unit: Unit, on: date) -> Decimal:
    """The highest commission rate filed for a line."""
    return Decimal(parameter(COMMISSION_CEILINGS[ceiling_class(line)], unit, on))


def reveals_per_day(actor: Actor, at: datetime) -> int:
    return _number(REVEALS_PER_DAY, actor, at)


def paper_open_minutes(actor: Actor, at: datetime) -> int:
    return _number(PAPER_OPEN_MINUTES, actor, at)


def grey_list_days(actor: Actor, at: datetime) -> int:
    return _number(GREY_LIST_DAYS, actor, at)


def black_list_days(actor: Actor, at: datetime) -> int:
    return _number(BLACK_LIST_DAYS, actor, at)


def _number(name: str, actor: Actor, at: datetime) -> int:
    unit = Unit.objects.filter(pk=actor.unit_id).first()
    return int(parameter(name, unit, localdate(at)))
