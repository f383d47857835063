"""Bank statements from the file to the closed month (domain 9.7, ORG-21)."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from core.workflow.refusals import Forbidden, NotPossible
from finance.documents.bank_tables import reconciliation_table
from finance.models import (
    Account,
    AccountingPeriod,
    BankMatch,
    BankStatement,
    MatchedPosting,
    OutstandingNote,
    StatementLine,
)
from finance.selectors.bank_reconciliation import sheet_of
from finance.services.bank_statements import (
    NotEqual,
    StatementFaulty,
    StatementHead,
    StatementKnown,
    Unbalanced,
    Unexplained,
    discard_statement,
    explain_items,
    import_statement,
    match_automatically,
    match_by_hand,
    return_reconciliation,
    review_reconciliation,
    submit_reconciliation,
    undo_match,
)
from finance.services.periods import NotReadyToClose, close_period, hold_period
from finance.services.statement_file import StatementUnreadable
from tests.factories.finance import House
from tests.factories.finance_people import browser
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.req("FIN-08", "ORG-21")]
D = Decimal
HEAD = "交易日期*,流水号,对方户名,摘要,收入金额*,支出金额*\n"
SESSIONS = ("django_session", "organisation_staffsession", "organisation_staff", "axes_accesslog")


@pytest.fixture
def house():
    return House()


def today():
    return timezone.localdate()


def rows(*lines):
    """A statement's text; each line is reference, money in, money out."""
    return (HEAD + "".join(f"{today()},{ref},王建国,转账,{came},{went}\n" for ref, came, went in lines)).encode()


def load(house, content, closing, opening="0.00", by="accountant", code="1002.01"):
    head = StatementHead(
        unit_id=house.branch.pk, account_id=Account.objects.get(code=code).pk, month=today(),
        opening=D(opening), closing=D(closing),
    )  # fmt: skip
    return import_statement(house.by(by), head=head, content=content, name="对账单.csv")


@pytest.fixture
def received(house):
    """Two receipts in the posted books."""
    house.open_books()
    house.receive(house.premium_due(1), bank_reference="POS-A")
    house.receive(house.premium_due(2, gross=D("500.00")), bank_reference="POS-B")
    house.post_everything()
    return house


def test_statement_is_matched_by_reference_then_by_amount_and_reviewed_by_another(received):
    house = received
    found = load(house, rows(("POS-A", "10600.00", ""), ("银联 778", "500.00", "")), "11100.00")
    assert (found.lines.count(), found.state, found.file.subject_id) == (2, "open", found.pk)
    match_automatically(found.pk, house.by("accountant"))
    assert list(BankMatch.objects.order_by("pk").values_list("rule", flat=True)) == ["reference", "amount"]
    assert MatchedPosting.objects.count() == 2
    adjusted = sheet_of(found).adjusted
    assert (adjusted.bank, adjusted.book, adjusted.difference) == (D("11100.00"), D("11100.00"), D("0.00"))
    submit_reconciliation(found.pk, house.by("accountant"))
    assert review_reconciliation(found.pk, house.by("checker")).state == "reviewed"
    found.refresh_from_db()
    assert (found.book_balance, found.reviewed_by_id) == (D("11100.00"), house.checker.staff_id)


def test_outstanding_items_of_all_four_kinds_make_both_balances_agree(received):
    house = received
    house.pay(house.claim("300.00").payable)
    found = load(house, rows(("POS-A", "10600.00", ""), ("利息", "12.34", ""), ("手续费", "", "6.50")), "10605.84")
    match_automatically(found.pk, house.by("accountant"))
    sheet = sheet_of(found)
    assert [[item.amount for item in items] for items in (sheet.bank_in, sheet.bank_out, sheet.book_in)] == [
        [D("12.34")], [D("6.50")], [D("500.00")],
    ]  # fmt: skip
    assert (sheet.adjusted.adjusted_bank, sheet.adjusted.adjusted_book) == (D("11105.84"), D("11105.84"))
    claims = load(house, rows(("PAY", "", "300.00")), "0.00", opening="300.00", code="1002.02")
    assert sheet_of(claims).adjusted.book_out_not_bank == D("0.00")  # not posted yet


