"""A list of insured persons from a table: every row checked, every error listed, beside django-import-export.

Both read the same .xlsx, check every row by the same rules and against each other, and end in the same rows: numbers
sealed, faults by row and column. Theirs reads a part of the table, row by row as it does by default.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import tablib
from django.utils import timezone
from import_export.resources import ModelResource
from stdnum.cn import ric

from bench.figures import Figure, faster
from core.workflow.command import Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from parties.models import Party
from underwriting.models import ListedPerson, PeopleList
from underwriting.services.data import LineData, PeopleData, ProposalData
from underwriting.services.intake import receive_proposal
from underwriting.services.people_check import note_repeated, read_person
from underwriting.services.people_list import start_list, take_table

AIM, CLERK = 25, "UW_ISSUE"
HEADINGS = {
    "姓名": "name",
    "证件类型": "paper",
    "证件号码": "number",
    "组别": "group",
    "岗位": "job",
    "清单页码": "page",
}
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙林", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
KEPT = ("place", "name", "id_number", "id_index", "id_masked", "born_on", "group", "texts", "faults")


def figures(*, persons: int, sample: int) -> list[Figure]:
    """The whole table through the product's service; a part of it the usual way."""
    part, whole = table(sample), table(persons)
    same = [rows_of(_ours(part, sample)), rows_of(_usual(part, sample))]
    if same[0] != same[1] or not any(row["faults"] for row in same[0]):
        raise RuntimeError("the two ways do not end in the same rows")
    start = time.perf_counter()
    _usual(part, sample)
    usual = sample / (time.perf_counter() - start)
    start = time.perf_counter()
    listed = _ours(whole, persons)
    ours = persons / (time.perf_counter() - start)
    note = f"{listed.persons_total:,} rows from .xlsx, {listed.rows_faulty:,} with errors; same rows as theirs"
    listed.rows.all().delete()
    other = f"django-import-export, {sample:,} of them"
    return [
        faster("import of a list of persons", ours=ours, other=usual, unit="/s", other_is=other, aim=AIM, note=note)
    ]


def table(persons: int) -> bytes:
    """A workbook; of a hundred persons one has a wrong number and one stands there twice."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(HEADINGS))
    for cells in _cells(persons):
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(persons: int) -> Iterator[list[str]]:
    for n in range(persons):
        name = SURNAMES[n % 13] + GIVEN[n * 7 % 23] + GIVEN[n * 3 % 23]
        number = _number(n - 1 if n % 100 == 1 else n)
        yield [name, "身份证", number[:-1] + "?" if n % 100 == 2 else number, "1", "操作工", str(n // 40 + 1)]


def _number(n: int) -> str:
    born = date(1961, 1, 1) + timedelta(days=n % 15_000)
    body = f"350503{born:%Y%m%d}{100 + n // 15_000:03d}"
    return body + str(ric.calc_check_digit(f"{body}0"))


def rows_of(listed: PeopleList) -> list[dict[str, Any]]:
    """What was kept, with the numbers in clear."""
    return [{name: getattr(row, name) for name in KEPT} for row in listed.rows.order_by("place")]


def _order() -> Command:
    clerk = PostAssignment.objects.filter(post_id=CLERK).order_by("pk")[0]
    return Command(key=uuid4(), actor=actor_of(clerk), at=timezone.now())


def _begun(persons: int) -> PeopleList:
    """A new proposal for so many heads, its list started."""
    groups = [{"tier": "tier_2", "heads": str(persons), "sum_insured": "100000"}]
    content = {"description": "建筑施工", "address": "泉州市丰泽区", "groups": groups}
    line = LineData(product="GPA", start_on=timezone.localdate() + timedelta(days=2), end_on=None, content=content)
    holder = Party.objects.filter(state="active").latest("pk").pk
    draft = receive_proposal(_order(), data=ProposalData(line=line, people=PeopleData(holder_id=holder)))
    return start_list(_order(), proposal=draft.pk)


def _ours(content: bytes, persons: int) -> PeopleList:
    return take_table(_begun(persons).pk, _order(), content=content, name="persons.xlsx")


def _usual(content: bytes, persons: int) -> PeopleList:
    """The resource with its defaults: a row after the other looked for, made, compared and saved."""
    listed = _begun(persons)
    data = tablib.Dataset().load(content, format="xlsx")
    data.headers = [HEADINGS[name] for name in data.headers]
    data.append_col(range(2, len(data) + 2), header="place")
    done = PersonResource(listed).import_data(data)
    if done.has_errors() or done.has_validation_errors():
        raise RuntimeError(f"django-import-export: {done.row_errors()[:1] or done.base_errors}")
    rows = list(listed.rows.order_by("place"))
    note_repeated(rows)
    for row in rows:
        if row.faults:
            row.save()
    return listed


class PersonResource(ModelResource):  # type: ignore[misc]
    """As its documentation shows it, with the product's check of a row."""

    class Meta:
        model = ListedPerson
        import_id_fields = ("place",)
        fields = ("place", "name", "group")

    def __init__(self, listed: PeopleList) -> None:
        super().__init__()
        self.listed, self.today = listed, timezone.localdate()

    def get_queryset(self) -> Any:
        """Places count within one list."""
        return ListedPerson.objects.filter(list=self.listed)

    def import_instance(self, instance: ListedPerson, row: Any, **more: Any) -> None:
        """The row as typed, checked."""
        super().import_instance(instance, row, **more)
        instance.list = self.listed
        texts = {name: str(row[name] or "") for name in HEADINGS.values()}
        read_person(instance, texts, groups=1, today=self.today)

    def after_import(self, *_args: Any, **_more: Any) -> None:
        """By default it sets the sequence anew, which the application's role may not."""
