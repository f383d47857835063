"""How the books name the lines of business (dimension 险种). Codes that are not listed are shown as they are."""

from __future__ import annotations

from finance.rules.words import gettext_noop as _

LINE_LABELS = {
    "MCI": _("Compulsory motor"),
    "MOD": _("Own damage"),
    "MTP": _("Third party"),
    "MPA": _("Passenger liability"),
    "MOTOR": _("Motor"),
    "MOTOR_COMMERCIAL": _("Commercial motor"),
}
