# ruff: noqa: E501 - statements and rows on one line
"""Any sequence of statements, in any order: whatever the database accepts leaves sound books (reliability.md M1)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.finance import Books

pytestmark = [pytest.mark.django_db, pytest.mark.req("FIN-13")]

BROKEN = """
SELECT count(*) FROM finance_voucher v
  LEFT JOIN (SELECT voucher_id, count(*) n, sum(debit - credit) gap, sum(debit) total FROM finance_voucherline GROUP BY 1) l
    ON l.voucher_id = v.id
 WHERE v.state IN ('posted', 'reversed')
   AND (l.n IS NULL OR l.n < 2 OR l.gap IS DISTINCT FROM 0 OR l.total <> v.total OR finance_voucher_digest(v) <> v.digest
        OR v.maker_id = v.checker_id OR v.poster_id IN (v.maker_id, v.checker_id))
"""
GAPS = "SELECT coalesce(max(number), 0) - count(number) FROM finance_voucher WHERE unit_id = %s AND kind = 'transfer'"
TOTALS = """
SELECT count(*) FROM finance_ledgerbalance b WHERE debit - credit IS DISTINCT FROM (
    SELECT sum(l.debit - l.credit) FROM finance_voucherline l JOIN finance_voucher v ON v.id = l.voucher_id
     WHERE v.state IN ('posted', 'reversed') AND v.unit_id = b.unit_id AND l.account_id = b.account_id)
"""
CHAIN = """
SELECT count(*) FROM (SELECT previous, lag(digest, 1, ''::bytea) OVER (ORDER BY chain_no) AS before
  FROM finance_voucher WHERE chain_no IS NOT NULL AND unit_id = %s) c WHERE previous <> before
"""
STATES = ("draft", "submitted", "checked", "cashier_signed", "returned", "posted", "reversed")
PERSON = {"submitted": "maker_id", "checked": "checker_id", "cashier_signed": "cashier_id", "posted": "poster_id"}

which = st.integers(0, 5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("draft"), st.sampled_from(["10.00", "0.01", "NaN", "-5", "99999999.99"]), st.just(0)),
        st.tuples(st.just("half"), which, st.just(0)),
        st.tuples(st.just("forward"), which, st.integers(0, 4)),
        st.tuples(st.just("forward"), which, st.integers(0, 4)),
        st.tuples(st.just("forward"), which, st.integers(0, 4)),
        st.tuples(st.just("jump"), which, st.sampled_from(STATES)),
        st.tuples(st.just("cut"), which, st.just(0)),
        st.tuples(st.just("drop"), which, st.just(0)),
        st.tuples(st.just("move"), which, which),
        st.tuples(st.just("reverse"), which, st.just(0)),
    ),
    min_size=12,
    max_size=40,
)
NEXT = {
    "draft": "submitted",
    "returned": "submitted",
    "submitted": "checked",
    "checked": "posted",
    "cashier_signed": "posted",
}


class Machine:
    def __init__(self, cursor):
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self.books = Books(cursor)
        self.books.period()
        self.vouchers = [self.books.reviewed("1.00")]

    def pick(self, index):
        return self.vouchers[index % len(self.vouchers)]

    def draft(self, amount, _):
        self.vouchers.append(self.books.draft(amount))

    def half(self, index, _):
        self.books.line(self.pick(index), self.books.advance, debit="1.00")

    def forward(self, index, who):
        voucher = self.pick(index)
        state = NEXT[self.books.sql("SELECT state FROM finance_voucher WHERE id = %s", voucher)]
        self.books.step(voucher, state, **{PERSON[state]: self.books.people[who]})

    def jump(self, index, state):
        self.books.step(self.pick(index), state)

    def cut(self, index, _):
        self.books.sql("DELETE FROM finance_voucherline WHERE voucher_id = %s", self.pick(index))

    def drop(self, index, _):
        self.books.sql("DELETE FROM finance_voucher WHERE id = %s", self.pick(index))

    def move(self, source, target):
        self.books.sql(
            "UPDATE finance_voucherline SET voucher_id = %s WHERE voucher_id = %s", self.pick(target), self.pick(source)
        )

    def reverse(self, index, _):
        original = self.pick(index)
        self.vouchers.append(self.books.posted(origin="reversal", event="reversal", reverses_id=original))
        self.books.step(original, "reversed")

    def do(self, name, one, two):
        before = list(self.vouchers)
        try:
            with transaction.atomic():
                getattr(self, name)(one, two)
                self.books.sql("SET CONSTRAINTS ALL IMMEDIATE")
        except (DatabaseError, KeyError):
            self.vouchers = before
            return False
        else:
            return True
        finally:
            self.books.sql("SET CONSTRAINTS ALL DEFERRED")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=steps)
def test_whatever_is_accepted_leaves_sound_books(db, story):
    with transaction.atomic(), connection.cursor() as cursor:
        machine = Machine(cursor)
        for step in story:
            machine.do(*step)
        books = machine.books
        assert books.sql(BROKEN) == 0
        assert books.sql(GAPS, books.unit.pk) == 0
        assert books.sql(TOTALS) == 0
        assert books.sql(CHAIN, books.unit.pk) == 0
        transaction.set_rollback(True)


def test_the_machine_does_post(db):
    with connection.cursor() as cursor:
        machine = Machine(cursor)
        assert machine.do("forward", 0, 3) is True
        assert machine.do("reverse", 0, 0) is True
        assert machine.books.sql("SELECT count(*) FROM finance_voucher WHERE number IS NOT NULL") == 2
