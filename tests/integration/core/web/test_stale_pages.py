"""A page that is out of date says what was done meanwhile, keeps what was typed and can be sent again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.urls import reverse

from core.models import AuditEntry
from core.web import conflicts, middleware
from core.web.commands import ReasonForm
from core.web.history import since
from core.workflow.refusals import Stale
from tests.factories import underwriting as story
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal
from underwriting.rules import lifecycle
from underwriting.services import intake
from underwriting.services.data import ProposalData

pytestmark = pytest.mark.django_db
SESSIONS = {"django_session", "organisation_staffsession"}
WHY = "The customer insures elsewhere"


@pytest.fixture
def proposal(settings: Any, working_branch: None) -> Proposal:
    """A draft whose page somebody has open."""
    settings.DEMO = True
    return story.make_draft()


@pytest.fixture
def maker(proposal: Proposal) -> Client:
    return signed_in("SALES", story.FENGZE)


def _address(proposal: Proposal) -> str:
    return reverse("core:act", args=[lifecycle.PROPOSAL.kind, proposal.pk, lifecycle.WITHDRAW.name])


def _edited(proposal: Proposal) -> Proposal:
    """Somebody moves the start of the cover."""
    data = ProposalData(cover=replace(story.cover(), start_on=story.tomorrow(9)))
    clerk = order(actor_at("UW_ISSUE", story.FENGZE), version=proposal.version)
    return intake.edit_proposal(proposal.pk, clerk, data=data)


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


def test_the_dialog_shows_what_changed_and_can_be_sent_again(maker: Client, proposal: Proposal) -> None:
    opened = proposal.version
    now = _edited(proposal)
    sent = {"command_key": uuid4(), "version": opened, "reason": WHY}
    with nothing_changed(but=SESSIONS):
        answer = maker.post(_address(proposal), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    happening = answer.context["conflict"].happenings[0]
    assert [change.new for change in happening.changes if change.new == str(story.tomorrow(9))] != []
    assert WHY in page
    assert _hidden(page, "version") == str(now.version)
    again = {"command_key": _hidden(page, "command_key"), "version": _hidden(page, "version"), "reason": WHY}
    assert again["command_key"] != str(sent["command_key"])
    assert maker.post(_address(proposal), again).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == lifecycle.WITHDRAW.target


def test_what_is_no_longer_possible_cannot_be_sent_again(maker: Client, proposal: Proposal) -> None:
    opened = proposal.version
    intake.withdraw_proposal(proposal.pk, order(actor_at("SALES", story.FENGZE), reason="gone"))
    answer = maker.post(_address(proposal), {"command_key": uuid4(), "version": opened, "reason": WHY})
    assert answer.status_code == 409
    assert answer.context["is_open"] is False
    assert 'type="submit">Take the new state' not in answer.content.decode()


def test_as_many_acts_are_shown_as_versions_lie_between(proposal: Proposal) -> None:
    first = proposal.version
    second = _edited(proposal)
    assert [len(since(second, version)) for version in (first, second.version)] == [second.version - first, 0]
    before = AuditEntry.objects.count()
    assert since(second, second.version + 3) == []
    assert AuditEntry.objects.count() == before


def _stale(proposal: Proposal) -> Stale:
    now = _edited(proposal)
    details = {"value": proposal.version, "limit": now.version, "kind": now.lifecycle.kind, "pk": now.pk}
    return Stale("Somebody changed this.", details=details)


def test_a_form_of_its_own_page_is_refused_with_the_same_words(proposal: Proposal) -> None:
    refusal = _stale(proposal)
    form = ReasonForm({"command_key": str(uuid4()), "version": "1", "reason": WHY})
    assert form.is_valid()
    form.refuse(refusal)
    assert "The page was out of date" in str(form.non_field_errors())
    assert (form["version"].value(), form["reason"].value()) == (str(refusal.details["limit"]), WHY)


@pytest.mark.req("PRO-05")
def test_a_refusal_that_no_form_caught_shows_what_was_done_and_sends_nothing_again(proposal: Proposal) -> None:
    refusal = _stale(proposal)
    data = {"command_key": str(uuid4()), "version": "1", "colour": ["red", "blue"], "reason": WHY}
    request: Any = RequestFactory().post("/somewhere/?step=2", data)
    request.actor, request.session, request.htmx = actor_at("SALES", story.FENGZE), {}, False
    request._messages = FallbackStorage(request)
    with nothing_changed():
        answer = middleware.answer(request, refusal)
    main = answer.content.decode().split("The page is out of date", 1)[1].split("</section>", 1)[0]
    assert answer.status_code == 409
    assert str(story.tomorrow(9)) in main
    assert [main.count(text) for text in ("<form", "<input", "blue", WHY)] == [0, 0, 0, 0]
    assert 'href="/somewhere/"' in main


def test_an_object_that_is_gone_has_no_conflict_to_show() -> None:
    assert conflicts.conflict_of(Stale("old", details={"value": 1, "kind": lifecycle.PROPOSAL.kind, "pk": 0})) is None
    assert conflicts.conflict_of(Stale("old")) is None
