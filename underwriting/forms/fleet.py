"""A fleet: its table, its corrections, and who takes out the cover."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.people import HolderForm
from underwriting.forms.questions import QuestionsForm
from underwriting.rules.fleet import COLUMNS

_CELL = re.compile(r"r(\d{1,6})\.(\w{1,40})")
_NAMES = {column.name for column in COLUMNS}
LONGEST_CELL = 200


class FleetFileForm(CommandForm):
    """The table as an Excel file."""

    file = forms.FileField(
        label=_("Excel table (.xlsx)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("At most 5,000 vehicles. Use the template."),
    )

    def table(self) -> dict[str, Any]:
        """What the services take."""
        sent = self.cleaned_data["file"]
        return {"content": sent.read(), "name": sent.name}


class FleetHolderForm(HolderForm, QuestionsForm):
    """The policyholder of all vehicles, chosen once, with the papers and the answers for the whole fleet."""

    signed = forms.BooleanField(label=_("Proposal form signed by the customer is at hand"), required=False)
    inspected = forms.BooleanField(label=_("Vehicles inspected (photos taken)"), required=False)
    scan = forms.FileField(
        label=_("Papers of the fleet in one file"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        help_text=_("Signed form with the answers, identity or licence, licences of all vehicles; PDF or photo."),
    )
    explained = forms.BooleanField(
        label=_("The file holds the signed confirmation that exclusions were explained"), required=False
    )

    def scanned(self) -> tuple[bytes, bool]:
        """The file, and whether the confirmation is in it."""
        sent = self.cleaned_data.get("scan")
        return (sent.read() if sent else b"", bool(self.cleaned_data.get("explained")))


def corrections(sent: QueryDict) -> dict[int, dict[str, str]]:
    """The corrected cells by row, out of fields named ``r<row>.<column>``."""
    found: dict[int, dict[str, str]] = {}
    for key, value in sent.items():
        match = _CELL.fullmatch(key)
        if match and match[2] in _NAMES:
            found.setdefault(int(match[1]), {})[match[2]] = str(value)[:LONGEST_CELL]
    return found
