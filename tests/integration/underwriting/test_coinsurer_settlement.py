"""The leader pays each follower its part of what it received, once and gross (domain 5.7, CO-1, JE-31, JE-32)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from stdnum.cn import uscc

from core.jobs.drain import drain
from core.workflow.refusals import Forbidden
from finance.models import Payable, PaymentOrder
from finance.public import PayeeIncomplete, entries_for
from finance.selectors.reconciliation import reconciliation
from finance.services.payments import (
    bounce_payment,
    check_payment,
    check_payment_again,
    make_payment,
    release_payment,
    verify_payment,
)
from finance.services.premium_changes import withdraw_payable
from organisation.models import PostPermission
from organisation.selectors.posts import forget as forget_posts
from organisation.selectors.posts import name_of
from parties.public import AccountData, add_account, register_party
from tests.factories import endorsements, exemptions
from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import organisation_data
from tests.factories.underwriting import FENGZE, UWC
from tests.integration.underwriting.test_coinsurance import LEADING, balance, clerk, differences, led_policy
from tests.support.printed import words_of
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.coinsurer_statement import HEADS, statement_paper, statement_workbook
from underwriting.models import CoinsurerStatement, CoinsurerStatementLine, Policy
from underwriting.rules.lifecycle import DRAFT
from underwriting.selectors.coinsurer_money import STATEMENT_KIND, checkable_lines_of, standings
from underwriting.services import endorsing
from underwriting.services.coinsurance import record_coinsurance
from underwriting.services.coinsurer_settlement import settle_coinsurer
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import NothingToAccount

D = Decimal
FINANCE = "350593"
TAIPING, GUOSHOU = "太平财险泉州中心支公司", "国寿财险泉州中心支公司"


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


@pytest.fixture
def other_rights() -> Iterator[None]:
    """What a post holds is kept in memory; it is read anew after a test that changes it."""
    yield
    forget_posts()


def account_of(name: str = TAIPING, *, number: str = "6222600260001072444") -> str:
    """A co-insurer is registered under its name, with an account of its own."""
    body = f"91350500{number[-4:]}00000"
    data = organisation_data(name=name, id_number=body + uscc.calc_check_digit(body), phone=f"0595-2234{number[-4:]}")
    party = register_party(clerk(), data=data)
    account = AccountData(holder=name, bank="中国工商银行", branch="泉州丰泽支行", number=number)
    return str(add_account(clerk(), party.id, account).token)


def settled(policy: Policy, token: str, *, command: Any = None, **over: Any) -> CoinsurerStatement:
    given = {"insurer": TAIPING, "until": timezone.localdate(), "branch_id": policy.branch_id, "account_token": token}
    return settle_coinsurer(command or order(actor_at("UW_RI", UWC)), **(given | over))


def parts(policy: Policy) -> dict[str, tuple[Decimal, Decimal, Decimal, Decimal]]:
    rows = standings(Policy.objects.filter(pk=policy.pk), timezone.localdate())
    return {one.insurer: (one.received, one.given_back, one.settled, one.left) for one in rows}


def pay(statement: CoinsurerStatement) -> PaymentOrder:
    """By four hands of the finance centre; the bank answers."""
    waiting = PaymentOrder.objects.get(payable__claim_kind=STATEMENT_KIND, payable__claim_id=statement.pk)
    verify_payment(waiting.pk, order(actor_at("FN_ACC", FINANCE)), identity_checked=True)
    make_payment(waiting.pk, order(actor_at("FN_CASH", FINANCE)))
    if check_payment(waiting.pk, order(actor_at("FN_CHECK", FINANCE))).state == "checked_once":
        check_payment_again(waiting.pk, order(actor_at("FN_CHECK", FINANCE, nth=1)))
    release_payment(waiting.pk, order(actor_at("FN_TREAS", FINANCE)))
    drain(reraise=True)
    waiting.refresh_from_db()
    return waiting


@pytest.mark.req("REI-13", "FIN-02")
def test_each_follower_is_paid_its_part_to_the_cent_by_four_hands_and_booked_when_the_bank_has_paid() -> None:
    """CO-1: of 100,000.01 the followers get 25,000.00 and 15,000.00; JE-32."""
    policy = led_policy(premium="100000.01", days=365)
    assert parts(policy) == {
        TAIPING: (D("25000.00"), D(0), D(0), D("25000.00")),
        GUOSHOU: (D("15000.00"), D(0), D(0), D("15000.00")),
    }
    statement = settled(policy, account_of())
    assert statement.amount == D("25000.00")
    line = CoinsurerStatementLine.objects.get()
    assert (line.policy_id, line.received, line.given_back, line.amount) == (
        policy.pk,
        D("25000.00"),
        D(0),
        D("25000.00"),
    )
    payable = Payable.objects.get(purpose="coinsurance")
    assert (payable.amount, payable.payee_name, payable.payee_id) == (D("25000.00"), TAIPING, statement.insurer_id)
    assert (balance("2241.01"), entries_for(STATEMENT_KIND, statement.pk)) == (D("-40000.00"), [])
    assert pay(statement).state == "settled"
    assert balance("2241.01") == D("-15000.00")
    booked = entries_for(STATEMENT_KIND, statement.pk)
    assert [(line.debit, line.credit) for line in booked] == [(D("25000.00"), D(0)), (D(0), D("25000.00"))]
    assert parts(policy)[TAIPING] == (D("25000.00"), D(0), D("25000.00"), D(0))
    assert differences(policy) == {}
    of_branch = {one.code: (one.business, one.ledger) for one in reconciliation(policy.branch)}
    assert of_branch["co-insurers"] == (D("15000.00"), D("15000.00"))


@pytest.mark.req("REI-13")
def test_nothing_is_settled_twice_nor_without_right_nor_to_somebody_else() -> None:
    policy, token = led_policy(premium="100000.01", days=365), account_of()
    stranger = account_of("泉州丰泽物流有限公司", number="6222600260001072555")
    with nothing_changed(), pytest.raises(Forbidden):
        settled(policy, token, command=order(actor_at("UW_DIR", UWC)))
    with nothing_changed(), pytest.raises(PayeeIncomplete):
        settled(policy, stranger)
    with nothing_changed(), pytest.raises(InvalidEntry) as unknown:
        settled(policy, token, insurer=GUOSHOU)
    assert unknown.value.field == "account_token"
    with nothing_changed(), pytest.raises(InvalidEntry) as later:
        settled(policy, token, until=timezone.localdate() + timedelta(days=1))
    assert later.value.field == "until"
    with nothing_changed(), pytest.raises(NothingToAccount):
        settled(policy, token, until=timezone.localdate() - timedelta(days=1))
    click = order(actor_at("UW_RI", UWC))
    first = settled(policy, token, command=click)
    assert settled(policy, token, command=click).pk == first.pk
    with nothing_changed(), pytest.raises(NothingToAccount):
        settled(policy, token)
    assert Payable.objects.filter(purpose="coinsurance").count() == 1


@pytest.mark.req("REI-13")
def test_a_statement_is_never_changed() -> None:
    statement = settled(led_policy(premium="100000.01", days=365), account_of())
    with pytest.raises(DatabaseError), transaction.atomic():
        CoinsurerStatement.objects.filter(pk=statement.pk).update(amount=D(1))
    with pytest.raises(DatabaseError), transaction.atomic():
        CoinsurerStatementLine.objects.all().delete()


@pytest.mark.req("REI-13")
def test_premium_that_was_not_received_is_not_passed_on() -> None:
    """The policy stands and its cover has begun; the money is not there."""
    proposal = made.make_property_proposal(state=DRAFT, premium="106000", in_days=0)
    record_coinsurance(proposal.pk, clerk(), data=LEADING)
    policy = made.issue_property(proposal)
    assert balance("2241.01") == D("-42400.00")
    unpaid = parts(policy)[TAIPING]
    assert unpaid == (D(0), D(0), D(0), D(0))
    token = account_of()
    with nothing_changed(), pytest.raises(NothingToAccount):
        settled(policy, token)


@pytest.mark.req("REI-13", "END-01", "END-03")
def test_what_was_added_is_passed_on_and_what_goes_back_is_taken_off() -> None:
    """36,503.65 and 100.01 for one day more: 9,125.91 and 25.00 for the follower; of a refund it bears a quarter."""
    policy, token = exemptions.begun(led_policy(premium="36503.65", days=365)), account_of()
    statement = settled(policy, token)
    assert statement.amount == D("9125.91")
    endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    assert parts(policy)[TAIPING] == (D("9150.91"), D(0), D("9125.91"), D("25.00"))
    policy.refresh_from_db()
    ended = endorsements.issued(policy, "end_holder", ground="wish")
    quarter = (ended.refund / 4).quantize(D("0.01"), rounding="ROUND_HALF_UP")
    assert parts(policy)[TAIPING] == (D("9150.91"), quarter, D("9125.91"), D("25.00") - quarter)
    with nothing_changed(), pytest.raises(NothingToAccount):
        settled(policy, token)
    # What the follower was paid too much is taken off with the next policy.
    other = led_policy(premium="100000.01", days=364)
    second = settled(other, token)
    assert second.amount == D("25025.00") - quarter
    assert sorted(second.lines.values_list("amount", flat=True)) == [D("25.00") - quarter, D("25000.00")]


@pytest.mark.req("REI-13", "PAY-08")
def test_a_payment_that_comes_back_is_owed_again_and_a_withdrawn_one_can_be_settled_anew() -> None:
    policy, token = led_policy(premium="100000.01", days=365), account_of()
    statement = settled(policy, token)
    waiting = pay(statement)
    bounce_payment(waiting.pk, order(actor_at("FN_CASH", FINANCE), reason="账户已销户"), reference="B-1")
    assert (balance("2241.01"), Payable.objects.get(purpose="coinsurance").state) == (D("-40000.00"), "open")
    assert parts(policy)[TAIPING][3] == D(0)  # still in the statement: the payment is issued again
    payable = Payable.objects.get(purpose="coinsurance")
    other = settled(policy, account_of(GUOSHOU, number="6222600260001072666"), insurer=GUOSHOU)
    assert other.amount == D("15000.00")
    wrong = Payable.objects.exclude(pk=payable.pk).get(purpose="coinsurance")
    withdraw_payable(wrong.pk, order(actor_at("FN_CHECK", FINANCE), reason="账户有误"))
    assert parts(policy)[GUOSHOU] == (D("15000.00"), D(0), D(0), D("15000.00"))


@pytest.mark.req("REI-13")
def test_the_cession_desk_settles_in_the_browser() -> None:
    policy = led_policy(premium="100000.01", days=365)
    token = account_of()
    client = signed_in("UW_RI", UWC)
    page = client.get(reverse("underwriting:coinsurers")).content.decode()
    assert "25,000.00" in page
    assert "15,000.00" in page
    share = policy.proposal.coinsurance.shares.get(name=TAIPING)
    url = reverse("underwriting:settle_coinsurer", kwargs={"pk": share.pk})
    assert url in page
    form = client.get(url).context["form"]
    sent = {
        "command_key": str(form.initial["command_key"]),
        "until": f"{timezone.localdate()}",
        "account_token": token,
    }
    assert client.post(url, sent | {"account_token": ""}).status_code == 422
    answer = client.post(url, sent)
    made_one = CoinsurerStatement.objects.get()
    shown = reverse("underwriting:coinsurer_statement", kwargs={"pk": made_one.pk})
    assert (answer.status_code, answer["Location"]) == (302, shown)
    page = client.get(shown).content.decode()
    assert policy.number in page
    assert Payable.objects.get(purpose="coinsurance").number in page
    for form, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        address = reverse("underwriting:coinsurer_statement_file", kwargs={"pk": made_one.pk, "form": form})
        assert address in page
        assert client.get(address).content.startswith(begins)
        assert signed_in("UW_ISSUE", FENGZE).get(address).status_code == 403
    assert signed_in("UW_ISSUE", FENGZE).get(shown).status_code == 403


@pytest.mark.req("REI-13", "END-04")
def test_a_policy_of_which_the_end_is_asked_for_waits_until_it_is_known_what_goes_back() -> None:
    policy, token = led_policy(premium="100000.01", days=365), account_of()
    asked = endorsements.requested(policy, "void", at=timezone.now())
    with nothing_changed(), pytest.raises(NothingToAccount) as refused:
        settled(policy, token)
    assert refused.value.message.endswith(f"These policies wait until their end is decided: {policy.number}.")
    endorsing.withdraw_endorsement(asked.pk, endorsements.by("SALES", reason="客户继续投保"))
    assert settled(policy, token).amount == D("25000.00")


@pytest.mark.req("REI-13")
@pytest.mark.usefixtures("other_rights")
def test_the_page_of_a_co_insurer_without_an_account_names_who_can_register_one() -> None:
    policy = led_policy(premium="100000.01", days=365)
    share = policy.proposal.coinsurance.shares.get(name=TAIPING)
    url = reverse("underwriting:settle_coinsurer", kwargs={"pk": share.pk})
    register = reverse("parties:new", kwargs={"kind": "organisation"})
    page = signed_in("UW_RI", UWC).get(url).content.decode()
    with translation.override("en"):
        can = [name_of(post) for post in ("UW_ISSUE", "CS_REG", "CS_ADJ")]
        others = [name_of(post) for post in ("SALES", "SUB_RP")]
    named = page.split("That can: ")[1].split("<")[0]
    assert [post in named for post in (*can, *others)] == [True] * 3 + [False] * 2
    assert register not in page
    PostPermission.objects.create(post_id="UW_RI", permission="parties.register_party")
    forget_posts()
    assert f'<a href="{register}">Register a customer</a>' in signed_in("UW_RI", UWC).get(url).content.decode()
    account_of()
    assert "That can: " not in signed_in("UW_RI", UWC).get(url).content.decode()


@pytest.mark.req("REI-13")
def test_the_paper_of_a_statement_lets_the_co_insurer_check_every_line() -> None:
    """CO-1: a quarter of 100,000.01 that came in on a day; what stays inside is not said."""
    policy = led_policy(premium="100000.01", days=365)
    statement = settled(policy, account_of())
    lines = checkable_lines_of(statement)
    today = timezone.localdate()
    (line,) = lines
    assert (line.percent, line.sum_insured, line.premium) == (D(25), D(2000000), D("100000.01"))
    assert line.received == [(today, D("100000.01"))]
    said = words_of(statement_paper(statement, lines, at=timezone.localtime(), printed_by="苏珊珊"))
    for words in (
        "演示财产保险股份有限公司",
        f"{TAIPING}：",
        f"结算单号{statement.number}",
        f"收费截止日{today}",
        "币种人民币（CNY）",
        policy.number,
        f"{policy.start_on}至{policy.end_on}",
        "2,000,000.00100,000.0125",
        f"{today}100,000.01",
        "合计25,000.000.000.0025,000.00",
        "请贵公司在共保协议约定的期限内核对并书面确认",
    ):
        assert words in said, words
    for inside in ("四人", "不得外传", "用途", "待支付"):
        assert inside not in said
    rows = list(load_workbook(BytesIO(statement_workbook(statement, lines))).active.iter_rows(values_only=True))
    head = {row[0]: row[1] for row in rows[1:7]}
    assert (head["共保人"], head["结算单号"], head["收费截止日"]) == (TAIPING, statement.number, f"{today}")
    assert (head["币种"], head["本期结算金额"]) == ("人民币（CNY）", 25000)
    assert rows[8] == HEADS
    assert rows[9][0] == policy.number
    assert rows[9][3:6] == (2000000, 100000.01, 25)
    assert rows[9][7:] == rows[10][7:] == (25000, 0, 0, 25000)


@pytest.mark.req("REI-13", "END-01")
def test_the_paper_names_each_day_of_receipt_and_the_premium_with_its_changes() -> None:
    policy, token = exemptions.begun(led_policy(premium="36503.65", days=365)), account_of()
    endorsements.issued(policy, "extension", end_on=policy.end_on + timedelta(days=1))
    statement = settled(policy, token, command=order(actor_at("UW_RI", UWC), at=endorsements.later(3)))
    (line,) = checkable_lines_of(statement)
    assert line.premium == D("36603.66")
    assert [one.premium for one in line.received] == [D("36503.65"), D("100.01")]
    assert line.line.received == D("9150.91")
