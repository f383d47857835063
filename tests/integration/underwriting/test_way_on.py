"""Pages say what comes next, and propose nothing that is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.web.commands import next_steps
from organisation.public import system_actor
from tests.factories import underwriting as made
from tests.factories.lines import PROPERTY, make_line_draft, make_line_issued
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from underwriting.models import Policy, Proposal
from underwriting.rules.lifecycle import TERMINATED
from underwriting.services.papers_due import ask_waiver
from underwriting.services.renewing import list_renewal

RENEWAL_DAYS = 60


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


def _panel(page: str, key: str) -> str:
    return page.split(f'id="p-{key}"', 1)[1].split("</section>", 1)[0]


@pytest.mark.req("ISS-01")
def test_where_the_premium_has_come_the_issue_is_the_first_step() -> None:
    paid = made.pay(made.make_decided())
    first = next_steps(Proposal.objects.get(pk=paid.pk), actor_at("UW_ISSUE", made.FENGZE)).steps[0]
    assert (first.label, first.style) == ("Issue policy", "primary")


@pytest.mark.req("PRO-05")
def test_the_page_says_which_paper_somebody_wants_to_be_waived_and_why() -> None:
    draft = made.with_papers(make_line_draft("PRB", PROPERTY), "asset_list")
    address = reverse("underwriting:proposal", args=[draft.pk])
    assert "Waiver asked for" not in signed_in("UW_REVIEW", made.FENGZE).get(address).content.decode()
    asking = actor_at("UW_ISSUE", made.FENGZE)
    ask_waiver(draft.pk, order(asking, reason="清单随首次申报补交"), paper="asset_list")
    shown = _panel(signed_in("UW_REVIEW", made.FENGZE).get(address).content.decode(), "completeness")
    assert f"Waiver asked for: List of the property with values – {asking.name}" in shown
    assert ": 清单随首次申报补交" in shown


def _steps(obj: Any, post: str, unit: str) -> dict[str, str | None]:
    """The buttons that somebody sees: with the reason where one is locked."""
    return {one.label: one.why or None for one in next_steps(obj, actor_at(post, unit)).steps}


@pytest.mark.req("PRO-05")
def test_a_waiver_is_offered_only_where_a_paper_is_missing_that_may_be_waived() -> None:
    complete = made.with_papers(make_line_draft("PRB", PROPERTY), "identity")
    asking, waiving = "Ask for the waiver of a paper", "Waive a paper"
    assert asking not in _steps(complete, "UW_ISSUE", made.FENGZE)
    assert waiving not in _steps(complete, "UW_REVIEW", made.FENGZE)
    assert waiving not in dict(next_steps(complete, actor_at("UW_ISSUE", made.FENGZE)).others)
    lacking = made.with_papers(complete, "asset_list")
    assert _steps(lacking, "UW_ISSUE", made.FENGZE)[asking] is None
    assert _steps(lacking, "UW_REVIEW", made.FENGZE)[waiving] is None


@pytest.mark.req("DUT-54")
@pytest.mark.parametrize("compulsory", [True, False])
def test_the_page_says_that_compulsory_cover_is_not_declined(*, compulsory: bool) -> None:
    waiting = made.make_decided(third_party_limit=2000000, compulsory=compulsory)
    assert waiting.state == "uw_queue"
    why = "Compulsory motor insurance may not be refused. Ask the sub-branch to drop the commercial part."
    steps = _steps(waiting, "UW_UND3", made.UWC)
    assert steps["Decline"] == (why if compulsory else None)
    assert steps["Approve"] is None
    page = signed_in("UW_UND3", made.UWC).get(reverse("underwriting:proposal", args=[waiting.pk])).content.decode()
    assert (why in _panel(page, "next")) is compulsory


@pytest.mark.req("END-08")
def test_the_page_says_from_which_day_a_renewal_is_proposed() -> None:
    policy = next(one for one in made.make_policy_in_force() if one.line == "MCI")
    renewal = list_renewal(order(system_actor("policy-clock", unit_id=policy.unit_id)), policy_id=policy.pk)
    first = policy.end_on - timedelta(days=RENEWAL_DAYS)
    steps = _steps(renewal, "SALES", made.FENGZE)
    early = f"The renewal can be offered from {first} on, {RENEWAL_DAYS} days before the policy ends."
    assert (steps["Make the renewal proposal"], steps["Note a contact"]) == (early, None)
    shown = signed_in("SALES", made.FENGZE).get(reverse("underwriting:renewal", args=[renewal.pk])).content.decode()
    assert early in _panel(shown, "next")

    renewal.ends_on = timezone.localdate() + timedelta(days=RENEWAL_DAYS)
    assert _steps(renewal, "SALES", made.FENGZE)["Make the renewal proposal"] is None
    renewal.policy.state = TERMINATED
    assert "Make the renewal proposal" not in _steps(renewal, "SALES", made.FENGZE)


@pytest.mark.req("END-01")
@pytest.mark.parametrize("begun", [False, True])
def test_a_change_is_not_proposed_for_a_day_before_the_cover(*, begun: bool) -> None:
    policy, today = make_line_issued("PRB", PROPERTY), timezone.localdate()
    if begun:
        policy.start_on = today
        Policy.objects.filter(pk=policy.pk).update(start_on=today)
    form = signed_in("UW_ISSUE", made.FENGZE).get(f"/policies/{policy.pk}/endorse/").context["form"]
    expected: date | None = today if begun else None
    assert form["effective_on"].value() == expected
    assert f"Period {policy.start_on} – {policy.end_on}." in form.fields["effective_on"].help_text


@pytest.mark.req("DUT-36")
@pytest.mark.parametrize("page", ["statistics", "scorecards"])
def test_figures_of_signed_business_say_that_endorsements_stand_beside_them(page: str) -> None:
    make_line_issued("PRB", PROPERTY)
    shown = signed_in("UW_DIR", made.UWC).get(f"/{page}/").content.decode()
    assert "what endorsements changed of the premium stands beside it" in shown
