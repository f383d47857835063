"""Treaty business reports, monthly reconciliation, master programmes: by two people, with their pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.workflow.refusals import SegregationConflict
from organisation.public import ChangeRefused, approve_change
from parties.models import Party
from parties.public import party
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import (
    AccumulationLimit,
    BookReconciliation,
    MasterProgramme,
    Movement,
    Policy,
    Proposal,
    TreatyReport,
)
from underwriting.rules import book_reconciliation as months
from underwriting.rules.lifecycle import DRAFT
from underwriting.rules.reinsurance import treaty_report as life
from underwriting.selectors.book_reconciliation import behind, figures_of
from underwriting.selectors.master_programme import offered, own_policies, written_elsewhere
from underwriting.selectors.people_accumulation import people_at_places
from underwriting.services import book_reconciliation as reconciliations
from underwriting.services import master_programme
from underwriting.services import treaty_report as reports
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import NothingToReport

D = Decimal


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


def filled(policy: Policy) -> TreatyReport:
    today = timezone.localdate()
    desk = actor_at("UW_RI", UWC)
    return reports.fill(order(desk), branch_id=policy.branch_id, line="PRA", since=today, until=today, remark="首期")


@pytest.mark.req("REI-08", "REI-12")
def test_the_report_of_a_line_is_filled_confirmed_by_another_and_sent_upward() -> None:
    policy = made.make_property_policy(in_days=0)
    found = filled(policy)
    assert (found.policies, found.premium, found.commission) == (1, D("66000.00"), D("21300.00"))
    assert [(row["under"], row["premium"]) for row in found.rows] == [
        ("QS-PROP-26", "6000.00"),
        ("SP-PROP-26", "60000.00"),
    ]
    reports.confirm(found.pk, order(actor_at("UW_UND3", UWC), version=found.version))
    found.refresh_from_db()
    desk, today = actor_at("UW_RI", UWC), timezone.localdate()
    with pytest.raises(InvalidEntry), nothing_changed():
        reports.send(found.pk, order(desk), sent_to="省公司分保部", sent_on=today + timedelta(days=1))
    sent = reports.send(found.pk, order(desk), sent_to="省公司分保部", sent_on=today)
    assert (sent.state, sent.sent_to, sent.sent_on) == (life.SENT, "省公司分保部", today)
    client = signed_in("UW_RI", UWC)
    url = reverse("underwriting:treaty_report_file", kwargs={"pk": sent.pk, "form": "xlsx"})
    sheet = load_workbook(BytesIO(client.get(url).content)).active
    assert [cell.value for cell in sheet[11]] == ["合计 Total", 1, 66000, 21300, 0]
    pages = [reverse("underwriting:treaty_reports"), reverse("underwriting:new_treaty_report")]
    pages.append(reverse("underwriting:filed_treaty_report", kwargs={"pk": sent.pk}))
    assert [client.get(one).status_code for one in pages] == [200, 200, 200]


@pytest.mark.req("REI-08")
def test_a_report_whose_bordereaux_changed_is_filled_anew() -> None:
    policy = made.make_property_policy(in_days=0)
    found = filled(policy)
    Movement.objects.filter(policy=policy, treaty__code="QS-PROP-26").update(booked_on=date(2020, 1, 1))
    with pytest.raises(InvalidEntry), nothing_changed():
        reports.confirm(found.pk, order(actor_at("UW_UND3", UWC)))
    again = reports.refill(found.pk, order(actor_at("UW_RI", UWC), reason="成数合同已调整"))
    assert (again.premium, again.remark) == (D("60000.00"), "成数合同已调整")
    day, desk = date(2021, 1, 1), order(actor_at("UW_RI", UWC))
    with pytest.raises(NothingToReport), nothing_changed():
        reports.fill(desk, branch_id=policy.branch_id, line="PRA", since=day, until=day)


@pytest.mark.req("REI-08")
def test_whoever_filled_a_report_does_not_confirm_it() -> None:
    found = filled(made.make_property_policy(in_days=0))
    underwriter = actor_at("UW_UND3", UWC)
    TreatyReport.objects.filter(pk=found.pk).update(filled_by_id=underwriter.staff_id)
    with pytest.raises(SegregationConflict), nothing_changed():
        reports.confirm(found.pk, order(underwriter))


@pytest.mark.req("PRO-20", "PRO-21")
def test_a_month_is_compared_line_by_line_down_to_the_policy() -> None:
    """95,400 with tax are 90,000 net; 66,000 and 21,300 moved; one movement is taken away from the bordereaux."""
    policy = made.make_property_policy(in_days=0)
    month = timezone.localdate().replace(day=1)
    branch = policy.branch
    rows = {row.measure: row for row in figures_of(branch, month) if row.line == "PRA"}
    assert {name: (row.business, row.difference) for name, row in rows.items()} == {
        months.PREMIUM: (D("90000.00"), D("0.00")),
        months.CEDED: (D("66000.00"), D("0.00")),
        months.COMMISSION: (D("21300.00"), D("0.00")),
        months.COUNT: (D(1), D(0)),
    }
    Movement.objects.filter(policy=policy, treaty__code="QS-PROP-26", kind="premium").update(booked_on=date(2020, 1, 1))
    (found,) = behind(branch, month, line="PRA", measure=months.CEDED)
    assert (found.number, found.business, found.booked, found.difference) == (
        policy.number,
        D("60000.00"),
        D("66000.00"),
        D("-6000.00"),
    )


@pytest.mark.req("PRO-20", "PRO-21")
def test_a_month_that_has_ended_is_explained_and_closed_by_another_person() -> None:
    policy = made.make_property_policy(in_days=0)
    desk = actor_at("UW_RI", UWC)
    this = timezone.localdate().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    with pytest.raises(InvalidEntry), nothing_changed():
        reconciliations.draw(order(desk), branch_id=policy.branch_id, month=this)
    Movement.objects.filter(policy=policy, kind="premium").update(booked_on=last)
    found = reconciliations.draw(order(desk), branch_id=policy.branch_id, month=last)
    assert (found.differing, found.difference) == (1, D("66000.00"))
    with pytest.raises(InvalidEntry), nothing_changed():
        reconciliations.draw(order(desk), branch_id=policy.branch_id, month=last)
    reconciliations.explain(found.pk, order(desk, reason="分出保费于次月起保日入账，次月自行抵平"))
    closed = reconciliations.close(found.pk, order(actor_at("FN_CHECK", "350593")))
    assert (closed.state, closed.note) == (months.CLOSED, "分出保费于次月起保日入账，次月自行抵平")
    client = signed_in("UW_RI", UWC)
    urls = [
        reverse("underwriting:reconciliations"),
        reverse("underwriting:new_reconciliation"),
        reverse("underwriting:reconciliation", kwargs={"pk": found.pk}),
        reverse("underwriting:reconciliation_behind", args=(found.pk, "PRA", months.CEDED)),
        reverse("underwriting:reconciliation_file", kwargs={"pk": found.pk}) + "?export=xlsx",
    ]
    assert [client.get(url).status_code for url in urls] == [200] * 5


@pytest.mark.req("PRO-21")
def test_whoever_drew_the_figures_does_not_close_the_month() -> None:
    policy = made.make_property_policy(in_days=0)
    desk = actor_at("UW_RI", UWC)
    last = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    Movement.objects.filter(policy=policy).update(booked_on=last)
    found = reconciliations.draw(order(desk), branch_id=policy.branch_id, month=last)
    reconciliations.explain(found.pk, order(desk, reason="无差异"))
    checker = actor_at("FN_CHECK", "350593")
    BookReconciliation.objects.filter(pk=found.pk).update(drawn_by_id=checker.staff_id)
    with pytest.raises(SegregationConflict), nothing_changed():
        reconciliations.close(found.pk, order(checker))


@pytest.mark.req("PRO-09")
def test_a_master_programme_is_agreed_by_two_and_its_proposals_are_written_under_it() -> None:
    proposal = made.make_property_proposal(state=DRAFT, in_days=0)
    today = timezone.localdate()
    values = {
        "name": "闽南纺织集团统保",
        "customer": party(proposal.holder_id).number,
        "lines": ["PRA", "PLL"],
        "terms": "费率 1.1‰，免赔额5万元，按季缴费",
        "ends_on": str(today + timedelta(days=365)),
    }
    underwriter = actor_at("UW_UND3", UWC)
    bad = values | {"ends_on": str(today)}
    with pytest.raises(ChangeRefused), nothing_changed():
        master_programme.propose_programme(order(underwriter, reason="统保"), values=bad, effective_on=today)
    change = master_programme.propose_programme(
        order(underwriter, reason="集团统一投保"), values=values, effective_on=today
    )
    assert not MasterProgramme.objects.exists()
    approve_change(change.pk, order(actor_at("BR_MGR", "350500")))
    found = MasterProgramme.objects.get()
    assert (found.customer_id, found.lines, found.proposed_by_id) == (
        proposal.holder_id,
        ["PRA", "PLL"],
        underwriter.staff_id,
    )
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    master_programme.join_programme(clerk, proposal_id=proposal.pk, programme_id=found.pk)
    policy = made.issue_property(proposal)
    assert own_policies(actor_at("UW_ISSUE", FENGZE), found) == [policy]
    elsewhere = written_elsewhere(actor_at("UW_ISSUE", "350582"), found)
    assert [(row.policies, row.premium) for row in elsewhere] == [(1, D("95400.00"))]
    client = signed_in("UW_UND3", UWC)
    urls = [
        reverse("underwriting:master_programmes"),
        reverse("underwriting:master_programme", kwargs={"pk": found.pk}),
        f"{reverse('underwriting:propose_master')}?programme={found.pk}",
        reverse("underwriting:proposal", kwargs={"pk": proposal.pk}),
    ]
    assert [client.get(url).status_code for url in urls] == [200] * 4
    assert found.number in client.get(urls[3]).content.decode()


@pytest.mark.req("PRO-09", "CUS-01")
def test_a_programme_of_a_merged_record_is_offered_to_the_customer() -> None:
    proposal = made.make_property_proposal(state=DRAFT, in_days=0)
    today = timezone.localdate()
    holder = Party.objects.get(pk=proposal.holder_id)
    values = {"name": "统保", "customer": holder.number, "lines": ["PRA"], "terms": "费率 1.1‰"}
    values["ends_on"] = str(today + timedelta(days=365))
    underwriter = order(actor_at("UW_UND3", UWC), reason="集团统一投保")
    change = master_programme.propose_programme(underwriter, values=values, effective_on=today)
    approve_change(change.pk, order(actor_at("BR_MGR", "350500")))
    survivor = Party.objects.exclude(pk=holder.pk).filter(kind=holder.kind).earliest("pk")
    Proposal.objects.filter(pk=proposal.pk).update(holder_id=survivor.pk, insured_id=survivor.pk)
    proposal.refresh_from_db()
    assert offered(proposal) == []
    Party.objects.filter(pk=survivor.pk).update(same_as=[holder.pk])
    assert offered(proposal) == [MasterProgramme.objects.get()]


@pytest.mark.req("PRO-09")
def test_a_programme_of_another_customer_is_refused() -> None:
    proposal = made.make_property_proposal(state=DRAFT)
    other = MasterProgramme(
        number="MUNI1",
        name="他人项目",
        customer_id=proposal.holder_id + 999_999,
        customer_name="他人",
        lines=["PRA"],
        effective=(date(2020, 1, 1), date(2099, 1, 1)),
        approved_by_id=actor_at("BR_MGR", "350500").staff_id,
    )
    other.set_unit(proposal.unit)
    other.save()
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    with pytest.raises(InvalidEntry), nothing_changed():
        master_programme.join_programme(clerk, proposal_id=proposal.pk, programme_id=other.pk)


@pytest.mark.req("REI-14")
def test_persons_insured_at_one_place_stand_beside_their_limit() -> None:
    """Two groups in one building, eleven million together: one million is above the limit of ten."""
    AccumulationLimit.objects.update_or_create(
        event="people",
        area="",
        defaults={"lines": ["GPA"], "amount": D(10_000_000), "effective": (date(2020, 1, 1), None)},
    )
    policies = [made.make_property_policy(in_days=0) for _one in range(2)]
    for policy, amount, heads in zip(policies, ("6000000", "5000000"), (60, 50), strict=True):
        content = {"address": "东海路1号宿舍", "groups": [{"heads": heads}]}
        Proposal.objects.filter(pk=policy.proposal_id).update(content=content, line_sum_insured=D(amount))
        Policy.objects.filter(pk=policy.pk).update(line="GPA")
    (found,) = people_at_places(actor_at("UW_RI", UWC), timezone.localdate())
    assert (found.place, found.policies, found.persons, found.sum_insured, found.above) == (
        "东海路1号宿舍",
        2,
        110,
        D("11000000.00"),
        D("1000000.00"),
    )
    page = signed_in("UW_RI", UWC).get(reverse("underwriting:accumulation")).content.decode()
    assert "东海路1号宿舍" in page


@pytest.mark.req("PRO-21")
def test_only_ended_months_since_the_first_business_are_offered_and_reconciled() -> None:
    policy = made.make_property_policy(in_days=0)
    this = timezone.localdate().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    before = (last - timedelta(days=1)).replace(day=1)
    desk = actor_at("UW_RI", UWC)
    with pytest.raises(InvalidEntry) as refused, nothing_changed():
        reconciliations.draw(order(desk), branch_id=policy.branch_id, month=last)
    assert refused.value.field == "month"
    client, url = signed_in("UW_RI", UWC), reverse("underwriting:new_reconciliation")
    assert client.get(url).context["form"].fields["month"].choices == []
    Movement.objects.filter(policy=policy).update(booked_on=before)
    form = client.get(url).context["form"]
    assert [value for value, _label in form.fields["month"].choices] == [f"{last}", f"{before}"]
    sent = {"command_key": str(form.initial["command_key"]), "month": f"{last}"}
    with nothing_changed():
        assert client.post(url, sent | {"month": f"{this}"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    form = client.get(url).context["form"]
    assert [value for value, _label in form.fields["month"].choices] == [f"{before}"]
