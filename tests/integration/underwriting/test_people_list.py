"""Lists of persons of groups: every name up to a hundred, beyond it the sealed list may stand in (B-31)."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import Workbook
from PIL import Image
from stdnum.cn import ric

from core.models import AuditEntry
from parties.models import Reveal
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, JINJIANG, make_customer
from tests.integration.underwriting.test_lines import entered, with_papers
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import PeopleList, Proposal, RuleValues
from underwriting.rules.line_facts import whole_years
from underwriting.rules.people_list import LIST_KIND, names_mandatory
from underwriting.selectors.people_list import ages_of, lacking
from underwriting.selectors.person_ages import age_limits, outside_ages
from underwriting.selectors.tables import rules_of_versions
from underwriting.services import people_list as services
from underwriting.services.intake import submit_proposal
from underwriting.services.refusals import Incomplete, InvalidEntry

pytestmark = pytest.mark.django_db


def scan() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(stream, "PNG")
    return stream.getvalue()


def number(place: int) -> str:
    body = f"35050319{70 + place % 25:02d}0{1 + place % 9}{10 + place % 18}{100 + place % 900}"
    return body + str(ric.calc_check_digit(f"{body}0"))


def table(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "证件类型", "证件号码", "组别"])
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def group(heads: int) -> Proposal:
    content = {
        "description": "建筑施工",
        "address": "泉州市丰泽区",
        "groups": [{"tier": "tier_2", "heads": str(heads), "sum_insured": "100000"}],
    }
    return entered("GPA", content)


def begun(proposal: Proposal) -> PeopleList:
    return services.start_list(order(actor_at("UW_ISSUE", FENGZE)), proposal=proposal.pk)


@pytest.mark.req("PRO-10", "PRO-11")
@pytest.mark.parametrize(("heads", "expected"), [(1, True), (100, True), (101, False)])
def test_names_are_entered_up_to_a_hundred_persons(heads: int, expected: bool) -> None:
    assert names_mandatory(heads, 100) is expected


@pytest.mark.req("PRO-10", "PRO-12")
def test_a_table_is_checked_corrected_and_complete() -> None:
    """Every error is listed by row; corrected in the browser, the list fits the persons entered."""
    listed, clerk = begun(group(3)), actor_at("UW_ISSUE", FENGZE)
    content = table([["陈晓东", "", number(1), ""], ["林志强", "身份证", number(1), ""], ["", "驾照", "123", ""]])
    found = services.take_table(listed.pk, order(clerk), content=content, name="list.xlsx")
    assert (found.state, found.persons_total, found.rows_faulty) == ("open", 3, 3)
    faults = {row.place: set(row.faults) for row in found.rows.all()}
    assert faults == {2: {"number"}, 3: {"number"}, 4: {"name", "paper"}}
    changes = {3: {"number": number(2)}, 4: {"name": "黄丽华", "paper": "身份证", "number": number(3)}}
    found = services.correct_persons(listed.pk, order(clerk), changes=changes)
    assert (found.state, found.rows_faulty) == ("complete", 0)
    assert {row.id_number for row in found.rows.all()} == {number(1), number(2), number(3)}


@pytest.mark.req("PRO-10")
def test_a_group_without_its_names_is_not_handed_in() -> None:
    ready, clerk = with_papers(group(2)), actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(Incomplete) as refused:
        submit_proposal(ready.pk, order(clerk))
    assert refused.value.details["fields"] == ["list"]
    listed = begun(ready)
    persons = tuple({"name": "陈晓东", "number": number(n)} for n in (1, 2))
    assert services.add_persons(listed.pk, order(clerk), persons=persons).state == "complete"
    assert submit_proposal(ready.pk, order(clerk)).state == "review"


SEALED = {"name": "list.png", "pages": 6, "custodian": "李珍珍", "shelf": "A-03", "sealed_across": True}


@pytest.mark.req("PRO-11")
def test_a_sealed_list_stands_in_only_above_a_hundred_persons() -> None:
    clerk = actor_at("UW_ISSUE", FENGZE)
    make_customer()
    small = begun(group(100))
    with nothing_changed(), pytest.raises(InvalidEntry):
        services.seal_list(small.pk, order(clerk), content=scan(), **SEALED)
    large = begun(with_papers(group(101)))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.seal_list(large.pk, order(clerk), content=scan(), **{**SEALED, "sealed_across": False})
    assert refused.value.field == "sealed_across"
    sealed = services.seal_list(large.pk, order(clerk), content=scan(), **SEALED)
    assert (sealed.state, sealed.pages, sealed.custodian, sealed.shelf) == ("sealed", 6, "李珍珍", "A-03")
    assert submit_proposal(large.proposal_id, order(clerk)).state == "review"


@pytest.mark.req("CUS-05")
def test_a_faulty_number_is_masked_until_a_reason_is_given(settings: Any) -> None:
    """The page of the errors shows no number; the eye asks for the reason, and an empty cell keeps what stands."""
    settings.DEMO = True
    proposal, clerk = group(1), actor_at("UW_ISSUE", FENGZE)
    listed, wrong = begun(proposal), number(1)[:-1] + "#"
    services.take_table(listed.pk, order(clerk), content=table([["陈晓东", "身份证", wrong, ""]]), name="list.xlsx")
    hand, asking = signed_in("UW_ISSUE", FENGZE), reverse("underwriting:person_number", args=[proposal.pk, 2])
    page = hand.get(reverse("underwriting:people_list", args=[proposal.pk])).content.decode()
    assert wrong not in page
    assert asking in page
    with nothing_changed():
        assert wrong not in hand.post(asking, {"command_key": str(uuid4()), "reason": ""}).content.decode()
    shown = hand.post(asking, {"command_key": str(uuid4()), "reason": "compare with the paper list"})
    assert wrong in shown.content.decode()
    look = Reveal.objects.get()
    assert (look.party_id, look.subject_kind, look.subject_id, look.field) == (None, LIST_KIND, listed.pk, "person:2")
    found = services.correct_persons(listed.pk, order(clerk), changes={2: {"number": "", "name": "陈晓东"}})
    assert found.rows.get().id_number == wrong
    assert signed_in("UW_ISSUE", JINJIANG).get(asking).status_code == 404


@pytest.mark.req("PRO-10")
def test_a_right_row_is_changed_and_taken_out_by_itself_and_the_audit_says_so() -> None:
    listed, clerk = begun(group(2)), actor_at("UW_ISSUE", FENGZE)
    persons = tuple({"name": "陈晓东", "number": number(n)} for n in (1, 2))
    begun_by_hand = services.add_persons(listed.pk, order(clerk), persons=persons)
    assert [one.place for one in begun_by_hand.rows.order_by("place")] == [1, 2]
    found = services.change_person(
        listed.pk, order(clerk), place=1, person={"name": "陈小东", "number": "", "job": "电工"}
    )
    row = found.rows.get(place=1)
    assert (found.state, row.name, row.texts["job"], row.id_number) == ("complete", "陈小东", "电工", number(1))
    assert "陈晓东" in found.last_change
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.change_person(listed.pk, order(clerk), place=1, person={"number": number(1)[:-1] + "#"})
    assert refused.value.field == "number"
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.change_person(listed.pk, order(clerk), place=1, person={"number": number(2)})
    assert refused.value.field == "number"
    left = services.take_out_person(listed.pk, order(clerk), place=1)
    assert (left.state, left.persons_total, [one.place for one in left.rows.all()]) == ("open", 1, [2])
    entry = AuditEntry.objects.filter(subject_kind=LIST_KIND, subject_id=listed.pk).latest("pk")
    assert "陈小东" in str(entry.after)
    with nothing_changed(), pytest.raises(InvalidEntry):
        services.take_out_person(listed.pk, order(clerk), place=1)


@pytest.mark.req("PRO-10")
def test_only_right_rows_count_as_insured() -> None:
    listed, clerk = begun(group(2)), actor_at("UW_ISSUE", FENGZE)
    content = table([["陈晓东", "", number(1), ""], ["林志强", "", "123", ""], ["黄丽华", "", number(3), ""]])
    found = services.take_table(listed.pk, order(clerk), content=content, name="list.xlsx")
    assert (found.persons_total, found.rows_faulty, lacking(found)) == (3, 1, {})


@pytest.mark.req("PRO-10")
def test_a_wrong_number_typed_singly_is_refused_at_its_field(settings: Any) -> None:
    settings.DEMO = True
    proposal = group(1)
    begun(proposal)
    hand, where = signed_in("UW_ISSUE", FENGZE), reverse("underwriting:people_list", args=[proposal.pk])
    typed = {"act": "add", "command_key": str(uuid4()), "name": "陈晓东", "paper": "身份证", "group": "1"}
    with nothing_changed():
        answer = hand.post(where, typed | {"number": number(1)[:-1] + "#"})
    assert answer.status_code == 422
    assert set(answer.context["forms"]["add"].errors) == {"number"}
    assert hand.post(where, typed | {"number": number(1), "command_key": str(uuid4())}).status_code == 302
    one = reverse("underwriting:person", args=[proposal.pk, 1])
    assert one in hand.get(where).content.decode()
    assert number(1) not in hand.get(one).content.decode()
    changed = {"command_key": str(uuid4()), "name": "陈晓明", "paper": "身份证", "number": "", "group": "1"}
    assert hand.post(one, changed).status_code == 302
    assert hand.get(where).content.decode().count("陈晓明") >= 1
    assert hand.post(one, {"command_key": str(uuid4()), "take_out": "1"}).status_code == 302
    assert hand.get(one).status_code == 404


@pytest.mark.req("PRO-11", "PRO-10")
def test_checker_and_underwriter_read_the_list_on_which_they_decide(settings: Any) -> None:
    settings.DEMO = True
    proposal, clerk = with_papers(group(2)), actor_at("UW_ISSUE", FENGZE)
    rows = [["陈晓东", "身份证", number(1), ""], ["林小雨", "身份证", number(2), ""]]
    services.take_table(begun(proposal).pk, order(clerk), content=table(rows), name="list.xlsx")
    submit_proposal(proposal.pk, order(clerk))
    address = reverse("underwriting:proposed_people", args=[proposal.pk])
    for post, unit in (("UW_REVIEW", FENGZE), ("UW_UND3", "350591")):
        reader = signed_in(post, unit)
        assert address in reader.get(reverse("underwriting:proposal", args=[proposal.pk])).content.decode()
        page = reader.get(address)
        assert page.context["total"] == "2"
        assert all(name in page.content.decode() for name in ("陈晓东", "林小雨"))
        assert number(1) not in page.content.decode()
        assert reader.get(address, {"faults": "wrong"}).context["total"] == "0"
    assert signed_in("UW_REVIEW", JINJIANG).get(address).status_code == 404


@pytest.mark.req("AUW-04", "PRO-11")
def test_the_rules_ask_the_list_for_the_ages() -> None:
    """Typed 20 to 50; the list has somebody of 1970 and one more whose day of birth nobody knows."""
    proposal, clerk = with_papers(group(2)), actor_at("UW_ISSUE", FENGZE)
    proposal.content = proposal.content | {"youngest": "20", "oldest": "50"}
    listed = begun(proposal)
    rows = [["陈晓东", "身份证", number(1), ""], ["林小雨", "身份证", number(2), ""]]
    services.take_table(listed.pk, order(clerk), content=table(rows), name="list.xlsx")
    born = sorted(listed.rows.values_list("born_on", flat=True))
    start = proposal.start_on
    assert ages_of(proposal) == (whole_years(born[1], start), whole_years(born[0], start))
    listed.rows.filter(born_on=born[0]).update(born_on=None)
    assert ages_of(proposal) == (None, None)
    assert ages_of(with_papers(group(3))) is None


def _of_ages(proposal: Proposal, *years: int) -> PeopleList:
    """A right row for each age on the first day of cover; the paper says another day, the row this one."""
    listed, clerk = begun(proposal), actor_at("UW_ISSUE", FENGZE)
    persons = tuple({"name": f"工人{'甲乙丙丁'[n]}", "number": number(n)} for n in range(len(years)))
    services.add_persons(listed.pk, order(clerk), persons=persons)
    start = proposal.start_on
    for place, age in enumerate(years, start=1):
        listed.rows.filter(place=place).update(born_on=start.replace(year=start.year - age, day=min(start.day, 28)))
    return listed


@pytest.mark.req("AUW-04", "PRO-11")
def test_rows_whose_age_the_product_does_not_take_are_marked_and_found(settings: Any) -> None:
    """16 and 65 years pass; 15 and 66 send the whole proposal to a person, as does an age that nobody knows."""
    settings.DEMO = True
    proposal = with_papers(group(4))
    listed = _of_ages(proposal, 16, 65, 15, 66)
    limits = age_limits(proposal, localdate())
    assert limits == (16, 65)
    hand = signed_in("UW_ISSUE", FENGZE)
    address = reverse("underwriting:proposed_people", args=[proposal.pk])
    told = [f"Age {age} on the first day of cover; accepted without a person: 16–65." for age in (15, 66)]
    page = hand.get(address)
    assert page.context["total"] == "4"
    assert [page.content.decode().count(one) for one in told] == [1, 1]
    assert page.content.decode().count("accepted without a person") == 2
    only = hand.get(address, {"marked": "only"})
    assert only.context["total"] == "2"
    assert [name in only.content.decode() for name in ("工人甲", "工人乙", "工人丙", "工人丁")] == [
        False,
        False,
        True,
        True,
    ]
    entry = reverse("underwriting:people_list", args=[proposal.pk])
    shown = hand.get(entry)
    assert [remark for _row, remark in shown.context["sound"]] == ["", "", *told]
    assert "2 rows are outside the ages that the product accepts (16–65)" in shown.content.decode()
    assert [row.place for row, _remark in hand.get(entry, {"marked": "1"}).context["sound"]] == [3, 4]
    listed.rows.filter(place=1).update(born_on=None)
    unknown = "The age is not known; accepted without a person: 16–65."
    assert [remark for _row, remark in hand.get(entry).context["sound"]] == [unknown, "", *told]
    assert hand.get(address, {"marked": "only"}).context["total"] == "3"


@pytest.mark.req("AUW-04")
def test_the_limits_of_age_are_those_of_the_rules_of_the_product() -> None:
    proposal = with_papers(group(2))
    listed = _of_ages(proposal, 16, 66)
    values = RuleValues.objects.filter(product="GPA")
    for one in values:
        values.filter(pk=one.pk).update(values=one.values | {"age_least": "18", "age_most": "70"})
    rules_of_versions.cache_clear()
    limits = age_limits(proposal, localdate())
    assert limits == (18, 70)
    found = listed.rows.filter(outside_ages(limits, proposal.start_on))
    assert list(found.values_list("place", flat=True)) == [1]
    rules_of_versions.cache_clear()
    assert not listed.rows.filter(outside_ages(None, proposal.start_on)).exists()
