"""Lists of employees and pupils: for whom the insured is liable, who are not insured themselves (PRO-10, 5.10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from stdnum.cn import ric

from organisation.public import system_actor
from tests.factories import endorsements as made
from tests.factories.lines import make_line_draft
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import pay
from tests.integration.underwriting.test_people_list import number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.insured_list import list_content
from underwriting.documents.policy_facts import facts_of
from underwriting.models import ListedPerson, Policy, Proposal
from underwriting.rules.people_list import COMPLETE
from underwriting.selectors.people_list import insured_on, named_list
from underwriting.services import automatic, decide, intake, issue, people_list, review
from underwriting.services.refusals import InvalidEntry

pytestmark = pytest.mark.django_db
CONTENT = {
    "description": "鞋材加工",
    "address": "泉州市丰泽区",
    "groups": [{"tier": "class_3", "heads": "2", "sum_insured": "400000"}],
}


def aged(years: int, start: date) -> str:
    """The number of a person whose birthday is the first day of cover."""
    body = f"350503{start.year - years}{start:%m%d}123"
    return body + str(ric.calc_check_digit(f"{body}0"))


def drafted(product: str = "EML", **over: Any) -> Proposal:
    return make_line_draft(product, CONTENT | over)


def listed(draft: Proposal, *numbers: str) -> Any:
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    found = people_list.start_list(order(clerk), proposal=draft.pk)
    names = ("陈志强", "林建华")
    people = tuple({"name": name, "number": one} for name, one in zip(names, numbers, strict=False))
    return people_list.add_persons(found.pk, order(clerk), persons=people)


def insured(product: str = "EML") -> Policy:
    """Issued, with every name on its list."""
    draft, clerk = drafted(product), actor_at("UW_ISSUE", made.FENGZE)
    listed(draft, number(1), number(2))
    intake.submit_proposal(draft.pk, order(clerk))
    passed = review.pass_review(draft.pk, order(actor_at("UW_REVIEW", made.FENGZE)))
    automatic.decide_automatically(draft.pk, order(system_actor("auto-underwriting", unit_id=passed.unit_id)))
    if Proposal.objects.get(pk=draft.pk).state == "uw_queue":
        decide.approve(draft.pk, order(actor_at("UW_UND3", made.UWC), reason="风险状况清楚，同意承保"))
    paid = pay(Proposal.objects.get(pk=draft.pk))
    issue.issue(draft.pk, order(clerk), explained_to=paid.holder_name)
    return Policy.objects.get(proposal_id=draft.pk)


@pytest.mark.req("PRO-10", "AUW-04")
def test_nobody_below_the_age_of_employment_stands_on_a_list_of_employees() -> None:
    draft = drafted()
    found = listed(draft, aged(15, draft.start_on), aged(16, draft.start_on))
    young, old = found.rows.order_by("place")
    assert young.faults == {"number": "Aged 15 on the first day: nobody under 16 may be employed."}
    assert (old.faults, found.state, found.rows_faulty) == ({}, "open", 1)
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    person = {"name": "林建华", "number": aged(14, draft.start_on)}
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        people_list.change_person(found.pk, order(clerk), place=old.place, person=person)
    assert caught.value.field == "number"
    right = {young.place: {"number": aged(17, draft.start_on)}}
    assert people_list.correct_persons(found.pk, order(clerk), changes=right).state == COMPLETE


@pytest.mark.req("PRO-10")
def test_a_group_of_insured_persons_may_have_the_young() -> None:
    draft = drafted("GPA", groups=[{"tier": "tier_2", "heads": "2", "sum_insured": "100000"}])
    found = listed(draft, aged(15, draft.start_on), aged(16, draft.start_on))
    assert [row.faults for row in found.rows.all()] == [{}, {}]


@pytest.mark.req("AUW-04")
@pytest.mark.parametrize(("years", "expected"), [(65, "auto_passed"), (66, "uw_queue")])
def test_an_employee_beyond_the_ages_of_the_rules_goes_to_a_person(years: int, expected: str) -> None:
    draft = drafted()
    listed(draft, aged(16, draft.start_on), aged(years, draft.start_on))
    intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", made.FENGZE)))
    passed = review.pass_review(draft.pk, order(actor_at("UW_REVIEW", made.FENGZE)))
    robot = order(system_actor("auto-underwriting", unit_id=passed.unit_id))
    done = automatic.decide_automatically(draft.pk, robot)
    verdicts = {one["element"]: one["passed"] for one in done.decisions.latest("pk").verdicts}
    assert (verdicts["age_least"], verdicts["age_most"]) == (True, years == 65)
    assert (done.state == "uw_queue") is (expected == "uw_queue")


@pytest.mark.req("END-01")
def test_employees_have_a_list_and_no_certificate(settings: Any) -> None:
    settings.DEMO = True
    policy = insured()
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    page = clerk.get(reverse("underwriting:insured_people", args=[policy.pk])).content.decode()
    assert "<h1>List of employees" in page
    assert ("Insured persons" in page, "Certificate" in page) == (False, False)
    certificate = reverse("underwriting:insured_certificate", args=[policy.pk, ListedPerson.objects.first().place])
    assert clerk.get(certificate).status_code == 404
    paper = clerk.get(reverse("underwriting:insured_list", args=[policy.pk]))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert "List of employees" in clerk.get(reverse("underwriting:policy", args=[policy.pk])).content.decode()


@pytest.mark.req("END-01")
def test_the_papers_name_the_list_the_class_and_the_limit_per_person() -> None:
    policy = insured()
    found = named_list(policy)
    assert found is not None
    told = list_content(policy, list(insured_on(found, policy.start_on)), policy.start_on)
    assert (told["title"], told["sum_told"]) == ("雇员清单", "每人责任限额")
    assert [(row[1], row[3], row[4]) for row in told["rows"]] == [
        ("陈志强", "职业三类", "400,000.00"),
        ("林建华", "职业三类", "400,000.00"),
    ]
    assert dict(facts_of(policy, policy.versions.get(number=1)))["雇员清单"] == "附后，共 2 人"
