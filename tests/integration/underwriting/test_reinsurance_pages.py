"""Programme by four eyes, losses passed on in time, accounts settled net, and every page of reinsurance."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.jobs.drain import drain
from core.models import WorkItem
from finance.models import VoucherLine
from organisation.public import ChangeRefused, approve_change
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import LossAdvice, Movement, ReinsuranceAccount, RetentionTable, Treaty
from underwriting.public import LossExperience, record_loss_experience
from underwriting.rules.reinsurance import account as accounts
from underwriting.rules.reinsurance import advice
from underwriting.services import loss_advice, programme, reinsurance_account
from underwriting.services.cession_queue import Change, cede_later
from underwriting.services.reinsurance_refusals import NothingToAccount

D = Decimal


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


TOMORROW = timedelta(days=1)


def balance(code: str) -> Decimal:
    found = VoucherLine.objects.filter(account__code=code).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (found["debit"] or D(0)) - (found["credit"] or D(0))


def tell(policy: object, incurred: str, *, closed: bool = False) -> LossAdvice:
    loss = LossExperience(
        policy_id=policy.pk,  # type: ignore[attr-defined]
        claim_number="C-RI-1",
        occurred_on=timezone.localdate(),
        incurred=D(incurred),
        at_fault=False,
        closed=closed,
    )
    record_loss_experience(order(made.clock(policy)), loss)  # type: ignore[arg-type]
    drain(reraise=True)
    return LossAdvice.objects.get(claim_number="C-RI-1")


@pytest.mark.req("REI-10", "DUT-42")
def test_a_large_loss_is_passed_on_the_same_day_and_recovered_when_it_is_paid() -> None:
    """Kept 16 of 60 million, fire of 3 million: 200,000 quota share, 2,000,000 surplus, nothing to the excess layer."""
    policy = made.make_property_policy(in_days=0)
    small = tell(policy, "300000")
    assert (small.state, small.ceded) == (advice.WATCHED, D("220000.00"))
    large = tell(policy, "3000000")
    assert (large.state, large.ceded, large.reserved) == (advice.DUE, D("2200000.00"), D("2200000.00"))
    item = WorkItem.objects.get(subject_kind=advice.ADVICE_KIND, done_at=None)
    assert timezone.localdate(item.due_at) == timezone.localdate()
    assert balance("1212.02") == D("2200000.00")
    passed = loss_advice.pass_on(large.pk, order(actor_at("UW_RI", UWC), reason="出险通知与查勘报告已报省公司"))
    assert (passed.state, passed.told) == (advice.PASSED_ON, D("2200000.00"))
    closed = tell(policy, "2700000", closed=True)
    recovered = Movement.objects.filter(advice=closed).aggregate(total=Sum("amount"))["total"]
    assert (closed.ceded, recovered) == (D("1980000.00"), D("1980000.00"))
    assert (balance("1212.02"), balance("6202")) == (D("0.00"), D("-1980000.00"))


@pytest.mark.req("REI-12")
def test_an_excess_layer_pays_above_its_attachment_of_what_is_kept() -> None:
    """Kept 16 of 60 million of a total loss: 11 million xs 5 million."""
    policy = made.make_property_policy(in_days=0)
    found = tell(policy, "60000000")
    parts = {part["label"]: part["amount"] for part in found.parts}
    assert parts == {
        "QS-PROP-26": "4000000.00",
        "SP-PROP-26": "40000000.00",
        "XL1-PROP-26": "11000000.00",
    }


@pytest.mark.req("REI-11", "DUT-42")
def test_an_account_collects_a_quarter_and_is_settled_net() -> None:
    policy = made.make_property_policy(in_days=0)
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - TOMORROW)
    who = made.reinsurer(0)
    desk = actor_at("UW_RI", UWC)
    with pytest.raises(NothingToAccount), nothing_changed():
        reinsurance_account.prepare_account(
            order(desk), branch_id=policy.branch_id, reinsurer_id=who.party_id, quarter=quarter
        )
    Movement.objects.filter(policy=policy).update(booked_on=quarter)
    account = reinsurance_account.prepare_account(
        order(desk), branch_id=policy.branch_id, reinsurer_id=who.party_id, quarter=quarter
    )
    assert (account.premium, account.commission, account.balance) == (D("3600.00"), D("1260.00"), D("-2340.00"))
    reinsurance_account.send(account.pk, order(desk))
    reinsurance_account.confirm(account.pk, order(desk, reason="来函确认"))
    before = balance("2261")
    settled = reinsurance_account.settle(account.pk, order(actor_at("FN_TREAS", "350593"), reason="银行回单 8812"))
    assert settled.state == accounts.SETTLED
    assert balance("2261") - before == D("3600.00")
    client = signed_in("UW_RI", UWC)
    url = reverse("underwriting:account_statement", kwargs={"pk": account.pk, "form": "xlsx"})
    sheet = load_workbook(BytesIO(client.get(url).content)).active
    assert [row[-1] for row in sheet.iter_rows(min_row=8, values_only=True)] == [1260, 3600]


@pytest.mark.req("REI-12", "REI-14")
def test_treaties_and_retentions_change_by_four_eyes_within_the_law() -> None:
    desk = actor_at("UW_RI", UWC)
    day = timezone.localdate() + timedelta(days=10)
    rows = [{"occupancy": "", "pml_up_to": "1", "retention": "200000000.01"}]
    with pytest.raises(ChangeRefused, match=r"200,000,000\.00"), nothing_changed():
        programme.propose(
            order(desk, reason="2027年自留额调整"),
            kind=programme.RETENTION,
            title="PRA",
            values={"line": "PRA", "rows": rows},
            effective_on=day,
            ends_on=None,
        )
    change = programme.propose(
        order(desk, reason="2027年自留额调整"),
        kind=programme.RETENTION,
        title="PRA",
        values={"line": "PRA", "rows": [{**rows[0], "retention": "25000000"}]},
        effective_on=day,
        ends_on=None,
    )
    approve_change(change.pk, order(actor_at("PROV_UW", "350000")))
    old, new = RetentionTable.objects.filter(line="PRA").order_by("pk")
    assert (old.effective.upper, new.effective.lower, new.source) == (day, day, change.number)
    assert new.proposed_by_id != new.approved_by_id


@pytest.mark.req("REI-12")
def test_a_treaty_is_proposed_on_its_page_with_lines_that_make_the_whole() -> None:
    client = signed_in("UW_RI", UWC)
    found = Treaty.objects.get(code="QS-LIAB-26")
    url = f"{reverse('underwriting:propose_programme', kwargs={'name': 'treaty'})}?treaty={found.pk}"
    form = client.get(url).context["form"]
    sent = {name: "" if value is None else value for name, value in form.initial.items() if value is not None}
    sent |= {"effective_on": str(date(2027, 1, 1)), "reason": "2027年续转", "signed_1": "90"}
    assert client.post(url, sent).status_code == 422
    answer = client.post(url, sent | {"signed_1": "100", "ends_on": "2028-01-01"})
    assert answer.status_code == 302


@pytest.mark.req("DUT-39", "DUT-40")
def test_every_page_of_reinsurance_opens_for_its_post() -> None:
    placed = made.make_property_proposal(sum_insured="240000000")
    case = made.make_placed_cession(placed)
    policy = made.issue_property(placed)
    treaty = Treaty.objects.get(code="SP-PROP-26")
    loss = tell(policy, "3000000")
    client = signed_in("UW_RI", UWC)
    plain = (
        "treaties", "retentions", "cessions", "movements", "accumulation", "ceded_losses", "cession_cases",
        "agreements", "reinsurance_accounts", "new_reinsurance_account",
    )  # fmt: skip
    urls = [reverse(f"underwriting:{name}") for name in plain]
    urls += [
        reverse("underwriting:treaty", kwargs={"pk": treaty.pk}),
        reverse("underwriting:cession_case", kwargs={"pk": case.pk}),
        reverse("underwriting:slip", kwargs={"pk": case.pk}),
        reverse("underwriting:ceded_loss", kwargs={"pk": loss.pk}),
        reverse("underwriting:proposal", kwargs={"pk": placed.pk}),
        reverse("underwriting:policy", kwargs={"pk": policy.pk}) + "?tab=books",
    ]
    urls += [reverse("underwriting:propose_programme", kwargs={"name": name}) for name in ("retention", "reinsurer")]
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    shown = client.get(reverse("underwriting:policy", kwargs={"pk": policy.pk}) + "?tab=books").content.decode()
    assert case.number in shown
    stranger = signed_in("SUB_RP", "350503")
    assert stranger.get(reverse("underwriting:treaties")).status_code == 403


@pytest.mark.req("REI-12")
def test_a_bordereau_tells_the_rows_of_the_issue_from_those_of_an_endorsement() -> None:
    policy = made.make_property_policy(in_days=0)
    change = Change(delta=D("-9540"), sum_insured=D("50000000"), effective_on=timezone.localdate())
    cede_later(policy, order(made.clock(policy)), occasion="EPRA20263505030000009", change=change)
    drain(reraise=True)
    page = signed_in("UW_RI", UWC).get(reverse("underwriting:movements"), {"q": policy.number}).content.decode()
    rows = Movement.objects.filter(policy=policy)
    first, second = rows.filter(cession__number=1).count(), rows.filter(cession__number=2).count()
    assert min(first, second) > 0
    assert page.count(">the issue of the policy<") == first
    assert page.count(">EPRA20263505030000009<") == second


@pytest.mark.req("REI-11")
def test_a_second_account_of_a_quarter_is_refused_with_the_way_to_the_first() -> None:
    policy = made.make_property_policy(in_days=0)
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - TOMORROW)
    Movement.objects.filter(policy=policy).update(booked_on=quarter)
    client, url = signed_in("UW_RI", UWC), reverse("underwriting:new_reinsurance_account")
    form = client.get(url).context["form"]
    assert form.fields["quarter"].choices == [(f"{quarter}", accounts.quarter_in_words(quarter))]
    sent = {"quarter": f"{quarter}", "reinsurer_id": str(made.reinsurer(0).party_id)}
    answer = client.post(url, sent | {"command_key": str(form.initial["command_key"])})
    first = ReinsuranceAccount.objects.get()
    page = reverse("underwriting:reinsurance_account", kwargs={"pk": first.pk})
    assert (answer.status_code, answer["Location"]) == (302, page)
    again = str(client.get(url).context["form"].initial["command_key"])
    Movement.objects.filter(policy=policy, account=first, kind="commission").update(account=None)  # booked too late
    with nothing_changed():
        answer = client.post(url, sent | {"command_key": again})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert f"Account {first.number} of this reinsurer and quarter exists already." in said
    assert f'<a class="ui-code" href="{page}">{first.number}</a>' in said
    second = made.reinsurer(1).party_id
    Movement.objects.filter(reinsurer_id=second).update(booked_on=timezone.localdate())
    with nothing_changed():
        other = client.post(url, sent | {"command_key": again, "reinsurer_id": str(second)})
    assert "Nothing moved with this reinsurer in the quarter." in other.content.decode()


@pytest.mark.req("REI-11")
def test_quarters_are_offered_back_to_the_first_business() -> None:
    found = accounts.ended_quarters(date(2026, 2, 3), date(2026, 11, 23))
    assert found == [date(2026, 7, 1), date(2026, 4, 1), date(2026, 1, 1)]
    assert accounts.ended_quarters(date(2026, 11, 1), date(2026, 11, 23)) == [date(2026, 7, 1)]
