"""A policy goes over to another customer; persons join and leave a group (LAW-49, END-01, B-31)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from core.jobs.drain import drain
from core.money import to_cents
from finance.public import policy_money
from organisation.public import system_actor
from parties.models import Party
from tests.factories import endorsements as made
from tests.factories.lines import make_line_draft
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import make_customer, pay
from tests.integration.underwriting.test_people_list import number
from tests.support.printed import printed
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, ListedPerson, Policy, Proposal
from underwriting.rules.endorsement_life import ENDORSEMENT_DOCUMENT, ENDORSEMENT_KIND
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.cover import cover_in_force
from underwriting.selectors.people_list import insured_on, named_list
from underwriting.services import (
    automatic,
    decide,
    endorsement_issue,
    endorsing,
    intake,
    issue,
    life,
    people_list,
    review,
)
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.listed_changes import PersonsNoted, note_persons
from underwriting.services.refusals import InvalidEntry


def buyer() -> Any:
    return make_customer("林秀英", number(40), "13805951111")


# -- transfer ---------------------------------------------------------------------------------------------------------


@pytest.mark.req("END-01", "CUS-01")
def test_the_new_holder_is_a_customer_and_stands_in_policy_books_and_cover() -> None:
    policy, new = made.running(), buyer()
    drain(reraise=True)
    done = made.issued(policy, "transfer", {"plate": "闽C66666"}, holder_id=new.id)
    policy.refresh_from_db()
    held = (policy.holder_id, policy.holder_name, policy.insured_id, policy.insured_name, policy.owner_name)
    assert held == (new.id, "林秀英", new.id, "林秀英", "林秀英")
    assert (policy.plate, done.before["holder_name"], done.changes["holder_name"]) == ("闽C66666", "陈晓东", "林秀英")
    assert policy_money(POLICY_KIND, policy.pk).payer_id == new.id
    assert {"policyholder", "insured"} <= set(Party.objects.get(pk=new.id).roles)


@pytest.mark.req("END-01")
def test_a_loss_before_the_transfer_is_that_of_the_old_holder() -> None:
    policy, new = made.running(), buyer()
    made.issued(policy, "transfer", holder_id=new.id, on=policy.start_on + timedelta(days=1))
    old, later = cover_in_force(policy.pk, made.later(1)), cover_in_force(policy.pk, made.later(2))
    assert old is not None
    assert later is not None
    assert (old.insured_name, later.insured_name, later.insured_id) == ("陈晓东", "林秀英", new.id)


@pytest.mark.req("END-01")
def test_a_transfer_names_another_customer() -> None:
    policy = made.running()
    for given in ({}, {"holder_id": policy.holder_id}):
        with pytest.raises(InvalidEntry) as refusal:
            made.entered(policy, "transfer", {"plate": "闽C66666"}, **given)
        assert refusal.value.field == "name"
        waiting = Endorsement.objects.get(state="requested")
        endorsing.withdraw_endorsement(waiting.pk, made.by("SALES", reason="录入有误"))


@pytest.mark.req("END-01")
def test_the_page_of_a_transfer_registers_the_new_holder_and_asks_a_plate_of_vehicles_only(settings: Any) -> None:
    settings.DEMO = True
    policy = made.running()
    asked = made.requested(policy, "transfer", at=timezone.now(), on=policy.start_on)
    clerk, url = signed_in("UW_ISSUE", made.FENGZE), reverse("underwriting:enter_endorsement", args=[asked.pk])
    page = clerk.get(url)
    form = page.context["form"]
    assert "plate" in form.fields
    sent = {
        "command_key": form["command_key"].value(),
        "kind": "person",
        "name": "林秀英",
        "id_type": "resident_id",
        "id_number": number(40),
        "phone": "13805951111",
        "insured_kind": "",
    }
    answer = clerk.post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    asked.refresh_from_db()
    assert (asked.state, asked.changes["holder_name"]) == ("entered", "林秀英")


# -- persons ----------------------------------------------------------------------------------------------------------


WORKERS = ("陈志强", "林建华", "黄文斌")


def group(heads: int = 3, tier: str = "tier_2", each: str = "100000") -> Policy:
    """A group in force with every name on its list."""
    content = {
        "description": "建筑施工",
        "address": "泉州市丰泽区",
        "groups": [{"tier": tier, "heads": str(heads), "sum_insured": each}],
    }
    pk = make_line_draft("GPA", content).pk
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    listed = people_list.start_list(order(clerk), proposal=pk)
    people = tuple({"name": name, "number": number(n)} for n, name in enumerate(WORKERS[:heads]))
    people_list.add_persons(listed.pk, order(clerk), persons=people)
    intake.submit_proposal(pk, order(clerk))
    passed = review.pass_review(pk, order(actor_at("UW_REVIEW", made.FENGZE)))
    automatic.decide_automatically(pk, order(system_actor("auto-underwriting", unit_id=passed.unit_id)))
    if Proposal.objects.get(pk=pk).state == "uw_queue":
        decide.approve(pk, order(actor_at("UW_UND3", made.UWC), reason="风险状况清楚，同意承保"))
    proposal = pay(Proposal.objects.get(pk=pk))
    issue.issue(pk, order(clerk), explained_to=proposal.holder_name)
    policy = Policy.objects.get(proposal_id=pk)
    life.begin_cover(policy.pk, order(system_actor("policy-clock", unit_id=policy.unit_id)))
    return Policy.objects.get(pk=policy.pk)


def names(policy: Policy, on: Any) -> list[str]:
    listed = named_list(policy)
    assert listed is not None
    return [row.name for row in insured_on(listed, on)]


def asked(policy: Policy, noted: PersonsNoted, **when: Any) -> Endorsement:
    made.claims.account_of(policy.holder_id)
    found = made.requested(policy, "list", **when)
    note_persons(found.pk, made.by("UW_ISSUE"), noted=noted)
    return found


def worked_out(found: Endorsement) -> Endorsement:
    account = made.claims.account_of(found.policy.holder_id)
    return endorsing.enter_endorsement(found.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(account_token=account))


def table(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "证件类型", "证件号码"])
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.req("END-01", "PRO-10")
def test_the_premium_follows_from_who_joins_and_leaves_and_the_list_knows_the_day() -> None:
    policy = group(3)
    joining = ({"name": "新工甲", "number": number(50)}, {"name": "新工乙", "number": number(51)})
    listed = named_list(policy)
    assert listed is not None
    first = listed.rows.order_by("place")[0]
    found = worked_out(asked(policy, PersonsNoted(joining=joining, leaving=(first.place,))))
    left = (policy.end_on - found.effective_on).days + 1
    days = (policy.end_on - policy.start_on).days + 1
    assert found.changes["content.groups.0.heads"] == "4"
    assert found.delta == to_cents(policy.premium / 3 * left / days)
    ready = made.settled(made.approved(found))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    before, after = found.effective_on - timedelta(days=1), found.effective_on
    assert names(policy, before) == ["陈志强", "林建华", "黄文斌"]
    assert names(policy, after) == ["林建华", "黄文斌", "新工甲", "新工乙"]
    assert ListedPerson.objects.get(name="新工甲").joined_by == found.number


@pytest.mark.req("END-01", "PRO-12")
def test_a_table_joins_and_a_table_leaves() -> None:
    policy = group(3)
    found = asked(policy, PersonsNoted(table=table([["新工甲", "身份证", number(50)]])))
    leaving = table([["陈志强", "身份证", number(0)], ["查无此人", "身份证", number(60)]])
    note_persons(found.pk, made.by("UW_ISSUE"), noted=PersonsNoted(table=leaving, table_leaves=True))
    rows = list(found.person_changes.order_by("place"))
    assert [(row.act, row.name, bool(row.faults)) for row in rows] == [
        ("join", "新工甲", False),
        ("leave", "陈志强", False),
        ("leave", "查无此人", True),
    ]
    with nothing_changed(), pytest.raises(InvalidEntry):
        worked_out(found)
    note_persons(found.pk, made.by("UW_ISSUE"), noted=PersonsNoted(dropped=(rows[2].pk,)))
    assert worked_out(found).delta == 0


@pytest.mark.req("END-01")
def test_who_is_on_the_list_does_not_join_again_and_a_group_is_not_emptied() -> None:
    policy = group(1)
    found = asked(policy, PersonsNoted(joining=({"name": "陈志强", "number": number(0)},)))
    row = found.person_changes.get()
    assert "number" in row.faults
    note_persons(found.pk, made.by("UW_ISSUE"), noted=PersonsNoted(dropped=(row.pk,)))
    with nothing_changed(), pytest.raises(InvalidEntry):
        worked_out(found)
    place = ListedPerson.objects.get(name="陈志强").place
    note_persons(found.pk, made.by("UW_ISSUE"), noted=PersonsNoted(leaving=(place,)))
    with nothing_changed(), pytest.raises(InvalidEntry):
        worked_out(found)


@pytest.mark.req("END-01")
def test_pages_show_the_changes_the_list_of_a_day_and_its_papers(settings: Any) -> None:
    settings.DEMO = True
    policy = group(2)
    found = asked(policy, PersonsNoted(joining=({"name": "新工甲", "number": number(50)},)))
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    assert clerk.get(reverse("underwriting:enter_endorsement", args=[found.pk])).status_code == 302
    page = clerk.get(reverse("underwriting:endorsement_persons", args=[found.pk])).content.decode()
    assert "新工甲" in page
    assert "林建华" in page
    assert "陈志强" in clerk.get(reverse("underwriting:insured_people", args=[policy.pk])).content.decode()
    place = ListedPerson.objects.values_list("place", flat=True)[0]
    for name, args in (("insured_list", [policy.pk]), ("insured_certificate", [policy.pk, place])):
        answer = clerk.get(reverse(f"underwriting:{name}", args=args))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def _issued(found: Endorsement) -> Endorsement:
    ready = made.settled(made.approved(found))
    done = endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    drain(reraise=True)
    return done


@pytest.mark.req("END-01", "CUS-05")
def test_the_printed_endorsement_names_who_joined_and_left_with_job_day_and_premium() -> None:
    policy = group(3)
    joining = ({"name": "新工甲", "number": number(50), "job": "电工"}, {"name": "新工乙", "number": number(51)})
    first = ListedPerson.objects.get(name="陈志强")
    found = worked_out(asked(policy, PersonsNoted(joining=joining, leaving=(first.place,))))
    left = (policy.end_on - found.effective_on).days + 1
    each = to_cents(policy.premium / 3 * left / ((policy.end_on - policy.start_on).days + 1))
    rows = list(found.person_changes.order_by("place"))
    assert [row.premium for row in rows] == [each, each, -each]
    done = _issued(found)
    paper = printed(ENDORSEMENT_KIND, done.pk, ENDORSEMENT_DOCUMENT)
    assert f"批单号{done.printed_number}" in paper
    assert "被保险人人数：批改前3人，批改后4人。" in paper
    on = done.effective_on
    assert f"加入新工甲{rows[0].id_masked}1电工{on}+{each:,.2f}" in paper
    assert f"加入新工乙{rows[1].id_masked}1–{on}+{each:,.2f}" in paper
    assert f"退出陈志强{first.id_masked}1–{on}-{each:,.2f}" in paper
    assert "第1组·人数34" in paper
    assert done.number not in paper
    assert "#1" not in paper
    assert number(50) not in paper


@pytest.mark.req("END-01")
def test_under_the_minimum_premium_no_person_has_a_premium_alone() -> None:
    """One person at 100 yuan stands under the minimum of the tariff; three reach it together."""
    policy = group(1, tier="tier_1", each="50000")
    joining = tuple({"name": name, "number": number(n)} for name, n in (("新工甲", 50), ("新工乙", 51)))
    found = worked_out(asked(policy, PersonsNoted(joining=joining)))
    assert found.delta > 0
    assert [row.premium for row in found.person_changes.all()] == [None, None]
    done = _issued(found)
    assert "本次保险费增减按全部人员合计计算，不逐人分列。" in printed(ENDORSEMENT_KIND, done.pk, ENDORSEMENT_DOCUMENT)


@pytest.mark.req("END-01")
def test_the_policy_shows_who_is_covered_today_and_says_which_figures_are_of_the_issue(settings: Any) -> None:
    settings.DEMO = True
    policy = group(3)
    clerk, address = signed_in("UW_ISSUE", made.FENGZE), reverse("underwriting:policy", args=[policy.pk])
    before = clerk.get(address)
    assert _subject_shown(before) == ("3人 · 建筑施工", "")
    assert "These are the figures of the issue" not in before.content.decode()
    joining = ({"name": "新工甲", "number": number(50)},)
    noted = PersonsNoted(joining=joining)
    done = _issued(worked_out(asked(policy, noted, at=timezone.now(), on=policy.start_on)))
    after = clerk.get(address)
    assert _subject_shown(after) == ("4人 · 建筑施工", "at the issue: 3人 · 建筑施工")
    link = reverse("underwriting:endorsement", args=[done.pk])
    said = f'Changed since by: <a class="ui-code" href="{link}">{done}</a>'
    assert f"These are the figures of the issue. {said}" in after.content.decode()


def _subject_shown(answer: Any) -> tuple[str, str]:
    fact = next(one for one in answer.context["detail"].facts if one.label == "Subject matter")
    return str(fact.value), str(fact.note)
