"""Premium goes back to the one who paid it; to the policyholder instead only by the finance director (5.9, LAW-116)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from core.workflow.refusals import Forbidden
from finance.models import Payable, PremiumIncome, Receivable
from finance.public import payer_accounts
from finance.services.premium import recognise_premium
from organisation.public import system_actor
from parties.public import AccountData, PartyFact, add_account
from tests.factories import claims
from tests.factories import endorsements as made
from tests.factories import underwriting as policies
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.services import endorsement_issue, endorsing, issue, life, money

PAYER, PAYER_ID = "陈建国", "350503196203124215"


def paid_by_another() -> Policy:
    """In force, and the receipt says that somebody else paid for the policyholder."""
    proposal = policies.make_decided(compulsory=False)
    section = proposal.sections.get()
    due = Receivable.objects.get(document_kind="underwriting.section", document_id=section.pk)
    policies.enter_receipt([due], payer_name=PAYER, payer_relation="family", identity_checked=True)
    clock = system_actor("policy-clock", unit_id=proposal.unit_id)
    money.mark_paid(proposal.pk, order(clock), section_id=section.pk, received_at=timezone.now())
    issue.issue(proposal.pk, order(actor_at("UW_ISSUE", made.FENGZE)), explained_to=proposal.holder_name)
    policy = Policy.objects.get(proposal=proposal)
    life.begin_cover(policy.pk, order(clock))
    recognise_premium(
        PremiumIncome.objects.get(state="waiting").pk,
        order(system_actor("ledger", unit_id=policy.unit_id), at=made.later()),
    )
    return policy


def account_in(name: str, party: PartyFact) -> str:
    data = AccountData(holder=name, bank="中国工商银行", branch="泉州丰泽支行", number="6222600260001079993")
    return str(add_account(order(actor_at("UW_ISSUE", made.FENGZE)), party_id=party.id, data=data).token)


def refund_approved(policy: Policy, account: str) -> Endorsement:
    return made.approved(made.entered(policy, "end_holder", ground="wish", account_token=account))


@pytest.mark.req("END-04", "FIN-02")
def test_money_goes_back_to_the_one_who_paid() -> None:
    policy = paid_by_another()
    payer = policies.make_customer(PAYER, PAYER_ID, "13905950001")
    account = account_in(PAYER, payer)
    assert payer_accounts("underwriting.policy", policy.pk)[0][0] == account
    waiting = refund_approved(policy, account)
    assert not waiting.elsewhere
    ready = endorsing.approve_refund(waiting.pk, made.by("FN_AR", made.FINANCE))
    endorsement_issue.issue_endorsement(ready.pk, made.by("UW_ISSUE"))
    payable = Payable.objects.get(purpose="refund")
    assert (payable.payee_id, payable.payee_name) == (payer.id, PAYER)


@pytest.mark.req("END-04", "FIN-02")
def test_the_policyholder_gets_what_another_paid_only_by_the_finance_director() -> None:
    policy = paid_by_another()
    waiting = refund_approved(policy, claims.account_of(policy.holder_id))
    assert waiting.elsewhere
    with nothing_changed(), pytest.raises(Forbidden):
        endorsing.approve_refund(waiting.pk, made.by("FN_AR", made.FINANCE))
    done = endorsing.approve_refund(waiting.pk, made.by("FN_DIR", made.FINANCE, reason="投保人提供代付人委托书"))
    assert done.state == "refund_approved"


@pytest.mark.req("END-04")
def test_an_account_of_a_stranger_is_refused() -> None:
    policy = made.running()
    stranger = policies.make_customer("林志强", "350503197103124214", "13905950002")
    with pytest.raises(endorsing.InvalidEntry) as refused:
        made.entered(policy, "end_holder", ground="wish", account_token=account_in("林志强", stranger))
    assert refused.value.field == "account_token"
    assert not Endorsement.objects.filter(state="entered").exists()
