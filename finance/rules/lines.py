"""How the books name the lines of business (dimension 险种). Codes that are not listed are shown as they are."""

from __future__ import annotations

from finance.rules.words import gettext_noop as _

GROUPS = frozenset({"MOTOR", "MOTOR_COMMERCIAL"})  # in which authority is given; no document is of a group
LINE_LABELS = {
    "MCI": _("Compulsory motor"),
    "MOD": _("Commercial motor"),
    "MTP": _("Third party"),
    "MPA": _("Passenger liability"),
    "MOTOR": _("Motor"),
    "MOTOR_COMMERCIAL": _("Motor, all commercial covers"),
    "PRB": _("Property, basic"),
    "PRC": _("Property, comprehensive"),
    "PRA": _("Property, all risks"),
    "HHP": _("Household"),
    "CGD": _("Cargo, domestic"),
    "CGO": _("Cargo, import and export"),
    "PLL": _("Public liability"),
    "PDL": _("Product liability"),
    "EML": _("Employer's liability"),
    "SCL": _("School liability"),
    "PIN": _("Professional liability"),
    "GPA": _("Group accident"),
    "IPA": _("Individual accident"),
    "STP": _("Students and young children"),
    "CAR": _("Contractors' all risks"),
    "EAR": _("Erection all risks"),
    "MBD": _("Machinery breakdown"),
    "BIL": _("Loss of profits"),
    "HUL": _("Hull"),
    "GEN": _("Other clauses"),
}
