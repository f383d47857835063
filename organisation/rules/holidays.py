"""Names of public holidays as the published calendar gives them."""

from __future__ import annotations

from organisation.rules.words import gettext_noop as _

HOLIDAYS = (
    _("New Year's Day"),
    _("Spring Festival"),
    _("Tomb-sweeping Day"),
    _("Labour Day"),
    _("Dragon Boat Festival"),
    _("Mid-autumn Festival"),
    _("National Day"),
)
