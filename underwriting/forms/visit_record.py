"""The table in which the record of an underwriting day is typed (5.14)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.models import EntryKind
from underwriting.services.risk_entries import EntryData

CELLS = ("kind", "number", "text", "fault")
COLUMNS = ((_("Kind of entry"), True), (_("Number"), False), (_("What was found"), False), (_("Faulty"), False))
_CELL = re.compile(rf"(\d{{1,4}})\.({'|'.join(CELLS)})")


class RecordForm(CommandForm):
    """Rows of what was visited and checked; empty rows are left out, rows are added and taken out as needed."""

    def __init__(self, data: QueryDict | None = None, *, kinds: Sequence[str], **more: Any) -> None:
        sent = None if data is None else _with_rows(data)
        super().__init__(sent, **more)
        self.places = list(range(len(kinds))) if sent is None else _rows_in(sent)
        for place in self.places:
            self._add_row(place, kinds[place] if sent is None else EntryKind.FILE)

    def _add_row(self, place: int, kind: str) -> None:
        cells: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(label=_("Kind of entry"), choices=EntryKind.choices, initial=kind),
            "number": forms.CharField(label=_("Number"), max_length=24, required=False),
            "text": forms.CharField(label=_("What was found"), max_length=300, required=False),
            "fault": forms.BooleanField(label=_("Faulty"), required=False),
        }
        for name, cell in cells.items():
            cell.widget.attrs |= {"class": "ui-box" if name == "fault" else "ui-in", "aria-label": cell.label}
            self.fields[f"{place}.{name}"] = cell

    def full_clean(self) -> None:
        """While rows are only added or taken out nothing is said against what is typed."""
        super().full_clean()
        if self.data.get("rows"):
            self._errors = ErrorDict()

    def table(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The rows as bound fields."""
        return [(place, [self[f"{place}.{name}"] for name in CELLS]) for place in self.places]

    def entries(self) -> dict[int, EntryData]:
        """The rows in which something is typed."""
        found = {
            place: EntryData(**{name: self.cleaned_data[f"{place}.{name}"] for name in CELLS}) for place in self.places
        }
        return {place: one for place, one in found.items() if one.number or one.text or one.fault}


def _rows_in(sent: QueryDict) -> list[int]:
    found = (_CELL.fullmatch(key) for key in sent)
    return sorted({int(match[1]) for match in found if match})


def _with_rows(sent: QueryDict) -> QueryDict:
    """What was sent without the row that is to go, and with the one that is wanted."""
    act, found = sent.get("rows", ""), sent.copy()
    for key in [key for key in found if act.startswith("del:") and key.startswith(f"{act[4:]}.")]:
        del found[key]
    rows = _rows_in(found)
    if act == "add" or not rows:
        found[f"{max(rows, default=-1) + 1}.kind"] = EntryKind.FILE
    return found
