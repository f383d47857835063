"""Endorsements that cost more and are issued before their premium: one exemption for both, in the books from the issue
on (ISS-03, domain 5.8, 9.8, 9.9)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.jobs.drain import drain
from core.workflow.refusals import AboveAuthority, NotPossible, SegregationConflict
from finance.models import Payable, PremiumIncome, Receivable, VoucherLine
from finance.public import overdue_of, policy_money
from finance.rules.payables import Purpose
from finance.selectors.unearned import to_measure
from finance.services.premium import recognise_premium
from finance.services.receipts import void_receipt
from organisation.models import Unit
from organisation.public import system_actor
from tests.factories import endorsements as made
from tests.factories import exemptions
from tests.factories.credit import credit
from tests.factories.lines import PROPERTY, make_line_policy
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Instalment, Policy, PremiumExemption
from underwriting.rules.instalments import Instalment as Payment
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.services import endorsement_issue, endorsing, exempting
from underwriting.services.refusals import InvalidEntry, PolicyNotChangeable
from underwriting.tasks.instalments import _fall_due

D = Decimal
pytestmark = pytest.mark.req("ISS-03")


def running() -> Policy:
    """A property policy in force, its premium income in the books."""
    policy = make_line_policy("PRB", PROPERTY)
    for income in PremiumIncome.objects.filter(state="waiting"):
        recognise_premium(income.pk, order(system_actor("ledger", unit_id=income.unit_id), at=made.later()))
    return policy


def dearer(policy: Policy, delta: str = "60000") -> Endorsement:
    """Approved, and it costs more: what was worked out is set here, so that amounts are round."""
    items = [row | {"value": "9000000"} for row in PROPERTY["items"]]  # type: ignore[attr-defined]
    found = made.entered(policy, "sum_insured", content={"items": items})
    Endorsement.objects.filter(pk=found.pk).update(delta=D(delta))
    return made.approved(Endorsement.objects.get(pk=found.pk), "UW_DIR")


def asked(change: Endorsement, code: str = "GOV_FISCAL", **over: Any) -> PremiumExemption:
    given: dict[str, Any] = {
        "endorsement_id": change.pk,
        "code": code,
        "grounds": "财政集中支付，随批单后付",
        "payments": plan("30000", "20000", "10000") if code == "INSTALMENT_APPROVED" else (),
        "evidence": made.scan(),
    }
    data = exempting.ExemptionData(**(given | over))
    return exempting.request_exemption(made.by("UW_ISSUE"), data=data)


def plan(*amounts: str) -> tuple[Payment, ...]:
    return tuple(Payment(D(amount), exemptions.days(2 + 60 * place)) for place, amount in enumerate(amounts))


def allowed(found: PremiumExemption, post: str = "UW_DIR") -> Endorsement:
    exempting.approve_exemption(found.pk, made.by(post, made.UWC, reason="同意"))
    return Endorsement.objects.get(pk=found.endorsement_id)


def issued(change: Endorsement) -> Endorsement:
    done = endorsement_issue.issue_endorsement(change.pk, made.by("UW_ISSUE"))
    drain(reraise=True)
    return done


def dues(change: Endorsement) -> list[Receivable]:
    """What is open of the change."""
    of_policy = Receivable.objects.filter(state="due", case_ref=f"underwriting.section:{change.policy.section_id}")
    return list(of_policy.order_by("instalment"))


def balance(code: str) -> Decimal:
    lines = VoucherLine.objects.filter(account__code__startswith=code)
    return sum((line.debit - line.credit for line in lines), D(0))


def test_an_endorsement_that_the_treasury_pays_for_is_issued_before_its_premium() -> None:
    """JE-03, JE-04: 60,000.00 are income and owed from the issue on: 56,603.77 and 3,396.23 of tax."""
    change = dearer(running())
    owed, income = balance("1122"), balance("6031")
    ready = allowed(asked(change))
    assert (ready.state, [one.amount for one in dues(change)]) == ("paid", [D("60000.00")])
    done = issued(ready)
    assert done.state == "effective"
    assert (balance("1122") - owed, income - balance("6031")) == (D("60000.00"), D("56603.77"))
    exemptions.paid(dues(change)[0])
    assert (balance("1122") - owed, income - balance("6031")) == (D("0.00"), D("56603.77"))


def test_instalments_of_a_change_go_the_way_of_those_of_a_policy() -> None:
    """The first comes before the issue; the others are owed and chased under the number of the policy."""
    policy = running()
    change = allowed(asked(dearer(policy), "INSTALMENT_APPROVED"))
    assert (change.state, [one.amount for one in dues(change)]) == ("approved", [D(30000), D(20000), D(10000)])
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(change.pk, made.by("UW_ISSUE"))
    owed = balance("1122")
    exemptions.paid(dues(change)[0])
    change.refresh_from_db()
    assert change.state == "paid"
    issued(change)
    assert balance("1122") - owed == D("30000.00")
    agreed = Instalment.objects.filter(policy=policy).order_by("place")
    assert list(agreed.values_list("state", flat=True)) == ["paid", "planned", "planned"]
    assert _fall_due(exemptions.days(63)) == 1
    late = agreed[1]
    assert (late.state, str(late)) == ("overdue", f"{policy.number}-{late.place}")


def test_nobody_chases_a_plan_whose_endorsement_is_not_issued() -> None:
    allowed(asked(dearer(running()), "INSTALMENT_APPROVED"))
    assert _fall_due(exemptions.days(63)) == 0


def test_a_receipt_for_what_is_owed_can_be_voided_on_its_day() -> None:
    change = issued(allowed(asked(dearer(running()))))
    owed = balance("1122")
    receipt = exemptions.paid(dues(change)[0])
    void_receipt(receipt.pk, order(actor_at("SUB_MGR", made.FENGZE), reason="重复入账"))
    drain(reraise=True)
    change.refresh_from_db()
    assert (balance("1122"), change.state, len(dues(change))) == (owed, "effective", 1)


def test_what_a_change_adds_on_credit_is_earned_over_its_own_days() -> None:
    """Half of the period after the issue the unearned part is that of the days left, as for a paid addition."""
    policy = running()
    change = issued(allowed(asked(dearer(policy))))
    income = PremiumIncome.objects.get(document_kind=POLICY_KIND, document_id=policy.pk)
    on = change.effective_on + timedelta(days=99)
    branch = Unit.objects.get(pk=policy.branch_id)
    targets = {one.income.pk: one.target for _group, rows in to_measure(branch, on) for one in rows}
    own, more = income.net, D("56603.77")
    left, days = (policy.end_on - on).days, (policy.end_on - policy.start_on).days + 1
    expected = own * left / days + more * left / ((policy.end_on - change.effective_on).days + 1)
    assert abs(targets[income.pk] - expected) <= D("0.02")


def test_what_is_owed_for_a_change_counts_when_the_policy_ends() -> None:
    """5.9: receivables are offset: what is owed is known with the rest of the premium."""
    policy = running()
    before = policy_money(POLICY_KIND, policy.pk)
    issued(allowed(asked(dearer(policy))))
    after = policy_money(POLICY_KIND, policy.pk)
    assert (after.owed - before.owed, after.refundable - before.refundable) == (D("60000.00"), D("0.00"))


def test_a_withdrawn_exemption_makes_the_premium_due_before_the_issue_again() -> None:
    found = asked(dearer(running()))
    change = allowed(found)
    assert exempting.withdraw_exemption(found.pk, made.by("UW_ISSUE", reason="客户改为先付")).state == "withdrawn"
    change.refresh_from_db()
    assert (change.state, change.on_credit, change.exempted_at) == ("approved", {}, None)
    assert [one.amount for one in dues(change)] == [D("60000.00")]
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(change.pk, made.by("UW_ISSUE"))
    assert made.settled(change).state == "paid"


def test_after_the_first_instalment_the_plan_stays() -> None:
    found = asked(dearer(running()), "INSTALMENT_APPROVED")
    change = allowed(found)
    exemptions.paid(dues(change)[0])
    with nothing_changed(), pytest.raises(NotPossible):
        exempting.withdraw_exemption(found.pk, made.by("UW_ISSUE", reason="客户改为先付"))


def test_what_the_treasury_paid_already_is_not_asked_for_once_more() -> None:
    """The exemption stays once its money is there: a second item would be due beside the paid one."""
    found = asked(dearer(running()))
    change = allowed(found)
    exemptions.paid(dues(change)[0])
    with nothing_changed(), pytest.raises(NotPossible):
        exempting.withdraw_exemption(found.pk, made.by("UW_ISSUE", reason="客户改为先付"))
    assert dues(change) == []


def back(change: Endorsement) -> Endorsement:
    account = made.claims.account_of(change.policy.holder_id)
    command = made.by("FN_AR", made.FINANCE, reason="客户不再需要")
    return endorsing.give_back(change.pk, command, account_token=account)


def returned(change: Endorsement) -> list[Decimal]:
    """What goes back of the document on which the premium of the change is due."""
    owed = Payable.objects.filter(claim_id=change.policy.section_id, purpose=Purpose.ADVANCE_RETURN.value)
    return list(owed.order_by("pk").values_list("indemnity", flat=True))


def test_money_of_an_exempted_endorsement_goes_back_before_it_ends() -> None:
    """It came in between the exemption and the issue: nobody withdraws the endorsement and leaves the money behind."""
    change = allowed(asked(dearer(running())))
    with nothing_changed(), pytest.raises(PolicyNotChangeable):
        back(change)
    exemptions.paid(dues(change)[0])
    with nothing_changed(), pytest.raises(NotPossible):
        endorsing.withdraw_endorsement(change.pk, made.by("SALES", reason="客户不再需要"))
    assert back(change).state == "voided"
    assert (returned(change), dues(change)) == ([D("60000.00")], [])


def test_every_instalment_that_came_in_goes_back_and_the_others_are_due_no_more() -> None:
    found = asked(dearer(running()), "INSTALMENT_APPROVED")
    change = allowed(found)
    first, second, _third = dues(change)
    exemptions.paid(first)
    exemptions.paid(second)
    assert back(change).state == "voided"
    assert (returned(change), dues(change)) == ([D("30000.00"), D("20000.00")], [])
    found.refresh_from_db()
    assert found.state == "withdrawn"


def test_premium_of_a_change_is_overdue_only_once_it_is_issued() -> None:
    """Nobody owes what nothing was issued for: it stands against no instalments, and in no scorecard."""
    policy = running()
    change = allowed(asked(dearer(policy)))
    late = exemptions.days(300)
    assert overdue_of(policy.holder_id, late) == D("0.00")
    issued(change)
    assert overdue_of(policy.holder_id, late) == D("60000.00")


def test_credit_that_was_lost_since_is_asked_for_again_at_the_issue() -> None:
    """10.3: between the exemption and the issue the customer came down to grade C."""
    change = allowed(asked(dearer(running()), "BANK_ACCEPTANCE"))
    credit(change.policy.proposal, grade="C")
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(change.pk, made.by("UW_ISSUE"))


def test_nothing_is_issued_on_an_item_that_is_due_no_more() -> None:
    change = allowed(asked(dearer(running())))
    Receivable.objects.filter(pk=dues(change)[0].pk).update(state="cancelled")
    with nothing_changed(), pytest.raises(NotPossible):
        endorsement_issue.issue_endorsement(change.pk, made.by("UW_ISSUE"))


def test_a_withdrawn_endorsement_takes_exemption_plan_and_dues_along() -> None:
    found = asked(dearer(running()), "INSTALMENT_APPROVED")
    change = allowed(found)
    endorsing.withdraw_endorsement(change.pk, made.by("SALES", reason="客户不再需要"))
    found.refresh_from_db()
    states = set(Instalment.objects.filter(exemption=found).values_list("state", flat=True))
    assert (found.state, states, dues(change)) == ("withdrawn", {"cancelled"}, [])


def test_an_exempted_endorsement_is_withdrawn_as_nothing_was_paid() -> None:
    change = allowed(asked(dearer(running())))
    assert endorsing.withdraw_endorsement(change.pk, made.by("SALES", reason="客户不再需要")).state == "voided"
    assert dues(change) == []


def test_who_asks_does_not_decide_and_authority_is_measured_by_what_comes_later() -> None:
    found = asked(dearer(running()))
    PremiumExemption.objects.filter(pk=found.pk).update(requested_by_id=actor_at("UW_DIR", made.UWC).staff_id)
    with nothing_changed(), pytest.raises(SegregationConflict):
        allowed(found)
    PremiumExemption.objects.filter(pk=found.pk).update(requested_by_id=None)
    with nothing_changed(), pytest.raises(AboveAuthority):
        allowed(found, "UW_UND3")


def test_motor_and_what_is_not_approved_are_never_asked_for() -> None:
    motor = made.approved(made.entered(made.running(), "limit", {"cover.MTP.limit": "2000000"}))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        asked(motor)
    assert refused.value.field == "code"
    made.settled(motor)
    with nothing_changed(), pytest.raises(NotPossible):
        asked(motor)


def test_the_first_instalment_of_a_change_is_due_before_it_holds() -> None:
    change = dearer(running())
    late = (Payment(D(30000), exemptions.days(9)), Payment(D(30000), exemptions.days(60)))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        asked(change, "INSTALMENT_APPROVED", payments=late)
    assert refused.value.field == "payments"


def test_the_page_of_the_endorsement_leads_to_the_request_and_shows_it(settings: Any) -> None:
    settings.DEMO = True
    change = dearer(running())
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    url = reverse("underwriting:new_endorsement_exemption", args=[change.pk])
    assert url in clerk.get(reverse("underwriting:endorsement", args=[change.pk])).content.decode()
    form = clerk.get(url).context["form"]
    sent = {
        "command_key": form["command_key"].value(),
        "code": "GOV_FISCAL",
        "grounds": "财政集中支付",
        "evidence": SimpleUploadedFile("scan.jpg", made.scan(), content_type="image/jpeg"),
    }
    answer = clerk.post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    found = PremiumExemption.objects.get(endorsement=change)
    page = clerk.get(reverse("underwriting:exemption", args=[found.pk])).content.decode()
    assert change.number in page
    assert found.number in clerk.get(reverse("underwriting:endorsement", args=[change.pk])).content.decode()
    assert change.number in clerk.get(reverse("underwriting:exemptions")).content.decode()