@pytest.mark.parametrize(
    ("content", "closing", "refusal"),
    [
        (HEAD.encode() + "2020-01-01,R,王,x,5.00,\n".encode(), "5.00", StatementFaulty),
        (rows(("R", "5.00", "5.00"), ("S", "1.00", "")), "1.00", StatementFaulty),
        (rows(("R", "5.00", "")), "5.01", StatementFaulty),
        (HEAD.encode(), "0.00", StatementUnreadable),
        ("日期,金额\n2026-11-01,5\n".encode(), "5.00", StatementUnreadable),
        (b"PK\x03\x04broken", "5.00", StatementUnreadable),
    ],
)
def test_faulty_statement_is_refused_whole(house, content, closing, refusal):
    with nothing_changed(), pytest.raises(refusal):
        load(house, content, closing)


def test_rows_are_named_with_what_is_wrong(house):
    content = rows(("R", "一百", ""), ("S", "5.00", "")) + "昨天,T,王,x,1.00,\n".encode()
    with nothing_changed(), pytest.raises(StatementFaulty) as refusal:
        load(house, content, "5.00")
    assert [(error["row"], error["value"]) for error in refusal.value.details["errors"]] == [(2, "一百"), (4, "昨天")]


def test_same_statement_is_taken_once_until_it_is_discarded(house):
    content = rows(("R", "5.00", ""))
    first = load(house, content, "5.00")
    with nothing_changed(), pytest.raises(StatementKnown):
        load(house, content, "5.00")
    with nothing_changed(), pytest.raises(StatementKnown):
        load(house, rows(("S", "6.00", "")), "6.00")
    discard_statement(first.pk, house.by("accountant", reason="选错账户"))
    assert load(house, content, "5.00").state == "open"


def test_month_imported_later_leads_to_the_balance_of_the_month_after(house):
    load(house, rows(("R", "5.00", "")), "6.00", opening="1.00")
    before = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    for closing, came in (("2.00", "2.00"), ("1.00", "1.00")):
        content = (HEAD + f"{before},Q,王建国,转账,{came},\n").encode()
        head = StatementHead(
            unit_id=house.branch.pk, account_id=Account.objects.get(code="1002.01").pk, month=before,
            opening=D("0.00"), closing=D(closing),
        )  # fmt: skip
        if closing == "2.00":
            with nothing_changed(), pytest.raises(StatementFaulty) as refusal:
                import_statement(house.by("accountant"), head=head, content=content, name="x.csv")
            assert refusal.value.field == "closing"
    assert import_statement(house.by("accountant"), head=head, content=content, name="x.csv").state == "open"


def month_before(months):
    first = today().replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def old_line(house, month):
    """A bank line of an earlier month that the books do not know, and the statement of this month after it."""
    head = StatementHead(
        unit_id=house.branch.pk, account_id=Account.objects.get(code="1002.01").pk, month=month,
        opening=D("0.00"), closing=D("9.00"),
    )  # fmt: skip
    content = (HEAD + f"{month},OLD,李四,不明来款,9.00,\n").encode()
    old = import_statement(house.by("accountant"), head=head, content=content, name="x.csv")
    return old, load(house, rows(("R", "1.00", "")), "10.00", opening="9.00")


def test_old_outstanding_items_are_explained_before_the_review(house):
    old, found = old_line(house, month_before(2))
    key = f"bank:{old.lines.get().pk}"
    with nothing_changed(), pytest.raises(Unexplained) as refusal:
        submit_reconciliation(found.pk, house.by("accountant"))
    assert refusal.value.details == {"value": [key], "limit": 31}
    for wrong in ((), (f"book:{old.lines.get().pk}",), ("bank:0",)):
        with nothing_changed(), pytest.raises(NotPossible):
            explain_items(found.pk, house.by("accountant", reason="x"), items=wrong)
    with nothing_changed(), pytest.raises(Forbidden):
        explain_items(found.pk, house.by("cashier", reason="x"), items=(key,))
    explain_items(old.pk, house.by("accountant", reason="付款人已联系"), items=(key,))
    item = next(item for item in sheet_of(found).bank_in if item.key == key)
    assert (item.note.text, item.note.made_by_id) == ("付款人已联系", house.accountant.staff_id)
    assert submit_reconciliation(found.pk, house.by("accountant")).state == "matched"
    with pytest.raises(DatabaseError), transaction.atomic():
        OutstandingNote.objects.update(text="改")


