"""What lists hand out as files: words as the page shows them, amounts as numbers, days and moments as dates.

Every list of the product is taken as a spreadsheet, on the business of the demo branch, in the insurer's language.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from core.models import AuditEntry
from core.web import lists
from core.web.export_purpose import holds_personal_data
from organisation.models import Staff
from parties.models import Party
from parties.rules.identity import PartyKind
from tests.matrix.test_statement_budgets import _client, _routes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AMOUNT = re.compile(r"[+−-]?¥?\d{1,3}(,\d{3})*\.\d\d")
MOMENT = re.compile(r"(\d{4}-)?\d\d-\d\d( \d\d:\d\d(:\d\d)?)?")
# Words of programs: "to_be_checked", "published", "UW_ISSUE"; names of files and papers have other signs in them.
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)*|[A-Z]{2,}_[A-Z0-9_]+")
# Columns whose very content is a code, a login name or a technical name.
CODES = {
    "code",
    "login",
    "kind",
    "name",
    "queue",
    "action",
    "engine",
    "vin",
    "plate",
    "what",
    "client",
    "job",
    "subject",
}


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    settings.LANGUAGE_CODE = "zh-hans"
    call_command("seed_demo", verbosity=0)


@pytest.fixture
def columns(monkeypatch: Any) -> list[Any]:
    """The columns of the list that was exported last."""
    seen: list[Any] = []
    chosen = lists._columns

    def watched(request: Any, spec: Any, kept: Any) -> Any:
        seen[:] = chosen(request, spec, kept)
        return seen

    monkeypatch.setattr(lists, "_columns", watched)
    return seen


def _files(columns: list[Any]) -> Any:
    """Each list page with its columns and the rows of its file."""
    for name, permission in _routes():
        client = _client(permission)
        if client is None:
            continue
        columns.clear()
        asked = {"export": "xlsx", "purpose": "check"}
        answer = client.get(reverse(name), asked, headers={"accept-language": "zh-hans"})
        if columns and answer.status_code == 200 and answer["Content-Type"] == XLSX:
            rows = list(load_workbook(BytesIO(answer.content), read_only=True).active.iter_rows(values_only=True))
            yield name, list(columns), rows


@pytest.mark.req("PLT-08")
def test_every_list_hands_out_words_numbers_and_days(demo: None, columns: list[Any]) -> None:
    faults, taken, filled = [], 0, 0
    for name, shown, rows in _files(columns):
        taken, filled = taken + 1, filled + (len(rows) > 1)
        for row in rows[1:]:
            for column, value in zip(shown, row, strict=False):
                if isinstance(value, str) and _fault(column.key, value):
                    faults.append(f"{name}: {column.key} = {value!r}")
    assert faults == []
    assert AuditEntry.objects.filter(action="core.list.export").count() >= taken
    assert (taken > 60, filled > 40) == (True, True)


@pytest.mark.req("PLT-08")
def test_lists_that_name_persons_are_taken_for_a_stated_purpose_only(demo: None, columns: list[Any]) -> None:
    """10.6: whatever file holds a name, a telephone number or a number of a customer's paper asks for the purpose."""
    persons = set(Party.objects.filter(kind=PartyKind.PERSON).values_list("name", flat=True))
    staff = set(Staff.objects.values_list("name", flat=True))
    names = "|".join(re.escape(name) for name in sorted(persons - staff))
    named = re.compile(names + r"|\b1[3-9]\d{9}\b|\b\d{17}[\dX]\b")
    silent = {
        f"{name}: {column.key}"
        for name, shown, rows in _files(columns)
        if not holds_personal_data(shown)
        for row in rows[1:]
        for column, value in zip(shown, row, strict=False)
        if isinstance(value, str) and named.search(value)
    }
    assert silent == set()


def _fault(key: str, value: str) -> bool:
    if AMOUNT.fullmatch(value) or MOMENT.fullmatch(value):
        return True
    return key not in CODES and bool(CODE.fullmatch(value))
