"""What the pages of the underwriting days offer, refuse and count (5.14, A8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.clocks import calendar
from core.models import WorkItem
from core.web.commands import next_steps
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Hidden, NotPossible
from organisation.models import Unit
from tests.factories.organisation import actor_at, order
from tests.factories.risk import filed
from tests.factories.underwriting import FENGZE, JINJIANG, UWC, make_draft
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import VisitDay, VisitEntry, VisitIssue
from underwriting.rules import risk_visit as life
from underwriting.selectors import risk_visit as visits
from underwriting.services import risk_days, risk_entries
from underwriting.services.refusals import InvalidEntry
from underwriting.services.risk_entries import EntryData

DIRECTOR = ("UW_DIR", UWC)
CLOSE, NOTE, HOLD = "All issues are closed", "Note an issue", "Close the day with its minutes"
RECORD, PUBLISH, SETTLED = "Record a visit or a checked file", "Publish", "Issue is settled"


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> Iterator[None]:
    """English whatever language a page was asked in before."""
    settings.DEMO = True
    with translation.override("en"):
        yield


def _working_day(ahead: int) -> date:
    day = timezone.localdate() + timedelta(days=ahead)
    while not calendar().is_working(day):
        day += timedelta(days=1)
    return day


def _planned(ahead: int = 5, unit: str = FENGZE) -> VisitDay:
    long_ago = order(actor_at(*DIRECTOR), at=timezone.now() - timedelta(days=60))
    return risk_days.plan_day(long_ago, unit=Unit.objects.get(code=unit).pk, day=_working_day(ahead))


def _came(**over: Any) -> VisitDay:
    """A published day whose date is today."""
    made = _planned(ahead=20)
    VisitDay.objects.filter(pk=made.pk).update(**({"day": timezone.localdate(), "published_at": timezone.now()} | over))
    return VisitDay.objects.get(pk=made.pk)


def _steps(day: VisitDay, post: str = "UW_DIR", unit: str = UWC) -> dict[str, str | None]:
    """The buttons that somebody sees: with the reason where one is locked."""
    fresh = VisitDay.objects.get(pk=day.pk)
    return {one.label: one.why or None for one in next_steps(fresh, actor_at(post, unit)).steps}


@pytest.mark.req("RSK-19")
def test_what_belongs_to_the_day_is_locked_with_its_date_until_it_comes() -> None:
    day, assessor = _planned(), actor_at("UW_RISK", UWC)
    early = f"The underwriting day is on {day.day}: it has not come yet."
    steps = _steps(day)
    assert {steps[HOLD], steps[NOTE], steps[RECORD]} == {early}
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_days.hold(day.pk, order(assessor), attendance="全体", minutes="纪要")
    assert refused.value.message == early
    came = _steps(_came())
    assert (came[RECORD], came[NOTE]) == (None, None)
    assert came[HOLD] == "risk visited: 0 of 2 are recorded."


@pytest.mark.req("RSK-19")
def test_a_published_day_is_not_published_again() -> None:
    day, director = _planned(), actor_at(*DIRECTOR)
    assert _steps(day)[PUBLISH] is None
    risk_days.publish(day.pk, order(director))
    assert PUBLISH not in _steps(day)
    with nothing_changed(), pytest.raises(NotPossible):
        risk_days.publish(day.pk, order(director))


@pytest.mark.req("RSK-19")
def test_an_open_issue_locks_the_end_of_the_day_by_name() -> None:
    day, manager = _came(), actor_at("SUB_MGR", FENGZE)
    for text in ("补拍照片", "补签投保单"):
        risk_days.raise_issue(day.pk, order(actor_at("UW_RISK", UWC)), text=text, owner=manager.staff_id)
    VisitDay.objects.filter(pk=day.pk).update(state=life.HELD)
    due = day.issues.order_by("pk")[0].due_on
    told = f"Issues still open: 2. First: 补拍照片 ({manager.name}, due {due})."
    assert (_steps(day)[CLOSE], _steps(day)[SETTLED]) == (told, None)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_days.close(day.pk, order(actor_at("UW_RISK", UWC)))
    assert refused.value.message == told
    VisitIssue.objects.update(settled_at=timezone.now())
    steps = _steps(day)
    assert (steps[CLOSE], SETTLED in steps) == (None, False)


@pytest.mark.req("RSK-19")
@pytest.mark.parametrize("name", ["plan_month", "plan_visit_day"])
def test_the_button_that_plans_days_says_so(name: str) -> None:
    page = signed_in(*DIRECTOR).get(reverse(f"underwriting:{name}"), headers={"accept-language": "zh-hans"})
    assert "安排</button>" in page.content.decode()


@pytest.mark.req("RSK-19")
def test_a_day_planned_by_mistake_is_taken_back_with_its_reason() -> None:
    day, director = _planned(), actor_at(*DIRECTOR)
    with nothing_changed(), pytest.raises(ReasonMissing):
        risk_days.withdraw(day.pk, order(director))
    taken = risk_days.withdraw(day.pk, order(director, reason="月份选错"))
    assert (taken.state, taken.given_up_for) == (life.WITHDRAWN, "月份选错")
    assert not WorkItem.objects.filter(subject_kind=life.DAY_KIND, subject_id=day.pk, done_at=None).exists()
    page = signed_in(*DIRECTOR).get(reverse("underwriting:visit_day", args=[day.pk])).content.decode()
    assert "月份选错" in page
    with pytest.raises(Hidden):
        visits.day_for(actor_at("SUB_MGR", FENGZE), day.pk)
    assert _planned().day == day.day


@pytest.mark.req("RSK-19")
def test_what_the_sub_branch_knows_or_handed_in_is_not_taken_back() -> None:
    known, used, director = _planned(), _planned(ahead=20), actor_at(*DIRECTOR)
    risk_days.publish(known.pk, order(director))
    risk_entries.submit_case(used.pk, order(director), kind="problem", number="", text="批单出具慢")
    told = {known: "The sub-branch knows the day already: postpone it instead."}
    told |= {used: "Something is recorded of this day already."}
    for day, message in told.items():
        assert _steps(day)["Take the day back"] == message
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            risk_days.withdraw(day.pk, order(director, reason="取消"))
        assert refused.value.message == message


@pytest.mark.req("RSK-19", "DUT-24")
def test_only_published_days_had_to_be_held_and_open_issues_are_all_open_ones() -> None:
    today, director, manager = timezone.localdate(), actor_at(*DIRECTOR), actor_at("SUB_MGR", FENGZE)
    held = _came(state=life.HELD)
    risk_days.raise_issue(held.pk, order(director), text="补拍照片", owner=manager.staff_id)
    for ahead, published in ((5, None), (9, timezone.now())):
        day = _planned(ahead=ahead)
        before = {"day": today - timedelta(days=ahead), "published_at": published}
        VisitDay.objects.filter(pk=day.pk).update(**before)
    risk_days.withdraw(_planned(ahead=14).pk, order(director, reason="取消"))
    VisitDay.objects.filter(state=life.WITHDRAWN).update(day=today - timedelta(days=2))
    found = visits.figures(director, today - timedelta(days=60), today, 30)
    assert (found.due, found.held, found.issues, found.still_open) == (2, 1, 0, 1)
    page = signed_in(*DIRECTOR).get(reverse("underwriting:visit_figures")).content.decode()
    assert "<dt>Open issues</dt><dd>1</dd>" in page
    assert "<dt>Issues settled, or open for more than 30 days</dt><dd>0</dd>" in page


@pytest.mark.req("RSK-19")
def test_a_postponed_day_says_why_and_the_two_days_lead_to_each_other() -> None:
    day, client = _planned(), signed_in(*DIRECTOR)
    later = next(one for n in range(1, 10) if calendar().is_working(one := day.day + timedelta(days=n)))
    risk_days.postpone(day.pk, order(actor_at(*DIRECTOR), reason="台风红色预警"), new_day=later)
    again = VisitDay.objects.get(replaces=day)
    old, new = (client.get(reverse("underwriting:visit_day", args=[one.pk])).content.decode() for one in (day, again))
    assert f'href="{reverse("underwriting:visit_day", args=[again.pk])}">{again.number}</a>' in old
    assert old.count("台风红色预警") > new.count("台风红色预警") == 0
    assert f'href="{reverse("underwriting:visit_day", args=[day.pk])}">{day.number}</a>' in new


UNKNOWN = "The sub-branch has no proposal, policy or endorsement of this number."


@pytest.mark.req("RSK-19")
def test_a_case_that_is_handed_in_is_a_proposal_or_policy_of_the_sub_branch() -> None:
    day, manager, elsewhere = _planned(), actor_at("SUB_MGR", FENGZE), make_draft(unit=JINJIANG)
    risk_days.publish(day.pk, order(actor_at(*DIRECTOR)))
    missing = "Enter the number of the proposal, policy or endorsement."
    for number, message in (("TXXX不存在", UNKNOWN), (elsewhere.number, UNKNOWN), (" ", missing)):
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            risk_entries.submit_case(day.pk, order(manager), kind="case", number=number, text="请核保")
        assert (refused.value.field, refused.value.message) == ("number", message)
    number = filed(1)[0]
    risk_entries.submit_case(day.pk, order(manager), kind="case", number=number.lower(), text="请核保")
    risk_entries.submit_case(day.pk, order(manager), kind="problem", number="", text="批单出具慢")
    case = VisitEntry.objects.get(kind="case")
    page = signed_in("SUB_MGR", FENGZE).get(reverse("underwriting:visit_day", args=[day.pk])).content.decode()
    assert f'href="{reverse("underwriting:proposal", args=[case.subject_id])}">{number}</a>' in page


@pytest.mark.req("RSK-19")
def test_all_rows_of_the_record_are_kept_or_none_and_each_fault_stands_at_its_row() -> None:
    day, assessor, numbers = _came(), actor_at("UW_RISK", UWC), filed(3)
    file = EntryData(kind="file", number=numbers[0])
    rows = {
        0: file,
        3: file,
        4: EntryData(kind="file", number="抽查01"),
        7: EntryData(kind="file", number=numbers[1], fault=True),
        8: EntryData(kind="visit"),
        9: EntryData(kind="lunch", text="x"),
    }
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_entries.record(day.pk, order(assessor), entries=rows)
    assert refused.value.details["fields"] == {
        "3.number": "This file is entered already.",
        "4.number": UNKNOWN,
        "7.text": "Write what was found.",
        "8.text": "Write what was found.",
        "9.kind": "Choose one of the list.",
    }
    risk_entries.record(day.pk, order(assessor), entries={0: file})
    with nothing_changed(), pytest.raises(InvalidEntry) as again:
        risk_entries.record(day.pk, order(assessor), entries={5: file})
    assert again.value.details["fields"] == {"5.number": "This file is entered already."}
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_entries.record(day.pk, order(assessor), entries={})


def _typed(page: Any) -> dict[str, str]:
    """The form as it was shown, to be sent back."""
    form = page.context["form"]
    return {bound.html_name: str(bound.value() or "") for bound in form if bound.value() not in (None, False)}


@pytest.mark.req("RSK-19")
def test_two_visits_and_twenty_files_are_recorded_in_one_form() -> None:
    day, client, numbers = _came(), signed_in("UW_RISK", UWC), filed(20)
    url = reverse("underwriting:visit_record", args=[day.pk])
    page = client.get(url)
    kinds = [cells[0].value() for _place, cells in page.context["table"]]
    assert kinds == ["visit"] * 2 + ["file"] * 20
    sent = _typed(page) | {f"{place}.text": "消防设施完好" for place in range(2)}
    sent |= {f"{place}.number": number for place, number in enumerate(numbers, start=2)}
    with nothing_changed():
        more = client.post(url, sent | {"rows": "add"})
    assert more.status_code == 200
    assert [place for place, _cells in more.context["table"]] == list(range(23))
    with nothing_changed():
        wrong = client.post(url, sent | {"5.number": "抽查04"})
    assert wrong.status_code == 422
    assert {name: list(faults) for name, faults in wrong.context["form"].errors.items()} == {"5.number": [UNKNOWN]}
    assert {'value="抽查04"' in wrong.content.decode(), f'value="{numbers[0]}"' in wrong.content.decode()} == {True}
    assert client.post(url, sent).url == reverse("underwriting:visit_day", args=[day.pk])
    kept = [(entry.kind, entry.number) for entry in day.entries.order_by("pk")]
    assert kept == [("visit", "")] * 2 + [("file", number) for number in numbers]
    assert _steps(day)[HOLD] is None
    again = client.get(url)
    assert [cells[0].value() for _place, cells in again.context["table"]] == ["file"]
    taken = client.post(url, _typed(again) | {"1.kind": "visit", "1.text": "厂房", "rows": "del:0"})
    assert [(place, cells[2].value()) for place, cells in taken.context["table"]] == [(1, "厂房")]


@pytest.mark.req("RSK-19")
def test_a_day_that_takes_no_record_leads_back_to_its_page() -> None:
    client, early, over = signed_in("UW_RISK", UWC), _planned(), _came(state=life.ISSUES_CLOSED)
    for day in (early, over):
        url = reverse("underwriting:visit_record", args=[day.pk])
        with nothing_changed():
            assert client.get(url).url == reverse("underwriting:visit_day", args=[day.pk])


@pytest.mark.req("RSK-19", "DUT-24")
def test_the_calendar_of_a_month_is_published_from_its_list() -> None:
    first, second, known = (_planned(ahead=ahead) for ahead in (5, 14, 23))
    risk_days.publish(known.pk, order(actor_at(*DIRECTOR)))
    client, url = signed_in(*DIRECTOR), reverse("underwriting:publish_visit_days")
    listed = client.get(reverse("underwriting:visit_days"), {"state": life.PLANNED, "told": "no"}).content.decode()
    assert f'formaction="{url}"' in listed
    assert [one.number in listed for one in (first, second, known)] == [True, True, False]
    at = VisitDay.objects.get(pk=known.pk).published_at
    answer = client.post(url, {"item": [first.pk, second.pk, known.pk, "x"]}, follow=True).content.decode()
    assert VisitDay.objects.filter(published_at=None).count() == 0
    assert VisitDay.objects.get(pk=known.pk).published_at == at
    assert "Days published: 2" in answer
    assert f"{known.number}: The day is published already." in answer
    later, assessor = _planned(ahead=30), signed_in("UW_RISK", UWC)
    assert f'formaction="{url}"' not in assessor.get(reverse("underwriting:visit_days")).content.decode()
    with nothing_changed():
        assert assessor.post(url, {"item": [later.pk]}).status_code == 403
