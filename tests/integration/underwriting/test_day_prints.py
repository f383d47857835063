"""The policies of a day in one file: chosen, listed in front, each printed once, with who printed it (ISS-05, A1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from archives.models import DocumentAccess
from core.files import read
from core.jobs.drain import drain
from core.models import AuditEntry, Job, ListExport
from core.workflow.refusals import Forbidden, Refusal
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import DayPrint, Policy, PrintedPolicy
from underwriting.selectors.day_prints import DayOf
from underwriting.services.day_prints import ask_for_day_print
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks import day_prints

pytestmark = [pytest.mark.django_db, pytest.mark.req("ISS-05")]


@pytest.fixture
def policies(settings: Any) -> list[Policy]:
    """A compulsory and a commercial policy of today, their papers made."""
    settings.DEMO = True
    issued = list(made.make_issued())
    drain(reraise=True)
    return sorted(issued, key=lambda one: one.number)


def asked(**over: Any) -> DayPrint:
    given = DayOf(**({"day": timezone.localdate()} | over))
    found = ask_for_day_print(order(actor_at("UW_ISSUE", FENGZE)), asked=given, address="/day-prints/")
    drain(reraise=True)
    found.refresh_from_db()
    return found


def pages_of(found: DayPrint) -> list[str]:
    file = ListExport.objects.get(pk=found.export_id).file
    assert file is not None
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(read(file))).pages]


def refused(**over: Any) -> Refusal:
    with pytest.raises(InvalidEntry) as found, nothing_changed():
        asked(**over)
    return found.value


def test_a_days_policies_are_one_file_with_a_list_in_front(policies: list[Policy]) -> None:
    found = asked()
    pages = pages_of(found)
    assert (found.printed, found.missing, found.pages) == (2, 0, len(pages))
    assert "保险单打印清单" in pages[0]
    for one in policies:
        assert one.number in pages[0]
        assert any(one.number in page for page in pages[1:])
    order_of = [next(n for n, page in enumerate(pages[1:]) if one.number in page) for one in policies]
    assert order_of == sorted(order_of)
    assert f"保险单页数{len(pages) - 1}页" in pages[0]


def test_who_printed_is_kept_with_every_policy(policies: list[Policy]) -> None:
    found = asked()
    clerk = actor_at("UW_ISSUE", FENGZE)
    assert (found.asked_by_id, found.asked_by) == (clerk.staff_id, f"{clerk.name} · UW_ISSUE")
    assert {row.policy_id for row in PrintedPolicy.objects.filter(print=found)} == {one.pk for one in policies}
    histories = AuditEntry.objects.filter(action="underwriting.policy.print", actor_name=clerk.name)
    assert {entry.subject_number for entry in histories} == {one.number for one in policies}
    looks = DocumentAccess.objects.filter(staff_id=clerk.staff_id, is_download=True)
    assert {look.document.subject_number for look in looks} == {one.number for one in policies}


def test_a_policy_is_printed_so_once(policies: list[Policy]) -> None:
    """Printed again is by reprint; the list names who printed it before."""
    asked()
    assert refused().field == "day"
    again = asked(only_new=False)
    first = pages_of(again)
    assert (again.printed, len(first)) == (0, 1)
    assert "此前已打印" in first[0]
    assert actor_at("UW_ISSUE", FENGZE).name in first[0]
    assert PrintedPolicy.objects.count() == 2


@pytest.mark.parametrize("narrow", ["line", "unit"])
def test_line_and_unit_narrow_it_down(policies: list[Policy], narrow: str) -> None:
    given: dict[str, Callable[[], Any]] = {"line": lambda: "MCI", "unit": lambda: policies[0].unit_id}
    wanted = {"line": given["line"]()} if narrow == "line" else {"unit_id": given["unit"]()}
    found = asked(**wanted)
    assert found.printed == (1 if narrow == "line" else 2)


def test_a_policy_without_its_paper_is_listed_and_printed_later(policies: list[Policy], monkeypatch: Any) -> None:
    at_hand = day_prints.newest_papers

    def some(*given: Any, **more: Any) -> Any:
        return [one for one in at_hand(*given, **more) if one.subject_id != policies[0].pk]

    with monkeypatch.context() as patched:
        patched.setattr(day_prints, "newest_papers", some)
        found = asked()
    assert (found.printed, found.missing) == (1, 1)
    assert "单证尚未生成，未打印" in pages_of(found)[0]
    assert asked().printed == 1


def test_no_day_to_come_no_empty_day_and_nobody_else(policies: list[Policy]) -> None:
    assert refused(day=timezone.localdate() + timedelta(days=1)).field == "day"
    assert refused(day=timezone.localdate() - timedelta(days=9)).field == "day"
    given = DayOf(day=timezone.localdate())
    with pytest.raises(Forbidden), nothing_changed():
        ask_for_day_print(order(actor_at("SALES", FENGZE)), asked=given, address="/")


def test_another_sub_branch_sees_and_prints_nothing_of_it(policies: list[Policy]) -> None:
    given = DayOf(day=timezone.localdate())
    with pytest.raises(InvalidEntry), nothing_changed():
        ask_for_day_print(order(actor_at("UW_ISSUE", "350582")), asked=given, address="/")
    asked()
    page = signed_in("UW_ISSUE", "350582").get(reverse("underwriting:day_prints"))
    assert page.context["shown"] == 0


def test_it_is_asked_for_and_found_again_in_the_browser(policies: list[Policy]) -> None:
    client = signed_in("UW_ISSUE", FENGZE)
    url = reverse("underwriting:day_print_new")
    key = client.get(url).context["form"].initial["command_key"]
    sent = {"command_key": str(key), "day": f"{timezone.localdate():%Y-%m-%d}", "only_new": "on"}
    answer = client.post(url, sent)
    work = Job.objects.get(kind="underwriting.print_day")
    assert answer.headers["location"] == reverse("core:background", args=[work.pk])
    drain(reraise=True)
    shown = client.get(reverse("underwriting:day_prints")).content.decode()
    assert answer.headers["location"] in shown
    file = client.get(client.get(answer.headers["location"]).context["progress"].file)
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert signed_in("UW_REVIEW", FENGZE).get(reverse("underwriting:day_prints")).status_code == 403


@pytest.mark.usefixtures("policies")
def test_what_one_file_does_not_hold_is_told_and_comes_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_prints, "most_at_once", lambda _unit, _at: 1)
    first = asked()
    assert (first.printed, "1份未打印" in pages_of(first)[0]) == (1, True)
    job = Job.objects.get(pk=first.job_id)
    assert job.result["policies left for the next print"] == 1
    second = asked()
    assert (second.printed, "未打印" in pages_of(second)[0]) == (1, False)
    assert PrintedPolicy.objects.count() == 2


@pytest.mark.usefixtures("policies")
def test_the_same_click_sent_twice_is_one_print() -> None:
    command, of_today = order(actor_at("UW_ISSUE", FENGZE)), DayOf(day=timezone.localdate())
    first = ask_for_day_print(command, asked=of_today, address="/day-prints/")
    drain(reraise=True)
    assert ask_for_day_print(command, asked=of_today, address="/day-prints/").pk == first.pk
    assert DayPrint.objects.count() == ListExport.objects.count() == 1
