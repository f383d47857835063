"""Lists as people use them: kept views, chosen columns, conditions in the address, files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.jobs.runner import run_next
from core.models import AuditEntry, Job, JobState, ListExport, ListView, Notification, StoredFile, WorkItem
from core.web import exporting, kept_views
from organisation.models import PostAssignment
from tests.factories.organisation import actor_at, make_branch
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
QUEUE = "underwriting.decide"
POST, UNIT = "UW_UND2", "350591"


@pytest.fixture
def person(settings: Any) -> Client:
    settings.DEMO = True
    make_branch()
    return signed_in(POST, UNIT)


@pytest.fixture
def colleague(person: Client) -> Client:
    """Somebody of another post."""
    held = PostAssignment.objects.exclude(post_id=POST).filter(unit__code=UNIT).order_by("pk").first()
    assert held is not None
    return signed_in(held.post_id, UNIT)


def _items(count: int, **over: Any) -> None:
    actor = actor_at(POST, UNIT)
    WorkItem.objects.bulk_create(
        WorkItem(
            **{
                "subject_kind": "sample.paper",
                "subject_id": n,
                "subject_number": f"P{n:04}",
                "subject_state": "submitted",
                "queue": next(iter(sorted(actor.queues()))),
                "unit_id": actor.unit_id,
                "branch_id": actor.scope_unit_id,
                "province_id": actor.scope_unit_id,
                "title": f"Paper {n}",
                "customer": "林晓岚" if n % 2 else "=陈大文",
                "opened_at": timezone.now(),
                **over,
            }
        )
        for n in range(count)
    )


def _keep(client: Client, name: str, present: str = "", **more: str) -> Any:
    return client.post(
        reverse("core:keep_view"), {"place": "core:work", "name": name, "present": present, **more}, follow=True
    )


def test_a_view_is_kept_shown_and_removed(person: Client) -> None:
    answer = _keep(person, "Late", "when=late&sort=-due_at&after=forged")
    assert answer.redirect_chain == [("/?when=late&sort=-due_at", 302)]
    view = ListView.objects.get()
    assert (view.params, view.is_default, view.shared_post) == ({"when": "late", "sort": "-due_at"}, False, "")
    assert [(v.name, v.current) for v in answer.context["kept"]] == [("Late", True)]
    person.post(reverse("core:forget_view", args=[view.pk]))
    assert not ListView.objects.exists()


def test_the_same_name_replaces(person: Client) -> None:
    _keep(person, "Mine", "when=late")
    _keep(person, "Mine", "when=mine")
    assert ListView.objects.get().params == {"when": "mine"}


def test_the_list_opens_with_the_view_chosen_and_all_rows_stay_in_reach(person: Client) -> None:
    _keep(person, "Late", "when=late", opens="on")
    assert person.get("/").headers["location"] == "/?when=late"
    page = person.get("/", {"all": "1"})
    assert page.status_code == 200
    assert page.context["everything"] == "?all=1"
    assert page.context["views"][0][1] == "?all=1"
    person.post(reverse("core:begin_with_view", args=[ListView.objects.get().pk]))
    assert person.get("/").status_code == 200


def test_only_one_view_opens_the_list(person: Client) -> None:
    _keep(person, "Late", "when=late", opens="on")
    _keep(person, "Mine", "when=mine", opens="on")
    assert list(ListView.objects.filter(is_default=True).values_list("name", flat=True)) == ["Mine"]


def test_a_default_view_without_conditions_does_not_turn_in_a_circle(person: Client) -> None:
    _keep(person, "Everything", "", opens="on")
    answer = person.get("/", follow=True)
    assert answer.redirect_chain == [("/?all=1", 302)]


def test_a_view_is_shared_with_the_post_in_the_unit_only(person: Client) -> None:
    _keep(person, "Ours", "when=late", shared="on", opens="on")
    own = actor_at(POST, UNIT)
    same_post = replace(own, staff_id=0)

    def seen(actor: Any) -> list[str]:
        return [view.name for view in kept_views.views_of(actor, "core:work")]

    assert [seen(own), seen(same_post)] == [["Ours"], ["Ours"]]
    assert seen(replace(same_post, post="UW_UND1")) == []
    assert seen(replace(same_post, unit_id=0)) == []
    assert kept_views.first_view(kept_views.views_of(same_post, "core:work"), same_post) is None


def test_nobody_touches_the_view_of_another(person: Client, colleague: Client) -> None:
    _keep(person, "Mine", "when=late")
    view = ListView.objects.get()
    with nothing_changed(but={"django_session", "organisation_staffsession"}):
        assert colleague.post(reverse("core:forget_view", args=[view.pk])).status_code == 404
        assert colleague.post(reverse("core:begin_with_view", args=[view.pk])).status_code == 404


@pytest.mark.parametrize(("name", "present"), [("", "when=late"), ("x" * 41, ""), ("Long", "q=" + "x" * 3000)])
def test_what_cannot_be_kept_is_said(person: Client, name: str, present: str) -> None:
    with nothing_changed(but={"django_session", "organisation_staffsession"}):
        answer = _keep(person, name, present)
    assert [m.tags for m in answer.context["messages"]] == ["bad error"]


def test_a_list_that_does_not_exist_keeps_nothing(person: Client) -> None:
    with nothing_changed(but={"django_session", "organisation_staffsession"}):
        answer = person.post(reverse("core:keep_view"), {"place": "core:file", "name": "x"})
    assert answer.status_code == 404


def test_chosen_columns_are_remembered_until_reset(person: Client, colleague: Client) -> None:
    _items(1)
    chosen = {"place": "core:work", "present": "when=mine", "column": ["subject", "clock"]}
    assert person.post(reverse("core:keep_columns"), chosen).headers["location"] == "/?when=mine"
    assert [head.label for head in person.get("/").context["columns"]] == ["Matter", "Due"]
    assert len(colleague.get("/").context["columns"]) > 2
    assert [head.label for head in person.get("/", {"cols": "subject"}).context["columns"]] == ["Matter"]
    person.post(reverse("core:keep_columns"), {"place": "core:work", "reset": ""})
    assert len(person.get("/").context["columns"]) > 2


@pytest.mark.parametrize(
    "address",
    ["?when=%00", "?q=%00x", "?queue=nothing", "?sort=password", "?after=x&before=y", "?sort=--due_at", "?cols=no"],
)
def test_an_address_written_by_hand_is_harmless(person: Client, address: str) -> None:
    _items(2)
    assert person.get("/" + address).status_code == 200


def test_filters_keep_the_order(person: Client) -> None:
    page = person.get("/", {"sort": "-opened_at", "when": "late"})
    assert page.context["hidden"] == [("sort", "-opened_at")]


@pytest.mark.req("PLT-08")
def test_an_export_has_the_filtered_rows_and_the_chosen_columns(person: Client) -> None:
    _items(4)
    asked = {"cols": "subject,customer", "export": "csv", "purpose": "business"}
    answer = person.get("/", {"q": "=陈", **asked})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[:-1] == [["Matter", "Customer and object"], ["P0000", "'=陈大文"], ["P0002", "'=陈大文"]]
    assert lines[-1][0].startswith("# Taken by ")
    entry = AuditEntry.objects.get(action="core.list.export")
    assert entry.after["form"] == "csv"
    assert entry.after["background"] is False
    assert entry.after["asked"] == {"q": "…", **asked}  # no name in the trail


@pytest.mark.req("PLT-08")
def test_personal_data_leave_for_a_stated_purpose_only(person: Client) -> None:
    """10.6, 12.3: the purpose is asked first; some purposes need to be said in words."""
    _items(2)
    asked = {"cols": "subject,customer", "export": "xlsx"}
    with nothing_changed():
        page = person.get("/", asked)
        assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert page.context["hidden"] == [("cols", "subject,customer"), ("export", "xlsx")]
        assert page.context["back"] == "?cols=subject%2Ccustomer"
        for wrong in ({"purpose": "nothing"}, {"purpose": "authority"}, {"purpose": ""}):
            assert person.get("/", asked | wrong).status_code == 422


@pytest.mark.req("PLT-08")
def test_a_file_says_who_took_it_when_and_for_what(person: Client) -> None:
    _items(2)
    told = {"purpose": "authority", "purpose_note": "Letter 12 of the court"}
    answer = person.get("/", {"cols": "subject,customer", "export": "xlsx", **told})
    book = load_workbook(io.BytesIO(answer.content))
    rows, about = book.worksheets
    assert rows.max_row == 3
    values = {row[0].value: row[1].value for row in about.iter_rows()}
    assert values["Purpose"] == "Request of an authority or a court: Letter 12 of the court"
    assert values["Exported by"] == book.properties.creator
    assert values["Exported by"] in rows.oddFooter.left.text
    assert AuditEntry.objects.get(action="core.list.export").after["asked"]["purpose_note"] == told["purpose_note"]


def test_an_export_holds_nothing_out_of_scope(person: Client) -> None:
    _items(2)
    _items(3, subject_kind="sample.other", unit_id=999_999, branch_id=999_999, province_id=999_999)
    answer = person.get("/", {"cols": "subject", "export": "xlsx"})
    sheet, about = load_workbook(io.BytesIO(answer.content)).worksheets
    assert [row[0].value for row in sheet.iter_rows()] == ["Matter", "P0000", "P0001"]
    assert [row[1].value for row in about.iter_rows()][2] == "–"  # nothing of a person is in it


@pytest.fixture
def long_export(person: Client, monkeypatch: Any) -> Job:
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    monkeypatch.setattr(exporting, "CHUNK", 2)
    _items(5)
    answer = person.get("/", {"cols": "subject", "sort": "-opened_at", "export": "xlsx"})
    job = Job.objects.get(kind=exporting.JOB)
    assert answer.headers["location"] == reverse("core:background", args=[job.pk])
    return job


@pytest.mark.req("PLT-08")
def test_a_long_export_is_made_in_the_background(person: Client, long_export: Job) -> None:
    assert run_next(["default"], reraise=True)
    long_export.refresh_from_db()
    assert (long_export.state, long_export.progress_total) == (JobState.DONE, 5)
    assert long_export.result["rows"] == 5
    told = Notification.objects.get()
    file = person.get(told.url)
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Matter", "P0004", "P0003", "P0002", "P0001", "P0000"]
    page = person.get(reverse("core:background", args=[long_export.pk])).content.decode()
    assert told.url in page


def test_nobody_else_reads_the_file(person: Client, colleague: Client, long_export: Job) -> None:
    run_next(["default"], reraise=True)
    assert colleague.get(Notification.objects.get().url).status_code == 404
    assert colleague.get(reverse("core:background", args=[long_export.pk])).status_code == 404


def test_the_conditions_of_an_export_are_not_stored_in_clear(long_export: Job) -> None:
    assert long_export.payload == {"export": ListExport.objects.get().pk}


def test_a_person_who_lost_the_post_gets_nothing(long_export: Job) -> None:
    wish = ListExport.objects.get()
    PostAssignment.objects.filter(pk=wish.assignment_id).update(period=("2024-01-01", "2024-02-01"))
    run_next(["default"])
    long_export.refresh_from_db()
    assert long_export.state == JobState.DEAD
    assert not StoredFile.objects.exists()
    assert not Notification.objects.exists()
