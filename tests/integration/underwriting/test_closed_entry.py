"""The entry page of a proposal that somebody handed in meanwhile leads to the proposal and says so (PRO-05)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import drafts
from core.models import Draft
from core.web import sent_forms
from tests.factories import underwriting as made
from tests.factories.lines import LIABILITY, make_line_draft
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_lines import with_papers
from tests.integration.underwriting.test_people_list import begun, group, number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.services import intake, people_list

FENGZE = made.FENGZE
SESSIONS = {"django_session", "organisation_staffsession"}
STATE = "This proposal can no longer be edited; its state is now: to be checked."
LOST = "What you typed was not saved. It is offered to you again if the entry comes back."
pytestmark = [pytest.mark.django_db, pytest.mark.req("PRO-05")]


@pytest.fixture
def page(settings: Any) -> Client:
    settings.DEMO = True
    return signed_in("SALES", FENGZE)


def _handed_in(draft: Proposal) -> tuple[Proposal, str]:
    """Handed in by the clerk, and how the clerk is named."""
    clerk = actor_at("UW_ISSUE", FENGZE)
    return intake.submit_proposal(draft.pk, order(clerk, version=draft.version)), clerk.name


def _said(page: Client, answer: Any) -> str:
    return " ".join(str(one) for one in page.get(answer.url).context["messages"])


def test_saving_leads_to_the_proposal_and_says_who_did_what_and_that_nothing_was_kept(page: Client) -> None:
    draft = made.make_draft()
    where = reverse("underwriting:edit", kwargs={"pk": draft.pk}) + "?step=cover"
    form = page.get(where).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"draft": f"proposal-{draft.pk}-cover"}
    found, clerk = _handed_in(draft)
    seller = actor_at("SALES", FENGZE)
    drafts.keep(seller.staff_id or 0, sent["draft"], "[]", timezone.now())
    with nothing_changed(but=SESSIONS):
        answer = page.post(where, sent)
    assert (answer.status_code, answer.url) == (302, reverse("underwriting:proposal", args=[found.pk]))
    assert sent_forms.COOKIE not in answer.cookies
    assert Draft.objects.filter(owner_id=seller.staff_id, form=sent["draft"]).count() == 1
    said = _said(page, answer)
    assert said.startswith(f"{STATE} Last act: Submit for review, {clerk}")
    assert said.endswith(LOST)


def test_opening_leads_there_as_well(page: Client) -> None:
    found, clerk = _handed_in(made.make_draft())
    with nothing_changed(but=SESSIONS):
        answer = page.get(reverse("underwriting:edit", kwargs={"pk": found.pk}))
    assert (answer.status_code, answer.url) == (302, reverse("underwriting:proposal", args=[found.pk]))
    said = _said(page, answer)
    assert said.startswith(f"{STATE} Last act: Submit for review, {clerk}")
    assert LOST not in said


def test_so_does_the_entry_of_a_line_also_from_a_part_of_its_page(page: Client) -> None:
    found, _clerk = _handed_in(make_line_draft("PLL", LIABILITY))
    where, there = (reverse(f"underwriting:{name}", args=[found.pk]) for name in ("line_edit", "proposal"))
    with nothing_changed(but=SESSIONS):
        opened = page.get(where)
        part = page.post(where, {"rows": "add"}, headers={"HX-Request": "true"})
    assert (opened.status_code, opened.url) == (302, there)
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, there)


@pytest.mark.req("PRO-10")
@pytest.mark.parametrize("name", ["people_list", "person"])
def test_so_does_the_list_of_persons_of_a_group(page: Client, name: str) -> None:
    """Nothing typed into a list is kept as a draft, and nothing is promised of it."""
    found, clerk = _handed_in(_named_group())
    where = reverse(f"underwriting:{name}", args=[found.pk, *([1] if name == "person" else [])])
    there = reverse("underwriting:proposal", args=[found.pk])
    with nothing_changed(but=SESSIONS):
        opened = page.get(where)
        said_on_opening = _said(page, opened)
        sent = page.post(where, {"act": "add", "name": "林小雨", "number": number(3)})
    assert [(one.status_code, one.url) for one in (opened, sent)] == [(302, there)] * 2
    assert said_on_opening.startswith(f"{STATE} Last act: Submit for review, {clerk}")
    assert "not saved" not in said_on_opening
    said = _said(page, sent)
    assert said.startswith(f"{STATE} Last act: Submit for review, {clerk}")
    assert said.endswith("What you typed was not saved.")


def test_a_vehicle_has_no_list_of_persons(page: Client) -> None:
    draft = made.make_draft()
    with nothing_changed(but=SESSIONS):
        answer = page.get(reverse("underwriting:people_list", args=[draft.pk]))
    assert answer.status_code == 404


def _named_group() -> Proposal:
    """A group of two with both names on its list, ready to be handed in."""
    ready, clerk = with_papers(group(2)), actor_at("UW_ISSUE", FENGZE)
    persons = tuple({"name": "陈晓东", "number": number(n)} for n in (1, 2))
    people_list.add_persons(begun(ready).pk, order(clerk), persons=persons)
    return ready


def test_who_may_not_edit_is_refused_as_before(settings: Any) -> None:
    settings.DEMO = True
    found, _clerk = _handed_in(made.make_draft())
    auditor = signed_in("UW_REVIEW", FENGZE)
    with nothing_changed(but=SESSIONS):
        answer = auditor.get(reverse("underwriting:edit", kwargs={"pk": found.pk}))
    assert answer.status_code == 403