def test_item_to_clear_or_report_is_explained_anew_every_month(house):
    old, found = old_line(house, month_before(5))
    key = f"bank:{old.lines.get().pk}"
    explain_items(old.pk, house.by("accountant", reason="付款人已联系"), items=(key,))
    with nothing_changed(), pytest.raises(Unexplained):
        submit_reconciliation(found.pk, house.by("accountant"))
    client, url = browser(house.accountant), reverse("finance:bank_statement", kwargs={"pk": found.pk})
    assert "付款人已联系" in client.get(url).content.decode()
    explain_items(found.pk, house.by("accountant", reason="已报省公司"), items=(key,))
    assert submit_reconciliation(found.pk, house.by("accountant")).state == "matched"
    sheet = load_workbook(io.BytesIO(client.get(f"{url}xlsx/").content)).active
    assert "已报省公司" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_cashier_imports_nothing_and_preparer_reviews_nothing(received):
    house = received
    with nothing_changed(), pytest.raises(Forbidden):
        load(house, rows(("R", "5.00", "")), "5.00", by="cashier")
    found = load(house, rows(("POS-A", "10600.00", ""), ("POS-B", "500.00", "")), "11100.00")
    match_automatically(found.pk, house.by("accountant"))
    submit_reconciliation(found.pk, house.by("accountant"))
    with nothing_changed(), pytest.raises(Forbidden):
        review_reconciliation(found.pk, house.by("accountant"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE finance_bankstatement SET state = 'reviewed', reviewed_by_id = prepared_by_id WHERE id = %s",
            [found.pk],
        )


def test_br2_unbalanced_statement_is_not_submitted(received):
    house = received
    found = load(house, rows(("POS-A", "10600.00", "")), "11600.00", opening="1000.00")
    match_automatically(found.pk, house.by("accountant"))
    with nothing_changed(), pytest.raises(Unbalanced) as refusal:
        submit_reconciliation(found.pk, house.by("accountant"))
    assert refusal.value.details == {"value": "12100.00", "limit": "11100.00"}


def test_match_by_hand_agrees_to_the_cent_and_can_be_undone(received):
    house = received
    found = load(house, rows(("合并", "11100.00", "")), "11100.00")
    with nothing_changed(), pytest.raises(NotPossible):
        match_automatically(found.pk, house.by("accountant"))
    bank = tuple(found.lines.values_list("pk", flat=True))
    book = tuple(item.id for item in sheet_of(found).book_in)
    with nothing_changed(), pytest.raises(NotEqual):
        match_by_hand(found.pk, house.by("accountant", reason="x"), bank_ids=bank, book_ids=book[:1])
    match_by_hand(found.pk, house.by("accountant", reason="商户合并清算"), bank_ids=bank, book_ids=book)
    made = BankMatch.objects.get()
    assert (made.rule, made.reason, made.bank_lines.count(), made.postings.count()) == ("manual", "商户合并清算", 1, 2)
    with nothing_changed(), pytest.raises(NotPossible):
        match_by_hand(found.pk, house.by("accountant", reason="x"), bank_ids=bank, book_ids=book)
    undo_match(found.pk, house.by("accountant", reason="误配"), match_id=made.pk)
    assert (BankMatch.objects.count(), StatementLine.objects.filter(match=None).count()) == (0, 1)


def test_what_a_later_month_explains_is_not_matched_again(received):
    house = received
    last_month = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    content = HEAD + f"{last_month},POS-B,王建国,转账,500.00,\n{last_month},冲回,王建国,转账,,500.00\n"
    head = StatementHead(
        unit_id=house.branch.pk, account_id=Account.objects.get(code="1002.01").pk, month=last_month,
        opening=D(0), closing=D(0),
    )  # fmt: skip
    earlier = import_statement(house.by("accountant"), head=head, content=content.encode(), name="a.csv")
    later = load(house, rows(("POS-A", "10600.00", "")), "10600.00")
    match_automatically(later.pk, house.by("accountant"))
    assert earlier.lines.get(reference="POS-B").match.statement_id == later.pk
    bank = tuple(earlier.lines.values_list("pk", flat=True))
    assert len(sheet_of(earlier).bank_in + sheet_of(earlier).bank_out) == 2  # outstanding at the end of that month
    with nothing_changed(), pytest.raises(NotPossible):
        match_by_hand(earlier.pk, house.by("accountant", reason="冲销"), bank_ids=bank, book_ids=())
    with nothing_changed(), pytest.raises(NotPossible):
        match_automatically(earlier.pk, house.by("accountant"))


def test_texts_of_the_bank_are_no_formulas(received):
    house = received
    found = load(house, (HEAD + f'{today()},=1+1,"=HYPERLINK(""http://x"")",转账,5.00,\n').encode(), "5.00")
    book = load_workbook(io.BytesIO(reconciliation_table(found, sheet_of(found))))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "'=1+1" in [cell.value for cell in cells]


def test_returned_statement_can_be_worked_on_again(received):
    house = received
    found = load(house, rows(("POS-A", "10600.00", ""), ("POS-B", "500.00", "")), "11100.00")
    match_automatically(found.pk, house.by("accountant"))
    submit_reconciliation(found.pk, house.by("accountant"))
    with nothing_changed(), pytest.raises(NotPossible):
        undo_match(found.pk, house.by("accountant", reason="x"), match_id=BankMatch.objects.first().pk)
    assert return_reconciliation(found.pk, house.by("checker", reason="漏附对账单")).state == "open"


@pytest.mark.req("FIN-14")
def test_month_closes_with_reviewed_reconciliations_only(received):
    house = received
    period = hold_period(AccountingPeriod.objects.get().pk, house.by("poster"))
    with nothing_changed(), pytest.raises(NotReadyToClose) as refusal:
        close_period(period.pk, house.by("director"))
    assert refusal.value.details == {"rule": "bank-reconciliation", "value": ["1002.01"]}
    found = load(house, rows(("POS-A", "10600.00", ""), ("POS-B", "500.00", "")), "11100.00")
    match_automatically(found.pk, house.by("accountant"))
    submit_reconciliation(found.pk, house.by("accountant"))
    review_reconciliation(found.pk, house.by("checker"))
    assert close_period(period.pk, house.by("director")).state == "closed"
    found.refresh_from_db()
    assert found.state == "closed"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True  # the second factor is the sign-in's own story


def test_pages_import_match_print_and_export(received):
    house = received
    client = browser(house.accountant)
    template = client.get(reverse("finance:bank_statement_template"))
    assert load_workbook(io.BytesIO(template.content)).active["A1"].value == "交易日期*"
    book = Workbook()
    for line in (
        ["交易日期", "流水号", "收入金额", "支出金额"],
        [today(), "POS-A", 10600, None],
        [today(), "X", 500, None],
    ):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    data = {"command_key": str(uuid4()), "account": Account.objects.get(code="1002.01").pk,
            "month": f"{today():%Y-%m}", "opening": "0", "closing": "11100.01"}  # fmt: skip
    url = reverse("finance:bank_statement_new")
    with nothing_changed(but=SESSIONS):
        wrong = client.post(url, {**data, "file": SimpleUploadedFile("a.xlsx", stream.getvalue())})
    assert wrong.status_code == 422
    sent = client.post(url, {**data, "closing": "11100", "file": SimpleUploadedFile("a.xlsx", stream.getvalue())})
    found = BankStatement.objects.get()
    assert sent.headers["Location"] == reverse("finance:bank_statement", kwargs={"pk": found.pk})
    match_page = reverse("finance:bank_statement_match", kwargs={"pk": found.pk})
    sheet = sheet_of(found)
    chosen = {"bank": [sheet.bank_in[0].id], "book": [sheet.book_in[0].id], "reason": "核对流水"}
    form = {"command_key": str(uuid4()), "version": found.version}
    assert client.get(match_page).status_code == 200
    assert client.post(match_page, {**form, **chosen, "book": [sheet.book_in[1].id]}).status_code == 422
    assert client.post(match_page, {**form, "command_key": str(uuid4()), **chosen}).status_code == 302
    page = client.get(reverse("finance:bank_statement", kwargs={"pk": found.pk})).content.decode()
    assert "核对流水" in page
    assert client.get(reverse("finance:bank_statements")).status_code == 200
    assert client.get(reverse("finance:bank_statement_pdf", kwargs={"pk": found.pk})).content[:4] == b"%PDF"
    exported = client.get(reverse("finance:bank_statement_xlsx", kwargs={"pk": found.pk}))
    cells = [cell.value for row in load_workbook(io.BytesIO(exported.content)).active.iter_rows() for cell in row]
    assert cells.count(11100) >= 2
    assert browser(house.clerk).get(reverse("finance:bank_statements")).status_code == 403
