"""The pages of the finance centre, opened and used by the posts that have them."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core import metrics
from finance.models import (
    AccountingPeriod,
    BankCredit,
    Payable,
    PaymentOrder,
    Receipt,
    Receivable,
    UnearnedMeasure,
    Voucher,
)
from finance.public import ReserveChange, record_claim_reserves
from finance.selectors.day_sheet import day_sheet
from finance.services.payments import release_payment
from finance.services.periods import close_period, hold_period
from finance.services.receipts import void_receipt
from finance.services.vouchers import submit_voucher
from tests.factories.finance import House, account
from tests.factories.finance_people import browser, make_actor
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
SESSIONS = ("django_session", "organisation_staffsession", "organisation_staff", "axes_accesslog")


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True  # the second factor is the sign-in's own story


@pytest.fixture
def house():
    return House()


def seeded(house):
    """A little of everything."""
    house.open_books()
    compulsory = house.premium_due(1, line="MCI", gross=Decimal("950.00"), vehicle_tax=Decimal("480.00"))
    receipt = house.receive(compulsory)
    house.issued(1, line="MCI", gross=Decimal("950.00"), net=Decimal("896.23"), tax=Decimal("53.77"))
    posted = house.post_everything()
    due = house.premium_due(2)
    pay = house.checked_payment("1000.00")
    return {"receipt": receipt.pk, "voucher": posted[0].pk, "due": due.id, "payment": pay.pk, "payable": pay.payable_id}


LISTS = [
    "receivables",
    "receipts",
    "bank_credits",
    "incomes",
    "payables",
    "payments",
    "vouchers",
    "measures",
    "periods",
]


@pytest.mark.parametrize("name", LISTS)
def test_list_shows_and_exports_its_rows_within_the_budget(house, name, django_assert_max_num_queries):
    seeded(house)
    client = browser(house.accountant)
    url = reverse(f"finance:{name}")
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url)
    assert page.status_code == 200
    exported = client.get(url, {"export": "csv", "purpose": "check"})
    assert exported["Content-Type"].startswith("text/csv")


def test_lists_are_empty_with_words_and_do_not_break(house):
    client = browser(house.accountant)
    for name in LISTS:
        assert client.get(reverse(f"finance:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["trial_balance", "reconciliation"])
def test_ledger_pages_agree(house, name):
    seeded(house)
    answer = browser(house.accountant).get(reverse(f"finance:{name}"))
    assert answer.status_code == 200
    assert "difference 0.00" in answer.content.decode() or "差额 0.00" in answer.content.decode()


def test_trial_balance_is_printed_and_exported(house):
    seeded(house)
    client = browser(house.accountant)
    assert client.get(reverse("finance:trial_balance"), {"print": "1"}).status_code == 200
    assert client.get(reverse("finance:trial_balance"), {"export": "xlsx"}).content[:2] == b"PK"


@pytest.mark.req("FIN-01")
def test_journal_and_account_are_shown_printed_and_exported(house):
    seeded(house)
    client = browser(house.accountant)
    line = Voucher.objects.get(event="premium_received", state="posted").lines.order_by("id")[0]
    pages = [reverse("finance:journal"), reverse("finance:account", kwargs={"pk": line.account_id})]
    for url in pages:
        assert line.voucher.code in client.get(url).content.decode()
        assert line.voucher.code in client.get(url, {"print": "1"}).content.decode()
        sheet = load_workbook(io.BytesIO(client.get(url, {"export": "xlsx"}).content)).active
        assert line.voucher.code in {cell.value for row in sheet.iter_rows() for cell in row}
        assert 1430 in {cell.value for row in sheet.iter_rows() for cell in row}
    subsidiary = client.get(pages[1]).content.decode()
    assert house.unit.name in subsidiary


def test_check_list_of_the_month_names_what_is_open(house):
    period = house.open_books()
    house.receive(house.premium_due())
    page = browser(house.director).get(reverse("finance:period", kwargs={"pk": period.pk})).content.decode()
    assert page.count(reverse("finance:bank_statements")) >= 1
    assert "1 not posted" in page or "1 张未记账" in page


@pytest.mark.req("FIN-02")
def test_way_from_the_ledger_to_the_voucher_and_back(house):
    seeded(house)
    client = browser(house.accountant)
    pk = Voucher.objects.get(event="premium_received", state="posted").lines.order_by("id")[0].account_id
    ledger = client.get(reverse("finance:account", kwargs={"pk": pk})).content.decode()
    voucher = Voucher.objects.get(event="premium_received", state="posted")
    assert reverse("finance:voucher", kwargs={"pk": voucher.pk}) in ledger
    face = client.get(reverse("finance:voucher", kwargs={"pk": voucher.pk})).content.decode()
    assert voucher.code in face
    assert "PMOD20263505020000001" in face


@pytest.mark.parametrize("kind", ["receipt", "voucher", "payment", "payable"])
def test_detail_pages_open_within_the_scope_and_read_as_missing_outside(house, kind):
    ids = seeded(house)
    url = reverse(f"finance:{kind}", kwargs={"pk": ids[kind]})
    assert browser(house.accountant).get(url).status_code == 200
    assert browser(house.accountant).get(url, {"tab": "timeline"}).status_code == 200
    foreign = make_actor("foreign", "FN_POSTED", (house.other, house.other))
    assert browser(foreign).get(url).status_code == 404


def test_page_is_closed_to_posts_without_the_permission(house):
    assert browser(house.clerk).get(reverse("finance:vouchers")).status_code == 403
    assert Client().get(reverse("finance:vouchers")).status_code == 302


def receipt_data(**over):
    return {"command_key": str(uuid4()), "method": "pos", "bank_reference": "POS-1", "amount": "10600.00",
            "payer_name": "王建国", "payer_relation": "self", **over}  # fmt: skip


@pytest.mark.req("FIN-11")
def test_clerk_confirms_a_receipt_on_the_page_once(house):
    due = house.premium_due()
    client = browser(house.clerk)
    url = f"{reverse('finance:receipt_new')}?due={due.id}"
    assert "10,600.00" in client.get(url).content.decode()
    data = receipt_data()
    first, second = client.post(url, data), client.post(url, data)
    assert first.status_code == 302
    assert Receipt.objects.count() == 1
    assert second.status_code in {302, 422}
    assert Receivable.objects.get().state == "settled"
    slip = client.get(reverse("finance:receipt_slip", kwargs={"pk": Receipt.objects.get().pk}))
    assert (slip.status_code, slip["Content-Type"], slip.content[:4]) == (200, "application/pdf", b"%PDF")


@pytest.mark.parametrize(
    "over", [{"amount": "10599.99"}, {"method": "cash"}, {"bank_reference": ""}, {"payer_name": "李四"}]
)
def test_refused_receipt_comes_back_as_typed_and_nothing_changed(house, over):
    due = house.premium_due()
    client = browser(house.clerk)
    with nothing_changed(but=SESSIONS):
        answer = client.post(f"{reverse('finance:receipt_new')}?due={due.id}", receipt_data(**over))
    assert answer.status_code == 422
    assert next(iter(over.values())) in answer.content.decode()


def act(client, obj, name, **data):
    url = reverse("core:act", kwargs={"kind": obj.lifecycle.kind, "pk": obj.pk, "name": name})
    obj.refresh_from_db()
    return client.post(url, {"command_key": str(uuid4()), "version": obj.version, **data})


@pytest.mark.req("FIN-01")
def test_voucher_goes_through_its_four_hands_by_buttons(house):
    house.open_books()
    house.receive(house.premium_due())
    voucher = Voucher.objects.get()
    for who, step in [("accountant", "submit"), ("checker", "check"), ("cashier", "sign"), ("poster", "post")]:
        assert act(browser(house.people[who]), voucher, f"finance.voucher.{step}").status_code == 302
    voucher.refresh_from_db()
    assert voucher.state == "posted"


@pytest.mark.req("PAY-08")
def test_payment_is_released_by_buttons_and_the_maker_cannot_release(house):
    pay = house.checked_payment()
    with nothing_changed(but=SESSIONS):
        assert act(browser(house.cashier), pay, "finance.payment.release").status_code == 403
    assert act(browser(house.treasurer), pay, "finance.payment.release").status_code == 302
    assert PaymentOrder.objects.get().state == "released"


def test_manual_voucher_is_entered_on_the_page_and_an_unbalanced_one_comes_back(house):
    client = browser(house.accountant)
    data = {
        "command_key": str(uuid4()), "date": timezone.localdate().isoformat(), "summary": "办公费", "attachments": "1",
        "lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0",
        "lines-0-account": account("6602"), "lines-0-debit": "50.00",
        "lines-1-account": account("1221"), "lines-1-credit": "49.99",
    }  # fmt: skip
    with nothing_changed(but=SESSIONS):
        assert client.post(reverse("finance:voucher_new"), data).status_code == 422
    assert client.post(reverse("finance:voucher_new"), {**data, "lines-1-credit": "50.00"}).status_code == 302
    voucher = Voucher.objects.get()
    assert client.get(reverse("finance:voucher_edit", kwargs={"pk": voucher.pk})).status_code == 200
    assert voucher.lines.count() == 2


def test_director_opens_and_cuts_off_a_month_on_the_page(house):
    client = browser(house.director)
    answer = client.post(reverse("finance:period_new"), {"command_key": str(uuid4()), "month": "2026-12"})
    assert answer.status_code == 302
    period = AccountingPeriod.objects.get()
    assert period.unit == house.branch
    assert act(client, period, "finance.period.suspend").status_code == 302
    assert client.get(reverse("finance:period", kwargs={"pk": period.pk})).status_code == 200


@pytest.mark.req("FIN-02")
def test_an_addition_is_found_by_the_number_of_the_policy(house):
    policy = house.in_force()
    due = Receivable.objects.filter(document_kind=policy.premium_kind, document_id=policy.premium_id)
    due.update(addition=True)
    client = browser(house.receivables)
    sought = {"q": policy.document_number, "state": ""}
    found = client.get(reverse("finance:receivables"), sought)
    assert (found.context["shown"], "Additional premium" in found.content.decode()) == (1, True)
    other = client.get(reverse("finance:receivables"), sought | {"q": f"{policy.document_number}9"})
    assert other.context["shown"] == 0


@pytest.mark.req("FIN-02")
def test_what_is_due_leads_the_cashier_to_confirming_it(house):
    due = house.premium_due(gross=Decimal("3000.00"))
    address, way = reverse("finance:receivable", args=[due.id]), f"{reverse('finance:receipt_new')}?due={due.id}"

    def step_of(actor):
        return browser(actor).get(address).content.decode().split('id="p-next"')[1].split("</section>")[0]

    assert (way in step_of(house.clerk), "Nobody has to act now" in step_of(house.clerk)) == (True, False)
    assert (way in step_of(house.accountant), "Nobody has to act now" in step_of(house.accountant)) == (False, True)


def test_unidentified_money_is_recorded_and_matched_on_the_page(house):
    due = house.premium_due(gross=Decimal("3000.00"))
    client = browser(house.clerk)
    data = {"command_key": str(uuid4()), "amount": "3000.00", "payer_name": "王建国", "bank_reference": "TRF-1"}
    assert client.post(reverse("finance:bank_credit_new"), data).status_code == 302
    credit = BankCredit.objects.get()
    matched = act(client, credit, "finance.bank_credit.match", receivables=[due.id], payer_relation="self")
    assert matched.status_code == 302
    assert Receivable.objects.get().state == "settled"


def test_metrics_answer_in_scope(house):
    seeded(house)
    day = timezone.localdate()
    found = {m.name: m.query(house.accountant, day) for m in metrics.registered() if m.name.startswith("finance.")}
    assert found["finance.premium_received"][0].value == Decimal("1430.00")
    assert found["finance.premium_due"][0].value == Decimal("10600.00")
    assert found["finance.payables_pending"][0].value == Decimal("1000.00")
    assert len(found["finance.premium_by_day"]) == 14


def test_receipt_and_payment_are_found_by_number_and_name(house):
    ids = seeded(house)
    number = Receipt.objects.get(pk=ids["receipt"]).number
    page = browser(house.accountant).get(reverse("core:search"), {"q": number}).content.decode()
    assert reverse("finance:receipt", kwargs={"pk": ids["receipt"]}) in page
    by_name = browser(house.accountant).get(reverse("core:search"), {"q": "王建国"}).content.decode()
    assert reverse("finance:payment", kwargs={"pk": ids["payment"]}) in by_name


def test_steps_stay_within_their_statement_budget(house, django_assert_max_num_queries):
    house.open_books()
    house.receive(house.premium_due())
    voucher, pay = Voucher.objects.get(), house.checked_payment()
    with django_assert_max_num_queries(15):
        submit_voucher(voucher.pk, house.by("accountant"))
    with django_assert_max_num_queries(15):
        release_payment(pay.pk, house.by("treasurer"))


@pytest.mark.req("FIN-02")
def test_refund_starts_on_the_page_of_the_policy_in_the_books(house):
    policy, token = house.in_force(), house.account_of()
    client = browser(house.receivables)
    page = client.get(reverse("finance:income", kwargs={"pk": policy.pk})).content.decode()
    assert reverse("core:act", kwargs={"kind": "finance.premium_income", "pk": policy.pk,
                                       "name": "finance.premium_income.refund"}) in page  # fmt: skip
    sent = act(client, policy, "finance.premium_income.refund", gross="151.23", account_token=token, reason="批减")
    assert sent.status_code == 302
    payable = Payable.objects.get(purpose="refund")
    shown = client.get(reverse("finance:income", kwargs={"pk": policy.pk})).content.decode()
    assert payable.number in shown
    assert client.get(reverse("finance:payable", kwargs={"pk": payable.pk})).status_code == 200
    with nothing_changed(but=SESSIONS):
        assert act(browser(house.cashier), policy, "finance.premium_income.refund", gross="1").status_code == 403


def test_measure_of_unearned_premium_is_shown_policy_by_policy(house):
    start = timezone.localdate() - timedelta(days=2)
    policy = house.in_force(cover_start=start, cover_end=start + timedelta(days=24))
    period = house.open_books()
    client = browser(house.accountant)
    assert act(client, period, "finance.period.measure_unearned").status_code == 302
    measure = UnearnedMeasure.objects.get()
    shown = client.get(reverse("finance:measure", kwargs={"pk": measure.pk})).content.decode()
    assert policy.document_number in shown
    assert "8,800.00" in shown


def test_advance_is_entered_by_claim_number_and_comes_back_when_it_is_wrong(house):
    client, url = browser(house.receivables), reverse("finance:advance_new")
    house.account_of()
    data = {"command_key": str(uuid4()), "claim_number": "C1", "payee": "王建国", "amount": "100.00", "why": "抢救"}
    with nothing_changed(but=SESSIONS):
        assert client.post(url, data).status_code == 422
    change = ReserveChange(
        claim_kind="claims.claim", claim_id=1, claim_number="C1", unit_id=house.unit.pk, line="MOD",
        old=Decimal(0), new=Decimal(500),
    )  # fmt: skip
    record_claim_reserves(house.by("clerk"), [change])
    answer = client.post(url, data)
    assert answer.status_code == 302
    assert Payable.objects.get().amount == Decimal("100.00")


@pytest.mark.req("FIN-03", "FIN-11")
def test_day_sheet_adds_up_by_clerk_and_method(house):
    house.receive(house.premium_due(1))
    house.receive(house.premium_due(2, gross=Decimal("500.00")), method="transfer")
    voided = house.receive(house.premium_due(3, gross=Decimal("7.00")))
    void_receipt(voided.pk, house.by("manager", reason="重复"))
    today, rows = timezone.localdate(), day_sheet(house.branch, timezone.localdate())
    assert [(row.method, row.count, row.amount, row.voided) for row in rows] == [
        ("pos", 1, Decimal("10600.00"), 1), ("transfer", 1, Decimal("500.00"), 0),
    ]  # fmt: skip
    assert day_sheet(house.other, today) == []
    assert day_sheet(house.branch, today - timedelta(days=1)) == []
    client, url = browser(house.clerk), reverse("finance:day_sheet")
    assert "11,100.00" in client.get(url).content.decode()
    assert "11,100.00" in client.get(url, {"print": "1"}).content.decode()
    sheet = load_workbook(io.BytesIO(client.get(url, {"export": "xlsx"}).content)).active
    assert 11100 in {cell.value for row in sheet.iter_rows() for cell in row}
    assert client.get(url, {"unit": house.other.pk}).status_code == 404


@pytest.mark.req("FIN-14")
def test_province_sees_the_month_that_it_reopens(house):
    period = house.open_books()
    hold_period(period.pk, house.by("poster"))
    close_period(period.pk, house.by("director"))
    client = browser(house.province)
    assert period.audit_number() in client.get(reverse("finance:periods")).content.decode()
    shown = client.get(reverse("finance:period", kwargs={"pk": period.pk}))
    assert (shown.status_code, "finance.period.reopen" in shown.content.decode()) == (200, True)
    for place in ("finance:reconciliation", "finance:trial_balance", "finance:bank_statements"):
        assert client.get(reverse(place)).status_code == 200
