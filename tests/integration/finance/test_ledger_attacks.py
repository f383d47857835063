# ruff: noqa: E501 - one attack a line
"""Attacks on the books as the application role, with plain SQL; each is refused and leaves no trace. Legal controls
stand beside them, so that the guards do not refuse everything (reliability.md 5.3)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.finance import DAY, MONTH, Books
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.req("FIN-13", "FIN-14", "FIN-01")]

REFUSED = {"42501", "23514", "23502", "23503", "23505", "22003"}  # rights, checks, not null, foreign keys, once, range


@pytest.fixture
def books():
    with connection.cursor() as cursor:
        found = Books(cursor)
        found.period()
        yield found


def post_with(books, **people):
    """A cash voucher taken to the end by the given people."""
    maker, checker, cashier, poster, _ = books.people
    chosen = {"maker": maker, "checker": checker, "cashier": cashier, "poster": poster, **people}
    voucher = books.draft(debit=books.bank)
    books.step(voucher, "submitted", maker_id=chosen["maker"])
    books.step(voucher, "to_sign", checker_id=chosen["checker"])
    books.step(voucher, "cashier_signed", cashier_id=chosen["cashier"])
    books.step(voucher, "posted", poster_id=chosen["poster"])
    return voucher


def posted_with_gap(books):
    voucher = books.voucher()
    books.line(voucher, books.advance, debit="100.00")
    books.line(voucher, books.income, credit="99.99")
    books.step(voucher, "submitted", maker_id=books.people[0])


def single_line(books):
    voucher = books.voucher()
    books.line(voucher, books.advance, debit="100.00")


def business_line_without_entry(books):
    voucher = books.voucher(origin="business", event="premium_earning")
    books.line(voucher, books.advance, debit="1.00")


def late_line(books, reach):
    """A balanced pair of lines slipped into a voucher that is already ``reach``."""
    voucher = {"reviewed": books.reviewed, "posted": books.posted}[reach]()
    books.line(voucher, books.advance, debit="1.00")
    books.line(voucher, books.income, credit="1.00")


def submitted(books):
    voucher = books.draft()
    books.step(voucher, "submitted", maker_id=books.people[0])
    return voucher


def reverse_without_reversal(books):
    books.step(books.posted(), "reversed")


def reverse_with_draft_reversal(books):
    voucher = books.posted()
    books.draft(origin="reversal", reverses_id=voucher)
    books.step(voucher, "reversed")


def second_reversal(books):
    voucher = books.posted()
    books.voucher(origin="reversal", reverses_id=voucher)
    books.voucher(origin="reversal", reverses_id=voucher)


def change(table, column, value, reach="posted"):
    def attack(books):
        voucher = getattr(books, reach)()
        key = "id" if table == "finance_voucher" else "voucher_id"
        books.sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", value, voucher)

    return attack


def remove(table, reach="posted"):
    def attack(books):
        voucher = getattr(books, reach)()
        books.sql(f"DELETE FROM {table} WHERE {'id' if table == 'finance_voucher' else 'voucher_id'} = %s", voucher)

    return attack


def run(statement):
    return lambda books: (books.posted(), books.sql(statement))


def amount(value):
    return lambda books: books.draft(value)


def move_line(books):
    source, target = books.draft(), books.draft()
    books.sql("UPDATE finance_voucherline SET voucher_id = %s WHERE voucher_id = %s", target, source)


def move_line_out_of_posted(books):
    source, target = books.posted(), books.draft()
    books.sql("UPDATE finance_voucherline SET voucher_id = %s WHERE voucher_id = %s", target, source)


def in_period(state):
    def attack(books):
        month = date(2026, 10, 1)
        voucher = books.draft(date=date(2026, 10, 31), month=month)
        books.period(month=month)
        books.step(voucher, "submitted", maker_id=books.people[0])
        books.step(voucher, "checked", checker_id=books.people[1])
        books.step(voucher, "posted", poster_id=books.people[3])
        late = books.draft(date=date(2026, 10, 31), month=month)
        books.sql("UPDATE finance_accountingperiod SET state = 'hold' WHERE month = %s", month)
        if state != "hold":
            books.sql("UPDATE finance_voucher SET date = %s, month = %s WHERE id = %s", DAY, MONTH, late)
            books.sql("UPDATE finance_accountingperiod SET state = 'closed' WHERE month = %s", month)
            books.sql("UPDATE finance_voucher SET date = %s, month = %s WHERE id = %s", date(2026, 10, 31), month, late)
        if state == "locked":
            books.sql("UPDATE finance_accountingperiod SET state = 'locked' WHERE month = %s", month)
        books.step(late, "submitted", maker_id=books.people[0])

    return attack


def period_of_branch_is_closed(books):
    month = date(2026, 9, 1)
    branch = Books(books.cursor, code="350500")
    branch.period("closed", month)
    books.period(month=month)
    voucher = books.draft(date=date(2026, 9, 30), month=month, branch_id=branch.unit.pk)
    books.step(voucher, "submitted", maker_id=books.people[0])


def close_with_unposted_vouchers(books):
    books.draft()
    books.sql("UPDATE finance_accountingperiod SET state = 'hold'")
    books.sql("UPDATE finance_accountingperiod SET state = 'closed'")


def open_a_locked_period(books):
    books.period("locked", date(2026, 8, 1))
    books.sql("UPDATE finance_accountingperiod SET state = 'open' WHERE state = 'locked'")


def back_date(books):
    voucher = books.reviewed()
    books.sql("UPDATE finance_voucher SET date = %s WHERE id = %s", date(2026, 11, 1), voucher)


def date_outside_its_period(books):
    voucher = books.draft(date=date(2026, 10, 31))
    books.step(voucher, "submitted", maker_id=books.people[0])


def swap_maker_while_posting(books):
    voucher = books.reviewed()
    books.step(voucher, "posted", poster_id=books.people[0], maker_id=books.people[4])


def own_number(books):
    voucher = books.draft()
    books.sql("UPDATE finance_voucher SET number = 7, code = 'X' WHERE id = %s", voucher)


def born_posted(books):
    books.voucher(state="posted", number=1, code="X", posted_at=DAY, chain_no=1, digest=b"x", previous=b"",
                  maker_id=books.people[0], checker_id=books.people[1], poster_id=books.people[2])  # fmt: skip


def post_without(column):
    def attack(books):
        voucher = books.draft()
        steps = {
            "maker": ("submitted", "maker_id", 0),
            "checker": ("checked", "checker_id", 1),
            "poster": ("posted", "poster_id", 3),
        }
        for who, (state, person, index) in steps.items():
            books.step(voucher, state, **({} if who == column else {person: books.people[index]}))

    return attack


def post_cash_without_cashier(books):
    voucher = books.draft(debit=books.bank)
    books.step(voucher, "submitted", maker_id=books.people[0])
    books.step(voucher, "checked", checker_id=books.people[1])
    books.step(voucher, "posted", poster_id=books.people[3])


def same(left, right):
    order = {"maker": 0, "checker": 1, "cashier": 2, "poster": 3}
    return lambda books: post_with(books, **{right: books.people[order[left]]})


def post_on_summary_account(books):
    pk = books.sql("SELECT id FROM finance_account WHERE code = '1002'")
    books.line(books.voucher(), pk, debit="1.00")


ATTACKS = {
    "unbalanced lines": posted_with_gap,
    "a single line": single_line,
    "negative amount": amount("-1.00"),
    "nil amount": amount("0.00"),
    "NaN": amount("NaN"),
    "infinite amount": amount("Infinity"),
    "amount beyond the bound": amount("1000000000000000.00"),
    "both sides of a line": lambda b: b.line(b.voucher(), b.advance, debit="1.00", credit="1.00"),
    "posting on a summary account": post_on_summary_account,
    "business voucher without business entry": business_line_without_entry,
    "line into a reviewed voucher": lambda b: late_line(b, "reviewed"),
    "line into a posted voucher": lambda b: late_line(b, "posted"),
    "edit a draft line": change("finance_voucherline", "debit", "5.00", "draft"),
    "edit a posted line": change("finance_voucherline", "debit", "999.00"),
    "edit the account of a posted line": change("finance_voucherline", "account_id", 1),
    "move a line to another voucher": move_line,
    "move a line out of a posted voucher": move_line_out_of_posted,
    "delete posted lines": remove("finance_voucherline"),
    "delete reviewed lines": remove("finance_voucherline", "reviewed"),
    "delete a posted voucher": remove("finance_voucher"),
    "delete a draft": remove("finance_voucher", "draft"),
    "edit the summary of a posted voucher": change("finance_voucher", "summary", "other"),
    "edit the summary under review": change("finance_voucher", "summary", "other", "reviewed"),
    "back-date a posted voucher": change("finance_voucher", "date", date(2026, 11, 2)),
    "back-date a reviewed voucher": back_date,
    "renumber a posted voucher": change("finance_voucher", "number", 99),
    "forge the chain": change("finance_voucher", "digest", b"forged"),
    "un-post": lambda b: b.step(b.posted(), "draft"),
    "un-post to reviewed": lambda b: b.step(b.posted(), "checked"),
    "skip the review": lambda b: b.step(b.draft(), "posted", maker_id=b.people[0], checker_id=b.people[1], poster_id=b.people[2]),
    "skip the submission": lambda b: b.step(b.draft(), "checked", maker_id=b.people[0], checker_id=b.people[1]),
    "give oneself a number": own_number,
    "be born posted": born_posted,
    "submit without maker": post_without("maker"),
    "review by nobody": post_without("checker"),
    "post by nobody": post_without("poster"),
    "cash without cashier": post_cash_without_cashier,
    "post cash that the cashier did not sign": lambda b: b.step(
        b.reviewed(cash=True, kind="receipt"), "returned") or b.step(b.reviewed(), "cashier_signed", cashier_id=b.people[2]),
    "maker = checker": same("maker", "checker"),
    "maker = cashier": same("maker", "cashier"),
    "maker = poster": same("maker", "poster"),
    "checker = cashier": same("checker", "cashier"),
    "checker = poster": same("checker", "poster"),
    "cashier = poster": same("cashier", "poster"),
    "swap the maker while posting": swap_maker_while_posting,
    "reverse without a reversal": reverse_without_reversal,
    "reverse with an unposted reversal": reverse_with_draft_reversal,
    "reverse twice": second_reversal,
    "submit on hold": in_period("hold"),
    "submit into a closed period": in_period("closed"),
    "submit into a locked period": in_period("locked"),
    "submit into the closed period of the branch": period_of_branch_is_closed,
    "submit without any period": lambda b: b.step(b.draft(date=date(2027, 1, 5), month=date(2027, 1, 1)), "submitted", maker_id=b.people[0]),
    "date outside its period": date_outside_its_period,
    "close with unposted vouchers": close_with_unposted_vouchers,
    "open a locked period": open_a_locked_period,
    "be born closed": lambda b: b.sql(
        "INSERT INTO finance_accountingperiod (unit_id, month, state, version, created_at, updated_at) VALUES (%s, '2026-01-01', 'closed', 1, now(), now())",
        b.unit.pk,
    ),
    "take a number": run("UPDATE finance_vouchercounter SET last = 0"),
    "insert a counter": run("INSERT INTO finance_vouchercounter (unit_id, month, kind, last) VALUES (1, '2026-11-01', 'transfer', 5)"),
    "rewrite the head of the chain": run("UPDATE finance_ledgerhead SET digest = 'x'"),
    "rewrite a balance": run("UPDATE finance_ledgerbalance SET debit = debit + 1, credit = credit + 1"),
    "call the posting function": run("SELECT finance_post(v) FROM finance_voucher v"),
    "truncate vouchers": run("TRUNCATE finance_voucher CASCADE"),
    "truncate lines": run("TRUNCATE finance_voucherline"),
    "truncate the counter": run("TRUNCATE finance_vouchercounter"),
    "switch triggers off": run("SET session_replication_role = replica"),
    "drop the guard": run("DROP TRIGGER voucher_guard ON finance_voucher"),
    "disable the guard": run("ALTER TABLE finance_voucher DISABLE TRIGGER ALL"),
    "rename an account": run("UPDATE finance_account SET code = '9999' WHERE code = '6031'"),
}  # fmt: skip


@transaction.atomic
def strike(books, attack):
    ATTACKS[attack](books)
    books.sql("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_refused_and_leaves_no_trace(books, attack):
    with nothing_changed():
        with pytest.raises(DatabaseError) as refusal:
            strike(books, attack)
        books.sql("SET CONSTRAINTS ALL DEFERRED")
    assert refusal.value.__cause__.pgcode in REFUSED, str(refusal.value)


def test_the_list_is_as_long_as_promised():
    assert len(ATTACKS) >= 35


def test_posting_numbers_chains_and_totals(books):
    first, second = books.posted("100.00"), books.posted("50.00")
    books.sql("SET CONSTRAINTS ALL IMMEDIATE")
    books.cursor.execute(
        "SELECT number, code, chain_no, total FROM finance_voucher WHERE id IN (%s, %s) ORDER BY id", [first, second]
    )
    assert [(n, c, k, str(t)) for n, c, k, t in books.cursor.fetchall()] == [
        (1, "FTRF20263505021100001", 1, "100.00"),
        (2, "FTRF20263505021100002", 2, "50.00"),
    ]
    assert books.sql("SELECT sum(debit) FROM finance_ledgerbalance WHERE account_id = %s", books.advance) == 150
    assert books.sql("SELECT bool_and(finance_voucher_digest(v) = digest) FROM finance_voucher v") is True


def test_cash_voucher_is_posted_with_four_people(books):
    voucher = post_with(books)
    assert books.sql("SELECT state FROM finance_voucher WHERE id = %s", voucher) == "posted"


def test_returned_voucher_is_corrected_and_goes_round_again(books):
    voucher = submitted(books)
    books.step(voucher, "returned")
    books.sql("DELETE FROM finance_voucherline WHERE voucher_id = %s", voucher)
    books.line(voucher, books.advance, debit="80.00")
    books.line(voucher, books.income, credit="80.00")
    books.step(voucher, "submitted", maker_id=books.people[4])
    books.sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert books.sql("SELECT total FROM finance_voucher WHERE id = %s", voucher) == 80


def test_voucher_under_review_is_posted_while_the_period_is_on_hold(books):
    voucher = books.reviewed()
    books.sql("UPDATE finance_accountingperiod SET state = 'hold'")
    books.step(voucher, "posted", poster_id=books.people[3])
    assert books.sql("SELECT number FROM finance_voucher WHERE id = %s", voucher) == 1


def test_posted_voucher_is_reversed_by_a_posted_reversal(books):
    voucher = books.posted()
    books.posted(origin="reversal", event="reversal", reverses_id=voucher)
    books.step(voucher, "reversed")
    assert books.sql("SELECT state FROM finance_voucher WHERE id = %s", voucher) == "reversed"


def test_closed_period_opens_again_but_a_locked_one_never(books):
    pk = books.period("closed", date(2026, 7, 1))
    books.sql("UPDATE finance_accountingperiod SET state = 'hold' WHERE id = %s", pk)
    assert books.sql("SELECT state FROM finance_accountingperiod WHERE id = %s", pk) == "hold"


def test_each_unit_month_and_kind_counts_for_itself(books):
    other = Books(books.cursor, code="350503")
    other.period()
    books.posted()
    books.posted(cash=True, kind="receipt")
    other.posted()
    books.cursor.execute("SELECT unit_code, kind, number FROM finance_voucher ORDER BY id")
    assert books.cursor.fetchall() == [("350502", "transfer", 1), ("350502", "receipt", 1), ("350503", "transfer", 1)]
