"""The list of insured persons: its table, persons typed one by one, corrections, the sealed paper list."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.rules.people_list import COLUMNS, PAPERS

_CELL = re.compile(r"r(\d{1,6})\.(\w{1,40})")
_NAMES = {column.name for column in COLUMNS}
LONGEST_CELL = 200


class PeopleTableForm(CommandForm):
    """The table as an Excel file."""

    file = forms.FileField(
        label=_("Excel table (.xlsx)"), max_length=200, widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )

    def table(self) -> dict[str, Any]:
        sent = self.cleaned_data["file"]
        return {"content": sent.read(), "name": sent.name}


class PersonForm(CommandForm):
    """One person, as the paper says."""

    name = forms.CharField(label=_("Name of the person"), max_length=50)
    paper = forms.ChoiceField(label=_("Paper"), choices=[(name, name) for name in PAPERS])
    number = forms.CharField(label=_("Number of the paper"), max_length=40)
    group = forms.ChoiceField(label=_("Group"), required=False)
    job = forms.CharField(label=_("Job"), max_length=40, required=False)

    def __init__(self, *args: Any, groups: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(n), str(n)) for n in range(1, groups + 1)]

    def person(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.inputs().items() if value}


class RowForm(PersonForm):
    """A person as listed: the number is masked, and stays where nothing is typed over it."""

    page = forms.CharField(label=_("Page of the paper list"), max_length=6, required=False)

    def __init__(self, *args: Any, masked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.required = not masked
        number.widget.attrs["placeholder"] = masked
        number.help_text = _("Empty: as registered") if masked else ""

    def person(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.inputs().items()}


class SealedListForm(CommandForm):
    """No names: the sealed paper list with its scan and the place where it is kept (PRO-11)."""

    scan = forms.FileField(label=_("Scan of the sealed list"), max_length=200)
    pages = forms.IntegerField(label=_("Pages"), min_value=1, max_value=5000)
    custodian = forms.CharField(label=_("Kept by"), max_length=64)
    shelf = forms.CharField(label=_("Shelf"), max_length=40)
    sealed_across = forms.BooleanField(label=_("Sealed across the pages by both parties"), required=False)

    def sealed(self) -> dict[str, Any]:
        given = self.inputs()
        scan = given.pop("scan")
        return {**given, "content": scan.read(), "name": scan.name}


def corrections(sent: QueryDict) -> dict[int, dict[str, str]]:
    """The corrected cells by row, out of fields named ``r<row>.<column>``."""
    found: dict[int, dict[str, str]] = {}
    for key, value in sent.items():
        match = _CELL.fullmatch(key)
        if match and match[2] in _NAMES:
            found.setdefault(int(match[1]), {})[match[2]] = str(value).strip()[:LONGEST_CELL]
    return found
