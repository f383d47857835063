"""No policy before the premium, its approved exemptions, and instalments to their end (ISS-03, domain 5.8, 9.8)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archives.public import documents_of
from core.jobs.drain import drain
from core.models import WorkItem
from core.money import net_of_tax
from core.workflow.refusals import AboveAuthority, NotPossible, SegregationConflict
from finance.models import Payable, PremiumIncome, Receivable, VoucherLine
from finance.services.premium import recognise_premium
from finance.services.receipts import void_receipt
from organisation.models import Unit
from organisation.public import system_actor
from tests.factories import endorsements
from tests.factories import exemptions as made
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Cession, Endorsement, Instalment, Policy, PremiumExemption, Proposal
from underwriting.rules.book_reconciliation import PREMIUM
from underwriting.rules.instalments import Instalment as Payment
from underwriting.selectors.book_reconciliation import OnPolicy, behind
from underwriting.selectors.cover import cover_in_force
from underwriting.selectors.written_premium import premium_of_year
from underwriting.services import endorsing, exempting, instalments
from underwriting.services.instalments import propose_ending, send_notice
from underwriting.services.refusals import InvalidEntry
from underwriting.tasks.instalments import _fall_due, _remind

D = Decimal
pytestmark = pytest.mark.req("ISS-03")


def states(proposal: Proposal) -> list[str]:
    return list(proposal.instalments.order_by("place").values_list("state", flat=True))


def test_without_money_and_without_exemption_no_policy_is_issued() -> None:
    proposal = made.make_due()
    with nothing_changed(), pytest.raises(NotPossible):
        made.issued(proposal)


def test_an_approved_plan_makes_one_item_due_for_each_payment_and_the_first_comes_before_the_issue() -> None:
    """40/30/30 of 100,000: the policy is issued after the first; the others stay owed."""
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    assert [(one.instalment, one.amount) for one in made.dues(proposal)] == [
        (1, D("40000.00")),
        (2, D("30000.00")),
        (3, D("30000.00")),
    ]
    proposal.refresh_from_db()
    assert proposal.state == "approved"
    with nothing_changed(), pytest.raises(NotPossible):
        made.issued(proposal)
    made.paid(made.dues(proposal)[0])
    proposal.refresh_from_db()
    assert (proposal.state, states(proposal)) == ("issuable", ["paid", "planned", "planned"])
    policy = made.issued(proposal)
    assert set(policy.instalments.values_list("document_number", flat=True)) == {policy.number}


def test_later_instalments_are_owed_from_the_start_of_cover_and_clear_what_is_owed() -> None:
    """JE-03, JE-04: the whole premium is income at the start; what has not come in is receivable."""
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.issued(proposal)
    income = PremiumIncome.objects.get(document_id=policy.pk, document_kind="underwriting.policy")
    tomorrow = timezone.now() + timedelta(days=1)
    recognise_premium(income.pk, order(system_actor("ledger", unit_id=policy.unit_id), at=tomorrow))
    assert balance("1122") == D("60000.00")
    receipt = made.paid(made.dues(proposal)[0])
    assert (balance("1122"), states(proposal)) == (D("30000.00"), ["paid", "paid", "planned"])
    void_receipt(receipt.pk, order(actor_at("SUB_MGR", made.FENGZE), reason="重复入账"))
    drain(reraise=True)
    assert (balance("1122"), states(proposal)) == (D("60000.00"), ["paid", "planned", "planned"])


def balance(code: str) -> Decimal:
    lines = VoucherLine.objects.filter(account__code=code)
    return sum((line.debit - line.credit for line in lines), D(0))


def test_the_receipt_on_which_the_policy_was_issued_stays() -> None:
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    receipt = made.paid(made.dues(proposal)[0])
    made.issued(proposal)
    with nothing_changed(), pytest.raises(NotPossible):
        void_receipt(receipt.pk, order(actor_at("SUB_MGR", made.FENGZE), reason="重复入账"))


def test_a_premium_of_the_treasury_may_come_after_the_issue() -> None:
    proposal = made.make_due()
    made.approved(made.asked(proposal, "GOV_FISCAL", grounds="财政集中支付"))
    proposal.refresh_from_db()
    assert proposal.state == "issuable"
    policy = made.begun(made.issued(proposal))
    cover = cover_in_force(policy.pk, timezone.now() + timedelta(days=2))
    assert cover is not None
    assert cover.paid
    receipt = made.paid(made.dues(proposal)[0])
    assert proposal.sections.get().paid_at is not None
    void_receipt(receipt.pk, order(actor_at("SUB_MGR", made.FENGZE), reason="重复入账"))
    drain(reraise=True)
    assert proposal.sections.get().paid_at is None


def test_who_asks_does_not_decide_and_authority_is_measured_by_what_comes_later() -> None:
    found = made.asked(made.make_due())
    PremiumExemption.objects.filter(pk=found.pk).update(requested_by_id=actor_at("UW_DIR", made.UWC).staff_id)
    with nothing_changed(), pytest.raises(SegregationConflict):
        made.approved(found)
    PremiumExemption.objects.filter(pk=found.pk).update(requested_by_id=None, later=D("100000.00"))
    with nothing_changed(), pytest.raises(AboveAuthority):
        made.approved(found, "UW_UND3")


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"code": "BECAUSE"}, "code"),
        ({"grounds": "  "}, "grounds"),
        ({"evidence": b""}, "evidence"),
        ({"payments": ()}, "payments"),
        ({"payments": (Payment(D(10000), made.days(0)), Payment(D(90000), made.days(60)))}, "payments"),
        ({"code": "GOV_FISCAL", "payments": (Payment(D(100000), made.days(0)),)}, "payments"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(over: dict, field: str) -> None:
    """10/90: the first instalment is too small."""
    proposal = made.make_due()
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.asked(proposal, **over)
    assert refused.value.field == field


@pytest.mark.req("FIN-05")
def test_the_list_of_business_without_credit_holds() -> None:
    """9.9: a premium of 50,000 or less, a household, a customer with arrears."""
    small = made.make_due(premium="50000")
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(small, payments=made.plan("25000", "25000"))
    household = made.make_due(line="HHP", product="HHP")
    with nothing_changed(), pytest.raises(InvalidEntry):
        made.asked(household)
    owing = made.make_due()
    Receivable.objects.filter(document_id=small.sections.get().pk).update(due_on=made.days(-1))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.asked(owing)
    assert "50,000.00" in refused.value.message


def test_a_motor_policy_is_never_exempted() -> None:
    """9.8: motor always needs the money."""
    proposal = made.made.make_decided()
    assert proposal.state == "approved"
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        made.asked(proposal, "GOV_FISCAL")
    assert refused.value.field == "code"


def test_a_withdrawn_plan_makes_the_whole_premium_due_again() -> None:
    proposal = made.make_due()
    found = made.approved(made.asked(proposal))
    clerk = order(actor_at("UW_ISSUE", made.FENGZE), reason="客户改为一次付清")
    assert exempting.withdraw_exemption(found.pk, clerk).state == "withdrawn"
    assert [(one.instalment, one.amount) for one in made.dues(proposal)] == [(1, D("100000.00"))]
    assert states(proposal) == ["cancelled", "cancelled", "cancelled"]


def test_after_the_first_payment_the_plan_stays() -> None:
    proposal = made.make_due()
    found = made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    clerk = order(actor_at("UW_ISSUE", made.FENGZE), reason="客户改为一次付清")
    with nothing_changed(), pytest.raises(NotPossible):
        exempting.withdraw_exemption(found.pk, clerk)


def test_an_overdue_instalment_is_chased_to_the_ending_that_the_clause_allows() -> None:
    """9.9: reminded before, overdue the day after, a notice with time to pay, then an ending is asked for."""
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.begun(made.issued(proposal))
    second = Instalment.objects.get(policy=policy, place=2)
    assert (_remind(made.days(53)), _fall_due(made.days(60))) == (1, 0)
    assert _fall_due(made.days(61)) == 1
    seller = actor_at("SALES", made.FENGZE)
    at = timezone.now() + timedelta(days=61)
    noticed = send_notice(second.pk, order(seller, at=at))
    assert (noticed.state, noticed.pay_until) == ("noticed", made.days(121))
    drain(reraise=True)
    assert [one.kind for one in documents_of("underwriting.instalment", second.pk, seller)] == ["arrears_notice"]
    early = order(seller, at=at + timedelta(days=60))
    with nothing_changed(), pytest.raises(NotPossible):
        propose_ending(second.pk, early, delivery="EMS 1098", scan=scan())
    late = order(seller, at=at + timedelta(days=61))
    ending = propose_ending(second.pk, late, delivery="EMS 1098", scan=scan())
    asked = Endorsement.objects.get(policy=policy)
    assert (ending.state, ending.endorsement_id, asked.kind) == ("ending", asked.pk, "end_insurer")


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_when_the_ending_is_not_made_the_instalment_is_chased_on_and_may_end_the_policy_later(how: str) -> None:
    """9.9: the payment is still owed, so it stands before its chaser again."""
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.begun(made.issued(proposal))
    _fall_due(made.days(61))
    second = Instalment.objects.get(policy=policy, place=2)
    seller, at = actor_at("SALES", made.FENGZE), timezone.now() + timedelta(days=122)
    send_notice(second.pk, order(seller, at=timezone.now() + timedelta(days=61)))
    propose_ending(second.pk, order(seller, at=at), delivery="EMS 1098", scan=scan())
    asked = Endorsement.objects.get(policy=policy)
    if how == "withdrawn":
        endorsing.withdraw_endorsement(asked.pk, order(seller, at=at, reason="客户承诺付款"))
    else:
        Endorsement.objects.filter(pk=asked.pk).update(state="uw_queue")
        director = actor_at("UW_DIR", made.UWC)
        endorsing.decline_endorsement(asked.pk, order(director, at=at, reason="再给一次付款机会"))
    second.refresh_from_db()
    assert second.state == "noticed"
    assert (
        WorkItem.objects.filter(subject_kind="underwriting.instalment", subject_id=second.pk, done_at=None).count() == 1
    )
    again = propose_ending(second.pk, order(seller, at=at), delivery="EMS 1099", scan=scan())
    assert (again.state, again.endorsement_id > asked.pk) == ("ending", True)


def test_an_instalment_paid_during_the_notice_ends_the_chase() -> None:
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.begun(made.issued(proposal))
    _fall_due(made.days(61))
    second = instalments.Instalment.objects.get(policy=policy, place=2)
    send_notice(second.pk, order(actor_at("SALES", made.FENGZE)))
    made.paid(made.dues(proposal)[0])
    second.refresh_from_db()
    assert second.state == "paid"


@pytest.mark.req("END-04")
def test_a_surrender_sets_off_what_is_still_owed() -> None:
    """A3: of 100,000 in instalments 40,000 came in; what is not earned clears the 60,000 first, the rest goes back."""
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.begun(made.issued(proposal))
    done = endorsements.issued(policy, "end_holder", ground="wish")
    payable = Payable.objects.get(purpose="refund")
    assert (done.set_off, payable.amount) == (D("60000.00"), done.refund)
    earned = D("100000.00") - D("60000.00") - done.refund
    year = timezone.localdate(policy.created_at).year
    assert premium_of_year(policy.branch_id, year) + premium_of_year(policy.branch_id, year + 1) == earned
    drain(reraise=True)
    rate = D("0.06")
    ceded = net_of_tax(D("100000"), rate)[0] - net_of_tax(D("100000") - earned, rate)[0]
    assert Cession.objects.get(policy=policy, superseded_at=None).premium == ceded
    unpaid = net_of_tax(done.refund, rate)[0]  # booked when it is paid out
    assert [(one.business, one.booked) for one in _premium_of_month(policy)] == [(ceded, ceded + unpaid)]
    assert (balance("1122"), made.dues(proposal)) == (D("0.00"), [])
    assert states(proposal) == ["paid", "cancelled", "cancelled"]


def _premium_of_month(policy: Policy) -> list[OnPolicy]:
    """Premium of the month of the change, as underwriting knows it and as it is booked."""
    branch, month = Unit.objects.get(pk=policy.branch_id), timezone.localdate().replace(day=1)
    return behind(branch, month, line=policy.line, measure=PREMIUM)


@pytest.mark.req("END-03")
def test_a_policy_on_credit_is_void_before_its_start_without_money() -> None:
    """Nothing came in, nothing goes back; what was due is due no more."""
    proposal = made.make_due()
    made.approved(made.asked(proposal, "GOV_FISCAL"))
    policy = made.issued(proposal)
    done = endorsements.issued(policy, "void", at=timezone.now(), ground="error", ground_note="承保险别录入错误")
    policy.refresh_from_db()
    assert (policy.state, done.refund, made.dues(proposal)) == ("voided", D("0.00"), [])
    assert not Payable.objects.exists()


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(settings: Any) -> Any:
    """The issuing clerk of the sub-branch in the browser."""
    settings.DEMO = True
    return signed_in("UW_ISSUE", made.FENGZE)


def typed(**over: str) -> dict[str, str]:
    given = {"command_key": str(uuid4()), "code": "INSTALMENT_APPROVED", "grounds": "客户按季结算货款"}
    for place, one in enumerate(made.plan("40000", "30000", "30000"), start=1):
        given |= {f"amount_{place}": str(one.amount), f"due_{place}": one.due_on.isoformat()}
    return given | over


def test_the_request_is_made_in_the_browser_with_faults_shown_while_typing(clerk: Any) -> None:
    proposal = made.make_due()
    page = reverse("underwriting:new_exemption", kwargs={"pk": proposal.pk})
    assert page in clerk.get(reverse("underwriting:proposal", kwargs={"pk": proposal.pk})).content.decode()
    assert clerk.get(page).status_code == 200
    check = reverse("underwriting:exemption_check", kwargs={"pk": proposal.pk})
    assert (
        "The first instalment is too small."
        in clerk.post(check, typed(amount_1="10000", amount_2="45000", amount_3="45000")).content.decode()
    )
    assert "This can be asked for." in clerk.post(check, typed()).content.decode()
    evidence = SimpleUploadedFile("agreement.jpg", scan(), content_type="image/jpeg")
    refused = clerk.post(page, typed(amount_3="20000"))
    assert refused.status_code == 422
    answer = clerk.post(page, typed() | {"evidence": evidence})
    found = PremiumExemption.objects.get()
    assert answer.url == reverse("underwriting:exemption", kwargs={"pk": found.pk})
    assert clerk.get(answer.url).status_code == 200
    assert found.number in clerk.get(reverse("underwriting:exemptions")).content.decode()


def test_instalments_are_listed_filtered_and_exported(clerk: Any) -> None:
    proposal = made.make_due()
    made.approved(made.asked(proposal))
    made.paid(made.dues(proposal)[0])
    policy = made.issued(proposal)
    url = reverse("underwriting:instalments")
    assert clerk.get(url).content.decode().count(f"{policy.number}-") >= 3
    assert f"{policy.number}-2" not in clerk.get(url, {"when": "late"}).content.decode()
    first = Instalment.objects.get(policy=policy, place=1)
    assert clerk.get(reverse("underwriting:instalment", kwargs={"pk": first.pk})).status_code == 200
    assert f"{policy.number}-2" in clerk.get(reverse("underwriting:policy", kwargs={"pk": policy.pk})).content.decode()
    assert clerk.get(url, {"export": "xlsx", "purpose": "business"}).status_code == 200
