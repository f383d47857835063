"""Looking at protected values: with a reason, counted, written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import AuditEntry
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden, Hidden
from parties.models import Reveal
from parties.public import AccountData, add_account, reveal
from parties.selectors import limits
from parties.services.refusals import TooManyReveals
from tests.factories.parties import make_party, resident_number
from tests.support.actors import order
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-05")]


@pytest.fixture
def party(desk):
    return make_party(order(desk))


def test_a_value_is_shown_with_a_reason_and_written_down(desk, party):
    assert reveal(order(desk, reason="call about the claim"), party.pk, "phone") == "13805950001"
    assert reveal(order(desk, reason="compare the card"), party.pk, "id_number") == resident_number(1)

    look = Reveal.objects.get(field="phone")
    assert (look.staff_id, look.staff_name, look.reason) == (1, "林晓岚", "call about the claim")
    entry = AuditEntry.objects.filter(action="parties.party.reveal", after__field="phone").get()
    assert (entry.subject_id, entry.reason, entry.outcome) == (party.pk, "call about the claim", "done")
    assert "13805950001" not in str(entry.after)


def test_an_account_is_shown_in_the_same_way(desk, party):
    data = AccountData(holder="张三丰", bank="中国工商银行", number="6222600260001072444")
    add_account(order(desk), party.pk, data)
    field = f"account:{party.accounts.get().pk}"
    assert reveal(order(desk, reason="pay the claim"), party.pk, field) == "6222600260001072444"


@pytest.mark.parametrize(
    ("reason", "field", "refusal"),
    [
        ("", "phone", ReasonMissing),
        ("  x ", "phone", ReasonMissing),
        ("good reason", "row_key", Hidden),
        ("good reason", "contact:999", Hidden),
        ("good reason", "account:1 OR 1=1", Hidden),
    ],
)
def test_without_reason_or_for_other_fields_nothing_is_shown(desk, party, reason, field, refusal):
    with nothing_changed(), pytest.raises(refusal):
        reveal(order(desk, reason=reason), party.pk, field)
    assert AuditEntry.objects.filter(action="parties.party.reveal").get().outcome == refusal.code


def test_without_the_permission_nothing_is_shown(stranger, party):
    with nothing_changed(), pytest.raises(Forbidden):
        reveal(order(stranger, reason="curious"), party.pk, "phone")


def test_a_day_allows_only_so_many(desk, second, party, monkeypatch):
    monkeypatch.setattr("parties.services.reveal.reveals_per_day", lambda actor, at: 2)
    first = order(desk, reason="good reason")
    reveal(first, party.pk, "phone")
    reveal(order(desk, reason="good reason"), party.pk, "address")
    with nothing_changed(), pytest.raises(TooManyReveals, match="2"):
        reveal(order(desk, reason="good reason"), party.pk, "email")
    assert reveal(order(second, reason="good reason"), party.pk, "phone")
    tomorrow = order(desk, reason="good reason", at=first.at + timedelta(days=1, minutes=1))
    assert reveal(tomorrow, party.pk, "phone")


def test_looks_cannot_be_taken_back(desk, party, owner_connection):
    reveal(order(desk, reason="good reason"), party.pk, "phone")
    with pytest.raises(Exception, match="append-only"):
        owner_connection.execute("DELETE FROM parties_reveal")


def test_the_daily_number_has_a_default(desk):
    assert limits.reveals_per_day(desk, order(desk).at) == 60
