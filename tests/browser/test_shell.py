"""What every page of the shell does in the browser: drafts, keys, views of lists, the phone without a connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from claims.models import Photo, SurveyTask
from core.models import Draft, ListView
from tests.browser.people import Branch
from tests.factories import underwriting as story
from tests.factories.claims import make_on_site, photo
from underwriting.models import Proposal

pytestmark = pytest.mark.django_db(transaction=True)
BAR = ".ui-restore"


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, working_branch: None) -> Branch:
    settings.DEMO = True
    return Branch(new_context)


def _type(page: Page) -> None:
    """Text, a choice other than the first; the server's copy is written a moment later."""
    page.goto("/proposals/new/")
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
        page.locator("[name=plate]").fill("闽C·77777")
        page.locator("[name=vehicle_class]").select_option(index=2)


def _form(page: Page) -> list[str]:
    return [page.locator(f"[name={name}]").input_value() for name in ("plate", "vehicle_class")]


def test_what_was_typed_is_offered_again_and_given_up_on_wish(branch: Branch) -> None:
    page = branch.as_("王建平")
    page.goto("/proposals/new/")
    empty = _form(page)
    _type(page)
    typed = _form(page)
    page.goto("/proposals/new/")
    expect(page.locator(BAR)).to_contain_text("是否恢复您在")
    assert _form(page) == empty  # nothing is put in unasked
    page.locator(f"{BAR} button", has_text="恢复").click()
    assert _form(page) == typed
    page.evaluate("localStorage.clear()")  # another workstation: the server's copy
    page.goto("/proposals/new/")
    page.locator(f"{BAR} button", has_text="放弃").click()
    expect(page.locator(BAR)).not_to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not Draft.objects.exists()
    page.goto("/proposals/new/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(BAR)).not_to_be_visible()


@pytest.mark.req("PLT-07")
def test_a_draft_put_back_undoes_nothing_that_another_changed_since(branch: Branch) -> None:
    """Two people in one step: the draft knows what its page showed, so the fields left alone take what stands now."""
    draft = story.make_draft()
    step = f"/proposals/{draft.pk}/edit/?step=cover"
    page = branch.as_("王建平")
    page.goto(step)
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
        page.locator("[name=accident_free_years]").fill("2")
    page.goto("/proposals/")
    other = branch.as_("李珍珍")
    other.goto(step)
    other.locator("[name=third_party_limit]").select_option("500000")
    other.locator("main form button[type=submit]").last.click()
    other.wait_for_load_state("networkidle")
    assert Proposal.objects.get(pk=draft.pk).third_party_limit == 500_000

    page.goto(step)
    page.locator(f"{BAR} button", has_text="恢复").click()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("[name=third_party_limit][aria-invalid=true]")).to_have_value("500000")
    assert page.locator("[name=accident_free_years]").input_value() == "2"
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    stored = Proposal.objects.get(pk=draft.pk)
    assert (stored.third_party_limit, stored.accident_free_years) == (500_000, 2)


def test_nobody_finds_what_another_typed_at_this_workstation(branch: Branch) -> None:
    page = branch.as_("王建平")
    _type(page)
    page.locator(".ui-post").click()
    page.locator("[data-sign-out] button").click()
    page.wait_for_url("**/sign-in/**")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('draft:'))") == []
    page.evaluate("localStorage.setItem('draft:999999:proposal-new-vehicle', '{\"at\": 9999999999999, \"kept\": []}')")
    page.goto("/sign-in/")
    page.get_by_role("button", name="林晓岚").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('draft:'))") == []


def test_a_view_of_a_list_is_kept_with_its_conditions(branch: Branch) -> None:
    page = branch.as_("林晓岚")
    page.goto("/policies/?state=in_force")
    page.get_by_text("保存视图").click()
    page.locator("#view-name").fill("续保跟进")
    page.get_by_role("button", name="保存当前视图").click()
    expect(page.locator(".ui-views a", has_text="续保跟进")).to_have_attribute("href", "?state=in_force")
    assert ListView.objects.get().name == "续保跟进"
    page.locator("[aria-label=选择列]").click()
    page.locator(".ui-filters input[value=premium]").uncheck()
    page.get_by_role("button", name="应用").click()
    expect(page).to_have_url("/policies/?state=in_force")
    expect(page.locator("[aria-label=选择列]")).to_be_visible()


@pytest.fixture
def outdoors(branch: Branch) -> tuple[Page, SurveyTask]:
    """A surveyor at the place of the accident, on the phone."""
    task = make_on_site()
    page = branch.as_(task.surveyor_name, phone=True)
    page.goto(f"/survey/{task.pk}/")
    return page, task


def _photograph(page: Page, colour: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour)}
    )
    page.get_by_role("button", name="上传照片").click()


def _photos(task: SurveyTask) -> int:
    return Photo.objects.filter(task=task).count()


@pytest.mark.req("PLT-17")
def test_photos_taken_without_a_connection_are_sent_when_it_is_back(
    outdoors: tuple[Page, SurveyTask], complaints: Any, shot: Any
) -> None:
    page, task = outdoors
    page.context.set_offline(True)
    for colour in ("red", "blue"):
        _photograph(page, colour)
        expect(page.locator("[data-queue] li", has_text=f"{colour}.jpg")).to_contain_text("等待联网")
    expect(page.locator("[data-sync]")).to_be_visible()
    expect(page.locator("[data-queue-count]")).to_have_text("2 项待发送")
    shot(page, "phone-queue")
    assert _photos(task) == 0
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).not_to_be_visible()
    expect(page.locator(".ui-photos img")).to_have_count(2)
    assert _photos(task) == 2
    complaints.clear()  # the browser names every request that found no connection


@pytest.mark.req("PLT-17")
def test_an_answer_lost_on_the_way_does_not_double_the_photo(
    outdoors: tuple[Page, SurveyTask], complaints: Any
) -> None:
    page, task = outdoors

    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    page.route("**/photo*/**", lose)
    _photograph(page, "red")
    expect(page.locator("[data-queue] li")).to_have_count(1)
    assert _photos(task) == 1
    page.unroute("**/photo*/**")
    page.locator("[data-queue-send]").click()
    expect(page.locator("[data-queue]")).not_to_be_visible(timeout=30_000)
    assert _photos(task) == 1
    complaints.clear()


def test_a_refused_photo_is_said_at_once_and_waits_nowhere(outdoors: tuple[Page, SurveyTask]) -> None:
    page, task = outdoors
    page.locator("input[type=file]").set_input_files(
        {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": b"<html>no photo</html>"}
    )
    page.get_by_role("button", name="上传照片").click()
    page.wait_for_load_state("networkidle")
    assert _photos(task) == 0
    page.goto(f"/survey/{task.pk}/")
    expect(page.locator("[data-queue]")).not_to_be_visible()
